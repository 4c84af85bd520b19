"""A world in which every private field holds a word of its own, and a reader who calls everything.

`Canaries.leaks()` is every word that came up where it must not. It tells who may meet which word
by its own few lines, not by the policy that is under test.
"""

import inspect
import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from sqlalchemy import text

from assistant.adapters.records.door import Door
from assistant.adapters.records.engine import writing
from assistant.adapters.records.store import SqlRecords
from assistant.domain.access import Principal, Purpose
from assistant.domain.conversation import Answer, Thread
from assistant.domain.goals import Goal
from assistant.domain.people import Form, Pair, Role
from assistant.domain.strengths import Evidence, Strength
from assistant.domain.value import Value, texts
from assistant.errors import AccessError, AssistantError
from assistant.ports import Records
from tests.journal_stage import REFLECT, digest, leave, message, own_draft, page, prompt
from tests.safety_stage import SAFE, entrust, event
from tests.world import MANAGE, PREPARE, World, agenda, new_id

ALONE = frozenset({REFLECT, MANAGE, Purpose.PREPARE_SELF})
"""For what one's own private goals, strengths and drafts of a pair come up."""
SHOWN = frozenset({PREPARE, MANAGE})

OWNERS = (
    ("one", "Ana", Role.MENTOR),
    ("one", "Ben", Role.MENTEE),
    ("two", "Kim", Role.MENTOR),
    ("three", "Kim", Role.MENTEE),
    ("group", "Dan", Role.MENTEE),
    ("group", "Off", Role.MENTEE),
    ("group", "Out", Role.MENTEE),
    ("peers", "Eli", Role.PEER),
    ("elsewhere", "Nia", Role.MENTEE),
)
"""In which pair each of them keeps and shows something."""

ASKED_BY_ID = 5
"""Of so many owners one thing of each kind is asked for by its id: the others come up in lists, or not at all."""

CHANGES = (
    "save_", "delete_", "add_", "set_", "close_", "rate_", "grant", "revoke", "release_", "withdraw_",
    "answer_", "publish_", "note_", "dispute_", "ask_", "receive_", "acknowledge_",
)  # fmt: skip
"""How the names of methods begin that change something (`grants` only reads)."""


@dataclass(frozen=True)
class Canary:
    """A word, and who may meet it for which purposes."""

    word: str
    field: str
    readers: frozenset[tuple[str, Role]]
    purposes: frozenset[Purpose]

    def may_meet(self, me: Principal, purpose: Purpose) -> bool:
        return (me.person_id, me.role) in self.readers and purpose in self.purposes


