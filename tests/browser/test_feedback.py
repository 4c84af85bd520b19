"""The feedback page in a real browser, as a mentor meets it: typed in, asked back, changed, said, found again."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_page import HOSTILE, accessible, go, heading, press, settled, typed

pytestmark = pytest.mark.browser

SITUATION = "On Tuesday in the weekly planning meeting"
BEHAVIOUR = "She interrupted Lea twice while Lea explained the delivery plan"
IMPACT = "Lea went quiet, and two ideas were lost"
OWN = "You did well, but you should be louder.\nYou always interrupt <Lea> & me."


def box(page: Page, label: str) -> None:
    expect(page.get_by_role("textbox", name=label)).to_be_visible()


def write(page: Page, label: str, words: str) -> None:
    page.get_by_role("textbox", name=label).fill(words)


def open_earlier(page: Page) -> None:
    page.locator("summary", has_text="Earlier feedback").click()
    page.wait_for_timeout(700)  # it unfolds, and a click meanwhile meets another place
    page.get_by_test_id("stMain").get_by_role("button", name="Open", exact=True).first.click()
    heading(page, "To say")


def not_cut_off(page: Page) -> None:
    settled(page)
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 1


def test_what_is_missing_is_asked_and_nothing_is_lost(page: Page) -> None:
    press(page, "Load the demonstration programme")
    go(page, "Feedback")
    accessible(page)
    write(page, "When and where?", SITUATION)
    write(page, "What did it do, and to whom?", f"{IMPACT} {HOSTILE}")
    press(page, "Find the words")
    expect(page.get_by_text("Nothing you typed is lost")).to_be_visible()
    expect(page.get_by_role("textbox", name="When and where?")).to_have_value(SITUATION)
    accessible(page)
    go(page, "Notes")
    go(page, "Feedback")
    expect(page.get_by_role("textbox", name="When and where?")).to_have_value(SITUATION)
    write(page, "What did it do, and to whom?", IMPACT)
    write(page, "What did you see or hear?", BEHAVIOUR)
    press(page, "Find the words")
    heading(page, "To say")
    expect(page.get_by_text("Only you can see this")).to_be_visible()
    accessible(page)


def test_words_are_copied_changed_said_and_found_again(page: Page) -> None:
    go(page, "Feedback")
    open_earlier(page)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    code = page.get_by_test_id("stCode").first
    code.hover()
    code.get_by_role("button").click()
    assert (
        page.evaluate("navigator.clipboard.readText()").strip() == code.locator("code").inner_text().strip()
    )
    page.get_by_role("tab", name="Gentler").click()
    expect(page.get_by_role("tabpanel", name="Gentler").locator("p").first).to_be_visible()
    accessible(page)
    page.get_by_role("tab", name="As it is").click()
    press(page, "Edit")
    write(page, "To say", f"{HOSTILE} What do you think?")
    press(page, "Save")
    expect(page.get_by_text(typed(f"{HOSTILE} What do you think?")).first).to_be_visible()
    assert page.title() != "1"
    page.get_by_role("button", name=re.compile("^Source: ")).first.click()
    expect(page.get_by_role("dialog").get_by_text("Stands on")).to_be_visible()
    page.keyboard.press("Escape")
    page.reload()
    expect(page.get_by_text(typed(f"{HOSTILE} What do you think?")).first).to_be_visible()
    press(page, "I have said it")
    expect(page.get_by_text("Said", exact=True)).to_be_visible()
    press(page, "Back to all feedback")
    page.locator("summary", has_text="Earlier feedback (1)").click()
    expect(page.get_by_text(re.compile("· Said"))).to_be_visible()
    accessible(page)


def test_own_words_are_marked_and_stay_as_they_are(page: Page) -> None:
    go(page, "Feedback")
    page.get_by_role("tab", name="Check your own draft").click()
    settled(page)
    write(page, "Your draft", OWN)
    press(page, "Look it over")
    expect(page.locator("mark").first).to_be_visible()
    accessible(page)
    page.locator("label", has_text="Take instead").first.click()
    settled(page)
    heading(page, "Your text with what you took")
    expect(page.get_by_text("Nothing of this is stored unless you keep it")).to_be_visible()
    press(page, "Keep as a feedback draft")
    expect(page.get_by_text("Your words are in the form")).to_be_visible()
    box(page, "Your own words for it so far")
    accessible(page)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_on_a_narrow_screen_in_both_themes(page: Page, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    go(page, "Feedback")
    for opened in (False, True):
        page.set_viewport_size({"width": 1200, "height": 1000})
        if opened:
            open_earlier(page)
        page.set_viewport_size({"width": 400, "height": 850})
        not_cut_off(page)
        accessible(page)
