"""A stage for the access tests: every kind of thing, owned by each side, and strangers around it."""

from collections.abc import Callable
from dataclasses import dataclass

from assistant.adapters.records.store import SqlRecords
from assistant.domain.access import Action, Principal, Purpose, Relation
from assistant.domain.drafts import Draft
from assistant.domain.goals import Goal
from assistant.domain.material import Material
from assistant.domain.meetings import Commitment, Session, TalkingPoint
from assistant.domain.people import Form, Pair, Role
from assistant.domain.safety import SafetyEvent
from assistant.domain.strengths import Strength
from assistant.errors import AccessError, InputError
from tests.journal_stage import OWN_ATTEMPTS, Pages, pages
from tests.safety_stage import SAFE, SAFETY_ATTEMPTS, entrust, event
from tests.shelf import CURATE, document
from tests.world import DAY, MANAGE, PREPARE, SET_UP, World, agenda, new_id

SECRET = "SECRET"


@dataclass
class Shelf:
    """What the programme has added for everyone: one document to read, one that nobody has published."""

    curator: Principal
    published: Material
    waiting: Material


@dataclass
class Things:
    """What one person of a pair has there, beside what the programme has for all."""

    shelf: Shelf
    pair: Pair
    owner: Principal
    goal: Goal
    private_goal: Goal
    strength: Strength
    commitment: Commitment
    point: TalkingPoint
    session: Session
    draft_id: str
    private_draft_id: str
    sheet_draft_id: str
    private_strength: Strength
    pages: Pages
    event: SafetyEvent
    lead: Principal


