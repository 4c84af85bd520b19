"""The front door: composed at once, phrased when a model may, kept in versions, and closed to strangers."""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from assistant.access import AccessError
from assistant.adapters.chat import LangChainChat
from assistant.adapters.records.engine import url_of
from assistant.adapters.records.store import open_records
from assistant.demo import load_demo
from assistant.domain.access import Principal, Purpose
from assistant.domain.agenda import AgendaRequest
from assistant.domain.drafts import COMPOSED, Draft, DraftStatus, Engine
from assistant.domain.facts import Phase
from assistant.domain.meetings import TalkingPoint
from assistant.domain.people import Form, Pair, Role
from assistant.drafting import Drafting, Phraser
from assistant.errors import ConflictError, InputError
from assistant.guide import EngineState, Guide
from assistant.guide.desk import PairDesk
from assistant.kinds.agenda.kind import AgendaKind
from assistant.library import load_library
from assistant.ports import Records
from assistant.prompts import load_prompts, load_replies
from assistant.retrieval import Retriever
from assistant.settings import ROOT, Settings
from tests.agendas import pair
from tests.shelving import in_memory
from tests.stub_server import StubServer

TODAY = date(2026, 11, 24)
LIBRARY = load_library(ROOT / "knowledge")
REPLIES = load_replies(ROOT / "prompts")


def count(text: str) -> int:
    return len(text) // 4


@pytest.fixture
def records(tmp_path: Path) -> Iterator[Records]:
    opened = open_records(url_of(Settings(data_dir=tmp_path)))
    load_demo(opened, TODAY)
    yield opened
    opened.close()


def guide_with(records: Records, phraser: Callable[[Engine], Phraser | None] = lambda _: None) -> Guide:
    retriever = Retriever(LIBRARY)
    now = datetime.combine(TODAY, datetime.min.time(), UTC)
    agendas = Drafting(AgendaKind(), LIBRARY, lambda: retriever, REPLIES, lambda: now)
    return Guide(
        [PairDesk(agendas, AgendaRequest, for_all=True)],
        lambda: records,
        lambda _, engine: phraser(engine),
        lambda _: EngineState(engine=Engine.AUTO, sentence="."),
        notes=lambda: retriever,
        shelves=lambda: in_memory(records),
    )


def acting(records: Records, role: Role) -> Principal:
    person = next(p for p in records.actors() if role in p.roles)
    return Principal(person_id=person.id, programme_id=person.programme_id, role=role)


def own_pair(records: Records, principal: Principal, form: Form = Form.ONE_TO_ONE) -> Pair:
    return next(p for p in records.pairs(principal, Purpose.PREPARE_PAIR) if p.form is form)


@pytest.fixture
def mentor(records: Records) -> Principal:
    return acting(records, Role.MENTOR)


@pytest.fixture
def pair_id(records: Records, mentor: Principal) -> str:
    return own_pair(records, mentor).id


def phrasing(server: StubServer, deadline: float = 3.0) -> Callable[[Engine], Phraser]:
    model = LangChainChat("stub", base_url=server.url, key="k")
    phraser = Phraser.of(model, load_prompts(ROOT / "prompts")["agenda"], None, count, deadline)
    return lambda _: phraser


def last(drafts: Iterator[Draft]) -> Draft:
    *_, final = drafts
    return final


def test_every_pair_of_the_demonstration_gets_a_sound_agenda(records: Records) -> None:
    guide = guide_with(records)
    forms = set()
    for role in (Role.MENTOR, Role.PEER):
        for person in records.actors():
            if role not in person.roles:
                continue
            me = Principal(person_id=person.id, programme_id=person.programme_id, role=role)
            for one in records.pairs(me, Purpose.PREPARE_PAIR):
                draft = guide.prepare(me, one.id, AgendaRequest())
                assert [c for c in draft.checks if not c.passed and c.gate == "must"] == []
                forms.add(one.form)
    assert forms == set(Form)


def test_an_agenda_is_saved_as_version_one(records: Records, mentor: Principal, pair_id: str) -> None:
    draft = guide_with(records).prepare(mentor, pair_id, AgendaRequest())
    assert (draft.version, draft.status, draft.model_id) == (1, DraftStatus.DRAFT, COMPOSED)
    assert records.draft(mentor, Purpose.PREPARE_PAIR, draft.id) == draft


