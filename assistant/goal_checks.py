"""Gentle checks of a goal and its success levels (GO-1 to GO-6): each says what would make it clearer."""

import re
from collections.abc import Sequence
from itertools import pairwise

from assistant.domain.drafts import Check
from assistant.domain.goals import LEVELS, Goal
from assistant.domain.strengths import Strength
from assistant.terms import stems
from assistant.wording import as_verb_phrase, opens_with_verb, trimmed

TO_BE_DISCOVERED = "to be discovered"
"""What a goal says of its strength as long as none is chosen."""

_LEVEL = {
    -2: '"much less than hoped"',
    -1: '"less than hoped"',
    0: '"as hoped"',
    1: '"more than hoped"',
    2: '"much more than hoped"',
}
_ONES = "one two three four five six seven eight nine ten eleven twelve"
_NUMBER = {word: number for number, word in enumerate(_ONES.split(), 1)} | {
    "once": 1, "twice": 2, "thrice": 3, "a": 1, "both": 2, "no": 0, "none": 0, "never": 0, "nothing": 0,
    "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "hundred": 100,
}  # fmt: skip
_COUNT = r"(?:\d+(?:[.,]\d+)?|" + "|".join(word for word in _NUMBER if word != "a") + r")"
_RANGE = re.compile(
    rf"\b(?P<least>at least |no fewer than |(?=\d+\+))?(?P<low>{_COUNT})(?P<open>\+| or more)?"
    rf"(?:(?: ?[-\u2013] ?| to | or )(?P<high>{_COUNT}))?(?!\w)",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    rf"\b{_COUNT}\b|\d|\b(?:every|each|all|half|daily|weekly|monthly|nobody|no one|any|whole|everyone|first|second|"
    r"third|(?:a|per) (?:day|week|month|year)|zero|quarter|several times|on time)\b",
    re.IGNORECASE,
)
_INNER = re.compile(
    r"\b(?:feel\w*|felt|confiden\w+|comfortabl\w+|happ(?:y|ier|iest)|sad|good|great|fine|ok(?:ay)?|well|bad|badly|nice|"
    r"calm(?:er)?|strong(?:er)?|motivat\w+|improv\w+|progress\w*|understand\w*|know\w*|knew|aware\w*|better|worse|best|"
    r"worst|relaxed|stress\w*|anxious|nervous\w*|afraid|shy|brave|proud|enjoy\w*|like it|love it|believe\w*|hope\w*|"
    r"try|tries|trying|tried|sometimes|often|usually|rarely|seldom|regularly|occasionally|mostly|a (?:bit|little|lot)|"
    r"some|somewhat|kind of|sort of|more|less|amazing|perfect(?:ly)?|success\w*|productive\w*|healthy|healthier|fit|"
    r"organi[sz]ed|balance\w*|on top of|easy|easier|hard(?:er)?|no change|same|nothing changes|as now|average|decent|"
    r"in control|fluent\w*|independent\w*|professional\w*|respect\w*|close|closer|open|involved|engaged)\b",
    re.IGNORECASE,
)
_SEEN = re.compile(
    r"\b(?:is|are|was|were|has been|have been|gets?) (?:\w+ )?(?:written|sent|signed|done|finished|booked|passed|paid|"
    r"submitted|printed|published|handed in|agreed|ready|online|in place|accepted|read|built|made|cooked|tested|"
    r"approved|installed|closed|open(?:ed)?|full|empty|sold|bought|named|chosen|found|set up|filled in)\b",
    re.IGNORECASE,
)
_RESULT = re.compile(
    r"\b(?:sent|signed|accepted|written|handed in|submitted|booked|passed|paid|printed|published|finished|agreed)\b|"
    r"\b(?:only|with|without) \w+s\b|\b(?:empty|full)\b|\b(?:till|until|by|before) (?:midnight|noon|\w+day)\b",
    re.IGNORECASE,
)
"""A thing as it lies there, noted without a verb: "a draft with figures"."""
_SUBJECT = re.compile(
    r"^(?:(?:i|we|he|she|they|you|it|my \w+|the \w+|[A-Z]\w+)(?:'ve|'ll|'m)? )?"
    r"(?:have |has |had |can |will |do |does |did |am |is |are |been |"
    r"don't |do not |didn't |did not |doesn't |does not )*"
    r"(?:\w+ly )?",
    re.IGNORECASE,
)
_COMPARED = re.compile(
    r"\b(?:better|worse|improve[sd]?|improving|improvement|calmer|happier|faster|slower|easier|stronger|nicer|"
    r"healthier|fitter|braver|louder|cleaner|tidier|quieter|earlier than (?:now|before|usual)|"
    r"(?:high|low)er than (?:now|before))\b|"
    r"\b(?:more|less|fewer|[a-z]{2,}er) than (?:before|now|usual|ever|last|today|at the (?:start|beginning|moment)|"
    r"i (?:do|did|am|was|have|used)|in the past|until now|previously)\b|"
    r"\b(?:a bit|a little|slightly|somewhat|much|far|a lot|even|still|way|bit|lot) (?:more|less|fewer|[a-z]{3,}er)\b"
    r"(?! (?:than )?(?:\d|one|two|three|four|five|six|seven|eight|nine|ten|half))|"
    r"(?<!\w)(?<!or )(?<!one )(?<!two )(?<!three )(?<!once )(?<!\d )(?:more|less) "
    r"(?:often|confiden\w+|regularly|comfortabl\w+|open(?:ly)?|relaxed|focus\w*|active\w*|calm\w*|patien\w+|organi\w+|"
    r"independent\w*|frequent\w*|sure|clear\w*|careful\w*|productive\w*|stress\w*|nervous\w*|shy|fluent\w*|of it)\b|"
    r"\bsame as (?:now|before|today)\b|\bas (?:now|before)\b|\bgrow(?:s|ing)? in\b",
    re.IGNORECASE,
)
_AVOIDED = re.compile(
    r"^(?:(?:to )?(?:finally |just |completely )?(?:stop(?:ping)?|avoid(?:ing)?|quit(?:ting)?|give up|giving up|"
    r"refrain(?:ing)? from|keep(?:ing)? from|get rid of|get out of|cut (?:down|out|back)(?: on)?|reduc(?:e|ing)|"
    r"lose|drop|not|never|no longer|no more|don'?t|do not|(?:to )?be(?:ing)? less|becom(?:e|ing) less|"
    r"fewer|less|without|prevent(?:ing)?|escape)\b)",
    re.IGNORECASE,
)
_SHARE = re.compile(r"\b(?:most|every|some|each|all|half|few|many|any)\b")
"""Of how many: these tell levels apart where the number does not."""
_BELOW = re.compile(r"\b(?:under|below|fewer than|less than)\b", re.IGNORECASE)
"""The number after it is not reached, so it cannot be the same as the next level's."""
_TIMES = re.compile(r"\b(?:times?|at least|or more)\b", re.IGNORECASE)
_MORE_VERBS = frozenset(
    "answer appear arrive greet hang interrupt knock laugh nod pump smile stand wait walk".split()
)
"""What can be seen, though few goals begin with it."""
_LEAD = re.compile(
    r"^(?:(?:my|our|the) (?:\w+ )?(?:goal|aim|plan|wish) (?:is|was)(?: to)? |goal: |"
    r"(?:i|we)(?:'ll|'d| will| would)? ?(?:really |just )?(?:want|wish|like|need|hope|plan|aim|intend|have)? ?"
    r"(?=(?:to )?(?:not|never|stop|avoid|quit|don'?t|no))(?:to )?)",
    re.IGNORECASE,
)
_POSITIVE = re.compile(
    r"\b(?:instead|rather|but (?!not)|and (?:then )?(?:start|say|ask|do|use|write|take|let|tell|speak|go|make)\w*)\b|"
    r"\bso that i can\b",
    re.IGNORECASE,
)
_TWO = re.compile(
    r"(?:,? (?:and|as well as|and also|plus|while|&)|[;,+/])(?: also| then| to)*\s+(?P<next>\w+(?: \w+)?)",
    re.IGNORECASE,
)


