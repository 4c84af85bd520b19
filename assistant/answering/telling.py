"""An answer for somebody who looks something up: the best passages in short, word for word."""

import re
from collections.abc import Sequence

from assistant import dialogue
from assistant.answering import excerpts
from assistant.answering.asking import tells
from assistant.answering.bank import bank
from assistant.answering.course import Course
from assistant.answering.excerpts import Excerpt
from assistant.answering.labels import Labels
from assistant.answering.nearness import Nearness
from assistant.answering.reader import Reader, nearest
from assistant.citations import programme_line
from assistant.cleaning import clean_line
from assistant.domain.conversation import Answer, Stance
from assistant.domain.drafts import Ending, Source
from assistant.domain.notes import Hit, Origin, Passage
from assistant.library import Library
from assistant.questions import sentences
from assistant.retrieval import KEYWORDS, Found
from assistant.wording import sentence

LONGEST = 150
"""Words of an answer: what a person reads before a meeting."""

NEXT = 0.28
"""How far below the best find the others may be."""

LEAST, LEAST_BY_WORDS = 0.42, 0.3
"""How near the nearest sentence must be to be told at all: a passage can be found by one chance word."""

MOST, READY = 3, 2
"""Places of the best note, and ready words."""
STRICTER = 0.15
"""So much nearer when somebody goes on telling and did not ask."""

_WEIGHT = {"How": 0.12, "In one line": 0.08, "When to use": -0.14, "Watch out": -0.04}
_WHAT = re.compile(r"^(?:what(?:'s| is| are| does)|explain|define|describe|who)\b", re.IGNORECASE)
_OPENINGS = (
    "From the notes, in their words:",
    "The notes say, word for word:",
    "In the notes' own words:",
    "Here is what the notes hold on this, as it stands there:",
)
_NEAR_BY = ("Nearest to it, though it may not fit:", "What comes closest, and may be about something else:")


