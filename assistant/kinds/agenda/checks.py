"""The checks of an agenda: AG-1 to AG-19, and the common ones on its words."""

from collections.abc import Sequence
from statistics import mean

from pydantic import ValidationError

from assistant import checks, questions
from assistant.checks import verdict
from assistant.citations import own_words
from assistant.domain.agenda import AgendaBody, Item, Lead
from assistant.domain.drafts import Check, Draft
from assistant.domain.facts import Facts, Phase
from assistant.domain.goals import GoalStatus
from assistant.domain.meetings import CommitmentStatus
from assistant.domain.people import Form
from assistant.kind import Own
from assistant.kinds.agenda import known
from assistant.kinds.agenda.phases import MUST
from assistant.kinds.agenda.plan import CLOSING_SHARE, LARGEST_SHARE, OPENING_SHARE, SHORTEST, most_items
from assistant.lexicon import unquoted
from assistant.library import Library
from assistant.reading import words
from assistant.wording import opens_with_verb, quoted

MENTEE_SHARE = 0.6
OPEN_SHARE = 0.9
FACILITATOR_LIMIT = 0.35
PEER_TOLERANCE = 0.10
SHARED_WORDS, SHEET_WORDS = 350, 150
SAME_LABELS = 0.6
SHORT = 15
"""Minutes of the short version."""
_WORKING_WELL = frozenset(
    "strength_exchange strength_evidence exception what_still_works stretch celebrate_evidence".split()
)
_WELL_TECHNIQUES = frozenset(
    "noticing_progress exceptions coping strengths_questions strength_spotting strength_to_step process_praise".split()
)
_HIDDEN = ("phase", "format", "mode", "technique", "tags", "lead")


def check(draft: Draft, library: Library, facts: Facts | None = None, own: Own = None) -> tuple[Check, ...]:
    """Every check that can be made; those that compare with the facts need them."""
    try:
        body = AgendaBody.model_validate(draft.body)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        return (verdict("GE-1", [f"{where}: {first['msg']}"]),)
    shown = [own_words(text, draft.sources) for text in checks.texts(body.model_dump(mode="json"), _HIDDEN)]
    given = known.given_texts(facts) if facts else []
    found = [verdict("GE-1", _blank(body)), *checks.sources(draft, library, own)]
    found += checks.wording(draft, shown, quotable=given)
    found += _shape(body) + _content(body)
    if facts:
        found.append(checks.grounded(shown, known.known(facts, draft, library)))
        found.append(checks.unseen(shown, known.private(facts), known.given_texts(known.shared(facts))))
        found += _against(body, facts, draft)
    return tuple(sorted(found, key=lambda one: (one.code[:2] != "GE", int(one.code.split("-")[1]))))


def _blank(body: AgendaBody) -> list[str]:
    said = {
        "title": body.title,
        "outcome": body.outcome,
        "if_upset.contact": body.if_upset.contact,
        **{f"items[{at}].label": item.label for at, item in enumerate(body.items)},
    }
    return [f"{place} is empty" for place, text in said.items() if not text.strip()]


def _shape(body: AgendaBody) -> list[Check]:
    """AG-1 to AG-4, AG-15 and AG-16: arithmetic."""
    items, slot = body.items, body.duration_min
    total = sum(item.minutes for item in items)
    most = most_items(slot)
    small = [
        f"{quoted(item.label)} has only {item.minutes} minutes" for item in items if item.minutes < SHORTEST
    ]
    large = [f"{quoted(item.label)} takes over half" for item in items if item.minutes > slot * LARGEST_SHARE]
    many = [f"{len(items)} items, at most {most}"] if len(items) > most else []
    led = sum(item.minutes for item in items if item.lead in {Lead.MENTEE, Lead.BOTH})
    share = led / total if total else 0.0
    found = [
        verdict("AG-1", _minutes(body, total)),
        verdict("AG-2", [*many, *small, *large]),
        verdict("AG-3", _edges(items, slot), gate="target"),
        verdict("AG-4", [] if share >= MENTEE_SHARE else [f"the mentee leads {share:.0%} of the time"]),
    ]
    if body.format is Form.GROUP:
        found.append(verdict("AG-15", _group(body)))
    if body.format is Form.PEER:
        found.append(verdict("AG-16", _peers(body)))
    return found


def _minutes(body: AgendaBody, total: int) -> list[str]:
    faults = [] if total == body.duration_min else [f"the minutes add up to {total}, not {body.duration_min}"]
    short = sum(item.minutes for item in body.short_version)
    return faults if short == SHORT else [*faults, f"the short version takes {short} minutes, not {SHORT}"]


