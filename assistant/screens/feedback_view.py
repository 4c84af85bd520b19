"""Feedback on the page: words to say and to write, what to look at first, and the parts they are made of."""

from html import escape

import streamlit as st

from assistant.domain.drafts import Draft, Ending
from assistant.domain.feedback import Aim, BetterWording, Channel, FeedbackBody
from assistant.domain.people import Pair
from assistant.screens import (
    draft_actions,
    draft_foot,
    draft_head,
    draft_part,
    feedback_part,
    feedback_request,
    plain,
)
from assistant.screens.literal import literal

_ALOUD = "font-size:1.25rem;line-height:1.6;margin:0;overflow-wrap:anywhere"
_FOR = {
    Aim.REINFORCE: "Praise",
    Aim.STRETCH: "One stretch",
    Aim.BOTH: "Praise and one stretch",
}
_REACHES = {
    Channel.SPOKEN: "To be said",
    Channel.WRITTEN: "To be sent",
    Channel.IN_FRONT_OF_OTHERS: "In front of others",
}
_SAID, _GENTLER, _DIRECT, _WRITTEN = feedback_part.WHOLE
ALL_PARTS = (*feedback_part.WHOLE, *feedback_part.PARTS)


def show(draft: Draft, pair: Pair, *, editable: bool) -> None:
    if draft.ending is not Ending.ANSWERED:
        draft_head.without_body(draft)
        return
    body = FeedbackBody.model_validate(draft.body)
    _head(draft, body)
    if editable:
        _actions(draft, body, pair)
    _before(body)
    first_written = body.given.channel is Channel.WRITTEN
    for draw in (_written, _aloud) if first_written else (_aloud, _written):
        draw(draft, body, editable=editable)
    _leave_this(draft, body.avoid_saying)
    st.subheader("What it is made of", anchor=False)
    for part in feedback_part.PARTS:
        feedback_part.show(draft, part, editable=editable)
    with st.container(horizontal=True):
        for ref in {ref.partition("#")[0]: ref for ref in reversed(body.source_refs)}.values():
            draft_part.source_button(draft, ref, ref)  # one for each note; the list below holds all passages
    draft_foot.show(draft, pair)


def _head(draft: Draft, body: FeedbackBody) -> None:
    st.header(literal(body.title), anchor=False)
    told = (_FOR[body.given.aim], _REACHES[body.given.channel])
    draft_head.badges(draft, told, accepted=plain.DONE[body.given.channel])
    st.caption(
        f"{literal(body.listener)} sees nothing of this here; it reaches them when you say or send it."
    )
    draft_head.notices(draft)
    if body.alternatives.for_group_setting:
        st.warning(literal(body.alternatives.for_group_setting))


def _actions(draft: Draft, body: FeedbackBody, pair: Pair) -> None:
    written = body.given.channel is Channel.WRITTEN
    draft_actions.show(
        draft,
        lambda: _again(draft, body, pair),
        accept="I have sent it" if written else "I have said it",
        accepted="Good. It stays in your list, for you alone.",
        set_aside="Set aside. It stays in your list, in case you want it after all.",
    )


def _again(draft: Draft, body: FeedbackBody, pair: Pair) -> None:
    """What was edited stays as it is, unless its box is ticked."""
    edited = [part for part in ALL_PARTS if draft_part.edited(draft, part.paths)]
    release: list[str] = []
    if edited:
        st.markdown("What you edited is kept. Tick what may be written anew:")
    for part in edited:
        if st.checkbox(part.title, key=f"release.{draft.id}.{draft.version}.{part.name}"):
            release += part.paths
    feedback_request.again(draft, body.given, pair, release)


def _before(body: FeedbackBody) -> None:
    if body.check_before_saying:
        st.subheader("Before you say it", anchor=False)
        st.markdown("\n".join(f"- {literal(each)}" for each in body.check_before_saying))


def _aloud(draft: Draft, body: FeedbackBody, *, editable: bool) -> None:
    st.subheader("To say", anchor=False)
    texts = (body.spoken, body.alternatives.gentler, body.alternatives.more_direct)
    shown = st.tabs(("As it is", "Gentler", "More direct"))
    for tab, part, text in zip(shown, (_SAID, _GENTLER, _DIRECT), texts, strict=True):
        with tab:
            if editable and draft_part.being_edited(draft, part.name):
                feedback_part.form(draft, part, feedback_part.words(draft.body, part))
                continue
            st.html(f'<p style="{_ALOUD}">{escape(text)}</p>')
            feedback_part.foot(draft, part, editable=editable)


def _written(draft: Draft, body: FeedbackBody, *, editable: bool) -> None:
    st.subheader("To write", anchor=False)
    if editable and draft_part.being_edited(draft, _WRITTEN.name):
        feedback_part.form(draft, _WRITTEN, feedback_part.words(draft.body, _WRITTEN))
        return
    st.code(body.written, language=None, wrap_lines=True)
    feedback_part.foot(draft, _WRITTEN, editable=editable)


def _leave_this(draft: Draft, better: tuple[BetterWording, ...]) -> None:
    if not better:
        return
    st.subheader("Leave this, say that", anchor=False)
    for number, each in enumerate(better):
        with st.container(border=True):
            st.markdown(
                f":material/close: Leave: {literal(each.instead_of)}\n\n"
                f":material/check: Say: **{literal(each.say)}**"
            )
            st.caption(literal(each.why))
            draft_part.source_button(draft, f"avoid{number}", each.source_ref)
