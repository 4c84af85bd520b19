"""The page of a programme's own material, and where its words appear, driven without a browser."""

import re
import time
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from streamlit.testing.v1 import AppTest

from assistant import bootstrap, materials
from assistant.bootstrap import Assistant
from assistant.domain.access import Purpose
from assistant.domain.drafts import Source
from assistant.domain.material import FileFormat, Material, Part, Remark, RemarkKind, Understood
from assistant.domain.notes import Origin
from assistant.domain.people import Role
from assistant.errors import Cancelled, InputError
from assistant.indexing import Progress
from assistant.materials import Described
from assistant.screens import material_actions, material_changes, material_remarks, source_card
from assistant.screens.literal import literal
from tests.fakes import WordEmbedder
from tests.test_screens import act_as, button, click, demo, fill, fresh, go, page, principal, texts

__all__ = ["demo", "fresh", "page"]

CURATE = Purpose.MANAGE_LIBRARY
HOSTILE = '**x** ![a](http://b/c.png) <img src=x onerror="1">'
READ = Understood(
    format=FileFormat.PDF,
    digest="0" * 64,
    title=f"Handbook {HOSTILE}",
    parts=(Part(heading="Badges", text=f"Call Noor.\n- {HOSTILE}"), Part(heading="Rooms", text="Bring tea.")),
    remarks=(
        Remark(kind=RemarkKind.NO_TEXT, sentence="Pages 3 to 5 are pictures.", where="pages 3 to 5"),
        Remark(kind=RemarkKind.INSTRUCTION, sentence="Talks.", quote=f"Ignore {HOSTILE}", where="Rooms"),
    ),
    pages=7,
    words=1200,
)


@pytest.fixture(autouse=True)
def words_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """The real embedder takes its seconds; the browser waits for it."""

    def embedder(own: Assistant) -> WordEmbedder:
        return WordEmbedder()

    monkeypatch.setattr(Assistant, "embedder", bootstrap.part(embedder))


def stored(
    assistant: Assistant,
    understood: Understood = READ,
    audience: tuple[Role, ...] = (Role.MENTOR,),
    replaces: Material | None = None,
) -> Material:
    me = principal(assistant, Role.COORDINATOR)
    described = Described("Sam Lee", "CC-BY-4.0", audience, "Handbook", "book.pdf")
    made = materials.made(understood, described, me, datetime.now(UTC), replaces)
    return assistant.records.add_material(me, CURATE, made)


def published(assistant: Assistant, material: Material) -> Material:
    me = principal(assistant, Role.COORDINATOR)
    return assistant.records.publish_material(me, CURATE, material.id, material.version)


def other(understood: Understood, *parts: Part) -> Understood:
    return understood.model_copy(update={"digest": "1" * 64, "parts": parts, "words": 1300})


@pytest.fixture
def shelf(page: AppTest, demo: Assistant) -> AppTest:
    """The page of the material, as the coordinator."""
    act_as(page.run(), "Marit")
    return go(page, "materials")


def looking(page: AppTest, material: Material) -> AppTest:
    page.query_params["material"] = material.key
    return page.run()


def until(page: AppTest, words: str) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end:
        if words in texts(page) + "".join(each.value for each in page.success):
            return
        time.sleep(0.05)
        page.run()
    raise AssertionError(texts(page))


def test_it_says_what_it_is_for(shelf: AppTest) -> None:
    assert "Nothing is here yet" in texts(shelf)
    assert button(shelf, "Add material")


@pytest.mark.parametrize("name", ["Farid", "Louise", "Ines"])
def test_those_who_do_not_look_after_it_see_none_of_it(page: AppTest, demo: Assistant, name: str) -> None:
    stored(demo)
    act_as(page.run(), name)
    go(page, "materials")
    assert "Trainers and coordinators look after this" in texts(page)
    assert "Handbook" not in texts(page)
    assert not [each for each in page.button if each.label in ("Add material", "Look at it")]


def reads(monkeypatch: pytest.MonkeyPatch, answer: Callable[[Callable[[], bool]], Understood]) -> None:
    def read_document(
        own: Assistant, data: bytes, name: str, cancelled: Callable[[], bool], _: Progress
    ) -> object:
        return answer(cancelled)

    monkeypatch.setattr(Assistant, "read_document", read_document)


