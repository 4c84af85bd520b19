"""From a question to an answer: the gate first, then what is wanted, then passages, facts and words."""

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property

from assistant import dialogue
from assistant.answering.asking import Wish, asks_on, tells, unknown_names, wish
from assistant.answering.course import Course
from assistant.answering.hearing import Hearing
from assistant.answering.labels import Labels
from assistant.answering.nearness import Nearness
from assistant.answering.reader import Reader
from assistant.answering.telling import Telling
from assistant.answering.worded import Speaker, Worded
from assistant.answering.words import Answers
from assistant.domain.conversation import Answer, Message, Stance
from assistant.domain.drafts import Ending
from assistant.domain.notes import Hit
from assistant.library import Library
from assistant.mirroring import quotes
from assistant.ports import Embedder
from assistant.prompts import Replies
from assistant.retrieval import Found, Retriever
from assistant.safeguarding import gate
from assistant.shelves import merged

CANDIDATES = 4
FOLLOWING, LOOKED_BACK = 8, 2
"""Words of a question that may follow from what was said, and turns that then help to look it up."""


class Answering:
    """Answers one turn. Knows nobody, stores nothing, and asks a model only when it is given one."""

    def __init__(
        self,
        library: Library,
        retriever: Callable[[], Retriever],
        replies: Replies,
        words: Answers,
        embedder: Callable[[], Embedder | None] = lambda: None,
    ) -> None:
        self._library = library
        self._retriever = retriever
        self._replies = replies
        self._words = words
        self._embedder = embedder
        self._worded = Worded(library, replies)

    def answer(
        self,
        question: str,
        reader: Reader,
        history: Sequence[Message] = (),
        speaker: Speaker | None = None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> Iterator[Answer]:
        """Growing answers while a model speaks; the last one is checked. Always at least one.

        Blocked messages of `history` are never read.
        """
        if gate.concern([question]):
            yield self._support(reader)
            return
        course = Course.of(history)
        wanted, composed = self._composed(question, reader, course)
        phrased = wanted in {Wish.TALK, Wish.ADVICE, Wish.KNOW} and composed.ending is Ending.ANSWERED
        if speaker is None or not phrased:
            yield self._framed(composed, reader, course)
            return
        asked = dialogue.wants_advice(question)
        growing = self._worded.say(question, composed, course, reader.role, speaker, cancelled, asked)
        for answer in growing:
            yield self._framed(answer, reader, course)

    def composed(self, question: str, reader: Reader, history: Sequence[Message] = ()) -> Answer:
        """Without a model."""
        *_, last = self.answer(question, reader, history)
        return last

    def _composed(self, question: str, reader: Reader, course: Course) -> tuple[Wish, Answer]:
        wanted = wish(question, reflective=reader.reflective)
        if wanted in self._words.replies:
            return wanted, self._fixed(wanted, question, reader, course)
        if name := self._stranger(question, reader, course):
            return Wish.UNKNOWN, self._unknown(name, question, reader, course)
        if wanted is Wish.TALK:
            return wanted, self._hearing.reflect(question, reader, course)
        if wanted is Wish.ADVICE:
            return wanted, self._hearing.offer(question, course)
        about, found = self._found(question, reader, course)
        told = self._telling.tell(question, about, found, reader, course) if found.covered else None
        if told is not None:
            return wanted, told
        if course.turn and tells(question):  # somebody goes on telling: that is heard, not looked up
            return Wish.TALK, self._hearing.reflect(question, reader, course)
        return wanted, self._nothing(question, reader, course)

    def _stranger(self, question: str, reader: Reader, course: Course) -> str:
        """The author or standard that nobody here knows; still the same one when more of it is asked for."""
        vocabulary = self._library.vocabulary
        if name := unknown_names(question, self._known(reader, course), vocabulary):
            return name
        before = course.messages[-1] if course.messages else None
        if before and before.answer and before.answer.ending is Ending.NOT_COVERED and asks_on(question):
            names = self._known(reader, Course(messages=()))
            return next(
                (one for said in course.said[:3] if (one := unknown_names(said, names, vocabulary))), ""
            )
        return ""

    def _found(self, question: str, reader: Reader, course: Course) -> tuple[str, Found]:
        """What was looked up and what it brought; what was said before helps a short question."""
        found = self._searched(question, reader)
        if course.said and not found.covered and len(question.split()) <= FOLLOWING:
            question = " ".join([question, *course.said[:LOOKED_BACK]])
            found = self._searched(question, reader)
        return question, found

    def _searched(self, query: str, reader: Reader) -> Found:
        notes = self._retriever().search(query, CANDIDATES)
        own = reader.beside.search(query, CANDIDATES) if reader.beside else None
        return merged(notes, own, CANDIDATES)

    def _nothing(self, question: str, reader: Reader, course: Course, first: str = "") -> Answer:
        near: Sequence[Hit] = self._retriever().search(question, 2, floor=False).hits
        return self._telling.not_covered(question, near, reader, course, first)

    def _unknown(self, name: str, question: str, reader: Reader, course: Course) -> Answer:
        ways = self._words.unknown.mentee if reader.reflective else self._words.unknown.others
        said = course.fresh([way.format(name=name) for way in ways])
        return self._nothing(question, reader, course, said)

    def _fixed(self, wanted: Wish, question: str, reader: Reader, course: Course) -> Answer:
        """Words that are the same for everybody, with the note that stands behind them."""
        words = self._words.replies[wanted]
        ways = words.mentee if reader.reflective else words.others
        quote = next(iter(quotes(question)), "") or " ".join(question.split()[:12]).strip(" .?!")
        said = course.fresh([way.replace("{quote}", quote.replace('"', "'")) for way in ways])
        labels = Labels(self._library)
        if words.technique and (mark := labels.technique(words.technique, said, "the answer")):
            said = f"{said} {mark}"
        if reader.reflective and wanted is Wish.BOND and reader.support_contact:
            said = f"{said}\n\nYour programme's contact: {reader.support_contact}"
        return Answer(
            text=said,
            stance=Stance.REFLECTION if reader.reflective else Stance.PASSAGES,
            ending=Ending.DECLINED if words.declined else Ending.ANSWERED,
            cited=labels.cited,
        )

    def _framed(self, answer: Answer, reader: Reader, course: Course) -> Answer:
        """That it is software, said in the first turn; that it is time to stop, after many."""
        software = self._words.software
        said = answer.text
        if course.turn == 0:
            said = f"{software.mentee if reader.reflective else software.others}\n\n{said}"
        if course.long:
            said = f"{said}\n\n{self._words.long}"
        return answer.model_copy(update={"text": said})

    def _support(self, reader: Reader) -> Answer:
        card = self._replies.card_for(reader.role)
        return Answer(
            text="\n\n".join((card.title, *card.text)), stance=Stance.REFLECTION, ending=Ending.SUPPORT
        )

    def _known(self, reader: Reader, course: Course) -> list[str]:
        """Whom an asking person may name: authors and works of the notes, people on record, what was said."""
        return [self._names, reader.name, *(fact.text for fact in reader.facts), *course.said]

    @cached_property
    def _names(self) -> str:
        works = [
            f"{work.author} {work.year} {work.title}"
            for note in self._library.values()
            for work in note.sources
        ]
        titles = [note.title for note in self._library.values()]
        return "\n".join([*works, *titles, *(passage.text for passage in self._library.passages.values())])

    @cached_property
    def _near(self) -> Nearness:
        return Nearness(self._embedder())

    @cached_property
    def _hearing(self) -> Hearing:
        return Hearing(self._library, self._near)

    @cached_property
    def _telling(self) -> Telling:
        return Telling(self._library, self._near, self._words.not_covered)
