"""The page, driven without a browser."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from assistant import bootstrap
from assistant.bootstrap import Assistant
from assistant.demo import load_demo
from assistant.domain.access import Principal, Purpose
from assistant.domain.drafts import Draft, DraftStatus, Engine, Wording
from assistant.domain.facts import Phase
from assistant.domain.people import Form, Member, Pair, Person, Role
from assistant.errors import RecordsError
from assistant.guide import EngineState, Guide
from assistant.library import Library
from assistant.retrieval import Retriever
from assistant.screens import plain, warming
from assistant.screens.literal import literal

ROOT = Path(__file__).resolve().parent.parent
HOSTILE = "**x** [a](http://b) <img src=x>"


@pytest.fixture(autouse=True)
def fresh(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """An assistant of its own that searches by words, and nothing in the background."""
    monkeypatch.setattr(warming, "begin", lambda **_: None)
    monkeypatch.setattr(Assistant, "retriever", bootstrap.part(lambda own: Retriever(own.library)))
    st.cache_data.clear()
    st.cache_resource.clear()
    bootstrap.reset()
    yield
    bootstrap.reset()


@pytest.fixture
def page() -> AppTest:
    return AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)


@pytest.fixture
def demo() -> Assistant:
    load_demo(bootstrap.assistant().records, date.today())
    return bootstrap.assistant()


def texts(page: AppTest) -> str:
    kinds = (page.title, page.header, page.subheader, page.markdown, page.caption, page.info, page.error)
    return "\n".join(str(each.value) for kind in kinds for each in kind)


def button(page: AppTest, label: str) -> object:
    found = [each for each in page.button if each.label == label]
    assert found, f"no button {label!r} among {[each.label for each in page.button]}"
    return found[0]


def click(page: AppTest, label: str) -> AppTest:
    button(page, label).click().run()  # type: ignore[attr-defined]
    assert not page.exception
    return page


def fill(page: AppTest, label: str, value: str) -> None:
    fields = [*page.text_input, *page.text_area]
    next(each for each in fields if each.label == label).set_value(value)


def go(page: AppTest, screen: str) -> AppTest:
    page.switch_page(f"assistant/screens/{screen}.py").run()
    assert not page.exception
    return page


def act_as(page: AppTest, name: str) -> AppTest:
    choice = next(each for each in page.selectbox if each.label == "You are acting as")
    label = next(option for option in choice.options if option.startswith(name))
    choice.select(label).run()
    return page


def principal(assistant: Assistant, role: Role) -> Principal:
    person = next(each for each in assistant.records.actors() if role in each.roles)
    return Principal(person_id=person.id, programme_id=person.programme_id, role=role)


def add_pair() -> None:
    records = bootstrap.assistant().records
    me, members = principal(bootstrap.assistant(), Role.COORDINATOR), []
    for name, role in (("Noor", Role.MENTOR), ("Theo", Role.MENTEE)):
        new = Person(id="", programme_id=me.programme_id, name=name, roles=(role,))
        person = records.save_person(me, Purpose.MANAGE_PROGRAMME, new)
        members.append(Member(person_id=person.id, name=name, role=role))
    pair = Pair(id="", programme_id=me.programme_id, form=Form.ONE_TO_ONE, members=tuple(members))
    records.save_pair(me, Purpose.MANAGE_PROGRAMME, pair)


def prepared(page: AppTest) -> AppTest:
    """On the agenda of the first mentor's pair."""
    go(page.run(), "prepare")
    return click(page, "Prepare the agenda")


def test_the_first_visit_says_what_to_do(page: AppTest) -> None:
    page.run()
    assert not page.exception
    assert [each.value for each in page.title] == ["Home"]
    assert button(page, "Load the demonstration programme")
    assert button(page, "Set it up")


def test_other_pages_before_anything_is_there_point_home(page: AppTest) -> None:
    page.run()
    for screen in ("prepare", "pair"):
        go(page, screen)
        assert "Start on the Home page" in texts(page)
    assert "**Strengths**" in " ".join(each.label for each in go(page, "notes").expander)
    assert "Who writes the words" in texts(go(page, "options"))


def test_one_click_loads_the_demonstration(page: AppTest) -> None:
    click(page.run(), "Load the demonstration programme")
    assert button(page, "Prepare the next session")
    assert "demonstration programme is ready" in page.success[0].value


