"""A programme's own material in a real browser: from an office file to an agenda, and out of both again."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from assistant.adapters.records.engine import url_of
from assistant.adapters.records.store import open_records
from assistant.demo import load_demo
from assistant.domain.access import Principal, Purpose
from assistant.domain.meetings import TalkingPoint
from assistant.domain.people import Role
from assistant.settings import Settings
from tests.browser.test_page import accessible, act_as, choose, go, press, settled
from tests.page_server import served

pytestmark = pytest.mark.browser

DATA = Path(__file__).parent.parent / "data"
TITLE = "Handbook for new mentors"
WISH = "Who signs the volunteer agreement before the introductory conversation?"
QUESTION = "What is described in the volunteer agreement?"
SECRET = "# Tea money\nMentors take their tea money from the blue tin in the porter's lodge, up to four coins a week."


@pytest.fixture(scope="module")
def url(data: Path) -> Iterator[str]:
    """The demonstration programme, whose first mentor wants to talk about what only the handbook answers."""
    with open_records(url_of(Settings(data_dir=data))) as records:
        load_demo(records, date.today())
        farid = next(person for person in records.actors() if person.name == "Farid")
        mentor = Principal(person_id=farid.id, programme_id=farid.programme_id, role=Role.MENTOR)
        (pair,) = records.pairs(mentor, Purpose.PREPARE_PAIR)
        for old in records.talking_points(mentor, Purpose.MANAGE_PAIR, pair.id):
            role = next(member.role for member in pair.members if member.person_id == old.by)
            whose = mentor.model_copy(update={"person_id": old.by, "role": role})
            records.delete_talking_point(whose, Purpose.MANAGE_PAIR, pair.id, old.id)
        wish = TalkingPoint(by=farid.id, text=WISH)
        records.save_talking_point(mentor, Purpose.MANAGE_PAIR, pair.id, wish)
    with served(data) as page:
        yield page.url


def upload(page: Page, name: str, data: bytes, told: str | re.Pattern[str]) -> None:
    settled(page)
    page.locator("input[type=file]").set_input_files({"name": name, "mimeType": "", "buffer": data})
    expect(page.get_by_text(told)).to_be_visible()
    settled(page)


def write(page: Page, label: str, text: str) -> None:
    box = page.get_by_role("textbox", name=label, exact=True)
    box.fill(text)
    box.blur()  # Tab would open the help of whatever comes next
    settled(page)


def look_and_publish(page: Page) -> None:
    press(page, "Look at what was understood")
    expect(page.get_by_text("Waiting for your look")).to_be_visible()
    accessible(page)
    publish(page)


def publish(page: Page) -> None:
    press(page, "Publish")
    expect(page.get_by_text("People can find it now")).to_be_visible()
    settled(page)


def ask(page: Page, question: str) -> None:
    go(page, "Notes")
    write(page, "What would you like to know?", question)


def open_source(page: Page) -> None:
    """The list is closed until somebody opens it, and stays open from then on."""
    row = page.get_by_test_id("stHorizontalBlock").filter(has_text=TITLE)
    settled(page)
    if not row.is_visible():
        page.locator("summary", has_text="What this stands on").click()
        settled(page)
    expect(row).to_be_visible()
    row.get_by_role("button", name="Open").click()
    settled(page)


def close_source(page: Page) -> None:
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    settled(page)


def test_an_office_file_is_added_looked_at_published_and_found(page: Page) -> None:
    act_as(page, "coordinator")
    go(page, "Your material")
    expect(page.get_by_text("Nothing is here yet")).to_be_visible()
    accessible(page)
    press(page, "Add material")
    write(page, "Who wrote it?", "Sam Lee")
    upload(page, "handbook.pdf", b"%PDF-1.7\nnothing more", "This PDF is damaged")
    accessible(page)
    upload(page, "handbook.docx", (DATA / "handbook.docx").read_bytes(), re.compile("^Read: "))
    expect(page.get_by_placeholder(TITLE, exact=True)).to_be_visible()
    expect(page.get_by_label("Who wrote it?")).to_have_value("Sam Lee")
    choose(page, "On what terms may it be used?", "CC-BY-4.0")
    page.get_by_text("Mentees may read it").click()
    settled(page)
    look_and_publish(page)
    write(page, "Try a question", QUESTION)
    expect(page.get_by_text("From your programme · Sam Lee · licence CC-BY-4.0").first).to_be_visible()


def test_a_text_for_mentors_is_pasted_and_mentees_do_not_find_it(page: Page) -> None:
    act_as(page, "coordinator")
    go(page, "Your material")
    press(page, "Add material")
    page.get_by_text("Pasted text").click()
    settled(page)
    write(page, "The text", SECRET)
    expect(page.get_by_text("Read: 1 part")).to_be_visible()
    write(page, "Who wrote it?", "Sam Lee")
    choose(page, "On what terms may it be used?", "Ours")
    look_and_publish(page)
    for name, own in (("Farid", 1), ("Louise", 0)):
        act_as(page, name)
        ask(page, "Where is the tea money for mentors, the blue tin?")
        expect(page.get_by_text("blue tin", exact=False)).to_have_count(own)
        ask(page, QUESTION)
        expect(page.get_by_text("volunteer agreement", exact=False).first).to_be_visible()


def test_an_agenda_cites_it_until_it_is_replaced_and_withdrawn(page: Page) -> None:
    act_as(page, "Farid")
    expect(page.get_by_role("link", name="Your material")).to_have_count(0)
    go(page, "Prepare a session")
    press(page, "Prepare the agenda")
    expect(page.get_by_text(f"{TITLE} (from your programme, Sam Lee, CC-BY-4.0)")).to_be_visible()
    open_source(page)
    expect(page.get_by_role("dialog").get_by_text("version 1")).to_be_visible()
    accessible(page)
    close_source(page)
    act_as(page, "coordinator")
    go(page, "Your material")
    page.get_by_role("button", name="Look at it").last.click()
    settled(page)
    press(page, "Replace with a new version")
    upload(page, "handbook.pdf", (DATA / "handbook.pdf").read_bytes(), re.compile("^Read: .* 3 pages"))
    press(page, "Look at what was understood")
    expect(page.get_by_text("What changed since version 1")).to_be_visible()
    publish(page)
    act_as(page, "Farid")
    go(page, "Prepare a session")
    open_source(page)
    expect(page.get_by_role("dialog").get_by_text("A newer version has replaced this")).to_be_visible()
    close_source(page)
    act_as(page, "coordinator")
    go(page, "Your material")
    press(page, "Withdraw")
    expect(page.get_by_text("Nobody finds it any more from now on")).to_be_visible()
    press(page, "Withdraw it")
    expect(page.get_by_text("It is withdrawn.")).to_be_visible()
    act_as(page, "Farid")
    go(page, "Prepare a session")
    expect(page.get_by_text("Withdrawn since")).to_be_visible()
    ask(page, QUESTION)
    expect(page.get_by_text(TITLE)).to_have_count(0)
