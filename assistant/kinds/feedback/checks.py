"""The checks of feedback: FB-1 to FB-17, and the common ones on its words."""

import re
from collections.abc import Sequence

from pydantic import ValidationError

from assistant import checks, questions
from assistant.checks import verdict
from assistant.domain.drafts import Check, Draft
from assistant.domain.facts import Facts
from assistant.domain.feedback import Aim, Channel, FeedbackBody
from assistant.kind import Own
from assistant.kinds.feedback import families, known
from assistant.kinds.feedback.lemmas import lemmas, numbers, overlap
from assistant.kinds.feedback.observed import observable, said_nothing, without_absolutes
from assistant.kinds.feedback.retelling import QUOTED
from assistant.lexicon import unquoted
from assistant.library import Library
from assistant.proofreading import Kind, proofread
from assistant.reading import words as count
from assistant.terms import content_words

SPOKEN = (40, 110)
SENTENCES, WRITTEN = 6, 160
KEPT = 0.6
OWN_KEPT = 0.5
LONG = 45
"""Content words from which an event cannot be said whole within the limits; then the observation holds it."""

_TRAITS = re.compile(
    r"\b(?:lazy|rude|rudely|brilliant|brilliantly|talented|natural leader|smart|careless|carelessly|selfish|clever|gifted|arrogant|unreliable|"
    r"immature|childish|unprofessional|disrespectful|stubborn|stupid|incompetent|lazily|hopeless|genius)\b",
    re.IGNORECASE,
)
_ABSOLUTES = re.compile(
    r"\b(?:always|never|every (?:single )?time|constantly|all the time|as usual)\b", re.IGNORECASE
)
_STRETCH = re.compile(
    r"\bnext time\b|\bfrom now on\b|\bI would ask of you\b|\bone small idea\b|\bin future\b|\byou (?:should|must|need to)\b",
    re.IGNORECASE,
)
_BUT = re.compile(r"\b(?:but|however|although|though|that said)\b", re.IGNORECASE)
_OWNED = re.compile(r"\b(?:I|me|my|we|us|our)\b")
_INFLATED = re.compile(
    r"\b(?:incredible|incredibly|amazing|amazingly|perfect|best ever|fantastic|outstanding|brilliant|phenomenal|awesome|flawless|genius|superstar|exceptional|unbelievable)\b",
    re.IGNORECASE,
)
_OCCASION = re.compile(
    r"\b(?:before|after|when|next|the day|during|at the|on (?:mon|tues|wednes|thurs|fri|satur|sun)day|this week|straight|by|until|today|tomorrow|as soon as)\b",
    re.IGNORECASE,
)
_SHAMING = re.compile(
    r"\b(?:in front of (?:everyone|everybody|the others|all)|let the others (?:know|see|hear)|name and shame|publicly|make an example)\b",
    re.IGNORECASE,
)
_COMPARED = re.compile(
    r"\b(?:unlike|others can|the others all|like everyone else|better than|worse than|compared (?:to|with))\b",
    re.IGNORECASE,
)
_HARSH = re.compile(
    r"\b(?:your (?:own )?fault|to blame|blame you|shame on|should(?:n't| not)? have|should be ashamed|unacceptable|ridiculous|pathetic|no excuse|or else|last chance|last warning|"
    r"let (?:me|us|everyone|the (?:team|group)) down|what were you thinking|how could you|well done for nothing|congratulations on|thanks for nothing|disappointed in you|ruined|you failed)\b",
    re.IGNORECASE,
)
_HIDDEN = ("given", "speaker", "listener", "source_refs", "instead_of")
_INNER = re.compile(rf"^{re.escape(QUOTED)}\"(.*)\"[.?!]?$", re.DOTALL)


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
    found += [*_form(body), *_behaviour(body), *_words(body), *_versions(body)]
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
    quote = _INNER.match(seen)
    plain = quote.group(1) if quote else seen
    traits = [f"'{word}' judges the person" for word in _TRAITS.findall(unquoted(plain))]
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
    faults += ["praise for plainly poor conduct"] if _poor(body) else []
    return faults


def _poor(body: FeedbackBody) -> bool:
    family = families.hard(body.observation.behaviour)
    return bool(family and family.poor)


def _said(body: FeedbackBody) -> list[str]:
    """Everything that may be said or sent to the person, without what is in quotation marks."""
    other = body.alternatives
    stretch = (
        (body.stretch.change, body.stretch.first_step, body.stretch.why_it_matters) if body.stretch else ()
    )
    texts = (
        body.opener, body.spoken, body.written, other.gentler, other.more_direct, body.belief_line or "",
        body.impact.effect, body.observation.behaviour, body.support_offer, *stretch,
    )  # fmt: skip
    return [unquoted(_INNER.sub(r"\1", text)) for text in texts]


