"""The guide makes every kind: feedback stays its author's, prompts stay their writer's, and the gate sees all."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from assistant.adapters.records.engine import url_of
from assistant.adapters.records.store import open_records
from assistant.demo import load_demo
from assistant.domain.access import Principal, Purpose
from assistant.domain.drafts import COMPOSED, DraftStatus, Ending, Engine
from assistant.domain.feedback import FeedbackRequest
from assistant.domain.journal import Answered
from assistant.domain.people import Role
from assistant.domain.reflection import ReflectionRequest, WriterFacts
from assistant.drafting import Drafting, Phraser
from assistant.errors import AccessError, InputError
from assistant.guide import EngineState, Guide
from assistant.guide.desk import OwnDesk, PairDesk
from assistant.kinds.feedback.kind import FeedbackKind
from assistant.kinds.reflection.kind import ReflectionKind
from assistant.library import load_library
from assistant.likeness import Likeness
from assistant.ports import Records
from assistant.prompts import load_replies
from assistant.retrieval import Retriever
from assistant.settings import ROOT, Settings
from tests.shelving import in_memory

TODAY = date(2026, 11, 24)
LIBRARY = load_library(ROOT / "knowledge")
REFLECT = Purpose.REFLECT_SELF
EVENT = FeedbackRequest(
    situation="at the design meeting on Monday",
    behaviour="raised the valve before anyone had asked",
    impact="we changed the order the same day",
)


@pytest.fixture
def records(tmp_path: Path) -> Iterator[Records]:
    opened = open_records(url_of(Settings(data_dir=tmp_path)))
    load_demo(opened, TODAY)
    yield opened
    opened.close()


def guide_of(records: Records, phraser: Any = lambda kind, engine: None, elsewhere: bool = False) -> Guide:
    def drafting(kind: Any) -> Drafting[Any, Any]:
        now = datetime.combine(TODAY, datetime.min.time(), UTC)
        return Drafting(
            kind, LIBRARY, lambda: Retriever(LIBRARY), load_replies(ROOT / "prompts"), lambda: now
        )

    return Guide(
        [
            PairDesk(drafting(FeedbackKind()), FeedbackRequest, for_all=False),
            OwnDesk(
                drafting(ReflectionKind(Likeness())),
                ReflectionRequest,
                now=lambda: datetime.combine(TODAY, datetime.min.time(), UTC),
            ),
        ],
        lambda: records,
        phraser,
        lambda kind: EngineState(engine=Engine.AUTO, sentence=".", elsewhere=elsewhere),
        notes=lambda: Retriever(LIBRARY),
        shelves=lambda: in_memory(records),
    )


@pytest.fixture
def guide(records: Records) -> Guide:
    return guide_of(records)


@pytest.fixture
def who(records: Records) -> Callable[[str, Role], Principal]:
    def acting(name: str, role: Role) -> Principal:
        person = next(one for one in records.actors() if one.name == name)
        return Principal(person_id=person.id, programme_id=person.programme_id, role=role)

    return acting


@pytest.fixture
def mentor(who: Callable[[str, Role], Principal]) -> Principal:
    return who("Farid", Role.MENTOR)


@pytest.fixture
def mentee(who: Callable[[str, Role], Principal]) -> Principal:
    return who("Louise", Role.MENTEE)


def pair_of(records: Records, principal: Principal) -> str:
    return records.pairs(principal, Purpose.PREPARE_PAIR)[0].id


def test_feedback_is_kept_for_its_author_alone(
    guide: Guide, records: Records, mentor: Principal, mentee: Principal
) -> None:
    draft = guide.prepare(mentor, pair_of(records, mentor), EVENT)
    assert draft.kind == "feedback" and draft.ending is Ending.ANSWERED
    assert "Louise" in draft.body["listener"] and draft.body["given"]["by"] == mentor.person_id
    assert all(check.passed for check in draft.checks if check.gate == "must"), draft.checks
    assert records.draft(mentor, Purpose.PREPARE_PAIR, draft.id) == draft
    for purpose in Purpose:
        with pytest.raises(AccessError):
            records.draft(mentee, purpose, draft.id)
    assert draft.id not in {
        one.id for one in records.drafts(mentee, Purpose.PREPARE_PAIR, draft.pair_id or "")
    }


def test_feedback_is_edited_made_again_and_decided(guide: Guide, records: Records, mentor: Principal) -> None:
    draft = guide.prepare(mentor, pair_of(records, mentor), EVENT)
    edited = guide.edit(mentor, draft.id, {"opener": "Louise, may I tell you something about Monday?"})
    assert edited.version == 2 and edited.status is DraftStatus.EDITED
    again = guide.again(mentor, draft.id, FeedbackRequest.model_validate(edited.body["given"]))
    assert again.version == 3 and again.body["opener"] == "Louise, may I tell you something about Monday?"
    assert guide.decide(mentor, draft.id, DraftStatus.ACCEPTED).status is DraftStatus.ACCEPTED


def test_without_what_was_seen_it_asks_back_and_keeps_nothing(
    guide: Guide, records: Records, mentor: Principal
) -> None:
    draft = guide.prepare(mentor, pair_of(records, mentor), FeedbackRequest(situation="on Monday"))
    assert draft.ending is Ending.ASKED and not draft.body and 1 <= len(draft.gaps) <= 2
    with pytest.raises(AccessError):
        records.draft(mentor, Purpose.PREPARE_PAIR, draft.id)


def test_a_disclosure_in_the_event_meets_the_card(guide: Guide, records: Records, mentor: Principal) -> None:
    told = EVENT.model_copy(update={"unknown": "She said that she wants to kill herself."})
    draft = guide.prepare(mentor, pair_of(records, mentor), told)
    assert draft.ending is Ending.SUPPORT and not draft.body


def test_prompts_stand_on_the_writers_own_words_and_are_remembered(
    guide: Guide, records: Records, mentee: Principal, mentor: Principal
) -> None:
    entry = records.entries(mentee, REFLECT)[0]
    draft = guide.reflect(mentee, ReflectionRequest(), entry.id)
    assert draft.ending is Ending.ANSWERED and draft.pair_id is None and draft.visibility == ()
    assert draft.body["entry_ref"] == f"{entry.id}@{entry.version}"
    quotes = [one["anchor_quote"] for one in draft.body["prompts"] if one["anchor_quote"]]
    assert quotes and all(quote in entry.text for quote in quotes)
    assert {one.text for one in records.shown_prompts(mentee, REFLECT)} == {
        one["text"] for one in draft.body["prompts"]
    }
    with pytest.raises(AccessError):
        records.draft(mentor, REFLECT, draft.id)
    with pytest.raises(AccessError):
        guide.reflect(mentor, ReflectionRequest(), entry.id)


def test_what_was_done_with_a_prompt_is_kept(guide: Guide, records: Records, mentee: Principal) -> None:
    entry = records.entries(mentee, REFLECT)[0]
    draft = guide.reflect(mentee, ReflectionRequest(), entry.id)
    answered = guide.answer_prompt(mentee, draft.id, 0, Answered.TOO_PERSONAL)
    assert answered.answered is Answered.TOO_PERSONAL
    with pytest.raises(InputError):
        guide.answer_prompt(mentee, draft.id, 99, Answered.USED)
    later = guide.reflect(mentee, ReflectionRequest(), entry.id)
    assert answered.text not in {one["text"] for one in later.body["prompts"]}


def test_prompts_go_with_the_entry_they_quote(guide: Guide, records: Records, mentee: Principal) -> None:
    entry = records.entries(mentee, REFLECT)[0]
    draft = guide.reflect(mentee, ReflectionRequest(), entry.id)
    records.delete_entry(mentee, REFLECT, entry.id)
    assert records.shown_prompts(mentee, REFLECT) == []
    with pytest.raises(AccessError):
        records.draft(mentee, REFLECT, draft.id)


def test_a_topic_that_worries_meets_the_card(guide: Guide, records: Records, mentee: Principal) -> None:
    draft = guide.reflect(mentee, ReflectionRequest(topic="I want to kill myself"))
    assert draft.ending is Ending.SUPPORT and not draft.body
    assert records.shown_prompts(mentee, REFLECT) == []


def test_a_model_elsewhere_reads_no_journal_without_leave(records: Records, mentee: Principal) -> None:
    asked: list[str] = []

    class Counting:
        name = "elsewhere"

        def complete(self, turns: Any, **_: Any) -> Any:
            asked.append(turns[-1].text)
            raise AssertionError("asked")

    from assistant.prompts import load_prompts

    prompt = load_prompts(ROOT / "prompts")["reflection"]
    phraser = Phraser(model=Counting(), prompt=prompt, embedder=None, count=lambda text: len(text) // 4)
    guide = guide_of(records, lambda kind, engine: phraser, elsewhere=True)
    draft = guide.reflect(mentee, ReflectionRequest(), records.entries(mentee, REFLECT)[0].id)
    assert list(guide.personalise(mentee, draft.id, engine=Engine.MODEL)) == [] and not asked
    records.set_may_leave(mentee, REFLECT, True)
    with pytest.raises(AssertionError, match="asked"):
        list(guide.personalise(mentee, draft.id, engine=Engine.MODEL))


def test_a_file_of_facts_touches_no_records() -> None:

    guide = guide_of(None)  # type: ignore[arg-type]  # nobody asks for them
    draft = guide.from_facts(WriterFacts(name="Ana"), ReflectionRequest(topic="my first week at work"))
    assert draft.ending is Ending.ANSWERED and draft.model_id == COMPOSED
