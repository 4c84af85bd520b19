"""A set of questions: each with the words it starts from, why it is asked, and ways to say no to it."""

from collections.abc import Mapping

import streamlit as st

from assistant.domain.drafts import Draft
from assistant.domain.journal import Answered
from assistant.domain.reflection import ReflectionBody, ReflectionPrompt
from assistant.screens import (
    acting,
    draft_head,
    draft_part,
    entry,
    journal_keeping,
    prompt_comments,
    prompt_request,
    session,
)
from assistant.screens.journal_keeping import Page
from assistant.screens.literal import literal

SAID = {
    Answered.USED: "You wrote to this one.",
    Answered.NOT_NOW: "Not now: it will not come again for a while.",
    Answered.TOO_PERSONAL: "Too personal: the next ones keep more distance.",
    Answered.ANOTHER_ANGLE: "You asked for another angle on this.",
}
DISTANCE = (
    "This theme has come back a few times. So these questions take a step back from it. It may help to talk "
    "with somebody too."
)


def show(
    draft: Draft,
    body: ReflectionBody,
    page: Page | None,
    answers: Mapping[str, Answered],
    *,
    editable: bool,
) -> None:
    st.header(literal(body.title), anchor=False)
    with st.container(horizontal=True, gap="small"):
        st.badge(prompt_request.CYCLES[body.cycle], color="gray")
        st.badge(prompt_request.DEPTHS[body.depth], color="gray")
        st.badge(draft_head.ONLY_YOU, icon=":material/lock:", color="green")
    draft_head.notices(draft)
    if body.distance:
        st.info(DISTANCE)
    if body.listening_line:
        st.markdown(f"*{literal(body.listening_line)}*")
    if body.comments and page is not None:
        prompt_comments.show(draft, body, page)
    for number, prompt in enumerate(body.prompts):
        with st.container(border=True):
            _prompt(draft, number, prompt, page, _answer(draft, number, prompt, answers), editable=editable)
    if body.one_small_step:
        st.markdown(f":material/footprint: {literal(body.one_small_step)}")
    if body.person_to_talk_to:
        st.markdown(f":material/group: {literal(body.person_to_talk_to)}")
    st.caption(literal(body.share_hint))


def _answer(draft: Draft, number: int, prompt: ReflectionPrompt, answers: Mapping[str, Answered]) -> Answered:
    """By the words it was first shown with: a model may have phrased it since."""
    path = f"prompts[{number}].text"
    texts = [prompt.text, *(one.composed for one in draft.wordings if one.slot == path)]
    return next((answers[text] for text in texts if text in answers), Answered.SHOWN)


def _prompt(
    draft: Draft,
    number: int,
    prompt: ReflectionPrompt,
    page: Page | None,
    answer: Answered,
    *,
    editable: bool,
) -> None:
    if answer in (Answered.NOT_NOW, Answered.TOO_PERSONAL, Answered.ANOTHER_ANGLE):
        st.caption(SAID[answer])
        return
    if prompt.anchor_quote and prompt.anchor_quote not in prompt.text:
        st.caption(f"You wrote: \u201c{literal(prompt.anchor_quote)}\u201d")
    st.markdown(f"**{literal(prompt.text)}**")
    st.caption(f"{literal(prompt.why_this)} · about {prompt.minutes} min")
    if answer is Answered.USED:
        st.caption(SAID[answer])
    with st.container(horizontal=True, vertical_alignment="center"):
        if editable:
            _buttons(draft, number, prompt, page)
        draft_part.source_button(draft, number, prompt.source_ref)
    draft_part.whose_words(draft, number, f"prompts[{number}]", f"Words of question {number + 1}")


def _buttons(draft: Draft, number: int, prompt: ReflectionPrompt, page: Page | None) -> None:
    key = f"{draft.id}.{number}"
    if st.button("Write to this", key=f"use.{key}", icon=":material/edit:", type="primary"):
        with entry.saving(f"use.{key}", "The question stands on your page now."):
            _tell(draft, number, Answered.USED)
            heading = f"## {prompt.text}"
            if page is not None:
                page.order(append=heading)
            else:
                journal_keeping.begin(append=heading)
    for label, answered in (("Not now", Answered.NOT_NOW), ("Too personal", Answered.TOO_PERSONAL)):
        if st.button(label, key=f"{answered.value}.{key}"):
            with entry.saving(f"{answered.value}.{key}", SAID[answered]):
                _tell(draft, number, answered)
    if st.button("Another angle", key=f"angle.{key}"):
        with entry.saving(f"angle.{key}", "Here is another set."):
            _tell(draft, number, Answered.ANOTHER_ANGLE)
            entry_id = page.entry.id if page else None
            asked = prompt_request.last(entry_id).model_copy(update=_like(draft))
            prompt_request.make(asked, entry_id)


def _tell(draft: Draft, number: int, answered: Answered) -> None:
    session.assistant().guide.answer_prompt(acting.principal(), draft.id, number, answered)


def _like(draft: Draft) -> dict[str, object]:
    """The wishes that made this set, as far as the set itself still tells."""
    body = ReflectionBody.model_validate(draft.body)
    return {"topic": body.topic, "cycle": body.cycle, "depth": body.depth, "comments": False}
