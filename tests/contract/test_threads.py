"""Conversations: kept in order, changed, cut and forgotten by one person alone, on every database."""

import pytest

from assistant.domain.access import Principal
from assistant.domain.conversation import Answer, Cited, FactRef, Message, Stance, Thread
from assistant.domain.drafts import Ending, Source, Tokens
from assistant.domain.people import Pair, Role
from assistant.errors import AccessError, InputError
from tests.journal_stage import NOON, REFLECT, message
from tests.world import PREPARE, World, new_id


@pytest.fixture
def me(world: World, pair: Pair) -> Principal:
    return world.acting("Ben")


@pytest.fixture
def thread(world: World, me: Principal) -> Thread:
    return world.records.save_thread(me, REFLECT, Thread(owner_id=me.person_id, role=me.role, title="Exam"))


def asked(world: World, me: Principal, thread: Thread) -> list[str]:
    return [one.asked for one in world.records.thread(me, REFLECT, thread.id).messages]


def test_a_message_keeps_every_field(world: World, me: Principal, thread: Thread) -> None:
    r = world.records
    answer = Answer(
        text="Begin small [1] [a].",
        stance=Stance.OFFER,
        ending=Ending.NOT_COVERED,
        cited=(Cited(label="1", source=Source(doc_id="A", passage_id="A#1", quote="q", used_for="x")),),
        facts=(FactRef(label="a", thing="goal", id=new_id(), text="Speak up"),),
        questions=("What helps?",),
        model_id="m",
        notices=("Slow.",),
        tokens=Tokens(sent=3),
    )
    given = Message(id=new_id(), asked="How?", answer=answer, blocked=True, at=NOON)
    assert r.save_message(me, REFLECT, thread.id, given) == given
    waiting = r.save_message(me, REFLECT, thread.id, message("And now?", answer=None))
    assert waiting.answer is None
    stored = r.thread(me, REFLECT, thread.id)
    assert stored.messages == (given, waiting)
    (listed,) = r.threads(me, REFLECT)
    assert listed == stored.model_copy(update={"messages": ()})


def test_messages_stay_in_order_and_one_is_replaced_in_place(
    world: World, me: Principal, thread: Thread
) -> None:
    r = world.records
    one, two, three = (r.save_message(me, REFLECT, thread.id, message(text)) for text in ("1", "2", "3"))
    r.save_message(me, REFLECT, thread.id, two.model_copy(update={"asked": "2b"}))
    assert asked(world, me, thread) == ["1", "2b", "3"]
    r.save_message(me, REFLECT, thread.id, two.model_copy(update={"asked": "2c", "answer": None}), cut=True)
    assert asked(world, me, thread) == ["1", "2c"]
    r.save_message(me, REFLECT, thread.id, message("4"), cut=True)
    r.delete_message(me, REFLECT, thread.id, two.id)
    assert asked(world, me, thread) == ["1", "4"]
    for gone in (two.id, three.id, new_id()):
        with pytest.raises(AccessError):
            r.delete_message(me, REFLECT, thread.id, gone)
    assert one.answer is not None


def test_the_thread_last_spoken_in_comes_first(world: World, me: Principal, thread: Thread) -> None:
    r = world.records
    later = r.save_thread(me, REFLECT, Thread(owner_id=me.person_id, role=me.role))
    assert [found.id for found in r.threads(me, REFLECT)] == [later.id, thread.id]
    r.save_message(me, REFLECT, thread.id, message())
    assert [found.id for found in r.threads(me, REFLECT, limit=1)] == [thread.id]
    renamed = r.save_thread(me, REFLECT, later.model_copy(update={"title": "Plans"}))
    assert r.thread(me, REFLECT, later.id) == renamed
    r.delete_thread(me, REFLECT, thread.id)
    assert r.threads(me, REFLECT) == [renamed]
    with pytest.raises(AccessError):
        r.save_message(me, REFLECT, thread.id, message())


def test_renaming_keeps_what_was_said(world: World, me: Principal, thread: Thread, pair: Pair) -> None:
    r = world.records
    said = r.save_message(me, REFLECT, thread.id, message())
    renamed = r.save_thread(me, REFLECT, thread.model_copy(update={"title": "New", "pair_id": pair.id}))
    assert (renamed.title, renamed.pair_id, renamed.messages) == ("New", pair.id, (said,))


def test_nobody_else_reaches_it_in_any_role(world: World, me: Principal, thread: Thread, pair: Pair) -> None:
    r = world.records
    said = r.save_message(me, REFLECT, thread.id, message("Nobody knows"))
    world.add("Tess", Role.TRAINER)
    for other in (world.acting("Ana"), world.acting("Tess"), world.coordinator):
        assert r.threads(other, REFLECT) == []
        theirs = r.save_thread(other, REFLECT, Thread(owner_id=other.person_id, role=other.role))
        for touch in (
            lambda who: r.thread(who, REFLECT, thread.id),
            lambda who: r.save_thread(who, REFLECT, thread),
            lambda who: r.save_thread(who, REFLECT, thread.model_copy(update={"owner_id": who.person_id})),
            lambda who: r.save_message(who, REFLECT, thread.id, message()),
            lambda who: r.save_message(who, REFLECT, theirs.id, said),  # noqa: B023 - called at once
            lambda who: r.delete_message(who, REFLECT, theirs.id, said.id),  # noqa: B023
            lambda who: r.delete_message(who, REFLECT, thread.id, said.id),
            lambda who: r.delete_thread(who, REFLECT, thread.id),
            lambda who: r.threads(who, PREPARE),
        ):
            with pytest.raises(AccessError):
                touch(other)
    assert r.thread(me, REFLECT, thread.id).messages == (said,)


def test_staff_converse_too(world: World, pair: Pair) -> None:
    r = world.records
    world.add("Tess", Role.TRAINER)
    for somebody in (world.acting("Tess"), world.coordinator):
        mine = r.save_thread(somebody, REFLECT, Thread(owner_id=somebody.person_id, role=somebody.role))
        r.save_message(somebody, REFLECT, mine.id, message())
        assert [found.id for found in r.threads(somebody, REFLECT)] == [mine.id]
        assert r.set_may_leave(somebody, REFLECT, True)
        with pytest.raises(AccessError):
            r.entries(somebody, REFLECT)
        with pytest.raises(AccessError):
            r.save_thread(somebody, REFLECT, mine.model_copy(update={"pair_id": pair.id}))


def test_a_moment_needs_its_zone(world: World, me: Principal, thread: Thread) -> None:
    with pytest.raises(InputError, match="time zone"):
        world.records.save_message(me, REFLECT, thread.id, message(at=NOON.replace(tzinfo=None)))
    assert asked(world, me, thread) == []
