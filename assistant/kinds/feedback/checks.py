"""The checks of feedback: FB-1 to FB-17, and the common ones on its words."""

import re
from collections.abc import Sequence

from pydantic import ValidationError

from assistant import checks, questions
from assistant.checks import verdict
from assistant.domain.drafts import Check, Draft
from assistant.domain.facts import Facts
from assistant.domain.feedback import Aim, FeedbackBody
from assistant.kind import Own
from assistant.kinds.feedback import known, saying
from assistant.kinds.feedback.lemmas import lemmas, overlap
from assistant.kinds.feedback.observed import observable, said_nothing, without_absolutes
from assistant.lexicon import unquoted
from assistant.library import Library
from assistant.proofreading import Kind, proofread
from assistant.reading import words as count
from assistant.terms import content_words

SPOKEN = (40, 110)
SENTENCES, WRITTEN = 6, 160
KEPT = 0.6
LONG = 45
"""Content words from which an event cannot be said whole within the limits; then the observation holds it."""

_STRETCH = re.compile(
    r"\bnext time\b|\bfrom now on\b|\bI would ask of you\b|\bone small idea\b|\bin future\b|"
    r"\byou (?:should|must|need to)\b",
    re.IGNORECASE,
)
_OCCASION = re.compile(
    r"\b(?:before|after|when|next|the day|during|at the|on (?:mon|tues|wednes|thurs|fri|satur|"
    r"sun)day|this week|straight|by|until|today|tomorrow|as soon as)\b",
    re.IGNORECASE,
)
_HIDDEN = ("given", "speaker", "listener", "source_refs", "instead_of")


def check(draft: Draft, library: Library, facts: Facts | None = None, own: Own = None) -> tuple[Check, ...]:
    """Every check that can be made; those that compare with the facts need them."""
    try:
        body = FeedbackBody.model_validate(draft.body)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        return (verdict("GE-1", [f"{where}: {first['msg']}"]),)
    shown = checks.texts(body.model_dump(mode="json"), _HIDDEN)
    given = known.given_texts(facts, body.given)
    found = [verdict("GE-1", _blank(body)), *checks.sources(draft, library, own), _referred(draft, body)]
    found += checks.wording(draft, shown, quotable=given)
    found += [*_form(body), *_behaviour(body), *saying.words(body), *saying.versions(body)]
    if facts:
        found.append(checks.grounded(shown, known.known(facts, draft, library)))
        found.append(checks.unseen(shown, known.private(facts), given))
        found.append(_strengths(body, facts))
        found.append(verdict("GE-12", _unasked(draft, body)))
    return _merged(found)


def _merged(found: Sequence[Check]) -> tuple[Check, ...]:
    """One verdict per code, in order."""
    codes = dict.fromkeys(
        one.code for one in sorted(found, key=lambda c: (c.code[:2] != "GE", int(c.code.split("-")[1])))
    )
    return tuple(
        min((one for one in found if one.code == code), key=lambda one: one.passed) for code in codes
    )


def _blank(body: FeedbackBody) -> list[str]:
    said = {
        "opener": body.opener,
        "observation.situation": body.observation.situation,
        "observation.behaviour": body.observation.behaviour,
        "impact.on": body.impact.on,
        "impact.effect": body.impact.effect,
        "invitation": body.invitation,
        "support_offer": body.support_offer,
        "alternatives.gentler": body.alternatives.gentler,
        "alternatives.more_direct": body.alternatives.more_direct,
    }
    return [f"{place} is empty" for place, text in said.items() if not text.strip()]


def _referred(draft: Draft, body: FeedbackBody) -> Check:
    """GE-2: what a remark points to is among the sources, and two notes at least stand behind a draft."""
    cited = {source.passage_id for source in draft.sources}
    refs = {*body.source_refs, *(one.source_ref for one in body.avoid_saying if one.source_ref)}
    faults = [f"{ref}: is not among the sources" for ref in sorted(refs - cited)]
    notes = {source.doc_id for source in draft.sources}
    return verdict("GE-2", [*faults, *([] if len(notes) >= 2 else ["fewer than two notes stand behind it"])])


