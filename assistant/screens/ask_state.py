"""The conversation that is open on the page: on record, or only here when nothing is kept."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import streamlit as st

from assistant.domain.conversation import Message, Thread
from assistant.errors import AccessError
from assistant.screens import acting, session
from assistant.screens.arriving import Arriving

if TYPE_CHECKING:
    from assistant.answering.talk import Said

QUICK = 1.5
"""Seconds that the page waits for an answer before it watches it arrive: one without a model takes less."""


class Talking:
    """One for each person and role, as long as the session lasts."""

    def __init__(self, key: str) -> None:
        self.key = key
        self.thread_id: str | None = None
        self.kept = True
        self.arriving: Arriving[Said] | None = None
        self.changing: str | None = None
        """The message whose question is being put into other words."""
        self.fault: str = ""
        self._unkept: list[Message] = []
        self._loaded: Thread | None = None

    @property
    def messages(self) -> tuple[Message, ...]:
        """What was said, without a turn that is arriving."""
        if not self.kept:
            return tuple(self._unkept)
        if self.thread_id is None:
            return ()
        if self._loaded is None or self._loaded.id != self.thread_id:
            try:
                self._loaded = session.assistant().talk.thread(acting.principal(), self.thread_id)
            except AccessError:  # deleted in another tab
                self.thread_id = None
                return ()
        return self._loaded.messages

    @property
    def pair_id(self) -> str | None:
        return self._loaded.pair_id if self._loaded else None

    def keep(self, kept: bool) -> None:
        """The two ways do not mix: switching begins anew, and what was not kept is gone."""
        if kept != self.kept:
            self.kept = kept
            self.open(None)

    def open(self, thread_id: str | None) -> None:
        if self.arriving is not None:
            self.arriving.stop()
        self.thread_id, self.arriving, self.changing, self.fault = thread_id, None, None, ""
        self._unkept, self._loaded = [], None

    def forget(self, message_id: str) -> None:
        """One question with its answer."""
        if self.kept and self.thread_id:
            session.assistant().talk.delete(acting.principal(), self.thread_id, message_id)
            self._loaded = None
        else:
            self._unkept = [one for one in self._unkept if one.id != message_id]
        self.changing = None

    def ask(self, text: str) -> None:
        talk, me, thread_id = session.assistant().talk, acting.principal(), self.thread_id
        kept, earlier = self.kept, tuple(self._unkept)
        self._begin(
            lambda cancelled: talk.ask(
                me, text, thread_id if kept else None, keep=kept, earlier=earlier, cancelled=cancelled
            )
        )

    def ask_again(self, message_id: str, text: str) -> None:
        """With other words; what came after goes."""
        self.changing = None
        if not (self.kept and self.thread_id):
            at = next((at for at, one in enumerate(self._unkept) if one.id == message_id), None)
            self._unkept = self._unkept[:at]
            self.ask(text)
            return
        talk, me, thread_id = session.assistant().talk, acting.principal(), self.thread_id
        if self._loaded is not None:
            at = next((at for at, one in enumerate(self._loaded.messages) if one.id == message_id), 0)
            self._loaded = self._loaded.model_copy(update={"messages": self._loaded.messages[:at]})
        self._begin(lambda cancelled: talk.edit(me, thread_id, message_id, text, cancelled=cancelled))

    def settle(self) -> None:
        """Take in an answer that has arrived whole."""
        at_work = self.arriving
        if at_work is None or at_work.running:
            return
        self.arriving = None
        self.fault = str(at_work.fault) if at_work.fault else ""
        said = at_work.latest
        if said is None:
            return
        if said.thread_id:
            self.thread_id, self._loaded = said.thread_id, None
        else:
            number = len(self._unkept)
            self._unkept.append(said.message.model_copy(update={"id": f"unkept{number}"}))

    def _begin(self, turns: "Callable[[Callable[[], bool]], Iterator[Said]]") -> None:
        def work(arriving: "Arriving[Said]") -> None:
            for said in turns(arriving.cancelled):
                arriving.report(said)

        self.fault = ""
        self.arriving = Arriving(work)
        self.arriving.join(QUICK)


def talking() -> Talking:
    me = acting.principal()
    key = f"{me.person_id}.{me.role.value}"
    found: Talking | None = st.session_state.get(f"ask.{key}")
    if found is None:
        found = st.session_state[f"ask.{key}"] = Talking(key)
    return found
