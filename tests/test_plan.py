"""Blocks and minutes: every phase, form and length adds up, stays in bounds and has what it must."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.domain.facts import Phase
from assistant.domain.people import Form
from assistant.kinds.agenda.bank import bank
from assistant.kinds.agenda.phases import MUST
from assistant.kinds.agenda.plan import (
    CLOSING_SHARE,
    LARGEST_SHARE,
    OPENING_SHARE,
    SHORTEST,
    Block,
    Wants,
    blocks,
    minutes_for,
    most_items,
)

EVERY = [
    (phase, form, minutes, Wants(review=wanted, points=wanted))
    for phase in Phase
    for form in Form
    for minutes in range(20, 121)
    for wanted in (True, False)
]


def tags(plan: list[Block], phase: Phase) -> set[str]:
    entries = [bank()[name] for block in plan for name in (block.name, *block.folded)]
    turns = [entry.by_phase[phase].tags for entry in entries if phase in entry.by_phase]
    return {tag for some in ([entry.tags for entry in entries] + turns) for tag in some}


def minutes_of(plan: list[Block], slot: int) -> list[int] | None:
    turns = [index for index, block in enumerate(plan) if block.name == "turn"]
    pair = (turns[0], turns[1]) if turns else None
    return minutes_for([bank()[block.name].weight for block in plan], slot, pair)


def test_every_phase_form_and_length() -> None:
    for phase, form, slot, wants in EVERY:
        case = f"{phase} {form} {slot} {wants}"
        plan = blocks(phase, form, slot, wants)
        given = minutes_of(plan, slot)
        assert given is not None, case
        assert sum(given) == slot, case
        assert min(given) >= SHORTEST and max(given) <= slot * LARGEST_SHARE, case
        assert 3 <= len(plan) <= most_items(slot), case
        for at, (low, high) in ((0, OPENING_SHARE), (-1, CLOSING_SHARE)):
            assert low - 0.005 <= given[at] / slot <= high + 0.005, case
        assert set(MUST[phase]) <= tags(plan, phase), case
        assert not wants.review or "commitments_review" in tags(plan, phase), case
        turns = [minutes for block, minutes in zip(plan, given, strict=True) if block.name == "turn"]
        assert len(turns) == (2 if form is Form.PEER else 0) and len(set(turns)) <= 1, case
        names = [block.name for block in plan if block.name != "turn"]
        assert len(set(names)) == len(names), case
        assert plan[-1].name.startswith("close"), case


def test_points_are_a_part_of_their_own_when_there_is_room() -> None:
    wants = Wants(review=False, points=True)
    assert "points" in {block.name for block in blocks(Phase.WORKING, Form.ONE_TO_ONE, 60, wants)}
    assert "points" not in {block.name for block in blocks(Phase.WORKING, Form.ONE_TO_ONE, 20, wants)}


def test_fives_where_the_slot_allows_them() -> None:
    assert all(minutes % 5 == 0 for minutes in minutes_for([1, 3, 2, 1], 60) or [1])
    assert minutes_for([1, 3, 2, 1], 37)


@settings(max_examples=100, deadline=None)
@given(data=st.data())
def test_any_weights_and_fixed_minutes(data: Any) -> None:
    slot = data.draw(st.integers(20, 120))
    count = data.draw(st.integers(3, most_items(slot)))
    weights = data.draw(st.lists(st.floats(0.5, 5), min_size=count, max_size=count))
    at = data.draw(st.integers(0, count - 1))
    fixed = data.draw(st.dictionaries(st.just(at), st.integers(SHORTEST, slot // 2), max_size=1))
    given = minutes_for(weights, slot, None, fixed)
    if given is None:
        assert fixed or count == 3, "without wishes only too few items can be impossible"
        return
    assert sum(given) == slot and min(given) >= SHORTEST
    assert all(given[index] == minutes for index, minutes in fixed.items())
    assert max(minutes for index, minutes in enumerate(given) if index not in fixed) <= slot * LARGEST_SHARE


def test_the_same_input_gives_the_same_minutes() -> None:
    assert minutes_for([1, 2, 3, 1], 45) == minutes_for([1, 2, 3, 1], 45)
    assert minutes_for([1, 1], 60) is None
