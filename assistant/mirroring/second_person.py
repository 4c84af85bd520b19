"""A clause somebody wrote about themselves, put so that it can be said to them."""

# ruff: noqa: E501  # a rule is easier to read on one line

import re

_SPELT = {
    "im": "I'm", "ive": "I've", "dont": "don't", "didnt": "didn't", "cant": "can't", "couldnt": "couldn't",
    "wasnt": "wasn't", "isnt": "isn't", "wont": "won't", "wouldnt": "wouldn't", "havent": "haven't",
    "hasnt": "hasn't", "hadnt": "hadn't", "shouldnt": "shouldn't", "doesnt": "doesn't", "arent": "aren't",
    "werent": "weren't", "gonna": "going to", "wanna": "want to", "bc": "because", "cos": "because",
    "cuz": "because", "tho": "though",
}  # fmt: skip
_TO_YOU = {
    "i": "you", "me": "you", "my": "your", "mine": "yours", "myself": "yourself", "i'm": "you're",
    "i've": "you've", "i'd": "you'd", "i'll": "you'll",
}  # fmt: skip
_AFTER_I = {"am": "are", "was": "were", "wasn't": "weren't"}
_ADVERB = r"(?:really|also|just|still|only|now|then|so|actually|finally|suddenly|probably|often|again|even|already|almost)"

_WHO = re.compile(
    r"\b(?:you|your|yours|yourself|u|ur|we|us|our|ours|ourselves|let's|lets|one's|we're|we've|we'll|we'd|you're)\b|"
    r"\b(?:am|was|were|do|did|can|could|should|would|will|have|had) i\b|\bi\b(?!'|\s+[a-z])|[\"\u201c\u201d?<>{}|\\/@#=_]|"
    r"\b(?:god|omg|lol|wtf|fyi|btw)\b",
    re.IGNORECASE,
)
"""Who is meant, or what, is open: better quoted than turned round."""

_UNKIND = re.compile(
    r"\b(?:hate[ds]?|should(?:n't)?|must(?:n't)?|ought|have to|need to|deserve[ds]?|right|wrong|better than|worse than|"
    r"kill\w*|die[ds]?|dying|dead|murder\w*|punch\w*|hit|swear|promise|fault|blame|weak|selfish|crazy|mad|mental|"
    r"weirdo?|freak|burden|ugly|bad (?:person|mentor|mentee|mother|father|friend|son|daughter)|terrible at|bad at)\b",
    re.IGNORECASE,
)
"""What would sound like a verdict or like advice when it is said back as ours."""

_ABSOLUTE = re.compile(
    r"\b(?:nothing|everything|anything|nobody|no one|everyone|everybody|always|never|anybody|anyone|enough)\b",
    re.I,
)
_OWN_VIEW = re.compile(
    r"\bi(?:'m| am| was)? (?:\w+ )?(?:feel|felt|feeling|think|thought|wish|hope|hoped|afraid|scared|worried|worry|fear|wonder\w*)\b",
    re.I,
)
_OPENING = (
    r"(?:(?:today|yesterday|tonight|now|sometimes|then|still|also|again|finally|later|afterwards?|lately|usually|"
    r"at first|in the end|at the end|this (?:morning|week|afternoon|evening|time)|last (?:night|week|time)|for once|"
    r"on (?:mon|tues|wednes|thurs|fri|satur|sun)day|since then|right now|to be honest|"
    r"(?:when|after|before|while|because|although|even though|since|once|as soon as) "
    r"(?:[^,;]{3,60}(?=,)|(?:(?! i\b)[^,;]){3,60})),? )?"
)
_I = re.compile(rf"^{_OPENING}(?:I|I'm|I've|I'd|I'll)\b(?! (?:guess|mean|suppose|promise)\b)", re.IGNORECASE)
_MY_BODY = re.compile(
    rf"^{_OPENING}my (?:hands?|heart|head|legs?|voice|stomach|knees?|body|mind|eyes|throat|chest|face|thoughts?|plan|"
    r"talk|presentation|day|week|morning|confidence|energy|feelings?|worry|hope)\b",
    re.IGNORECASE,
)
_IT_FELT = re.compile(
    rf"^{_OPENING}it (?:just |really |still |also |always )?(?:feels?|felt|hurts?|helped|made me|makes me|worries me|worried me|"
    r"surprised me|scares me|scared me|(?:was|is) (?:so |really |very |quite |a bit |not |hard|good|nice|tiring|fun|strange|"
    r"difficult|easy|easier|harder|great|lovely|scary|weird to|odd to|sad|boring|exciting|quiet))\b",
    re.IGNORECASE,
)
_BARE_VERB = re.compile(
    r"^(?:felt|got|had|went|tried|made|did|didn't|finished|started|managed|met|talked|spoke|asked|told|said|wrote|read|"
    r"slept|woke|worked|missed|forgot|lost|won|passed|failed|learned|learnt|realised|realized|noticed|stayed|left|came|"
    r"took|gave|helped|called|sent|cooked|walked|ran|played|practised|practiced|studied|waited|wanted|couldn't|couldn't|"
    r"thought|cried|laughed|enjoyed|saw|visited|listened|kept|spent|showed|sat|arrived|presented|applied|fixed|"
    r"cleaned|drew|sang|danced|trained|taught|explained|argued|apologised|struggled|worried|hoped|watched|bought|"
    r"decided|planned|found|heard|was|wasn't|am|feeling|struggling|trying|looking forward|waiting|worrying|thinking|"
    r"hoping|missing|don't (?:know|want|feel|understand)|can't (?:sleep|wait|stop)|have been|been)\b(?! (?:by|at|to) (?:him|her|them)\b)",
    re.IGNORECASE,
)
"""How notes to oneself begin without "I"."""

