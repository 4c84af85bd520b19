"""How safety is looked after here, in plain words for everybody, made from the programme's own settings."""

from collections.abc import Mapping, Sequence

from assistant.domain.safety import Mode, Protocol
from assistant.domain.value import Value

NOBODY = "nobody is named yet"


class Section(Value):
    title: str
    text: tuple[str, ...]


def explained(protocol: Protocol, names: Mapping[str, str]) -> tuple[Section, ...]:
    """`names` of the people of the programme, by id. What is said here is what the program does."""
    leads, deputies = _named(protocol.lead_ids, names), _named(protocol.deputy_ids, names)
    return (
        Section(
            title="What the program looks for",
            text=(
                "When you save a page, ask something or check a draft, rules on this computer look for words "
                "about danger: to you, to somebody you know, or to others.",
                "No language model takes part, and nothing leaves this computer for it. Your words are saved "
                "first, whatever the rules find.",
                "The rules miss things, and they are wrong at times. If it is quiet, that does not mean that "
                "all is well. You can always ask a person for help.",
            ),
        ),
        Section(
            title="What you see then",
            text=(
                "A card stands beside your words: people wrote it, and it names lines you can call or text.",
                "You can go on writing, close it, share, export and delete. The program never locks you out.",
                "No language model gets a page with such words.",
            ),
        ),
        Section(title="Who is told", text=_told(protocol, leads, deputies)),
        Section(
            title="What is kept",
            text=(
                "That a card was shown: to whom, when, what kind of worry, how urgent, and by which rule. "
                "No word of what you wrote.",
                f"It goes after {protocol.keep_days} days, unless somebody still has to answer it. "
                "You can read below what is kept about you.",
            ),
        ),
        Section(
            title="What nobody can promise",
            text=(
                "A safeguarding lead cannot promise to keep everything secret. If somebody is in danger they "
                "tell those who need to know in order to help, and tell you so first wherever they can.",
                "The program does not call anyone, and nobody watches it day and night. In danger, call the "
                "emergency number.",
            ),
        ),
    )


def in_one_sentence(protocol: Protocol, lead: str) -> str:
    """For beside the editor: who learns of it when words are about danger."""
    if protocol.mode is Mode.SELF_HELP:
        return "If your words are about danger, you see a card with help. Nobody is told."
    who = lead or "the safeguarding lead"
    grave = "about danger" if protocol.with_minors else "about danger right now"
    return (
        f"If your words are {grave}, you see a card with help, and {who} is told that you may need support. "
        "Not what you wrote."
    )


def _told(protocol: Protocol, leads: str, deputies: str) -> tuple[str, ...]:
    people = f"Safeguarding lead: {leads}. Deputy: {deputies}."
    outside = f"Outside the programme: {protocol.outside_contact}" if protocol.outside_contact else ""
    if protocol.mode is Mode.SELF_HELP:
        said: Sequence[str] = (
            "Nobody, unless you ask for it: a button on the card asks the safeguarding lead to contact you.",
        )
    else:
        minors = (
            " The same goes for signs that somebody hurts or uses a young person."
            if protocol.with_minors
            else ""
        )
        said = (
            "When somebody may be in danger right now, the safeguarding lead is told who wrote, when, and what "
            f"kind of worry it is. Never what was written.{minors}",
            "If an urgent message is not answered within 15 minutes, the deputy sees it too.",
            "Whoever may be the one it is about is left out. Your mentor is not told.",
            "Messages wait in this program: there is no mail and no phone call. The card says whether the "
            "lead has been told, and whether they have read it.",
        )
    return tuple(each for each in (*said, people, outside) if each)


def _named(ids: Sequence[str], names: Mapping[str, str]) -> str:
    return " and ".join(names[each] for each in ids if each in names) or NOBODY
