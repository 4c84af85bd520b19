"""A mentee's turn: said back first, then one open question; options only when they were asked for."""

# ruff: noqa: E501  # a rule is easier to read on one line

import re

from assistant import dialogue, lexicon
from assistant.answering.bank import Bank, Concern, bank
from assistant.answering.course import Course
from assistant.answering.excerpts import Excerpt, Line
from assistant.answering.labels import Labels
from assistant.answering.nearness import Nearness
from assistant.answering.reader import Reader, nearest
from assistant.domain.conversation import Answer, FactRef, Stance
from assistant.domain.drafts import Ending
from assistant.domain.people import Role
from assistant.library import Library
from assistant.mirroring import mirror, quotes
from assistant.terms import stems
from assistant.wording import sentence

MOST_OPTIONS = 3
CLOSER = 0.12
"""How much nearer an option for another matter must be."""
SHORT = 4
"""Words of a turn that says next to nothing."""

_ECHOES = (
    'What stays with me is "{}".',
    '"{}" is how you put it.',
    'You say "{}".',
    'There is "{}" in what you write.',
    'So "{}" is part of it.',
    'You chose the words "{}".',
    'This is what you tell: "{}".',
    'From your side it is "{}".',
)
_SHORT_ECHOES = (
    'You say "{}", and there may be more behind it.',
    '"{}", you write; that can mean many things.',
    'Only "{}" for now, and that is fine with me: you set the pace.',
    'Your answer is "{}", short and clear.',
)
_EARLIER = (
    'Earlier you wrote "{}".',
    'A little while ago you said "{}".',
    'You started from "{}".',
)
_WANTED = (
    "You would like somebody to tell you what to do.",
    "You want something to hold on to, and soon.",
    "It is an answer you are after, not another question.",
)
_HARD = re.compile(
    r"\b(?:sad|cry|cried|crying|hurt\w*|ashamed|embarrass\w*|humiliat\w*|died|dead|death|funeral|grief|broke up|disappoint\w*|let down|"
    r"rejected|heartbroken|fail\w*|awful|terrible|horrible|worst|hate|alone|lonely|afraid|scared|anxious|panic\w*|overwhelm\w*|"
    r"exhaust\w*|empty|numb|angry|furious|unfair|ignored|invisible|stupid|useless|worthless|hopeless|"
    r"lost|sacked|fired|redundant|bullied|laughed|shout\w*|tired|stress\w*|worr\w+)\b",
    re.IGNORECASE,
)
_HARD_FRAMES = (
    'That sounds hard: "{}".',
    'It hurts, by the sound of it: "{}".',
    'This weighs on you: "{}".',
    'Such a day leaves its mark: "{}".',
)


