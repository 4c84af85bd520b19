"""The event as the draft tells it: which part is worth keeping, which part should change, and what it stands on."""

import hashlib
import re
from collections.abc import Sequence

from assistant.domain.feedback import Aim, NamedStrength
from assistant.domain.strengths import Strength
from assistant.domain.value import Value
from assistant.kinds.feedback import families, verbs
from assistant.kinds.feedback.families import Hard
from assistant.kinds.feedback.observed import observable
from assistant.kinds.feedback.parties import fitting, repeats
from assistant.kinds.feedback.retelling import QUOTED
from assistant.kinds.feedback.words import HELPING, is_adverb, tokens
from assistant.wording import quoted

_JOINT = re.compile(r"(?:,\s*and then|,\s*and|,\s*but|,\s*then|,|\band then|\bthen|\band|\bbut)\s+")
_LONGEST_NAME = 12


class Account(Value):
    """The clauses of the behaviour, sorted."""

    good: tuple[str, ...] = ()
    """Clauses worth keeping; empty when no strength can be named honestly."""
    rest: tuple[str, ...] = ()
    hard: Hard | None = None
    poor: bool = False
    strength: NamedStrength | None = None

    @property
    def clauses(self) -> tuple[str, ...]:
        return (*self.good, *self.rest)


def choose(seed: str, salt: str, count: int) -> int:
    """The same event chooses the same words, and another event others."""
    return int.from_bytes(hashlib.sha256(f"{seed}\n{salt}".encode()).digest()[:4]) % max(1, count)


def account(clauses: Sequence[str], aim: Aim, named: Strength | None, proven: Sequence[Strength]) -> Account:
    """What the clauses show."""
    whole = "; ".join(clauses)
    hard = families.hard(whole)
    if (
        aim is Aim.REINFORCE
        and hard
        and not hard.poor
        and (named or families.good(whole) or fitting(proven, whole))
    ):
        hard = None  # "told everybody about the error" is not the error
    poor = bool(hard and hard.poor)
    if clauses and clauses[0].startswith(QUOTED):
        return Account(rest=tuple(clauses), hard=hard, poor=poor)
    if poor or (aim is Aim.STRETCH and hard is not None):
        return Account(rest=tuple(clauses), hard=hard, poor=poor)
    pieces = (
        [piece for clause in clauses for piece in split(clause)]
        if hard and aim is Aim.BOTH
        else list(clauses)
    )
    hard_at = [at for at, piece in enumerate(pieces) if families.hard(piece)]
    fine = [at for at, piece in enumerate(pieces) if at not in hard_at]
    keep = _kept(pieces, fine, bool(hard_at and hard), aim, named, proven)
    if not keep:
        return Account(rest=tuple(clauses), hard=hard, poor=poor)
    evidence = pieces[keep[0]]
    strength = _strength(evidence, named, proven)
    if keep != list(range(len(keep))) and keep[-1] != len(pieces) - 1 or len(keep) > 1 and keep[0]:
        return Account(rest=tuple(clauses), hard=hard, strength=strength)  # in the order in which it happened
    good = tuple(pieces[at] for at in keep)
    rest = tuple(pieces[at] for at in range(len(pieces)) if at not in keep)
    return Account(good=good, rest=rest, hard=hard if rest else None, strength=strength)


def _kept(
    pieces: Sequence[str],
    fine: Sequence[int],
    has_hard: bool,
    aim: Aim,
    named: Strength | None,
    proven: Sequence[Strength],
) -> list[int]:
    """Which pieces are worth keeping. Where praise was not asked for, only what is known to be good."""
    if aim is Aim.REINFORCE:
        return list(range(len(pieces))) if not has_hard else []
    known = [at for at in fine if _worth(pieces[at], named, proven)]
    if aim is Aim.STRETCH:
        return known if len(pieces) > len(known) else []
    if has_hard:
        return known
    return known if len(known) < len(pieces) or len(pieces) == 1 else known[:1]


def _worth(piece: str, named: Strength | None, proven: Sequence[Strength]) -> bool:
    """Is it known to be good, or does it repeat a strength of theirs?"""
    if families.good(piece) or fitting(proven, piece):
        return True
    return named is not None and repeats(piece, named)


def _strength(evidence: str, named: Strength | None, proven: Sequence[Strength]) -> NamedStrength:
    held = named or fitting(proven, evidence)
    if held:
        return NamedStrength(
            name=held.name, evidence_from_behaviour=evidence, strength_ref=held.id if held.evidence else None
        )
    family = families.good(evidence)
    return NamedStrength(name=family.name if family else done(evidence), evidence_from_behaviour=evidence)


def done(clause: str) -> str:
    """ "you drew the circuit by hand" gives "drawing the circuit by hand"."""
    words = tokens(clause)
    at = 1
    while at < len(words) - 1 and is_adverb(words[at].low):
        at += 1
    word = words[at].low if at < len(words) else ""
    base = verbs.base_of_past(word) or (word if word in verbs.bases() else "")
    if words[0].low != "you" or not base or word in HELPING:
        return "what you did there"
    half = split(clause)[0]
    rest = half.split(" ", at + 1)[at + 1 :]
    return " ".join([verbs.gerund(base), *rest][:_LONGEST_NAME])


def split(clause: str) -> list[str]:
    """The parts of a clause that have a verb of their own, each with its "you"."""
    cuts = [0]
    for match in _JOINT.finditer(clause):
        if clause[: match.start()].count('"') % 2:
            continue
        following = tokens(clause[match.end() :])
        at = 0
        while at < len(following) - 1 and is_adverb(following[at].low):
            at += 1
        word = following[at].low if following else ""
        after = following[at + 1].low if at + 1 < len(following) else ""
        own = word in {"you", "none", "nobody"} or (
            (verbs.is_past(word) and not word.endswith("ly"))
            and after not in {"by"}
            or word in {"did", "didn't", "were", "was", "have"}
        )
        if own and observable(clause[cuts[-1] : match.start()]):
            cuts.append(match.start())
    parts = [clause[a:b] for a, b in zip(cuts, [*cuts[1:], len(clause)], strict=True)]
    bare = [parts[0].rstrip(" ,"), *(_JOINT.sub("", part, count=1).rstrip(" ,") for part in parts[1:])]
    return [
        bare[0],
        *(part if part.split()[0] in {"you", "none", "nobody"} else f"you {part}" for part in bare[1:]),
    ]


def praise(strength: NamedStrength, held: bool, seed: str) -> str:
    """What follows the evidence: the strength by its name, in plain size. `held`: the name is the record's."""
    if not held and strength.name == done(strength.evidence_from_behaviour):
        return "that is something I would like you to keep"
    name = quoted(strength.name) if held else strength.name
    options = (f"to me, that is {name}", f"that is {name}, and worth keeping", f"that is what I call {name}")
    return options[choose(seed, "praise", len(options))]