def _edges(items: Sequence[Item], slot: int) -> list[str]:
    faults = []
    for item, (low, high), name in (
        (items[0], OPENING_SHARE, "opening"),
        (items[-1], CLOSING_SHARE, "closing"),
    ):
        share = item.minutes / slot
        if not low - 0.005 <= share <= high + 0.005:
            faults.append(f"the {name} takes {share:.0%} of the time")
    return faults


def _group(body: AgendaBody) -> list[str]:
    plan = body.turns
    if plan is None:
        return ["no turn scheme"]
    faults = [] if plan.ground_rule and plan.turn_scheme else ["no ground rule or turn scheme"]
    if plan.facilitator_share > FACILITATOR_LIMIT:
        faults.append(f"the facilitator has {plan.facilitator_share:.0%} of the time")
    if not plan.minutes_per_person or sum(plan.minutes_per_person.values()) > body.duration_min * 1.05:
        faults.append("the minutes per person do not fit the slot")
    said = [text.casefold() for item in body.items for text in (*item.steps, *item.questions)]
    if not any(word in text for text in said for word in ("pair", "partner", "round", "threes", "neighbour")):
        faults.append("no step in pairs or in a round")
    people = [name.casefold() for name in plan.minutes_per_person]
    asked = [q for item in body.items for q in item.questions if _asks_one(q, people)]
    return faults + [f"asks one person in front of all: {question}" for question in asked]


def _asks_one(question: str, people: Sequence[str]) -> bool:
    """A question that opens or ends with a name puts one person on the spot."""
    text = question.casefold().rstrip(" ?.!")
    return any(text.startswith(f"{name},") or text.endswith(f", {name}") for name in people)


def _peers(body: AgendaBody) -> list[str]:
    turns = [item.minutes for item in body.items if item.technique == "peer_turns"]
    shares = list(body.turns.minutes_per_person.values()) if body.turns else []
    faults = [] if len(turns) == 2 else ["each peer needs one turn"]
    for counted, name in ((turns, "turns"), (shares, "shares")):
        if counted and max(counted) - min(counted) > PEER_TOLERANCE * mean(counted):
            faults.append(f"the {name} differ: {counted}")
    if any(item.lead in {Lead.MENTEE, Lead.MENTOR} for item in body.items):
        faults.append("peers lead together")
    return faults


def _content(body: AgendaBody) -> list[Check]:
    """AG-6 to AG-13 and AG-17: what is in it."""
    items = body.items
    tags = {tag for item in items for tag in item.tags}
    refs = {item.goal_ref for item in items if item.goal_ref}
    asked = [question for item in items for question in item.questions]
    open_ones = [question for question in asked if questions.is_open(question)]
    leading = [f"leading: {question}" for question in asked if questions.is_leading(question)]
    closed = [f"closed: {question}" for question in asked if question not in open_ones]
    enough = len(open_ones) >= OPEN_SHARE * len(asked)
    well = any(set(item.tags) & _WORKING_WELL or item.technique in _WELL_TECHNIQUES for item in items)
    missing = [f"nothing on {tag.replace('_', ' ')}" for tag in MUST[body.phase] if tag not in tags]
    limits = {Phase.FIRST: {"confidentiality", "confidentiality_limits"}, Phase.CLOSING: {"contact_rule"}}
    need = limits.get(body.phase, set()) - tags
    cited = {item.source_ref.split("#")[0][0] for item in items if item.source_ref}
    return [
        verdict("AG-6", _goals(body, refs)),
        verdict("AG-7", _step(body)),
        verdict("AG-8", missing),
        verdict("AG-9", [f"nothing on {tag.replace('_', ' ')}" for tag in sorted(need)]),
        verdict("AG-10", [*leading, *([] if enough else closed)]),
        verdict("AG-11", [] if well else ["no question about what already works"]),
        verdict("AG-13", _length(body), gate="target"),
        verdict(
            "AG-17",
            [] if len(cited) >= 2 else ["fewer than two kinds of note stand behind it"],
            gate="target",
        ),
    ]


def _goals(body: AgendaBody, refs: set[str]) -> list[str]:
    faults = [f"{len(refs)} goals, at most two"] if len(refs) > 2 or len(body.goals) > 2 else []
    return faults + [
        f"no level: {line}" for line in body.goals if "(now at" not in line and "not rated" not in line
    ]


def _step(body: AgendaBody) -> list[str]:
    step = body.next_step
    faults = [f"{name} is empty" for name, value in step.model_dump().items() if not str(value).strip()]
    first = step.what.split(",")[0]
    if not opens_with_verb(first[:1].lower() + first[1:]):  # a sentence, so its capital is no name
        faults.append(f"the next step does not start with a verb: {step.what}")
    if step.by_when != "to be agreed" and not any(char.isdigit() for char in step.by_when):
        faults.append(f"'{step.by_when}' is no date")
    return faults


