from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from assistant import retrieval
from assistant.chunking import NOT_INDEXED
from assistant.domain.notes import Hit
from assistant.errors import IndexUnavailable
from assistant.library import Library
from assistant.ports import PassageScore, Vectors
from assistant.retrieval import BY_WORDS, HYBRID, KEYWORDS, NO_WORDS, Retriever
from tests.fakes import WordEmbedder
from tests.notes import note_body, small_library
from tests.searching import make_indexes, real_library, real_retriever, retriever_of


@pytest.fixture
def notes(tmp_path: Path) -> Library:
    return small_library(tmp_path / "notes")


@pytest.fixture
def retriever(notes: Library, tmp_path: Path) -> Retriever:
    return retriever_of(notes, make_indexes(tmp_path / "index"))


class Broken:
    """An index that fails, an embedder that fails, or both."""

    fingerprint, dimensions = "broken", 3

    def search(self, query: object, limit: int) -> list[PassageScore]:
        raise IndexUnavailable("The search index is in use by another process.")

    def embed(self, texts: Sequence[str]) -> Vectors:
        raise IndexUnavailable("The search model is not installed.")

    def embed_query(self, text: str) -> Vectors:
        raise IndexUnavailable("The search model is not installed.")

    def knows(self, word: str) -> bool:
        return False


def test_finds_by_meaning_and_words(retriever: Retriever) -> None:
    found = retriever.search("my mentee cancelled twice")
    assert (found.by, found.covered, found.notice) == (HYBRID, True, "")
    assert found.hits[0].passage.note_id == "B16"
    assert found.hits[0].note_title == "When it gets stuck"
    assert found.hits[0].score > found.hits[-1].score
    assert all(isinstance(hit, Hit) for hit in found.hits)


def test_one_passage_of_a_note_unless_more_are_asked_for(retriever: Retriever) -> None:
    found = retriever.search("somebody cancelled and goes silent for weeks", floor=False)
    of_notes = [hit.passage.note_id for hit in found.hits]
    assert len(of_notes) == len(set(of_notes)) > 1
    assert len(retriever.search("somebody cancelled and goes silent for weeks", per_note=4).hits) >= 4


def test_limit(retriever: Retriever) -> None:
    assert [len(retriever.search("cancelled", limit).hits) for limit in (0, 1, 2)] == [0, 1, 2]


def test_what_the_library_does_not_cover(retriever: Retriever) -> None:
    found = retriever.search("how do I bake sourdough bread")
    assert (found.hits, found.covered, found.by) == ((), False, HYBRID)
    shown = retriever.search("how do I bake sourdough bread", floor=False)
    assert shown.hits and not shown.covered


@pytest.mark.parametrize("query", ["", "   \n\t", "😀😀 🎉", "?!…", "\x00\u200b"])
def test_a_question_without_words_is_answered_kindly(retriever: Retriever, query: str) -> None:
    found = retriever.search(query)
    assert (found.hits, found.covered, found.notice) == ((), False, NO_WORDS)


@pytest.mark.parametrize(
    "query",
    [
        "cancelled twice " * 20_000,
        "x" * 100_000,
        "' OR \" NEAR(cancelled, 5) * ^ - : ( ) { } AND NOT cancelled --",
        'id:"B16" OR words:*',
        "%_\\ ; DROP TABLE piece; cancelled",
        "日本語の質問 cancelled",
        "the and of how",
        "a\x00b cancelled",
    ],
)
def test_any_input_is_survived(notes: Library, retriever: Retriever, query: str) -> None:
    for way in (retriever, Retriever(notes)):
        found = way.search(query, floor=False)
        assert len(found.hits) <= 5
        if "cancelled" in query:
            assert found.hits[0].passage.note_id == "B16"


def test_the_same_question_is_embedded_once(retriever: Retriever) -> None:
    embedder = retriever._embedder
    assert isinstance(embedder, WordEmbedder)
    retriever.search("cancelled twice")
    before = embedder.embedded
    for _ in range(3):
        retriever.search("cancelled  twice\n")
    retriever.search("cancelled twice", 3, floor=False)
    assert embedder.embedded == before


def test_answers_do_not_pile_up(retriever: Retriever) -> None:
    for number in range(retrieval.REMEMBERED + 10):
        retriever.search(f"cancelled {number} times")
    assert len(retriever._answered) <= retrieval.REMEMBERED


class TestWithoutAnIndex:
    def test_words_alone_and_it_says_so(self, notes: Library, tmp_path: Path) -> None:
        keywords = make_indexes(tmp_path).keywords
        keywords.replace(notes.pieces(), "x")
        found = Retriever(notes, keywords=keywords, notice="It is being made.").search("cancelled twice")
        assert (found.by, found.covered) == (KEYWORDS, True)
        assert found.notice == f"{BY_WORDS} It is being made."
        assert found.hits[0].passage.note_id == "B16"

    @pytest.mark.parametrize("keywords", [None, Broken()])
    def test_with_everything_gone_it_scans_the_notes(self, notes: Library, keywords: Any) -> None:
        found = Retriever(notes, Broken(), Broken(), keywords).search("cancelled twice")
        assert found.by == KEYWORDS
        assert "not installed" in found.notice
        assert found.hits[0].passage.note_id == "B16"
        assert Retriever(notes).search("sourdough bread recipe").covered is False

    def test_an_index_that_comes_back_is_used_again(self, notes: Library, retriever: Retriever) -> None:
        working, retriever._vectors = retriever._vectors, Broken()
        assert retriever.search("cancelled twice").by == KEYWORDS
        retriever._vectors = working
        assert retriever.search("cancelled twice").by == HYBRID


