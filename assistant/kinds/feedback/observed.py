"""What of the mentor's words a camera would have recorded, and what of them is a verdict."""

import re

from assistant.domain.value import Value
from assistant.kinds.feedback import verbs
from assistant.kinds.feedback.retelling import QUOTED, Cast, Told, retell
from assistant.kinds.feedback.words import HELPING, tokens
from assistant.lexicon import clinical, deficit
from assistant.proofreading import Kind, proofread
from assistant.terms import content_words

VERDICTS = frozenset({Kind.LABEL, Kind.MIND_READING, Kind.INFLATED_PRAISE, Kind.BLAME, Kind.COMPARISON})
_NOTHING = re.compile(
    r"^(?:[\W_]*|n/?\.?a\.?|tbd|tba|todo|none|nothing|unknown|no idea|(?:i )?(?:do not|don't|"
    r"dont) know|idk|x+|see (?:above|below)|later|-)$",
    re.IGNORECASE,
)
_STATES = frozenset(
    "be seem feel care want hate need annoy bother irritate upset disappoint behave know like "
    "love mean think "
    "deserve respect disrespect matter intend motivate impress".split()
)
_SEEN = frozenset(
    "late early absent away silent quiet asleep there present alone punctual phone time no missing".split()
)
_TRAIT = re.compile(
    r"\b(?:lazy|rude|careless|selfish|unreliable|immature|childish|arrogant|sloppy|thoughtless|"
    r"negative|unmotivated|"
    r"brilliant|talented|natural|smart|clever|gifted|amazing|perfect|bad|good|great|terrible|awful|attitude|"
    r"unprofessional|disrespectful|stubborn|annoying|difficult|nice|lovely|unacceptable|usual|"
    r"typical|disaster|"
    r"impolite|unfriendly|moody|aggressive|passive|dominant|weird|stupid|messy|chaotic|hopeless|"
    r"incredible)\b",
    re.IGNORECASE,
)
_ABSOLUTE = re.compile(
    r"(?:,? ?\b(?:as always|as usual|like always|all the time|every single time|"
    r"every time(?! \w)|constantly|always|without exception|continually|time and again)\b)",
    re.IGNORECASE,
)
_SPLIT = re.compile(r"(,? and then |, and |, but |, then | and | but |, )")


class Seen(Value):
    """The behaviour without verdicts, said to the listener."""

    told: Told
    taken_out: tuple[str, ...] = ()
    """The words that were verdicts or absolutes."""

    @property
    def enough(self) -> bool:
        return bool(self.told.clauses)


def said_nothing(text: str) -> bool:
    """Blank, or a mark that stands for "nothing"."""
    return bool(_NOTHING.match(text.strip()))


def observed(text: str, cast: Cast) -> Seen:
    """The behaviour as it can be said: without verdicts. Nothing is left when there was only a verdict."""
    if said_nothing(text):
        return Seen(told=Told(clauses=(), turned=True, typed=text))
    plain, absolutes = without_absolutes(text)
    told = retell(plain, cast)
    if not told.turned:
        verdicts = _verdicts(plain)
        kept = not _only_verdict(plain, verdicts) and not verdicts
        if verdicts and not kept:
            kept_text = _without(plain)
            return Seen(
                told=Told(
                    clauses=(QUOTED + f'"{kept_text}"',) if kept_text else (), turned=False, typed=text
                ),
                taken_out=(*absolutes, *verdicts),
            )
        return Seen(told=told if kept else told.model_copy(update={"clauses": ()}), taken_out=absolutes)
    clauses, out = [], list(absolutes)
    for clause in told.clauses:
        kept_clause, taken = _clean(clause)
        out += taken
        if kept_clause:
            clauses.append(kept_clause)
    return Seen(told=told.model_copy(update={"clauses": tuple(clauses)}), taken_out=tuple(out))


def without_absolutes(text: str) -> tuple[str, tuple[str, ...]]:
    """ "never replied" becomes "did not reply", and "always" goes; what people said aloud stays."""
    parts = re.split(r"(\"[^\"]*\"|\u201c[^\u201d]*\u201d)", text)
    found: list[str] = []
    for at in range(0, len(parts), 2):
        found += [match.group().strip(" ,") for match in _ABSOLUTE.finditer(parts[at])]
        found += ["never"] * len(re.findall(r"\bnever\b", parts[at], re.IGNORECASE))
        part = re.sub(r"\bevery time(?= \w)", "when", parts[at], flags=re.IGNORECASE)
        part = re.sub(r"\b(has|have|had|is|was|were|are) never\b", r"\1 not", part, flags=re.IGNORECASE)
        part = re.sub(r"\bnever (?:ever )?(\w+)", _did_not, part, flags=re.IGNORECASE)
        parts[at] = _ABSOLUTE.sub("", part)
    return "".join(parts).strip(" ,"), tuple(found)


def _did_not(match: re.Match[str]) -> str:
    word = match.group(1).lower()
    if verbs.is_past(word):
        return f"did not {verbs.base_of_past(word)}"
    if base := verbs.base_of_third(word):
        return f"does not {base}"
    if base := verbs.base_of_ing(word):
        return f"not {word}" if base else match.group()
    return f"do not {word}" if word in verbs.bases() else f"not {word}"


def observable(text: str) -> bool:
    """Does it tell of something that somebody could see or hear?"""
    for part in tokens(text):
        word = part.low
        if word in _SEEN or part.text.startswith(("\x00", '"')) or part.text[0].isdigit():
            return True
        base = verbs.base_of_past(word) or verbs.base_of_third(word)
        if base and base not in _STATES and base != "have" and word not in {"does", "did"}:
            return True
        if word in verbs.bases() and word not in _STATES and word not in HELPING:
            return True
        if word in {"had", "have", "has"} and not _TRAIT.search(text):
            return True
    return False


def _verdicts(text: str) -> tuple[str, ...]:
    found = [remark.quote for remark in proofread(text) if remark.kind in VERDICTS]
    return (*found, *clinical(text), *deficit(text))


def _only_verdict(text: str, verdicts: tuple[str, ...]) -> bool:
    if observable(text):
        return False
    return bool(verdicts or _TRAIT.search(text)) or len(content_words(text)) < 3


def _clean(clause: str) -> tuple[str, list[str]]:
    """The clause without the halves that are verdicts; empty when nothing observable is left."""
    verdicts = _verdicts(clause)
    if not verdicts:
        return ("", []) if _only_verdict(clause, ()) else (clause, [])
    kept = _without(clause)
    return kept, list(verdicts)


def _without(clause: str) -> str:
    """What is left of a clause when every half of it with a verdict is gone, or the word where that is enough."""
    halves = _SPLIT.split(clause)
    kept = [half for half in halves[::2] if not _verdicts(_subjected(half)) and observable(half)]
    if kept:
        first = kept[0] if _opens(kept[0]) else _subjected(kept[0])
        return " and ".join([first, *kept[1:]]).strip()
    loose = clause
    for remark in proofread(clause):
        if remark.kind is Kind.LABEL and remark.quote.endswith("ly"):
            loose = loose.replace(remark.quote, "")
        if remark.kind is Kind.MIND_READING and (
            cut := re.search(r"\s+(?:because|to|on purpose|deliberately)\b", loose)
        ):
            loose = loose[: cut.start()]
    loose = " ".join(loose.split())
    return loose if observable(loose) and not _verdicts(loose) else ""


def _opens(half: str) -> bool:
    first = half.split()[0].lower() if half.split() else ""
    return not (verbs.is_past(first) or first in HELPING)


def _subjected(half: str) -> str:
    return half if _opens(half) else f"you {half}"
