"""How a conversation goes, as code can hear it: what asks, says back, advises or asks leave; and the shares.

Rules for English (measures.md 6.3 of the design). They are measured on labelled sentences in tests/evals.
"""

# ruff: noqa: E501  # a rule is easier to read on one line

import re
from collections import Counter
from collections.abc import Sequence

from assistant import lexicon, questions
from assistant.domain.value import Value
from assistant.terms import stems
from assistant.wording import opens_with_verb

LONGEST_TURN = 90
"""Words of one turn to a mentee."""

_TENTATIVE = re.compile(
    r"\b(?:it|that|this|which|what you (?:say|describe|write))? ?(?:sounds?|sounded|seems?|looks?) (?:like|as if|as though|to me|"
    r"that|really|very|quite|pretty|so|a bit|rather)\b|\b(?:it|that|this) (?:sounds?|seems?|must (?:have been|be|feel))\b|"
    r"\b(?:i|we)(?:'m| am)? (?:hear(?:ing)?|sense|sensing|gather|understand|notice|get the (?:sense|feeling)|wonder if part)\b|"
    r"\bif i (?:understand|hear|get|got|have understood) you?\b|\bpart of you\b|\bon (?:the )?one (?:hand|side)\b|"
    r"\bwhat (?:stays with me|i hear|comes across|stands out)\b|\bin other words\b|\byou(?:'re| are) saying\b|"
    r"\b(?:perhaps|maybe|underneath|somehow|almost as if)\b",
    re.IGNORECASE,
)
_SECOND = re.compile(r"\b(?:you|your|yours|yourself|you'(?:re|ve|d|ll))\b", re.IGNORECASE)
_SAID = re.compile(
    r"\b(?:you (?:say|said|write|wrote|mention(?:ed)?|describe[d]?|told me|are asking|ask|call(?:ed)? it|put it)|in your words|if i read you right|as i read it|from what you write)\b",
    re.IGNORECASE,
)
_FEELING = re.compile(
    r"\b(?:afraid|alone|angry|annoyed|anxious|ashamed|bored|calm|caught|confused|cross|disappoint\w*|discourag\w*|"
    r"drain\w*|embarrass\w*|empty|excited|exhaust\w*|fed up|frighten\w*|frustrat\w*|glad|grateful|guilty|happy|hard|heavy|helpless|"
    r"hope(?:ful|less)?|hurt\w*|ignored|invisible|joy|left out|let down|lonely|lost|nervous|numb|overlooked|overwhelm\w*|"
    r"pain\w*|pleased|pressure|proud|relie(?:f|ved)|sad\w*|scar(?:ed|y)|shaken|sore|stress\w*|stuck|tense|tired|torn|tough|"
    r"uncertain|uneasy|unfair|unseen|unsettl\w*|unsure|upset|weigh\w*|worn(?: out)?|worr\w+|wound up)\b",
    re.IGNORECASE,
)
_IMPERATIVE = (
    r"(?:try|ask|write|make|take|start|stop|talk|tell|speak|set|think|find|keep|give|use|go|do|be|get|let|choose|pick|put|plan|"
    r"remember|consider|avoid|focus|begin|break|check|book|send|call|look|sleep|work|practi[sc]e|prepare|ignore|say|leave|"
    r"forget|rest|read|join|apply|invite|share|just|don't|do not|never|always)"
)
_ADVICE = re.compile(
    r"\byou(?:'d| had)? (?:really |just |simply |probably |definitely |also )?(?:should|shouldn't|ought to|must(?! (?:be|feel|have)\b)|mustn't|need to|have to|"
    r"better|might want to|may want to|could (?:always |also |just |simply )?(?:try|ask|write|start|talk|make|take|use|set|go|"
    r"tell|send|break|pick|keep|begin|speak|book|say|put|look|find|think))\b|\byou'd better\b|"
    r"\b(?:i|we)(?:'d| would)? (?:really |strongly )?(?:suggest|recommend|advise|urge)\b|\bmy (?:advice|suggestion|tip|recommendation)\b|"
    r"\bif i were you\b|\bwhy (?:don't|not) (?:you|we|just|try|ask)\b|\bhave you (?:tried|considered|thought (?:about|of))\b|"
    r"\b(?:how|what) about (?!you\b|your\b|that\b|it\b|this\b|the\b)\w+ing\b|\bit (?:would|might|could|may) (?:be (?:good|best|better|wise|worth|helpful|an idea|"
    r"useful)|help) (?:to|for you to|if you)\b|\b(?:it(?:'s| is) (?:best|better|important|worth|wise|time|essential|helpful|a good idea)) (?:to|that you|for you|\w+ing)\b|"
    r"\bthe (?:best|first|next|only|easiest) (?:thing|step|way)(?: you (?:can|could))?(?: (?:here|now|to do))? (?:is|would be) (?:to|\w+ing)\b|"
    r"\b(?:what|one thing that) (?:helps|works)(?: \w+)? is\b|\byou(?:'ll| will) (?:want|need) to\b|\bwhat if you\b|\bbetter to\b|"
    r"\b(?:a|one) (?:good |common |simple )?(?:option|idea|possibility|tip|way) (?:is|would be|could be|might be)\b|(?<!you'll )(?<!will )(?<!you )\btry (?:to|\w+ing|this|a|an|the|it)\b",
    re.IGNORECASE,
)
_NUDGE = re.compile(
    r"(?:^|[,;:] )(?:(?:so|and|but|then|well),? )?(?:why not|(?:should|could|can|would)(?:n't| not)?) (?:you |your \w+ |it |a \w+(?: to \w+)? )?(?:not |just |maybe |perhaps |simply |also )*(?:be|help|apologi\w+|tell|ask|ignore|"
    r"take|try|go|do|talk|say|write|give|make|let|leave|stop|start|find|use|set|send|call|speak|wait|wake|accept|easier|better|more)\b[^.]*\?|"
    r"\bit helps? to\b|\b(?:how|what) about (?:a|an|some|\w+ing)\b",
    re.IGNORECASE,
)
_ASKS_TO_TELL = re.compile(
    r"\b(?:could|can|would) you (?:please )?(?:tell me|say|describe|give me|help me|walk me|let me)\b",
    re.IGNORECASE,
)
_ADVERBS = re.compile(
    r"^(?:(?:so|then|and|now|well|ok(?:ay)?|first|next|please|instead|maybe|perhaps|tomorrow|today|just|simply|either)[, ]+)+",
    re.IGNORECASE,
)
_INFORMS = re.compile(
    r"^(?:i|i'm|i've|i'll|i'd|we|we'll|thanks?|thank you|hello|hi|welcome|good (?:morning|evening|afternoon)|see you|congratulations|well done|sorry|here|there (?:is|are)|"
    r"great|nice|good luck|have a|many people|most people|some people|people often|the notes?|this (?:page|app|programme|conversation)|it (?:is|was) (?:good|nice|great|a pleasure) )\b|"
    r"\byou (?:decide|can|may|could|might want|will find|will get|are welcome)\b|\b(?:to|for|with|by) somebody you\b|\b(?:what|anything) you (?:write|say|type) (?:here|stays)\b|\bsee you\b|\bthank you\b",
    re.IGNORECASE,
)
_GUESSES = re.compile(
    r"^(?:it|that|this|perhaps|maybe|there)\b[^.]{0,30}\b(?:may|might|could|seems?|must|sounds?|feels?|felt|hurts?|as if|as though)\b|^(?:that|this) (?:hurt|hurts|was|is|must|sounds?|takes?|took)\b|^perhaps\b|^i wonder (?:if|whether) (?:it|that|this|there|you|part)\b",
    re.IGNORECASE,
)
_ORDER = re.compile(
    rf"^(?:(?:so|then|and|now|well|ok(?:ay)?|first|next|please|instead|maybe|perhaps|tomorrow|today)[, ]+)*{_IMPERATIVE}\b",
    re.IGNORECASE,
)
_NO_ORDER = re.compile(
    r"^(?:(?:so|then|and|now|well|ok(?:ay)?|please)[, ]+)*(?:take (?:all|as)|tell me|say (?:more|a bit)|take your time|think back|do (?:you|i|we)\b|be (?:well|kind)|"
    r"let me\b|let us (?:stop|leave|see|look|stay)|let's (?:stop|leave|see|look|stay)|correct me|give me|thank|start(?:ing)? (?:where|wherever) you|"
    r"keep (?:going|well)|go on|go ahead|take (?:care|what)|have a|leave (?:out|it there|the rest)|do (?:write|come)|stop me|say so|just (?:to|so|checking|a))",
    re.IGNORECASE,
)
_LEAVE = re.compile(
    r"\b(?:would|is|will|may) it (?:be )?(?:all ?right|ok(?:ay)?|fine|useful|helpful|good|welcome)(?: (?:with|for|to) you)? (?:if|to|for me)\b|"
    r"\b(?:may|can|could|shall|might|should) i (?:\w+ )?(?:offer|share|suggest|add|tell|say|give|mention|put|pass|name|show|throw)\b|"
    r"\b(?:would|do) you (?:like|want|mind|care)(?: \w+)? (?:to hear|me to|if i|a few|some|an? (?:idea|tip|suggestion|thought)|ideas|suggestions|one)\b|"
    r"\b(?:if (?:you (?:like|want|wish|would like|are open|'d like)|it (?:helps|is useful|'s useful)|that(?:'s| is) (?:ok(?:ay)?|all ?right|useful)))\b[^.?!]*\b(?:i|here|idea|ideas|share|offer|tell|notes)\b|"
    r"\b(?:i|i've|we) (?:have|can|could|'ve got|got|know) [^.?!]*\b(?:if you (?:like|want|wish|would like)|want (?:to hear )?(?:it|them|one)|may or may not fit)\b|"
    r"\bare you (?:open|up) (?:to|for)\b|\bwith your (?:permission|leave|ok(?:ay)?)\b|\b(?:happy|glad) to (?:share|offer|suggest)\b|"
    r"\b(?:can|may|could|shall) i (?:make|offer|add|share|give)\b|\bwould it help if i\b|\bif (?:you'd like (?:that|them|it|to)|that is what you want|you want (?:that|them|it))\b|"
    r"\bhow would you feel about (?:me|hearing)\b|\b(?:want|fancy|like) (?:to hear|me to|a (?:tip|suggestion|thought))\b|"
    r"\b(?:you|you have|since you) asked\b[^.?!]*\b(?:here|so|notes|choose|choice)\b",
    re.IGNORECASE,
)
_WANTS_ADVICE = re.compile(
    r"\bwhat (?:should|shall|can|could|would|do|must|am i supposed to|ought) i\b(?! (?:say about me|know))|\bwhat (?:would|should) you (?:do|advise|suggest|recommend)\b|"
    r"\b(?:just |please |can you |could you )?(?:tell|show) me (?:what|how) (?:to|i (?:should|can|could))\b|\bjust tell me\b|\bgive me (?:some |a few |your |an? |the )?"
    r"(?:tips?|advice|ideas?|suggestions?|options?|answer|solution|steps?|plan|three|3)\b|\b(?:any|some|got|have you|your) (?:tips?|advice|ideas?|suggestions?|recommendations?)\b|"
    r"\bhow (?:do|can|should|could|would|might|shall|am i supposed to)\b(?: i\b| we\b| you\b)?|\bwhat(?:'s| is) the best (?:way|thing)\b|\bi (?:need|want|would like|'d like) (?:some |your |an? )?"
    r"(?:advice|tips?|ideas?|suggestions?|help with|concrete|real answer|answer)\b|\bhelp me (?:decide|find|plan|write|prepare|choose|with)\b|"
    r"\bshould i\b|^how to\b|\bwhere (?:do|should|can) i (?:start|begin)\b|\badvise me\b|\bsuggest\b|\bdecide for me\b|\btell me (?:the answer|straight|honestly what)\b",
    re.IGNORECASE,
)


