"""Drafts and the facts they are made from, on every database."""

from datetime import timedelta

import pytest

from assistant.domain.access import Purpose
from assistant.domain.drafts import DraftStatus
from assistant.domain.goals import Goal, GoalStatus
from assistant.domain.meetings import Commitment, CommitmentStatus, Mode, Session, TalkingPoint
from assistant.domain.people import Form, Member, Pair, Role
from assistant.errors import AccessError, ConflictError, InputError
from tests.world import DAY, MANAGE, PREPARE, SET_UP, World, agenda, ben


def test_versions_are_only_added(world: World, pair: Pair) -> None:
    acting = world.acting("Ana")
    first = world.records.save_draft(acting, PREPARE, agenda(pair))
    assert (first.author_id, first.author_role) == (world.people["Ana"].id, Role.MENTOR)
    second = first.model_copy(update={"version": 2, "status": DraftStatus.EDITED, "body": {"items": []}})
    assert world.records.save_draft(world.acting("Ben"), PREPARE, second).author_id == first.author_id
    for version in (1, 2, 4):
        with pytest.raises(ConflictError, match="version 2"):
            world.records.save_draft(acting, PREPARE, first.model_copy(update={"version": version}))
    assert world.records.draft(acting, PREPARE, first.id).version == 2
    assert world.records.draft(acting, PREPARE, first.id, version=1) == first
    assert [draft.version for draft in world.records.versions(acting, PREPARE, first.id)] == [1, 2]
    assert [draft.version for draft in world.records.drafts(acting, PREPARE, pair.id)] == [2]
    with pytest.raises(AccessError):
        world.records.draft(acting, PREPARE, first.id, version=3)


def test_the_mentor_sheet_is_the_mentors(world: World, pair: Pair) -> None:
    """No reader but the mentor meets it, and a mentee's edit neither shows, changes nor loses it."""
    records, mentor, mentee = world.records, world.acting("Ana"), world.acting("Ben")
    sheet = {"watch_out": "SECRET"}
    draft = agenda(
        pair,
        body={"items": [], "mentor_sheet": sheet},
        wordings=(
            {"slot": "mentor_sheet.watch_out", "composed": "SECRET"},
            {"slot": "title", "composed": "Hi"},
        ),
        sources=({"doc_id": "A01", "passage_id": "A01#x", "quote": "SECRET", "used_for": "watch out"},),
        checks=({"code": "GE-7", "pass": False, "detail": "mentor_sheet: SECRET"},),
        locked=("mentor_sheet.watch_out",),
    )
    first = records.save_draft(mentor, PREPARE, draft)
    assert first.body["mentor_sheet"] == sheet
    for seen in (
        records.draft(mentee, PREPARE, first.id),
        *records.drafts(mentee, MANAGE, pair.id),
        *records.versions(mentee, PREPARE, first.id),
    ):
        assert "SECRET" not in seen.model_dump_json()
        assert [wording.slot for wording in seen.wordings] == ["title"]
        assert (seen.locked, seen.sources) == ((), ())
    forged = records.draft(mentee, PREPARE, first.id).model_copy(
        update={"version": 2, "body": {"items": [1], "mentor_sheet": {"watch_out": "forged"}}}
    )
    assert "mentor_sheet" not in records.save_draft(mentee, PREPARE, forged).body or (
        records.draft(mentee, PREPARE, first.id).body["mentor_sheet"] is None
    )
    kept = records.draft(mentor, PREPARE, first.id)
    assert kept.body == {"items": [1], "mentor_sheet": sheet}
    assert (kept.locked, len(kept.wordings), len(kept.sources)) == (("mentor_sheet.watch_out",), 2, 1)


def test_a_mentee_cannot_write_a_mentor_sheet(world: World, pair: Pair) -> None:
    made = world.records.save_draft(
        world.acting("Ben"), PREPARE, agenda(pair, body={"items": [], "mentor_sheet": {"watch_out": "x"}})
    )
    assert world.records.draft(world.acting("Ana"), PREPARE, made.id).body["mentor_sheet"] is None


def test_a_peers_sheet_is_its_authors(world: World) -> None:
    for name in ("Eli", "Fay"):
        world.add(name, Role.PEER)
    pair = world.join(Form.PEER, Eli=Role.PEER, Fay=Role.PEER)
    made = world.records.save_draft(
        world.acting("Eli"), PREPARE, agenda(pair, body={"items": [], "mentor_sheet": {"watch_out": "x"}})
    )
    assert world.records.draft(world.acting("Eli"), PREPARE, made.id).body["mentor_sheet"]
    assert world.records.draft(world.acting("Fay"), PREPARE, made.id).body["mentor_sheet"] is None


def test_a_draft_is_seen_by_its_readers(world: World, pair: Pair) -> None:
    records, author, partner = world.records, world.acting("Ana"), world.acting("Ben")
    own = records.save_draft(author, Purpose.PREPARE_SELF, agenda(pair, visibility=()))
    assert records.drafts(author, PREPARE, pair.id) == [own]
    assert records.drafts(partner, PREPARE, pair.id) == []
    for read in (records.draft, records.versions):
        with pytest.raises(AccessError):
            read(partner, PREPARE, own.id)
    with pytest.raises(AccessError):
        records.save_draft(partner, PREPARE, own.model_copy(update={"version": 2}))
    with pytest.raises(InputError, match="people of its pair"):
        records.save_draft(author, PREPARE, agenda(pair, visibility=(world.people["Cora"].id,)))
    with pytest.raises(InputError, match="yourself alone"):
        records.save_draft(author, Purpose.PREPARE_SELF, agenda(pair))