def test_a_typing_error_is_put_right(notes: Library, tmp_path: Path) -> None:
    """The embedder that knows every word is asked as typed; words alone find it anyway."""
    assert Retriever(notes).search("cancleled twcie").hits[0].passage.note_id == "B16"


class TestAsked:
    """Lines in which people ask for a note lift its passages, and are never shown."""

    LINE = "my bloke keeps standing me up"

    @pytest.fixture
    def asked(self, notes: Library) -> Library:
        lines = {"C04": (self.LINE, "rate the week"), "B16": ("nobody turns up",)}
        return Library(note.model_copy(update={"asked": lines.get(note.id, ())}) for note in notes.values())

    def test_the_note_is_found_by_them(self, asked: Library, tmp_path: Path) -> None:
        after = retriever_of(asked, make_indexes(tmp_path / "after"))
        for way in (after, Retriever(asked, keywords=after._keywords), Retriever(asked)):
            hit = way.search("bloke standing me up again", floor=False).hits[0]
            assert hit.passage.note_id == "C04"
            assert self.LINE not in hit.passage.text

    def test_a_note_that_has_none_is_not_the_worse_for_it(
        self, notes: Library, asked: Library, tmp_path: Path
    ) -> None:
        for question in ("name a strength", "expectations when you are nervous", "secrets stay private"):
            before = retriever_of(notes, make_indexes(tmp_path / "before")).search(question)
            after = retriever_of(asked, make_indexes(tmp_path / "after")).search(question)
            assert after.hits[0].passage == before.hits[0].passage

    def test_a_note_all_of_whose_passages_are_far_is_shown_where_it_says_when(
        self, asked: Library, tmp_path: Path
    ) -> None:
        class Only:
            def search(self, query: object, limit: int) -> list[PassageScore]:
                return [PassageScore(passage_id="C04#when-to-use~asked1", score=0.8)]

        found = Retriever(asked, WordEmbedder(), Only(), Only()).search("standing me up")
        assert [hit.passage.id for hit in found.hits] == ["C04#when-to-use"]


class TestOutside:
    """Lines that ask for what no note holds: near one of them, a question is rather not covered."""

    QUESTION = "when does the bus go to where you cancelled"

    def test_the_floor_is_higher_near_one_of_them(self, notes: Library, tmp_path: Path) -> None:
        taught = Library(notes.values(), ["when does the bus go", "bus stop"])
        before = retriever_of(notes, make_indexes(tmp_path / "before"))
        after = retriever_of(taught, make_indexes(tmp_path / "after"))
        assert before.search(self.QUESTION).covered
        found = after.search(self.QUESTION)
        assert (found.hits, found.covered) == ((), False)
        assert after.search("cancelled twice").covered

    def test_they_are_never_shown_and_no_index_of_words_holds_them(
        self, notes: Library, tmp_path: Path
    ) -> None:
        taught = Library(notes.values(), ["when does the bus go"])
        after = retriever_of(taught, make_indexes(tmp_path / "after"))
        for way in (after, Retriever(taught, keywords=after._keywords), Retriever(taught)):
            shown = way.search("when does the bus go", 20, floor=False).hits
            assert all(hit.passage.note_id in notes for hit in shown)
        assert after._keywords and not after._keywords.search("bus", 9)


def test_an_id_that_is_not_in_the_library_is_dropped(notes: Library) -> None:
    class Strange:
        def search(self, query: object, limit: int) -> list[PassageScore]:
            return [PassageScore(passage_id=key, score=0.9) for key in ("Z99#how", "B16#gone", "B16#how~7")]

    found = Retriever(notes, WordEmbedder(), Strange(), Strange()).search("cancelled")
    assert [hit.passage.id for hit in found.hits] == ["B16#how"]


def test_a_changed_note_is_shown_as_it_is_now(tmp_path: Path) -> None:
    old = small_library(tmp_path / "old")
    indexes = make_indexes(tmp_path / "index")
    ready = retriever_of(old, indexes)
    new = small_library(tmp_path / "new", B16=note_body("Cancelled again, in new words."))
    found = Retriever(new, indexes.embedder, ready._vectors, ready._keywords).search("cancelled twice")
    assert "in new words" in found.hits[0].passage.text


class TestRealNotes:
    """The shipped notes on the shipped embedder. How good search is, `make eval` measures."""

    def test_a_title_finds_its_note_first(self) -> None:
        wrong = [
            note.id
            for note in real_library().values()
            if real_retriever().search(note.title).hits[0].passage.note_id != note.id
        ]
        assert wrong == []

    def test_every_heading_finds_its_own_passage(self) -> None:
        """Title and heading as a question. Notes share their headings, so another may come before."""
        indexed = [p for p in real_library().passages.values() if p.heading not in NOT_INDEXED]
        lost = []
        for passage in indexed:
            question = f"{real_library()[passage.note_id].title}: {passage.heading}"
            found = real_retriever().search(question, per_note=5)
            if passage.id not in [hit.passage.id for hit in found.hits]:
                lost.append(passage.id)
        assert lost == []
