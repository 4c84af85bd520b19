"""Input from a caller: what is wrong is said in one plain line that names the place."""

import io
import sys
from pathlib import Path

import pytest

from assistant.commands import facts as facts_file
from assistant.commands import given
from assistant.domain.facts import Facts
from assistant.domain.goals import Goal
from assistant.errors import InputError

PEOPLE = (
    '"people": [{"person_id": "a", "name": "Ana", "role": "mentor"},'
    ' {"person_id": "b", "name": "Ben", "role": "mentee"}]'
)


def read(tmp_path: Path, text: str | bytes) -> Facts:
    path = tmp_path / "facts.json"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return given.read(Facts, str(path))


def test_the_example_of_the_readme_is_read() -> None:
    facts = given.read(Facts, str(Path(__file__).parent / "evals" / "facts_example.json"))
    assert [one.name for one in facts.people] == ["Marit", "Samuel"]
    assert facts.goals[0].measured and facts.goals[0].level == -1


def test_a_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    assert (
        read(tmp_path, b"\xef\xbb\xbf" + f'{{"form": "one_to_one", {PEOPLE}}}'.encode()).form == "one_to_one"
    )


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "line 1, column 1: this is not JSON"),
        ('{\n  "form": "peer",\n  "people" []\n}', "line 3, column 12: this is not JSON"),
        ("[" * 200_000, "nested too deeply"),
        (b"\xff{}", "is not UTF-8 text (byte 1)"),
        ('{"form": "one_to_one"}', "people: is missing"),
        (f'{{"form": "pair", {PEOPLE}}}', "form: input should be 'one_to_one', 'group' or 'peer'"),
        (f'{{"form": "peer", {PEOPLE}, "gaols": []}}', "gaols: is not a field we know"),
        (f'{{"form": "peer", {PEOPLE}, "goals": "none"}}', "goals: must be a list"),
        (f'{{"form": "peer", {PEOPLE}, "next_on": "soon"}}', "next_on: must be a date such as 2026-05-31"),
        ('{"form": "peer", "people": [{"name": "Ana"}]}', "people[0].person_id: is missing"),
        ('{"form": "peer", "people": []}', "people: needs at least 2 entries"),
        (f'{{"form": "peer", {PEOPLE}, "planned_sessions": 0}}', "planned_sessions: must be 1 or more"),
        (f'{{"form": "peer", {PEOPLE}, "next_on": 5}}', "next_on: must be a date such as 2026-05-31"),
        ("[]", "must be an object in braces"),
        (f'{{"form": "peer", {PEOPLE}, "language": "\\ud800"}}', "unexpected end of hex escape at line 1"),
    ],
)
def test_what_is_wrong_is_said_in_one_line(tmp_path: Path, text: str | bytes, says: str) -> None:
    with pytest.raises(InputError) as refused:
        read(tmp_path, text)
    message = str(refused.value)
    assert says in message
    assert "\n" not in message
    assert "pydantic" not in message


def test_levels_outside_the_scale_name_the_goal(tmp_path: Path) -> None:
    goal = '{"id": "g", "owner_id": "b", "text": "speak up", "levels": {"3": "x"}}'
    with pytest.raises(InputError, match=r"goals\[0\].levels: levels run from -2 to 2"):
        read(tmp_path, f'{{"form": "one_to_one", {PEOPLE}, "goals": [{goal}]}}')


def test_several_mistakes_are_counted(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"\(1 more after this one\)"):
        read(tmp_path, "{}")


def test_a_missing_file_and_a_huge_one_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        given.read(Facts, str(tmp_path / "none.json"))
    with pytest.raises(InputError, match="cannot be read"):
        given.read(Facts, str(tmp_path))
    monkeypatch.setattr(given, "MOST_BYTES", 1_000_000)
    with pytest.raises(InputError, match="larger than 1 MB"):
        read(tmp_path, " " * 1_000_001)


def test_a_dash_is_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    text = f'{{"form": "one_to_one", {PEOPLE}}}'
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
    assert given.read(Facts, "-").people[1].name == "Ben"


def test_options_and_days_are_refused_in_words() -> None:
    with pytest.raises(InputError, match="text: "):
        given.build(Goal, id="", owner_id="a", text="x")
    with pytest.raises(InputError, match="write it like 2026-05-31"):
        given.day("tomorrow")


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ('"goals": [{"id": "g", "owner_id": "zed", "text": "Swim"}]', "goals[0].owner_id: nobody in people"),
        ('"strengths": [{"id": "s", "person_id": "zed", "name": "Calm"}]', "strengths[0].person_id: nobody"),
        (
            '"commitments": [{"id": "c", "owner_id": "zed", "text": "Swim"}]',
            "commitments[0].owner_id: nobody",
        ),
        ('"talking_points": [{"by": "zed", "text": "Swimming"}]', "talking_points[0].by: nobody"),
        (
            '"goals": [{"id": "g", "owner_id": "b", "text": "Swim", "strength_id": "s"}]',
            "goals[0].strength_id: no strength here has the id 's'",
        ),
        (
            '"goals": [{"id": "g", "owner_id": "b", "text": "Swim"}, {"id": "g", "owner_id": "b", "text": "Run"}]',
            "goals[1].id: 'g' is there twice",
        ),
        (
            '"sessions": [{"id": "m", "number": 1, "on": "2026-05-31", "usefulness": {"b": 11}}]',
            "sessions[0].usefulness: is a number from 0 to 10",
        ),
        (
            '"sessions": [{"id": "m", "number": 1, "on": "2026-05-31", "usefulness": {"zed": 7}}]',
            "sessions[0].usefulness: nobody in people",
        ),
    ],
)
def test_facts_that_point_nowhere_are_refused(tmp_path: Path, fields: str, says: str) -> None:
    path = tmp_path / "facts.json"
    path.write_text(f'{{"form": "one_to_one", {PEOPLE}, {fields}}}', encoding="utf-8")
    with pytest.raises(InputError) as refused:
        facts_file.read(str(path))
    assert says in str(refused.value)
