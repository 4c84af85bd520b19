"""What one person of the stage keeps for themselves and shows, and every way at it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from assistant.adapters.records.store import SqlRecords
from assistant.domain.access import Action, Principal, Purpose
from assistant.domain.conversation import Answer, Message, Thread
from assistant.domain.drafts import Draft
from assistant.domain.journal import Answered, Digest, Entry, Grant, Point, ShownPrompt
from assistant.domain.people import Pair, Role
from assistant.errors import AccessError
from tests.world import DAY, agenda

if TYPE_CHECKING:
    from tests.stage import Things

REFLECT = Purpose.REFLECT_SELF
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)

Attempt = Callable[[SqlRecords, Principal, Purpose, "Things"], bool]


def page(me: Principal, text: str = "I was glad. Nobody knows.", **more: object) -> Entry:
    return Entry.model_validate({"owner_id": me.person_id, "role": me.role, "on": DAY, "text": text, **more})


def own_draft(me: Principal, **more: object) -> Draft:
    given = {"kind": "reflection", "pair_id": None, "visibility": (), "body": {"title": "Mine"}, **more}
    return agenda(
        Pair(id="", programme_id=me.programme_id, form="one_to_one", members=()),
        **given,
    )


def prompt(me: Principal, text: str = "What made you glad?", **more: object) -> ShownPrompt:
    given = {"technique": "driscoll", "stage": "what", "depth": "analytic", "at": NOON, "text": text}
    return ShownPrompt.model_validate({"owner_id": me.person_id, "role": me.role, **given, **more})


def message(asked: str = "How do I begin?", **more: object) -> Message:
    return Message.model_validate({"asked": asked, "at": NOON, "answer": Answer(text="Slowly."), **more})


@dataclass
class Pages:
    """One person's own: nothing of it is another's, except what stands in `given` and `released`."""

    entry: Entry
    given: Grant | None
    """None for a mentor, whose mentee reads nothing."""
    digest: Digest
    released: Digest | None
    prompt: ShownPrompt
    draft: Draft
    thread: Thread
    message: Message


def pages(records: SqlRecords, me: Principal, pair: Pair) -> Pages:
    entry = records.save_entry(me, REFLECT, page(me, pair_id=pair.id))
    shows = me.role is not Role.MENTOR
    thread = records.save_thread(me, REFLECT, Thread(owner_id=me.person_id, role=me.role, title="Ours"))
    return Pages(
        entry=entry,
        given=records.grant(me, REFLECT, leave(entry, pair)) if shows else None,
        released=_released(records, me, pair) if shows else None,
        digest=records.save_digest(me, REFLECT, digest(me, pair)),
        prompt=records.add_shown_prompts(me, REFLECT, [prompt(me)])[0],
        draft=records.save_draft(me, REFLECT, own_draft(me)),
        thread=thread,
        message=records.save_message(me, REFLECT, thread.id, message()),
    )


def leave(entry: Entry, pair: Pair, excerpt: str = "I was glad.", **more: object) -> Grant:
    of = {"entry_id": entry.id, "version": entry.version, "owner_id": entry.owner_id, "pair_id": pair.id}
    return Grant.model_validate({**of, "excerpt": excerpt, **more})


def digest(me: Principal, pair: Pair, *points: str, **more: object) -> Digest:
    told = tuple(Point(text=text) for text in points or ("How the talk went",))
    return Digest.model_validate({"owner_id": me.person_id, "pair_id": pair.id, "points": told, **more})


def _released(records: SqlRecords, me: Principal, pair: Pair) -> Digest:
    written = records.save_digest(me, REFLECT, digest(me, pair, "The exam"))
    return records.release_digest(me, REFLECT, written.id)


def everything_own(records: SqlRecords, me: Principal, pair: Pair) -> list[object]:
    """All that this person keeps for themselves, as they see it."""
    threads = records.threads(me, REFLECT)
    return [
        records.entries(me, REFLECT),
        records.grants(me, REFLECT),
        records.digest(me, REFLECT, pair.id),
        records.shown_prompts(me, REFLECT),
        records.own_drafts(me, REFLECT, "reflection"),
        [records.thread(me, REFLECT, thread.id) for thread in threads],
        records.may_leave(me, REFLECT),
    ]


def _opens(*reads: Callable[[], object]) -> list[bool]:
    answers = []
    for read in reads:
        try:
            answers.append(bool(read()))
        except AccessError:
            answers.append(False)
    return answers


def _agreed(answers: list[bool]) -> bool:
    """What is listed can be opened, and nothing else can."""
    assert len(set(answers)) == 1, answers
    return answers[0]


def _reads_entry(r: SqlRecords, me: Principal, p: Purpose, it: "Things") -> bool:
    wanted = it.pages.entry
    return _agreed(
        _opens(
            lambda: wanted in r.entries(me, p),
            lambda: r.entry(me, p, wanted.id),
            lambda: r.entry(me, p, wanted.id, wanted.version),
        )
    )


def _deletes_entry(r: SqlRecords, me: Principal, p: Purpose, it: "Things") -> bool:
    r.delete_entry(me, p, it.pages.entry.id)
    it.pages.entry = r.save_entry(it.owner, REFLECT, page(it.owner))
    if it.pages.given:
        it.pages.given = r.grant(it.owner, REFLECT, leave(it.pages.entry, it.pair))
    return True


def _reads_grant(r: SqlRecords, me: Principal, p: Purpose, it: "Things") -> bool:
    given = r.grants(me, p)
    return it.pages.given in given if it.pages.given else me == it.owner


def _gives(r: SqlRecords, me: Principal, p: Purpose, it: "Things") -> bool:
    made = r.grant(me, p, leave(it.pages.entry, it.pair))
    it.pages.given = r.revoke(me, p, made.id)
    it.pages.given = r.grant(it.owner, REFLECT, leave(it.pages.entry, it.pair))
    return True


def _reads_digest(r: SqlRecords, me: Principal, p: Purpose, it: "Things") -> bool:
    return r.digest(me, p, it.pair.id) == it.pages.digest


def _writes_digest(r: SqlRecords, me: Principal, p: Purpose, it: "Things") -> bool:
    it.pages.digest = r.save_digest(me, p, it.pages.digest)
    return True


def _deletes_digest(r: SqlRecords, me: Principal, p: Purpose, it: "Things") -> bool:
    r.delete_digest(me, p, it.pages.digest.id)
    it.pages.digest = r.save_digest(it.owner, REFLECT, digest(it.owner, it.pair))
    return True


def _reads_draft(r: SqlRecords, me: Principal, p: Purpose, it: "Things") -> bool:
    wanted = it.pages.draft
    return _agreed(
        _opens(
            lambda: wanted.id in {draft.id for draft in r.own_drafts(me, p, "reflection")},
            lambda: r.draft(me, p, wanted.id),
            lambda: r.versions(me, p, wanted.id),
        )
    )


def _writes_draft(r: SqlRecords, me: Principal, p: Purpose, it: "Things") -> bool:
    later = it.pages.draft.model_copy(update={"version": it.pages.draft.version + 1})
    it.pages.draft = r.save_draft(me, p, later)
    return True


def _deletes_draft(r: SqlRecords, me: Principal, p: Purpose, it: "Things") -> bool:
    r.delete_draft(me, p, it.pages.draft.id)
    it.pages.draft = r.save_draft(it.owner, REFLECT, own_draft(it.owner))
    return True


def _reads_thread(r: SqlRecords, me: Principal, p: Purpose, it: "Things") -> bool:
    wanted = it.pages.thread
    return _agreed(
        _opens(
            lambda: wanted.id in {thread.id for thread in r.threads(me, p)},
            lambda: r.thread(me, p, wanted.id),
        )
    )


def _deletes_thread(r: SqlRecords, me: Principal, p: Purpose, it: "Things") -> bool:
    r.delete_thread(me, p, it.pages.thread.id)
    it.pages.thread = r.save_thread(it.owner, REFLECT, it.pages.thread)
    it.pages.message = r.save_message(it.owner, REFLECT, it.pages.thread.id, message())
    return True


def _decides(method: str, *given: bool) -> Attempt:
    def attempt(r: SqlRecords, me: Principal, p: Purpose, it: "Things") -> bool:
        """Nobody can even name another's choice, so what is asked about is always one's own."""
        getattr(r, method)(me, p, *given)
        return me == it.owner

    return attempt


def _reads_shown(r: SqlRecords, me: Principal, p: Purpose, it: "Things") -> bool:
    given, released = it.pages.given, it.pages.released
    return _agreed(
        _opens(
            lambda: given and given.id in {shown.grant_id for shown in r.shown(me, p, it.pair.id)},
            lambda: released and released.id in {told.id for told in r.released(me, p, it.pair.id)},
        )
    )


OWN_ATTEMPTS: dict[tuple[str, Action], Attempt] = {
    ("entry", Action.READ): _reads_entry,
    ("entry", Action.WRITE): lambda r, me, p, it: bool(r.save_entry(me, p, it.pages.entry)),
    ("entry", Action.DELETE): _deletes_entry,
    ("grant", Action.READ): _reads_grant,
    ("grant", Action.WRITE): _gives,
    ("digest", Action.READ): _reads_digest,
    ("digest", Action.WRITE): _writes_digest,
    ("digest", Action.DELETE): _deletes_digest,
    ("prompt", Action.READ): lambda r, me, p, it: it.pages.prompt in r.shown_prompts(me, p),
    ("prompt", Action.WRITE): lambda r, me, p, it: bool(
        r.answer_prompt(me, p, it.pages.prompt.id, Answered.SHOWN)
    ),
    ("own_draft", Action.READ): _reads_draft,
    ("own_draft", Action.WRITE): _writes_draft,
    ("own_draft", Action.DELETE): _deletes_draft,
    ("thread", Action.READ): _reads_thread,
    ("thread", Action.WRITE): lambda r, me, p, it: bool(
        r.save_message(me, p, it.pages.thread.id, it.pages.message)
    ),
    ("thread", Action.DELETE): _deletes_thread,
    ("choice", Action.READ): _decides("may_leave"),
    ("choice", Action.WRITE): _decides("set_may_leave", False),
    ("shown", Action.READ): _reads_shown,
}

Call = Callable[[SqlRecords, Principal, Purpose, "Things"], object]

OWN_CALLS: dict[str, Call] = {
    "entry": lambda r, me, p, it: r.entry(me, p, it.pages.entry.id),
    "save_entry": lambda r, me, p, it: r.save_entry(me, p, it.pages.entry),
    "delete_entry": lambda r, me, p, it: r.delete_entry(me, p, it.pages.entry.id),
    "grant": lambda r, me, p, it: r.grant(me, p, leave(it.pages.entry, it.pair)),
    "revoke": lambda r, me, p, it: r.revoke(me, p, it.pages.given.id if it.pages.given else ""),
    "shown": lambda r, me, p, it: r.shown(me, p, it.pair.id),
    "digest": lambda r, me, p, it: r.digest(me, p, it.pair.id),
    "save_digest": lambda r, me, p, it: r.save_digest(me, p, it.pages.digest),
    "delete_digest": lambda r, me, p, it: r.delete_digest(me, p, it.pages.digest.id),
    "release_digest": lambda r, me, p, it: r.release_digest(me, p, it.pages.digest.id),
    "withdraw_digest": lambda r, me, p, it: r.withdraw_digest(me, p, it.pages.digest.id),
    "released": lambda r, me, p, it: r.released(me, p, it.pair.id),
    "add_shown_prompts": lambda r, me, p, it: r.add_shown_prompts(me, p, [it.pages.prompt]),
    "answer_prompt": lambda r, me, p, it: r.answer_prompt(me, p, it.pages.prompt.id, Answered.USED),
    "delete_draft": lambda r, me, p, it: r.delete_draft(me, p, it.pages.draft.id),
    "thread": lambda r, me, p, it: r.thread(me, p, it.pages.thread.id),
    "save_thread": lambda r, me, p, it: r.save_thread(me, p, it.pages.thread),
    "save_message": lambda r, me, p, it: r.save_message(me, p, it.pages.thread.id, it.pages.message),
    "delete_message": lambda r, me, p, it: r.delete_message(me, p, it.pages.thread.id, it.pages.message.id),
    "delete_thread": lambda r, me, p, it: r.delete_thread(me, p, it.pages.thread.id),
}
"""Each asks for something by its name; whose it is, it does not say."""

LISTS_OF_ONES_OWN = {
    "entries", "grants", "shown_prompts", "own_drafts", "threads", "may_leave", "set_may_leave",
}  # fmt: skip
"""They name nothing but the asking person."""
