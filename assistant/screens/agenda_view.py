"""An agenda on the page: what was planned and why, every source one click away."""

from collections.abc import Callable, Iterable

import streamlit as st

from assistant import bootstrap
from assistant.domain.agenda import AgendaBody, MentorSheet
from assistant.domain.drafts import COMPOSED, Draft, DraftStatus, Ending, Engine
from assistant.domain.people import Pair
from assistant.meter import cost
from assistant.screens import gap_list, item_view, pictures, plain, quality, source_list
from assistant.screens.literal import literal
from assistant.wording import names

STATES = {
    DraftStatus.DRAFT: "Draft",
    DraftStatus.EDITED: "Edited by you",
    DraftStatus.ACCEPTED: "Accepted",
    DraftStatus.REJECTED: "Set aside",
}


def show(draft: Draft, pair: Pair, actions: Callable[[], None], *, editable: bool) -> None:
    """`actions` draws the buttons that stand between the head and the items."""
    if draft.ending is not Ending.ANSWERED:
        _without_body(draft)
        return
    body = AgendaBody.model_validate(draft.body)
    _head(draft, body, pair)
    actions()
    pictures.show_minutes([item.minutes for item in body.items])
    for index, item in enumerate(body.items):
        with st.container(border=True):
            item_view.show(draft, pair, index, item, editable=editable)
    _around(body)
    if body.mentor_sheet:
        _mentor_sheet(body.mentor_sheet)
    gap_list.show(draft.gaps, pair)
    source_list.show(draft)
    quality.show(draft.checks)
    st.caption(_written_by(draft))


def _without_body(draft: Draft) -> None:
    for notice in draft.notices:
        st.warning(literal(notice))


def _head(draft: Draft, body: AgendaBody, pair: Pair) -> None:
    st.header(literal(body.title), anchor=False)
    st.markdown(literal(body.one_line_purpose))
    with st.container(horizontal=True, gap="small"):
        st.badge(STATES[draft.status], color="green" if draft.status is DraftStatus.ACCEPTED else "gray")
        st.badge(f"{body.duration_min} minutes", color="gray")
        st.badge(plain.MODES[body.mode], color="gray")
        st.badge(plain.PHASES[body.phase], color="gray")
    st.caption(f"{literal(body.phase_reason)} Visible to: {_readers(draft, pair)}.")
    for notice in draft.notices:
        st.info(literal(notice))
    st.markdown(f"**{literal(body.outcome)}**")
    _list(literal(goal) for goal in body.goals)


def _around(body: AgendaBody) -> None:
    """What belongs to the meeting besides its items."""
    if body.turns:
        shares = (f"{literal(who)}: {share:g} min" for who, share in body.turns.minutes_per_person.items())
        _part("Sharing the time", [body.turns.ground_rule, body.turns.turn_scheme])
        st.caption("Minutes each: " + ", ".join(shares))
    _part(
        "Commitments to look at", [f"{one.owner}: {one.text}. {one.ask}" for one in body.commitments_review]
    )
    step = body.next_step
    _part(
        "Next step",
        [
            f"{step.who}: {step.what.rstrip('.')} ({step.by_when})",
            step.first_five_minutes,
            step.if_then_obstacle,
            step.support_needed,
        ],
    )
    close = body.close
    _part("Before you part", [close.usefulness_question, close.appreciation_prompt, close.next_meeting_slot])
    _part("To have at hand", [*body.materials, *body.adaptations])
    with st.expander("If there are only 15 minutes", icon=":material/timer:"):
        _list(
            f"**{one.minutes} min** {literal(one.label)}: {literal(one.question)}"
            for one in body.short_version
        )
    with st.expander("If somebody is upset", icon=":material/favorite:"):
        _list(literal(words) for words in (body.if_upset.drop_first, body.if_upset.contact) if words)


def _mentor_sheet(sheet: MentorSheet) -> None:
    with st.container(border=True):
        st.subheader("For you alone", anchor=False)
        st.badge("Only you can see this", icon=":material/lock:", color="orange")
        for one in sheet.strengths_to_notice:
            st.markdown(f"- {literal(one.person)}, **{literal(one.strength)}**: {literal(one.evidence)}")
        _titled("Listen for", sheet.listen_for)
        _titled("A story you might offer", [sheet.story_to_offer])
        _titled("Watch out", [sheet.watch_out])
        _titled("For your own reflection", [sheet.own_reflection])


def _part(title: str, sentences: Iterable[str]) -> None:
    told = [literal(sentence) for sentence in sentences if sentence]
    if told:
        st.subheader(title, anchor=False)
        _list(told)


def _titled(title: str, sentences: Iterable[str | None]) -> None:
    told = [literal(sentence) for sentence in sentences if sentence]
    if told:
        st.markdown(f"**{title}**: {' '.join(told)}")


def _list(lines: Iterable[str]) -> None:
    if told := [f"- {line}" for line in lines]:
        st.markdown("\n".join(told))


def _written_by(draft: Draft) -> str:
    taken = sum(1 for wording in draft.wordings if wording.shown is Engine.MODEL)
    spent = cost(draft.tokens, bootstrap.assistant().settings.model_price)
    if draft.model_id != COMPOSED and taken:
        lines = "one line" if taken == 1 else f"{taken} lines"
        return f"Planned by this program; {lines} put into other words by {literal(draft.model_id)} ({spent})"
    if draft.tokens.requests:
        return f"Written by this program; a model was asked, and none of its words are shown ({spent or 'no tokens'})"
    return "Written by this program from the record and the notes; no model took part"


def _readers(draft: Draft, pair: Pair) -> str:
    """By name. Somebody who has left the pair is not named any more."""
    return literal(names([member.name for member in pair.members if member.person_id in draft.visibility]))
