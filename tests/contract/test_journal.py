"""Journals, their versions, prompts and drafts for oneself alone, on every database."""

from datetime import date, timedelta

import pytest

from assistant.domain.access import Purpose
from assistant.domain.journal import Answered
from assistant.domain.people import Form, Pair, Role
from assistant.errors import AccessError, ConflictError, InputError
from tests.journal_stage import NOON, REFLECT, leave, own_draft, page, prompt
from tests.world import DAY, MANAGE, PREPARE, SET_UP, World, agenda, new_id


def test_an_entry_keeps_every_field(world: World, pair: Pair) -> None:
    r, me = world.records, world.acting("Ben")
    text = "I said “no” — it held. 🌱\n\n\tTabs, and a second paragraph.  "
    given = page(me, text, id=new_id(), title="The talk", pair_id=pair.id)
    saved = r.save_entry(me, REFLECT, given)
    assert saved == given.model_copy(update={"changed_at": saved.changed_at})
    assert saved.changed_at is not None
    assert r.entry(me, REFLECT, saved.id) == saved
    assert r.entries(me, REFLECT) == [saved]


def test_writing_on_keeps_the_version_until_it_was_shown(world: World, pair: Pair) -> None:
    r, me = world.records, world.acting("Ben")
    entry = r.save_entry(me, REFLECT, page(me, "one"))
    entry = r.save_entry(me, REFLECT, entry.model_copy(update={"text": "one two"}), seen=entry)
    assert entry.version == 1
    grant = r.grant(me, REFLECT, leave(entry, pair, ""))
    same = r.save_entry(me, REFLECT, entry, seen=entry)
    moved = r.save_entry(me, REFLECT, same.model_copy(update={"pair_id": pair.id}), seen=same)
    assert (same, moved.version) == (entry, 1)  # not a word of it changed
    later = r.save_entry(me, REFLECT, moved.model_copy(update={"text": "three"}), seen=moved)
    assert later.version == 2
    assert r.entry(me, REFLECT, entry.id, 1).text == "one two"
    r.revoke(me, REFLECT, grant.id)
    again = r.save_entry(me, REFLECT, later.model_copy(update={"title": "New"}), seen=later)
    assert again.version == 2  # that version was never shown
    assert r.entries(me, REFLECT) == [again]
    with pytest.raises(AccessError):
        r.entry(me, REFLECT, entry.id, 3)


def test_a_version_whose_grant_was_taken_back_stays_too(world: World, pair: Pair) -> None:
    r, me = world.records, world.acting("Ben")
    entry = r.save_entry(me, REFLECT, page(me, "one"))
    r.revoke(me, REFLECT, r.grant(me, REFLECT, leave(entry, pair, "")).id)
    later = r.save_entry(me, REFLECT, entry.model_copy(update={"on": DAY + timedelta(1)}), seen=entry)
    assert (later.version, r.entry(me, REFLECT, entry.id, 1)) == (2, entry)


def test_two_windows_lose_nothing(world: World) -> None:
    r, me = world.records, world.acting("Cora", Role.MENTOR)
    first = r.save_entry(me, REFLECT, page(me, "one"))
    there = r.save_entry(me, REFLECT, first.model_copy(update={"text": "there"}), seen=first)
    with pytest.raises(ConflictError, match="another window"):
        r.save_entry(me, REFLECT, first.model_copy(update={"text": "here"}), seen=first)
    assert r.entry(me, REFLECT, first.id) == there
    # The same words once more, because the answer never arrived: nothing to object to.
    assert r.save_entry(me, REFLECT, first.model_copy(update={"text": "there"}), seen=first) == there
    r.delete_entry(me, REFLECT, first.id)
    with pytest.raises(ConflictError):
        r.save_entry(me, REFLECT, there.model_copy(update={"text": "more"}), seen=there)
    assert r.entries(me, REFLECT) == []


def test_an_entry_may_be_emptied(world: World) -> None:
    r, me = world.records, world.acting("Cora", Role.MENTOR)
    entry = r.save_entry(me, REFLECT, page(me, "one", title="Title"))
    empty = r.save_entry(me, REFLECT, entry.model_copy(update={"text": "", "title": ""}), seen=entry)
    assert (empty.text, r.entries(me, REFLECT)) == ("", [empty])


def test_the_newest_day_comes_first_and_since_leaves_out_the_old(world: World) -> None:
    r, me = world.records, world.acting("Cora", Role.MENTOR)
    days = [date(2026, 3, day) for day in (2, 9, 5)]
    made = [r.save_entry(me, REFLECT, page(me, f"{day}", on=day)) for day in days]
    assert [entry.on.day for entry in r.entries(me, REFLECT)] == [9, 5, 2]
    assert [entry.on.day for entry in r.entries(me, REFLECT, limit=2)] == [9, 5]
    assert [entry.on.day for entry in r.entries(me, REFLECT, since=made[1].changed_at)] == [9, 5]
    with pytest.raises(InputError, match="time zone"):
        r.entries(me, REFLECT, since=NOON.replace(tzinfo=None))