class Exchange(Value):
    """What a person said and what came back."""

    said: str
    answered: str


class Measures(Value):
    """Shares over exchanges; None where nothing of the kind was there to be counted."""

    turns: int
    open_share: float | None
    """Of all questions."""
    reflections_per_question: float | None
    unasked_advice: float
    """Share of turns that advise before leave was asked, or given by asking for advice."""
    one_question: float
    within_length: float
    stock_per_hundred: float
    same_opening: float
    """Share of turns that open with the same two words as the turn before."""
    reflecting: float
    """Share of turns with a reflection."""
    unreflecting_runs: int
    """Times that two turns in a row held no reflection."""


def question_kind(sentence: str) -> str:
    """ "none", "open" or "closed"."""
    if not sentence.rstrip(" \"\u201d')").endswith("?"):
        return "none"
    return "open" if questions.is_open(sentence) else "closed"


def reflects(sentence: str, said: str) -> bool:
    """Does it say back what somebody said or felt, without asking and without advice?"""
    plain = sentence.replace("\u2019", "'").strip()
    if not plain or plain.rstrip("\"'\u201d)").endswith("?") or advises(plain) or asks_leave(plain):
        return False
    shared = _overlap(plain, said)
    second, tentative = bool(_SECOND.search(plain)), bool(_TENTATIVE.search(plain))
    felt = bool(_FEELING.search(plain))
    if _SAID.search(plain):
        return True
    if tentative and (shared or felt or second) or _GUESSES.search(plain):
        return True
    if _INFORMS.search(plain):
        return False
    return second or shared >= 0.3


