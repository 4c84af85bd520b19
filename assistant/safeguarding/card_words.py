"""The words of the support card, as people wrote them in prompts/support.yaml."""

from datetime import date
from pathlib import Path
from string import Template

from pydantic import Field, field_validator

from assistant import frontmatter
from assistant.domain.safety import Audience, Theme
from assistant.domain.value import Value
from assistant.errors import ContentError

NAMES = frozenset({"lead", "emergency"})
"""What may stand in a sentence as ${name}."""


class Said(Value):
    """A title and the sentences under it."""

    title: str = Field(min_length=2)
    text: tuple[str, ...] = Field(min_length=1)


class CardWords(Value):
    """Everything a support card can say. A missing word stops the start, not the card."""

    reviewed_on: date
    review_in_months: int = Field(ge=1, le=24)
    version: str
    danger: str
    cards: dict[Audience, dict[Theme, Said]]
    saved: str
    not_kept: str
    unread: str
    nobody_told: str
    will_tell: str
    told: str
    opened: str
    asked: str
    generic: Said
    exercise: Said
    trusted: Said
    plan: Said

    @field_validator("cards")
    @classmethod
    def _one_for_everything(
        cls, cards: dict[Audience, dict[Theme, Said]]
    ) -> dict[Audience, dict[Theme, Said]]:
        for audience in Audience:
            for theme in Theme:
                if theme not in cards.get(audience, {}):
                    raise ValueError(f"there is no card for {audience}, {theme}")
        return cards


GENERIC = Said(
    title="You do not have to handle this alone",
    text=(
        "If you or someone else is in danger right now, call your local emergency number.",
        "If something in these words is hard, please talk to someone you trust, or to your programme's "
        "safeguarding lead.",
        "Free helplines for every country: findahelpline.com",
    ),
)
"""When not even the file can be read."""


def load_card_words(folder: Path) -> CardWords:
    """Raises ContentError when the file is missing, a card has no words, or a ${name} is unknown."""
    path = folder / "support.yaml"
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise ContentError(f"{path}: cannot be read: {error.strerror}") from error
    unknown = set(Template(text).get_identifiers()) - NAMES
    if unknown or not Template(text).is_valid():
        raise ContentError(f"{path}: only ${{lead}} and ${{emergency}} can stand in it")
    return frontmatter.fill(CardWords, frontmatter.load_yaml(text, path), path)
