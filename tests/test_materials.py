"""From what was read in a document to a programme's material: its description, its passages and their ids."""

from datetime import UTC, datetime
from typing import Any

import pytest
from pydantic import ValidationError

from assistant.domain.access import Principal
from assistant.domain.material import FileFormat, Part, Remark, RemarkKind, Understood
from assistant.domain.people import Role
from assistant.errors import InputError
from assistant.materials import ID, PASSAGE_ID, Described, made, new_id, numbered

TESS = Principal(person_id="tess", programme_id="riverside", role=Role.TRAINER)
NOW = datetime(2026, 3, 1, 9, tzinfo=UTC)
TOLD = Described("Tess", "CC-BY-4.0", (Role.MENTOR, Role.MENTEE))


def read(*parts: Part, **changes: Any) -> Understood:
    given: dict[str, Any] = {
        "format": FileFormat.PDF,
        "digest": "d" * 64,
        "title": "A handbook",
        "parts": parts or (Part(heading="Feedback", text="Ask first."),),
        "words": 2,
    }
    return Understood(**{**given, **changes})


def test_what_was_read_and_what_a_trainer_says_of_it() -> None:
    remark = Remark(kind=RemarkKind.NO_TEXT, sentence="Page 2 is a picture.")
    understood = read(pages=3, remarks=(remark,))
    material = made(understood, TOLD._replace(file_name="../Handbook.pdf"), TESS, NOW)
    assert ID.fullmatch(material.id) and (material.version, material.programme_id) == (1, "riverside")
    assert (material.title, material.author, material.licence) == ("A handbook", "Tess", "CC-BY-4.0")
    assert (material.added_by, material.added_at, material.file_name) == ("tess", NOW, "Handbook.pdf")
    assert (material.pages, material.words, material.remarks) == (3, 2, (remark,))
    assert made(understood, TOLD._replace(title="Ours"), TESS, NOW).title == "Ours"


def test_passages_are_numbered_and_say_where_they_stand() -> None:
    parts = (
        Part(heading="Feedback & praise", text="a", where="page 3"),
        Part(heading="Page 4", text="b", where="page 4"),
        Part(heading="Feedback & praise", text="c", where="page 3"),
        Part(heading="反馈", text="d"),
    )
    material = made(read(*parts), TOLD, TESS, NOW)
    key = material.key
    assert [one.heading for one in material.passages] == [
        "Feedback & praise (page 3)",
        "Page 4",
        "Feedback & praise (page 3)",
        "反馈",
    ]
    assert [one.id for one in material.passages] == [
        f"{key}#1-feedback-praise-page-3",
        f"{key}#2-page-4",
        f"{key}#3-feedback-praise-page-3",
        f"{key}#4",
    ]
    assert all(PASSAGE_ID.fullmatch(one.id) and one.note_id == key for one in material.passages)


def test_the_next_version_is_another_document() -> None:
    first = made(read(), TOLD, TESS, NOW)
    second = made(read(), TOLD, TESS, NOW, replaces=first)
    assert (second.id, second.version) == (first.id, 2)
    assert second.passages[0].id == f"{first.id}.2#1-feedback"
    assert numbered(first) == first


def test_ids_are_not_made_twice() -> None:
    assert len({new_id() for _ in range(2_000)}) == 2_000


@pytest.mark.parametrize(
    ("told", "says"),
    [
        ({"author": " \n"}, "who wrote it"),
        ({"author": "x" * 201}, "who wrote it"),
        ({"licence": ""}, "licence"),
        ({"audience": ()}, "at least one role"),
        ({"title": "x" * 201}, "title"),
        ({"title": "\u200b", "author": "\u202e"}, "who wrote it"),
    ],
)
def test_what_is_missing_is_said(told: dict[str, Any], says: str) -> None:
    with pytest.raises(InputError, match=says):
        made(read(), TOLD._replace(**told), TESS, NOW)


def test_a_description_is_cleaned_of_what_nobody_sees() -> None:
    told = TOLD._replace(title="Our\u202e \n hand\u200bbook\x00", audience=(Role.MENTEE, Role.MENTEE))
    material = made(read(), told, TESS, NOW)
    assert (material.title, material.audience) == ("Our handbook", (Role.MENTEE,))
    assert len(made(read(title="long " * 100), TOLD, TESS, NOW).title) <= 200


def test_what_nobody_can_mend_is_a_mistake_of_ours() -> None:
    with pytest.raises(ValidationError):
        made(read(words=0), TOLD, TESS, NOW)
