"""What somebody wants with their turn, read from its words by rules."""

# ruff: noqa: E501  # a rule is easier to read on one line

import re
from collections.abc import Collection
from enum import StrEnum

from assistant import dialogue, grounding
from assistant.grounding import Known


class Wish(StrEnum):
    """The first that fits wins, in this order but for the last three, which need more than a pattern."""

    PROMPT = "prompt"
    ENOUGH = "enough"
    BOND = "bond"
    PRIVACY = "privacy"
    PRIVATE = "private"
    DIAGNOSIS = "diagnosis"
    HOMEWORK = "homework"
    ELSEWHERE = "elsewhere"
    VERDICT = "verdict"
    GREETING = "greeting"
    THANKS = "thanks"
    UNKNOWN = "unknown"
    """It asks for an author, a standard or a work that no note knows."""
    ADVICE = "advice"
    KNOW = "know"
    """A question that passages may answer."""
    TALK = "talk"
    """Something told, to be heard first."""


_DISORDER = (
    r"(?:adhd|add|autis\w*|asperger\w*|depress\w*|anxiety(?: disorder)?|bipolar|borderline|ptsd|ocd|dyslexi\w*|narcissis\w*|psychopath\w*|"
    r"sociopath\w*|burn-?out|a (?:mental |personality |learning |eating )?(?:disorder|illness|disability|condition)|mentally ill|trauma\w*|on the spectrum)"
)
_OTHERS_TEXT = (
    r"(?:journals?|diar(?:y|ies)|private (?:notes?|entries|entry|messages|words)|entries|logs?|conversations?|chats?|"
    r"(?:his|her|their) (?:notes?|messages)|threads?|what (?:she|he|they|\w+) (?:wrote|writes|has written|have written|said to you|told you|typed))"
)
_RULES: dict[Wish, tuple[str, ...]] = {
    Wish.PROMPT: (
        r"\b(?:system|hidden|initial|secret|original) ?(?:prompt|instructions?|message|rules)\b",
        r"\b(?:show|tell|give|print|repeat|reveal|what (?:are|is|were))\b[^.?!]{0,30}\byour (?:\w+ )?(?:prompt|instructions?|rules|programming|guidelines)\b",
        r"\b(?:repeat|print|translate|copy) (?:everything|all|the (?:text|words|lines?))\b.{0,20}\babove\b|\b(?:need|want|see|send me|give me) your (?:\w+ )?(?:instructions?|prompt)\b",
        r"\b(?:ignore|forget|disregard) (?:all |your |the |any )*(?:previous |earlier |above )*(?:instructions?|rules|prompt)\b",
        r"\bhow (?:were|are) you (?:programmed|prompted|instructed|told to)\b|\byou are now\b.{0,30}\b(?:mode|dan|unrestricted)\b",
    ),
    Wish.ENOUGH: (
        r"^(?:ok(?:ay)?|right|alright|well|so|thanks?|thank you|good|fine|yes|yeah|no)?[,.! ]*(?:i think |i guess |i feel |now )?(?:that(?:'s| is|'ll be| will be|s)|it(?:'s| is)|this is|i(?:'ve| have) had|i had) (?:really |quite |about )?(?:enough|all|it)(?: for (?:now|today|me|tonight))?\b[^?]*$",
        r"^(?:\w+[,.! ]+)?(?:enough|stop|bye|goodbye|good night|good bye|see you|talk later|that will do)(?: (?:now|please|for (?:now|today)|it|then|thanks|thank you))*[.! ]*$",
        r"\b(?:let(?:'s| us)|i(?:'d| would) like to|i want to|can we|i(?:'m| am) going to|i need to|i(?:'ll| will)) (?:stop|finish|end|leave it|log off|call it a day|wrap up)(?: it| this)?(?: here| there| for (?:now|today)| now)?[.! ]*$",
        r"^(?:\w+[,.! ]+){0,3}(?:bye|goodbye|good night|see you)[.! ]*$|^i (?:already |just )?said (?:it(?:'s| is)|that(?:'s| is))? ?(?:enough|stop)\b",
        r"\bi(?:'m| am) (?:done|finished) (?:for (?:now|today|tonight)|here|talking|with this)\b|\b(?:enough for (?:today|now|tonight))\b",
    ),
    Wish.BOND: (
        r"\byou(?:'re| are| r) (?:like )?(?:my|the) (?:only|best|one|real|closest) (?:\w+ )?(?:friend|one|person|thing)\b|\bonly friend\b.{0,20}\byou\b",
        r"\b(?:only|nobody|no one|noone) (?:you|but you|else but you|except you)\b.{0,30}\b(?:understand\w*|listens?|get me|there|care\w*|talk)\b",
        r"\byou(?:'re| are)? (?:the )?only (?:one|person|thing) (?:who|that|i)\b|\bonly you (?:understand|listen|get|care)\w*\b",
        r"\bi (?:really )?(?:love|like|miss|need|missed) you\b|\bdo you (?:love|like|miss|care about|remember|feel)\b(?: (?:me|sad|happy|lonely|anything|something|for me))?[?]?|\bare you (?:real|human|a (?:real )?(?:person|human|bot|robot)|my friend|alive|lonely|sad)\b",
        r"\b(?:be|become|stay) my (?:friend|girlfriend|boyfriend|best friend|mum|mom|dad)\b|\b(?:rather|easier|prefer to|better to) (?:talk|talking|speak) (?:to|with) you than\b|\btalk to you (?:every|all|more than)\b",
        r"\b(?:don't|do not) (?:go|leave)(?: me)?[.! ]*$|\btalk (?:to you )?every (?:day|evening|night)\b|\binstead of (?:the |my )?mentor\w*\b[^.]*\?",
        r"\bi(?:'d| would) rather (?:talk|be) (?:to|with) you\b",
    ),
    Wish.PRIVACY: (
        r"\b(?:who|can|could|does|do|will|would|is|are)\b[^.?!]{0,40}\b(?:see|read|reads|know|access|look at|sent|shared|find out|private)\b[^.?!]{0,30}\b(?:this|here|what i (?:write|wrote|type|say|tell)|my (?:words|messages|chats?|conversations?|journal|entries|answers?))\b",
        r"\bis (?:this|it|what i write|our (?:chat|conversation)|my journal) (?:really |all )?(?:private|secret|confidential|anonymous|safe)\b",
    ),
    Wish.PRIVATE: (
        rf"\b(?:show|read|see|open|give|tell|access|look (?:at|into)|sum(?:marise|marize)? ?(?:up)?|find out|check|send|get|view|let me|what (?:is|does|did|has)|what's|print|unlock|know)\b[^.?!]{{0,50}}\b(?:her|his|their|my (?:mentees?|mentors?|partner|colleague|peer)(?:'s|s)?|[A-Z]\w+'s|the (?:mentees?|mentors?)(?:'s|s)?|(?:mentees?|mentors?)'s?|other people's)\b[^.?!]{{0,30}}\b{_OTHERS_TEXT}",
        r"\bwhat (?:did|does|has|have) (?:she|he|they|my mentee|my mentor|[A-Z]\w+) (?:write|written|wrote|writing|been writing|say|said|told|tell|talk)\b[^.?!]{0,30}\b(?:to you|with you|you about|here|journal|diary)\b",
        r"\bhow many (?:entries|pages)\b|\b(?:is|are|does|do|did|has|have) (?:she|he|they|my mentee|my mentor) (?:at least |even |still |ever |actually )?(?:writ\w+|wrote|journal\w*)\b[^.]*\?",
        r"\b(?:her|his|their|my mentee'?s|my mentor'?s) (?:private )?(?:journal|diary|journal entries)\b[^.?!]{0,40}[?]",
    ),
    Wish.DIAGNOSIS: (
        rf"\b(?:do|does|did|have|has|is|am|are|could|might|may|can|would|think|diagnos\w*|sounds? like|suffer\w*|be)\b[^.?!]{{0,40}}\b{_DISORDER}\b[^.!]{{0,30}}\?",
        r"\bdiagnos(?:e|is|ed|ing)\b|\bwhat(?:'s| is) (?:wrong|the matter) with (?:me|him|her|them|my)\b|\b(?:am|is|are) (?:i|she|he|they|my \w+) (?:sick|ill|crazy|mad|normal|mentally)\b",
        rf"\b(?:tell|say)\b[^.?!]{{0,30}}\b(?:if|whether|that)\b[^.?!]{{0,30}}\b(?:i|he|she|they|we)\b[^.?!]{{0,20}}\b{_DISORDER}\b",
        rf"\bi think (?:i|she|he|they) (?:have|has|might have|is|am|are)\b[^.?!]{{0,15}}\b{_DISORDER}\b|\bwhich disorder\b",
    ),
    Wish.HOMEWORK: (
        r"\b(?:write|do|solve|finish|answer|complete|translate|calculate|work out|check)\b[^.?!]{0,30}\b(?:my|the|this|an?|our)\b[^.?!]{0,25}\b(?:homework|essay|assignment|equation|maths?|exercise|book report|worksheet|coursework|thesis|problem set|quiz|test questions?|poem|code|script)\b",
        r"\b(?:what(?:'s| is)|how much is|solve|calculate) (?:-?\d+(?:[.,]\d+)?\s*[-+*/x\u00d7\u00f7^]|the (?:square root|capital|derivative|integral|area|formula|population)|\d+ ?(?:times|plus|minus|divided))",
        r"\b(?:answer|solution)s? (?:to|for|of) (?:my |the |question |number |exercise |this |our )+\w*\b.{0,20}\b(?:homework|maths?|exercise|question|physics|chemistry|\d+)\b|\bhomework\b[^.!]{0,40}\b(?:answer|question|solve|do it)\b",
        r"\bsolve (?:for )?x\b|\bwho (?:wrote|invented|discovered|painted)\b|\bin what year\b|\bwhen (?:was|did) (?:the )?(?:[A-Z]\w+ )+(?:born|die|war|begin|end|start)\b|\b\d+x ?[+=-]",
    ),
    Wish.ELSEWHERE: (
        r"\bweather\b[^.!]{0,30}\?|\b(?:what|how)(?:'s| is| will)?\b[^.?!]{0,15}\bweather\b|\bwill it (?:rain|snow|be (?:sunny|hot|cold))\b|\b(?:recipes?|cook\b|bake\b|ingredients?)\b[^.!]{0,60}|\bhow (?:do|can|to|long)\b[^.?!]{0,20}\b(?:bake|cook|boil|fry|make (?:a |an |some )?(?:cake|pasta|lasagne?|pancakes?|bread|soup|pizza|curry|cookies|biscuits|rice|sauce))\b",
        r"^who (?:wins|won|is winning|will win)\b",
        r"\b(?:who|which team)\b[^.?!]{0,20}\b(?:win|won|winning|play(?:s|ing)?)\b[^.?!]{0,25}\b(?:match|game|cup|league|election|race|final)\b|\b(?:bitcoin|crypto|stock price|share price|lottery|horoscope|star sign)\b",
        r"\btell me a (?:joke|story)\b|\b(?:recommend|suggest|best|good)\b[^.?!]{0,25}\b(?:film|movie|series|restaurant|phone|laptop|video game|netflix|song|playlist|hotel|holiday)\b|\bwhat(?:'s| is) the time\b|\bfix my (?:laptop|phone|printer|wifi|car|bike)\b",
        r"\b(?:python|javascript|excel|sql)\b[^.?!]{0,40}\b(?:code|formula|function|error|script)\b",
    ),
    Wish.VERDICT: (
        r"\b(?:am i|was i|aren't i|wasn't i|is (?:she|he|it|my \w+)|are they|who(?:'s| is| was)|which of us is|tell me (?:that )?(?:i'm|i am|i was)|say (?:that )?(?:i'm|i am)) (?:really |not |actually )?(?:right|wrong|in the right|in the wrong|to blame|at fault|fair|unfair|being (?:unfair|unreasonable|difficult|mean))\b",
        r"\b(?:you (?:do |must |have to |would |surely )?agree|do(?:n't)? you (?:not )?agree|you're on my side|take my side|on whose side|whose side|whose fault|back me up|admit (?:it|that)|you think so too|don't you think)\b",
        r"\bwho (?:do you think )?is right\b|\bwho(?:'s| is) fault\b|\b(?:right|fair|true), ?(?:isn't|aren't|wasn't|right)\b.{0,12}\?",
    ),
    Wish.GREETING: (r"^(?:hi|hello|hey|good (?:morning|evening|afternoon|day)|hiya|yo|hallo)(?: (?:there|again|you|assistant))?[,.! ]*$",),
    Wish.THANKS: (r"^(?:ok(?:ay)?[,. ]+|great[,. ]+|good[,. ]+)?(?:thanks?|thank you|thx|cheers|ta)(?: (?:a lot|so much|very much|you|again|for (?:that|this|your help|listening|the \w+)|that (?:helps?|helped|was (?:helpful|good))))*[,.! ]*$",),
}  # fmt: skip
_COMPILED = {wish: [re.compile(rule, re.IGNORECASE) for rule in rules] for wish, rules in _RULES.items()}

