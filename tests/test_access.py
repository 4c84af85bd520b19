"""The policy against the matrix, cell by cell, and what a reader sees of a draft."""

import pytest

from assistant.access import as_seen_by, authorise, may, relation_to, with_sheet_of
from assistant.domain.access import Action, Principal, Purpose, Relation, Resource
from assistant.domain.drafts import Check, Source, Wording
from assistant.domain.people import Form, Member, Pair, Role
from assistant.errors import AccessError, InputError
from tests.matrix import MATRIX, PURPOSES, Cell, cells
from tests.world import agenda

HERE = "programme-1"


def acting(person: str, role: Role, programme: str = HERE) -> Principal:
    return Principal(person_id=person, programme_id=programme, role=role)


@pytest.mark.parametrize("cell", list(cells()), ids=str)
def test_every_cell_of_the_matrix(cell: Cell) -> None:
    principal = acting("somebody", cell.role)
    for action in Action:
        allowed = {
            purpose
            for purpose in Purpose
            if may(
                principal,
                purpose,
                action,
                cell.resource,
                relation=cell.relation,
                shared=cell.shared,
            )
        }
        assert allowed == cell.allowed[action], action


def test_the_matrix_knows_everything_there_is() -> None:
    assert {cell.resource for cell in cells()} == set(Resource)
    assert set(PURPOSES.values()) == set(Purpose)
    roles = {role for thing in MATRIX.values() for role in thing}
    words = {word for thing in MATRIX.values() for role in thing.values() for word in role}
    actions = {
        a for thing in MATRIX.values() for role in thing.values() for cell in role.values() for a in cell
    }
    assert (roles, words - set(Relation), actions) == (set(Role), set(), set(Action))


def test_a_stranger_is_never_allowed_anything() -> None:
    assert not any(
        allowed for cell in cells() if cell.relation is Relation.STRANGER for allowed in cell.allowed.values()
    )


@pytest.mark.parametrize(
    ("purpose", "action", "resource", "word"),
    [
        ("curiosity", "read", "goal", "curiosity"),
        ("manage_pair", "copy", "goal", "copy"),
        ("manage_pair", "read", "diary", "diary"),
    ],
)
def test_what_nobody_has_heard_of_raises(purpose: str, action: str, resource: str, word: str) -> None:
    with pytest.raises(InputError, match=word):
        authorise(acting("a", Role.MENTOR), purpose, action, resource, relation=Relation.OWN)  # type: ignore[arg-type]


def test_refused_and_missing_look_the_same() -> None:
    with pytest.raises(AccessError) as refused:
        authorise(
            acting("a", Role.TRAINER),
            Purpose.MANAGE_PAIR,
            Action.READ,
            Resource.GOAL,
            relation=Relation.PROGRAMME,
        )
    assert str(refused.value) == str(AccessError())


MEMBERS = (
    Member(person_id="ana", name="Ana", role=Role.MENTOR),
    Member(person_id="ben", name="Ben", role=Role.MENTEE),
)


@pytest.mark.parametrize(
    ("principal", "owner", "active", "expected"),
    [
        (acting("ana", Role.MENTOR), "ana", True, Relation.OWN),
        (acting("ana", Role.MENTOR), "ben", True, Relation.MEMBER),
        (acting("ana", Role.MENTOR), None, True, Relation.MEMBER),
        (acting("cleo", Role.MENTOR), "ben", True, Relation.PROGRAMME),
        (acting("ana", Role.MENTEE), "ana", True, Relation.PROGRAMME),  # a mentee elsewhere
        (acting("ana", Role.COORDINATOR), "ana", True, Relation.PROGRAMME),
        (acting("ana", Role.MENTOR, "programme-2"), "ana", True, Relation.STRANGER),
        (acting("ana", Role.MENTOR), "ana", False, Relation.OWN),  # the pair has closed
        (acting("ana", Role.MENTOR), "ben", False, Relation.PROGRAMME),
    ],
)
def test_how_somebody_stands_to_a_thing(
    principal: Principal, owner: str | None, active: bool, expected: Relation
) -> None:
    relation = relation_to(principal, programme_id=HERE, members=MEMBERS, active=active, owner_id=owner)
    assert relation is expected


