"""A set of prompts, or comments beside the text, from the writer's words and practice notes alone."""

import hashlib
from datetime import date

from assistant.citations import Citations
from assistant.domain.drafts import Ending
from assistant.domain.journal import Answered
from assistant.domain.people import Role
from assistant.domain.reflection import (
    Comment,
    DepthWish,
    ReflectionBody,
    ReflectionPrompt,
    ReflectionRequest,
    WriterFacts,
)
from assistant.errors import InputError
from assistant.kind import Composition
from assistant.kinds.reflection import frame
from assistant.kinds.reflection.anchors import TENDER_DAYS, WAIT_DAYS, Anchors, anchors, recent
from assistant.kinds.reflection.bank import writing_as
from assistant.kinds.reflection.choose import Chooser, Chosen
from assistant.kinds.reflection.plan import how_many, lighter, places
from assistant.kinds.reflection.spans import share_of, spans
from assistant.library import Library
from assistant.likeness import Likeness
from assistant.mirroring import mirror

ASK = "What would you like to think about? One sentence of your own is enough, or a few words."

_BESIDE = ("helped", "sense", "scene", "strength", "weigh", "next")
_BESIDE_LIGHT = ("helped", "scene", "strength", "next")
_BESIDE_CIRCLING = ("helped", "action")
_BESIDE_MENTOR = ("helped", "assume", "scene", "grow", "sense")
"""Moves that comments make in turn."""


class _Work:
    """One composition in the making."""

    def __init__(
        self,
        facts: WriterFacts,
        request: ReflectionRequest,
        library: Library,
        today: date,
        likeness: Likeness,
    ) -> None:
        self.facts, self.request, self.today = facts, request, today
        self.role = writing_as(facts.role)
        self.turn = len(facts.shown)
        self.held: Anchors = anchors(facts, request, today, self.turn)
        self.circling = circling(facts, likeness)
        tender = recent(facts.shown, Answered.TOO_PERSONAL, TENDER_DAYS, today)
        self.depth = lighter(request.depth) if tender else request.depth
        self.cites = Citations(library)
        self.chooser = Chooser(
            self.role,
            request.cycle,
            self.held,
            likeness,
            [one.text for one in facts.shown],
            [one.text for one in recent(facts.shown, Answered.NOT_NOW, WAIT_DAYS, today)],
            _avoided(facts, today),
            self._seed(),
        )

    def _seed(self) -> str:
        """The same request gives the same prompts; another day, or one more prompt shown, gives others."""
        text = self.facts.entry.text if self.facts.entry else self.request.topic
        return hashlib.sha256(f"{text}|{self.today}|{self.turn}|{self.request.cycle}".encode()).hexdigest()


def compose(
    facts: WriterFacts, request: ReflectionRequest, library: Library, today: date, likeness: Likeness
) -> Composition:
    """Pure. With nothing to go by it asks one question back. Raises InputError."""
    if request.language != "en" or facts.language != "en":
        raise InputError("Prompts are written in English so far; set the language to 'en'.")
    if request.goal_id and request.goal_id not in {goal.id for goal in facts.goals}:
        raise InputError("goal: you have no goal with that id.")
    written = bool(facts.entry and facts.entry.text.strip())
    if not written and (
        request.comments or not (request.topic or facts.topic).strip() and not request.goal_id
    ):
        return Composition(body={}, gaps=(ASK,), ending=Ending.ASKED)
    work = _Work(facts, request, library, today, likeness)
    prompts = () if request.comments else _prompts(work)
    quiet = request.questions_only
    body = ReflectionBody(
        title=frame.title(facts, request, len(prompts), today),
        role=facts.role,
        cycle=request.cycle,
        depth=work.depth,
        entry_ref=f"{facts.entry.id}@{facts.entry.version}" if facts.entry else None,
        topic=request.topic or facts.topic,
        questions_only=quiet,
        listening_line=None if quiet else _line(work),
        prompts=prompts,
        comments=_comments(work) if request.comments else (),
        one_small_step=None if quiet else frame.step(work.held, work.role, work.turn, circling=work.circling),
        distance=work.circling,
        person_to_talk_to=frame.person(facts, work.role) if work.circling else None,
        skip_options=frame.SKIP,
        share_hint=frame.SHARE,
    )
    return Composition(body=body.model_dump(mode="json"), sources=work.cites.sources())


