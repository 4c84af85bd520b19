"""The page to ask, driven without a browser."""

import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import streamlit as st
from sqlalchemy import create_engine, text
from streamlit.testing.v1 import AppTest

from assistant import bootstrap
from assistant.adapters.records.engine import url_of
from assistant.bootstrap import Assistant
from assistant.demo import load_demo
from assistant.domain.access import Principal, Purpose
from assistant.domain.people import Role
from assistant.retrieval import Retriever
from assistant.screens import acting, warming
from assistant.screens.ask import NOTHING, SOFTWARE, STARTERS, WHO

ROOT = Path(__file__).resolve().parent.parent
CANARY = "Zyxolite"


@pytest.fixture(autouse=True)
def fresh(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(warming, "begin", lambda **_: None)
    monkeypatch.setattr(Assistant, "retriever", bootstrap.part(lambda own: Retriever(own.library)))
    monkeypatch.setattr(Assistant, "_meaning", None)
    st.cache_data.clear()
    st.cache_resource.clear()
    bootstrap.reset()
    load_demo(bootstrap.assistant().records, date.today())
    yield
    bootstrap.reset()


def me(role: Role) -> Principal:
    one = next(each for each in bootstrap.assistant().records.actors() if role in each.roles)
    return Principal(person_id=one.id, programme_id=one.programme_id, role=role)


def opened(role: Role) -> AppTest:
    page = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    page.switch_page("assistant/screens/ask.py")
    who = me(role)
    page.session_state["acting.next"] = acting.token(who.person_id, role)
    return page.run()


def texts(page: AppTest) -> str:
    kinds = (page.title, page.header, page.markdown, page.caption, page.info, page.error, page.success)
    return "\n".join(str(each.value) for kind in kinds for each in kind).replace("\\", "")


def said(page: AppTest, words: str) -> AppTest:
    return whole(page.chat_input[0].set_value(words).run())


def whole(page: AppTest) -> AppTest:
    """Once the answer has arrived; nobody looks again by themselves here."""
    for _ in range(100):
        if not any(each.label == "Stop" for each in page.button):
            return page
        time.sleep(0.1)
        page.run()
    raise AssertionError("no answer came")


def press(page: AppTest, label: str) -> AppTest:
    found = [each for each in page.button if each.label.replace("\\", "") == label]
    assert found, f"no button {label!r} among {[each.label for each in page.button]}"
    return whole(found[0].click().run())


@pytest.mark.parametrize("role", list(Role))
def test_whoever_opens_it_is_told_what_it_is_and_what_to_ask(role: Role) -> None:
    page = opened(role)
    assert not page.exception
    assert SOFTWARE in texts(page)
    assert WHO in texts(page)
    labels = [each.label for each in page.button]
    assert all(starter in labels for starter in STARTERS[role])


def test_a_mentee_is_heard_and_it_stays_theirs() -> None:
    page = said(opened(Role.MENTEE), "I was so nervous before my talk that I forgot everything.")
    assert "nervous before" in texts(page)
    assert "I am software" in texts(page)
    threads = bootstrap.assistant().talk.threads(me(Role.MENTEE))
    assert [thread.title for thread in threads] == [
        "I was so nervous before my talk that I forgot everything."
    ]
    assert any("I was so nervous" in each.label for each in page.button), "no way back to it at the side"


def test_a_starter_asks() -> None:
    page = press(opened(Role.MENTOR), STARTERS[Role.MENTOR][1])
    assert "\\[1\\]" in "".join(str(each.value) for each in page.markdown)
    assert any(each.label.startswith("\\[1\\]") for each in page.button)


def test_with_keep_nothing_no_word_reaches_the_records() -> None:
    page = opened(Role.MENTEE)
    page = page.toggle[0].set_value(True).run()
    assert NOTHING in texts(page)
    page = said(page, f"My friend {CANARY} does not talk to me any more and I miss her.")
    page = said(page, f"What should I do about {CANARY}?")
    assert CANARY in texts(page)
    assert bootstrap.assistant().talk.threads(me(Role.MENTEE)) == []
    assert not _in_database(CANARY)
    page = page.toggle[0].set_value(False).run()
    assert CANARY not in texts(page)


def test_a_blocked_turn_shows_the_card_and_is_not_built_upon() -> None:
    page = said(opened(Role.MENTEE), "I do not want to be alive any more.")
    assert "You do not have to handle this alone" in texts(page)
    page = said(page, "My exam was hard and I was tired.")
    turns = bootstrap.assistant().talk.thread(
        me(Role.MENTEE), bootstrap.assistant().talk.threads(me(Role.MENTEE))[0].id
    )
    first, second = turns.messages
    assert first.blocked
    assert second.answer is not None
    assert "alive" not in second.answer.text


def test_changing_a_question_says_what_goes_and_takes_it_away() -> None:
    page = said(opened(Role.MENTEE), "My boss never listens when I speak in meetings.")
    page = said(page, "I felt small the whole day after it.")
    page = [each for each in page.button if each.label == "Change or delete"][0].click().run()
    assert "everything after it" in texts(page)
    page.text_area[0].set_value("My boss thanked me in the meeting today, and I was proud.")
    page = press(page, "Ask again")
    assert "thanked" in texts(page)
    assert "small the whole day" not in texts(page)


def test_a_conversation_is_deleted_after_a_second_thought() -> None:
    page = said(opened(Role.MENTEE), "I would like to think about my next step at work.")
    delete = next(each for each in page.button if each.label == "Delete this conversation")
    assert delete.disabled
    page = page.checkbox[0].check().run()
    page = press(page, "Delete this conversation")
    assert bootstrap.assistant().talk.threads(me(Role.MENTEE)) == []


def test_an_answer_becomes_a_note_and_a_point() -> None:
    page = said(opened(Role.MENTOR), "How do I plan a good first meeting?")
    page = press(page, "Keep it as a note to myself")
    records, who = bootstrap.assistant().records, me(Role.MENTOR)
    assert any("first meeting" in one.text for one in records.entries(who, Purpose.REFLECT_SELF))
    page = press(page, "Put it on the agenda")
    pairs = records.pairs(who, Purpose.MANAGE_PAIR)
    points = [
        point.by for pair in pairs for point in records.talking_points(who, Purpose.MANAGE_PAIR, pair.id)
    ]
    assert who.person_id in points


def test_hostile_words_are_shown_as_typed() -> None:
    page = said(opened(Role.MENTEE), "I like **x** [a](http://b) <img src=x> and my dog very much.")
    raw = "".join(str(each.value) for each in page.markdown)
    assert "<img" not in raw.replace("\\<img", "")
    assert "](http" not in raw


def _in_database(word: str) -> bool:
    engine = create_engine(url_of(bootstrap.assistant().settings))
    with engine.connect() as connection:
        names = [
            row[0] for row in connection.execute(text("select name from sqlite_master where type='table'"))
        ]
        rows = (row for name in names for row in connection.execute(text(f'select * from "{name}"')))
        return any(word in str(value) for row in rows for value in row)
