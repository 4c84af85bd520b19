"""A look over somebody's own words: what may land badly, why, and what could stand there instead."""

from collections.abc import Callable, Sequence

import streamlit as st

from assistant.domain.access import Purpose
from assistant.domain.drafts import Ending, Source
from assistant.domain.feedback import FeedbackRequest
from assistant.domain.people import Pair, Role
from assistant.domain.safety import Surface
from assistant.proofreading import Remark, applied, proofread
from assistant.screens import (
    acting,
    entry,
    feedback_request,
    own_draft_marks,
    pair_choice,
    personal_words,
    remembered,
    session,
    source_card,
    support_card,
)
from assistant.screens.literal import literal

MOST = 4000
"""Characters; what a feedback draft may hold of somebody's own words."""


def show(open_form: Callable[[], None]) -> None:
    """`open_form` brings the reader to the questions about the event, with what was typed here."""
    pair = pair_choice.choose(Purpose.PREPARE_PAIR) if _has_pair() else None
    form = f"own_draft.{acting.principal().person_id if acting.anybody() else ''}"
    text = st.text_area(
        "Your draft",
        key=f"{form}.text",
        height=180,
        max_chars=MOST,
        persist_state="session",
        placeholder="As you would say or write it",
        help="It is looked at on this machine and stored nowhere.",
    )
    text = text or ""
    if st.button("Look it over", type="primary", key=f"{form}.go"):
        st.session_state[f"{form}.looked"] = text
    looked: str | None = st.session_state.get(f"{form}.looked")
    if looked is None:
        return
    if not looked.strip():
        st.warning("Please write or paste what you would like to say.")
    elif looked != text:
        st.info("You have changed your draft since. Look it over again.")
    elif not support_card.for_words(text, Surface.FEEDBACK):
        _look(text, form, pair, open_form)


def _has_pair() -> bool:
    if not acting.anybody():
        return False
    return bool(session.assistant().records.pairs(acting.principal(), Purpose.PREPARE_PAIR))


def _look(text: str, form: str, pair: Pair | None, open_form: Callable[[], None]) -> None:
    remarks = proofread(text, _about())
    if not remarks:
        st.success("Nothing stood out.")
        st.caption("Only a few kinds of words are looked for. Whether it is true and fair, you know best.")
    else:
        st.header(_counted(len(remarks)), anchor=False)
        st.html(own_draft_marks.marked(text, remarks))
    taken = [each for number, each in enumerate(remarks, 1) if _remark(number, each, f"{form}.{hash(text)}")]
    result = applied(text, taken)
    if remarks:
        st.header("Your text with what you took" if taken else "Your text", anchor=False)
        st.code(result, language=None, wrap_lines=True)
    if pair is None:
        st.caption("Nothing of this is stored.")
        return
    st.caption("Nothing of this is stored unless you keep it. A draft you keep can be seen by you alone.")
    if st.button("Keep as a feedback draft", key=f"{form}.keep", icon=":material/lock:"):
        _keep(result, pair, form, open_form)


def _about() -> Role:
    """Whom it is about: a mentee gives feedback to their mentor."""
    to_mentor = acting.anybody() and acting.principal().role is Role.MENTEE
    return Role.MENTOR if to_mentor else Role.MENTEE


def _counted(number: int) -> str:
    return "One place to look at" if number == 1 else f"{number} places to look at"


def _remark(number: int, remark: Remark, form: str) -> bool:
    """Is the wording offered for it taken?"""
    with st.container(border=True):
        st.markdown(f"**{number}. {own_draft_marks.kind(remark)}**: {literal(remark.quote)}")
        st.markdown(literal(remark.why))
        taken = False
        if remark.say:
            taken = st.checkbox(f"Take instead: **{literal(remark.say)}**", key=f"{form}.{number}")
        _source(remark, number)
    return taken


def _source(remark: Remark, number: int) -> None:
    """The passage that teaches it, when the library holds it."""
    library = session.assistant().library
    passage = library.passages.get(remark.source_ref or "")
    if passage is None:
        return
    doc_id = passage.id.partition("#")[0]
    source = Source(doc_id=doc_id, passage_id=passage.id, quote="", used_for=remark.kind)
    title = source_card.title_of(source).partition(":")[0]
    st.button(
        f"Source: {literal(title)}",
        key=f"own_draft.source.{number}",
        icon=":material/menu_book:",
        on_click=source_card.open_source,
        args=(source,),
    )


def _keep(text: str, pair: Pair, form: str, open_form: Callable[[], None]) -> None:
    """As a draft when nothing is missing; otherwise the questions are asked with the text at hand."""
    with entry.saving(form, "Kept as a feedback draft, for you alone."):
        questions: Sequence[str] = ()
        members = feedback_request.others(pair)
        if len(members) == 1:
            request = FeedbackRequest(to=members[0].person_id, own_draft=text)
            draft = session.assistant().guide.prepare(acting.principal(), pair.id, request)
            support_card.keep(draft, pair)
            if draft.ending is Ending.ANSWERED:
                remembered.put(draft.kind, draft.id)
                personal_words.begin_if_earned(draft)
                open_form()
                return
            questions = draft.gaps
        remembered.drop("feedback")
        feedback_request.take(pair, text, questions)
        entry.say("Your words are in the form. Say what happened, and it becomes a draft.")
        open_form()
        st.rerun()