def _length(body: AgendaBody) -> list[str]:
    """What we wrote for the meeting itself; words the pair typed, in quotation marks, do not count."""
    read = body.model_dump(mode="json", include={"title", "one_line_purpose", "outcome", "goals", "items"})
    read["asks"] = sorted({review.ask for review in body.commitments_review})
    counted = sum(words(unquoted(text)) for text in checks.texts(read, _HIDDEN))
    limit = SHARED_WORDS * max(1.0, body.duration_min / 60)
    faults = [f"{counted} words to share, at most {limit:.0f}"] if counted > limit else []
    if body.mentor_sheet:
        own = sum(words(unquoted(text)) for text in checks.texts(body.mentor_sheet.model_dump(mode="json")))
        faults += [f"{own} words on the mentor's sheet"] if own > SHEET_WORDS else []
    return faults


def _against(body: AgendaBody, facts: Facts, draft: Draft) -> list[Check]:
    """Checks that compare with what was given: AG-5, AG-12, AG-14, AG-19, GE-10, GE-12."""
    proven = {strength.id for strength in facts.strengths if strength.evidence}
    refs = {item.strength_ref for item in body.items if item.strength_ref}
    labels = {item.label.casefold() for item in body.items}
    before = {label.casefold() for label in facts.previous.labels}
    same = len(labels & before) / len(labels | before) if before else 0.0
    strong = not _of_mentees(facts, proven) or bool(refs & proven)
    stray = refs - proven
    sheet = checks.texts(body.mentor_sheet.model_dump(mode="json")) if body.mentor_sheet else []
    leak = checks.unseen(sheet, known.private(facts), [])
    found = [
        verdict("AG-5", _promises(body, facts)),
        verdict("AG-14", [] if leak.passed else ["the mentor's sheet repeats something private"]),
        verdict(
            "AG-19",
            [f"{same:.0%} of the labels are last time's"] if same > SAME_LABELS else [],
            gate="target",
        ),
        verdict(
            "GE-10",
            [
                *([] if strong else ["no strength with evidence"]),
                *(f"unknown strength {ref}" for ref in stray),
            ],
        ),
        verdict("GE-12", _unasked(facts, draft)),
    ]
    if body.phase is Phase.WORKING:
        tied = any("stretch" in item.tags and item.strength_ref for item in body.items)
        detail = "" if _of_mentees(facts, proven) else "no strength on record yet; the gaps ask for one"
        faults = [] if tied or detail else ["no stretch that starts from a strength"]
        found.append(verdict("AG-12", faults, fine=detail))
    return found


def _promises(body: AgendaBody, facts: Facts) -> list[str]:
    """Every open commitment once, as its owner's; and no item that points to a commitment or goal of nobody."""
    commitments = {one.id: one for one in facts.commitments}
    open_ones = sorted(c.id for c in facts.commitments if c.status is CommitmentStatus.OPEN)
    reviewed = sorted(review.commitment_ref for review in body.commitments_review)
    faults = [] if open_ones == reviewed else ["the open commitments are not reviewed exactly once"]
    names = {person.person_id: person.name for person in facts.people}
    for review in body.commitments_review:
        promised = commitments.get(review.commitment_ref)
        owner = names.get(promised.owner_id) if promised else None
        if owner and review.owner != owner:
            faults.append(f"{quoted(review.owner)} has not taken on {review.text}")
    known_refs = {*commitments, *(goal.id for goal in facts.goals), None}
    refs = {ref for item in body.items for ref in (item.commitment_ref, item.goal_ref)}
    return faults + [f"nothing on record has the id {ref}" for ref in sorted(map(str, refs - known_refs))]


def _of_mentees(facts: Facts, proven: set[str]) -> set[str]:
    owners = {person.person_id for person in facts.people if person.role != "mentor"}
    return {
        strength.id for strength in facts.strengths if strength.id in proven and strength.person_id in owners
    }


def _unasked(facts: Facts, draft: Draft) -> list[str]:
    """Each thing that is missing is asked for, not filled in."""
    said = " ".join(draft.gaps).casefold()
    active = [goal for goal in facts.goals if goal.status is GoalStatus.ACTIVE and goal.shared]
    faults = []
    if not active and "no goal yet" not in said:
        faults.append("there is no goal, and nothing asks for one")
    if facts.planned_sessions is None and "planned" not in said:
        faults.append("nothing asks how many sessions are planned")
    if not facts.support_contact.strip() and "contact" not in said:
        faults.append("nothing asks for a support contact")
    return faults
