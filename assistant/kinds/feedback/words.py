"""The small closed sets of English words by which a sentence is taken apart, and the tokens it is made of."""

import re
from typing import NamedTuple

SUBJECT = {"she": "f", "he": "m", "they": "p"}
OBJECT = {"her": "f", "him": "m", "them": "p"}
POSSESSIVE = {"her": "f", "his": "m", "their": "p"}
OWN = {"hers": "f", "his": "m", "theirs": "p"}
SELF = {"herself": "f", "himself": "m", "themselves": "p", "themself": "p"}
SEX = {**SUBJECT, **OBJECT, **POSSESSIVE, **OWN, **SELF}

TO_YOU = {
    "is": "are", "was": "were", "has": "have", "does": "do", "isn't": "aren't", "wasn't": "weren't",
    "hasn't": "haven't", "doesn't": "don't", "am": "are",
}  # fmt: skip
TO_PAST = {
    "is": "were", "are": "were", "isn't": "weren't", "aren't": "weren't", "does": "did", "do": "did",
    "doesn't": "didn't", "don't": "didn't", "can": "could", "can't": "couldn't", "won't": "wouldn't",
    "will": "would",
}  # fmt: skip
HELPING = frozenset(
    "was were is are has have had did does do didn't doesn't don't wasn't weren't isn't aren't "
    "hasn't haven't "
    "hadn't could couldn't can can't would wouldn't will won't should shouldn't must might may".split()
)
ADVERBS = frozenset(
    "again twice once only just still even also then often repeatedly suddenly simply almost nearly always "
    "sometimes usually constantly never not hardly barely first later first soon already now perhaps maybe "
    "mostly rather really quite both all either neither".split()
)
DETERMINERS = frozenset(
    "a an the my our your his her their its this that these those some any no every each all "
    "both one two three "
    "four five six seven eight nine ten several many few most half another me us him them it you".split()
)
AND = frozenset({"and", "but", "or", "then", "nor", "yet", ",", ";"})
AFTER_OBJECT = frozenset(
    "to for with about that what how why when where if whether by in on at from into onto over "
    "up down out off "
    "after before while during because so as than until and or but then again twice once three four five six "
    "a an the my our some any no not into yesterday today last this not straight directly every each two "
    "alone back away there here too either instead later first again afterwards".split()
)
"""What may follow "her" when it is an object: "told her to", "gave her a". Else it is a possessive."""
WHO_IS_IT = frozenset(
    "colleague coworker co-worker teammate classmate customer client student pupil boy girl "
    "friend boss manager "
    "teacher woman man mother father mum dad sister brother neighbour child patient guest "
    "tutor supervisor coach "
    "trainer someone somebody person partner visitor stranger kid lady guy nurse doctor "
    "trainee apprentice intern "
    "player goalkeeper captain referee roommate flatmate leader chair secretary assistant lecturer professor "
    "speaker learner volunteer lad newcomer cousin uncle aunt wife husband son daughter baby "
    "lady grandmother grandfather resident driver cook chef".split()
)
WOMEN = frozenset(
    "lady woman girl mother mum aunt sister wife daughter grandmother granny niece queen".split()
)
MEN = frozenset("man boy father dad brother uncle husband son grandfather nephew guy lad king".split())
ADJECTIVES = frozenset(
    "late early absent quiet silent unprepared prepared ready away missing distracted busy asleep punctual "
    "there present calm patient helpful kind open honest polite careful curious involved alone free sorry "
    "nervous unwell ill tired on-time".split()
)
PLACES = frozenset("on in at with under behind outside inside without".split())
MINUTES = frozenset("minute minutes min mins hour hours h day days week weeks time times x".split())
NUMBERS = frozenset("one two three four five six seven eight nine ten twelve fifteen twenty thirty".split())
DAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february april june july "
    "august september "
    "october november december".split()
)
"""Written with a capital and no names; "march" and "may" are verbs more often than months."""

_TOKEN = re.compile(
    r"(?P<space>\s*)(?P<text>\x00\d+\x00|[^\W\d_][\w'-]*|\d+(?:[.,:/-]\d+)*[^\W\d_]*%?|\S)", re.DOTALL
)


GIVES = frozenset(
    "gave lent showed sent offered passed handed brought gives lends shows sends offers passes "
    "hands brings".split()
)
SEES = frozenset(
    "saw see heard hear watched watch noticed observed let lets made makes felt find found "
    "helped have had".split()
)
BODY = frozenset(
    "eyes phone head hand hands arm arms shoulders coat bag best time temper voice mind turn "
    "feet chair back mouth face".split()
)
"""What somebody rolls, checks, shakes, takes or raises is their own."""


class Token(NamedTuple):
    """One word or mark, and the space before it."""

    text: str
    space: str = " "

    @property
    def low(self) -> str:
        return self.text.lower()

    @property
    def is_word(self) -> bool:
        return self.text[0].isalpha()

    def to(self, text: str) -> "Token":
        """Another word in this place."""
        return Token(text, self.space)


def tokens(text: str) -> list[Token]:
    return [Token(match["text"], match["space"]) for match in _TOKEN.finditer(text)]


def joined(parts: list[Token]) -> str:
    return "".join(part.space + part.text for part in parts).strip()


def is_adverb(word: str) -> bool:
    return word in ADVERBS or (
        word.endswith("ly") and word not in {"reply", "only", "apply", "rely", "early", "family"}
    )
