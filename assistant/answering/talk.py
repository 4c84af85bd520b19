"""A conversation on record: gathered from what its owner may see, saved for its owner alone, or not at all."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from assistant.answering.answers import Answering
from assistant.answering.course import unlabelled
from assistant.answering.reader import Reader, gather
from assistant.answering.worded import Speaker
from assistant.cleaning import clean, clean_line
from assistant.domain.access import Principal, Purpose
from assistant.domain.conversation import Answer, Message, Thread
from assistant.domain.drafts import Ending, Engine
from assistant.domain.journal import Entry
from assistant.domain.meetings import TalkingPoint
from assistant.domain.notes import Passage
from assistant.domain.value import Value
from assistant.errors import InputError
from assistant.ports import Records
from assistant.retrieval import Found
from assistant.safeguarding import gate
from assistant.shelves import Shelves

OWN, BROWSE = Purpose.REFLECT_SELF, Purpose.BROWSE_LIBRARY

LONGEST, POINT = 4_000, 500

STAYS = (
    "The language model runs on another machine, and you have not said that your words may go there. "
    "So this answer was made here, without it."
)
EMPTY = "Please write something to ask or to think about."


class Said(Value):
    """One turn as it grows. `thread_id` is empty when nothing is kept."""

    thread_id: str
    message: Message


class Talk:
    """Every call names who asks. Raises AccessError, InputError, RecordsError."""

    def __init__(
        self,
        answering: Answering,
        records: Callable[[], Records],
        speaker: Callable[[Engine], Speaker | None],
        elsewhere: Callable[[], bool],
        shelves: Callable[[], Shelves],
        now: Callable[[], datetime],
    ) -> None:
        """`speaker` gives a model that may speak, or None; `elsewhere` says whether it runs on another machine."""
        self._answering = answering
        self._records = records
        self._speaker = speaker
        self._elsewhere = elsewhere
        self._shelves = shelves
        self._now = now

    def ask(
        self,
        principal: Principal,
        text: str,
        thread_id: str | None = None,
        *,
        pair_id: str | None = None,
        keep: bool = True,
        earlier: Sequence[Message] = (),
        engine: Engine = Engine.AUTO,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> Iterator[Said]:
        """The question as it was saved, then its answer as it grows; the last is checked and saved.

        With `keep` off nothing reaches the records, and `earlier` is what was said so far.
        """
        text = _typed(text)
        records = self._records()
        message = Message(asked=text, at=self._now(), blocked=gate.concern([text]) is not None)
        if not keep:
            yield from self._answered(principal, message, earlier, "", pair_id, engine, cancelled)
            return
        if thread_id is None:
            title = "" if message.blocked else clean_line(text, 60)
            thread = Thread(owner_id=principal.person_id, role=principal.role, pair_id=pair_id, title=title)
            thread = records.save_thread(principal, OWN, thread)
        else:
            thread = records.thread(principal, OWN, thread_id)
        message = records.save_message(principal, OWN, thread.id, message)
        yield from self._answered(
            principal, message, thread.messages, thread.id, thread.pair_id, engine, cancelled
        )

    def edit(
        self,
        principal: Principal,
        thread_id: str,
        message_id: str,
        text: str,
        *,
        engine: Engine = Engine.AUTO,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> Iterator[Said]:
        """Other words for a question: its answer and all that came after are forgotten, then it is asked."""
        text = _typed(text)
        records = self._records()
        thread = records.thread(principal, OWN, thread_id)
        at = next((at for at, one in enumerate(thread.messages) if one.id == message_id), None)
        if at is None:
            raise InputError("This question is not there any more.")
        update: dict[str, Any] = {"asked": text, "answer": None, "at": self._now()}
        update["blocked"] = gate.concern([text]) is not None
        message = thread.messages[at].model_copy(update=update)
        message = records.save_message(principal, OWN, thread_id, message, cut=True)
        before = thread.messages[:at]
        yield from self._answered(principal, message, before, thread.id, thread.pair_id, engine, cancelled)

    def _answered(
        self,
        principal: Principal,
        message: Message,
        before: Sequence[Message],
        thread_id: str,
        pair_id: str | None,
        engine: Engine,
        cancelled: Callable[[], bool],
    ) -> Iterator[Said]:
        yield Said(thread_id=thread_id, message=message)
        reader = self._reader(principal, pair_id)
        speaker = self._speaker(engine)
        stays = speaker is not None and self._elsewhere() and not self._records().may_leave(principal, OWN)
        growing = self._answering.answer(message.asked, reader, before, None if stays else speaker, cancelled)
        for answer in growing:
            if stays and answer.ending is Ending.ANSWERED:
                answer = answer.model_copy(update={"notices": (*answer.notices, STAYS)})
            message = message.model_copy(update={"answer": answer})
            yield Said(thread_id=thread_id, message=message)
        if thread_id:
            self._records().save_message(principal, OWN, thread_id, message)

    def _reader(self, principal: Principal, pair_id: str | None) -> Reader:
        records = self._records()
        people = records.people(principal, OWN)
        return Reader(
            role=principal.role,
            name=next((one.name for one in people if one.id == principal.person_id), ""),
            facts=tuple(gather(records, principal, OWN, pair_id)),
            beside=Beside(self._shelves(), principal),
            support_contact=records.programme(principal, BROWSE).support_contact,
        )

    # What is kept.

    def threads(self, principal: Principal) -> list[Thread]:
        """The newest first, without their messages."""
        return self._records().threads(principal, OWN)

    def thread(self, principal: Principal, thread_id: str) -> Thread:
        return self._records().thread(principal, OWN, thread_id)

    def rename(self, principal: Principal, thread_id: str, title: str) -> Thread:
        thread = self.thread(principal, thread_id)
        return self._records().save_thread(
            principal, OWN, thread.model_copy(update={"title": clean_line(title, 120)})
        )

    def delete(self, principal: Principal, thread_id: str, message_id: str | None = None) -> None:
        """The whole conversation, or one question with its answer."""
        if message_id is None:
            self._records().delete_thread(principal, OWN, thread_id)
        else:
            self._records().delete_message(principal, OWN, thread_id, message_id)

    # What an answer can become.

    def as_note(self, principal: Principal, message: Message, pair_id: str | None = None) -> Entry:
        """A new page of the reader's own journal or log."""
        if message.answer is None or message.blocked:
            raise InputError("There is no answer here to keep.")
        now = self._now()
        entry = Entry(
            owner_id=principal.person_id,
            role=principal.role,
            pair_id=pair_id,
            title=clean_line(message.asked, 80),
            text=f"{message.asked}\n\n{told(message.answer)}",
            on=now.date(),
        )
        return self._records().save_entry(principal, OWN, entry)

    def as_point(self, principal: Principal, pair_id: str, text: str) -> TalkingPoint:
        """Something to talk about at the pair's next meeting; everybody of the pair sees it."""
        point = TalkingPoint(by=principal.person_id, text=clean_line(unlabelled(text), POINT))
        return self._records().save_talking_point(principal, Purpose.MANAGE_PAIR, pair_id, point)

    # What may leave this machine.

    def may_leave(self, principal: Principal) -> bool:
        return self._records().may_leave(principal, OWN)

    def set_may_leave(self, principal: Principal, allowed: bool) -> bool:
        return self._records().set_may_leave(principal, OWN, allowed)

    def model_elsewhere(self) -> bool:
        """Is there a model, and does it run on another machine?"""
        return self._speaker(Engine.AUTO) is not None and self._elsewhere()

    def of_library(
        self,
        text: str,
        reader: Reader,
        engine: Engine = Engine.AUTO,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> Iterator[Answer]:
        """For somebody who is not on record, or brings their facts in a file; touches no database."""
        speaker = None if engine is Engine.COMPOSED else self._speaker(engine)
        return self._answering.answer(_typed(text), reader, (), speaker, cancelled)


@dataclass(frozen=True)
class Beside:
    """The programme's material as this one reader may see it."""

    shelves: Shelves
    principal: Principal

    def search(self, query: str, limit: int) -> Found | None:
        return self.shelves.search(self.principal, BROWSE, query, limit)

    def passages(self, ids: Collection[str]) -> Mapping[str, Passage]:
        return self.shelves.passages(self.principal, BROWSE, ids)


def told(answer: Answer) -> str:
    """An answer as words alone, with what its labels stood for underneath."""
    titles = {one.source.doc_id: one.source.title or one.source.doc_id for one in answer.cited}
    sources = f"\n\nFrom: {', '.join(titles.values())}" if titles else ""
    return unlabelled(answer.text) + sources


def _typed(text: str) -> str:
    text = clean(text)
    if not text:
        raise InputError(EMPTY)
    if len(text) > LONGEST:
        raise InputError(f"That is {len(text):,} characters; a turn may have {LONGEST:,}. Please shorten it.")
    return text
