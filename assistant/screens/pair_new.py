"""A new pair from names alone: people who are not on record yet are added on the way."""

from collections.abc import Sequence

import streamlit as st

from assistant.domain.access import Purpose
from assistant.domain.people import Form, Member, Pair, Person, Role
from assistant.pairing import check_members
from assistant.screens import acting, entry, plain, session

_FORM = "pair_new"
_ROLES = {
    Form.ONE_TO_ONE: (Role.MENTOR, Role.MENTEE),
    Form.GROUP: (Role.MENTOR, Role.MENTEE),
    Form.PEER: (Role.PEER,),
}
_ASKED = {Role.MENTOR: "Mentor", Role.MENTEE: "Mentee", Role.PEER: "The two peers"}


def show() -> None:
    me = acting.principal()
    records = session.assistant().records
    people = [person for person in records.people(me, Purpose.MANAGE_PROGRAMME) if person.active]
    form = st.segmented_control(
        "Who meets?",
        tuple(Form),
        default=Form.ONE_TO_ONE,
        required=True,
        format_func=lambda each: plain.FORMS[each],
        key=entry.key(_FORM, "form"),
    )
    chosen = form or Form.ONE_TO_ONE
    with st.form(f"{_FORM}.{chosen}", border=False):
        picked = {role: _ask(chosen, role, [person.name for person in people]) for role in _ROLES[chosen]}
        planned = st.number_input(
            "Meetings planned in all (0: not decided)", 0, 200, 0, key=entry.key(_FORM, "planned")
        )
        if st.form_submit_button("Add the pair", type="primary"):
            with entry.saving(_FORM, "The pair is added."):
                pair = _add(chosen, picked, int(planned) or None, people)
                st.session_state["pair.next"] = pair.id


def _ask(form: Form, role: Role, names: list[str]) -> list[str]:
    """One name or several; a name that is not in the list yet may be typed."""
    key = entry.key(_FORM, f"{form}.{role}")
    hint = "Choose or type a name"
    if form is Form.ONE_TO_ONE:
        name = st.selectbox(
            _ASKED[role], names, index=None, placeholder=hint, accept_new_options=True, key=key
        )
        return [name] if name else []
    label = {Role.MENTEE: "Mentees", Role.MENTOR: "Mentors, one to three"}.get(role, _ASKED[role])
    return st.multiselect(label, names, placeholder=hint, accept_new_options=True, key=key)


def _add(form: Form, picked: dict[Role, list[str]], planned: int | None, people: list[Person]) -> Pair:
    for role, names in picked.items():
        entry.need("".join(names), f"{_ASKED[role]}: please choose or type a name.")
    me = acting.principal()
    known = {person.name.casefold(): person for person in people}
    wanted = [(name.strip(), role) for role, names in picked.items() for name in names]
    _check(form, wanted)
    members = tuple(_member(known.get(name.casefold()), name, role) for name, role in wanted)
    pair = Pair(id="", programme_id=me.programme_id, form=form, members=members, planned_sessions=planned)
    return session.assistant().records.save_pair(me, Purpose.MANAGE_PROGRAMME, pair)


def _check(form: Form, wanted: Sequence[tuple[str, Role]]) -> None:
    """Before anybody is added: would these names make a pair of this form?"""
    members = tuple(
        entry.made(Member, {"name": "Name"}, person_id=name.casefold(), name=name, role=role)
        for name, role in wanted
    )
    check_members(Pair(id="", programme_id="", form=form, members=members))


def _member(person: Person | None, name: str, role: Role) -> Member:
    """The person with that name, who is added or gains the role if need be."""
    me = acting.principal()
    if person is None:
        person = Person(id="", programme_id=me.programme_id, name=name, roles=())
    if role not in person.roles:
        person = person.model_copy(update={"roles": (*person.roles, role)})
        person = session.assistant().records.save_person(me, Purpose.MANAGE_PROGRAMME, person)
    return Member(person_id=person.id, name=person.name, role=role)
