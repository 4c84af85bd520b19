"""The journal in a real browser: what is typed is safe, and stays its writer's own until they share it."""

import re
import sqlite3
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from assistant.adapters.records.engine import url_of
from assistant.adapters.records.store import open_records
from assistant.demo import load_demo
from assistant.settings import Settings
from tests.browser.conftest import PATIENCE
from tests.browser.test_page import accessible, act_as, go, heading, press, settled
from tests.page_server import free_port, served

pytestmark = pytest.mark.browser

SAVED = re.compile(r"^Saved \d\d:\d\d$")
SECRET = "The plum tree behind the depot is where I go when it is too much."


@pytest.fixture(scope="module")
def data(indexed: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration programme in a data folder of this module's own."""
    import shutil

    folder = shutil.copytree(indexed, tmp_path_factory.mktemp("journal") / "data")
    with open_records(url_of(Settings(data_dir=folder))) as records:
        load_demo(records, date.today())
    return folder


@pytest.fixture
def louise(page: Page) -> Page:
    """In her journal."""
    settled(page)
    act_as(page, "Louise")
    go(page, "Journal")
    return page


def words(page: Page) -> Locator:
    return page.get_by_label("Your words")


def new_page(page: Page) -> Locator:
    press(page, "Write a new page")
    expect(words(page)).to_be_visible()
    return words(page)


def write(page: Page, text: str) -> None:
    """Key by key at the end of the page, until it is safe."""
    words(page).press("ControlOrMeta+End")
    words(page).press_sequentially(text)
    safe(page)


def safe(page: Page) -> None:
    expect(page.get_by_text("Not saved yet")).to_be_hidden()
    expect(page.get_by_text(SAVED)).to_be_visible()


def mark(page: Page, passage: str) -> None:
    words(page).evaluate(
        """(field, passage) => {
            const start = field.value.indexOf(passage)
            field.focus()
            field.setSelectionRange(start, start + passage.length)
            field.dispatchEvent(new Event("select"))
        }""",
        passage,
    )


def leaks(page: Page, text: str) -> list[str]:
    """Where the browser keeps it besides the page itself."""
    kept = page.evaluate(
        "[location.href, JSON.stringify({...localStorage}), JSON.stringify({...sessionStorage})]"
    )
    first = text.split()[1]
    return [place for place in kept if first in place]


def test_what_is_typed_is_saved_without_being_asked_and_survives_a_reload(louise: Page) -> None:
    page = louise
    new_page(page)
    accessible(page)
    expect(page.get_by_text("Who can see this: only you")).to_be_visible()
    page.get_by_label("Title").fill("The depot")
    write(page, SECRET)
    assert not leaks(page, SECRET)
    accessible(page)
    page.reload()
    expect(words(page)).to_have_value(SECRET)
    expect(page.get_by_label("Title")).to_have_value("The depot")
    settled(page)
    press(page, "All pages")
    expect(page.get_by_text("The plum tree")).to_be_visible()


def test_typing_on_through_many_saves_loses_no_letter_and_keeps_the_caret(louise: Page) -> None:
    page = louise
    field = new_page(page)
    text = "One line after another, with a pause here and there, and no letter lost. "
    for _ in range(3):
        field.press_sequentially(text, delay=25)
        page.wait_for_timeout(1100)
    expect(field).to_have_value(text * 3)
    for _ in range(len(text)):
        field.press("ArrowLeft")
    field.press_sequentially("HERE ", delay=200)
    page.wait_for_timeout(1500)
    field.press_sequentially("TOO ")
    safe(page)
    expect(field).to_have_value(text * 2 + "HERE TOO " + text)


def test_leaving_for_another_page_at_once_takes_the_last_words_along(louise: Page) -> None:
    page = louise
    new_page(page).press_sequentially("Half a thought before the bus came")
    page.get_by_test_id("stSidebar").get_by_role("link", name="Home", exact=True).click()
    heading(page, "Home")
    settled(page)
    go(page, "Journal")
    expect(words(page)).to_have_value("Half a thought before the bus came")


def test_two_windows_on_one_page_lose_neither_text(louise: Page) -> None:
    first = louise
    new_page(first)
    write(first, "Both windows begin here.")
    second = first.context.new_page()
    second.goto(first.url)
    expect(words(second)).to_have_value("Both windows begin here.")
    settled(second)
    write(second, " The second goes on.")
    words(first).press_sequentially(" And so does the first.")
    expect(first.get_by_text("written on in another window too")).to_be_visible()
    expect(first.get_by_text("The second goes on.")).to_be_visible()
    expect(first.get_by_text("And so does the first.")).to_be_visible()
    accessible(first)
    press(first, "Keep both, one below the other")
    safe(first)
    both = words(first).input_value()
    assert "The second goes on." in both and "And so does the first." in both
    first.reload()
    expect(words(first)).to_have_value(both)


def test_the_quick_way_out_saves_and_leaves_nothing_to_see(louise: Page) -> None:
    page = louise
    new_page(page)
    write(page, "Somebody comes in")
    address = page.url
    words(page).press_sequentially(" just now")
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    page.wait_for_url("about:blank")
    page.goto(address)
    expect(words(page)).to_have_value("Somebody comes in just now")
    settled(page)
    page.get_by_role("button", name="Leave quickly").click()
    page.wait_for_url("about:blank")


def test_a_save_that_fails_keeps_the_words_and_is_tried_again(louise: Page, data: Path) -> None:
    page = louise
    new_page(page)
    write(page, "Before.")
    with sqlite3.connect(data / "records.sqlite3", isolation_level=None) as busy:
        busy.execute("BEGIN EXCLUSIVE")
        words(page).press_sequentially(" While the disk was busy.")
        expect(page.get_by_text("Could not be saved: your words are still here")).to_be_visible()
        expect(words(page)).to_have_value("Before. While the disk was busy.")
        busy.execute("ROLLBACK")
    safe(page)
    page.reload()
    expect(words(page)).to_have_value("Before. While the disk was busy.")


def test_words_about_danger_are_saved_first_and_a_card_stands_beside_them(louise: Page) -> None:
    page = louise
    new_page(page)
    write(page, "I want to die.")
    expect(page.get_by_text("You do not have to handle this alone")).to_be_visible()
    expect(page.get_by_text("Questions to think further")).to_be_hidden()
    accessible(page)
    write(page, " I am going to ring my sister.")
    expect(words(page)).to_have_value("I want to die. I am going to ring my sister.")


def test_a_marked_passage_is_shared_seen_by_the_mentor_alone_and_taken_back(louise: Page) -> None:
    page = louise
    new_page(page)
    write(page, "The crane is mine. I asked one question about the valve. The heron is mine too.")
    mark(page, "I asked one question about the valve.")
    press(page, "Share the marked words")
    expect(page.get_by_text("This is all that Farid will see")).to_be_visible()
    accessible(page)
    press(page, "Share this")
    expect(page.get_by_text("Nothing is shared yet")).to_be_visible()
    page.get_by_text("Farid can read this", exact=True).click()
    settled(page)
    press(page, "Share this")
    expect(page.get_by_text("You and Farid can see a passage of the version of")).to_be_visible()
    act_as(page, "Farid")
    go(page, "Pair")
    page.get_by_role("radio", name="Shared with you").or_(
        page.get_by_role("button", name="Shared with you")
    ).first.click()
    expect(page.get_by_text("I asked one question about the valve.")).to_be_visible()
    for kept in ("The crane is mine", "The heron is mine"):
        expect(page.get_by_text(kept)).to_have_count(0)
    page.mouse.move(600, 20)  # off the control, which is paler while the mouse is over it
    page.wait_for_timeout(400)
    accessible(page)
    act_as(page, "Louise")
    go(page, "Journal")
    page.get_by_text("What I share", exact=True).click()
    settled(page)
    page.locator("div").filter(has_text="one question about the valve").get_by_role(
        "button", name="Take back"
    ).first.click()
    expect(page.get_by_text("Taken back.")).to_be_visible()
    act_as(page, "Farid")
    go(page, "Pair")
    expect(page.get_by_text("I asked one question about the valve.")).to_have_count(0)


def test_a_question_is_written_to_only_on_a_click_and_the_page_stays_as_it_is(louise: Page) -> None:
    page = louise
    new_page(page)
    text = "My cousin rang about the boat. We laughed a lot and I forgot the time."
    write(page, text)
    page.locator("summary", has_text="Questions to think further").click()
    press(page, "Ask me some questions")
    expect(page.get_by_role("button", name="Write to this").first).to_be_visible()
    expect(words(page)).to_have_value(text)
    accessible(page)
    press(page, "Not now")
    expect(page.get_by_text("it will not come again for a while").first).to_be_visible()
    press(page, "Write to this")
    expect(words(page)).to_have_value(re.compile("^" + re.escape(text) + r"\n\n## .+\?\n$"))
    safe(page)
    page.get_by_text("Comments beside my text").click()
    press(page, "Ask me other questions")
    expect(page.get_by_text("Your text is unchanged.")).to_be_visible()
    page.mouse.move(600, 20)
    page.wait_for_timeout(400)
    accessible(page)


def test_a_list_for_the_next_meeting_is_released_read_and_withdrawn(louise: Page) -> None:
    page = louise
    page.get_by_text("Before we meet", exact=True).click()
    settled(page)
    press(page, "Withdraw it")  # the one of the demonstration
    page.get_by_role("tab", name="In your own words").click()
    page.get_by_label("One line").fill("I would like to practise saying no.")
    press(page, "Add it")
    page.get_by_label("Point 1").fill("I would like to practise saying no once.")
    page.get_by_label("Point 1").press("Enter")
    settled(page)
    page.mouse.move(600, 20)
    page.wait_for_timeout(400)
    accessible(page)
    act_as(page, "Farid")
    go(page, "Pair")
    page.get_by_text("Shared with you", exact=True).click()
    settled(page)
    expect(page.get_by_text("practise saying no once")).to_have_count(0)
    act_as(page, "Louise")
    go(page, "Journal")
    press(page, "Release it to Farid")
    press(page, "Release it")
    expect(page.get_by_text("You released it on")).to_be_visible()
    act_as(page, "Farid")
    go(page, "Prepare a session")
    press(page, "Read it")
    expect(page.get_by_text("I would like to practise saying no once.")).to_be_visible()
    act_as(page, "Louise")
    go(page, "Journal")
    press(page, "Withdraw it")
    expect(page.get_by_text("Withdrawn.")).to_be_visible()
    act_as(page, "Farid")
    go(page, "Pair")
    expect(page.get_by_text("practise saying no once")).to_have_count(0)


def test_ones_own_pages_are_taken_along_without_an_address_on_the_server(louise: Page) -> None:
    page = louise
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.get_by_text("Take your words along").click()
    with page.expect_download() as found:
        page.get_by_role("button", name="As text (Markdown)").click()
    text = Path(found.value.path()).read_text(encoding="utf-8")
    assert SECRET in text and found.value.suggested_filename.endswith(".md")
    assert not [url for url in asked if "/media" in url]


@pytest.fixture
def opened(browser: Browser) -> Iterator[Page]:
    """A window on no page yet; closed whatever happens, or it would ask for a dead server for ever."""
    context = browser.new_context()
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


def test_killed_right_after_saved_everything_is_there_again(opened: Page, data: Path) -> None:
    """And what is typed while nothing answers is saved as soon as the server is back, without a reload."""
    page, port = opened, free_port()
    with served(data, port=port) as running:
        page.goto(running.url)
        settled(page)
        act_as(page, "Louise")
        go(page, "Journal")
        new_page(page)
        write(page, "Saved, and then the power went.")
        running.process.kill()
        words(page).press_sequentially(" Typed in the dark.")
        expect(page.get_by_text("Could not be saved: your words are still here")).to_be_visible()
    with served(data, port=port):
        safe(page)
        expect(words(page)).to_have_value("Saved, and then the power went. Typed in the dark.")
        page.reload()
        expect(words(page)).to_have_value("Saved, and then the power went. Typed in the dark.")