class Stage:
    """Two programmes. In the first: Ana with Ben, Cleo with Dan, Eli with Fay, Gus with Hal, and staff."""

    def __init__(self, records: SqlRecords) -> None:
        self.records = records
        self.here, self.there = World(records).found("Here"), World(records).found("There")
        self.pairs = {
            "Ana": self.here.one_to_one("Ana", "Ben"),
            "Cleo": self.here.one_to_one("Cleo", "Dan"),
            "Eli": self._peers(self.here, "Eli", "Fay"),
            "Gus": self._peers(self.here, "Gus", "Hal"),
            "Max": self.there.one_to_one("Max", "Nia"),
            "Ora": self._peers(self.there, "Ora", "Pia"),
        }
        for world in (self.here, self.there):
            world.add("Tess", Role.TRAINER)
        self.shelf = self._shelf(self.here.acting("Tess"))
        entrust(self.here)
        entrust(self.there)
        for name in ("Cleo", "Dan"):
            records.note_event(self.here.acting(name), SAFE, event(self.here.acting(name)))
        self.things = {
            name: self._things(self.pairs[first], name)
            for first, name in (("Ana", "Ana"), ("Ana", "Ben"), ("Eli", "Eli"), ("Eli", "Fay"))
        }

    def _peers(self, world: World, first: str, second: str) -> Pair:
        for name in (first, second):
            world.add(name, Role.PEER)
        return world.join(Form.PEER, **{first: Role.PEER, second: Role.PEER})

    def _shelf(self, curator: Principal) -> Shelf:
        waiting = self.records.add_material(curator, CURATE, document(curator, text=SECRET))
        return Shelf(curator, published(self.records, curator), waiting)

    def _things(self, pair: Pair, name: str) -> Things:
        records, me, my_id = self.records, self.here.acting(name), self.here.people[name].id
        number = 1 + len(records.sessions(me, MANAGE, pair.id))
        sheet = {"items": [], "mentor_sheet": {"watch_out": SECRET}}
        private = agenda(pair, visibility=())

        def goal(shared: bool) -> Goal:
            value = Goal(id="", owner_id=my_id, text=f"{name} reads", shared=shared)
            return records.save_goal(me, MANAGE, pair.id, value)

        return Things(
            shelf=self.shelf,
            pair=pair,
            owner=me,
            goal=goal(True),
            private_goal=goal(False),
            strength=records.save_strength(
                me, MANAGE, pair.id, Strength(id="", person_id=my_id, name="calm")
            ),
            commitment=records.save_commitment(
                me, MANAGE, pair.id, Commitment(id="", owner_id=my_id, text="write")
            ),
            point=records.save_talking_point(me, MANAGE, pair.id, TalkingPoint(by=my_id, text="the plan")),
            session=records.save_session(
                me, MANAGE, pair.id, Session(id="", number=number, on=DAY, happened=SECRET)
            ),
            draft_id=records.save_draft(me, PREPARE, agenda(pair)).id,
            private_draft_id=records.save_draft(me, PREPARE, private).id,
            sheet_draft_id=records.save_draft(me, PREPARE, agenda(pair, body=sheet)).id,
            private_strength=records.save_strength(
                me, MANAGE, pair.id, Strength(id="", person_id=my_id, name="calm", shared=False)
            ),
            pages=pages(records, me, pair),
            event=self._event(me, pair),
            lead=self.here.acting("Lea"),
        )

    def _event(self, me: Principal, pair: Pair) -> SafetyEvent:
        self.records.save_line_check(self.here.coordinator, SET_UP, pair.id, DAY)
        return self.records.note_event(me, SAFE, event(me))

    def seat(self, role: Role, relation: Relation) -> tuple[Principal, Things] | None:
        """Somebody of this role and a thing at this distance, where the real world has such a meeting."""
        here, there, things = self.here, self.there, self.things
        seats = {
            (Role.MENTOR, Relation.OWN): (here.acting("Ana"), things["Ana"]),
            (Role.MENTOR, Relation.MEMBER): (here.acting("Ana"), things["Ben"]),
            (Role.MENTOR, Relation.PROGRAMME): (here.acting("Cleo"), things["Ben"]),
            (Role.MENTOR, Relation.STRANGER): (there.acting("Max"), things["Ben"]),
            (Role.MENTEE, Relation.OWN): (here.acting("Ben"), things["Ben"]),
            (Role.MENTEE, Relation.MEMBER): (here.acting("Ben"), things["Ana"]),
            (Role.MENTEE, Relation.PROGRAMME): (here.acting("Dan"), things["Ana"]),
            (Role.MENTEE, Relation.STRANGER): (there.acting("Nia"), things["Ana"]),
            (Role.PEER, Relation.OWN): (here.acting("Eli"), things["Eli"]),
            (Role.PEER, Relation.MEMBER): (here.acting("Eli"), things["Fay"]),
            (Role.PEER, Relation.PROGRAMME): (here.acting("Gus"), things["Eli"]),
            (Role.PEER, Relation.STRANGER): (there.acting("Ora"), things["Eli"]),
            (Role.TRAINER, Relation.PROGRAMME): (here.acting("Tess"), things["Ben"]),
            (Role.TRAINER, Relation.STRANGER): (there.acting("Tess"), things["Ben"]),
            (Role.COORDINATOR, Relation.PROGRAMME): (here.coordinator, things["Ben"]),
            (Role.COORDINATOR, Relation.STRANGER): (there.coordinator, things["Ben"]),
        }
        if relation is Relation.ENTRUSTED:
            return here.acting("Lea", role), things["Ben"]
        return seats.get((role, relation))


def published(records: SqlRecords, curator: Principal) -> Material:
    added = records.add_material(curator, CURATE, document(curator))
    return records.publish_material(curator, CURATE, added.id, added.version)


Attempt = Callable[[SqlRecords, Principal, Purpose, Things], object]


def past_the_door(attempt: Attempt, stage: Stage, me: Principal, purpose: Purpose, it: Things) -> bool:
    """Whether the records let this happen. What was written wrongly was let in, and then refused."""
    try:
        return bool(attempt(stage.records, me, purpose, it))
    except AccessError:
        return False
    except InputError:
        return True


def _sees(method: str, thing: str) -> Attempt:
    def attempt(r: SqlRecords, me: Principal, p: Purpose, it: Things) -> bool:
        return getattr(it, thing) in getattr(r, method)(me, p, it.pair.id)

    return attempt


def _saves(method: str, thing: str) -> Attempt:
    def attempt(r: SqlRecords, me: Principal, p: Purpose, it: Things) -> bool:
        return bool(getattr(r, method)(me, p, it.pair.id, getattr(it, thing)))

    return attempt


