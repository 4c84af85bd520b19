"""How a coordinator sets safety up: what happens, who is entrusted, whose helplines, and whether they are right."""

from datetime import date

import streamlit as st

from assistant.domain.access import Purpose
from assistant.domain.safety import Mode, Protocol
from assistant.helplines import load_helplines
from assistant.screens import acting, entry, plain, session
from assistant.screens.literal import literal

SET_UP = Purpose.MANAGE_PROGRAMME
_FORM = "safety"
MODES = {
    Mode.SELF_HELP: "The card alone: nobody is told unless the writer asks for it",
    Mode.ALERT: "The card, and in danger the safeguarding lead is told who and what kind, without the text",
}


def show(protocol: Protocol, names: dict[str, str]) -> None:
    helplines = load_helplines(session.assistant().settings.knowledge_dir)
    countries = {code: country.name for code, country in helplines.countries.items()}
    if protocol.mode is Mode.SELF_HELP and protocol.with_minors:
        st.warning("There are people under 18, or adults at risk: most programmes have somebody told then.")
    with st.form(_FORM):
        _form(protocol, names, countries)
    _lines(protocol)
    _counts()


def _form(protocol: Protocol, names: dict[str, str], countries: dict[str, str]) -> None:
    mode = st.radio(
        "What happens when words are about danger",
        list(Mode),
        list(Mode).index(protocol.mode),
        format_func=lambda each: MODES[each],
        key=entry.key(_FORM, "mode"),
    )
    minors = st.checkbox(
        "There are people under 18, or adults at risk", protocol.with_minors, key=entry.key(_FORM, "minors")
    )
    codes = ["", *countries]
    country = st.selectbox(
        "Whose helplines",
        codes,
        codes.index(protocol.country) if protocol.country in codes else 0,
        format_func=lambda code: countries.get(code, "No country: international lines"),
        key=entry.key(_FORM, "country"),
    )
    leads = _people("Safeguarding lead", protocol.lead_ids, names, "leads")
    deputies = _people("Deputy", protocol.deputy_ids, names, "deputies")
    outside = st.text_input(
        "Contact outside the programme, for when it is about the lead",
        protocol.outside_contact,
        max_chars=200,
        key=entry.key(_FORM, "outside"),
    )
    days = st.number_input(
        "Days an event is kept", 30, 2_190, protocol.keep_days, key=entry.key(_FORM, "days")
    )
    if st.form_submit_button("Save how safety is looked after", type="primary"):
        with entry.saving(_FORM, "Saved. Everybody can read it on this page."):
            changed = Protocol(
                mode=mode or Mode.SELF_HELP,
                with_minors=minors,
                country=country or "",
                lead_ids=tuple(leads),
                deputy_ids=tuple(deputies),
                outside_contact=(outside or "").strip(),
                keep_days=int(days),
            )
            session.assistant().records.save_protocol(acting.principal(), SET_UP, changed)


def _people(label: str, chosen: tuple[str, ...], names: dict[str, str], key: str) -> list[str]:
    return st.multiselect(
        label,
        list(names),
        [each for each in chosen if each in names],
        format_func=lambda each: names[each],
        max_selections=5,
        key=entry.key(_FORM, key),
    )


def _lines(protocol: Protocol) -> None:
    """Every number is looked up by a person, once a year, with its provider."""
    st.subheader("Helplines to look up", anchor=False)
    me, records = acting.principal(), session.assistant().records
    checks = records.line_checks(me, SET_UP)
    helplines = load_helplines(session.assistant().settings.knowledge_dir)
    st.markdown(
        "We cannot promise that a number is still right. Please look each one up with its provider and say so "
        "here; until then the card marks it as not checked."
    )
    for line in helplines.lines_for(protocol.country, young=True, hurt=False):
        check = checks.get(line.id)
        words, button = st.columns([4, 1], vertical_alignment="center")
        done = f"checked by {literal(check.by)}, {plain.day(check.on)}" if check else "not checked yet"
        numbers = ", ".join(each for each in (line.call, line.text) if each)
        words.markdown(f"**{literal(line.name)}** {numbers} · [provider]({line.source}) · {done}")
        if button.button("It is right", key=f"line.{line.id}"):
            with entry.saving("safety.line", f"{line.name} is marked as checked today."):
                records.save_line_check(me, SET_UP, line.id, date.today())


def _counts() -> None:
    st.subheader("How often", anchor=False)
    counts = session.assistant().records.safety_counts(acting.principal(), SET_UP)
    if counts:
        st.bar_chart(counts, x_label="Month", y_label="Cards shown")
    st.caption("A month in which cards were shown to fewer than five people is left out: it would tell who.")
