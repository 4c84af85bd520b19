"""What kind of questions somebody would like: which steps, how deep, how long."""

import streamlit as st

from assistant.domain.drafts import Draft, Ending
from assistant.domain.reflection import Cycle, DepthWish, ReflectionRequest
from assistant.screens import acting, entry, personal_words, session, support_card

CYCLES = {
    Cycle.DRISCOLL: "What? So what? Now what? (Driscoll)",
    Cycle.GIBBS: "Six steps, with feelings first (Gibbs)",
    Cycle.KOLB: "Look back, learn, try again (Kolb)",
    Cycle.ROLFE: "Three steps, with more of the why (Rolfe)",
    Cycle.FREE: "No fixed steps",
}
DEPTHS = {DepthWish.LIGHT: "Light", DepthWish.NORMAL: "Normal", DepthWish.DEEP: "Deep"}
PROMPTS, QUESTIONS, COMMENTS = "Questions with a reason", "Questions only", "Comments beside my text"
_LABELS = {"topic": "The topic"}
_PROPOSED = "prompts.topic.next"


def propose(topic: str) -> None:
    """Fill in the topic, for the writer to change."""
    st.session_state[_PROPOSED] = topic[:500]


def show(entry_id: str | None, *, again: bool) -> Draft | None:
    """The form; returns what has just been asked back instead of a set, if that is what happened."""
    form = f"prompts.{entry_id or 'topic'}"
    if proposed := st.session_state.pop(_PROPOSED, ""):
        st.session_state[entry.key(form, "topic")] = proposed
    with st.form(form, border=False):
        topic = "" if entry_id else st.text_area("Topic", height=80, key=entry.key(form, "topic")) or ""
        kinds = (PROMPTS, QUESTIONS, COMMENTS) if entry_id else (PROMPTS, QUESTIONS)
        wish = st.segmented_control(
            "What would help?", kinds, default=PROMPTS, required=True, key=f"{form}.wish"
        )
        steps, depth, time = st.columns([3, 2, 1], vertical_alignment="bottom")
        cycle = steps.selectbox("Steps", list(Cycle), format_func=CYCLES.__getitem__, key=f"{form}.cycle")
        how = depth.segmented_control(
            "How deep?",
            list(DepthWish),
            default=DepthWish.NORMAL,
            required=True,
            format_func=DEPTHS.__getitem__,
            key=f"{form}.depth",
        )
        minutes = time.number_input("Minutes", 3, 60, 10, key=f"{form}.minutes")
        _may_leave(form)
        label = "Ask me other questions" if again else "Ask me some questions"
        if not st.form_submit_button(label, type="primary"):
            return st.session_state.get(f"{form}.asked")
    with entry.saving(form, "Here are your questions. Skip what does not fit."):
        request = entry.made(
            ReflectionRequest,
            _LABELS,
            topic=topic.strip(),
            cycle=cycle,
            depth=how or DepthWish.NORMAL,
            minutes=int(minutes),
            questions_only=wish == QUESTIONS,
            comments=wish == COMMENTS,
            language=session.assistant().settings.language,
        )
        make(request, entry_id, form)
    return None


def make(request: ReflectionRequest, entry_id: str | None, form: str = "") -> None:
    """A new set. The support card may come instead, or a question back; both are kept until the next try."""
    form = form or f"prompts.{entry_id or 'topic'}"
    st.session_state[f"{form}.request"] = request
    draft = session.assistant().guide.reflect(acting.principal(), request, entry_id)
    st.session_state.pop(f"{form}.asked", None)
    if draft.ending is Ending.ASKED:
        st.session_state[f"{form}.asked"] = draft
    elif not support_card.keep(draft, None):
        personal_words.begin_if_earned(draft)


def last(entry_id: str | None) -> ReflectionRequest:
    """What was asked for before, so that another set is made the same way."""
    found = st.session_state.get(f"prompts.{entry_id or 'topic'}.request")
    return found if isinstance(found, ReflectionRequest) else ReflectionRequest()


def _may_leave(form: str) -> None:
    """Only where a model runs elsewhere: whether it may read what is private here."""
    from assistant.screens.journal_keeping import OWN

    assistant, me = session.assistant(), acting.principal()
    if not assistant.guide.engine("reflection").elsewhere:
        return
    allowed = assistant.records.may_leave(me, OWN)
    chosen = st.checkbox(
        "A language model on somebody else's computer may read these words, to ask better questions",
        allowed,
        key=entry.key(form, "leave"),
        help="Off: the questions are made here, and nothing leaves this computer.",
    )
    if chosen != allowed:
        assistant.records.set_may_leave(me, OWN, chosen)