def check(goal: Goal, strengths: Sequence[Strength] = ()) -> tuple[Check, ...]:
    """The six checks in their order. Nothing is held back because one of them fails."""
    return (
        _levels(goal),
        _one_scale(goal),
        _seen(goal),
        _towards(goal),
        _strength(goal, strengths),
        _agreed(goal),
    )


def several(text: str) -> bool:
    """Two things to do in one goal, each of which could move without the other."""
    plain = re.sub(r"[\"\u201c][^\"\u201d]*[\"\u201d]|\([^)]*\)", "", trimmed(text))
    for found in _TWO.finditer(plain):
        after, before = plain[found.start("next") :], plain[: found.start()]
        if len(before.split()) < 2 or re.match(
            r"(?:if|when|so|which|who|because|not|then|in|at|with|for|by)\b", after, re.I
        ):
            continue
        if opens_with_verb(after) or re.match(
            r"(?:be|become|have|get|feel|eat|sleep|stop|start|learn)\b \w", after, re.I
        ):
            return True
        if re.match(r"\w+ing\b", after) and re.match(r"\w+ing\b", before):
            return True
    return False


def compared(text: str) -> bool:
    """Measured against "before" instead of by something that can be seen."""
    return bool(_COMPARED.search(text))


def observable(text: str) -> bool:
    """A number, or something that happens or does not, which two people would see the same way."""
    if _COUNTED.search(text) and not (
        _INNER.search(text) and not re.search(r"\d|\b(?:times|out of)\b", text)
    ):
        return True
    if _INNER.search(text) or compared(text):
        return bool(re.search(r"\d", text))
    if _SEEN.search(text) or _RESULT.search(text):
        return True
    rest = _SUBJECT.sub("", trimmed(text), count=1)
    return _deed(rest)


