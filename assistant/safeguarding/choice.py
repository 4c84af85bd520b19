"""Which support card fits what was found, and whoever wrote it."""

from assistant.domain.people import Role
from assistant.domain.safety import Audience, CardId, Category, Finding, Theme

ON_DUTY = frozenset({Role.MENTOR, Role.TRAINER, Role.COORDINATOR})
"""Those who are told things and have to pass them on."""

_HURT = frozenset(
    {
        Category.ABUSE,
        Category.RELATIONSHIP_VIOLENCE,
        Category.EXPLOITATION_GROOMING,
        Category.UNSAFE_NOW,
        Category.BULLYING_SEVERE,
    }
)


def card_for(finding: Finding, role: Role) -> CardId | None:
    """None when there is nothing to show a card for."""
    if not finding.escalate:
        return None
    return CardId(audience=_audience(finding, role), theme=_theme(finding), severity=finding.severity)


def _audience(finding: Finding, role: Role) -> Audience:
    if role in ON_DUTY:
        return Audience.DUTY
    if finding.categories[0] is Category.THIRD_PARTY_RISK:
        return Audience.FRIEND
    return Audience.WRITER


def _theme(finding: Finding) -> Theme:
    """Harm from others comes before harm to others: "it is not your fault" must never be missing."""
    if _HURT & set(finding.categories):
        return Theme.HURT
    if Category.HARM_TO_OTHERS in finding.categories:
        return Theme.THREAT
    return Theme.GENERAL