def test_an_edit_is_kept_when_the_agenda_is_made_again(
    records: Records, mentor: Principal, pair_id: str
) -> None:
    guide = guide_with(records)
    draft = guide.prepare(mentor, pair_id, AgendaRequest())
    edited = guide.edit(
        mentor, draft.id, {"items[1].questions[0]": "What shall we keep?", "items[1].minutes": 7}
    )
    assert (edited.version, edited.status) == (2, DraftStatus.EDITED)
    again = guide.again(mentor, draft.id, AgendaRequest(minutes=60))
    item = next(item for item in again.body["items"] if "What shall we keep?" in item["questions"])
    assert item["minutes"] == 7
    assert sum(item["minutes"] for item in again.body["items"]) == 60
    assert next(check for check in again.checks if check.code == "AG-18").passed
    released = guide.again(mentor, draft.id, AgendaRequest(minutes=60), release=["items"])
    assert all("What shall we keep?" not in item["questions"] for item in released.body["items"])
    accepted = guide.decide(mentor, draft.id, DraftStatus.ACCEPTED)
    assert accepted.version == 5
    assert [d.version for d in records.versions(mentor, Purpose.PREPARE_PAIR, draft.id)] == [1, 2, 3, 4, 5]


def test_minutes_changed_by_hand_that_do_not_add_up_are_shown(
    records: Records, mentor: Principal, pair_id: str
) -> None:
    guide = guide_with(records)
    draft = guide.prepare(mentor, pair_id, AgendaRequest())
    edited = guide.edit(mentor, draft.id, {"items[0].minutes": draft.body["items"][0]["minutes"] + 4})
    assert next(c for c in edited.checks if c.code == "AG-1").passed is False


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"items[99].label": "x"}, "nothing at"),
        ({"phase": "nonsense"}, "not changed"),
        ({"items[0].minutes": "ten"}, "number"),
        ({"../etc": "x"}, "not a place"),
    ],
)
def test_an_edit_that_cannot_be_is_refused_and_changes_nothing(
    changes: dict[str, Any], words: str, records: Records, mentor: Principal, pair_id: str
) -> None:
    guide = guide_with(records)
    draft = guide.prepare(mentor, pair_id, AgendaRequest())
    with pytest.raises(InputError, match=words):
        guide.edit(mentor, draft.id, changes)
    assert records.draft(mentor, Purpose.PREPARE_PAIR, draft.id).version == 1


def test_two_edits_of_one_version_conflict(records: Records, mentor: Principal, pair_id: str) -> None:
    guide = guide_with(records)
    draft = guide.prepare(mentor, pair_id, AgendaRequest())
    guide.edit(mentor, draft.id, {"outcome": "By the end we will have a plan."})
    with pytest.raises(ConflictError):
        records.save_draft(mentor, Purpose.PREPARE_PAIR, draft.model_copy(update={"version": 2}))


def test_a_stranger_finds_nothing(records: Records, mentor: Principal, pair_id: str) -> None:
    guide = guide_with(records)
    draft = guide.prepare(mentor, pair_id, AgendaRequest())
    inside = {member.person_id for member in own_pair(records, mentor).members}
    for person in records.actors():
        if person.id in inside:
            continue
        for role in person.roles:
            stranger = Principal(person_id=person.id, programme_id=person.programme_id, role=role)
            for ask in (
                lambda me: guide.prepare(me, pair_id, AgendaRequest()),
                lambda me: guide.edit(me, draft.id, {"outcome": "x"}),
                lambda me: guide.again(me, draft.id, AgendaRequest()),
                lambda me: guide.decide(me, draft.id, DraftStatus.ACCEPTED),
                lambda me: list(guide.personalise(me, draft.id)),
            ):
                with pytest.raises(AccessError):
                    ask(stranger)


def test_the_mentee_never_sees_the_mentors_sheet(records: Records, mentor: Principal, pair_id: str) -> None:
    guide = guide_with(records)
    draft = guide.prepare(mentor, pair_id, AgendaRequest())
    assert draft.body["mentor_sheet"]
    mentee_id = next(m.person_id for m in own_pair(records, mentor).members if m.role is Role.MENTEE)
    mentee = Principal(person_id=mentee_id, programme_id=mentor.programme_id, role=Role.MENTEE)
    assert not records.draft(mentee, Purpose.PREPARE_PAIR, draft.id).body.get("mentor_sheet")
    changed = guide.edit(mentee, draft.id, {"outcome": "By the end we will have a plan."})
    assert not changed.body.get("mentor_sheet")
    assert (
        records.draft(mentor, Purpose.PREPARE_PAIR, draft.id).body["mentor_sheet"]
        == draft.body["mentor_sheet"]
    )


def test_risk_words_bring_the_card_and_save_no_draft(
    records: Records, mentor: Principal, pair_id: str
) -> None:
    point = TalkingPoint(by=mentor.person_id, text="She said she wants to kill herself")
    records.save_talking_point(mentor, Purpose.MANAGE_PAIR, pair_id, point)
    before = len(records.drafts(mentor, Purpose.PREPARE_PAIR, pair_id))
    with StubServer() as server:
        guide = guide_with(records, phrasing(server))
        draft = guide.prepare(mentor, pair_id, AgendaRequest())
        assert server.requests == []
    assert draft.ending == "support" and draft.safety and draft.body == {}
    assert any("emergency number" in line for line in draft.notices)
    assert len(records.drafts(mentor, Purpose.PREPARE_PAIR, pair_id)) == before
    assert guide.from_facts(
        pair("one_to_one", talking_points=[{"by": "lee", "text": point.text}]), AgendaRequest()
    ).safety