def _deletes(what: str, thing: str) -> Attempt:
    """Deletes it and puts it back as its owner, so that the next cell finds it."""

    def attempt(r: SqlRecords, me: Principal, p: Purpose, it: Things) -> bool:
        value = getattr(it, thing)
        getattr(r, f"delete_{what}")(me, p, it.pair.id, value.id)
        getattr(r, f"save_{what}")(it.owner, MANAGE, it.pair.id, value)
        return True

    return attempt


def _reads_programme(r: SqlRecords, me: Principal, p: Purpose, it: Things) -> bool:
    return r.programme(me, p).id == it.pair.programme_id


def _writes_programme(r: SqlRecords, me: Principal, p: Purpose, it: Things) -> bool:
    return bool(r.save_programme(me, p, r.programme(it.owner, MANAGE)))


def _reads_person(r: SqlRecords, me: Principal, p: Purpose, it: Things) -> bool:
    return it.owner.person_id in {person.id for person in r.people(me, p)}


def _writes_person(r: SqlRecords, me: Principal, p: Purpose, it: Things) -> bool:
    person = next(person for person in r.actors() if person.id == it.owner.person_id)
    return bool(r.save_person(me, p, person))


def _reads_pair(r: SqlRecords, me: Principal, p: Purpose, it: Things) -> bool:
    listed = it.pair in r.pairs(me, p)
    try:
        opened = r.pair(me, p, it.pair.id) == it.pair
    except AccessError:
        opened = False
    assert listed == opened
    return opened


def _writes_pair(r: SqlRecords, me: Principal, p: Purpose, it: Things) -> bool:
    return bool(r.save_pair(me, p, it.pair))


def _reads_words(r: SqlRecords, me: Principal, p: Purpose, it: Things) -> bool:
    return any(SECRET in session.happened for session in r.sessions(me, p, it.pair.id))


def _reads_dates_only(r: SqlRecords, me: Principal, p: Purpose, it: Things) -> bool:
    sessions = r.sessions(me, p, it.pair.id)
    return it.session.id in {session.id for session in sessions} and not _reads_words(r, me, p, it)


def _reads_draft(which: str) -> Attempt:
    def attempt(r: SqlRecords, me: Principal, p: Purpose, it: Things) -> bool:
        wanted = getattr(it, which)
        try:
            listed = wanted in {draft.id for draft in r.drafts(me, p, it.pair.id)}
        except AccessError:
            listed = False
        answers = []
        for read in (r.draft, r.versions):
            try:
                answers.append(bool(read(me, p, wanted)))
            except AccessError:
                answers.append(False)
        assert answers == [listed, listed]
        return listed

    return attempt


def _next_version(r: SqlRecords, it: Things, which: str) -> Draft:
    newest = r.draft(it.owner, PREPARE, getattr(it, which))
    return newest.model_copy(update={"version": newest.version + 1})


def _writes_draft(which: str) -> Attempt:
    def attempt(r: SqlRecords, me: Principal, p: Purpose, it: Things) -> bool:
        return bool(r.save_draft(me, p, _next_version(r, it, which)))

    return attempt


def _reads_sheet(r: SqlRecords, me: Principal, p: Purpose, it: Things) -> bool:
    return SECRET in r.draft(me, p, it.sheet_draft_id).model_dump_json()


def _writes_sheet(r: SqlRecords, me: Principal, p: Purpose, it: Things) -> bool:
    """Whether the words arrive where the sheet's owner reads them."""
    words, alone = f"{SECRET} {new_id()}", p is Purpose.PREPARE_SELF
    which = "private_draft_id" if alone else "sheet_draft_id"
    body = {"items": [], "mentor_sheet": {"watch_out": words}}
    r.save_draft(me, p, _next_version(r, it, which).model_copy(update={"body": body}))
    return words in r.draft(it.owner, PREPARE, getattr(it, which)).model_dump_json()