def _form(body: FeedbackBody) -> list[Check]:
    """FB-1, FB-2, FB-11, FB-12: length and parts."""
    words, lines = count(body.spoken), len(questions.sentences(body.spoken))
    faults = (
        [] if SPOKEN[0] <= words <= SPOKEN[1] else [f"{words} words to say, not {SPOKEN[0]} to {SPOKEN[1]}"]
    )
    faults += [f"{lines} sentences to say, at most {SENTENCES}"] if lines > SENTENCES else []
    faults += (
        [f"{count(body.written)} words written, at most {WRITTEN}"] if count(body.written) > WRITTEN else []
    )
    ends = [
        f"{name} does not end with one open question"
        for name, text in (("spoken", body.spoken), ("written", body.written))
        if questions.count(text) != 1
        or not text.rstrip().endswith("?")
        or not questions.is_open(questions.sentences(text)[-1])
    ]
    return [
        verdict("FB-1", faults),
        verdict("FB-2", _stretches(body)),
        verdict("FB-11", ends),
        verdict("FB-12", _step(body)),
    ]


def _stretches(body: FeedbackBody) -> list[str]:
    wanted = body.given.aim is not Aim.REINFORCE
    if wanted is (body.stretch is None):
        return ["one stretch is needed" if wanted else "no stretch where only encouragement was asked for"]
    asked = sum(bool(_STRETCH.search(unquoted(line))) for line in questions.sentences(body.spoken))
    if wanted:
        return [] if asked == 1 else [f"{asked} stretches are said, not one"]
    return ["a stretch is said"] if asked else []


def _step(body: FeedbackBody) -> list[str]:
    if body.stretch is None:
        return []
    step, faults = body.stretch.first_step, []
    if not observable(step):
        faults.append("the first step names nothing to do")
    if not _OCCASION.search(step) or not body.stretch.when.strip():
        faults.append("the first step has no time or occasion")
    return faults


def _behaviour(body: FeedbackBody) -> list[Check]:
    """FB-3, FB-6, FB-7: what was seen, kept and free of verdicts."""
    seen = body.observation.behaviour
    quote = saying.INNER.match(seen)
    plain = quote.group(1) if quote else seen
    traits = [f"'{word}' judges the person" for word in saying.TRAITS.findall(unquoted(plain))]
    traits += [f"'{r.quote}' judges the person" for r in proofread(plain) if r.kind is Kind.LABEL]
    vague = (
        [] if observable(plain) or len(content_words(plain)) >= 3 else ["nothing that could be seen or heard"]
    )
    return [
        verdict("FB-3", [*traits, *vague]),
        verdict("FB-6", _kept(body)),
        verdict("FB-7", _evidence(body)),
    ]


def _kept(body: FeedbackBody) -> list[str]:
    """The mentor's own facts, without the verdicts that were taken out."""
    given = f"{body.given.situation} {without_absolutes(body.given.behaviour)[0]}"
    verdicts = {lemma for remark in proofread(given) for lemma in lemmas(remark.quote)}
    wanted = lemmas(given) - verdicts
    said = {"observation": f"{body.observation.situation} {body.observation.behaviour}"}
    if len(wanted) <= LONG:
        said |= {"spoken": body.spoken}
        said |= {"written": body.written} if not body.given.own_draft.strip() else {}
    return [
        f"{name} keeps {len(wanted & lemmas(text)) / len(wanted):.0%} of what was seen"
        for name, text in said.items()
        if wanted and len(wanted & lemmas(text)) < KEPT * len(wanted)
    ]


def _evidence(body: FeedbackBody) -> list[str]:
    if body.strength is None:
        return []
    evidence = body.strength.evidence_from_behaviour
    faults = (
        []
        if evidence.strip() and overlap(evidence, body.given.behaviour) >= 0.75
        else ["the evidence is not in what was seen"]
    )
    faults += ["praise for plainly poor conduct"] if saying.poor(body) else []
    return faults


def _strengths(body: FeedbackBody, facts: Facts) -> Check:
    """GE-10: a strength on record that is named is the listener's, and has evidence."""
    if body.strength is None or body.strength.strength_ref is None:
        return verdict("GE-10", [], fine="no strength of the record is named")
    ids = {person.person_id for person in facts.people if person.name == body.listener}
    held = {s.id for s in facts.strengths if s.person_id in ids and s.evidence}
    stray = body.strength.strength_ref not in held
    return verdict("GE-10", [f"unknown strength {body.strength.strength_ref}"] if stray else [])


def _unasked(draft: Draft, body: FeedbackBody) -> list[str]:
    asked = " ".join(draft.gaps).casefold()
    return (
        ["there is no impact, and nothing asks for one"]
        if said_nothing(body.given.impact) and "lead to" not in asked
        else []
    )