PAIR = Pair(id="pair-1", programme_id=HERE, form=Form.ONE_TO_ONE, members=MEMBERS)
DRAFT = agenda(
    PAIR,
    author_id="ana",
    author_role=Role.MENTOR,
    body={
        "title": "Ours",
        "items": [{"source_ref": "A01#a"}],
        "mentor_sheet": {"listen_for": ["Ask openly."], "watch_out": "SECRET, in a model's words"},
    },
    sources=(
        Source(doc_id="A01", passage_id="A01#a", quote="Ask openly.", used_for="item 1, listen for"),
        Source(doc_id="A02", passage_id="A02#a", quote="Read this.", used_for="to read before the meeting"),
        Source(doc_id="A03", passage_id="A03#a", quote="SECRET, as composed", used_for="watch out"),
    ),
    wordings=(
        Wording(slot="items[0].why", composed="because"),
        Wording(slot="mentor_sheet.watch_out", composed="SECRET, as composed", personalised="SECRET!"),
    ),
    checks=(Check(code="GE-7", passed=False, detail="mentor_sheet.watch_out: SECRET"),),
    locked=("items[0].why", "mentor_sheet.watch_out"),
)


@pytest.mark.parametrize(
    ("person", "role", "author", "author_role", "sees"),
    [
        ("ana", Role.MENTOR, "ana", Role.MENTOR, True),
        ("ann", Role.MENTOR, "ana", Role.MENTOR, False),  # the group's other mentor
        ("ben", Role.MENTEE, "ana", Role.MENTOR, False),
        ("ana", Role.MENTOR, "ben", Role.MENTEE, True),
        ("ben", Role.MENTEE, "ben", Role.MENTEE, False),
        ("eli", Role.PEER, "eli", Role.PEER, True),
        ("fay", Role.PEER, "eli", Role.PEER, False),
        ("cora", Role.COORDINATOR, "ana", Role.MENTOR, False),
        ("ana", Role.COORDINATOR, "ana", Role.MENTOR, False),
    ],
)
def test_whose_the_mentor_sheet_is(
    person: str, role: Role, author: str, author_role: Role, sees: bool
) -> None:
    draft = DRAFT.model_copy(update={"author_id": author, "author_role": author_role})
    seen = as_seen_by(acting(person, role), Purpose.PREPARE_PAIR, draft)
    if sees:
        assert seen == draft
        return
    assert "SECRET" not in seen.model_dump_json()
    assert seen.body == {**DRAFT.body, "mentor_sheet": None}
    assert [source.doc_id for source in seen.sources] == ["A01", "A02"]
    assert [wording.slot for wording in seen.wordings] == ["items[0].why"]
    assert seen.locked == ("items[0].why",)
    assert [(check.code, check.detail) for check in seen.checks] == [("GE-7", "")]


def test_what_was_hidden_comes_back_whole() -> None:
    seen = as_seen_by(acting("ben", Role.MENTEE), Purpose.PREPARE_PAIR, DRAFT)
    edited = seen.model_copy(update={"body": {**seen.body, "title": "Theirs"}})
    back = with_sheet_of(edited, DRAFT)
    assert back.body == {**DRAFT.body, "title": "Theirs"}
    assert (back.sources, back.wordings, back.locked) == (DRAFT.sources, DRAFT.wordings, DRAFT.locked)


def test_a_draft_without_a_sheet_gets_none() -> None:
    plain = agenda(PAIR, body={"title": "Ours"})
    assert as_seen_by(acting("ben", Role.MENTEE), Purpose.PREPARE_PAIR, plain).body == {"title": "Ours"}
