from pathlib import Path

import pytest

from assistant import practice
from assistant.domain.facts import Phase
from assistant.domain.people import Form, Role
from assistant.errors import ContentError
from assistant.library import load_library, load_note
from tests.notes import note_body, note_text, write_notes


def test_steps_are_the_numbered_lines_with_what_hangs_below_them() -> None:
    how = (
        "First a word.\n\n1. **Name** it.\n2. Agree on:\n   - one day\n   - one place\n3. Stop.\n\n"
        "In a group, wait.\n1. And again."
    )
    assert practice.steps(how) == ("Name it.", "Agree on:\n- one day\n- one place", "Stop.", "And again.")
    assert practice.steps("Ideas without numbers.\n   indented") == ()


def test_ready_words_know_their_slots_and_what_they_are_for() -> None:
    found = practice.phrasings(
        'First meetings:\n\n- "What brought you here?"\n'
        '**With goals:**\n- "How could {strength} help you with {goal}?"\n'
        "- no quotation marks, so not ready\n* \u201cTake your time, {name}.\u201d"
    )
    assert [phrasing.text for phrasing in found] == [
        "What brought you here?",
        "How could {strength} help you with {goal}?",
        "Take your time, {name}.",
    ]
    assert [phrasing.about for phrasing in found] == ["First meetings", "With goals", "With goals"]
    assert [phrasing.slots for phrasing in found] == [(), ("strength", "goal"), ("name",)]
    assert [phrasing.is_question for phrasing in found] == [True, True, False]


def test_a_note_carries_its_parts(tmp_path: Path) -> None:
    path = tmp_path / "A08-strength-spotting.md"
    body = note_body(how="1. Listen.\n2. Name it.", words='- "What would you call {strength}?"')
    path.write_text(note_text(body, not_when="[the person is in pain]"), encoding="utf-8")
    note = load_note(path)
    assert note.steps == ("Listen.", "Name it.")
    assert note.phrasings[0].slots == ("strength",)
    assert note.not_when == ("the person is in pain",)


@pytest.mark.parametrize("key", ["steps", "phrasings"])
def test_parts_are_read_from_the_body_only(tmp_path: Path, key: str) -> None:
    path = tmp_path / "A08-strength-spotting.md"
    path.write_text(note_text(**{key: "[]"}), encoding="utf-8")
    with pytest.raises(ContentError, match=f"{key}: is not a key we know"):
        load_note(path)


def test_a_slot_nobody_can_fill_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "A08-strength-spotting.md"
    path.write_text(note_text(note_body(words='- "Dear {mentee}, hello."')), encoding="utf-8")
    with pytest.raises(ContentError, match=r"\{mentee\} is no slot; there are \{date\}"):
        load_note(path)


def test_notes_for_a_moment_a_form_and_a_reader(tmp_path: Path) -> None:
    write_notes(tmp_path)
    ending = tmp_path / "B19-ending.md"
    front = {"id": "B19", "technique_tags": "[ending_well]", "phase": "[closing]", "format": "[peer]"}
    ending.write_text(note_text(**front, audience="[coordinator]"), encoding="utf-8")
    always = tmp_path / "G04-harm.md"
    always.write_text(note_text(id="G04", technique_tags="[disclosure]", phase="[any]"), encoding="utf-8")
    notes = load_library(tmp_path)

    def ids(**wanted: object) -> list[str]:
        return [note.id for note in notes.fitting(**wanted)]  # type: ignore[arg-type]  # each is its own type

    assert ids(phase=Phase.CLOSING) == ["B19", "G04"]
    assert ids(form=Form.PEER) == ["B19"]
    assert ids(phase=Phase.CLOSING, audience=Role.MENTEE) == ["G04"]
    assert len(ids()) == len(notes)