def circling(facts: WriterFacts, likeness: Likeness) -> bool:
    """Has the same painful matter come back (RP-12)?"""
    if facts.entry is None:
        return False
    return likeness.theme(facts.entry.text, [entry.text for entry in facts.earlier])


def _avoided(facts: WriterFacts, today: date) -> list[str]:
    """Techniques to leave aside: of what was put off, was too close, or was wished from another angle."""
    found = recent(facts.shown, Answered.NOT_NOW, WAIT_DAYS, today)
    found += recent(facts.shown, Answered.TOO_PERSONAL, TENDER_DAYS, today)
    found += recent(facts.shown, Answered.ANOTHER_ANGLE, WAIT_DAYS, today)
    return [one.technique for one in found]


def _line(work: _Work) -> str | None:
    """What was heard; of a bare topic nothing was."""
    text = work.facts.entry.text if work.facts.entry else ""
    return mirror(text, work.role, work.turn) or None


def _prompts(work: _Work) -> tuple[ReflectionPrompt, ...]:
    count = how_many(work.request.minutes)
    plan = places(
        work.request.cycle, work.role, work.depth, count, circling=work.circling, turn=work.turn // count
    )
    bright = _bright([move for _, move in plan]) if work.held.strength else None
    minutes = _shares(work.request.minutes, count)
    found = []
    for at, (stage, move) in enumerate(plan):
        deep = work.depth is DepthWish.DEEP
        made = work.chooser.choose(move, strength=at == bright, goal=move == "next", deep=deep)
        found.append(_prompt(work, made, stage, minutes[at], at + 1))
    return tuple(found)


def _bright(moves: list[str]) -> int | None:
    """Where the strength on record is spoken of (GE-10)."""
    return next((moves.index(move) for move in ("strength", "helped") if move in moves), None)


def _prompt(work: _Work, made: Chosen, stage: str, minutes: int, number: int) -> ReflectionPrompt:
    family, held = made.family, work.held
    return ReflectionPrompt(
        text=made.text,
        stage=stage,
        depth=family.depth,
        technique=family.technique,
        tags=family.tags,
        anchor_quote=made.quote,
        goal_ref=held.goal.id if made.goal and held.goal else None,
        strength_ref=held.strength.id if made.strength and held.strength else None,
        why_this=family.why,
        source_ref=work.cites.cite(family.technique, made.text, f"prompt {number}") or "",
        minutes=minutes,
    )


def _comments(work: _Work) -> tuple[Comment, ...]:
    """Questions beside some of the writer's phrases, in the order they stand."""
    text = work.facts.entry.text if work.facts.entry else ""
    moves: tuple[str, ...] = _BESIDE_MENTOR if work.role is Role.MENTOR else _BESIDE
    if work.depth is DepthWish.LIGHT and work.role is not Role.MENTOR:
        moves = _BESIDE_LIGHT
    if work.circling:
        moves = _BESIDE_CIRCLING
    found = []
    for at, (start, end) in enumerate(spans(text, work.held.words, share_of(text))):
        made = work.chooser.choose(moves[(at + work.turn) % len(moves)], bare=True)
        source = work.cites.cite(made.family.technique, made.text, f"comment {at + 1}") or ""
        found.append(
            Comment(
                start=start, end=end, quote=text[start:end], text=made.text,
                technique=made.family.technique, source_ref=source,
            )
        )  # fmt: skip
    return tuple(found)


def _shares(minutes: int, count: int) -> list[int]:
    """The time for each, the later ones a minute more when it does not divide."""
    each, left = divmod(max(minutes, count), count)
    return [each + (at >= count - left) for at in range(count)]
