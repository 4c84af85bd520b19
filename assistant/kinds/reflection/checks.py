"""The checks of reflective prompts: RP-1 to RP-18, and the common ones on their words."""

from collections.abc import Iterable, Sequence

from pydantic import ValidationError

from assistant import checks
from assistant.checks import verdict
from assistant.domain.drafts import Check, Draft
from assistant.domain.journal import Answered
from assistant.domain.people import Role
from assistant.domain.reflection import Depth, DepthWish, ReflectionBody, ReflectionRequest, WriterFacts
from assistant.kind import Own
from assistant.kinds.reflection import known, rules
from assistant.kinds.reflection.anchors import WAIT_DAYS, anchors, recent
from assistant.kinds.reflection.bank import bank, writing_as
from assistant.kinds.reflection.choose import LAST
from assistant.kinds.reflection.compose import circling
from assistant.kinds.reflection.plan import FEWEST, MOST, STAGES
from assistant.kinds.reflection.spans import share_of
from assistant.lexicon import unquoted
from assistant.library import Library
from assistant.likeness import Likeness
from assistant.reading import grade
from assistant.safeguarding import gate

ANCHORED = 0.8
MENTEE_GRADE, GRADE_SLACK = 7, 2
STEPS_BACK = 0.5
"""Share of a set that steps back or does something when a painful matter came back (RP-12)."""

_HIDDEN = (
    "role",
    "cycle",
    "depth",
    "technique",
    "tags",
    "stage",
    "entry_ref",
    "anchor_quote",
    "quote",
    "topic",
)
_BRIGHT = frozenset({"strength", "exception", "resource"})


def check(
    draft: Draft, library: Library, facts: WriterFacts | None, likeness: Likeness, own: Own = None
) -> tuple[Check, ...]:
    """Every check that can be made; those that compare with the facts need them."""
    try:
        body = ReflectionBody.model_validate(draft.body)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        return (verdict("GE-1", [f"{where}: {first['msg']}"]),)
    shown = checks.texts(body.model_dump(mode="json"), _HIDDEN)
    given = known.given_texts(facts, body.topic) if facts else [body.topic]
    found = [verdict("GE-1", _blank(body))]
    found += [_cited(one, body, draft) for one in checks.sources(draft, library, own)]
    found += checks.wording(draft, shown, quotable=[text for text in given if text])
    found += _worded(body) + _shape(body)
    if facts:
        found.append(checks.grounded(shown, known.known(facts, draft, library)))
        found.append(checks.unseen(shown, [entry.text for entry in facts.earlier], given))
        found += _against(body, facts, draft, likeness)
    return tuple(sorted(found, key=lambda one: (one.code[:2] != "GE", int(one.code.split("-")[1]))))


def _blank(body: ReflectionBody) -> list[str]:
    said = {"title": body.title, "share_hint": body.share_hint}
    said |= {f"prompts[{at}].why_this": prompt.why_this for at, prompt in enumerate(body.prompts)}
    empty = [f"{place} is empty" for place, text in said.items() if not text.strip()]
    return empty + ([] if body.prompts or body.comments else ["there are neither prompts nor comments"])


def _cited(one: Check, body: ReflectionBody, draft: Draft) -> Check:
    """GE-2, and that every prompt and comment points to a source of this draft."""
    if one.code != "GE-2":
        return one
    cited = {source.passage_id for source in draft.sources}
    refs = [*(prompt.source_ref for prompt in body.prompts), *(one.source_ref for one in body.comments)]
    stray = [ref for ref in refs if ref not in cited]
    return verdict(
        "GE-2",
        [one.detail if not one.passed else "", *(f"{ref or 'nothing'}: is not cited" for ref in stray)],
    )


