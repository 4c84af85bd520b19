"""How feedback is said: what of it may not be said to anybody (FB-4, FB-5, FB-8 to FB-10, FB-13 to FB-17)."""

import re
from collections.abc import Sequence

from assistant import questions
from assistant.checks import verdict
from assistant.domain.drafts import Check
from assistant.domain.feedback import Aim, Channel, FeedbackBody
from assistant.kinds.feedback import families, known
from assistant.kinds.feedback.lemmas import numbers, overlap
from assistant.kinds.feedback.observed import said_nothing
from assistant.kinds.feedback.retelling import QUOTED
from assistant.lexicon import unquoted
from assistant.proofreading import Kind, proofread
from assistant.terms import content_words

OWN_KEPT = 0.5
TRAITS = re.compile(
    r"\b(?:lazy|rude|rudely|brilliant|brilliantly|talented|natural leader|smart|careless|"
    r"carelessly|selfish|clever|gifted|arrogant|unreliable|"
    r"immature|childish|unprofessional|disrespectful|stubborn|stupid|incompetent|lazily|hopeless|genius)\b",
    re.IGNORECASE,
)
_ABSOLUTES = re.compile(
    r"\b(?:always|never|every (?:single )?time|constantly|all the time|as usual)\b", re.IGNORECASE
)
_BUT = re.compile(r"\b(?:but|however|although|though|that said)\b", re.IGNORECASE)
_OWNED = re.compile(r"\b(?:I|me|my|we|us|our)\b")
_INFLATED = re.compile(
    r"\b(?:incredible|incredibly|amazing|amazingly|perfect|best ever|fantastic|outstanding|"
    r"brilliant|phenomenal|awesome|flawless|genius|superstar|exceptional|unbelievable)\b",
    re.IGNORECASE,
)
_SHAMING = re.compile(
    r"\b(?:in front of (?:everyone|everybody|the others|all)|let the others (?:know|see|hear)|"
    r"name and shame|publicly|make an example)\b",
    re.IGNORECASE,
)
_COMPARED = re.compile(
    r"\b(?:unlike|others can|the others all|like everyone else|better than|worse than|"
    r"compared (?:to|with))\b",
    re.IGNORECASE,
)
_HARSH = re.compile(
    r"\b(?:your (?:own )?fault|to blame|blame you|shame on|should(?:n't| not)? have|"
    r"should be ashamed|unacceptable|ridiculous|pathetic|no excuse|or else|last chance|"
    r"last warning|"
    r"let (?:me|us|everyone|the (?:team|group)) down|what were you thinking|how could you|"
    r"well done for nothing|congratulations on|thanks for nothing|disappointed in you|ruined|"
    r"you failed)\b",
    re.IGNORECASE,
)
INNER = re.compile(rf"^{re.escape(QUOTED)}\"(.*)\"[.?!]?$", re.DOTALL)


def poor(body: FeedbackBody) -> bool:
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
    return [unquoted(INNER.sub(r"\1", text)) for text in texts]


def words(body: FeedbackBody) -> list[Check]:
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
                *(f"'{w}'" for text in said for w in TRAITS.findall(text)),
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
        verdict("FB-13", [*_compared(body, said), *of(Kind.COMPARISON)]),
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
        f"{body.given.behaviour} {body.given.situation} {body.given.impact} {body.given.wished} "
        f"{body.given.own_draft}"
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
    if not poor(body) or body.given.aim is Aim.REINFORCE:
        return []
    faults = [] if body.stretch and body.stretch.change.strip() else ["the change is not named"]
    if not said_nothing(body.given.impact) and overlap(body.given.impact, body.spoken) < 0.5:
        faults.append("what it led to is not named")
    return [*faults, *(["it is praised"] if body.strength else [])]


def versions(body: FeedbackBody) -> list[Check]:
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