_CITING = re.compile(
    r"\b(?:according to|cite|citation|citing|quote|reference|source for|professor|prof\.?|dr\.?|et al|author|book by|paper by|study by|research by|"
    r"theory|theories|standards?|framework|model|method|guideline|iso|din|principle|law|act|scale|inventory|certificat\w*|accredit\w*|says?|wrote|\(?(?:19|20)\d\d\)?)\b",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"(?:[A-Z][\w'\u2019-]+|\d[\d.:-]*|[A-Z]{2,})(?:(?: (?:and|&|of|the|for|et al\.?))? (?:[A-Z][\w'\u2019-]+|\d[\d.:-]*|[A-Z]{2,}))*"
)
_QUESTION = re.compile(
    r"\?\s*$|^(?:how|what|why|when|where|who|which|can|could|is|are|do|does|explain|define|describe|tell me about|show me|find|list|compare|summari[sz]e)\b",
    re.IGNORECASE,
)
_PRACTICE = re.compile(
    r"\b(?:mentor\w*|mentee\w*|coach\w*|meeting|session|grow|oskar|woop|smart|gibbs|kolb|driscoll|feedback|reflection|strengths? spotting|scal(?:e|ing)|notes?|programme|agenda|training)\b",
    re.IGNORECASE,
)
_SOMEBODY = re.compile(
    r"\b(?:she|he|they|her|him|them|you|your|then)\b|^(?:and|so|but|what if|why not)\b", re.IGNORECASE
)
_ABOUT_ME = re.compile(r"\b(?:i|me|my|mine|i'm|im|i've|we|us|our)\b", re.IGNORECASE)


