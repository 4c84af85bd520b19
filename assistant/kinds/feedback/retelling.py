"""What was seen, said to the person who did it: "she was late 3 times" becomes "you were late 3 times"."""

import re
from collections.abc import Sequence

from assistant.domain.value import Value
from assistant.kinds.feedback import antecedents, opening, referring
from assistant.kinds.feedback.tense import agreed, gerunds_to_past, to_past
from assistant.kinds.feedback.words import SEX, SUBJECT, Token, joined, tokens
from assistant.wording import quoted, trimmed

QUOTED = "What I noted was: "
"""How words are given back that nobody can safely turn."""

_SPEECH = re.compile(r"\"[^\"]*\"|(?<![\w'])'(?=\S)[^']*(?:'(?=\w)[^']*)*(?<=\S)'(?!\w)")
_SENTENCE = re.compile(r"(?<=[.!?;])\s+|(?<=\n)")
_TWO = 2
_DAYS = {"tues": "Tuesday", "weds": "Wednesday", "thurs": "Thursday"}


class Cast(Value):
    """Who speaks, to whom, and who else is known by name."""

    speaker: str
    listener: str
    others: tuple[str, ...] = ()
    past: bool = False
    """Does it tell of one moment that is over, so that "she interrupts" means that she did?"""


class Told(Value):
    """What was typed, as it is said to the person; or as a quotation where that is not safe."""

    clauses: tuple[str, ...]
    turned: bool
    typed: str

    @property
    def sentence(self) -> str:
        """One sentence without its full stop, opening in lower case where that is right."""
        return together(self.clauses)


def together(clauses: Sequence[str]) -> str:
    """Clauses as one sentence that can be read aloud."""
    if len(clauses) < 3:
        plain = all("," not in clause and " and " not in clause for clause in clauses)
        return (" and " if plain else ", and ").join(clauses)
    return ", ".join(clauses[:-1]) + f", and {clauses[-1]}"


def retell(text: str, cast: Cast) -> Told:
    """Every sentence of it said to the listener; all of it quoted when one of them cannot be turned."""
    plain = _straight(text)
    held, spoken = _held(plain)
    clauses: list[str] = []
    whose: str | None = None
    before: tuple[Token, ...] = ()
    for part in parts(held):
        turned = _clause(part, cast, whose, before)
        if turned is None:
            return Told(clauses=(QUOTED + quoted(trimmed(plain)),), turned=False, typed=text)
        clause, whose = turned
        before = (*before, *tokens(part))
        clauses.append(_given_back(clause, spoken))
    if not clauses:
        return Told(clauses=(), turned=False, typed=text)
    return Told(clauses=tuple(clauses), turned=True, typed=text)


class Context(Value):
    """What the account of the behaviour tells about who is who in the words around it."""

    whose: str | None = None
    """The pronoun that means the listener, where it was used."""
    spoken_to: bool = False
    """The listener is "you" there, so that "she" is somebody else."""
    others: bool = False
    """Somebody else is named there who could be "she" or "he"."""


def context(behaviour: str, cast: Cast) -> Context:
    words = tokens(_tidy(_held(_straight(behaviour))[0], cast))
    first = words[0].low.partition("'")[0] if words else ""
    return Context(
        whose=SUBJECT.get(first) if SUBJECT.get(first) != "p" else None,
        spoken_to=any(word.low in {"you", "your"} for word in words),
        others=bool(
            antecedents.people(
                referring.named(words, cast.listener, cast.speaker), cast.listener, cast.others
            )
        ),
    )


def turned(text: str, cast: Cast, known: Context) -> str | None:
    """Words around the event, said to the listener; None when nobody can tell whom they mean."""
    held, spoken = _held(_straight(text))
    words = tokens(_tidy(held, cast))
    if not words:
        return None
    addressed = known.spoken_to or any(word.low in {"you", "your"} for word in words)
    used = {SEX[word.low.partition("'")[0]] for word in words if word.low.partition("'")[0] in SEX} - {"p"}
    sex: str | None = None
    if used and not addressed:
        sex = known.whose or (used.pop() if len(used) == 1 else "?")
        named = known.others or bool(
            antecedents.people(
                referring.named(words, cast.listener, cast.speaker), cast.listener, cast.others
            )
        )
        met = referring.named(words, cast.listener, cast.speaker)
        if antecedents.theirs(met, cast.listener, cast.others):
            sex = None
        elif sex == "?" or (named and (sex in used or not known.whose)):
            return None
    found = referring.around(words, cast.listener, cast.speaker, sex)
    return _given_back(joined(agreed(found.parts, found.mapped)), spoken)


