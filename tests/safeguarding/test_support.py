"""The support card: right for its reader, honest about who is told, and there whatever fails."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from assistant.adapters.records.store import SqlRecords, open_records
from assistant.domain.access import Principal
from assistant.domain.people import Role
from assistant.domain.safety import Audience, CardId, Mode, Protocol, Severity, Surface, Theme
from assistant.errors import ContentError, RecordsError
from assistant.helplines import Helplines, load_helplines
from assistant.reading import grade
from assistant.safeguarding import support as under_test
from assistant.safeguarding.card import SupportCard, compose
from assistant.safeguarding.card_words import CardWords, load_card_words
from assistant.safeguarding.choice import card_for
from assistant.safeguarding.detector import detect
from assistant.safeguarding.support import SAFE, Support
from assistant.settings import ROOT
from tests.safety_stage import entrust
from tests.world import SET_UP, World

DIE = "I want to kill myself."
TONIGHT = "I am going to kill myself tonight."
TODAY = date(2026, 11, 24)


@pytest.fixture
def records(tmp_path: Path) -> Iterator[SqlRecords]:
    with open_records(f"sqlite:///{tmp_path / 'records.sqlite3'}") as opened:
        yield opened


@pytest.fixture
def world(records: SqlRecords) -> World:
    made = World(records).found()
    made.one_to_one("Ana", "Ben")
    return made


@pytest.fixture
def ben(world: World) -> Principal:
    return world.acting("Ben")


@pytest.fixture(scope="module")
def words() -> CardWords:
    return load_card_words(ROOT / "prompts")


@pytest.fixture(scope="module")
def helplines() -> Helplines:
    return load_helplines(ROOT / "knowledge")


@pytest.fixture
def support(records: SqlRecords, words: CardWords, helplines: Helplines) -> Support:
    return Support(lambda: records, lambda: words, lambda: helplines, lambda: datetime.now(UTC))


def written(card: SupportCard | None) -> str:
    assert card is not None
    return "\n".join((card.title, card.danger, *card.text, *card.status))


def test_ordinary_words_bring_no_card_and_leave_no_trace(support: Support, ben: Principal) -> None:
    assert support.look(ben, ["A title", "We planned the week."], Surface.JOURNAL) is None
    assert support._records().safety_events(ben, SAFE) == []


def test_a_card_says_no_more_than_has_happened(support: Support, world: World, ben: Principal) -> None:
    records = world.records
    assert "told nobody" in written(support.look(ben, [DIE], Surface.JOURNAL))
    entrust(world)
    will = written(support.look(ben, [TONIGHT], Surface.JOURNAL))
    assert "Lea will be told" in will and "Not what you wrote" in will
    assert will.index("right now") < will.index("Thank you")
    lea = world.acting("Lea")
    records.receive_alerts(lea, SAFE)
    assert "Lea has been told" in written(support.again(ben, [TONIGHT]))
    records.acknowledge_alert(lea, SAFE, records.alerts(lea, SAFE)[0].event_id)
    assert "Lea has read" in written(support.again(ben, [TONIGHT]))


@pytest.mark.parametrize(
    "said",
    ["Lea said she hits me if I tell.", "It is the safeguarding lead. She raped me.", "The LEAD beats me."],
)
def test_whoever_it_may_be_about_is_neither_told_nor_offered(
    support: Support, world: World, ben: Principal, said: str
) -> None:
    entrust(world, with_minors=True)
    card = support.look(ben, [said], Surface.JOURNAL)
    assert "Lea" not in written(card)
    assert "Deb" in written(card)
    assert world.records.alerts(world.acting("Lea"), SAFE) == []
    assert len(world.records.alerts(world.acting("Deb"), SAFE)) == 1


def test_a_mentor_gets_the_duty_card(support: Support, world: World) -> None:
    card = support.look(world.acting("Ana"), ["Ben told me that he wants to kill himself."], Surface.RECORD)
    assert card and card.id.startswith("duty.")
    assert "Do not promise to keep it secret" in written(card)


def test_no_word_of_the_text_is_kept(support: Support, world: World, ben: Principal) -> None:
    entrust(world)
    support.look(ben, ["Zyxolite", f"{TONIGHT} Zyxolite knows."], Surface.JOURNAL)
    (event,) = world.records.safety_events(ben, SAFE)
    (alert,) = world.records.alerts(world.acting("Lea"), SAFE)
    for kept in (event.model_dump_json(), alert.model_dump_json()):
        assert "yxolite" not in kept and "tonight" not in kept


def test_five_saves_are_one_event_and_the_card_stays(support: Support, ben: Principal) -> None:
    cards = [support.look(ben, [DIE], Surface.JOURNAL) for _ in range(5)]
    assert len({card.event_id for card in cards if card}) == 1
    assert all(card and not card.repeated for card in cards)
    late = Support(
        support._records, support._words, support._helplines, lambda: datetime.now(UTC) + timedelta(hours=1)
    )
    again = late.look(ben, [DIE], Surface.JOURNAL)
    assert again and again.repeated


@pytest.mark.parametrize("broken", ["_words", "_helplines", "_records"])
def test_a_card_comes_whatever_fails(
    support: Support, ben: Principal, broken: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails() -> None:
        raise ContentError("gone")

    monkeypatch.setattr(support, broken, fails)
    card = support.look(ben, [DIE], Surface.JOURNAL)
    assert card and card.id == "generic"
    assert "findahelpline.com" in written(card)


def test_an_event_that_cannot_be_noted_costs_no_card(
    support: Support, records: SqlRecords, ben: Principal, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise RecordsError("full")

    monkeypatch.setattr(records, "note_event", full)
    card = support.look(ben, [DIE], Surface.JOURNAL)
    assert card and card.id == "writer.general.2"
    assert "told nobody" in written(card)


def test_a_failing_detector_logs_no_words(
    support: Support, ben: Principal, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(text: str) -> None:
        raise ValueError(text)

    monkeypatch.setattr(under_test, "detect", broken)
    card = support.look(ben, ["Zyxolite"], Surface.JOURNAL)
    assert card and card.id == "generic"
    assert "ValueError" in caplog.text and "Zyxolite" not in caplog.text


ALL = [
    CardId(audience=a, theme=t, severity=s)
    for a in Audience
    for t in Theme
    for s in (Severity(2), Severity(3))
]


@pytest.mark.parametrize("card", ALL, ids=str)
def test_every_card_is_plain_and_promises_nothing(
    card: CardId, words: CardWords, helplines: Helplines
) -> None:
    shown = compose(card, words, helplines, Protocol(country="GB"), today=TODAY)
    text = written(shown)
    assert "$" not in text and "{" not in text
    assert ("999" in shown.danger) == (card.severity is Severity.IMMINENT)
    for never in (
        "confidential",
        "commit",
        "suicid",
        "disorder",
        "diagnos",
        "nobody will ever",
        "weak",
        "attention",
    ):
        assert never not in text.lower(), never
    if card.audience is not Audience.DUTY:
        assert grade(text) <= 6, grade(text)


@pytest.mark.parametrize(
    ("country", "minors", "first", "last"),
    [
        ("GB", True, "gb-childline", "findahelpline"),
        ("GB", False, "gb-samaritans", "findahelpline"),
        ("US", False, "us-988", "findahelpline"),
        ("FR", True, "eu-116111", "findahelpline"),
        ("XX", False, "findahelpline", "findahelpline"),
        ("", False, "findahelpline", "findahelpline"),
    ],
)
def test_the_right_lines_for_country_and_age(
    helplines: Helplines, country: str, minors: bool, first: str, last: str
) -> None:
    found = [line.id for line in helplines.lines_for(country, young=minors, hurt=False)]
    assert (found[0], found[-1]) == (first, last)


def test_a_line_nobody_has_looked_up_is_marked(support: Support, world: World, ben: Principal) -> None:
    entrust(world)
    card = support.look(ben, [DIE], Surface.JOURNAL)
    assert card and {line.checked_on for line in card.lines} == {None}
    world.records.save_line_check(world.coordinator, SET_UP, "ie-samaritans", date.today())
    world.records.save_line_check(
        world.coordinator, SET_UP, "ie-childline", date.today() - timedelta(days=600)
    )
    card = support.again(ben, [DIE])
    assert card and {line.name for line in card.lines if line.checked_on} == {"Samaritans"}


def test_every_number_of_a_card_is_in_the_registry(words: CardWords, helplines: Helplines) -> None:
    """The words themselves hold none."""
    text = (ROOT / "prompts" / "support.yaml").read_text(encoding="utf-8")
    body = text[text.index("danger:") :]
    assert not [word for word in body.split() if sum(sign.isdigit() for sign in word) >= 3]
    assert len(helplines.all_lines()) == len({line.id for line in helplines.all_lines()})


def test_a_wrong_registry_is_refused_with_its_place(tmp_path: Path) -> None:
    for wrong in ("", "countries: {}\ninternational: []\n", "international: [{id: x}]\ncountries: {}\n"):
        (tmp_path / "helplines.yaml").write_text(wrong, encoding="utf-8")
        with pytest.raises(ContentError, match=r"helplines\.yaml"):
            load_helplines(tmp_path)
    with pytest.raises(ContentError, match=r"helplines\.yaml"):
        load_helplines(tmp_path / "nowhere")


def test_words_of_the_file_are_checked(tmp_path: Path) -> None:
    whole = (ROOT / "prompts" / "support.yaml").read_text(encoding="utf-8")
    for wrong in (whole.replace("${lead}", "${leader}"), whole.replace("    threat:", "    treat:"), ""):
        (tmp_path / "support.yaml").write_text(wrong, encoding="utf-8")
        with pytest.raises(ContentError, match=r"support\.yaml"):
            load_card_words(tmp_path)


def test_what_fits_whom() -> None:
    hurt = detect("My dad hits me and I want to kill myself.")
    assert str(card_for(hurt, Role.MENTEE)) == "writer.hurt.2"
    friend = detect("My friend told me she wants to kill herself.")
    assert str(card_for(friend, Role.PEER)) == "friend.general.2"
    assert str(card_for(friend, Role.TRAINER)) == "duty.general.2"
    assert card_for(detect("A fine day."), Role.MENTEE) is None


def test_modes_are_told_apart(support: Support, world: World, ben: Principal) -> None:
    entrust(world, Mode.SELF_HELP)
    assert "told nobody" in written(support.look(ben, [TONIGHT], Surface.JOURNAL))
