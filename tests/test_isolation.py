"""Nobody meets a private word of somebody else, through any method, for any purpose; and the test can fail.

Zero in N says that the true share is below 3/N (with 95 % confidence), so N is part of the test.
"""

from collections.abc import Callable, Iterator

import pytest

from assistant import access
from assistant.access import PAIRED, POLICY, Rule
from assistant.adapters.records import (
    digests,
    entries,
    grants,
    own,
    own_drafts,
    prompts_shown,
    safety,
    threads,
)
from assistant.adapters.records.store import open_records
from assistant.domain.access import Purpose, Relation, Resource
from tests.canaries import Canaries, read_methods

Mutation = Callable[[pytest.MonkeyPatch], None]


@pytest.fixture(scope="module")
def canaries(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Canaries]:
    with open_records(f"sqlite:///{tmp_path_factory.mktemp('canaries') / 'records.sqlite3'}") as records:
        yield Canaries(records)


def test_no_private_word_comes_up_anywhere_else(canaries: Canaries) -> None:
    before = canaries.calls
    assert list(canaries.leaks()) == []
    assert canaries.calls - before >= 3_000


def test_their_owners_meet_all_of_them(canaries: Canaries) -> None:
    """Except what was withdrawn, which nobody can look up any more; of those whose things are asked for by id."""
    asked_for = {(me.person_id, me.role) for me in canaries.named["thread"]}
    words = {word for word, c in canaries.planted.items() if c.readers & asked_for and c.field != "withdrawn"}
    assert len(words) > 80
    assert words - canaries.met() == set()


def test_every_read_method_is_asked(canaries: Canaries) -> None:
    asked = {name for name, _ in canaries.reads()}
    assert asked == set(read_methods())
    assert {"entries", "entry", "shown", "released", "thread", "facts", "may_leave"} <= asked


def sieve(module: object) -> Mutation:
    """The lists of this file no longer ask whose it is."""

    def mutate(patch: pytest.MonkeyPatch) -> None:
        patch.setattr(module, "mine", lambda kind, principal: kind.owner_id.is_not(None))

    return mutate


def everybody_owns(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(own, "relation_to_own", lambda *_: Relation.OWN)


def roles_add_up(patch: pytest.MonkeyPatch) -> None:
    def same_person(principal: object, owner_id: str, role: object) -> Relation:
        return Relation.OWN if owner_id == principal.person_id else Relation.PROGRAMME  # type: ignore[attr-defined]

    patch.setattr(own, "relation_to_own", same_person)


def for_every_purpose(resource: Resource) -> Mutation:
    def mutate(patch: pytest.MonkeyPatch) -> None:
        wide = tuple(rule._replace(purposes=frozenset(Purpose)) for rule in POLICY[resource])
        patch.setitem(POLICY, resource, wide)

    return mutate


def private_to_the_pair(resource: Resource) -> Mutation:
    """The rule that lets members read no longer leaves out what is private."""

    def mutate(patch: pytest.MonkeyPatch) -> None:
        patch.setitem(POLICY, resource, tuple(rule._replace(private=True) for rule in POLICY[resource]))

    return mutate


def shown_to_mentees(patch: pytest.MonkeyPatch) -> None:
    rule = Rule(access.READ, PAIRED, access.MEMBER, access.SHARED_WORK)
    patch.setitem(POLICY, Resource.SHOWN, (rule,))


def without(module: object, rules: str, name: str) -> Mutation:
    """One condition of what is shown is not asked any more."""

    def mutate(patch: pytest.MonkeyPatch) -> None:
        whole = getattr(module, rules)
        assert name

        def fewer(*given: object) -> dict[str, object]:
            conditions = whole(*given)
            del conditions[name]
            return dict(conditions)

        patch.setattr(module, rules, fewer)

    return mutate


def with_sources(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(digests, "_without_sources", lambda digest: digest)


def everybody_is_told(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(safety, "recipients", lambda event, protocol, active, now: tuple(active))


def excluded_are_told(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(safety, "recipients", lambda event, protocol, active, now: protocol.lead_ids)


MUTATIONS: dict[str, Mutation] = {
    "safety events are not sieved": sieve(safety),
    "safety events for every purpose": for_every_purpose(Resource.SAFETY_EVENT),
    "alerts for every purpose": for_every_purpose(Resource.ALERT),
    "alerts that may be about the lead": excluded_are_told,
    "alerts for lead and deputy alike": everybody_is_told,
    "entries are not sieved": sieve(entries),
    "grants are not sieved": sieve(grants),
    "digests are not sieved": sieve(digests),
    "prompts are not sieved": sieve(prompts_shown),
    "own drafts are not sieved": sieve(own_drafts),
    "threads are not sieved": sieve(threads),
    "everybody is the owner": everybody_owns,
    "a person's two roles add up": roles_add_up,
    "entries for every purpose": for_every_purpose(Resource.ENTRY),
    "grants for every purpose": for_every_purpose(Resource.GRANT),
    "digests for every purpose": for_every_purpose(Resource.DIGEST),
    "prompts for every purpose": for_every_purpose(Resource.PROMPT),
    "own drafts for every purpose": for_every_purpose(Resource.OWN_DRAFT),
    "threads for every purpose": for_every_purpose(Resource.THREAD),
    "goals for every purpose": for_every_purpose(Resource.GOAL),
    "strengths for every purpose": for_every_purpose(Resource.STRENGTH),
    "private goals for the pair": private_to_the_pair(Resource.GOAL),
    "private strengths for the pair": private_to_the_pair(Resource.STRENGTH),
    "private drafts for the pair": private_to_the_pair(Resource.DRAFT),
    "what is shown for other mentees": shown_to_mentees,
    "what is shown for every purpose": for_every_purpose(Resource.SHOWN),
    "what was taken back": without(grants, "effective", "not taken back"),
    "what has run out": without(grants, "effective", "not run out"),
    "grants of those switched off": without(grants, "effective", "the owner is active"),
    "grants of those who left": without(grants, "effective", "the owner belongs to the pair"),
    "grants in other pairs": without(grants, "effective", "shown in this pair"),
    "digests that were withdrawn": without(digests, "in_force", "not withdrawn"),
    "digests before their release": without(digests, "in_force", "released"),
    "where a point is from": with_sources,
}


@pytest.mark.parametrize("rule", MUTATIONS)
def test_it_fails_when_a_rule_is_taken_away(
    canaries: Canaries, monkeypatch: pytest.MonkeyPatch, rule: str
) -> None:
    MUTATIONS[rule](monkeypatch)
    assert next(canaries.leaks(), None) is not None