def _clause(
    text: str, cast: Cast, whose: str | None, before: Sequence[Token]
) -> tuple[str, str | None] | None:
    words = opening.without_lead(tokens(_tidy(text, cast)), cast.listener)
    if not words:
        return None
    lead, words = opening.split_lead(words)
    begun = opening.begun(words, cast.listener)
    if begun is None:
        return None
    if lead and SUBJECT.get(words[0].low, "p") != "p":
        return _after_lead(lead, words, cast)
    words = [*lead, *begun.parts]
    found = referring.to_listener(
        words, cast.listener, cast.speaker, cast.others, whose, before, begun.implied
    )
    if found is None:
        return None
    said = agreed(found.parts, found.mapped)
    if begun.gerund:
        said = gerunds_to_past(said)
    if cast.past:
        said = to_past(said)
    return joined(opening.lowered(said)), found.whose


def _after_lead(lead: list[Token], words: list[Token], cast: Cast) -> tuple[str, str | None] | None:
    """ "When the customer complained, he listened": the one who is told of is the one who is spoken to."""
    sex = SUBJECT[words[0].low]
    met = antecedents.people(referring.named(lead, cast.listener, cast.speaker), cast.listener, cast.others)
    if met and any(SEX.get(part.low) == sex for part in lead):
        return None
    found = referring.to_listener(words, cast.listener, cast.speaker, cast.others, None, (), implied=False)
    if found is None:
        return None
    before = referring.around(lead, cast.listener, cast.speaker, sex)
    said = [*agreed(before.parts, before.mapped), *agreed(found.parts, found.mapped)]
    return joined(opening.lowered(to_past(said) if cast.past else said)), sex


def written_out(text: str) -> str:
    """ "tues" is Tuesday."""
    return re.sub(
        r"\b(?:tues|weds|thurs)\b", lambda match: _DAYS[match.group().lower()], text, flags=re.IGNORECASE
    )


def parts(text: str) -> list[str]:
    """The sentences, list items and halves before a semicolon, each without its end mark."""
    lines = [trimmed(line) for line in text.splitlines()]
    found = [part for line in lines if line for part in _SENTENCE.split(line)]
    return [part.strip().rstrip(".;,!? ") for part in found if part.strip(" .;,!?")]


def _straight(text: str) -> str:
    for curly, straight in (
        ("\u2019", "'"),
        ("\u2018", "'"),
        ("\u201c", '"'),
        ("\u201d", '"'),
        ("\u2013", "-"),
    ):
        text = text.replace(curly, straight)
    return text.strip()


def _held(text: str) -> tuple[str, list[str]]:
    """The text with every direct speech put aside, so that nobody's words are changed."""
    spoken: list[str] = []

    def aside(match: re.Match[str]) -> str:
        inner = match.group()[1:-1].strip().rstrip(",")
        spoken.append(f'"{inner}"')
        return f"\x00{len(spoken) - 1}\x00"

    return _SPEECH.sub(aside, text), spoken


def _given_back(text: str, spoken: Sequence[str]) -> str:
    return re.sub(r"\x00(\d+)\x00", lambda match: spoken[int(match.group(1))], text)


def _tidy(text: str, cast: Cast) -> str:
    """Names, days and "I" with their capitals, whatever was typed; the first word in lower case if it is no name."""
    text = re.sub(r"\s+-+\s+", ", ", " ".join(text.split()))
    if text.isupper() and len(text.split()) > _TWO:
        text = text.lower()
    for name in {
        cast.speaker,
        cast.listener,
        *cast.others,
        *(n.split()[0] for n in (cast.speaker, cast.listener, *cast.others)),
    }:
        if len(name) > _TWO:
            text = re.sub(rf"\b{re.escape(name.lower())}\b", name, text)
    text = re.sub(
        r"\b(did|do|does|has|have|had|was|were|is|are|could|would|should|ca|wo)nt\b(?!-)", r"\1n't", text
    )
    text = re.sub(r"\bu\b", "you", re.sub(r"\bur\b", "your", text))
    text = written_out(text)
    text = re.sub(r"\bi\b(?!\.)", "I", text)
    return re.sub(
        r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b", lambda match: match.group().capitalize(), text
    )
