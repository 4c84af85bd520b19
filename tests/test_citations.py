"""Every quote stands in its passage word for word, one source per passage, and warnings can stand alone."""

from pathlib import Path

import pytest

from assistant.citations import Citations, best_quote, folded, found_in
from assistant.domain.notes import Hit
from assistant.kinds.agenda.bank import bank
from assistant.kinds.agenda.sheet import _CAREFUL
from assistant.library import Library, load_library


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library(Path(__file__).parent.parent / "knowledge")


def test_every_quote_of_every_technique_is_in_its_passage(library: Library) -> None:
    for entry in bank().values():
        cites = Citations(library)
        for questions in entry.questions.values():
            for question in questions:
                assert cites.cite(entry.technique, question, "test"), entry.technique
        for source in cites.sources():
            assert found_in(source.quote, library.passages[source.passage_id])
            assert source.doc_id == library.passages[source.passage_id].note_id


def test_a_passage_cited_twice_is_one_source_with_one_quote(library: Library) -> None:
    cites = Citations(library)
    first = cites.cite("grow", "What is in place?", "item 1")
    quote = cites.sources()[0].quote
    assert cites.cite("grow", "Which option has most to offer?", "item 3") == first
    assert [(source.quote, source.used_for) for source in cites.sources()] == [(quote, "item 1, item 3")]


def test_no_note_no_source(library: Library) -> None:
    cites = Citations(library)
    assert cites.cite("tea_leaves", "What?", "item 1") is None
    assert cites.warn("tea_leaves") is None
    assert cites.sources() == ()


@pytest.mark.parametrize("technique", _CAREFUL.values())
def test_a_warning_is_short_and_says_what_to_be_careful_about(technique: str, library: Library) -> None:
    cites = Citations(library)
    warning = cites.warn(technique)
    assert warning and len(warning.split()) <= 20
    assert warning.split()[0] not in {"So", "Then", "That", "These", "It", "Both"}
    assert not any(word in warning for word in ("study", "research", "review", "evidence"))
    assert found_in(warning, library.passages[cites.sources()[0].passage_id])


def test_a_note_to_read_is_named_and_cited(library: Library) -> None:
    passage = next(iter(library.passages.values()))
    hit = Hit(passage=passage, note_title=library[passage.note_id].title, score=1.0)
    cites = Citations(library)
    assert cites.to_read(hit, "to read") == f"{hit.note_title} (note {passage.note_id})"
    assert len(cites.sources()) == 1


def test_white_space_and_case_do_not_matter_and_nothing_is_in_everything(library: Library) -> None:
    passage = next(iter(library.passages.values()))
    words = passage.text.split()
    assert found_in("  ".join(words[:6]).upper(), passage)
    assert not found_in("", passage) and not found_in("  ", passage)
    assert not found_in("words that nobody ever wrote here", passage)
    assert folded(" A\n b ") == "a b"


def test_the_nearest_sentence_is_quoted(library: Library) -> None:
    passage = library.by_technique("grow").passages[0]
    for sentence in passage.text.replace("\n", " ").split(". ")[:3]:
        assert best_quote(passage, sentence)
