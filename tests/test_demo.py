"""The demonstration programme must be whole, believable and safe to load."""

from datetime import date

import pytest

from assistant.adapters.records.store import SqlRecords
from assistant.demo import STORY, demo_id, load_demo
from assistant.domain.access import Principal
from assistant.domain.meetings import CommitmentStatus
from assistant.domain.people import Form, Role
from assistant.errors import InputError, RecordsError
from tests.world import MANAGE, PREPARE, SET_UP

TODAY = date(2026, 3, 2)


@pytest.fixture
def demo(records: SqlRecords) -> SqlRecords:
    load_demo(records, TODAY)
    return records


def acting(name: str, role: Role) -> Principal:
    return Principal(person_id=demo_id(name), programme_id=demo_id("programme"), role=role)


def test_the_programme_has_its_people_and_every_form(demo: SqlRecords) -> None:
    assert demo.programme(acting("marit", Role.COORDINATOR), SET_UP).name == "Riverside Mentoring"
    assert {Role.COORDINATOR, Role.TRAINER} <= {role for person in demo.actors() for role in person.roles}
    pairs = demo.pairs(acting("marit", Role.COORDINATOR), SET_UP)
    assert [(pair.form, len(pair.members)) for pair in pairs] == [
        (Form.ONE_TO_ONE, 2),
        (Form.GROUP, 6),
        (Form.PEER, 2),
        (Form.ONE_TO_ONE, 2),
    ]


def test_the_first_pair_has_a_history(demo: SqlRecords) -> None:
    facts = demo.facts(acting("farid", Role.MENTOR), PREPARE, demo_id("farid-louise"))
    assert facts.planned_sessions == 12
    assert [session.number for session in facts.sessions] == [1, 2, 3, 4, 5]
    assert all(len(session.usefulness) == 2 for session in facts.sessions)
    assert len(facts.goals) == 2
    assert all(goal.measured and goal.level is not None and goal.confirmed for goal in facts.goals)
    assert len(facts.strengths) == 3
    assert all(moment.on and moment.noticed_by for s in facts.strengths for moment in s.evidence)
    assert {task.status for task in facts.commitments} == {CommitmentStatus.OPEN, CommitmentStatus.DONE}
    assert len({point.by for point in facts.talking_points}) == 2


@pytest.mark.parametrize(
    ("who", "role", "pair", "held", "goals"),
    [
        ("oluchi", Role.MENTOR, "oluchi-group", 3, 2),
        ("callum", Role.PEER, "ines-callum", 2, 2),
        ("kenji", Role.MENTOR, "kenji-amy", 0, 0),
    ],
)
def test_the_others_stand_elsewhere(
    demo: SqlRecords, who: str, role: Role, pair: str, held: int, goals: int
) -> None:
    facts = demo.facts(acting(who, role), PREPARE, demo_id(pair))
    assert (len(facts.sessions), len(facts.goals)) == (held, goals)
    assert all(goal.measured for goal in facts.goals)


@pytest.mark.parametrize("today", [TODAY, date(2028, 2, 29), date(2026, 12, 31)])
def test_all_days_follow_today(records: SqlRecords, today: date) -> None:
    load_demo(records, today)
    pair, me = demo_id("farid-louise"), acting("louise", Role.MENTEE)
    sessions = records.sessions(me, MANAGE, pair)
    assert all(session.on < today for session in sessions)
    assert sessions[-1].next_on is not None
    assert sessions[-1].next_on > today
    for task in records.commitments(me, MANAGE, pair):
        assert task.due is not None
        assert (task.due > today) == (task.status is CommitmentStatus.OPEN)


def test_loading_twice_is_refused_kindly(demo: SqlRecords) -> None:
    with pytest.raises(InputError, match="already loaded"):
        load_demo(demo, TODAY)
    assert len(demo.pairs(acting("marit", Role.COORDINATOR), SET_UP)) == 4


def test_a_loading_cut_short_can_be_finished(records: SqlRecords, monkeypatch: pytest.MonkeyPatch) -> None:
    save, calls = SqlRecords.save_session, []

    def fail_at_the_seventh(self: SqlRecords, *args: object, **rest: object) -> object:
        calls.append(args)
        if len(calls) == 7:
            raise RecordsError("the disk is full")
        return save(self, *args, **rest)  # type: ignore[arg-type]

    monkeypatch.setattr(SqlRecords, "save_session", fail_at_the_seventh)
    with pytest.raises(RecordsError):
        load_demo(records, TODAY)
    load_demo(records, TODAY)
    me, pair = acting("louise", Role.MENTEE), demo_id("farid-louise")
    assert len(records.sessions(me, MANAGE, pair)) == 5
    assert [len(strength.evidence) for strength in records.strengths(me, MANAGE, pair)] == [2, 1, 1]


def test_nothing_looks_like_a_real_address_or_number() -> None:
    story = STORY.read_text(encoding="utf-8")
    assert "@" not in story
    assert "http" not in story