def avoids(text: str) -> bool:
    """Only what will stop, and nothing that will be done instead."""
    plain = trimmed(text).replace("\u2019", "'")
    rest = as_verb_phrase(plain) or _LEAD.sub("", plain, count=1)
    return bool(_AVOIDED.match(rest)) and not _POSITIVE.search(rest)


def overlapping(goal: Goal) -> tuple[tuple[int, int], ...]:
    """Neighbouring levels that could both be true, as far as their words and numbers tell."""
    kept = [(level, goal.levels[level]) for level in LEVELS if level in goal.levels]
    return tuple((low[0], high[0]) for low, high in pairwise(kept) if _same(low[1], high[1]))


def _levels(goal: Goal) -> Check:
    have = goal.levels
    if goal.measured:
        return Check(code="GO-1", passed=True, detail="The levels can measure this goal.")
    if not have:
        return Check(
            code="GO-1",
            passed=False,
            gate="target",
            detail='Write what success looks like: one line for "as hoped", one for less and one for more.',
        )
    missing = []
    if 0 not in have:
        missing.append('what "as hoped" looks like')
    if not {-2, -1} & set(have):
        missing.append("one level below it")
    if not {1, 2} & set(have):
        missing.append("one level above it")
    detail = f"To measure this goal, add {', and '.join(missing)}."
    if not missing:
        detail = "Two levels next to each other are empty. Fill one of them, so that no step is too big."
    return Check(code="GO-1", passed=False, detail=detail)


def _one_scale(goal: Goal) -> Check:
    better = [level for level, text in goal.levels.items() if compared(text)]
    overlaps = overlapping(goal)
    detail = ""
    if several(goal.text):
        detail = "This may be two goals in one. Two short goals are easier to follow than one long one."
    elif better:
        detail = (
            f"The level {_LEVEL[better[0]]} compares with before. Say what somebody could see or count then."
        )
    elif overlaps:
        low, high = overlaps[0]
        detail = f"The levels {_LEVEL[low]} and {_LEVEL[high]} could both be true. Set them further apart."
    return Check(code="GO-2", passed=not detail, detail=detail or "One thing is measured, level by level.")