def advises(sentence: str) -> bool:
    """Does it tell somebody what to do, in whatever form?"""
    plain = sentence.replace("\u2019", "'").strip()
    if asks_leave(plain):
        return False
    own = lexicon.unquoted(plain).strip()
    if _ADVICE.search(own) or _NUDGE.search(own) and not _ASKS_TO_TELL.search(own):
        return True
    if _NO_ORDER.match(own) or own.endswith("?"):
        return False
    return bool(_ORDER.match(own)) or opens_with_verb(_ADVERBS.sub("", own))


def asks_leave(sentence: str) -> bool:
    """Does it ask whether advice is welcome, or leave it to the other to take it?"""
    plain = sentence.replace("\u2019", "'").strip()
    return bool(_LEAVE.search(plain)) and not re.match(
        r"(?:so |and )?(?:how|what|who|when|where) would you like\b", plain, re.IGNORECASE
    )


def wants_advice(text: str) -> bool:
    """Does somebody ask to be told what to do?"""
    return bool(_WANTS_ADVICE.search(text.replace("\u2019", "'")))


def opening(text: str) -> str:
    """The first two words, as they are compared from turn to turn."""
    return " ".join(re.findall(r"[\w']+", text.replace("\u2019", "'").casefold())[:2])


def measure(dialogues: Sequence[Sequence[Exchange]]) -> Measures:
    """Over whole dialogues; what repeats is counted within each of them."""
    turns = [turn for dialogue in dialogues for turn in dialogue]
    kinds: Counter[str] = Counter()
    reflecting: list[list[bool]] = []
    reflections = 0
    for dialogue in dialogues:
        reflecting.append([])
        for turn in dialogue:
            parts = questions.sentences(turn.answered)
            kinds.update(question_kind(part) for part in parts)
            back = sum(reflects(part, turn.said) for part in parts)
            reflections += back
            reflecting[-1].append(back > 0)
    asked = kinds["open"] + kinds["closed"]
    pairs = [(a, b) for dialogue in dialogues for a, b in zip(dialogue, dialogue[1:], strict=False)]
    return Measures(
        turns=len(turns),
        open_share=kinds["open"] / asked if asked else None,
        reflections_per_question=reflections / asked if asked else None,
        unasked_advice=_share([advises_unasked(turn) for turn in turns]),
        one_question=_share([questions.count(turn.answered) <= 1 for turn in turns]),
        within_length=_share([words(turn.answered) <= LONGEST_TURN for turn in turns]),
        stock_per_hundred=100 * sum(len(lexicon.stock(turn.answered)) for turn in turns) / max(1, len(turns)),
        same_opening=_share([opening(a.answered) == opening(b.answered) for a, b in pairs]),
        reflecting=_share([each for one in reflecting for each in one]),
        unreflecting_runs=sum(
            not a and not b for one in reflecting for a, b in zip(one, one[1:], strict=False)
        ),
    )


def advises_unasked(turn: Exchange) -> bool:
    """Advice before leave: nobody asked for it, and nothing before it in the turn asked whether it is welcome."""
    if wants_advice(turn.said):
        return False
    for part in questions.sentences(turn.answered):
        if asks_leave(part):
            return False
        if advises(part):
            return True
    return False


def labels(text: str) -> list[str]:
    """Those that stand in a text, without their brackets."""
    return re.findall(r"\[(\d{1,2}|[a-z])\]", text)


def words(text: str) -> int:
    """Words that are read; labels such as [1] are none."""
    return len(re.sub(r"\[\w{1,2}\]", " ", text).split())


def _overlap(sentence: str, said: str) -> float:
    mine, theirs = set(stems(sentence)), set(stems(said))
    return len(mine & theirs) / len(mine) if mine else 0.0


def _share(values: Sequence[bool]) -> float:
    return sum(values) / len(values) if values else 0.0