class Hearing:
    """Makes the composed turns for those who are heard first."""

    def __init__(self, library: Library, near: Nearness) -> None:
        self._library = library
        self._near = near
        self._bank: Bank = bank()

    def reflect(self, text: str, reader: Reader, course: Course) -> Answer:
        """Their words back, then one question."""
        labels = Labels(self._library)
        back = self._back(text, course)
        question, technique = self._question(text, reader, course, back, labels)
        mark = labels.technique(technique, question, "the question") if technique else ""
        told = " ".join(part for part in (back, f"{question} {mark}".strip()) if part)
        return Answer(
            text=told,
            stance=Stance.REFLECTION,
            cited=labels.cited,
            facts=labels.facts,
            questions=(question,),
        )

    def offer(self, text: str, course: Course) -> Answer:
        """At most three options that were asked for, each from a passage, and a question back."""
        about = self._about(text, course)
        if not about:
            return self._too_little(course)
        labels = Labels(self._library)
        back = self._back(about, course, earlier=about != text)
        chosen = self._options(about, course)
        permission = course.fresh(self._bank.options.permission)
        question = course.fresh(self._bank.options.back)
        room = dialogue.LONGEST_TURN - 16 - dialogue.words(f"{back} {permission} {question}")
        rows: list[str] = []
        for option in chosen:
            if dialogue.words(option.text) <= room and len(rows) < MOST_OPTIONS:
                room -= dialogue.words(option.text)
                rows.append(f"- {sentence(option.text)} {labels.passage(option.source('an option'))}")
        told = "\n\n".join([f"{back} {permission}".strip(), "\n".join(rows), question])
        return Answer(text=told, stance=Stance.OFFER, cited=labels.cited, questions=(question,))

    def _too_little(self, course: Course) -> Answer:
        back = course.fresh(_WANTED)
        question = course.fresh(("What is it about?", "What is going on, in a sentence or two?"))
        told = f"{back} I know too little yet to offer anything that fits. {question}"
        return Answer(text=told, stance=Stance.REFLECTION, ending=Ending.ASKED, questions=(question,))

    def _about(self, text: str, course: Course) -> str:
        """What the advice is to be about: this turn, if it says so, else the last one that did."""
        for said in (text, *course.said[:4]):
            rest = [quote for quote in quotes(said) if not dialogue.wants_advice(quote)]
            if rest and len(" ".join(rest).split()) > SHORT:
                return said
        return ""

    def _back(self, text: str, course: Course, earlier: bool = False) -> str:
        """One listening line. The first that opens unlike the last turn and was not said before."""
        found = [one for one in quotes(text) if not lexicon.labelled(one)]
        if earlier:
            return course.fresh([way.format(found[0]) for way in _EARLIER]) if found else ""
        if _says_little(text):
            bare = " ".join(text.split()).strip(" .!?,\"'\u201c\u201d").replace('"', "'")
            return course.fresh([way.format(bare) for way in _SHORT_ECHOES]) if bare else ""
        hard = [one for one in found if _HARD.search(one)]
        options = [line for turn in range(3) if (line := mirror(text, Role.MENTEE, course.turn + turn))]
        if _HARD.search(text) and not any(_HARD.search(line) for line in options):
            options = [way.format((hard or found)[0]) for way in _HARD_FRAMES] if found else options
        elif found:
            options += [way.format(quote) for quote in found[:2] for way in _ECHOES]
        if not options:
            return course.fresh(
                ("You have put something into words here.", "There is something on your mind.")
            )
        return course.fresh(options, at=0)

    def _question(
        self, text: str, reader: Reader, course: Course, back: str, labels: Labels
    ) -> tuple[str, str]:
        """One open question and the technique it stands on."""
        if _says_little(text) and not self._bank.concern(text):
            if course.said:
                earlier = quotes(" ".join(course.said[:1]))
                asked = [f'When you think of "{one}", what comes to mind?' for one in earlier[:1]]
                return course.fresh((*asked, *self._bank.short)), "open_questions"
            return course.fresh(self._bank.short), "open_questions"
        concern: Concern | None = self._bank.concern(text)
        if concern and concern.gentle and _HARD.search(text):
            concern = None  # who is hurting is heard, not examined
        if concern and not all(course.used(one) for one in concern.mentee):
            return course.fresh(concern.mentee, at=0), concern.technique
        goal = next(iter(nearest(text, [f for f in reader.facts if f.thing == "goal"], self._near, 1)), None)
        for name in self._bank.fitting(text):
            family = self._bank.families[name]
            asked = [
                question for question in (self._filled(one, text, back) for one in family.ask) if question
            ]
            new = [one for one in asked if not course.used(one)]
            if new and (goal is None or course.turn % 3 or self._told(goal, course)):
                return course.fresh(new, at=0), family.technique
            if goal is not None and not self._told(goal, course):
                return self._of_goal(goal, course, labels), "self_chosen_goals"
        return course.fresh(self._bank.families["open"].ask[1:]), "open_questions"

    def _of_goal(self, goal: FactRef, course: Course, labels: Labels) -> str:
        words = re.findall(r'"([^"]+)"', goal.text)
        ways = [one for one in self._bank.families["goal"].ask]
        question = course.fresh([way.format(goal=words[0] if words else goal.text) for way in ways])
        mark = labels.fact(goal)
        return f"{question[:-1]} {mark}?"

    def _told(self, goal: FactRef, course: Course) -> bool:
        words = re.findall(r'"([^"]+)"', goal.text)
        return bool(words) and course.used(words[0])

    def _filled(self, question: str, text: str, back: str) -> str:
        if "{quote}" not in question:
            return question
        said = set(stems(back))
        found = [one for one in quotes(text) if not lexicon.labelled(one) and len(set(stems(one)) & said) < 2]
        return question.format(quote=found[0]) if found else ""

    def _options(self, about: str, course: Course) -> list[Excerpt]:
        """Sentences of notes that somebody can act on alone, those for such a matter first."""
        names = self._bank.fitting(about)
        tips = [(tip, rank) for rank, name in enumerate(names) for tip in self._bank.tips.get(name, ())]
        scores = self._near.scores(about, [tip.text for tip, _ in tips])
        ranked = sorted(zip(scores, tips, strict=True), key=lambda each: each[1][1] * CLOSER - each[0])
        new = [tip for _, (tip, _) in ranked if not course.used(tip.text)]
        found: list[Excerpt] = []
        for tip in new:
            passage = self._library.passages.get(tip.passage)
            if passage is None or any(tip.text == one.text for one in found):
                continue
            line = Line(at=0, text=tip.text, leans=False)
            title = self._library.title(passage.note_id)
            found.append(Excerpt(passage=passage, title=title, lines=(line,), score=0.0))
        return found[: MOST_OPTIONS + 2]


def _says_little(text: str) -> bool:
    """A word or two; "I failed my exam" is as short and says much."""
    return len(text.split()) <= SHORT and not (_HARD.search(text) and mirror(text, Role.MENTEE))
