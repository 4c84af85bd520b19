"""The page: who is here, where they can go, and nothing that has to be decided."""

from pathlib import Path

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from assistant import telemetry

telemetry.silence()

from assistant.screens import mishaps  # noqa: E402  # telemetry has to be silent first

SCREENS = Path(__file__).resolve().parent / "assistant" / "screens"
TITLE = "Mentoring assistant"

# The frame stands before anything heavy is imported: no icon yet, because reading it loads numpy.
st.set_page_config(page_title=TITLE, layout="centered", initial_sidebar_state="auto")

journal = st.Page(SCREENS / "journal.py", title="Journal", url_path="journal")
material = st.Page(SCREENS / "materials.py", title="Your material", url_path="material")

# The icons belong to the links: an icon of a page is fetched from a font host for the browser's tab.
pages = {
    st.Page(SCREENS / "home.py", title="Home", url_path="home", default=True): ":material/home:",
    st.Page(SCREENS / "prepare.py", title="Prepare a session", url_path="prepare"): ":material/event_note:",
    st.Page(SCREENS / "pair.py", title="Pair", url_path="pair"): ":material/group:",
    st.Page(SCREENS / "feedback.py", title="Feedback", url_path="feedback"): ":material/rate_review:",
    journal: ":material/edit_note:",
    st.Page(SCREENS / "ask.py", title="Ask", url_path="ask"): ":material/forum:",
    st.Page(SCREENS / "notes.py", title="Notes", url_path="notes"): ":material/menu_book:",
    material: ":material/library_add:",
    st.Page(SCREENS / "safety.py", title="Safety", url_path="safety"): ":material/health_and_safety:",
    st.Page(SCREENS / "options.py", title="Settings", url_path="settings"): ":material/settings:",
}
page = st.navigation(list(pages), position="hidden")

waiting: dict[str, DeltaGenerator] = {}
with st.sidebar:
    who = st.container()
    for each, icon in pages.items():
        place = st.empty()
        if each in (journal, material):  # they wait until it is known who is here
            waiting[each.title] = place
        else:
            place.page_link(each, icon=icon, width="stretch")
    engine_line = st.empty()
    closing = st.container()

title = st.empty()
title.title(page.title, anchor=False)
opening = st.empty()
opening.caption("Opening your records ...")

with mishaps.told():
    from assistant.screens import acting, journal_words, session, source_card

    session.open_for(who, engine_line)
    if acting.looks_after_material():
        waiting[material.title].page_link(material, icon=pages[material], width="stretch")
    if words := journal_words.for_reader():
        waiting[journal.title].page_link(journal, label=words.title, icon=pages[journal], width="stretch")
        if page is journal:
            title.title(words.title, anchor=False)
    opening.empty()
    st.set_page_config(page_icon=SCREENS / "icon.png")
    page.run()
    source_card.show_open(page.url_path)

from assistant.screens import narrow, warming  # noqa: E402  # only when the page stands

with closing:
    narrow.show()
warming.begin()