def test_a_person_with_two_roles_has_two_journals(world: World) -> None:
    r = world.records
    world.add("Kim", Role.MENTOR, Role.MENTEE, Role.TRAINER)
    mentor, mentee = world.acting("Kim", Role.MENTOR), world.acting("Kim", Role.MENTEE)
    entry = r.save_entry(mentee, REFLECT, page(mentee))
    draft = r.save_draft(mentee, REFLECT, own_draft(mentee))
    r.add_shown_prompts(mentee, REFLECT, [prompt(mentee)])
    assert r.entries(mentor, REFLECT) == r.own_drafts(mentor, REFLECT, "reflection") == []
    assert r.shown_prompts(mentor, REFLECT) == []
    for refused in (
        lambda: r.entry(mentor, REFLECT, entry.id),
        lambda: r.save_entry(mentor, REFLECT, entry),
        lambda: r.save_entry(mentee, REFLECT, page(mentor)),
        lambda: r.delete_entry(mentor, REFLECT, entry.id),
        lambda: r.draft(mentor, REFLECT, draft.id),
        lambda: r.entries(world.acting("Kim", Role.TRAINER), REFLECT),
    ):
        with pytest.raises(AccessError):
            refused()
    assert r.entries(mentee, REFLECT) == [entry]


def test_an_entry_is_about_a_pair_of_ones_own(world: World, pair: Pair) -> None:
    r, me = world.records, world.acting("Ben")
    other = world.one_to_one("Cleo", "Dan")
    for unknown in (other.id, new_id()):
        with pytest.raises(AccessError):
            r.save_entry(me, REFLECT, page(me, pair_id=unknown))
    entry = r.save_entry(me, REFLECT, page(me, pair_id=pair.id))
    world.add("Gil", Role.MENTEE)
    left = pair.model_copy(
        update={"members": (pair.members[0], other.members[1].model_copy(update={
            "person_id": world.people["Gil"].id, "name": "Gil"}))}
    )  # fmt: skip
    r.save_pair(world.coordinator, SET_UP, left)
    # Whoever has left goes on writing on what is there.
    assert r.save_entry(me, REFLECT, entry.model_copy(update={"text": "on"}), seen=entry).pair_id == pair.id


def test_somebody_elses_entry_is_as_unknown_as_none(world: World, pair: Pair) -> None:
    r, me, other = world.records, world.acting("Ben"), world.acting("Ana")
    theirs = r.save_entry(other, REFLECT, page(other))
    mine = page(me)
    for entry_id in (theirs.id, new_id()):
        seen = mine.model_copy(update={"id": entry_id, "text": "seen"})
        with pytest.raises(ConflictError, match="another window"):
            r.save_entry(me, REFLECT, mine.model_copy(update={"id": entry_id}), seen=seen)
        for ask in (r.entry, r.delete_entry):
            with pytest.raises(AccessError):
                ask(me, REFLECT, entry_id)
        assert r.grants(me, REFLECT, entry_id) == []
        with pytest.raises(AccessError):
            r.grant(me, REFLECT, leave(mine.model_copy(update={"id": entry_id}), pair))
    assert r.entries(other, REFLECT) == [theirs]


def test_deleting_an_entry_takes_what_was_made_from_it(world: World, pair: Pair) -> None:
    r, me, mentor = world.records, world.acting("Ben"), world.acting("Ana")
    entry = r.save_entry(me, REFLECT, page(me))
    r.grant(me, REFLECT, leave(entry, pair))
    r.add_shown_prompts(me, REFLECT, [prompt(me, entry_id=entry.id), prompt(me, "And then?")])
    made = own_draft(me, body={"entry_ref": f"{entry.id}@1"})
    for draft in (made, own_draft(me)):
        r.save_draft(me, REFLECT, draft)
    r.save_entry(me, REFLECT, entry.model_copy(update={"text": "other"}))
    r.delete_entry(me, REFLECT, entry.id)
    assert (r.entries(me, REFLECT), r.grants(me, REFLECT)) == ([], [])
    assert r.shown(mentor, MANAGE, pair.id) == []
    assert [shown.text for shown in r.shown_prompts(me, REFLECT)] == ["And then?"]
    assert len(r.own_drafts(me, REFLECT, "reflection")) == 1
    with pytest.raises(AccessError):
        r.draft(me, REFLECT, made.id)
    # What is made from a page that has gone, or from somebody else's, is not kept.
    theirs = r.save_entry(mentor, REFLECT, page(mentor))
    for entry_id in (entry.id, theirs.id):
        with pytest.raises(AccessError):
            r.save_draft(me, REFLECT, own_draft(me, body={"entry_ref": f"{entry_id}@1"}))
        with pytest.raises(AccessError):
            r.add_shown_prompts(me, REFLECT, [prompt(me, entry_id=entry_id)])


