"""What is asked for before there is feedback: one event, in the words of whoever saw it."""

from collections.abc import Sequence
from typing import TypeVar

import streamlit as st

from assistant.domain.access import Purpose
from assistant.domain.drafts import Draft, Ending
from assistant.domain.feedback import Aim, Channel, FeedbackRequest
from assistant.domain.goals import GoalStatus
from assistant.domain.people import Member, Pair, Role
from assistant.screens import acting, entry, personal_words, plain, remembered, session, support_card
from assistant.screens.literal import literal

T = TypeVar("T", Aim, Channel)

LABELS = {
    "situation": "When and where?",
    "behaviour": "What did you see or hear?",
    "impact": "What did it do, and to whom?",
    "wished": "What you wished had happened",
    "unknown": "What you do not know about it",
    "own_draft": "Your own words for it so far",
}
HINTS = {
    "situation": "On Tuesday, in the team meeting",
    "behaviour": "As a camera would: who did and said what",
    "impact": "The two others stopped offering ideas",
    "wished": "That everybody could finish a sentence",
    "unknown": "Whether it was short of time",
    "own_draft": "As you would say it; it is kept where it can be",
}
NEEDED = ("situation", "behaviour")


def show(pair: Pair) -> None:
    form = _form(pair)
    fields = _fields(form, pair, FeedbackRequest(), _asked(form))
    if st.button("Find the words", type="primary", key=f"{form}.go"):
        with entry.saving(form, "Here are words to start from. Change what does not sound like you."):
            request = entry.made(FeedbackRequest, LABELS, **fields)
            with st.spinner("Looking at the record and the notes ..."):
                draft = session.assistant().guide.prepare(acting.principal(), pair.id, request)
            settle(draft, pair, form, request)


def again(draft: Draft, given: FeedbackRequest, pair: Pair, release: Sequence[str]) -> None:
    """The same questions with what was told the last time, to be corrected or not."""
    form = f"feedback.again.{draft.id}.{draft.version}"
    fields = _fields(form, pair, given, _asked(form))
    if st.button("Make it again", key=entry.key(form, "go"), type="primary"):
        with entry.saving(form, "Made again from what you told and what is on record today."):
            request = entry.made(FeedbackRequest, LABELS, **fields)
            fresh = session.assistant().guide.again(acting.principal(), draft.id, request, release)
            settle(fresh, pair, form, request)


def settle(draft: Draft, pair: Pair, form: str, request: FeedbackRequest) -> None:
    """Open what was made. What came instead of a draft leaves the form as it was typed."""
    asked = draft.gaps if draft.ending is Ending.ASKED else ()
    st.session_state[f"{form}.asked"] = _places(asked, request)
    if support_card.keep(draft, pair) or asked:
        st.rerun()
    remembered.put(draft.kind, draft.id)
    personal_words.begin_if_earned(draft)


def take(pair: Pair, own_words: str, questions: Sequence[str]) -> None:
    """Put somebody's own words into the form of this pair, with what is still asked for."""
    form = _form(pair)
    st.session_state[entry.key(form, "own_draft")] = own_words
    st.session_state[f"{form}.asked"] = _places(questions, FeedbackRequest())


def others(pair: Pair) -> list[Member]:
    """Those of a pair to whom the reader may want to say something; a mentee means their mentor."""
    me = acting.principal()
    found = [member for member in pair.members if member.person_id != me.person_id]
    if me.role is Role.MENTEE:
        return [member for member in found if member.role is not Role.MENTEE] or found
    return found


def _form(pair: Pair) -> str:
    """What one person typed stays out of the sight of whoever acts next on this machine."""
    me = acting.principal()
    return f"feedback.{me.person_id}.{me.role.value}.{pair.id}"


