"""The journal page without a browser: what was typed comes in where the editor would hand it over."""

from datetime import date
from types import SimpleNamespace

import pytest
from streamlit.testing.v1 import AppTest

from assistant import bootstrap
from assistant.bootstrap import Assistant
from assistant.domain.access import Principal, Purpose
from assistant.domain.journal import Entry
from assistant.domain.people import Role
from assistant.errors import RecordsError
from assistant.guide.own_pages import as_json, as_markdown
from assistant.reading import grade
from assistant.safeguarding import support
from assistant.screens import (
    acting,
    digest_picking,
    journal_conflict,
    journal_keeping,
    journal_seen,
    journal_words,
    prompt_comments,
    prompt_request,
    prompt_view,
    share_passage,
)
from assistant.screens.editor import Typed
from assistant.screens.journal_keeping import Page
from tests.test_screens import act_as, button, click, demo, fresh, go, page, texts  # noqa: F401  # fixtures

OWN = Purpose.REFLECT_SELF
TEXT = "The ferry was late. I asked the captain myself. Nobody laughed."


def person(name: str, role: Role) -> Principal:
    found = next(one for one in bootstrap.assistant().records.actors() if one.name == name)
    return Principal(person_id=found.id, programme_id=found.programme_id, role=role)


@pytest.fixture
def louise(demo: Assistant, monkeypatch: pytest.MonkeyPatch) -> Principal:  # noqa: F811
    me = person("Louise", Role.MENTEE)
    monkeypatch.setattr(acting, "principal", lambda: me)
    return me


@pytest.fixture
def leaf(louise: Principal) -> Page:
    """A fresh page in one window."""
    entry = Entry(
        id="6f0d3c9e-0000-4000-8000-000000000001",
        owner_id=louise.person_id,
        role=louise.role,
        on=date.today(),
    )
    return Page(entry, stored=False)


def typed(leaf: Page, sequence: int, text: str, **more: str) -> Typed:
    return Typed(id=leaf.entry.id, sequence=sequence, text=text, on=leaf.entry.on, **more)


def stored(leaf: Page) -> Entry:
    return bootstrap.assistant().records.entry(acting.principal(), OWN, leaf.entry.id)


# What was typed.


def test_a_page_nobody_wrote_on_leaves_no_trace(leaf: Page, louise: Principal) -> None:
    before = bootstrap.assistant().records.entries(louise, OWN)
    journal_keeping.receive(leaf, typed(leaf, 1, "  \n"))
    assert leaf.answer.saved == 1 and not leaf.stored
    assert bootstrap.assistant().records.entries(louise, OWN) == before


def test_the_newest_words_are_stored_and_older_ones_that_come_late_are_not(leaf: Page) -> None:
    journal_keeping.receive(leaf, typed(leaf, 5, "newer", title="A day"))
    journal_keeping.receive(leaf, typed(leaf, 4, "older"))
    assert (stored(leaf).text, stored(leaf).title, leaf.answer.saved) == ("newer", "A day", 5)
    journal_keeping.receive(leaf, typed(leaf, 6, "", title="A day"))
    assert stored(leaf).text == ""