def test_prompts_come_back_newest_first_and_in_their_order(world: World) -> None:
    r, me = world.records, world.acting("Cora", Role.MENTOR)
    r.add_shown_prompts(me, REFLECT, [prompt(me, "Old?", at=NOON - timedelta(40))])
    first, second = r.add_shown_prompts(me, REFLECT, [prompt(me, "First?"), prompt(me, "Second?")])
    assert [shown.text for shown in r.shown_prompts(me, REFLECT)] == ["First?", "Second?", "Old?"]
    assert r.shown_prompts(me, REFLECT, since=NOON) == [first, second]
    assert r.shown_prompts(me, REFLECT, limit=1) == [first]
    answered = r.answer_prompt(me, REFLECT, second.id, Answered.TOO_PERSONAL)
    assert answered == second.model_copy(update={"answered": Answered.TOO_PERSONAL})
    assert r.shown_prompts(me, REFLECT, since=NOON) == [first, answered]
    with pytest.raises(AccessError):
        r.add_shown_prompts(me, REFLECT, [first])
    with pytest.raises(AccessError):
        r.answer_prompt(me, REFLECT, new_id(), Answered.USED)


def test_a_draft_without_a_pair_is_its_authors_alone(world: World, pair: Pair) -> None:
    r, me = world.records, world.acting("Ben")
    draft = own_draft(me, visibility=(world.people["Ana"].id,))
    first = r.save_draft(me, REFLECT, draft)
    assert (first.visibility, first.author_id, first.author_role) == ((), me.person_id, Role.MENTEE)
    assert first.programme_id == me.programme_id
    second = r.save_draft(me, REFLECT, first.model_copy(update={"version": 2, "kind": "agenda"}))
    assert second.kind == "reflection"
    with pytest.raises(ConflictError, match="version 2"):
        r.save_draft(me, REFLECT, second)
    assert r.versions(me, REFLECT, draft.id) == [first, second]
    assert r.draft(me, REFLECT, draft.id, 1) == first
    assert r.own_drafts(me, REFLECT, "reflection", limit=1) == [second]
    assert r.own_drafts(me, REFLECT, "agenda") == r.drafts(me, PREPARE, pair.id) == []
    for purpose in set(Purpose) - {REFLECT}:
        with pytest.raises(AccessError):
            r.draft(me, purpose, draft.id)
        with pytest.raises(AccessError):
            r.save_draft(me, purpose, second.model_copy(update={"version": 3}))
    r.delete_draft(me, REFLECT, draft.id)
    assert r.own_drafts(me, REFLECT, "reflection") == []


def test_a_pairs_draft_and_ones_own_do_not_turn_into_each_other(world: World, pair: Pair) -> None:
    r, me = world.records, world.acting("Ben")
    own = r.save_draft(me, REFLECT, own_draft(me))
    ours = r.save_draft(me, PREPARE, agenda(pair))
    for purpose, draft in (
        (PREPARE, own.model_copy(update={"version": 2, "pair_id": pair.id})),
        (REFLECT, ours.model_copy(update={"version": 2, "pair_id": None})),
    ):
        with pytest.raises(AccessError):
            r.save_draft(me, purpose, draft)
    with pytest.raises(AccessError):
        r.delete_draft(me, REFLECT, ours.id)
    with pytest.raises(AccessError):
        r.draft(me, REFLECT, ours.id)
    assert r.drafts(me, PREPARE, pair.id) == [ours]


def test_words_leave_only_when_their_writer_said_so(world: World, pair: Pair) -> None:
    r, ben, ana = world.records, world.acting("Ben"), world.acting("Ana")
    assert not r.may_leave(ben, REFLECT)
    assert r.set_may_leave(ben, REFLECT, True)
    assert (r.may_leave(ben, REFLECT), r.may_leave(ana, REFLECT)) == (True, False)
    assert not r.set_may_leave(ben, REFLECT, False)
    assert not r.may_leave(ben, REFLECT)
    with pytest.raises(AccessError):
        r.may_leave(ben, PREPARE)


def test_what_cannot_be_kept_is_refused_before_anything_is_written(world: World) -> None:
    r, me = world.records, world.acting("Cora", Role.MENTOR)
    for text in ("zero\x00", "half \ud83c"):
        with pytest.raises(InputError):
            r.save_entry(me, REFLECT, page(me, "fine").model_copy(update={"text": text}))
    with pytest.raises(InputError, match="not an id"):
        r.save_entry(me, REFLECT, page(me, id="1"))
    assert r.entries(me, REFLECT) == []


def test_a_peer_writes_as_a_peer(world: World) -> None:
    r = world.records
    for name in ("Eli", "Fay"):
        world.add(name, Role.PEER)
    world.join(Form.PEER, Eli=Role.PEER, Fay=Role.PEER)
    eli = world.acting("Eli")
    entry = r.save_entry(eli, REFLECT, page(eli))
    assert (r.entries(eli, REFLECT), r.entries(world.acting("Fay"), REFLECT)) == ([entry], [])