def _asked(form: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = st.session_state.get(f"{form}.asked", {})
    return found


def _places(questions: Sequence[str], request: FeedbackRequest) -> dict[str, list[str]]:
    """Each question at its field: in the order of those left empty, and else at what was seen."""
    empty = [name for name in NEEDED if not getattr(request, name).strip()]
    placed: dict[str, list[str]] = {}
    for at, question in enumerate(questions):
        placed.setdefault(empty[at] if at < len(empty) else NEEDED[-1], []).append(question)
    return placed


def _fields(
    form: str, pair: Pair, given: FeedbackRequest, asked: dict[str, list[str]]
) -> dict[str, str | Aim | Channel | None]:
    to = _for_whom(form, pair, given)
    typed: dict[str, str | Aim | Channel | None] = {"to": to.person_id if to else None}
    for name in ("situation", "behaviour", "impact"):
        for question in asked.get(name, ()):
            st.markdown(f":orange[:material/help: **{literal(question)}**]")
        typed[name] = _text(form, given, name)
    typed["aim"] = _one_of(form, "What is it for?", plain.AIMS, given.aim, "aim")
    typed["channel"] = _one_of(form, "How will it reach them?", plain.CHANNELS, given.channel, "channel")
    if typed["channel"] is Channel.IN_FRONT_OF_OTHERS and typed["aim"] is not Aim.REINFORCE:
        name = to.name if to else "them"
        st.warning(
            f"Take it private: find a moment with {literal(name)} alone for what should change. "
            "In front of others, only the praise."
        )
    begun = bool(st.session_state.get(entry.key(form, "own_draft")) or given.own_draft)
    with st.expander("More, if you like", expanded=begun):
        for name in ("wished", "unknown"):
            typed[name] = _text(form, given, name)
        typed |= _from_record(form, pair, to, given)
        typed["own_draft"] = _text(form, given, "own_draft")
    if asked:
        st.warning("Nothing you typed is lost. Please say a little more where it is marked above.")
    return typed


def _for_whom(form: str, pair: Pair, given: FeedbackRequest) -> Member | None:
    """A choice only where there is one: a group's mentor gives feedback to one of the group."""
    members = others(pair)
    if len(members) < 2:
        return members[0] if members else None
    ids = [member.person_id for member in members]
    chosen = st.selectbox(
        "For whom?",
        ids,
        index=ids.index(given.to) if given.to in ids else 0,
        format_func=lambda person_id: plain.member_name(pair, person_id),
        key=entry.key(form, "to"),
        persist_state="session",
    )
    return next((member for member in members if member.person_id == chosen), None)


def _text(form: str, given: FeedbackRequest, name: str) -> str:
    key = entry.key(form, name)
    st.session_state.setdefault(key, getattr(given, name))
    typed = st.text_area(
        LABELS[name],
        height="content",
        key=key,
        placeholder=HINTS[name],
        persist_state="session",
    )
    return (typed or "").strip()


def _one_of(form: str, label: str, words: dict[T, str], usual: T, name: str) -> T:
    options = list(words)
    chosen = st.radio(
        label,
        options,
        index=options.index(usual),
        horizontal=True,
        format_func=lambda each: words[each],
        key=entry.key(form, name),
        persist_state="session",
    )
    return chosen or usual


def _from_record(form: str, pair: Pair, to: Member | None, given: FeedbackRequest) -> dict[str, str | None]:
    """A goal and a strength of the one it is for, where the record holds any."""
    records, me = session.assistant().records, acting.principal()
    whose = to.person_id if to else ""
    goals = {
        goal.id: goal.text
        for goal in records.goals(me, Purpose.PREPARE_PAIR, pair.id)
        if goal.status is GoalStatus.ACTIVE and goal.owner_id == whose
    }
    strengths = {
        strength.id: strength.name
        for strength in records.strengths(me, Purpose.PREPARE_PAIR, pair.id)
        if strength.person_id == whose
    }
    return {
        "goal_id": _of_record(form, "Which goal is it about?", goals, given.goal_id, "goal"),
        "strength_id": _of_record(
            form, "Which strength did it show?", strengths, given.strength_id, "strength"
        ),
    }


def _of_record(form: str, label: str, known: dict[str, str], chosen: str | None, name: str) -> str | None:
    if not known:
        return None
    ids = ("", *known)
    found = st.selectbox(
        label,
        ids,
        index=ids.index(chosen) if chosen in known else 0,
        format_func=lambda each: known.get(each, "Let the words decide"),
        key=entry.key(form, name),
        persist_state="session",
    )
    return found or None
