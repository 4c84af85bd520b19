"""An agenda on the page: what was planned and why, every source one click away."""

from collections.abc import Callable, Iterable

import streamlit as st

from assistant.domain.agenda import AgendaBody, MentorSheet
from assistant.domain.drafts import Draft, Ending
from assistant.domain.people import Pair
from assistant.screens import draft_foot, draft_head, item_view, pictures, plain
from assistant.screens.literal import literal


def show(draft: Draft, pair: Pair, actions: Callable[[], None], *, editable: bool) -> None:
    """`actions` draws the buttons that stand between the head and the items."""
    if draft.ending is not Ending.ANSWERED:
        draft_head.without_body(draft)
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
    draft_foot.show(draft, pair)


def _head(draft: Draft, body: AgendaBody, pair: Pair) -> None:
    st.header(literal(body.title), anchor=False)
    st.markdown(literal(body.one_line_purpose))
    draft_head.badges(
        draft, [f"{body.duration_min} minutes", plain.MODES[body.mode], plain.PHASES[body.phase]]
    )
    st.caption(f"{literal(body.phase_reason)} {draft_head.readers(draft, pair)}")
    draft_head.notices(draft)
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