def wish(text: str, *, reflective: bool) -> Wish:
    """What this turn wants. UNKNOWN is never given here: that takes a look at the library."""
    plain = " ".join(text.replace("\u2019", "'").split())
    for each, rules in _COMPILED.items():
        if any(rule.search(plain) for rule in rules):
            if each is Wish.ENOUGH and len(plain.split()) > 14:
                continue
            return each
    asks = bool(_QUESTION.search(plain))
    if not reflective:
        return Wish.KNOW
    if asks and _PRACTICE.search(plain) and not _ABOUT_ME.search(plain):
        return Wish.KNOW
    if dialogue.wants_advice(plain):
        return Wish.ADVICE
    if asks and not (_ABOUT_ME.search(plain) or _SOMEBODY.search(plain)) and len(plain.split()) > 2:
        return Wish.KNOW
    return Wish.TALK


def tells(text: str) -> bool:
    """Does somebody tell something, in place of asking for it?"""
    plain = " ".join(text.replace("\u2019", "'").split())
    return not _QUESTION.search(plain) and not dialogue.wants_advice(plain)


_ASKS_ON = re.compile(
    r"\b(?:famous|study|quote|cite|main result|page|clauses?|chapter|standard|author|year|abstract|list its|its \w+|says?)\b",
    re.IGNORECASE,
)


def asks_on(text: str) -> bool:
    """Does a short turn ask for more of a work that was named before?"""
    return (
        len(text.split()) <= 16
        and bool(_ASKS_ON.search(text))
        and "librar" not in text
        and "notes" not in text
    )


def unknown_names(text: str, known: Collection[str], ordinary: frozenset[str]) -> str:
    """The author, standard or work that is asked for and that no note knows; empty when there is none."""
    plain = text.replace("\u2019", "'")
    if not _CITING.search(plain):
        return ""
    words = Known.of(known, vocabulary=ordinary)
    new = set(grounding.invented(plain, words))
    # Whoever opens a sentence with an ordinary word has not named anybody.
    for match in _NAMED.finditer(plain):
        named = match.group()
        if match.start() == 0 and " " not in named:
            continue
        parts = [part for part in re.split(r"[ ]+", named) if part.strip("'.") in new or part in new]
        if parts and any(part[0].isupper() or part[0].isdigit() for part in parts):
            return re.sub(
                r"^(?:What|Which|Who|How|Does|Do|Is|Can|Please|The|A|An|According|Tell|Explain|Cite|I|My|In|Did|Has|Give|Show|Quote|When|Where|Why) ",
                "",
                named,
            ).strip()
    return ""