def _worded(body: ReflectionBody) -> list[Check]:
    """RP-1 to RP-4, RP-11, RP-14, RP-15: each question, and all words of ours."""
    asked = [prompt.text for prompt in body.prompts] + [comment.text for comment in body.comments]
    faults: dict[str, list[str]] = {
        code: [] for code in ("RP-1", "RP-2", "RP-3", "RP-4", "RP-10", "RP-11", "RP-15")
    }
    for text in asked:
        for code, fault in rules.question_faults(text).items():
            faults[code].append(fault)
    for text in filter(None, (body.listening_line, body.one_small_step, body.person_to_talk_to)):
        for code, fault in rules.plain_faults(text).items():
            faults[code].append(fault)
    if sum(rules.whys(text) for text in asked) > 1:
        faults["RP-4"].append("asks why more than once")
    found = [verdict(code, told) for code, told in faults.items() if code != "RP-10"]
    long = [f"{rules.length(text)} words: {text}" for text in asked if rules.length(text) > rules.AIM]
    level = grade(" ".join(unquoted(text) for text in asked))
    mentee = writing_as(body.role) is Role.MENTEE
    hard = (
        f"grade {level:.1f}, above {MENTEE_GRADE + GRADE_SLACK}"
        if mentee and level > MENTEE_GRADE + GRADE_SLACK
        else ""
    )
    aim = f"grade {level:.1f}, above {MENTEE_GRADE}" if mentee and level > MENTEE_GRADE else ""
    found.append(verdict("RP-14", [hard], fine=f"grade {level:.1f}"))
    return [*found, verdict("RP-19", [*long, aim], gate="target", fine="short and plain")]


def _shape(body: ReflectionBody) -> list[Check]:
    """RP-6 to RP-8, RP-13, RP-17: what the set is made of."""
    wanted = [body.listening_line, body.one_small_step] if body.questions_only else []
    quiet = verdict("RP-17", ["there is more than questions"] if any(wanted) else [])
    if not body.prompts:
        return [quiet]
    tags = [set(prompt.tags) for prompt in body.prompts]
    every = set[str]().union(*tags)
    depths = {prompt.depth for prompt in body.prompts}
    missing = [] if every & _BRIGHT else ["no strength, exception or resource"]
    missing += [] if "forward" in every else ["nothing that looks ahead"]
    flat = ["all descriptive"] if depths == {Depth.DESCRIPTIVE} else []
    if body.depth is DepthWish.DEEP and Depth.CRITICAL not in depths:
        flat.append("deep, and no critical prompt")
    found = [verdict("RP-6", _stages(body)), verdict("RP-7", missing), verdict("RP-8", flat), quiet]
    if writing_as(body.role) is Role.MENTOR:
        own = [] if every & {"assumption", "power"} else ["nothing on own assumptions or power"]
        own += [] if "growth" in every else ["nothing on own growth"]
        found.append(verdict("RP-13", own))
    return found


def _stages(body: ReflectionBody) -> list[str]:
    order = list(bank().cycles[body.cycle])
    stages = [prompt.stage for prompt in body.prompts]
    faults = [f"{stage} is no stage of {body.cycle.value}" for stage in stages if stage not in order]
    if not faults and [order.index(stage) for stage in stages] != sorted(
        order.index(stage) for stage in stages
    ):
        faults.append(f"out of order: {', '.join(stages)}")
    if len(set(stages)) < STAGES:
        faults.append(f"only {len(set(stages))} stages")
    if not FEWEST <= len(stages) <= MOST:
        faults.append(f"{len(stages)} prompts")
    return faults


def _against(body: ReflectionBody, facts: WriterFacts, draft: Draft, likeness: Likeness) -> list[Check]:
    """What compares with what was given: RP-5, RP-9, RP-10, RP-12, RP-16, RP-18, GE-10, GE-12."""
    given = "\n".join(known.given_texts(facts, body.topic))
    asked = [prompt.text for prompt in body.prompts] + [comment.text for comment in body.comments]
    told = [fault for text in asked for code, fault in rules.question_faults(text).items() if code == "RP-10"]
    if body.listening_line:
        told += rules.line_faults(body.listening_line, given)
    risky = gate.concern([*_personal(facts), body.topic]) is not None
    something = bool(body.topic.strip() or (facts.entry and facts.entry.text.strip()) or facts.goals)
    found = [
        verdict("RP-9", _repeated(asked, facts, draft, likeness)),
        verdict("RP-10", told),
        verdict("RP-12", _circles(body) if circling(facts, likeness) else []),
        verdict("RP-16", ["prompts despite risk words"] if risky else []),
        verdict("GE-12", [] if something else ["prompts about nothing that was given"]),
    ]
    if body.prompts:
        found += [verdict("RP-5", _anchored(body, facts, draft)), verdict("GE-10", _proven(body, facts))]
    if body.comments or not body.prompts:
        found.append(verdict("RP-18", _beside(body, facts.entry.text if facts.entry else "")))
    return found


