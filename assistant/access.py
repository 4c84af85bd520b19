"""Who may do what for which purpose: one table, and everything it does not name is refused."""

from collections.abc import Collection, Iterable
from enum import StrEnum
from typing import NamedTuple, TypeVar

from assistant.domain.access import Action, Principal, Purpose, Relation, Resource
from assistant.domain.drafts import Draft
from assistant.domain.people import Member, Role
from assistant.domain.value import texts
from assistant.errors import AccessError, InputError

EVERYONE = frozenset(Role)
PAIRED = frozenset({Role.MENTOR, Role.MENTEE, Role.PEER})
GUIDING = frozenset({Role.MENTOR, Role.PEER})
COORDINATOR = frozenset({Role.COORDINATOR})
STAFF = COORDINATOR | {Role.TRAINER}

OWN = frozenset({Relation.OWN})
MEMBER = frozenset({Relation.MEMBER})
INSIDE = OWN | MEMBER
HERE = INSIDE | {Relation.PROGRAMME}
ENTRUSTED = frozenset({Relation.ENTRUSTED})

PREPARE = frozenset({Purpose.PREPARE_PAIR, Purpose.PREPARE_SELF})
MANAGE = frozenset({Purpose.MANAGE_PAIR})
PAIR_WORK = PREPARE | MANAGE
REFLECT = frozenset({Purpose.REFLECT_SELF})
FOR_ONESELF = frozenset({Purpose.PREPARE_SELF, Purpose.MANAGE_PAIR}) | REFLECT
PAIR_RECORD = PAIR_WORK | REFLECT
SHARED_WORK = frozenset({Purpose.PREPARE_PAIR}) | MANAGE
SET_UP = frozenset({Purpose.MANAGE_PROGRAMME})
BROWSE = PREPARE | {Purpose.BROWSE_LIBRARY}
CURATE = frozenset({Purpose.MANAGE_LIBRARY})
SAFE = frozenset({Purpose.KEEP_SAFE})

READ = frozenset({Action.READ})
WRITE = frozenset({Action.WRITE})
DELETE = frozenset({Action.DELETE})
ALL = READ | WRITE | DELETE


class Rule(NamedTuple):
    """Allows the named actions. `private`: also on things that are not shared."""

    actions: frozenset[Action]
    roles: frozenset[Role]
    relations: frozenset[Relation]
    purposes: frozenset[Purpose]
    private: bool = False


