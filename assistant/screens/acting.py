"""Who the reader is: until there is a login, the choice of a person and of one of their roles."""

import streamlit as st

from assistant import access
from assistant.domain.access import Action, Principal, Purpose, Relation, Resource
from assistant.domain.people import Person, Role
from assistant.errors import InputError
from assistant.ports import Records
from assistant.screens import plain, remembered

_KEY = "acting"
_FIRST = (Role.MENTOR, Role.PEER, Role.MENTEE, Role.COORDINATOR, Role.TRAINER)
"""Who is offered first: those for whom the assistant does most."""


def token(person_id: str, role: Role) -> str:
    return f"{person_id}:{role.value}"


def choose(records: Records) -> Principal | None:
    """Show the choice and return whom it means; None while nobody is on record."""
    actors = records.actors()
    choices = {token(person.id, role): (person, role) for person in actors for role in person.roles}
    if not choices:
        return None
    ordered = sorted(choices, key=lambda choice: _FIRST.index(choices[choice][1]))
    if st.session_state.get(_KEY) not in choices:
        begin_with = remembered.get("as")
        st.session_state[_KEY] = begin_with if begin_with in choices else ordered[0]
    programmes = _programmes(records, actors)
    chosen = st.selectbox(
        "You are acting as",
        ordered,
        key=_KEY,
        persist_state="session",
        format_func=lambda choice: _label(*choices[choice], programmes),
        help="There is no login yet. What you see is what this person may see in this role.",
    )
    remembered.put("as", chosen)
    person, role = choices[chosen]
    return Principal(person_id=person.id, programme_id=person.programme_id, role=role)


def become(person_id: str, role: Role) -> None:
    """Act as somebody else from the next run on."""
    st.session_state[f"{_KEY}.next"] = token(person_id, role)


def settle() -> None:
    """Before the choice is drawn: take what `become` asked for."""
    if wanted := st.session_state.pop(f"{_KEY}.next", None):
        st.session_state[_KEY] = wanted


def anybody() -> bool:
    """Is there anybody to act as? Not before a programme is set up."""
    return st.session_state.get("principal") is not None


def principal() -> Principal:
    """The one that app.py settled for this run."""
    if not anybody():
        raise InputError("Nobody is on record yet. Start on the Home page: it takes a minute.")
    current: Principal = st.session_state["principal"]
    return current


def my_name(records: Records) -> str:
    me = principal().person_id
    return next((person.name for person in records.actors() if person.id == me), "")


def may(action: Action, resource: Resource, owner_id: str, *, shared: bool = True) -> bool:
    """May the reader do this to a thing of this owner in their pair? What they may not do is not offered."""
    me = principal()
    relation = Relation.OWN if owner_id == me.person_id else Relation.MEMBER
    return access.may(me, Purpose.MANAGE_PAIR, action, resource, relation=relation, shared=shared)


def looks_after_material() -> bool:
    """May the reader add to what the programme has written itself?"""
    purpose, own = Purpose.MANAGE_LIBRARY, Relation.PROGRAMME
    return anybody() and access.may(principal(), purpose, Action.WRITE, Resource.MATERIAL, relation=own)


def _label(person: Person, role: Role, programmes: dict[str, str]) -> str:
    where = f" ({programmes[person.programme_id]})" if len(programmes) > 1 else ""
    return f"{person.name}, {plain.ROLES[role]}{where}"


def _programmes(records: Records, actors: list[Person]) -> dict[str, str]:
    """Names by id, asked for only when there are several to tell apart."""
    speakers = {person.programme_id: person for person in actors if person.roles}
    if len(speakers) < 2:
        return dict.fromkeys(speakers, "")
    return {
        programme_id: records.programme(
            Principal(person_id=person.id, programme_id=programme_id, role=person.roles[0]),
            Purpose.BROWSE_LIBRARY,
        ).name
        for programme_id, person in speakers.items()
    }
