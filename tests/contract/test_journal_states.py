"""Writing, showing and taking back in any order: what each reader sees is what a small model says."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from assistant.adapters.records.door import Door
from assistant.adapters.records.store import SqlRecords, open_records
from assistant.domain.access import Purpose
from assistant.domain.journal import Entry
from assistant.domain.people import Member, Role
from assistant.errors import AccessError, AssistantError
from tests.journal_stage import NOON, REFLECT, digest, leave, page
from tests.postgres import Server
from tests.world import MANAGE, PREPARE, SET_UP, World

WORDS = st.sampled_from(["One.", "One. Two.", "One. Three.", ""])
LASTS = timedelta(days=180)


@dataclass
class Leave:
    """A grant or a digest as the model knows it."""

    owner: str
    text: str
    at: Any
    use: bool = False
    alive: bool = True
    of: tuple[str, int, str] = ("", 0, "")
    """Which passage of which version of which entry it shows."""
    runs_out: bool = True


@dataclass
class Page:
    owner: str
    versions: dict[int, str] = field(default_factory=dict)
    granted: set[int] = field(default_factory=set)


class Journals(RuleBasedStateMachine):
    """One pair whose mentor changes, who closes and opens, with a clock that runs."""

    open: Callable[[], Any]
    pages, notes = Bundle("pages"), Bundle("notes")

    def __init__(self) -> None:
        super().__init__()
        self.opened = type(self).open()
        self.r: SqlRecords = self.opened.__enter__()
        self.moment, self.real_now = NOON, Door.now
        Door.now = lambda _: self.moment  # type: ignore[method-assign]
        self.world = World(self.r).found()
        for name, role in (("Cleo", Role.MENTOR), ("Dan", Role.MENTEE)):
            self.world.add(name, role)
        self.pair = self.world.one_to_one("Ana", "Ben")
        self.mentor, self.active, self.ben_active = "Ana", True, True
        self.model: dict[str, Page] = {}
        self.shown: dict[str, Leave] = {}
        self.told: dict[str, Leave] = {}
        self.unreleased: set[str] = set()

    def teardown(self) -> None:
        Door.now = self.real_now  # type: ignore[method-assign]
        self.opened.__exit__(None, None, None)

    def does(self, allowed: bool, act: Callable[[], Any]) -> Any:
        """What the model allows happens, and what it does not is refused."""
        self.moment += timedelta(minutes=1)
        if allowed:
            return act()
        with pytest.raises(AssistantError):
            act()
        return None

    @property
    def me(self) -> Any:
        return self.world.acting("Ben")

    def end(self, owner: str | None = None) -> None:
        for given in [*self.shown.values(), *self.told.values()]:
            given.alive = given.alive and given.owner != (owner or given.owner)

    @rule(target=pages, text=WORDS)
    def write(self, text: str) -> str:
        saved = self.does(self.ben_active, lambda: self.r.save_entry(self.me, REFLECT, page(self.me, text)))
        if saved is None:
            return ""
        self.model[saved.id] = Page("Ben", {1: text})
        return str(saved.id)

    @initialize(target=pages)
    def begin(self) -> str:
        """Something is shown from the start, so that there is something to end."""
        entry_id = self.write(text="One. Two.")
        self.release(note_id=self.note(text="The exam", use=True))
        self.give(entry_id=entry_id, old=False, excerpt="One.", use=True)
        return entry_id

    @rule(entry_id=pages, text=WORDS)
    def edit(self, entry_id: str, text: str) -> None:
        there = self.model.get(entry_id)
        given = page(self.me, text, id=entry_id)
        if there is None:
            return
        saved = self.does(self.ben_active, lambda: self.r.save_entry(self.me, REFLECT, given))
        if saved is None:
            return
        newest = max(there.versions)
        if newest in there.granted and there.versions[newest] != text:
            newest += 1
        there.versions[newest] = text
        assert (saved.version, saved.text) == (newest, text)

    @rule(
        entry_id=pages,
        old=st.booleans(),
        excerpt=st.sampled_from(["", "One."]),
        use=st.booleans(),
    )
    def give(self, entry_id: str, old: bool, excerpt: str, use: bool) -> None:
        there = self.model.get(entry_id)
        if there is None:
            return
        version = 1 if old else max(there.versions)
        words = there.versions[version]
        entry = Entry.model_validate({**page(self.me).model_dump(), "id": entry_id, "version": version})
        fits = bool(words.strip()) and excerpt in words
        saved = self.does(
            fits and self.active and self.ben_active,
            lambda: self.r.grant(self.me, REFLECT, leave(entry, self.pair, excerpt, use_in_drafts=use)),
        )
        if saved is None:
            return
        there.granted.add(version)
        of = (entry_id, version, excerpt)
        for earlier in self.shown.values():
            earlier.alive = earlier.alive and earlier.of != of
        self.shown[saved.id] = Leave("Ben", excerpt or words, self.moment, use, of=of)

    @precondition(lambda self: self.shown)
    @rule(number=st.integers(0, 3))
    def take_back(self, number: int) -> None:
        grant_id = list(self.shown)[-1 - number % len(self.shown)]
        done = self.does(self.ben_active, lambda: self.r.revoke(self.me, REFLECT, grant_id))
        self.shown[grant_id].alive = self.shown[grant_id].alive and done is None

    @rule(entry_id=consumes(pages))
    def delete(self, entry_id: str) -> None:
        if entry_id in self.model and self.ben_active:
            self.r.delete_entry(self.me, REFLECT, entry_id)
            del self.model[entry_id]
            self.shown = {key: given for key, given in self.shown.items() if given.of[0] != entry_id}

    @rule(target=notes, text=st.sampled_from(["The exam", "My sister"]), use=st.booleans())
    def note(self, text: str, use: bool) -> str:
        allowed = self.ben_active and self.active and not self.unreleased
        given = digest(self.me, self.pair, text, use_in_drafts=use)
        saved = self.does(allowed, lambda: self.r.save_digest(self.me, REFLECT, given))
        if saved is None:
            return ""
        self.unreleased.add(saved.id)
        return str(saved.id)

    @rule(note_id=notes)
    def release(self, note_id: str) -> None:
        if note_id in self.unreleased:
            allowed = self.active and self.ben_active
            done = self.does(allowed, lambda: self.r.release_digest(self.me, REFLECT, note_id))
            if done:
                self.unreleased.discard(note_id)
                text = done.points[0].text
                self.told[note_id] = Leave("Ben", text, self.moment, done.use_in_drafts, runs_out=False)

    @rule(note_id=notes)
    def withdraw(self, note_id: str) -> None:
        if note_id in self.told:
            done = self.does(self.ben_active, lambda: self.r.withdraw_digest(self.me, REFLECT, note_id))
            self.told[note_id].alive = self.told[note_id].alive and done is None

    @rule()
    def close(self) -> None:
        self.r.close_pair(self.world.coordinator, SET_UP, self.pair.id)
        self.active = False
        self.end()

    @rule(mentor=st.sampled_from(["Ana", "Cleo"]))
    def open_with(self, mentor: str) -> None:
        ana = Member(person_id=self.world.people[mentor].id, name=mentor, role=Role.MENTOR)
        changed = self.pair.model_copy(update={"members": (ana, self.pair.members[1]), "active": True})
        saved = self.does(self.ben_active, lambda: self.r.save_pair(self.world.coordinator, SET_UP, changed))
        if saved is not None:
            if mentor != self.mentor:
                self.end()
            self.mentor, self.active = mentor, True

    @rule(active=st.booleans())
    def switch_ben(self, active: bool) -> None:
        ben = self.world.people["Ben"].model_copy(update={"active": active})
        self.r.save_person(self.world.coordinator, SET_UP, ben)
        self.ben_active = active
        if not active:
            self.end("Ben")

    @rule(days=st.sampled_from([1, 90, 179]))
    def wait(self, days: int) -> None:
        self.moment += timedelta(days=days)

    @invariant()
    def everybody_sees_what_they_may(self) -> None:
        for name in ("Ana", "Cleo", "Ben", "Dan"):
            reads = self.active and name == self.mentor
            reader = self.world.acting(name)
            for purpose in (MANAGE, PREPARE):
                assert self._seen(self.r.shown, reader, purpose) == (
                    self._expected(self.shown) if reads else {}
                )
                assert self._seen(self.r.released, reader, purpose) == (
                    self._expected(self.told) if reads else {}
                )
            assert self._seen(self.r.shown, reader, REFLECT) == {}
            self._agenda(reader, reads)

    def _expected(self, given: dict[str, Leave]) -> dict[str, str]:
        return {
            key: one.text
            for key, one in given.items()
            if one.alive and (not one.runs_out or self.moment < one.at + LASTS)
        }

    def _seen(self, read: Callable[..., Any], reader: Any, purpose: Purpose) -> dict[str, str]:
        try:
            found = read(reader, purpose, self.pair.id)
        except AccessError:
            return {}
        return {
            one.grant_id if hasattr(one, "grant_id") else one.id: (
                one.text if hasattr(one, "text") else one.points[0].text
            )
            for one in found
        }

    def _agenda(self, reader: Any, reads: bool) -> None:
        used = {**self.shown, **self.told}
        expected = sorted(used[key].text for key in self._expected(used) if used[key].use) if reads else []
        try:
            points = self.r.facts(reader, PREPARE, self.pair.id).talking_points
        except AccessError:
            points = ()
        assert sorted(point.text for point in points) == expected

    @invariant()
    def the_owner_keeps_every_word(self) -> None:
        if not self.ben_active:
            return
        stored = {entry.id: entry.text for entry in self.r.entries(self.me, REFLECT)}
        assert stored == {key: there.versions[max(there.versions)] for key, there in self.model.items()}
        for key, there in self.model.items():
            for version, text in there.versions.items():
                assert self.r.entry(self.me, REFLECT, key, version).text == text


def machine(opening: Callable[[], Any]) -> type[Journals]:
    return type("Journals", (Journals,), {"open": staticmethod(opening)})


QUIET = settings(
    deadline=None, suppress_health_check=list(HealthCheck), stateful_step_count=30, derandomize=True
)


def test_on_sqlite(tmp_path: Path) -> None:
    empty = tmp_path / "empty.sqlite3"
    open_records(f"sqlite:///{empty}").close()
    made = iter(range(10**6))

    @contextmanager
    def opening() -> Iterator[SqlRecords]:
        path = tmp_path / f"{next(made)}.sqlite3"
        shutil.copy(empty, path)
        with open_records(f"sqlite:///{path}") as records:
            yield records
        path.unlink()

    run_state_machine_as_test(machine(opening), settings=settings(QUIET, max_examples=12))


@pytest.mark.postgres
def test_on_postgresql(postgres: Server, template: str) -> None:
    @contextmanager
    def opening() -> Iterator[SqlRecords]:
        with open_records(postgres.new_database(template)) as records:
            yield records

    run_state_machine_as_test(machine(opening), settings=settings(QUIET, max_examples=3))
