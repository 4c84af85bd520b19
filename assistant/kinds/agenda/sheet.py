"""The mentor's own sheet: what to notice, what to listen for, and one question about oneself."""

from collections.abc import Sequence

from assistant.citations import Citations
from assistant.domain.agenda import MentorSheet, StrengthToNotice
from assistant.domain.facts import Facts, Phase
from assistant.domain.people import Form, Role
from assistant.kinds.agenda.phases import Moment
from assistant.kinds.agenda.voice import Subject
from assistant.wording import trimmed

_LISTEN: dict[Phase, tuple[str, ...]] = {
    Phase.FIRST: ("what they are glad about", "worries about being judged", "words they use for themselves"),
    Phase.BUILDING: ("what they want, under what they think they should want", "moments that went well"),
    Phase.WORKING: (
        "reasons and hopes in their own words",
        "a plan that sounds too big",
        "small wins they skip over",
    ),
    Phase.STUCK: ("what they still do in spite of it all", "a goal that has stopped being theirs"),
    Phase.MIDPOINT: ("what has changed that no number shows", "polite answers about how you work together"),
    Phase.TRANSITION: ("sadness or relief about the end", "people they already turn to"),
    Phase.CLOSING: ("what they are proud of, in their own words", "thanks that are hard to say"),
}
_CAREFUL: dict[Phase, str] = {
    Phase.FIRST: "confidentiality_limits",
    Phase.BUILDING: "goal_scaling",
    Phase.WORKING: "grow",
    Phase.STUCK: "unsticking",
    Phase.MIDPOINT: "receiving_feedback",
    Phase.TRANSITION: "helper_network",
    Phase.CLOSING: "ending_well",
}
_OWN = (
    "What did I learn from this person that I can use in my own work?",
    "When did I want to give an answer today, and what was behind that?",
    "What did I take for granted about this person that may not be true?",
    "What did I do today that I would like to do more often?",
    "Where did I use the power of my role, and how was that for the other?",
)
_STORY_PHASES = frozenset({Phase.BUILDING, Phase.WORKING, Phase.STUCK, Phase.TRANSITION})


def mentor_sheet(facts: Facts, subjects: Sequence[Subject], moment: Moment, cites: Citations) -> MentorSheet:
    """For the mentor alone. It stands on the shared record only, never on anybody's journal."""
    story = None
    if moment.phase in _STORY_PHASES:
        whom = subjects[0].person.name if facts.form is Form.ONE_TO_ONE else "the group"
        story = (
            'Ask first: "Would it help to hear how something like this went for me?" '
            f"Then three minutes at most, and back to {whom}."
        )
    return MentorSheet(
        strengths_to_notice=tuple(_to_notice(facts)),
        listen_for=_LISTEN[moment.phase],
        story_to_offer=story,
        watch_out=cites.warn(_CAREFUL[moment.phase]),
        own_reflection=_OWN[moment.number % len(_OWN)],
    )


def _to_notice(facts: Facts) -> list[StrengthToNotice]:
    """Up to three strengths with their newest evidence, one person after the other."""
    mentees = {person.person_id: person.name for person in facts.people if person.role is Role.MENTEE}
    proven = [strength for strength in facts.strengths if strength.evidence and strength.person_id in mentees]
    seen: dict[str, int] = {}
    ranked = []
    for strength in proven:
        ranked.append((seen.get(strength.person_id, 0), strength))
        seen[strength.person_id] = seen.get(strength.person_id, 0) + 1
    ranked.sort(key=lambda pair: pair[0])
    return [
        StrengthToNotice(
            person=mentees[strength.person_id],
            strength=trimmed(strength.name),
            evidence=trimmed(max(strength.evidence, key=lambda e: (e.on is not None, e.on)).text),
            strength_ref=strength.id,
        )
        for _, strength in ranked[:3]
    ]