@dataclass
class Canaries:
    records: SqlRecords
    planted: dict[str, Canary] = field(default_factory=dict)
    readers: list[Principal] = field(default_factory=list)
    ids: dict[str, list[str]] = field(default_factory=dict)
    named: dict[str, list[Principal]] = field(default_factory=dict)
    calls: int = 0

    def __post_init__(self) -> None:
        self.here, self.there = World(self.records).found("Here"), World(self.records).found("There")
        self._people()
        entrust(self.here)
        entrust(self.there)
        for pair, name, role in OWNERS:
            self._plant(self.pairs[pair], (self.there if name == "Nia" else self.here).acting(name, role))
        self._behind_our_back()
        for world in (self.here, self.there):
            # Those who would notice most come first, so that a test of the test is soon over.
            for name in sorted(
                world.people, key=lambda name: (name not in ("Kim", "Dan", "Ivy", "Ana"), name)
            ):
                self.readers += [world.acting(name, role) for role in world.people[name].roles]

    # Planting.

    def _people(self) -> None:
        for name, roles in {
            "Ana": (Role.MENTOR,), "Ivy": (Role.MENTOR,), "Ben": (Role.MENTEE,), "Dan": (Role.MENTEE,),
            "Eli": (Role.PEER,), "Fay": (Role.PEER,), "Kim": (Role.MENTOR, Role.MENTEE),
            "Tess": (Role.TRAINER,), "Off": (Role.MENTEE,), "Out": (Role.MENTEE,),
        }.items():  # fmt: skip
            self.here.add(name, *roles)
        join = self.here.join
        self.pairs = {
            "one": self.here.one_to_one("Ana", "Ben"),
            "two": join(Form.ONE_TO_ONE, Kim=Role.MENTOR, Dan=Role.MENTEE),
            "three": join(Form.ONE_TO_ONE, Ivy=Role.MENTOR, Kim=Role.MENTEE),
            "group": join(
                Form.GROUP, Ivy=Role.MENTOR, Ben=Role.MENTEE, Dan=Role.MENTEE, Off=Role.MENTEE, Out=Role.MENTEE
            ),
            "peers": join(Form.PEER, Eli=Role.PEER, Fay=Role.PEER),
            "elsewhere": self.there.one_to_one("Max", "Nia"),
        }  # fmt: skip
        self.there.add("Tess", Role.TRAINER)
        self.ids = {"pair_id": [pair.id for pair in self.pairs.values()]}

    def word(self, field: str, me: Principal, purposes: frozenset[Purpose]) -> str:
        return self.know(f"canary{len(self.planted):03d}x", field, me, purposes)

    def know(
        self, word: str, field: str, me: Principal, purposes: frozenset[Purpose], *only: tuple[str, Role]
    ) -> str:
        readers = frozenset(only or {(me.person_id, me.role)})
        self.planted[word] = Canary(word, field, readers, purposes)
        return word

    def _plant(self, pair: Pair, me: Principal) -> None:
        self._pages(pair, me)
        self._digests(pair, me)
        self._conversation(me)
        self._private_things(pair, me)
        self._event(me)

    def _event(self, me: Principal) -> None:
        """That a card was shown is known to its reader, and to the lead unless they may be the one it is about."""
        r, own = self.records, frozenset({SAFE})
        world = self.there if me.programme_id == self.there.coordinator.programme_id else self.here
        lead = world.people["Lea"]
        about = (lead.id,) if me.role is Role.MENTEE else ()
        told = r.note_event(me, SAFE, event(me, excluded_ids=about))
        who = world.people["Deb" if about else "Lea"]
        readers = ((me.person_id, me.role), *((who.id, role) for role in who.roles))
        self.know(told.id, "id of a safety event", me, own, *readers)

    def _named(self, kind: str, name: str, found: Any, me: Principal, purposes: frozenset[Purpose]) -> None:
        """That something is there is as private as its words: its id is a canary too."""
        self.know(found.id, f"id of {kind}", me, purposes)
        if me not in self.named.setdefault(kind, []) and len(self.named[kind]) < ASKED_BY_ID:
            self.named[kind].append(me)
            self.ids.setdefault(name, []).append(found.id)

    def _pages(self, pair: Pair, me: Principal) -> None:
        r, own = self.records, frozenset({REFLECT})
        first = f"Shown here. {self.word('entry version 1', me, own)}."
        entry = r.save_entry(me, REFLECT, page(me, first, title=self.word("title", me, own), pair_id=pair.id))
        self._named("entry", "entry_id", entry, me, own)
        readers = tuple((m.person_id, m.role) for m in pair.members if m.role in (Role.MENTOR, Role.PEER))
        others = tuple(reader for reader in readers if reader[0] != me.person_id)
        if others:
            r.grant(me, REFLECT, leave(entry, pair, "Shown here.", use_in_drafts=True))
            self._leave(pair, me, others)
            later = f"Later. {self.word('entry version 2', me, own)}"
            r.save_entry(me, REFLECT, entry.model_copy(update={"text": later}), seen=entry)
        made = own_draft(me, body={"title": self.word("own draft", me, own), "entry_ref": f"{entry.id}@1"})
        self._named("own draft", "draft_id", r.save_draft(me, REFLECT, made), me, own)
        r.add_shown_prompts(me, REFLECT, [prompt(me, self.word("prompt", me, own), entry_id=entry.id)])

    def _leave(self, pair: Pair, me: Principal, others: tuple[tuple[str, Role], ...]) -> None:
        """What is shown is met by those it is shown to; what was taken back or has run out, by nobody."""
        r, own = self.records, frozenset({REFLECT})
        gone = me.person_id in (self.here.people["Off"].id, self.here.people["Out"].id)
        shown = f"canary{len(self.planted):03d}x"
        mine = (me.person_id, me.role)
        readers = (mine,) if gone else (mine, *others)
        self.know(shown, "shown passage", me, SHOWN | own, *readers)
        back, old = self.word("taken back", me, own), self.word("run out", me, own)
        entry = r.save_entry(me, REFLECT, page(me, f"{shown}. {back}. {old}."))
        self._named("entry", "entry_id", entry, me, own)
        r.grant(me, REFLECT, leave(entry, pair, f"{shown}."))
        r.revoke(me, REFLECT, r.grant(me, REFLECT, leave(entry, pair, f"{back}.")).id)
        now = Door.now
        try:
            Door.now = lambda self: now(self) - timedelta(days=400)  # type: ignore[method-assign]
            r.grant(me, REFLECT, leave(entry, pair, f"{old}."))
        finally:
            Door.now = now  # type: ignore[method-assign]

    def _digests(self, pair: Pair, me: Principal) -> None:
        r, own = self.records, frozenset({REFLECT})
        if any(m.role in (Role.MENTOR, Role.PEER) for m in pair.members if m.person_id != me.person_id):
            withdrawn = r.save_digest(me, REFLECT, digest(me, pair, self.word("withdrawn", me, own)))
            r.release_digest(me, REFLECT, withdrawn.id)
            r.withdraw_digest(me, REFLECT, withdrawn.id)
            entry = r.save_entry(me, REFLECT, page(me))
            self._named("entry", "entry_id", entry, me, own)
            points = ({"text": "Told on purpose", "entry_id": entry.id},)
            told = r.save_digest(me, REFLECT, digest(me, pair, points=points))
            r.release_digest(me, REFLECT, told.id)
        unreleased = r.save_digest(me, REFLECT, digest(me, pair, self.word("unreleased", me, own)))
        self._named("digest", "digest_id", unreleased, me, own)

    def _conversation(self, me: Principal) -> None:
        r, own = self.records, frozenset({REFLECT})
        title = self.word("thread", me, own)
        thread = r.save_thread(me, REFLECT, Thread(owner_id=me.person_id, role=me.role, title=title))
        self._named("thread", "thread_id", thread, me, own)
        answer = Answer(text=self.word("answer", me, own))
        said = message(self.word("question", me, own), answer=answer, blocked=True)
        r.save_message(me, REFLECT, thread.id, said)

    def _private_things(self, pair: Pair, me: Principal) -> None:
        r, who = self.records, me.person_id
        evidence = (Evidence(text=self.word("private evidence", me, ALONE)),)
        strength = Strength(
            id="",
            person_id=who,
            name=self.word("private strength", me, ALONE),
            evidence=evidence,
            shared=False,
        )
        strength = r.save_strength(me, MANAGE, pair.id, strength)
        words = self.word("private goal", me, ALONE)
        goal = Goal(id="", owner_id=who, text=words, shared=False, strength_id=strength.id)
        self._named("private goal", "goal_id", r.save_goal(me, MANAGE, pair.id, goal), me, ALONE)
        self.know(strength.id, "id of private strength", me, ALONE)
        work = frozenset({PREPARE, MANAGE, Purpose.PREPARE_SELF})
        draft = agenda(pair, visibility=(), body={"title": self.word("draft of a pair", me, work)})
        self._named("draft of a pair", "draft_id", r.save_draft(me, PREPARE, draft), me, work)

    def _behind_our_back(self) -> None:
        """Two whose grants nobody took back: one was switched off, one is no longer in the pair."""
        with writing(self.records._engine).begin() as connection:
            connection.execute(text("UPDATE people SET active = :no WHERE name = 'Off'"), {"no": False})
            out = {"id": self.here.people["Out"].id}
            connection.execute(text("DELETE FROM members WHERE person_id = :id"), out)

    # Reading.

    def reads(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """Every read method of the port with everything it could be asked for."""
        for name in read_methods():
            parameters = inspect.signature(getattr(Records, name)).parameters
            given = [
                parameter for parameter in parameters if parameter not in ("self", "principal", "purpose")
            ]
            choices = [self._choices(name, parameter) for parameter in given]
            for values in itertools.product(*choices):
                yield (
                    name,
                    {key: value for key, value in zip(given, values, strict=True) if value is not OMITTED},
                )

    def _choices(self, method: str, parameter: str) -> list[Any]:
        if (method, parameter) == ("grants", "entry_id"):
            return [OMITTED, *self.ids[parameter]]
        if parameter in self.ids:
            return [*self.ids[parameter], new_id()]
        return [OMITTED, 1] if (method, parameter) == ("entry", "version") else OPTIONS[parameter]

    def leaks(self) -> Iterator[str]:
        """Lazily, so that a test of the test need not ask everything."""
        reads = list(self.reads())
        for me, purpose in itertools.product(self.readers, Purpose):
            refusals: set[str] = set()
            for name, given in reads:
                self.calls += 1
                try:
                    found = getattr(self.records, name)(me, purpose, **given)
                except AssistantError as error:
                    if not isinstance(error, AccessError):
                        yield f"{name} says {error}"
                    refusals.add(str(error))
                    continue
                for word in set(_words(found)) & self.planted.keys():
                    if not self.planted[word].may_meet(me, purpose):
                        yield f"{self.planted[word].field} in {name} for {me.role} {purpose}"
            if not refusals <= {str(AccessError())}:
                yield f"refused in other words: {refusals}"

    def met(self) -> set[str]:
        """The words their owners meet: without them the test would pass on an empty database."""
        found: set[str] = set()
        owners = {person for canary in self.planted.values() for person, _ in canary.readers}
        asking = [me for me in self.readers if me.person_id in owners]
        for me, purpose in itertools.product(asking, (REFLECT, MANAGE, SAFE)):
            for name, given in self.reads():
                try:
                    found |= set(_words(getattr(self.records, name)(me, purpose, **given)))
                except AssistantError:
                    continue
        return found & self.planted.keys()


OMITTED = object()
OPTIONS: dict[str, list[Any]] = {
    "version": [OMITTED],
    "kind": ["reflection", "agenda"],
    "material_id": [new_id()],
    "passage_ids": [[new_id()]],
    "readers": [OMITTED],
    "limit": [OMITTED],
    "since": [OMITTED],
    "closed": [True],
    "sessions": [OMITTED],
    "remaking": [OMITTED],
    "earlier": [True],
}
"""What need not be given; each reader asks once with it left out, or with what shows most."""


def read_methods() -> list[str]:
    return sorted(
        name
        for name, method in inspect.getmembers(Records, inspect.isfunction)
        if "principal" in inspect.signature(method).parameters
        and (name == "grants" or not name.startswith(CHANGES))
    )


def _words(found: object) -> Iterator[str]:
    """Every string of an answer, and every canary inside of it."""
    for said in texts(_plain(found)):
        yield said
        yield from (said[at : at + 10] for at in range(len(said)) if said.startswith("canary", at))


def _plain(found: object) -> object:
    if isinstance(found, Value):
        return found.model_dump(warnings=False)
    if isinstance(found, list | tuple | set):
        return [_plain(one) for one in found]
    if isinstance(found, dict):
        return {str(key): _plain(one) for key, one in found.items()}
    return found
