"""What was typed is stored first; only then is it looked at."""

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import uuid4

import streamlit as st

from assistant.domain.access import Principal, Purpose
from assistant.domain.journal import Entry
from assistant.domain.safety import Surface
from assistant.errors import AccessError, AssistantError, ConflictError
from assistant.safeguarding.card import SupportCard
from assistant.screens import acting, remembered, session
from assistant.screens.editor import Answer, Order, Typed

OWN = Purpose.REFLECT_SELF

_OPEN = "journal.open"


@dataclass
class Page:
    """One page of the journal while it is open in this window."""

    entry: Entry
    stored: bool
    """Is anything of it on record? A page nobody wrote on leaves no trace."""
    answer: Answer = field(default_factory=Answer)
    other: Entry | None = None
    """What stands there instead, when another window wrote on the same page; the words typed here wait."""
    typed: Typed | None = None
    fault: str = ""
    card: SupportCard | None = None

    @property
    def concern(self) -> bool:
        """Is there anything in it that a person should hear? Decided by rules; no model reads it then."""
        return self.card is not None

    def order(self, **what: object) -> None:
        """Have the browser add to its words, or change them, once."""
        given = Order.model_validate({"id": uuid4().hex, **what})
        self.answer = self.answer.model_copy(update={"order": given})


def open_id() -> str | None:
    """The page the reader has open: kept in the address, as an id, so that a reload finds it again."""
    found = remembered.get("entry")
    mine = _mine()
    if found and st.session_state.setdefault("journal.of", mine) != mine:
        close()  # somebody else acts now
        return None
    return found


def open_page(entry_id: str) -> Page:
    """The page as it was in this window, else as it is on record, else a fresh one."""
    pages: dict[str, Page] = st.session_state.setdefault(_OPEN, {})
    if entry_id not in pages:
        pages.clear()
        pages[entry_id] = _loaded(entry_id)
    return pages[entry_id]


def go_to(entry_id: str) -> None:
    """From the next run on."""
    st.session_state["journal.of"] = _mine()
    st.session_state.pop(_OPEN, None)
    remembered.put("entry", entry_id)


def begin(append: str = "") -> None:
    """A fresh page, perhaps with a first line."""
    entry_id = str(uuid4())
    go_to(entry_id)
    if append:
        open_page(entry_id).order(append=append)


def close() -> None:
    st.session_state.pop(_OPEN, None)
    st.session_state.pop("journal.of", None)
    remembered.drop("entry")


def receive(page: Page, typed: Typed) -> None:
    """Store the newest words. Nothing that goes wrong here may lose them: the browser keeps them and tries again."""
    order = page.answer.order
    if order and typed.done == order.id:
        page.answer = page.answer.model_copy(update={"order": None})
    if not is_new(page, typed):
        return
    page.typed = typed
    if page.other is not None:
        _failed(page, typed)
        return
    _store(page, typed, seen=page.entry if page.stored else None)


def is_new(page: Page, typed: Typed) -> bool:
    return typed.sequence > max(page.answer.saved, page.answer.failed)


def settle(page: Page, title: str, on: date, text: str) -> None:
    """After two windows wrote on one page: these words stand from now on."""
    if page.other is not None:
        page.entry, page.stored, page.other = page.other, True, None
    page.order(replace={"title": title[:120], "on": on.isoformat(), "text": text})


def _store(page: Page, typed: Typed, seen: Entry | None) -> None:
    words = {"title": typed.title.strip(), "text": typed.text, "on": typed.on or page.entry.on}
    wanted = page.entry.model_copy(update=words)
    if _differs(page, wanted):
        me, records = acting.principal(), session.assistant().records
        try:
            page.entry = records.save_entry(me, OWN, wanted, seen=seen)
        except ConflictError:
            _conflict(page, typed, me)
            return
        except AssistantError as error:
            page.fault = str(error)
            _failed(page, typed)
            return
        page.stored = True
    page.fault = ""
    _saved(page, typed)
    support = session.assistant().support
    page.card = support.look(acting.principal(), _words(page.entry), Surface.JOURNAL)


def _differs(page: Page, wanted: Entry) -> bool:
    """A fresh page is stored with its first word."""
    return wanted != page.entry if page.stored else bool(wanted.title or wanted.text.strip())


def _conflict(page: Page, typed: Typed, me: Principal) -> None:
    try:
        page.other = session.assistant().records.entry(me, OWN, page.entry.id)
    except AccessError:  # deleted in another window, and written on here: the words are not lost with it
        page.stored = False
        page.entry = page.entry.model_copy(update={"version": 1, "changed_at": None})
        _store(page, typed, seen=None)
        return
    if (page.other.title, page.other.text) == (typed.title.strip(), typed.text):
        page.entry, page.other = page.other, None
        _saved(page, typed)
    else:
        _failed(page, typed)


def _words(entry: Entry) -> list[str]:
    return [entry.title, entry.text]


def _saved(page: Page, typed: Typed) -> None:
    now = datetime.now().strftime("%H:%M")
    page.answer = page.answer.model_copy(update={"saved": typed.sequence, "failed": 0, "time": now})


def _failed(page: Page, typed: Typed) -> None:
    page.answer = page.answer.model_copy(update={"failed": typed.sequence})


def _loaded(entry_id: str) -> Page:
    me = acting.principal()
    try:
        entry = session.assistant().records.entry(me, OWN, entry_id)
    except AccessError:
        fresh = Entry(id=entry_id, owner_id=me.person_id, role=me.role, on=date.today())
        return Page(fresh, stored=False)
    return Page(entry, stored=True, card=session.assistant().support.again(me, _words(entry)))


def _mine() -> tuple[str, str]:
    me = acting.principal()
    return me.person_id, me.role.value
