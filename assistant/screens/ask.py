"""The page where somebody asks in their own words, and a mentee is heard first."""

import streamlit as st

from assistant.domain.people import Role
from assistant.screens import acting, ask_threads, ask_turns, session
from assistant.screens.ask_state import Talking, talking
from assistant.screens.literal import literal

SOFTWARE = (
    "This is software. It answers from the practice notes and from what you may see, and it can be wrong. "
    "It cannot keep watch over anybody."
)
WHO = "Who can see this: only you, in this app. Whoever runs the server could technically reach the disk."
NOTHING = (
    "Nothing of this conversation is stored. It stands on this page until you leave, reload or switch, and then "
    "it is gone."
)
LEAVES = "My words may go to {model}, which runs on another machine"
LEAVES_HELP = (
    "Off: what you write here, your journal and your goals stay on this machine, and answers are made without "
    "that model. On: your question, what was said before it and what on record fits it are sent there."
)

STARTERS = {
    Role.MENTOR: (
        "My mentee says almost nothing in our sessions. What can I do?",
        "How do I plan a good first meeting?",
        "How can I say something critical without hurting?",
        "What do I do when we keep missing our meetings?",
    ),
    Role.MENTEE: (
        "Something happened this week that stays with me.",
        "I am nervous about my next meeting.",
        "I do not know which step to take next.",
        "What could I ask my mentor?",
    ),
    Role.PEER: (
        "Our meetings have turned into chats.",
        "How do we share the time fairly?",
        "I would like to think something through.",
        "How do I ask a question that opens?",
    ),
    Role.TRAINER: (
        "How can I teach active listening to new mentors?",
        "How do I evaluate a mentor training?",
        "What should mentors be able to do after a course?",
        "How do I use cases in a training?",
    ),
    Role.COORDINATOR: (
        "How do I check in with pairs?",
        "What can end a pair too early?",
        "What must be said about confidentiality?",
        "How do I see whether the programme works?",
    ),
}


def show() -> None:
    me = acting.principal()
    now = talking()
    st.caption(SOFTWARE)
    _switches(now)
    about = st.container()
    typed = st.chat_input("Ask, or tell what is on your mind", key=f"ask.typed.{now.key}", max_chars=4_000)
    if now.arriving is None and typed and typed.strip():
        now.ask(typed)
    now.settle()
    with about:
        ask_threads.show(now)  # a conversation that has just begun is there already
    if not now.messages and now.arriving is None:
        _starters(now, me.role)
    ask_turns.show(now)


def _switches(now: Talking) -> None:
    keep_nothing = st.toggle(
        "Keep nothing",
        key=f"ask.nothing.{now.key}",
        help="A conversation that is not stored: no record of it is made, and nobody can open it later.",
        disabled=now.arriving is not None,
    )
    now.keep(not keep_nothing)
    st.caption(NOTHING if keep_nothing else WHO)
    talk = session.assistant().talk
    if talk.model_elsewhere():
        me = acting.principal()
        model = session.assistant().guide.engine().model or "the language model"
        allowed = talk.may_leave(me)
        wanted = st.toggle(
            LEAVES.format(model=literal(model)), value=allowed, key=f"ask.leave.{now.key}", help=LEAVES_HELP
        )
        if wanted != allowed:
            talk.set_may_leave(me, wanted)


def _starters(now: Talking, role: Role) -> None:
    """Four things to ask, for whoever does not know where to begin."""
    st.markdown("**What is on your mind?** Write below, or begin with one of these:")
    for number, starter in enumerate(STARTERS[role]):
        st.button(starter, key=f"ask.starter.{now.key}.{number}", on_click=now.ask, args=(starter,))


if __name__ == "__main__":
    show()