class Telling:
    """Makes the composed answers for mentors, trainers and coordinators, and whenever facts are asked for."""

    def __init__(self, library: Library, near: Nearness, not_covered: Sequence[str]) -> None:
        self._library = library
        self._near = near
        self._not_covered = tuple(not_covered)

    def tell(self, question: str, about: str, found: Found, reader: Reader, course: Course) -> Answer | None:
        """Extracts with labels; facts on record that match; ready words; the weak spot of a plan first.

        `about` is what was looked up: the question, or with what was said before it. None when no
        sentence of what was found comes near enough.
        """
        more = STRICTER if course.turn and tells(question) else 0.0
        chosen = self._chosen(about, found.hits, reader.reflective, more)
        if not chosen:
            return None
        labels = Labels(self._library)
        concern = bank().concern(question)
        asked = ""
        if concern and not all(course.used(one) for one in concern.mentor):
            ways = concern.mentee if reader.reflective else concern.mentor
            asked = course.fresh([one.format(quote=_deed(question)) for one in ways], at=0)
            asked = f"{asked} {labels.technique(concern.technique, asked, 'the question')}".strip()
        longest = dialogue.LONGEST_TURN - 18 if reader.reflective else LONGEST
        parts = [f"One question before the notes: {asked}"] if asked and not reader.reflective else []
        if reader.reflective:
            parts.append(_asked(question))
        parts.append(course.fresh(_OPENINGS))
        parts.append(self._rows(chosen, labels, longest - dialogue.words(asked)))
        facts = nearest(question, reader.facts, self._near, 1 if reader.reflective else 2)
        if facts:
            parts.append("On record: " + " ".join(f"{fact.text} {labels.fact(fact)}." for fact in facts))
        ready = () if reader.reflective else self._ready(question, chosen, labels)
        if ready:
            parts.append("Ready to say: " + " ".join(f'"{text}" {label}' for text, label in ready))
        if reader.reflective:
            parts.append(asked or course.fresh(("What would you like to use it for?", "What made you ask?")))
        return Answer(
            text="\n\n".join(parts),
            stance=Stance.PASSAGES,
            cited=labels.cited,
            facts=labels.facts,
            questions=tuple(text for text, _ in ready if text.endswith("?")),
            notices=_by_words(found),
        )

    def not_covered(
        self, question: str, near_by: Sequence[Hit], reader: Reader, course: Course, first: str = ""
    ) -> Answer:
        """Says so, and what lies nearest. A plan with a weak spot is asked about all the same."""
        labels = Labels(self._library)
        parts = [first or course.fresh(self._not_covered)]
        if reader.reflective and not first:
            parts.insert(0, _asked(question))
        concern = bank().concern(question)
        if concern and not first:
            ways = concern.mentee if reader.reflective else concern.mentor
            asked = course.fresh([one.format(quote=_deed(question)) for one in ways], at=0)
            parts.append(f"{asked} {labels.technique(concern.technique, asked, 'the question')}".strip())
        near = [self._named(hit, labels) for hit in near_by[:2]]
        if any(near) and not (reader.reflective and first.endswith("?")):
            parts.append(f"{course.fresh(_NEAR_BY)} {'; '.join(one for one in near if one)}.")
        facts = nearest(question, reader.facts, self._near, 1)
        if facts and not first:
            parts.append(f"On record: {facts[0].text} {labels.fact(facts[0])}.")
        return Answer(
            text="\n\n".join(parts),
            stance=Stance.PASSAGES,
            ending=Ending.NOT_COVERED,
            cited=labels.cited,
            facts=labels.facts,
        )

    def _chosen(self, question: str, hits: Sequence[Hit], brief: bool, more: float) -> list[Excerpt]:
        """Of the note that answers best up to three places; of the others their nearest one, if it is near."""
        best = hits[0].score if hits else 0.0
        least = more + (LEAST if self._near.by_meaning else LEAST_BY_WORDS)
        groups = [(hit, self._of_hit(question, hit)) for hit in hits if hit.score >= best - NEXT]
        ranked = sorted(
            (group for group in groups if group[1]),
            key=lambda group: -(group[0].score + 0.6 * max(one.score for one in group[1])),
        )
        if not ranked or max(one.score for one in ranked[0][1]) < least:
            return []
        first = [one for _, group in ranked[:1] for one in group]
        others = [max(group, key=lambda one: one.score).shortened() for _, group in ranked[1:3]]
        near = [one for one in others if one.score >= least]
        if brief:  # what it is, not what to do: nobody asked to be told that
            return [
                one
                for hit, _ in ranked[:1]
                if (note := self._library.get(hit.passage.note_id))
                for one in excerpts.best(question, _headed(note.passages, "In one line"), self._near, hit, 2)
            ] or [one.shortened() for one in first[:1]]
        return [*first, *near]

    def _of_hit(self, question: str, hit: Hit) -> list[Excerpt]:
        """From the whole note, the passage that was found a little preferred; of a document, that passage."""
        note = self._library.get(hit.passage.note_id) if hit.origin is Origin.LIBRARY else None
        if note is None:
            return list(excerpts.best(question, [hit.passage], self._near, hit, MOST))
        if _WHAT.match(question.strip()):
            parts = (("In one line", 1), ("How", MOST - 1))
            return [
                excerpt
                for heading, most in parts
                for excerpt in excerpts.best(question, _headed(note.passages, heading), self._near, hit, most)
            ]
        return list(
            excerpts.best(question, note.passages, self._near, hit, MOST, weight=lambda p: _weight(p, hit))
        )

    def _rows(self, chosen: Sequence[Excerpt], labels: Labels, longest: int) -> str:
        """One row an excerpt, each note named once."""
        rows: list[str] = []
        named: set[str] = set()
        for excerpt in chosen:
            size = dialogue.words(excerpt.text)
            if rows and size > longest:
                continue
            longest -= size
            label = labels.passage(excerpt.source("the answer"))
            title = excerpt.title
            if excerpt.origin is Origin.PROGRAMME:
                title = programme_line(title, excerpt.author, excerpt.licence)
            lead = "" if title in named else f"{title}: "
            named.add(title)
            rows.append(f"- {lead}{sentence(excerpt.text)} {label}")
        return "\n".join(rows)

    def _ready(self, question: str, chosen: Sequence[Excerpt], labels: Labels) -> tuple[tuple[str, str], ...]:
        """What of the best note can be said as it stands, the nearest first."""
        if not chosen or chosen[0].origin is not Origin.LIBRARY:
            return ()
        note = self._library[chosen[0].passage.note_id]
        plain = [one.text for one in note.phrasings if not one.slots and len(one.text.split()) <= 25]
        if not plain:
            return ()
        scores = self._near.scores(question, plain)
        ranked = sorted(range(len(plain)), key=lambda at: -scores[at])[:READY]
        passage = self._library.passage(note.id, "Words you can use")
        return tuple(
            (
                plain[at],
                labels.passage(
                    Source(doc_id=note.id, passage_id=passage.id, quote=plain[at], used_for="ready words")
                ),
            )
            for at in ranked
        )

    def _named(self, hit: Hit, labels: Labels) -> str:
        found = excerpts.best(hit.note_title, [hit.passage], self._near, hit, 1)
        note = self._library.get(hit.passage.note_id)
        if not found and note is not None:
            found = excerpts.best(hit.note_title, note.passages, self._near, hit, 1)
        if not found:
            return ""
        return f"{hit.note_title} {labels.passage(found[0].source('near by'))}"


def _weight(passage: Passage, hit: Hit) -> float:
    return _WEIGHT.get(passage.heading, 0.0) + (0.06 if passage.id == hit.passage.id else 0.0)


def _headed(passages: Sequence[Passage], heading: str) -> list[Passage]:
    return [passage for passage in passages if passage.heading == heading]


def _deed(text: str) -> str:
    """What they say they did or mean to do, in their own words."""
    first = next((one for one in sentences(text) if re.search(r"\b(?:I|We|we|my|My)\b", one)), text)
    return (
        clean_line(first, 120).rstrip(" .!?").replace('"', "'").replace("\u201c", "'").replace("\u201d", "'")
    )


def _asked(question: str) -> str:
    """A mentee's question, said back."""
    return f'You are asking "{clean_line(question, 90).rstrip(" ?.!")}".'.replace('""', '"')


def _by_words(found: Found) -> tuple[str, ...]:
    return (found.notice,) if found.by == KEYWORDS and found.notice else ()
