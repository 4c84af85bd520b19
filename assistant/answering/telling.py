"""An answer for somebody who looks something up: the best passages in short, word for word."""

import re
from collections.abc import Sequence

from assistant import dialogue
from assistant.answering import excerpts
from assistant.answering.bank import bank
from assistant.answering.course import Course
from assistant.answering.excerpts import Excerpt
from assistant.answering.labels import Labels
from assistant.answering.nearness import Nearness
from assistant.answering.reader import Reader, nearest
from assistant.citations import programme_line
from assistant.domain.conversation import Answer, Stance
from assistant.domain.drafts import Ending, Source
from assistant.domain.notes import Hit, Origin, Passage
from assistant.library import Library
from assistant.retrieval import KEYWORDS, Found
from assistant.wording import sentence

LONGEST = 180
"""Words of an answer: what a person reads before a meeting."""

NEXT = 0.28
"""How far below the best find the others may be."""

READY = 2
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

    def tell(self, question: str, found: Found, reader: Reader, course: Course) -> Answer:
        """Extracts with labels; facts on record that match; ready words; the weak spot of a plan first."""
        labels = Labels(self._library)
        concern = bank().concern(question)
        asked = ""
        if concern and not all(course.used(one) for one in concern.mentor):
            ways = concern.mentee if reader.reflective else concern.mentor
            asked = course.fresh(ways, at=0)
            asked = f"{asked} {labels.technique(concern.technique, asked, 'the question')}".strip()
        chosen = self._chosen(question, found.hits, brief=reader.reflective)
        longest = dialogue.LONGEST_TURN - 18 if reader.reflective else LONGEST
        parts = [f"One question before the notes: {asked}"] if asked and not reader.reflective else []
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
        concern = bank().concern(question)
        if concern and not first:
            asked = course.fresh(concern.mentee if reader.reflective else concern.mentor, at=0)
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

    def _chosen(self, question: str, hits: Sequence[Hit], brief: bool) -> list[Excerpt]:
        best = hits[0].score if hits else 0.0
        kept = [hit for hit in hits if hit.score >= best - NEXT][:3]
        weighed: list[list[Excerpt]] = []
        for place, hit in enumerate(kept):
            most = 1 if brief or place else 3
            own = self._of_hit(question, hit, most)
            if own:
                weighed.append(own)
        if brief:
            weighed = weighed[:2]
        return [excerpt for group in weighed for excerpt in group]

    def _of_hit(self, question: str, hit: Hit, most: int) -> list[Excerpt]:
        """From the whole note, the passage that was found a little preferred; of a document, that passage."""
        note = self._library.get(hit.passage.note_id) if hit.origin is Origin.LIBRARY else None
        if note is None:
            return list(excerpts.best(question, [hit.passage], self._near, hit, most))
        if _WHAT.match(question.strip()) or most == 1:
            first = excerpts.best(question, self._headed(note.passages, "In one line"), self._near, hit, 1)
            rest = excerpts.best(question, self._headed(note.passages, "How"), self._near, hit, most - 1)
            if _WHAT.match(question.strip()):
                return [*first, *rest][:most]
        found = excerpts.best(
            question, note.passages, self._near, hit, most, weight=lambda p: _weight(p, hit)
        )
        return list(found)

    def _headed(self, passages: Sequence[Passage], heading: str) -> list[Passage]:
        return [passage for passage in passages if passage.heading == heading]

    def _rows(self, chosen: Sequence[Excerpt], labels: Labels, longest: int) -> str:
        rows: list[str] = []
        for excerpt in chosen:
            size = dialogue.words(excerpt.text)
            if rows and size > longest:
                continue
            longest -= size
            label = labels.passage(excerpt.source("the answer"))
            whose = ""
            if excerpt.origin is Origin.PROGRAMME:
                whose = f" ({programme_line(excerpt.title, excerpt.author, excerpt.licence)})"
            rows.append(f"- {sentence(excerpt.text)} {label}{whose}")
        return "\n".join(rows)

    def _ready(
        self, question: str, chosen: Sequence[Excerpt], labels: Labels
    ) -> tuple[tuple[str, str], ...]:
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


def _by_words(found: Found) -> tuple[str, ...]:
    return (found.notice,) if found.by == KEYWORDS and found.notice else ()