FAULTS = [
    "garbage",
    "broken_json",
    "truncate",
    "length",
    "drip",
    "hang",
    "401",
    "429",
    "500",
    "reset",
    "empty",
    "refusal",
]


@pytest.mark.parametrize("mode", FAULTS)
def test_no_fault_of_a_model_loses_the_draft(
    mode: str, records: Records, mentor: Principal, pair_id: str
) -> None:
    with StubServer(mode) as server:
        guide = guide_with(records, phrasing(server, deadline=1.0))
        draft = guide.prepare(mentor, pair_id, AgendaRequest())
        final = last(guide.personalise(mentor, draft.id))
    assert final.body == draft.body
    assert final.model_id == COMPOSED
    assert final.notices, "the reader is told what happened"
    assert [c for c in final.checks if not c.passed and c.gate == "must"] == []
    assert records.draft(mentor, Purpose.PREPARE_PAIR, draft.id).version == 2


@pytest.mark.parametrize("mode", ["obey", "echo", "html", "huge", "toolcall"])
def test_words_that_are_no_good_are_not_taken(
    mode: str, records: Records, mentor: Principal, pair_id: str
) -> None:
    with StubServer(mode) as server:
        guide = guide_with(records, phrasing(server, deadline=3.0))
        draft = guide.prepare(mentor, pair_id, AgendaRequest())
        final = last(guide.personalise(mentor, draft.id))
    assert final.body == draft.body


def test_a_stop_ends_it_at_once(records: Records, mentor: Principal, pair_id: str) -> None:
    with StubServer("hang") as server:
        guide = guide_with(records, phrasing(server, deadline=30.0))
        draft = guide.prepare(mentor, pair_id, AgendaRequest())
        begun = datetime.now(UTC)
        final = last(guide.personalise(mentor, draft.id, cancelled=lambda: True))
    assert (datetime.now(UTC) - begun).total_seconds() < 5
    assert final.body == draft.body


def test_good_words_are_taken_and_can_be_switched_back(
    records: Records, mentor: Principal, pair_id: str
) -> None:
    warmer = []

    def better(body: dict[str, Any]) -> str:
        schema = body["response_format"]["json_schema"]["schema"]
        return json.dumps({key: warmer[i] for i, key in enumerate(schema["properties"])})

    with StubServer(replies=[better]) as server:
        guide = guide_with(records, phrasing(server))
        draft = guide.prepare(mentor, pair_id, AgendaRequest(phase=Phase.WORKING))
        facts = records.facts(mentor, Purpose.PREPARE_PAIR, pair_id)
        slots = AgendaKind().slots(draft.body, facts, ())
        for slot in slots:
            head, mark, tail = slot.composed.rpartition(". ")
            warmer.append(f"{head}{mark}So {tail[0].lower()}{tail[1:]}")
        seen = [step.body["items"] for step in guide.personalise(mentor, draft.id)]
        final = records.draft(mentor, Purpose.PREPARE_PAIR, draft.id)
    assert len(seen) > 2, "words arrive one after the other"
    taken = [wording for wording in final.wordings if wording.shown is Engine.MODEL]
    assert taken, [wording.reason for wording in final.wordings]
    assert final.model_id == "stub" and final.tokens.requests >= 1 and final.prompts
    one = taken[0]
    back = guide.switch(mentor, draft.id, one.slot, Engine.COMPOSED)
    assert one.composed in json.dumps(back.body, ensure_ascii=False).replace('\\"', '"')
    forth = guide.switch(mentor, draft.id, one.slot, Engine.MODEL)
    assert str(one.personalised) in json.dumps(forth.body, ensure_ascii=False).replace('\\"', '"')


def test_an_edited_question_is_never_given_to_a_model(
    records: Records, mentor: Principal, pair_id: str
) -> None:
    with StubServer() as server:
        guide = guide_with(records, phrasing(server))
        draft = guide.prepare(mentor, pair_id, AgendaRequest(phase=Phase.WORKING))
        changes = {
            f"items[{i}].questions[0]": f"What is my secret number {i}?"
            for i in range(len(draft.body["items"]))
        }
        guide.edit(mentor, draft.id, changes)
        final = last(guide.personalise(mentor, draft.id))
        assert "secret number" not in json.dumps(server.requests)
    assert final.body["items"][0]["questions"][0] == "What is my secret number 0?"
