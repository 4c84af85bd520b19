"""The support card: shown instead of a draft when words on record may be about somebody's safety."""

from collections.abc import Iterable
from hashlib import sha256

import streamlit as st

from assistant.domain.access import Purpose
from assistant.domain.drafts import Draft, Ending
from assistant.domain.people import Pair
from assistant.domain.safety import Surface
from assistant.errors import AssistantError
from assistant.safeguarding.card import SupportCard, generic
from assistant.safeguarding.card_words import CardWords, load_card_words
from assistant.safeguarding.support import SAFE
from assistant.screens import acting, mishaps, session
from assistant.screens.literal import literal


def keep(draft: Draft, pair: Pair | None) -> bool:
    """Is this the card instead of a draft? Then it is shown until the next try; it is stored nowhere."""
    shown = draft.ending not in (Ending.ANSWERED, Ending.ASKED)
    if shown:
        st.session_state[_key(pair, draft.kind)] = draft
    else:
        st.session_state.pop(_key(pair, draft.kind), None)
    return shown


def show(pair: Pair | None, kind: str) -> bool:
    """The card that came instead of a draft of this kind, if one did."""
    draft: Draft | None = st.session_state.get(_key(pair, kind))
    if draft is None:
        return False
    title, *sentences = draft.notices or ("A person should hear this",)
    _card(title, sentences)
    return True


def for_words(
    text: str, surface: Surface, *, fresh: bool = True, kept: bool = False, always: bool = False
) -> bool:
    """The card for words beside it, when they may be about somebody's safety.

    `fresh`: they were just written; `kept`: they are stored; `always`: they were found to be so before.
    """
    if not acting.anybody():
        return False
    support, me = session.assistant().support, acting.principal()
    card = support.look(me, [text], surface, kept=kept) if fresh else support.again(me, [text], kept=kept)
    if card is None and always:
        card = generic(_words())
    if card is None:
        return False
    show_card(card, plain_key(text))
    return True


def plain_key(text: str) -> str:
    """Tells one card on a page from another, without a word of what it is for."""
    return sha256(text.encode(errors="replace")).hexdigest()[:12]


def show_card(card: SupportCard, key: str) -> None:
    """Human-written words, lines to call, and what to do next. It can be made small and is never gone."""
    small = f"support.small.{key}"
    if st.session_state.setdefault(small, card.repeated):
        with st.container(border=True, key=f"support_bar_{key}", horizontal=True):
            st.markdown(f"**{literal(card.title)}**")
            st.button("Show it", key=f"{small}.show", on_click=_set, args=(small, False), type="tertiary")
        return
    with st.container(border=True, key=f"support_card_{key}"):
        st.header(literal(card.title), anchor=False)
        if card.danger:
            st.markdown(f"**{literal(card.danger)}**")
        st.markdown("\n\n".join(literal(sentence) for sentence in (*card.status, *card.text)))
        _lines(card)
        _next_steps(card, key)
        st.button("Make this small", key=f"{small}.hide", on_click=_set, args=(small, True), type="tertiary")


def _lines(card: SupportCard) -> None:
    for line in card.lines:
        ways = [f"call **{literal(line.call)}**"] if line.call else []
        if line.text:
            say = f"{literal(line.say)} to " if line.say else ""
            ways.append(f"text {say}**{literal(line.text)}**")
        if line.web:
            ways.append(f"[{literal(line.web.removeprefix('https://'))}]({line.web})")
        checked = "" if line.checked_on else " :gray-badge[not checked yet]"
        hours = "day and night" if line.hours == "always" else line.hours
        st.markdown(f"- **{literal(line.name)}** ({literal(hours)}): {', '.join(ways)}{checked}")
    if any(line.checked_on is None for line in card.lines):
        st.caption("Not checked yet: nobody of your programme has looked this line up. It may have changed.")
    if contact := card.outside_contact or _contact():
        st.markdown(f"Your programme's contact: **{literal(contact)}**")


def _next_steps(card: SupportCard, key: str) -> None:
    words = _words()
    if words is None:
        return
    for icon, said in ((":material/chat:", words.trusted), (":material/self_improvement:", words.exercise)):
        with st.expander(said.title, icon=icon):
            st.markdown("\n\n".join(literal(sentence) for sentence in said.text))
    with st.expander(words.plan.title, icon=":material/shield_person:"):
        st.markdown("\n".join(f"- {literal(sentence)}" for sentence in words.plan.text))
        st.caption("You can copy these lines into your journal and fill them in, alone or with someone.")
    if not card.event_id:
        return
    records, me = session.assistant().records, acting.principal()
    ask, wrong = st.columns(2)
    if ask.button("Ask the safeguarding lead to contact me", key=f"support.ask.{key}"):
        with mishaps.told():
            records.ask_contact(me, SAFE, card.event_id)
            st.success("They will see your name and that you would like to be contacted. Not what you wrote.")
    if wrong.button("This isn't about that", key=f"support.wrong.{key}", type="tertiary"):
        with mishaps.told():
            records.dispute_event(me, SAFE, card.event_id)
            st.success("Thank you, that is noted. The card stays where you can find it.")


def _words() -> CardWords | None:
    try:
        return load_card_words(session.assistant().settings.prompts_dir)
    except AssistantError:
        return None


def _set(name: str, value: bool) -> None:
    st.session_state[name] = value


def _card(title: str, sentences: Iterable[str]) -> None:
    with st.container(border=True):
        st.header(literal(title), anchor=False)
        st.markdown("\n".join(f"- {literal(sentence)}" for sentence in sentences))
        if contact := _contact():
            st.markdown(f"Your programme's contact: **{literal(contact)}**")


def _contact() -> str:
    if not acting.anybody():
        return ""
    me = acting.principal()
    return session.assistant().records.programme(me, Purpose.PREPARE_PAIR).support_contact


def _key(pair: Pair | None, kind: str) -> str:
    me = acting.principal()
    return f"support.{kind}.{me.person_id}.{me.role.value}.{pair.id if pair else ''}"
