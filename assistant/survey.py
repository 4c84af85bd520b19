"""Stock of the library: what it covers, what is due, what is hard to read, and what is said twice."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from statistics import mean

from assistant import reading
from assistant.domain.facts import Phase
from assistant.domain.notes import Note, NoteType, Passage
from assistant.domain.people import Form, Role
from assistant.domain.value import Value
from assistant.library import Library
from assistant.ports import Vectors
from assistant.practice import LIST_MARK
from assistant.questions import sentences

THEMES = {
    "A": "strengths",
    "B": "mentoring",
    "C": "conversation",
    "D": "feedback",
    "E": "goals",
    "F": "reflection",
    "G": "safety",
    "H": "training",
}
"""What the letter of a note's id stands for; the folders are called the same."""

READERS = (Role.MENTOR, Role.MENTEE, Role.TRAINER, Role.COORDINATOR)

FEWEST = 6
"""Notes for each reader, and for each phase of each form: below this the library has a gap (library.md)."""

READY = {NoteType.METHOD: 6, NoteType.QUESTIONS: 25}
READY_ELSE = 4
"""Ready sentences that a note must hold, by its type."""

GRADE = 10.0
GRADE_FOR_MENTEES = 8.0
"""Flesch-Kincaid grades that a whole note should not exceed."""

ALIKE = 88.0
"""Of 100 (rapidfuzz, words in any order): two sentences above this say the same."""

SHORTEST = 6
"""Words; shorter sentences may well be the same."""

SAME_MEANING = 0.85
"""Cosine of two passages of different notes, without their titles."""

NOT_COMPARED = frozenset({"Fits with", "Sources"})

Embed = Callable[[Sequence[str]], Vectors]


class Grade(Value):
    """How hard a note is to read, and its hardest passage."""

    note_id: str
    grade: float
    limit: float
    hardest: str
    hardest_grade: float

    @property
    def too_hard(self) -> bool:
        return self.grade > self.limit


class Twin(Value):
    """Two notes that say nearly the same."""

    first: str
    second: str
    """Ids of passages."""
    score: float
    """Sentences: 0 to 100, by words. Passages: cosine, by meaning."""
    words: str
    """The sentence, or the first words of the passage."""


class Survey(Value):
    """Counts are notes."""

    notes: int
    passages: int
    ready_words: int
    by_theme: dict[str, int]
    by_type: dict[str, int]
    by_reader: dict[str, int]
    by_form: dict[str, int]
    by_phase: dict[str, dict[str, int]]
    """Phase, then form."""
    by_evidence: dict[str, int]
    gaps: tuple[str, ...]
    """Who or what too few notes serve, and notes that lack what their type must hold."""
    overdue: tuple[str, ...]
    grades: tuple[Grade, ...]
    mean_grade: float
    sentences_alike: tuple[Twin, ...]
    passages_alike: tuple[Twin, ...]
    """Empty when no embedder was given."""


def survey(library: Library, today: date, embed: Embed | None = None) -> Survey:
    notes = tuple(library.values())
    readers = {reader.value: len(library.fitting(audience=reader)) for reader in READERS}
    phases = {
        phase.value: {form.value: len(library.fitting(phase=phase, form=form)) for form in Form}
        for phase in Phase
    }
    served = [*readers.items()]
    served += [
        (f"{phase}, {form}", count) for phase, forms in phases.items() for form, count in forms.items()
    ]
    few = [f"only {count} notes for {what}" for what, count in served if count < FEWEST]
    grades = tuple(grade(note) for note in notes)
    return Survey(
        notes=len(notes),
        passages=len(library.passages),
        ready_words=sum(len(note.phrasings) for note in notes),
        by_theme={theme: sum(n.id[0] == letter for n in notes) for letter, theme in THEMES.items()},
        by_type=_counted(note.type.value for note in notes),
        by_reader=readers,
        by_form={form.value: len(library.fitting(form=form)) for form in Form},
        by_phase=phases,
        by_evidence=_counted(note.evidence_grade.value for note in notes),
        gaps=(*few, *(lack for note in notes for lack in lacking(note))),
        overdue=tuple(note.id for note in library.overdue(today)),
        grades=grades,
        mean_grade=round(mean(found.grade for found in grades), 1) if grades else 0.0,
        sentences_alike=alike(library),
        passages_alike=same_meaning(library, embed) if embed else (),
    )


def lacking(note: Note) -> Iterator[str]:
    """What a note of this type must hold and this one does not."""
    least = READY.get(note.type, READY_ELSE)
    if len(note.phrasings) < least:
        yield f"{note.id} has {len(note.phrasings)} ready sentences of {least}"
    if note.type is NoteType.METHOD and not note.steps:
        yield f"{note.id} is a method without numbered steps"


def grade(note: Note) -> Grade:
    """Of everything but the sources and the names of other notes."""
    parts = [(passage.heading, _plain(passage)) for passage in _compared(note)]
    heading, hardest = max(
        ((heading, reading.grade(text)) for heading, text in parts), key=lambda part: part[1]
    )
    return Grade(
        note_id=note.id,
        grade=round(reading.grade("\n".join(text for _, text in parts)), 1),
        limit=GRADE_FOR_MENTEES if Role.MENTEE in note.audience else GRADE,
        hardest=heading,
        hardest_grade=round(hardest, 1),
    )


def alike(library: Library) -> tuple[Twin, ...]:
    """Sentences of different notes that are nearly the same, the most alike first."""
    from rapidfuzz import fuzz, process  # only who takes stock needs it

    said = [
        (sentence, passage)
        for note in library.values()
        for passage in _compared(note)
        for line in passage.text.splitlines()
        for sentence in sentences(LIST_MARK.sub("", line).strip(' "'))
        if len(sentence.split()) >= SHORTEST and not sentence.endswith(":")
    ]
    folded = [sentence.casefold().strip('.?!"') for sentence, _ in said]
    scores = process.cdist(folded, folded, scorer=fuzz.token_sort_ratio, score_cutoff=ALIKE)
    twins = [
        Twin(first=one.id, second=other.id, score=round(float(scores[i][j]), 1), words=said[i][0])
        for i, j in zip(*scores.nonzero(), strict=True)
        if i < j
        for one, other in [(said[i][1], said[j][1])]
        if one.note_id != other.note_id
    ]
    return _most_alike(twins)


def same_meaning(library: Library, embed: Embed) -> tuple[Twin, ...]:
    """Passages of different notes that mean nearly the same, without their titles."""
    passages = [passage for note in library.values() for passage in _compared(note)]
    rows = embed([_plain(passage) for passage in passages])
    cosines = rows @ rows.T
    twins = [
        Twin(
            first=passages[i].id,
            second=passages[j].id,
            score=round(float(cosines[i][j]), 3),
            words=" ".join(_plain(passages[i]).split()[:12]),
        )
        for i, j in zip(*(cosines >= SAME_MEANING).nonzero(), strict=True)
        if i < j and passages[i].note_id != passages[j].note_id
    ]
    return _most_alike(twins)


def _most_alike(twins: Iterable[Twin]) -> tuple[Twin, ...]:
    return tuple(sorted(twins, key=lambda twin: (-twin.score, twin.first, twin.second)))


def _compared(note: Note) -> Iterator[Passage]:
    return (passage for passage in note.passages if passage.heading not in NOT_COMPARED)


def _plain(passage: Passage) -> str:
    """Without marks of lists, so that a bullet counts as a sentence of its own."""
    return "\n".join(LIST_MARK.sub("", line).strip(' "') for line in passage.text.splitlines())


def _counted(words: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(words).items(), key=lambda item: (-item[1], item[0])))