def test_an_agenda_shows_minutes_reasons_sources_and_gaps(page: AppTest, demo: Assistant) -> None:
    prepared(page)
    seen = texts(page)
    assert "min · led by" in seen
    assert "Visible to" in seen
    assert "Only you can see this" in str([each.value for each in page.markdown]) or "For you alone" in seen
    assert any(each.label.startswith("Source: ") for each in page.button)
    assert any(each.label.startswith("Checked") for each in page.expander)
    assert "no model took part" in seen


def test_a_source_opens_its_passage(page: AppTest, demo: Assistant) -> None:
    prepared(page)
    source = next(each for each in page.button if each.label.startswith("Source: "))
    source.click().run()
    assert not page.exception
    seen = texts(page)
    assert "The words used here" in seen
    assert "Stands on" in seen
    assert "licence" in seen


def test_every_source_of_an_agenda_is_listed_with_where_it_comes_from(page: AppTest, demo: Assistant) -> None:
    prepared(page)
    mentor = principal(demo, Role.MENTOR)
    pair = demo.records.pairs(mentor, Purpose.PREPARE_PAIR)[0]
    draft = demo.records.drafts(mentor, Purpose.PREPARE_PAIR, pair.id)[0]
    sources = draft.sources
    assert f"What this stands on ({len(sources)})" in [each.label for each in page.expander]
    page.session_state[f"stands.{draft.id}"] = True
    page.run()
    assert texts(page).count("Practice note · licence CC\\-BY\\-4\\.0 · for: ") == len(sources)
    click(page, "Open")
    assert "The words used here" in texts(page)


def test_an_edit_is_kept_when_the_agenda_is_made_again(page: AppTest, demo: Assistant) -> None:
    prepared(page)
    click(page, "Edit")
    fill(page, "Question 1", HOSTILE + " What now?")
    click(page, "Save")
    assert literal(HOSTILE + " What now?") in texts(page)
    click(page, "Accept")
    click(page, "Make it again")
    assert literal(HOSTILE + " What now?") in texts(page)
    next(
        each for each in page.checkbox if each.label.startswith("1\\.") or each.label.startswith("1.")
    ).check()
    click(page, "Make it again")
    assert literal(HOSTILE) not in texts(page)


def test_versions_can_be_compared(page: AppTest, demo: Assistant) -> None:
    prepared(page)
    click(page, "Edit")
    fill(page, "What it is called", "A calm start")
    click(page, "Save")
    next(each for each in page.selectbox if each.label == "Compare with").set_value(1).run()
    assert "What changed since version 1" in texts(page)
    assert "Now: A calm start" in texts(page)


def test_a_mentee_never_sees_that_there_is_a_mentors_sheet(page: AppTest, demo: Assistant) -> None:
    mentor = principal(demo, Role.MENTOR)
    pair = demo.records.pairs(mentor, Purpose.PREPARE_PAIR)[0]
    prepared(page)
    assert "For you alone" in texts(page)
    mentee = next(member for member in pair.members if member.role is Role.MENTEE)
    act_as(page, mentee.name)
    assert "Accept" in [each.label for each in page.button]
    assert "For you alone" not in texts(page)
    assert "your sheet" not in texts(page).lower()


def test_a_coordinator_sees_who_meets_and_no_words(page: AppTest, demo: Assistant) -> None:
    mentor = principal(demo, Role.MENTOR)
    pair = demo.records.pairs(mentor, Purpose.MANAGE_PAIR)[0]
    goals = demo.records.goals(mentor, Purpose.MANAGE_PAIR, pair.id)
    coordinator = next(each for each in demo.records.actors() if Role.COORDINATOR in each.roles)
    act_as(page.run(), coordinator.name)
    for screen in ("home", "pair"):
        go(page, screen)
        assert not [goal for goal in goals if literal(goal.text) in texts(page)]
    assert not page.segmented_control or "Goals" not in str(page.segmented_control[0].options)


def test_real_data_from_zero(page: AppTest) -> None:
    page.run()
    fill(page, "Name of your programme", "Harbour Mentoring")
    fill(page, "Your name", "Ida")
    click(page, "Set it up")
    assert "Harbour Mentoring" in texts(page)
    go(page, "pair")
    assert {"Mentor", "Mentee"} <= {each.label for each in page.selectbox}
    add_pair()  # AppTest cannot type a new name into a list; the browser test does
    page.run()
    click(page, "Continue as Noor")
    fill(page, "What do you want to reach?", f"Lead the {HOSTILE} meeting")
    fill(page, "Less than hoped", "I stay silent")
    fill(page, "As hoped", "I say one thing")
    fill(page, "More than hoped", "I lead one meeting")
    click(page, "Save the goal")
    assert literal(f"Lead the {HOSTILE} meeting") in texts(page)
    assert "has not agreed to this wording yet" in texts(page)
    go(page, "prepare")
    click(page, "Prepare the agenda")
    assert literal(HOSTILE) in texts(page)
    assert "<img" not in texts(page).replace("\\<img", "")