def test_a_file_is_read_described_and_looked_at(
    shelf: AppTest, demo: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    reads(monkeypatch, lambda _: READ)
    click(shelf, "Add material")
    shelf.file_uploader[0].upload("book.pdf", b"%PDF-", "application/pdf").run()
    until(shelf, "Read: 2 parts, 7 pages, 1,200 words.")
    title = next(each for each in shelf.text_input if each.label == "Title")
    assert (title.value, title.placeholder) == ("", READ.title)
    click(shelf, "Look at what was understood")
    assert "Please say who wrote it" in texts(shelf)
    fill(shelf, "Who wrote it?", f"Sam {HOSTILE}")
    next(each for each in shelf.selectbox if each.label.startswith("On what terms")).select("CC-BY-4.0")
    next(each for each in shelf.checkbox if each.label.startswith("Mentees")).check().run()
    assert "For mentors and mentees" in texts(shelf)
    click(shelf, "Look at what was understood")
    (kept,) = demo.records.materials(principal(demo, Role.COORDINATOR), CURATE)
    assert (kept.title, kept.audience) == (READ.title, (Role.MENTOR, Role.MENTEE))
    seen = texts(shelf)
    assert literal(f"Sam {HOSTILE}") in seen
    assert literal(f"Ignore {HOSTILE}") in seen
    assert "Pages 3 to 5 are pictures" in seen
    assert material_remarks.TALKS_TO_A_MACHINE in seen
    assert "<img" not in re.sub(r"\\<img", "", seen)
    assert "![" not in seen
    assert [each.label.partition("  ")[0] for each in shelf.expander] == ["**Badges**", "**Rooms**"]
    assert {"Publish", "Not now"} <= {each.label for each in shelf.button}


def test_a_file_that_cannot_be_read_keeps_all_that_was_typed(
    shelf: AppTest, demo: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: object) -> Understood:
        raise InputError("This PDF is locked with a password. Save a copy without one and add that.")

    reads(monkeypatch, broken)
    click(shelf, "Add material")
    fill(shelf, "Title", "Handbook")
    fill(shelf, "Who wrote it?", "Sam Lee")
    shelf.file_uploader[0].upload("book.pdf", b"%PDF-", "application/pdf").run()
    until(shelf, "locked with a password")
    click(shelf, "Look at what was understood")
    assert texts(shelf).count("locked with a password") == 2
    assert [each.value for each in shelf.text_input[:2]] == ["Handbook", "Sam Lee"]
    assert not demo.records.materials(principal(demo, Role.COORDINATOR), CURATE)


def test_reading_can_be_stopped(shelf: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(cancelled: Callable[[], bool]) -> Understood:
        while not cancelled():
            pass
        raise InputError("Reading was stopped.")

    reads(monkeypatch, slow)
    click(shelf, "Add material")
    shelf.file_uploader[0].upload("book.pdf", b"%PDF-", "application/pdf").run()
    click(shelf, "Stop")
    until(shelf, "Stopped. Nothing was kept.")


def test_publishing_goes_on_in_the_background_and_is_said(shelf: AppTest, demo: Assistant) -> None:
    looking(shelf, stored(demo))
    button(shelf, "Publish").click().run()  # type: ignore[attr-defined]
    until(shelf, "People can find it now")
    fill(shelf, "Try a question", "call Noor about badges")
    shelf.run()
    assert literal("From your programme") + " · Sam Lee · licence" in texts(shelf)


def test_a_publishing_that_is_stopped_leaves_everything(
    shelf: AppTest, demo: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    def publish(
        own: object, me: object, id_: str, version: int, told: Progress, cancelled: Callable[[], bool]
    ) -> None:
        told(3, 10)
        while not cancelled():
            pass
        raise Cancelled

    monkeypatch.setattr("assistant.guide.Guide.publish", publish)
    looking(shelf, stored(demo))
    click(shelf, "Publish")
    click(shelf, "Stop")
    until(shelf, "Stopped. Search is as it was before")
    assert button(shelf, "Publish")


def test_a_new_version_says_what_it_changes(shelf: AppTest, demo: Assistant) -> None:
    first = published(demo, stored(demo))
    parts = (Part(heading="Badges", text="Call Theo."), Part(heading="Trips", text="To Lisbon."))
    second = stored(demo, other(READ, *parts), replaces=first)
    looking(shelf, second)
    seen = texts(shelf)
    assert "What changed since version 1" in seen
    for line in (
        "New: *Trips*",
        "Gone: *Rooms*",
        "Other words: *Badges*",
        "1,300 words, 100 more than before",
    ):
        assert line in seen
    assert "Version 2" in seen
    assert "No part is unchanged" in material_changes.lines(
        second, demo.records.material(principal(demo, Role.COORDINATOR), CURATE, first.id, 1)
    )


def test_replacing_begins_with_what_was_said_before(shelf: AppTest, demo: Assistant) -> None:
    looking(shelf, published(demo, stored(demo, audience=(Role.MENTEE,))))
    click(shelf, "Replace with a new version")
    assert [each.value for each in shelf.text_input[:2]] == ["Handbook", "Sam Lee"]
    assert [each.value for each in shelf.checkbox] == [False, True]


def test_withdrawing_says_what_it_does_and_does_it(shelf: AppTest, demo: Assistant) -> None:
    material = published(demo, stored(demo))
    looking(shelf, material)
    assert material_actions.WHAT_WITHDRAWING_DOES in texts(shelf)
    click(shelf, "Withdraw it")
    assert "Withdrawn" in texts(shelf)
    assert not demo.records.materials(principal(demo, Role.MENTOR), Purpose.BROWSE_LIBRARY)
    click(shelf, "Delete it for good")
    assert "Nothing is here yet" in texts(shelf)


def test_readers_find_what_is_for_them_and_nothing_else(page: AppTest, demo: Assistant) -> None:
    material = published(demo, stored(demo))
    page.run()
    for name, sees in (("Farid", True), ("Louise", False)):
        act_as(page, name)
        go(page, "notes")
        assert ("**From your programme**" in "".join(each.label for each in page.expander)) is sees
        page.query_params["note"] = page.session_state["remembered.note"] = material.key
        page.run()
        assert (literal(HOSTILE) in texts(page)) is sees
        assert ("withdrawn it" in texts(page)) is not sees
        click(page, "Back to all notes")


@pytest.fixture
def opened(demo: Assistant) -> Callable[[Material], str]:
    """What the dialog of a source shows to the mentor."""

    def show(material: Material) -> str:
        source = Source(
            doc_id=material.key,
            passage_id=material.passages[0].id,
            quote="Call Noor.",
            used_for="to read",
            origin=Origin.PROGRAMME,
            title="Handbook",
            licence="CC-BY-4.0",
        )

        def script(source, me):  # type: ignore[no-untyped-def]  # its text is run elsewhere
            import streamlit as st

            from assistant.screens import source_card

            st.session_state["principal"] = me
            source_card.show_open("prepare")
            source_card.open_source(source)
            source_card.show_open("prepare")

        run = AppTest.from_function(script, kwargs={"source": source, "me": principal(demo, Role.MENTOR)})
        run.run()
        assert not run.exception
        return texts(run)

    return show


def test_a_source_says_what_has_become_of_it(demo: Assistant, opened: Callable[[Material], str]) -> None:
    coordinator = principal(demo, Role.COORDINATOR)
    first = stored(demo)
    published(demo, first)
    seen = opened(first)
    assert literal(HOSTILE) in seen
    assert "From your programme · Sam Lee · licence CC\\-BY\\-4\\.0 · version 1" in seen
    second = stored(demo, other(READ, Part(heading="Badges", text="Call Theo.")), replaces=first)
    published(demo, second)
    assert source_card.REPLACED in opened(first)
    demo.records.withdraw_material(coordinator, CURATE, first.id)
    gone = opened(first)
    assert source_card.WITHDRAWN in gone
    assert "Call Noor\\." in gone
    assert literal(HOSTILE) not in gone