def test_facts_hold_what_the_agenda_needs(world: World, pair: Pair) -> None:
    records, acting = world.records, world.acting("Ana")
    goal = records.save_goal(
        world.acting("Ben"), MANAGE, pair.id, Goal(id="", owner_id=ben(world), text="Speak up")
    )
    records.save_goal(
        world.acting("Ben"),
        MANAGE,
        pair.id,
        Goal(id="", owner_id=ben(world), text="Old", status=GoalStatus.REACHED),
    )
    for number in range(1, 15):
        records.save_session(
            acting,
            MANAGE,
            pair.id,
            Session(id="", number=number, on=DAY + timedelta(number), mode=Mode.PHONE),
        )
        done = Commitment(id="", owner_id=ben(world), text=f"task {number}", status=CommitmentStatus.DONE)
        records.save_commitment(acting, MANAGE, pair.id, done)
    point = records.save_talking_point(
        world.acting("Ben"), MANAGE, pair.id, TalkingPoint(by=ben(world), text="the interview")
    )
    facts = records.facts(acting, PREPARE, pair.id, sessions=12)
    assert facts.people == pair.members
    assert facts.goals == (goal,)
    assert [session.number for session in facts.sessions] == list(range(3, 15))
    assert [task.text for task in facts.commitments] == [f"task {n}" for n in (14, 13, 12, 11, 10)]
    assert (facts.talking_points, facts.mode) == ((point,), Mode.PHONE)
    assert (facts.rules, facts.support_contact) == (("Meet in public places.",), "Jo, 9 to 5")


def test_facts_know_the_previous_agenda(world: World, pair: Pair) -> None:
    records, acting = world.records, world.acting("Ana")
    assert records.facts(acting, PREPARE, pair.id).previous.labels == ()

    def saved(day: int, label: str, status: DraftStatus) -> str:
        made = agenda(pair, status=status, body={"items": [{"label": label, "questions": [f"{label}?"]}]})
        made = made.model_copy(update={"created_at": made.created_at + timedelta(day)})
        return records.save_draft(acting, PREPARE, made).id

    saved(1, "first", DraftStatus.DRAFT)
    assert records.facts(world.acting("Ben"), PREPARE, pair.id).previous.labels == ("first",)
    accepted = saved(2, "second", DraftStatus.ACCEPTED)
    newest = saved(3, "third", DraftStatus.DRAFT)
    assert [draft.id for draft in records.drafts(acting, PREPARE, pair.id, limit=2)] == [newest, accepted]
    previous = records.facts(acting, PREPARE, pair.id).previous
    assert (previous.labels, previous.questions) == (("second",), ("second?",))
    assert records.facts(acting, PREPARE, pair.id, remaking=accepted).previous.labels == ("third",)


def test_facts_speak_to_those_who_will_be_there(world: World) -> None:
    for name, role in {"Ana": Role.MENTOR, "Ben": Role.MENTEE, "Cy": Role.MENTEE, "Dee": Role.MENTEE}.items():
        world.add(name, role)
    group = world.join(Form.GROUP, Ana=Role.MENTOR, Ben=Role.MENTEE, Cy=Role.MENTEE, Dee=Role.MENTEE)
    left = world.people["Dee"].id
    goal = world.records.save_goal(
        world.acting("Dee"), MANAGE, group.id, Goal(id="", owner_id=left, text="Stay")
    )
    smaller = group.model_copy(update={"members": group.members[:3]})
    world.records.save_pair(world.coordinator, SET_UP, smaller)
    assert world.records.goals(world.acting("Ana"), MANAGE, group.id) == [goal]
    assert world.records.facts(world.acting("Ana"), PREPARE, group.id).goals == ()
    with pytest.raises(AccessError):
        world.records.goals(world.acting("Dee"), MANAGE, group.id)


def test_a_leaver_can_be_gone_from_the_pair_and_rated_sessions_stay(world: World, pair: Pair) -> None:
    session = Session(id="", number=1, on=DAY, usefulness={ben(world): 7})
    stored = world.records.save_session(world.acting("Ana"), MANAGE, pair.id, session)
    world.add("Gil", Role.MENTEE)
    gil = Member(person_id=world.people["Gil"].id, name="Gil", role=Role.MENTEE)
    replaced = pair.model_copy(update={"members": (pair.members[0], gil)})
    world.records.save_pair(world.coordinator, SET_UP, replaced)
    again = stored.model_copy(update={"happened": "More of it."})
    assert world.records.save_session(world.acting("Ana"), MANAGE, pair.id, again, seen=stored) == again


def test_facts_leave_out_the_words_of_a_session_that_is_kept_out(world: World, pair: Pair) -> None:
    records, acting = world.records, world.acting("Ana")
    told = {"happened": "We met", "agreed": "To write", "learned": "To wait"}
    for number, use_next in ((1, True), (2, False)):
        met = Session(id="", number=number, on=DAY + timedelta(number), minutes=50, use_next=use_next, **told)
        records.save_session(acting, MANAGE, pair.id, met)
    for purpose in (PREPARE, Purpose.PREPARE_SELF):
        first, second = records.facts(acting, purpose, pair.id).sessions
        assert (first.happened, first.agreed, first.learned) == ("We met", "To write", "To wait")
        assert (second.happened, second.agreed, second.learned, second.minutes) == ("", "", "", 50)
    _, kept = records.sessions(world.acting("Ben"), MANAGE, pair.id)
    assert (kept.happened, kept.use_next) == ("We met", False)
    assert all(session.use_next for session in records.sessions(world.coordinator, SET_UP, pair.id))