def _words(body: FeedbackBody) -> list[Check]:
    """FB-4, FB-5, FB-8 to FB-10, FB-13, FB-15, FB-16: how it is said."""
    said = _said(body)
    remarks = [remark for text in said for remark in proofread(text)]
    asking = [
        remark
        for text in said
        for line in questions.sentences(text)
        if not line.endswith("?")
        for remark in proofread(line)
    ]

    def of(kind: Kind) -> list[str]:
        return [
            f"'{remark.quote}'"
            for remark in (asking if kind is Kind.MIND_READING else remarks)
            if remark.kind is kind
        ]

    inflated = [word for text in said for word in _INFLATED.findall(text)]
    typed = " ".join(known.request_texts(body.given)).casefold()
    own = [word for word in dict.fromkeys(inflated) if word.casefold() in typed]
    over = [word for word in inflated if word not in own] + own[1:]
    return [
        verdict("FB-4", [f"'{word}'" for text in said for word in _absolute(text)]),
        verdict("FB-5", of(Kind.MIND_READING)),
        verdict("FB-8", _buts(body)),
        verdict(
            "FB-9",
            [
                *(f"'{word}' is too big" for word in over),
                *(f"'{w}'" for text in said for w in _TRAITS.findall(text)),
            ],
        ),
        verdict(
            "FB-10",
            [
                f"{name} does not speak for the speaker"
                for name, text in (("spoken", body.spoken), ("written", body.written))
                if not _OWNED.search(unquoted(text))
            ],
        ),
        verdict("FB-13", _compared(body, said)),
        verdict("FB-15", _flattery(body)),
        verdict("FB-16", [*(f"'{word}'" for text in said for word in _HARSH.findall(text)), *of(Kind.BLAME)]),
    ]


def _absolute(text: str) -> list[str]:
    about = [remark.quote for remark in proofread(text) if remark.kind is Kind.ABSOLUTE]
    return about or [
        word
        for word in _ABSOLUTES.findall(text)
        if re.search(rf"\byou\b[^.!?]*\b{re.escape(word)}\b", text, re.IGNORECASE)
    ]


def _buts(body: FeedbackBody) -> list[str]:
    """Between the strength and the stretch, in what is ours; a "but" in the mentor's account of the event is a fact."""
    typed = _BUT.findall(
        f"{body.given.behaviour} {body.given.situation} {body.given.impact} {body.given.wished} {body.given.own_draft}"
    )
    found = [
        f"'{word}' between the good and the change"
        for text in (body.spoken, body.written)
        for word in _BUT.findall(unquoted(text))
    ]
    allowed = {word.casefold() for word in typed}
    return [fault for fault in found if fault.split("'")[1].casefold() not in allowed] if body.stretch else []


def _compared(body: FeedbackBody, said: Sequence[str]) -> list[str]:
    faults = [f"'{word}' compares" for text in said for word in _COMPARED.findall(text)]
    faults += [
        f"'{word}' shames"
        for text in said
        for word in _SHAMING.findall(text)
        if word.casefold()
        not in f"{body.given.behaviour} {body.given.situation} {body.given.impact}".casefold()
    ]
    alone = body.alternatives.for_group_setting or ""
    if body.given.channel is Channel.IN_FRONT_OF_OTHERS and body.stretch and "private" not in alone:
        faults.append("nothing says to take it private")
    return faults


def _flattery(body: FeedbackBody) -> list[str]:
    """Poor conduct: what it led to and what should change are named all the same, and nothing is praised."""
    if not _poor(body) or body.given.aim is Aim.REINFORCE:
        return []
    faults = [] if body.stretch and body.stretch.change.strip() else ["the change is not named"]
    if not said_nothing(body.given.impact) and overlap(body.given.impact, body.spoken) < 0.3:
        faults.append("what it led to is not named")
    return [*faults, *(["it is praised"] if body.strength else [])]


def _versions(body: FeedbackBody) -> list[Check]:
    """FB-14 and FB-17: other versions and the mentor's own words."""
    faults = []
    event = f"{body.observation.behaviour}"
    for name, text in (
        ("gentler", body.alternatives.gentler),
        ("more direct", body.alternatives.more_direct),
    ):
        if overlap(event, text) < 0.8:
            faults.append(f"the {name} version leaves facts out")
        if not numbers(event) <= numbers(text) or numbers(text) - numbers(
            " ".join([body.spoken, body.written, event, body.observation.situation, body.impact.effect])
        ):
            faults.append(f"the {name} version has other numbers")
        if _names(text) - _names(
            " ".join(
                [
                    body.spoken,
                    body.written,
                    event,
                    body.observation.situation,
                    body.impact.effect,
                    body.listener,
                ]
            )
        ):
            faults.append(f"the {name} version has other names")
    found = [verdict("FB-14", faults)]
    own = body.given.own_draft
    if own.strip():
        share = len(set(content_words(own)) & set(content_words(body.written))) / max(
            1, len(set(content_words(own)))
        )
        found.append(
            verdict(
                "FB-17",
                [] if share >= OWN_KEPT else [f"{share:.0%} of the mentor's own words are kept"],
                gate="target",
            )
        )
    return found


def _names(text: str) -> set[str]:
    """Words with a capital that do not open a sentence."""
    return set(re.findall(r"(?<=[a-z,;] )[A-Z][\w'-]+", text))


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