def _reads_material(which: str) -> Attempt:
    def attempt(r: SqlRecords, me: Principal, p: Purpose, it: Things) -> bool:
        wanted: Material = getattr(it.shelf, which)
        listed = wanted.key in {one.key for one in r.materials(me, p)}
        for version in (None, wanted.version):
            try:
                opened = r.material(me, p, wanted.id, version).key == wanted.key
            except AccessError:
                opened = False
            assert opened == listed
        passage = f"{wanted.key}#1-feedback"
        assert bool(r.material_passages(me, p, [passage])) == (listed and which == "published")
        return listed

    return attempt


def _publishes(r: SqlRecords, me: Principal, p: Purpose, it: Things) -> bool:
    return bool(r.publish_material(me, p, it.shelf.published.id, it.shelf.published.version))


def _adds_version(r: SqlRecords, me: Principal, p: Purpose, it: Things) -> bool:
    added = r.add_material(me, p, document(me, id=it.shelf.waiting.id))
    r.delete_material(it.shelf.curator, CURATE, added.id, added.version)
    return True


def _deletes_published(r: SqlRecords, me: Principal, p: Purpose, it: Things) -> bool:
    r.delete_material(me, p, it.shelf.published.id)
    it.shelf.published = published(r, it.shelf.curator)
    return True


def _deletes_waiting(r: SqlRecords, me: Principal, p: Purpose, it: Things) -> bool:
    r.delete_material(me, p, it.shelf.waiting.id)
    it.shelf.waiting = r.add_material(it.shelf.curator, CURATE, document(it.shelf.curator))
    return True


ATTEMPTS: dict[tuple[str, Action], Attempt] = {
    **SAFETY_ATTEMPTS,
    ("programme", Action.READ): _reads_programme,
    ("programme", Action.WRITE): _writes_programme,
    ("person", Action.READ): _reads_person,
    ("person", Action.WRITE): _writes_person,
    ("pair", Action.READ): _reads_pair,
    ("pair", Action.WRITE): _writes_pair,
    ("goal", Action.READ): _sees("goals", "goal"),
    ("goal", Action.WRITE): _saves("save_goal", "goal"),
    ("goal", Action.DELETE): _deletes("goal", "goal"),
    ("goal (private)", Action.READ): _sees("goals", "private_goal"),
    ("goal (private)", Action.WRITE): _saves("save_goal", "private_goal"),
    ("goal (private)", Action.DELETE): _deletes("goal", "private_goal"),
    ("strength", Action.READ): _sees("strengths", "strength"),
    ("strength", Action.WRITE): _saves("save_strength", "strength"),
    ("strength", Action.DELETE): _deletes("strength", "strength"),
    ("strength (private)", Action.READ): _sees("strengths", "private_strength"),
    ("strength (private)", Action.WRITE): _saves("save_strength", "private_strength"),
    ("strength (private)", Action.DELETE): _deletes("strength", "private_strength"),
    ("commitment", Action.READ): _sees("commitments", "commitment"),
    ("commitment", Action.WRITE): _saves("save_commitment", "commitment"),
    ("commitment", Action.DELETE): _deletes("commitment", "commitment"),
    ("session", Action.READ): _reads_words,
    ("session", Action.WRITE): _saves("save_session", "session"),
    ("session", Action.DELETE): _deletes("session", "session"),
    ("session_dates", Action.READ): _reads_dates_only,
    ("talking_point", Action.READ): _sees("talking_points", "point"),
    ("talking_point", Action.WRITE): _saves("save_talking_point", "point"),
    ("talking_point", Action.DELETE): _deletes("talking_point", "point"),
    ("draft", Action.READ): _reads_draft("draft_id"),
    ("draft", Action.WRITE): _writes_draft("draft_id"),
    ("draft (private)", Action.READ): _reads_draft("private_draft_id"),
    ("draft (private)", Action.WRITE): _writes_draft("private_draft_id"),
    ("mentor_sheet", Action.READ): _reads_sheet,
    ("mentor_sheet", Action.WRITE): _writes_sheet,
    ("material", Action.READ): _reads_material("published"),
    ("material", Action.WRITE): _publishes,
    ("material", Action.DELETE): _deletes_published,
    ("material (private)", Action.READ): _reads_material("waiting"),
    ("material (private)", Action.WRITE): _adds_version,
    ("material (private)", Action.DELETE): _deletes_waiting,
    **OWN_ATTEMPTS,
}
