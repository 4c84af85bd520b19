"""Conversations with the assistant: one person's, message by message."""

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from assistant.adapters.records.door import next_position
from assistant.adapters.records.journal_tables import MessageRow, ThreadRow
from assistant.adapters.records.own import OwnDoor, mine, require_own_pair, require_zone
from assistant.adapters.records.rows import fill, storable, stored_id, value_of
from assistant.domain.access import Action, Principal, Purpose, Resource
from assistant.domain.conversation import Message, Thread
from assistant.errors import AccessError


class Threads(OwnDoor):
    def threads(self, principal: Principal, purpose: Purpose, limit: int | None = None) -> list[Thread]:
        with self._read() as work:
            self._owner(work, principal, purpose, Action.READ, Resource.THREAD)
            query = select(ThreadRow).where(mine(ThreadRow, principal)).limit(limit)
            rows = work.scalars(query.order_by(ThreadRow.changed_at.desc(), ThreadRow.id))
            return [value_of(Thread, row) for row in rows]

    def thread(self, principal: Principal, purpose: Purpose, thread_id: str) -> Thread:
        with self._read() as work:
            me = self._owner(work, principal, purpose, Action.READ, Resource.THREAD)
            return _whole(work, me.opened(Action.READ, Resource.THREAD, work.get(ThreadRow, thread_id)))

    def save_thread(self, principal: Principal, purpose: Purpose, thread: Thread) -> Thread:
        thread = thread.model_copy(update={"id": stored_id(thread.id)})
        storable(thread)
        with self._write() as work:
            me = self._owner(work, principal, purpose, Action.WRITE, Resource.THREAD)
            me.authorise(Action.WRITE, Resource.THREAD, thread)
            row = work.get(ThreadRow, thread.id)
            if row is None:
                row = ThreadRow(id=thread.id, owner_id=thread.owner_id, role=thread.role.value)
            else:
                me.authorise(Action.WRITE, Resource.THREAD, row)
            if thread.pair_id != row.pair_id:
                require_own_pair(work, principal, thread.pair_id)
            row.title, row.pair_id, row.changed_at = thread.title, thread.pair_id, self.now()
            work.add(row)
            work.flush()
            return _whole(work, row)

    def save_message(
        self, principal: Principal, purpose: Purpose, thread_id: str, message: Message, *, cut: bool = False
    ) -> Message:
        message = message.model_copy(update={"id": stored_id(message.id)})
        storable(message)
        require_zone(message.at)
        with self._write() as work:
            thread = self._locked(work, principal, purpose, thread_id)
            row = work.get(MessageRow, message.id)
            if row is None:
                row = MessageRow(id=message.id, thread_id=thread_id)
                row.position = next_position(work, MessageRow.position, MessageRow.thread_id, thread_id)
            elif row.thread_id != thread_id:
                raise AccessError
            fill(row, message)
            work.add(row)
            if cut:
                later = (MessageRow.thread_id == thread_id) & (MessageRow.position > row.position)
                work.execute(delete(MessageRow).where(later))
            thread.changed_at = self.now()
            return value_of(Message, row)

    def delete_message(self, principal: Principal, purpose: Purpose, thread_id: str, message_id: str) -> None:
        with self._write() as work:
            thread = self._locked(work, principal, purpose, thread_id)
            row = work.get(MessageRow, message_id)
            if row is None or row.thread_id != thread_id:
                raise AccessError
            work.delete(row)
            thread.changed_at = self.now()

    def delete_thread(self, principal: Principal, purpose: Purpose, thread_id: str) -> None:
        with self._write() as work:
            me = self._owner(work, principal, purpose, Action.DELETE, Resource.THREAD)
            work.delete(me.opened(Action.DELETE, Resource.THREAD, work.get(ThreadRow, thread_id)))

    def _locked(self, work: Session, principal: Principal, purpose: Purpose, thread_id: str) -> ThreadRow:
        """One's own thread, with one writer at a time, so that messages keep their order."""
        me = self._owner(work, principal, purpose, Action.WRITE, Resource.THREAD)
        query = select(ThreadRow).where(ThreadRow.id == thread_id).with_for_update()
        return me.opened(Action.WRITE, Resource.THREAD, work.scalar(query))


def _whole(work: Session, row: ThreadRow) -> Thread:
    query = select(MessageRow).where(MessageRow.thread_id == row.id).order_by(MessageRow.position)
    return value_of(
        Thread, row, messages=tuple(value_of(Message, message) for message in work.scalars(query))
    )