def test_a_save_that_fails_says_so_and_the_next_one_counts(
    leaf: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    records = bootstrap.assistant().records
    save = records.save_entry

    def broken(*_: object, **__: object) -> Entry:
        raise RecordsError("The disk is full.")

    monkeypatch.setattr(records, "save_entry", broken)
    journal_keeping.receive(leaf, typed(leaf, 1, TEXT))
    assert (leaf.answer.failed, leaf.answer.saved, leaf.fault) == (1, 0, "The disk is full.")
    monkeypatch.setattr(records, "save_entry", save)
    journal_keeping.receive(leaf, typed(leaf, 2, TEXT))
    assert (leaf.answer.failed, leaf.answer.saved, leaf.fault) == (0, 2, "")
    assert stored(leaf).text == TEXT


def test_words_are_stored_before_they_are_looked_at(leaf: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    """And when looking fails, the card that is the same for everybody comes."""
    before: list[str] = []

    def broken(_: str) -> None:
        before.append(stored(leaf).text)
        raise ZeroDivisionError

    monkeypatch.setattr(support, "detect", broken)
    journal_keeping.receive(leaf, typed(leaf, 1, TEXT))
    assert before == [TEXT]
    assert stored(leaf).text == TEXT and leaf.answer.saved == 1
    assert leaf.card and leaf.card.id == "generic"


def test_words_about_danger_are_stored_and_noticed_until_they_are_gone(leaf: Page) -> None:
    journal_keeping.receive(leaf, typed(leaf, 1, "I want to die."))
    assert leaf.concern and stored(leaf).text == "I want to die."
    journal_keeping.receive(leaf, typed(leaf, 2, "I want to sleep."))
    assert not leaf.concern


def test_two_windows_lose_nothing_until_somebody_decides(leaf: Page, louise: Principal) -> None:
    journal_keeping.receive(leaf, typed(leaf, 1, "Begun."))
    records = bootstrap.assistant().records
    elsewhere = leaf.entry.model_copy(update={"text": "Begun. There."})
    records.save_entry(louise, OWN, elsewhere, seen=leaf.entry)
    journal_keeping.receive(leaf, typed(leaf, 2, "Begun. Here."))
    assert leaf.other and leaf.other.text == "Begun. There." and leaf.answer.failed == 2
    journal_keeping.receive(leaf, typed(leaf, 3, "Begun. Here too."))
    assert stored(leaf).text == "Begun. There." and leaf.typed and leaf.typed.text == "Begun. Here too."
    journal_conflict._both(leaf, leaf.other, leaf.typed)
    order = leaf.answer.order
    assert leaf.other is None and order and order.replace
    both = order.replace["text"]
    assert "There." in both and "Here too." in both
    journal_keeping.receive(leaf, typed(leaf, 4, both, done=order.id))
    assert stored(leaf).text == both and leaf.answer.order is None


def test_what_is_written_on_after_it_was_deleted_elsewhere_is_not_lost(leaf: Page, louise: Principal) -> None:
    journal_keeping.receive(leaf, typed(leaf, 1, "Begun."))
    bootstrap.assistant().records.delete_entry(louise, OWN, leaf.entry.id)
    journal_keeping.receive(leaf, typed(leaf, 2, "Begun, and gone on."))
    assert leaf.answer.saved == 2 and stored(leaf).text == "Begun, and gone on."


# The page.


def journal(page: AppTest, who: str) -> AppTest:  # noqa: F811
    return go(act_as(page.run(), who), "journal")


def open_first(page: AppTest) -> AppTest:  # noqa: F811
    next(each for each in page.button if each.label == "Open").click().run()
    assert not page.exception
    return page


def test_a_mentee_keeps_a_journal_a_mentor_a_log_and_staff_none(page: AppTest, demo: Assistant) -> None:  # noqa: F811
    assert [each.value for each in journal(page, "Louise").title] == ["Journal"]
    assert "Before we meet" in str(page)
    assert [each.value for each in journal(page, "Farid").title] == ["Your log"]
    assert "Before we meet" not in str(page)
    for staff in ("Marit", "Desmond"):
        assert "Journals belong to" in texts(journal(page, staff))
        assert not [each for each in page.button if each.label == "Write a new page"]


def test_the_list_shows_days_and_first_words_and_finds_by_ones_own(page: AppTest, demo: Assistant) -> None:  # noqa: F811
    me = person("Louise", Role.MENTEE)
    entry = Entry(owner_id=me.person_id, role=me.role, text=TEXT, title="Ferry", on=date.today())
    demo.records.save_entry(me, OWN, entry)
    assert "The ferry was late" in texts(journal(page, "Louise"))
    next(each for each in page.text_input if each.label.startswith("Search")).set_value("CAPTAIN ferry").run()
    assert len([each for each in page.button if each.label == "Open"]) == 1
    next(each for each in page.text_input if each.label.startswith("Search")).set_value("zebra").run()
    assert "None of your pages" in texts(page)


def test_switching_to_somebody_else_closes_the_page(page: AppTest, demo: Assistant) -> None:  # noqa: F811
    open_first(journal(page, "Louise"))
    assert "Who can see this" in texts(page) or "can see" in texts(page)
    journal(page, "Farid")
    assert button(page, "Write a new page")


def test_a_passage_is_shared_only_with_the_switch_on_and_taken_back(page: AppTest, demo: Assistant) -> None:  # noqa: F811
    me, farid = person("Louise", Role.MENTEE), person("Farid", Role.MENTOR)
    pair = demo.records.pairs(me, OWN)[0]
    entry = Entry(owner_id=me.person_id, role=me.role, text=TEXT, on=date.today())
    kept = demo.records.save_entry(me, OWN, entry)
    before = demo.records.shown(farid, Purpose.MANAGE_PAIR, pair.id)
    journal(page, "Louise")
    page.button(key=f"open.{kept.id}").click().run()
    area = next(each for each in page.text_area if each.label.startswith("The words"))
    area.set_value("never written").run()
    assert "are not on the page just so" in " ".join(each.value for each in page.warning)
    area = next(each for each in page.text_area if each.label.startswith("The words"))
    area.set_value("I asked the captain myself.").run()
    assert "This is all that Farid will see" in texts(page)
    assert [each.value for each in page.toggle] == [False, False]
    click(page, "Share this")
    assert "Nothing is shared yet" in texts(page)
    assert demo.records.shown(farid, Purpose.MANAGE_PAIR, pair.id) == before
    page.toggle[0].set_value(True).run()
    click(page, "Share this")
    (seen,) = [one for one in demo.records.shown(farid, Purpose.MANAGE_PAIR, pair.id) if one not in before]
    assert seen.text == "I asked the captain myself." and not seen.use_in_drafts
    assert "You and Farid can see a passage of the version of" in texts(page)
    click(page, "Take back")
    assert demo.records.shown(farid, Purpose.MANAGE_PAIR, pair.id) == before
    assert journal_seen.ONLY_YOU in texts(page)


def test_a_page_is_deleted_after_it_was_said_what_goes_with_it(page: AppTest, demo: Assistant) -> None:  # noqa: F811
    me = person("Louise", Role.MENTEE)
    before = demo.records.entries(me, OWN)
    open_first(journal(page, "Louise"))
    assert "with all its versions" in texts(page)
    click(page, "Delete it for good")
    assert len(demo.records.entries(me, OWN)) == len(before) - 1
    assert button(page, "Write a new page")


def test_a_topic_from_another_page_opens_the_questions(page: AppTest, demo: Assistant) -> None:  # noqa: F811
    act_as(page.run(), "Farid")
    page.session_state["journal.topic"] = "What I want to do differently next time"
    go(page, "journal")
    topic = next(each for each in page.text_area if each.label == "Topic")
    assert topic.value == "What I want to do differently next time"


# Its words and pure parts.


def test_the_sentences_of_a_page_are_its_own_without_headings() -> None:
    text = "## What happened?\nThe ferry was late. I asked.\n- one thing more\n\n"
    assert digest_picking.sentences(text) == ["The ferry was late.", "I asked.", "one thing more"]


def test_comments_stand_beside_their_passage_and_no_word_is_lost() -> None:
    text = "First line here.\n\nSecond *line* here.\nThird."
    quote = "Second *line*"
    start = text.index(quote)
    near = SimpleNamespace(start=start, end=start + len(quote), quote=quote)
    gone = SimpleNamespace(start=0, end=4, quote="Gone")
    rows = list(prompt_comments.rows(text, [near, gone]))  # type: ignore[list-item]
    assert [line for line, _ in rows] == ["First line here.", "Second *line* here.", "Third.", ""]
    assert rows[1][1] == [near] and rows[3][1] == [gone]


def test_own_pages_are_exported_whole_and_the_oldest_first() -> None:
    pages = [
        Entry(owner_id="a", role=Role.MENTEE, text="New # words", on=date(2026, 3, 2)),
        Entry(owner_id="a", role=Role.MENTEE, text="Old", title="First", on=date(2026, 3, 1)),
    ]
    assert as_markdown(pages).index("# 2026-03-01: First") < as_markdown(pages).index("New # words")
    assert '"text": "New # words"' in as_json(pages)


@pytest.mark.parametrize(
    "words",
    [
        journal_seen.MEANING,
        journal_words.of(Role.MENTEE).first,
        share_passage.NOT_BACK,
        prompt_view.DISTANCE,
        " ".join(prompt_view.SAID.values()),
    ],
)
def test_what_a_mentee_reads_is_easy_to_read(words: str) -> None:
    assert grade(words) <= 8


def test_every_cycle_and_depth_has_a_plain_name() -> None:
    from assistant.domain.reflection import Cycle, DepthWish

    assert set(prompt_request.CYCLES) == set(Cycle) and set(prompt_request.DEPTHS) == set(DepthWish)


def test_a_released_list_stays_where_it_can_be_withdrawn(page: AppTest, demo: Assistant) -> None:  # noqa: F811
    """Nothing new is begun beside it: what others can read must not go out of sight."""
    journal(page, "Louise")
    page.session_state["journal.section.mentee"] = "Before we meet"
    page.run()
    assert "Farid can read this" in texts(page)
    assert not [each for each in page.button if each.label == "Add it"]
    click(page, "Withdraw it")
    assert [each for each in page.button if each.label == "Add it"]
    farid, pair = person("Farid", Role.MENTOR), demo.records.pairs(person("Louise", Role.MENTEE), OWN)[0]
    assert demo.records.released(farid, Purpose.MANAGE_PAIR, pair.id) == []


def test_then_and_now_is_one_click_away(page: AppTest, demo: Assistant) -> None:  # noqa: F811
    journal(page, "Louise")
    page.session_state["journal.section.mentee"] = "Then and now"
    page.run()
    assert not page.exception
    assert "Both are your own words" in texts(page) or "Nothing to look back at yet" in texts(page)