def _anchored(body: ReflectionBody, facts: WriterFacts, draft: Draft) -> list[str]:
    text = facts.entry.text if facts.entry else ""
    stray = [
        f"not in the entry: {prompt.anchor_quote}"
        for prompt in body.prompts
        if prompt.anchor_quote
        and (
            prompt.anchor_quote not in text
            or len(prompt.anchor_quote.split()) > 12
            or prompt.anchor_quote not in prompt.text
        )
    ]
    goals = {goal.id for goal in facts.goals}
    stray += [
        f"unknown goal {prompt.goal_ref}"
        for prompt in body.prompts
        if prompt.goal_ref and prompt.goal_ref not in goals
    ]
    held = anchors(facts, ReflectionRequest(topic=body.topic), draft.created_at.date())
    if not text.strip() or not (held.words or held.goal):
        return stray
    share = sum(bool(prompt.anchor_quote or prompt.goal_ref) for prompt in body.prompts) / len(body.prompts)
    return stray + ([f"only {share:.0%} hold on to a quote or a goal"] if share < ANCHORED else [])


def _proven(body: ReflectionBody, facts: WriterFacts) -> list[str]:
    proven = {strength.id for strength in facts.strengths if strength.evidence}
    refs = {prompt.strength_ref for prompt in body.prompts if prompt.strength_ref}
    held = anchors(facts, ReflectionRequest(), facts.entry.on).strength if facts.entry else None
    missing = ["no strength with evidence"] if held and not refs & proven else []
    return missing + [f"unknown strength {ref}" for ref in sorted(refs - proven)]


def _repeated(asked: Sequence[str], facts: WriterFacts, draft: Draft, likeness: Likeness) -> list[str]:
    waiting = recent(facts.shown, Answered.NOT_NOW, WAIT_DAYS, draft.created_at.date())
    before = [rules.asked(one.text) for one in (*facts.shown[:LAST], *waiting)]
    bare = [rules.asked(text) for text in asked]
    faults = [f"asked before: {text}" for text in bare if any(likeness.alike(text, old) for old in before)]
    for at, text in enumerate(bare):
        if any(likeness.alike(text, other, in_a_set=True) for other in bare[:at]):
            faults.append(f"asked twice: {text}")
    return faults


def _circles(body: ReflectionBody) -> list[str]:
    faults = [] if body.distance else ["does not say that it steps back"]
    if not body.person_to_talk_to:
        faults.append("points to no person")
    if not body.prompts:
        return faults
    tags = [set(prompt.tags) for prompt in body.prompts]
    steps = sum(bool(found & {"distance", "action"}) for found in tags)
    if not any("distance" in found for found in tags) or not any("action" in found for found in tags):
        faults.append("no distance or no action")
    if steps < STEPS_BACK * len(tags):
        faults.append(f"only {steps} of {len(tags)} step back")
    return faults


def _beside(body: ReflectionBody, text: str) -> list[str]:
    faults = ["prompts and comments at once"] if body.prompts else []
    if not 1 <= len(body.comments) <= share_of(text):
        faults.append(f"{len(body.comments)} comments, at most {share_of(text)}")
    faults += [
        f"the words at {one.start} to {one.end} are others"
        for one in body.comments
        if not one.quote or text[one.start : one.end] != one.quote
    ]
    return faults


def _personal(facts: WriterFacts) -> Iterable[str]:
    entry = [facts.entry.title, facts.entry.text] if facts.entry else []
    return [*entry, facts.topic]