def test_nothing_typed_is_lost_when_something_is_missing(page: AppTest) -> None:
    page.run()
    fill(page, "Name of your programme", "Harbour Mentoring")
    click(page, "Set it up")
    assert "Please write your name" in texts(page)
    assert (
        next(each for each in page.text_input if each.label == "Name of your programme").value
        == "Harbour Mentoring"
    )


def test_a_goal_is_rated_and_seen_over_time(page: AppTest, demo: Assistant) -> None:
    go(page.run(), "pair")
    next(each for each in page.radio if each.label == "Where does it stand?").set_value(1)
    click(page, "Save the rating")
    mentor = principal(demo, Role.MENTOR)
    pair = demo.records.pairs(mentor, Purpose.MANAGE_PAIR)[0]
    goal = demo.records.goals(mentor, Purpose.MANAGE_PAIR, pair.id)[0]
    assert goal.level == 1


def test_a_database_that_fails_is_told_plainly(
    page: AppTest, demo: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise RecordsError("The disk is full.")

    monkeypatch.setattr(type(demo.records), "pairs", full)
    page.run()
    assert "The disk is full" in texts(page)


def test_a_surprise_is_told_kindly_with_a_number_and_logged_without_words(
    page: AppTest, demo: Assistant, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("Ana's private words")

    monkeypatch.setattr(type(demo.records), "pairs", broken)
    page.run()
    assert "Something went wrong here" in texts(page)
    assert "private words" not in texts(page) + caplog.text
    assert "ZeroDivisionError at" in caplog.text


def test_notes_are_found_read_and_refused(page: AppTest, demo: Assistant) -> None:
    go(page.run(), "notes")
    fill(page, "What would you like to know?", "How do I agree on confidentiality and its limits?")
    page.run()
    assert "Keyword search in use" in texts(page)
    assert "Confidentiality" in texts(page)
    click(page, "Read the whole note")
    assert "Sources" in texts(page)
    click(page, "Back to all notes")
    fill(page, "What would you like to know?", "sourdough hydration")
    page.run()
    assert "The library does not cover this" in texts(page)


def test_notes_stand_on_shelves_that_can_be_narrowed(page: AppTest, demo: Assistant) -> None:
    library = demo.library
    go(page.run(), "notes")
    assert not [each for each in page.button if (each.key or "").startswith("note.")]
    for label, choice in (("For whom?", "Mentees"), ("At what point?", "Last meeting")):
        next(each for each in page.selectbox if each.label == label).select(choice).run()
    fitting = library.fitting(audience=Role.MENTEE, phase=Phase.CLOSING)
    assert 0 < len(fitting) < len(library)
    assert f"{plain.counted(len(fitting), 'note')} of {len(library)}" in texts(page)
    theme = fitting[0].id[0]
    page.session_state[f"shelf.{theme}"] = True
    page.run()
    shown = {each.key for each in page.button if (each.key or "").startswith("note.")}
    assert shown == {f"note.{note.id}" for note in fitting if note.id[0] == theme}


def test_a_note_says_when_it_is_not_the_right_one(page: AppTest, demo: Assistant) -> None:
    careful = next(note for note in demo.library.values() if note.not_when)
    page.query_params["note"] = careful.id
    go(page.run(), "notes")
    assert "**Not when**" in texts(page)
    assert all(literal(reason) in texts(page) for reason in careful.not_when)
    bare = [note.model_copy(update={"not_when": ()}) for note in demo.library.values()]
    vars(demo)["library"] = Library(bare)
    page.run()
    assert "Not when" not in texts(page)


def test_a_key_goes_in_and_never_comes_out(page: AppTest, demo: Assistant) -> None:
    go(page.run(), "options")
    fill(page, "Key", "sk-very-secret")
    fill(page, "Base URL of an OpenAI-compatible endpoint", "localhost:1")
    click(page, "Save")
    assert "starts with http" in texts(page)
    fill(page, "Base URL of an OpenAI-compatible endpoint", "http://127.0.0.1:1/v1")
    click(page, "Save")
    assert bootstrap.assistant().settings.model_key.get_secret_value() == "sk-very-secret"
    assert all("sk-very-secret" not in str(each.value) for each in page.text_input)
    assert "sk-very-secret" not in texts(page)
    click(page, "Test the connection")
    assert page.error


def phrased(draft: Draft) -> Draft:
    question = draft.body["items"][0]["questions"][0]
    wording = Wording(
        slot="items[0].questions[0]", composed=question, personalised="What went well?", shown=Engine.MODEL
    )
    items = [dict(item) for item in draft.body["items"]]
    items[0]["questions"] = ["What went well?", *items[0]["questions"][1:]]
    body = {**draft.body, "items": items}
    return draft.model_copy(
        update={"body": body, "wordings": (wording,), "version": draft.version + 1, "model_id": "tiny"}
    )


def test_personalised_words_arrive_and_can_be_switched_back(
    page: AppTest, demo: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    def personalise(own: Guide, me: Principal, draft_id: str, **_: object) -> Iterator[Draft]:
        draft = demo.records.draft(me, Purpose.PREPARE_PAIR, draft_id)
        yield demo.records.save_draft(me, Purpose.PREPARE_PAIR, phrased(draft))

    state = EngineState(engine=Engine.MODEL, model="tiny", sentence="tiny writes.")
    monkeypatch.setattr(Guide, "engine", lambda own, kind="agenda": state)
    monkeypatch.setattr(Guide, "personalise", personalise)
    prepared(page)
    for _ in range(40):
        if "What went well?" in texts(page):
            break
        page.run()
    assert literal("What went well?") in texts(page)
    assert "put into other words by tiny" in texts(page)
    words = next(each for each in page.segmented_control if each.label == "Words of this item")
    words.set_value(Engine.COMPOSED).run()
    assert literal("What went well?") not in texts(page)


def test_the_accepted_agenda_says_so(page: AppTest, demo: Assistant) -> None:
    click(prepared(page), "Accept")
    mentor = principal(demo, Role.MENTOR)
    pair = demo.records.pairs(mentor, Purpose.PREPARE_PAIR)[0]
    assert demo.records.drafts(mentor, Purpose.PREPARE_PAIR, pair.id)[0].status is DraftStatus.ACCEPTED
    assert "Accept" not in [each.label for each in page.button]


def test_a_gap_leads_to_its_place(page: AppTest, demo: Assistant) -> None:
    """The demonstration has a pair before its first meeting, which has no goal yet."""
    act_as(page.run(), "Kenji")
    prepared(page)
    assert "What I do not know yet" in texts(page)
    assert "No goal yet" in texts(page)
    click(page, "Add it")
    assert [each.value for each in page.title] == ["Pair"]
    assert "What do you want to reach?" in [each.label for each in page.text_area]


def test_words_that_need_a_person_bring_the_support_card_and_no_draft(page: AppTest, demo: Assistant) -> None:
    go(page.run(), "pair")
    next(each for each in page.segmented_control if each.label == "Part of the record").set_value(
        "Talking points"
    ).run()
    fill(page, "What would you like to talk about?", "I want to kill myself")
    click(page, "Add it")
    go(page, "prepare")
    click(page, "Prepare the agenda")
    assert "safeguarding lead" in texts(page)
    assert "Accept" not in [each.label for each in page.button]
    mentor = principal(demo, Role.MENTOR)
    pair = demo.records.pairs(mentor, Purpose.PREPARE_PAIR)[0]
    assert not demo.records.drafts(mentor, Purpose.PREPARE_PAIR, pair.id)


def test_everybody_can_open_every_page_and_prepare(page: AppTest, demo: Assistant) -> None:
    """All forms, all roles: nothing surprising happens to anybody."""
    page.run()
    seen = set()
    for person in demo.records.actors():
        for role in person.roles:
            me = Principal(person_id=person.id, programme_id=person.programme_id, role=role)
            act = next(each for each in page.selectbox if each.label == "You are acting as")
            act.set_value(f"{person.id}:{role.value}").run()
            for screen in ("home", "pair", "notes", "options", "prepare"):
                go(page, screen)
                assert "Something went wrong" not in texts(page), (person.name, role, screen)
            if "Prepare the agenda" in [each.label for each in page.button]:
                click(page, "Prepare the agenda")
                assert "Something went wrong" not in texts(page)
                seen |= {pair.form for pair in demo.records.pairs(me, Purpose.PREPARE_PAIR)}
    assert seen == set(Form)
