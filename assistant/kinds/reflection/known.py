"""What prompts may repeat: the writer's own words and what is on record of them, and nothing of other entries."""

from functools import cache

from assistant import checks
from assistant.domain.drafts import Draft
from assistant.domain.reflection import WriterFacts
from assistant.grounding import Known, plain_words
from assistant.kinds.reflection import bank, frame
from assistant.library import Library

_NOT_TYPED = (
    "id",
    "owner_id",
    "person_id",
    "role",
    "pair_id",
    "status",
    "on",
    "language",
    "version",
    "changed_at",
)


def given_texts(facts: WriterFacts, topic: str = "") -> list[str]:
    """Everything the writer typed that may stand in this set."""
    entry = [facts.entry.title, facts.entry.text] if facts.entry else []
    record = [
        text
        for part in (*facts.goals, *facts.strengths)
        for text in checks.texts(part.model_dump(mode="json"), _NOT_TYPED)
    ]
    return [text for text in (*entry, *record, facts.topic, topic, facts.name, facts.support_contact) if text]


def known(facts: WriterFacts, draft: Draft, library: Library) -> Known:
    """What names, numbers and dates of this draft may come from."""
    topic = str(draft.body.get("topic") or "")
    cited = [source.quote for source in draft.sources]
    days = [facts.entry.on if facts.entry else None, *(goal.due for goal in facts.goals)]
    return Known.of(
        [*given_texts(facts, topic), *cited, "Driscoll Gibbs Kolb Rolfe"],
        days,
        vocabulary=_own_words() | library.vocabulary,
    )


@cache
def _own_words() -> frozenset[str]:
    """The bank names nobody, so each of its words may open a sentence."""
    texts = (*bank.sentences(), *frame.SKIP, frame.SHARE, frame.person(WriterFacts(), WriterFacts().role))
    return plain_words(
        text.lower() for text in (*texts, "comments questions three four five if as from one these")
    )
