"""The plain words the page uses for roles, forms, phases, levels and days."""

from collections.abc import Collection
from datetime import date

from assistant.domain.agenda import Lead
from assistant.domain.facts import Phase
from assistant.domain.feedback import Aim, Channel
from assistant.domain.goals import GoalStatus
from assistant.domain.material import FileFormat, MaterialStatus
from assistant.domain.meetings import Mode
from assistant.domain.notes import EvidenceGrade, NoteType, Origin
from assistant.domain.people import Form, Member, Pair, Role
from assistant.domain.safety import Category
from assistant.wording import names, short_date

ROLES = {
    Role.MENTOR: "mentor",
    Role.MENTEE: "mentee",
    Role.PEER: "peer",
    Role.TRAINER: "trainer",
    Role.COORDINATOR: "coordinator",
}
READERS = {
    Role.MENTOR: "Mentors",
    Role.MENTEE: "Mentees",
    Role.PEER: "Peers",
    Role.TRAINER: "Trainers",
    Role.COORDINATOR: "Coordinators",
}
WORRIES = {
    Category.SUICIDAL_ACTIVE: "thoughts of ending one's life",
    Category.SUICIDAL_PASSIVE: "not wanting to live",
    Category.SELF_HARM: "hurting oneself",
    Category.ABUSE: "being hurt by somebody",
    Category.RELATIONSHIP_VIOLENCE: "being hurt by a partner",
    Category.EXPLOITATION_GROOMING: "being used or pressed by somebody",
    Category.HARM_TO_OTHERS: "harm to somebody else",
    Category.UNSAFE_NOW: "not being safe now",
    Category.EATING_RISK: "eating",
    Category.SUBSTANCE_RISK: "alcohol or drugs",
    Category.PSYCHOSIS_SIGNAL: "hearing or believing frightening things",
    Category.BULLYING_SEVERE: "being bullied",
    Category.THIRD_PARTY_RISK: "worry about somebody else",
    Category.DISTRESS: "a hard time",
}
"""Kinds of danger, as one may read them about oneself."""

FORMS = {
    Form.ONE_TO_ONE: "One mentor and one mentee",
    Form.GROUP: "A group with its mentor",
    Form.PEER: "Two peers",
}
KINDS = {
    "agenda": "agenda",
    "feedback": "feedback",
    "reflection": "set of prompts",
}
"""What the page calls a draft of each kind."""
MODES = {
    Mode.IN_PERSON: "In person",
    Mode.VIDEO: "By video",
    Mode.PHONE: "By phone",
    Mode.TEXT: "In writing",
}
AIMS = {
    Aim.REINFORCE: "Praise that sticks",
    Aim.STRETCH: "One stretch",
    Aim.BOTH: "Both",
}
CHANNELS = {
    Channel.SPOKEN: "Said",
    Channel.WRITTEN: "Written",
    Channel.IN_FRONT_OF_OTHERS: "In front of others",
}
DONE = {
    Channel.SPOKEN: "Said",
    Channel.WRITTEN: "Sent",
    Channel.IN_FRONT_OF_OTHERS: "Said",
}
"""Accepted feedback."""
PHASES = {
    Phase.FIRST: "First meeting",
    Phase.BUILDING: "Building trust and a clear goal",
    Phase.WORKING: "Working on the goal",
    Phase.STUCK: "Feeling stuck",
    Phase.MIDPOINT: "Half-way review",
    Phase.TRANSITION: "The end is in sight",
    Phase.CLOSING: "Last meeting",
}
LEADS = {
    Lead.MENTEE: "the mentee",
    Lead.MENTOR: "the mentor",
    Lead.BOTH: "both",
    Lead.ROTATING: "everyone in turn",
}
LEVELS = {
    -2: "Much less than hoped",
    -1: "Less than hoped",
    0: "As hoped",
    1: "More than hoped",
    2: "Much more than hoped",
}
GOAL_STATES = {
    GoalStatus.ACTIVE: "We are working on it",
    GoalStatus.REACHED: "Reached",
    GoalStatus.SET_ASIDE: "Set aside for now",
}
GRADES = {
    EvidenceGrade.STANDARD: "a published standard",
    EvidenceGrade.REVIEW: "reviews of many studies",
    EvidenceGrade.TRIAL: "at least one trial",
    EvidenceGrade.PRACTICE: "the experience of practitioners",
    EvidenceGrade.CONTESTED: "contested evidence: read it with care",
}
NOTE_TYPES = {
    NoteType.CONCEPT: "Idea",
    NoteType.METHOD: "Method",
    NoteType.QUESTIONS: "Questions",
    NoteType.CHECKLIST: "Checklist",
    NoteType.TEMPLATE: "Template",
    NoteType.EVIDENCE: "Evidence",
    NoteType.SAFETY: "Safety",
    NoteType.MEASURE: "Measure",
    NoteType.EXAMPLE: "Example",
    NoteType.TRAINING: "Training",
}
ORIGINS = {
    Origin.LIBRARY: "Practice note",
    Origin.PROGRAMME: "From your programme",
}
FILE_FORMATS = {
    FileFormat.MARKDOWN: "Markdown",
    FileFormat.TEXT: "Text",
    FileFormat.PDF: "PDF",
    FileFormat.DOCX: "Word document",
}
MATERIAL_STATES = {
    MaterialStatus.DRAFT: "Waiting for your look",
    MaterialStatus.PUBLISHED: "Published",
    MaterialStatus.REPLACED: "Replaced by a newer version",
    MaterialStatus.WITHDRAWN: "Withdrawn",
}


def day(on: date) -> str:
    return short_date(on, date.today())


def counted(number: int, noun: str) -> str:
    """For instance "1 note" and "2,000 notes"."""
    return f"{number:,} {noun if number == 1 else noun + 's'}"


def licensed(licence: str) -> str:
    """The name of a licence is announced; a sentence of the programme speaks for itself."""
    return licence if " " in licence else f"licence {licence}"


def pair_name(pair: Pair, me: str = "") -> str:
    """Its own name, or those of its people without the reader's."""
    if pair.name:
        return pair.name
    others = [member.name for member in pair.members if member.person_id != me]
    return f"You and {names(others)}" if len(others) < len(pair.members) else names(others)


def member_name(pair: Pair, person_id: str) -> str:
    """Somebody who has left the pair is named no more."""
    return next((member.name for member in pair.members if member.person_id == person_id), "somebody")


def people_of(pair: Pair, roles: Collection[Role] = tuple(Role)) -> tuple[Member, ...]:
    return tuple(member for member in pair.members if member.role in roles)


def led_by(lead: Lead, pair: Pair | None) -> str:
    """Names are warmer than roles, where there is just one person with that role."""
    role = {Lead.MENTEE: Role.MENTEE, Lead.MENTOR: Role.MENTOR}.get(lead)
    if pair and role:
        found = people_of(pair, {role})
        if len(found) == 1:
            return found[0].name
    return "everyone" if lead is Lead.BOTH and pair and len(pair.members) > 2 else LEADS[lead]
