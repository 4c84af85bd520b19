"""Making an agenda again keeps every edited place, whichever they are and whatever changed meanwhile (AG-18)."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.domain.agenda import AgendaRequest
from assistant.domain.drafts import Draft
from assistant.domain.facts import Facts, Phase
from assistant.drafting import Drafting, Envelope
from assistant.kinds.agenda.keep import keep
from assistant.kinds.agenda.kind import AgendaKind
from assistant.library import load_library
from assistant.prompts import load_replies
from assistant.retrieval import Retriever
from tests.agendas import TODAY, pair

ROOT = Path(__file__).parent.parent
FORMS = ("one_to_one", "group", "peer")
_made: dict[tuple[str, Phase, int], Draft] = {}


@pytest.fixture(scope="module")
def agendas() -> Iterator[Drafting[Facts, AgendaRequest]]:
    library = load_library(ROOT / "knowledge")
    retriever = Retriever(library)
    now = datetime.combine(TODAY, datetime.min.time(), UTC)
    yield Drafting(AgendaKind(), library, lambda: retriever, load_replies(ROOT / "prompts"), lambda: now)


def made(agendas: Drafting[Facts, AgendaRequest], form: str, phase: Phase, minutes: int) -> Draft:
    key = (form, phase, minutes)
    if key not in _made:
        request = AgendaRequest(minutes=minutes, phase=phase)
        _made[key] = agendas.draft(pair(form), request, Envelope(id="d"))
    return _made[key]


WORDS = ("label", "why", "questions[0]", "steps[0]", "minutes")


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_every_edited_place_is_found_again(data: Any, agendas: Drafting[Facts, AgendaRequest]) -> None:
    form = data.draw(st.sampled_from(FORMS))
    phases, lengths = st.sampled_from(list(Phase)), st.sampled_from([20, 45, 120])
    old = made(agendas, form, data.draw(phases), data.draw(lengths)).body
    new = made(agendas, form, data.draw(phases), data.draw(lengths)).body
    places = st.sampled_from([f"items[{i}].{w}" for i in range(len(old["items"])) for w in WORDS])
    others = st.sampled_from(["title", "outcome", "next_step.what", "close.appreciation_prompt"])
    locked = data.draw(st.lists(st.one_of(places, others), unique=True, max_size=8))
    body, moved = keep(old, new, locked)
    assert len(moved) == len(locked)
    assert len({path for path in moved}) == len(moved), "two edits were put into one place"
    for before, after in zip(locked, moved, strict=True):
        if not before.endswith("minutes"):
            assert _at(body, after) == _at(old, before)
    items = body["items"]
    assert sum(item["minutes"] for item in items) == body["duration_min"] == new["duration_min"]
    assert [item["order"] for item in items] == list(range(1, len(items) + 1))
    turns = [item["minutes"] for item in items if item["technique"] == "peer_turns"]
    assert len(set(turns)) <= 1
    if not locked:
        assert body == new
    AgendaKind().validate(body)


def _at(body: Any, path: str) -> Any:
    from assistant import slots

    return slots.read(body, path)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("phase", list(Phase))
def test_the_same_again_changes_nothing(
    form: str, phase: Phase, agendas: Drafting[Facts, AgendaRequest]
) -> None:
    body = made(agendas, form, phase, 60).body
    everything = [f"items[{i}].label" for i in range(len(body["items"]))]
    assert keep(body, body, everything) == (body, tuple(everything))


def test_peers_keep_their_own_turn_when_the_order_turns(agendas: Drafting[Facts, AgendaRequest]) -> None:
    facts = pair("peer")
    request = AgendaRequest(minutes=45, phase=Phase.WORKING)
    old = agendas.draft(facts, request, Envelope(id="d"))
    held = [*facts.sessions, facts.sessions[-1].model_copy(update={"id": "z5", "number": 5, "on": TODAY})]
    later = agendas.draft(facts.model_copy(update={"sessions": tuple(held)}), request, Envelope(id="d"))
    turns = [i for i, item in enumerate(old.body["items"]) if item["technique"] == "peer_turns"]
    body, moved = keep(old.body, later.body, [f"items[{turns[0]}].why"])
    steps = [item["steps"][0] for item in body["items"] if item["technique"] == "peer_turns"]
    assert len(set(steps)) == 2, "one peer has both turns"
    assert moved == (f"items[{turns[1]}].why",)


def test_the_review_of_a_commitment_that_is_done_is_let_go(agendas: Drafting[Facts, AgendaRequest]) -> None:
    facts, request = pair("one_to_one"), AgendaRequest(minutes=45, phase=Phase.WORKING)
    draft = agendas.draft(facts, request, Envelope(id="d"))
    edits: dict[str, str | int] = {
        "commitments_review[0].ask": "What did Tom say?",
        "commitments_review[1].ask": "Where is it?",
    }
    edited = agendas.edited(draft, edits, facts)
    left = facts.model_copy(update={"commitments": facts.commitments[1:]})
    again = agendas.again(edited, left, request, ())
    assert [review["ask"] for review in again.body["commitments_review"]] == ["Where is it?"]
    assert again.locked == ("commitments_review[0].ask",)


def test_a_kept_part_keeps_its_source(agendas: Drafting[Facts, AgendaRequest]) -> None:
    facts = pair("one_to_one")
    draft = agendas.draft(facts, AgendaRequest(minutes=60, phase=Phase.WORKING), Envelope(id="d"))
    focus = next(i for i, item in enumerate(draft.body["items"]) if "focus" in item["tags"])
    edited = agendas.edited(draft, {f"items[{focus}].label": "Tom"}, facts)
    again = agendas.again(edited, facts, AgendaRequest(minutes=60, phase=Phase.STUCK), ())
    kept = next(item for item in again.body["items"] if item["label"] == "Tom")
    assert kept["source_ref"] in {source.passage_id for source in again.sources}


def test_more_kept_parts_than_time_are_all_there(agendas: Drafting[Facts, AgendaRequest]) -> None:
    old = made(agendas, "one_to_one", Phase.MIDPOINT, 120).body
    new = made(agendas, "one_to_one", Phase.FIRST, 20).body
    locked = [f"items[{i}].label" for i in range(len(old["items"]))]
    body, moved = keep(old, new, locked)
    assert [_at(body, path) for path in moved] == [item["label"] for item in old["items"]]
    assert sum(item["minutes"] for item in body["items"]) == 20
    assert min(item["minutes"] for item in body["items"]) >= 1


def test_the_way_in_and_the_way_out_stay_at_the_edges(agendas: Drafting[Facts, AgendaRequest]) -> None:
    old = made(agendas, "one_to_one", Phase.WORKING, 60).body
    new = made(agendas, "one_to_one", Phase.STUCK, 60).body
    body, _ = keep(old, new, ["items[2].label"])
    assert body["items"][0] == {**new["items"][0], "minutes": body["items"][0]["minutes"]}
    assert body["items"][-1]["label"] == new["items"][-1]["label"]
