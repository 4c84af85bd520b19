"""An agenda from facts and practice notes alone: every plan, number and sentence is decided here, in code."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import islice

from assistant.citations import Citations
from assistant.domain.agenda import AgendaBody, AgendaRequest, CommitmentReview, Item, Lead
from assistant.domain.facts import Facts, Phase
from assistant.domain.meetings import CommitmentStatus
from assistant.domain.notes import Hit, Origin
from assistant.domain.people import Form, Role
from assistant.errors import InputError
from assistant.kind import Composition
from assistant.kinds.agenda import frame, gaps, sheet, spare
from assistant.kinds.agenda.bank import Entry, bank
from assistant.kinds.agenda.choose import Choice
from assistant.kinds.agenda.phases import Moment, moment
from assistant.kinds.agenda.plan import Block, Wants, blocks, minutes_for
from assistant.kinds.agenda.proof import with_strength
from assistant.kinds.agenda.voice import Subject, fill, subjects
from assistant.library import Library
from assistant.wording import possessive, quoted, sentence, short_date, trimmed

HASTY = 6
"""Minutes below which an item has room for two steps and two questions."""

_JOINT = frozenset({"last", "left"})
"""What a sentence may stand on when two peers are asked at once: nothing of one of them alone."""


class _Work:
    """One composition in the making."""

    def __init__(self, facts: Facts, request: AgendaRequest, library: Library, today: date) -> None:
        self.facts = facts
        self.request = request
        self.today = today
        self.moment: Moment = moment(facts, request.phase)
        self.subjects = subjects(facts, self.moment.number, request.goal_id)
        self.words = [fill(subject, facts, today, self.moment.left) for subject in self.subjects]
        self.choice = Choice(self.moment.number, facts.previous.questions, facts.previous.labels)
        self.cites = Citations(library)
        self.plan: frozenset[str] = frozenset()
        """Names of all blocks of this agenda."""
        self.open = [c for c in facts.commitments if c.status is CommitmentStatus.OPEN]


def compose(
    facts: Facts,
    request: AgendaRequest,
    library: Library,
    hits: Sequence[Hit],
    today: date,
    reader: Role | None = Role.MENTOR,
) -> Composition:
    """The whole agenda. Pure: the same input gives the same agenda. Raises InputError."""
    facts = _shared(facts, request)
    work = _Work(facts, request, library, today)
    items = _items(work)
    mentor_sheet = None
    if reader is Role.MENTOR and facts.form is not Form.PEER:
        mentor_sheet = sheet.mentor_sheet(facts, work.subjects, work.moment, work.cites)
    goals = [subject.goal for subject in work.subjects if subject.goal]
    body = AgendaBody(
        title=frame.title(facts, work.moment),
        one_line_purpose=frame.purpose(work.moment.phase, facts, work.subjects),
        phase=work.moment.phase,
        phase_reason=work.moment.reason,
        format=facts.form,
        duration_min=request.minutes,
        mode=facts.mode,
        outcome=frame.outcome(work.moment.phase, facts, work.subjects),
        goals=tuple(frame.goal_line(goal, facts) for goal in goals[:2]),
        items=tuple(items),
        commitments_review=tuple(_reviews(work)),
        next_step=frame.next_step(facts, work.subjects, work.moment, today),
        close=frame.close(facts, work.moment.phase, work.choice.of(frame.THANKS), today),
        mentor_sheet=mentor_sheet,
        short_version=spare.short(items, work.moment.phase, facts.form),
        if_upset=spare.if_upset(items, facts),
        materials=_materials(work, hits),
        adaptations=frame.adaptations(facts),
        turns=frame.turns(facts, request.minutes),
    )
    return Composition(
        body=body.model_dump(mode="json"),
        sources=work.cites.sources(),
        gaps=tuple(gaps.gaps(facts, work.subjects, work.moment, hits, today)),
    )


def _shared(facts: Facts, request: AgendaRequest) -> Facts:
    """What the whole pair may see; an agenda is read by both, so a private goal never enters it."""
    if request.language != "en" or facts.language != "en":
        raise InputError("Agendas are written in English so far; set the language to 'en'.")
    mentees = [person for person in facts.people if person.role is Role.MENTEE]
    peers = [person for person in facts.people if person.role is Role.PEER]
    if facts.form is Form.PEER and (len(peers) != 2 or len(facts.people) != 2):
        raise InputError("people: a peer meeting has exactly two people with the role 'peer'.")
    if facts.form is not Form.PEER and (not mentees or len(mentees) == len(facts.people)):
        raise InputError("people: name at least one person with the role 'mentor' and one with 'mentee'.")
    if facts.form is Form.ONE_TO_ONE and len(facts.people) != 2:
        raise InputError(
            "people: a one-to-one meeting has one mentor and one mentee; use form 'group' for more."
        )
    goals = tuple(goal for goal in facts.goals if goal.shared)
    if request.goal_id and request.goal_id not in {goal.id for goal in goals}:
        raise InputError("goal: this pair shares no active goal with that id.")
    sessions = tuple(sorted(facts.sessions, key=lambda session: (session.on, session.number)))
    return facts.model_copy(update={"goals": goals, "sessions": sessions, "mode": request.mode or facts.mode})


def _items(work: _Work) -> list[Item]:
    facts, phase = work.facts, work.moment.phase
    used = {subject.point.id or subject.point.text for subject in work.subjects if subject.point}
    left_over = [
        p for p in facts.talking_points if (p.id or p.text) not in used or phase is not Phase.WORKING
    ]
    plan = blocks(
        phase, facts.form, work.request.minutes, Wants(review=bool(work.open), points=bool(left_over))
    )
    turns = [index for index, block in enumerate(plan) if block.name == "turn"]
    pair = (turns[0], turns[1]) if turns else None
    minutes = minutes_for([bank()[block.name].weight for block in plan], work.request.minutes, pair)
    if minutes is None:
        raise InputError(f"minutes: {len(plan)} items do not fit into {work.request.minutes} minutes.")
    work.plan = frozenset(block.name for block in plan)
    items: list[Item] = []
    for index, (block, given) in enumerate(zip(plan, minutes, strict=True)):
        second = bool(pair) and index == turns[-1]
        if second:
            work.choice.next_person()
        items.append(_item(work, block, index + 1, given, work.subjects[1 if second else 0], second))
    return with_strength(items, work.subjects, work.words, facts.form)


def _item(work: _Work, block: Block, order: int, minutes: int, subject: Subject, second: bool) -> Item:
    facts, entry = work.facts, bank()[block.name]
    words = work.words[1 if second else 0]
    brought = _brought(work) if block.name == "points" else ()
    joint = facts.form is Form.PEER and block.name != "turn"
    if joint:
        words = {key: text for key, text in words.items() if key in _JOINT}
    words = {key: text for key, text in words.items() if not _elsewhere(work, block.name, key)}
    turn = entry.by_phase.get(work.moment.phase) if block.name == "turn" else None
    templates = turn.questions if turn else entry.asked(facts.form)
    wanted = 2 if entry.weight >= 3 and minutes >= 6 else 1
    most = 3 if minutes >= HASTY else 2
    chosen = work.choice.questions(templates, words, wanted + (minutes >= 20))
    for name in block.folded:
        if len(chosen) < most:
            chosen += work.choice.questions(bank()[name].asked(facts.form), words, 1)
    chosen = (chosen or [entry.asked(facts.form)[-1]])[:3]
    tags = [
        *entry.tags,
        *(turn.tags if turn else ()),
        *(tag for name in block.folded for tag in bank()[name].tags),
    ]
    text = " ".join(chosen)
    anchored = not joint
    goal, strength = subject.goal, subject.strength
    reviews = "commitments_review" in tags and work.open
    return Item(
        order=order,
        label=work.choice.label(entry.names(facts.form), words),
        minutes=minutes,
        lead=(entry.group_lead or entry.lead) if facts.form is Form.GROUP else _lead(entry, facts.form),
        why=sentence((entry.why[second] if turn else work.choice.of(entry.why)).format_map(words)),
        steps=_steps(work, block, entry, words, brought)[:most],
        questions=tuple(chosen),
        technique=entry.technique,
        tags=tuple(dict.fromkeys(tags)),
        goal_ref=goal.id if goal and anchored and _speaks_of_goal(block.name, text, words) else None,
        commitment_ref=work.open[0].id if reviews else None,
        strength_ref=strength.id
        if strength and anchored and _says(text, words, ("seen", "strength"))
        else None,
        source_ref=work.cites.cite(entry.technique, text, f"item {order}"),
        optional=entry.optional,
    )


def _elsewhere(work: _Work, name: str, key: str) -> bool:
    """Has this word an item of its own in this agenda?"""
    return (name == "opening" and key == "seen" and "evidence" in work.plan) or (
        name == "turn" and key == "task" and "review" in work.plan
    )


def _lead(entry: Entry, form: Form) -> Lead:
    return Lead.BOTH if form is Form.PEER else entry.lead


def _speaks_of_goal(name: str, text: str, words: Mapping[str, str]) -> bool:
    about = {"focus", "stretch", "shape_goal", "rerate", "finish", "smaller_step", "turn"}
    return name in about or _says(text, words, ("wish", "goal", "now"))


def _says(text: str, words: Mapping[str, str], keys: Sequence[str]) -> bool:
    return any(key in words and words[key] in text for key in keys)


def _steps(
    work: _Work, block: Block, entry: Entry, words: Mapping[str, str], brought: Sequence[str]
) -> tuple[str, ...]:
    form = work.facts.form
    own = [*brought, *entry.done(form)]
    day = frame.next_meeting(work.facts, work.today)
    if "next_date" in entry.tags and day:
        own[-1] = f"Check that {short_date(day, work.today)} still works for everyone."
    if "confidentiality" in entry.tags and work.facts.rules:
        own[0] = (
            f"{own[0]} Your programme asks you to cover: {'; '.join(_literal(trimmed(r)) for r in work.facts.rules)}."
        )
    more = [bank()[name].done(form)[0] for name in block.folded]
    whole = {"confidentiality", "talking_points", "next_date", "contact_rule"} & set(entry.tags)
    keep = len(own) if whole or (entry.weight >= 3 and not more) else 1
    return tuple(sentence(step.format_map(words)) for step in [*own[:keep], *more][:3])


def _brought(work: _Work) -> tuple[str, ...]:
    """One line with what was brought and has not had its question in an earlier item."""
    people = {person.person_id: person.name for person in work.facts.people}
    points = work.facts.talking_points
    waiting = [point for point in points if not work.choice.has_said(quoted(point.text))] or points
    return (
        "; ".join(
            f"{people.get(point.by, 'Someone')}: {_literal(quoted(point.text))}" for point in waiting[:6]
        ),
    )


def _literal(text: str) -> str:
    """Braces typed by a person are not words of the bank."""
    return text.replace("{", "{{").replace("}", "}}")


def _reviews(work: _Work) -> list[CommitmentReview]:
    people = {person.person_id: person.name for person in work.facts.people}
    found = []
    for commitment in sorted(work.open, key=lambda c: (c.due or date.max, c.id)):
        when = ""
        if commitment.due:
            verb = "was due" if commitment.due < work.today else "due"
            when = f" ({verb} {short_date(commitment.due, work.today)})"
        ask = "How far did it get, and what helped?"
        if work.moment.phase is Phase.CLOSING:
            ask = "What should happen with it now, and who will hear about it?"
        found.append(
            CommitmentReview(
                commitment_ref=commitment.id,
                owner=people.get(commitment.owner_id, "someone who has left"),
                text=quoted(commitment.text) + when,
                ask=ask,
            )
        )
    return found


def _materials(work: _Work, hits: Sequence[Hit]) -> tuple[str, ...]:
    found = []
    goal = next((subject.goal for subject in work.subjects if subject.goal), None)
    if goal and goal.levels and work.moment.phase is not Phase.FIRST:
        owner = next((p.name for p in work.facts.people if p.person_id == goal.owner_id), "")
        found.append(
            f"{possessive(owner)} success scale, on one page" if owner else "The success scale, on one page"
        )
    reading = "; ".join(_to_read(work, hits))
    if reading:
        found.append(f"To read before: {reading}")
    return tuple(found[:2])


def _to_read(work: _Work, hits: Sequence[Hit]) -> Iterator[str]:
    """The nearest note and the nearest document of the programme, as far as there are any."""
    for origin in Origin:
        cited = (
            work.cites.to_read(hit, "to read before the meeting") for hit in hits if hit.origin is origin
        )
        yield from islice(filter(None, cited), 1)