POLICY: dict[Resource, tuple[Rule, ...]] = {
    Resource.PROGRAMME: (
        Rule(READ, EVERYONE, HERE, frozenset(Purpose)),
        Rule(WRITE, COORDINATOR, HERE, SET_UP),
    ),
    Resource.PERSON: (
        Rule(READ, PAIRED, INSIDE, PAIR_RECORD),
        Rule(READ, STAFF, HERE, SET_UP),
        Rule(WRITE, COORDINATOR, HERE, SET_UP),
    ),
    Resource.PAIR: (
        Rule(READ, PAIRED, INSIDE, PAIR_RECORD),
        Rule(READ | WRITE, COORDINATOR, HERE, SET_UP),
    ),
    Resource.GOAL: (
        Rule(READ, PAIRED, INSIDE, PAIR_RECORD),
        # What helps the pair is seen by the pair, so a private goal never serves PREPARE_PAIR.
        Rule(READ, PAIRED, OWN, FOR_ONESELF, private=True),
        Rule(WRITE | DELETE, PAIRED, OWN, MANAGE, private=True),
        Rule(WRITE, GUIDING, MEMBER, MANAGE),
    ),
    Resource.STRENGTH: (
        Rule(READ, PAIRED, INSIDE, PAIR_RECORD),
        Rule(READ, PAIRED, OWN, FOR_ONESELF, private=True),
        Rule(WRITE, PAIRED, INSIDE, MANAGE),
        Rule(WRITE | DELETE, PAIRED, OWN, MANAGE, private=True),
        Rule(DELETE, GUIDING, MEMBER, MANAGE),
    ),
    Resource.COMMITMENT: (
        Rule(READ, PAIRED, INSIDE, PAIR_RECORD),
        Rule(WRITE, PAIRED, INSIDE, MANAGE),
        Rule(DELETE, PAIRED, OWN, MANAGE),
        Rule(DELETE, GUIDING, MEMBER, MANAGE),
    ),
    Resource.SESSION: (
        Rule(READ, PAIRED, INSIDE, PAIR_RECORD),
        Rule(WRITE, PAIRED, INSIDE, MANAGE),
        Rule(DELETE, GUIDING, INSIDE, MANAGE),
    ),
    Resource.SESSION_DATES: (Rule(READ, COORDINATOR, HERE, SET_UP),),
    Resource.TALKING_POINT: (
        Rule(READ, PAIRED, INSIDE, PAIR_WORK),
        Rule(WRITE | DELETE, PAIRED, OWN, PREPARE | MANAGE),
    ),
    Resource.DRAFT: (
        Rule(READ, PAIRED, INSIDE, PAIR_WORK),
        Rule(READ, PAIRED, OWN, PAIR_WORK, private=True),
        Rule(WRITE, PAIRED, INSIDE, PREPARE),
        Rule(WRITE, PAIRED, OWN, PREPARE, private=True),
    ),
    Resource.MENTOR_SHEET: (
        Rule(READ, GUIDING, OWN, PAIR_WORK, private=True),
        Rule(WRITE, GUIDING, OWN, PREPARE, private=True),
    ),
    # What people write for themselves. That it exists is as private as its words, so there is no rule for
    # anybody but its owner, and none for a purpose that serves others.
    Resource.ENTRY: (Rule(ALL, PAIRED, OWN, REFLECT, private=True),),
    Resource.GRANT: (Rule(READ | WRITE, PAIRED, OWN, REFLECT, private=True),),
    Resource.DIGEST: (Rule(ALL, PAIRED, OWN, REFLECT, private=True),),
    Resource.PROMPT: (Rule(READ | WRITE, PAIRED, OWN, REFLECT, private=True),),
    Resource.OWN_DRAFT: (Rule(ALL, PAIRED, OWN, REFLECT, private=True),),
    Resource.THREAD: (Rule(ALL, EVERYONE, OWN, REFLECT, private=True),),
    Resource.CHOICE: (Rule(READ | WRITE, EVERYONE, OWN, REFLECT, private=True),),
    # Safety. Being entrusted with it is no role: whoever is named by the coordinator acts in any of theirs. A
    # mentor never learns that there is an event about the pair, nor does a coordinator who is not named.
    Resource.PROTOCOL: (Rule(READ, EVERYONE, HERE, SAFE), Rule(READ | WRITE, COORDINATOR, HERE, SET_UP)),
    Resource.LINE_CHECK: (Rule(READ, EVERYONE, HERE, SAFE), Rule(READ | WRITE, COORDINATOR, HERE, SET_UP)),
    Resource.SAFETY_EVENT: (Rule(READ | WRITE, EVERYONE, OWN, SAFE, private=True),),
    Resource.ALERT: (Rule(READ | WRITE, EVERYONE, ENTRUSTED, SAFE, private=True),),
    Resource.SAFETY_COUNT: (Rule(READ, COORDINATOR, HERE, SET_UP),),
    # What was shown on purpose is for those who guide; the other mentees of a group are not meant.
    Resource.SHOWN: (Rule(READ, GUIDING, MEMBER, SHARED_WORK),),
    Resource.NOTE: (Rule(READ, EVERYONE, HERE, BROWSE),),
    Resource.MATERIAL: (
        # What is published is shared, with those whom it names: see `in_audience`.
        Rule(READ, EVERYONE, HERE, BROWSE),
        Rule(READ | WRITE | DELETE, STAFF, HERE, CURATE, private=True),
    ),
}


def authorise(
    principal: Principal,
    purpose: Purpose,
    action: Action,
    resource: Resource,
    *,
    relation: Relation,
    shared: bool = True,
) -> None:
    """Raise AccessError unless the table allows it. It looks the same as "there is no such thing"."""
    if not may(principal, purpose, action, resource, relation=relation, shared=shared):
        raise AccessError


def may(
    principal: Principal,
    purpose: Purpose,
    action: Action,
    resource: Resource,
    *,
    relation: Relation,
    shared: bool = True,
) -> bool:
    """The answer of the table. A purpose, action or resource it has never heard of raises InputError."""
    purpose, action = known(Purpose, purpose), known(Action, action)
    return any(
        action in rule.actions
        and principal.role in rule.roles
        and relation in rule.relations
        and purpose in rule.purposes
        and (shared or rule.private)
        for rule in POLICY[known(Resource, resource)]
    )


