"""Asking, in a real browser: a mentee is heard, a mentor reads passages, and nothing is kept when it is so wished."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.test_page import ALLOWED, act_as, go, heading, press, settled

pytestmark = pytest.mark.browser


def opened(page: Page, url: str, who: str) -> None:
    page.goto(url)
    heading(page, "Home")
    load = page.get_by_role("button", name="Load the demonstration programme", exact=True)
    settled(page)
    if load.count():
        load.click()
        settled(page)
    act_as(page, who)
    go(page, "Ask")


def say(page: Page, words: str) -> None:
    box = page.get_by_role("textbox", name="Ask, or tell what is on your mind")
    box.fill(words)
    page.keyboard.press("Enter")
    settled(page)


def test_a_mentee_is_heard_and_finds_it_again_after_a_reload(page: Page, url: str) -> None:
    opened(page, url, "Amy, mentee")
    expect(page.get_by_text("Who can see this: only you").first).to_be_visible()
    say(page, "I was so nervous before my talk that I forgot half of it.")
    expect(page.get_by_text("I am software, not a person").first).to_be_visible()
    expect(page.get_by_text("What").last).to_be_visible()
    page.reload()
    settled(page)
    press(page, "I was so nervous before my talk that I forgot half of it.")
    expect(page.get_by_text("I am software, not a person").first).to_be_visible()


def test_a_mentor_opens_the_passage_behind_a_label(page: Page, url: str) -> None:
    opened(page, url, "Farid, mentor")
    say(page, "How do I plan a good first meeting?")
    page.get_by_role("button", name="[1] First meeting guide").first.click()
    expect(page.get_by_role("dialog")).to_be_visible()
    expect(page.get_by_role("dialog").get_by_text("The words used here")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()


def test_nothing_is_kept_when_it_is_so_wished(page: Page, url: str) -> None:
    opened(page, url, "Amy, mentee")
    page.get_by_text("Keep nothing", exact=True).click()
    settled(page)
    expect(page.get_by_text("Nothing of this conversation is stored.")).to_be_visible()
    say(page, "My neighbour Zyxolite plays the trumpet all night and I am tired.")
    expect(page.get_by_text("Zyxolite").first).to_be_visible()
    page.reload()
    settled(page)
    expect(page.get_by_text("Zyxolite")).to_have_count(0)


def test_axe_finds_nothing(page: Page, url: str) -> None:
    opened(page, url, "Farid, mentor")
    say(page, "How do I plan a good first meeting?")
    found = Axe().run(page).response["violations"]
    assert [one["id"] for one in found if one["id"] not in ALLOWED] == []