def _seen(goal: Goal) -> Check:
    unseen = [level for level, text in goal.levels.items() if not observable(text)]
    detail = "Each level can be seen or counted."
    if unseen:
        detail = (
            f"How would somebody see the level {_LEVEL[unseen[0]]}? "
            "A number, or something that happens or does not, makes it clear."
        )
    return Check(code="GO-3", passed=not unseen, gate="target", detail=detail)


def _towards(goal: Goal) -> Check:
    if not avoids(goal.text):
        return Check(code="GO-4", passed=True, gate="warn", detail="It says what will be done.")
    return Check(
        code="GO-4",
        passed=False,
        gate="warn",
        detail="This goal says what will stop. What would you like to do in its place? That can be the goal.",
    )


def _strength(goal: Goal, strengths: Sequence[Strength]) -> Check:
    theirs = {strength.id: strength for strength in strengths if strength.person_id == goal.owner_id}
    if goal.strength_id in theirs:
        named = theirs[goal.strength_id]
        if named.evidence:
            return Check(code="GO-5", passed=True, detail=f"It builds on a strength: {named.name}.")
        detail = f"It builds on {named.name}. Add one moment in which that was seen, so that it is more than a claim."
        return Check(code="GO-5", passed=True, detail=detail)
    if goal.strength_id:
        detail = "The strength it names is not on the owner's list. Choose one of theirs, or leave it to be discovered."
        return Check(code="GO-5", passed=False, detail=detail)
    detail = f"The strength it builds on is still {TO_BE_DISCOVERED}."
    if shown := [strength.name for strength in theirs.values() if strength.evidence][:3]:
        detail += f" Would one of these help: {', '.join(shown)}?"
    return Check(code="GO-5", passed=True, detail=detail)


def _agreed(goal: Goal) -> Check:
    detail = "Its owner agreed to these words."
    if not goal.confirmed:
        detail = "This is a proposal. It becomes a goal when its owner agrees to the words or changes them."
    return Check(code="GO-6", passed=goal.confirmed, detail=detail)


def _deed(rest: str) -> bool:
    """Does it begin with a verb, in whatever form?"""
    word = rest.split(" ", 1)[0].casefold() if rest else ""
    bare = [
        word,
        word.removesuffix("s"),
        word.removesuffix("es"),
        word.removesuffix("ed"),
        word.removesuffix("d"),
    ]
    bare += [re.sub(r"(.)\1ed$", r"\1", word), re.sub(r"ies$|ied$", "y", word)]
    bare += [word.removesuffix("ing"), word.removesuffix("ing") + "e", re.sub(r"(.)\1ing$", r"\1", word)]
    return any(each in _MORE_VERBS or opens_with_verb(each + " it") for each in bare if each)


def _numbers(text: str) -> list[tuple[float, float]]:
    found = []
    for match in _RANGE.finditer(text):
        low = _value(match["low"])
        high = _value(match["high"]) if match["high"] else low
        found.append((low, float("inf") if match["least"] or match["open"] else max(low, high)))
    return found


def _value(text: str) -> float:
    return float(_NUMBER[text.casefold()]) if text.casefold() in _NUMBER else float(text.replace(",", "."))


def _same(lower: str, upper: str) -> bool:
    """The same words; or the same words around numbers of which the ranges meet."""
    if _SHARE.findall(lower.casefold()) != _SHARE.findall(upper.casefold()):
        return False
    around = [set(stems(_TIMES.sub(" ", _RANGE.sub(" ", text)))) for text in (lower, upper)]
    numbers = [_numbers(text) for text in (lower, upper)]
    if around[0] == around[1] and numbers[0] == numbers[1]:
        return trimmed(lower).casefold() == trimmed(upper).casefold() or bool(numbers[0])
    if around[0] != around[1] or _BELOW.search(lower):
        return False
    if len(numbers[0]) != 1 or len(numbers[1]) != 1:
        return False
    (low_a, high_a), (low_b, high_b) = numbers[0][0], numbers[1][0]
    return low_a <= high_b and low_b <= high_a