def relation_to(
    principal: Principal,
    *,
    programme_id: str,
    members: Iterable[Member] = (),
    active: bool = True,
    owner_id: str | None = None,
) -> Relation:
    """How the asking person stands to a thing of a pair, in the one role they act in now.

    Somebody with two roles has the rights of one of them at a time, so a mentor's principal is
    no member of a pair in which the same person is a mentee. When a pair has closed, its members
    keep what is their own and nothing else.
    """
    if programme_id != principal.programme_id:
        return Relation.STRANGER
    belongs = any(
        member.person_id == principal.person_id and member.role is principal.role for member in members
    )
    if belongs and owner_id == principal.person_id:
        return Relation.OWN
    return Relation.MEMBER if belongs and active else Relation.PROGRAMME


def relation_to_own(principal: Principal, owner_id: str, role: Role) -> Relation:
    """How the asking person stands to what somebody made for themselves, in the role they made it in."""
    mine = owner_id == principal.person_id and role == principal.role
    return Relation.OWN if mine else Relation.PROGRAMME


def in_audience(role: Role, audience: Collection[Role]) -> bool:
    """Whether published material is for this role. A peer is mentor and mentee; staff read everything."""
    return role in STAFF or role in audience or (role is Role.PEER and not PAIRED.isdisjoint(audience))


def as_seen_by(principal: Principal, purpose: Purpose, draft: Draft) -> Draft:
    """The draft without its mentor sheet, unless it is this reader's own.

    The sheet belongs to the mentor (or peer) who made the draft; when a mentee made it, to the
    pair's mentors. The caller has made sure that the reader may see the draft itself.
    """
    if may(principal, purpose, Action.READ, Resource.MENTOR_SHEET, relation=sheet_relation(principal, draft)):
        return draft
    return without_sheet(draft)


def sheet_relation(principal: Principal, draft: Draft) -> Relation:
    """OWN for whom the mentor sheet is meant, MEMBER for everyone else in the pair."""
    if draft.author_role in GUIDING:
        return Relation.OWN if draft.author_id == principal.person_id else Relation.MEMBER
    return Relation.OWN if principal.role is Role.MENTOR else Relation.MEMBER


SHEET = "mentor_sheet"


def without_sheet(draft: Draft) -> Draft:
    """No trace of the sheet: neither its words nor the slots, sources, edits and checks that speak of it."""
    body = {**draft.body, SHEET: None} if SHEET in draft.body else draft.body
    sheet_slots = [wording for wording in draft.wordings if wording.slot.startswith(SHEET)]
    sheet = {*texts(draft.body.get(SHEET)), *(wording.composed for wording in sheet_slots)}
    cited = set(texts(body))
    return draft.model_copy(
        update={
            "body": body,
            "sources": tuple(s for s in draft.sources if s.quote not in sheet or s.passage_id in cited),
            "wordings": tuple(wording for wording in draft.wordings if wording not in sheet_slots),
            "locked": tuple(path for path in draft.locked if not path.startswith(SHEET)),
            "checks": tuple(
                check.model_copy(update={"detail": ""}) if SHEET in check.detail else check
                for check in draft.checks
            ),
        }
    )


def with_sheet_of(draft: Draft, earlier: Draft) -> Draft:
    """The draft with the sheet of an earlier version, for an editor who never saw it."""
    bare = without_sheet(draft)
    if earlier.body.get(SHEET) is None:
        return bare
    hidden, cited = without_sheet(earlier), {source.passage_id for source in bare.sources}
    beside = [source for source in earlier.sources if source.passage_id not in cited]
    return bare.model_copy(
        update={
            "body": {**bare.body, SHEET: earlier.body[SHEET]},
            "sources": bare.sources + tuple(source for source in beside if source not in hidden.sources),
            "wordings": bare.wordings + tuple(w for w in earlier.wordings if w not in hidden.wordings),
            "locked": bare.locked + tuple(path for path in earlier.locked if path not in hidden.locked),
        }
    )


Known = TypeVar("Known", bound=StrEnum)


def known(kind: type[Known], word: str) -> Known:
    """The member of an enum, or an InputError that names the word nobody knows."""
    try:
        return kind(word)
    except ValueError as error:
        raise InputError(f"There is no {kind.__name__.lower()} called {word!r}.") from error