_ASKING = re.compile(r"(?:was|am|wasn't) (?:it|that|this|he|she)\b", re.IGNORECASE)
_HELPER = dict.fromkeys(
    "feeling struggling trying looking waiting worrying thinking hoping missing".split(), "am "
) | {"been": "have "}
_WORD = re.compile(r"[A-Za-z]+(?:'[A-Za-z]+)?")
_END = re.compile(r"[\s.,;:!\u2026*~()-]+$|(?:\s*[^\w\s.,;:!'\")%]+)+$")


def addressed(clause: str) -> str | None:
    """ "I felt stupid when Nadia asked me" is "you felt stupid when Nadia asked you"; None when in doubt.

    Only what the writer says of themselves is turned round: to repeat what they say of others, or a
    harsh word about themselves, would be to agree with it.
    """
    plain = _END.sub("", _tidy(clause))
    if not plain or _WHO.search(plain) or _UNKIND.search(plain) or _shouts(plain):
        return None
    if not (_I.match(plain) or _MY_BODY.match(plain) or _IT_FELT.match(plain)):
        if not _BARE_VERB.match(plain) or _ASKING.match(plain):
            return None
        plain = f"I {_HELPER.get(plain.partition(' ')[0].lower(), '')}{_lowered(plain)}"
    if _ABSOLUTE.search(plain) and not (_OWN_VIEW.search(plain) or _IT_FELT.match(plain)):
        return None
    return _swapped(_lowered(plain))


def _tidy(clause: str) -> str:
    """One line, with the usual short forms spelt as words."""
    plain = " ".join(clause.replace("\u2019", "'").split())
    return _WORD.sub(lambda word: _SPELT.get(word[0].lower(), word[0]), plain)


def _shouts(text: str) -> bool:
    return len(text) > 8 and text.isupper()


def _lowered(text: str) -> str:
    """Without a capital at the start: what comes first here is never a name."""
    return text[0].lower() + text[1:]


def _swapped(text: str) -> str:
    """First person to second, with the verb that goes with it."""

    def swap(match: re.Match[str]) -> str:
        word = match[0].casefold()
        if word in _AFTER_I:
            return _AFTER_I[word] if _said_of_i(text[: match.start()]) else match[0]
        return _TO_YOU.get(word, match[0])

    return _WORD.sub(swap, text)


_SAID_OF_I = re.compile(
    rf"\bi (?:{_ADVERB} )*$|(?:^|\bi\b.*)(?:,? (?:and|but|or|then)|,) (?:(?:then|so|{_ADVERB}) )*$",
    re.IGNORECASE,
)


def _said_of_i(before: str) -> bool:
    """Does a verb after these words belong to "I": at once, or after "and" with nobody new in between?"""
    return bool(_SAID_OF_I.search(before))
