"""The page in a real browser, in the order in which a person meets it."""

import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser
expect.set_options(timeout=30_000)  # the first agenda after a fresh start waits for the search index

HOSTILE = '**x** [a](http://b) <img src=x onerror="document.title=1">'
ALLOWED = {
    "aria-allowed-attr",
    "presentation-role-conflict",
}
"""Rules that the page's own framework breaks in elements we cannot change. Anything else fails."""


def typed(text: str) -> re.Pattern[str]:
    """As it was typed; signs without width may stand between, which keep a link from becoming one."""
    return re.compile("\u2060?".join(re.escape(sign) for sign in text))


def heading(page: Page, name: str) -> None:
    expect(page.get_by_role("heading", name=name, exact=True)).to_be_visible()


def settled(page: Page) -> None:
    """No run of the script is under way any more, also none that the last click is about to start.

    On a busy machine a click reaches the server late, so the page has to be at rest for a while.
    """
    app, at_rest = page.get_by_test_id("stApp"), 0
    for _ in range(300):
        page.wait_for_timeout(100)
        running = app.get_attribute("data-test-script-state") != "notRunning"
        at_rest = 0 if running else at_rest + 1
        if at_rest == 4:
            return
    expect(app).to_have_attribute("data-test-script-state", "notRunning")


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).first.click()
    settled(page)


def choose(page: Page, label: str, option: str) -> None:
    """Type into a list, whether the name is in it or new."""
    box = page.get_by_role("combobox", name=label)
    box.click()
    box.fill(option)
    page.keyboard.press("Enter")
    expect(box).to_have_value(re.compile(re.escape(option)))
    settled(page)


def act_as(page: Page, name: str) -> None:
    choose(page, "You are acting as", name)


def go(page: Page, link: str) -> None:
    page.get_by_test_id("stSidebar").get_by_role("link", name=link, exact=True).click()
    heading(page, link)
    settled(page)


def accessible(page: Page) -> None:
    settled(page)
    found = Axe().run(page).response["violations"]
    new = [f"{each['id']} ({each['impact']}): {each['nodes'][0]['html'][:200]}" for each in found]
    assert not [line for line in new if line.split()[0] not in ALLOWED], new


def test_first_visit_then_the_demonstration_with_one_click(page: Page) -> None:
    heading(page, "Home")
    expect(page.get_by_role("button", name="Set it up")).to_be_visible()
    accessible(page)
    press(page, "Load the demonstration programme")
    expect(page.get_by_role("button", name="Prepare the next session").first).to_be_visible()
    accessible(page)


def test_an_agenda_whose_source_opens(page: Page) -> None:
    press(page, "Prepare the next session")
    heading(page, "Prepare a session")
    press(page, "Prepare the agenda")
    expect(page.get_by_role("button", name="Accept")).to_be_visible()
    accessible(page)
    page.get_by_role("button", name=re.compile("^Source: ")).first.click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_text("Stands on")).to_be_visible()
    expect(dialog.get_by_text("licence")).to_be_visible()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    page.get_by_role("button", name=re.compile("^Source: ")).first.click()
    dialog.get_by_role("button", name="Read the whole note").click()
    heading(page, "Notes")
    expect(page.get_by_role("heading", name="Watch out")).to_be_visible()
    press(page, "Back to all notes")
    expect(page.get_by_text("Seeing, naming and using what people are good at")).to_be_visible()


def test_an_edit_survives_making_it_again(page: Page) -> None:
    go(page, "Prepare a session")
    press(page, "Edit")
    page.get_by_label("Question 1", exact=True).fill(f"{HOSTILE} What now?")
    press(page, "Save")
    expect(page.get_by_text(typed(f"{HOSTILE} What now?")).first).to_be_visible()
    press(page, "Accept")
    expect(page.get_by_text("Accepted", exact=True).first).to_be_visible()
    press(page, "Make it again")
    page.get_by_test_id("stPopoverBody").get_by_role("button", name="Make it again").click()
    settled(page)
    expect(page.get_by_text(typed(f"{HOSTILE} What now?")).first).to_be_visible()
    assert page.title() != "1"


def test_who_acts_stays_after_a_reload(page: Page) -> None:
    act_as(page, "Louise")
    expect(page).to_have_url(re.compile(r"as=[0-9a-f-]+"))
    page.reload()
    expect(page.get_by_role("combobox", name="You are acting as")).to_have_value(re.compile("Louise"))


def test_real_data_from_nothing(page: Page) -> None:
    """A second programme beside the first is not offered, so its coordinator adds a pair to this one."""
    act_as(page, "coordinator")
    go(page, "Pair")
    page.get_by_text("Add a pair").click()
    choose(page, "Mentor", f"Noor {HOSTILE}"[:70])
    choose(page, "Mentee", "Theo")
    press(page, "Add the pair")
    page.get_by_role("button", name=re.compile("^Continue as Noor")).click()
    expect(page.get_by_role("combobox", name="You are acting as")).to_have_value(re.compile("^Noor"))
    page.get_by_role("textbox", name="What do you want to reach?").fill("Lead one team meeting a month")
    for label, words in (
        ("Less than hoped", "I stay silent"),
        ("As hoped", "I say one thing"),
        ("More than hoped", "I lead a meeting"),
    ):
        page.get_by_label(label, exact=True).fill(words)
    press(page, "Save the goal")
    heading(page, "Lead one team meeting a month")
    page.get_by_role("radio", name="Strengths").or_(
        page.get_by_role("button", name="Strengths")
    ).first.click()
    settled(page)
    choose(page, "The strength, in one or two words", "patience")
    page.get_by_label("The moment: what did they do?").fill(HOSTILE)
    press(page, "Save the strength")
    expect(page.get_by_text(typed(HOSTILE)).first).to_be_visible()
    accessible(page)
    go(page, "Prepare a session")
    press(page, "Prepare the agenda")
    expect(page.get_by_role("button", name="Accept")).to_be_visible()
    assert page.title() != "1"


def test_notes_are_searched_and_honest(page: Page) -> None:
    go(page, "Notes")
    page.locator("summary", has_text="Goals that fit a person").press("Enter")
    expect(page.get_by_role("button", name="Goals that fit the person")).to_be_visible()
    accessible(page)
    ask = page.get_by_label("What would you like to know?")
    ask.fill("How do I agree on confidentiality?")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Read the whole note").first).to_be_visible()
    ask.fill("What is the capital of Mongolia?")
    page.keyboard.press("Enter")
    expect(page.get_by_text("The library does not cover this.")).to_be_visible()


def test_settings_hold_and_say_everything(page: Page) -> None:
    go(page, "Settings")
    press(page, "Look at everything")
    expect(page.get_by_text("practice notes").first).to_be_visible()
    accessible(page)


def test_with_the_keyboard_alone(page: Page) -> None:
    """From the top of the page to an agenda without a pointer."""
    settled(page)
    target = page.get_by_role("button", name="Prepare the next session").first
    for _ in range(40):
        page.keyboard.press("Tab")
        if target.evaluate("element => element === document.activeElement"):
            break
    page.keyboard.press("Enter")
    heading(page, "Prepare a session")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_both_themes_can_be_read(page: Page, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.reload()
    settled(page)
    go(page, "Prepare a session")
    accessible(page)


def test_on_a_narrow_screen_nothing_is_cut_off(page: Page, tmp_path: Path) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    page.reload()
    settled(page)
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 1


def test_on_a_narrow_screen_the_sidebar_gives_way_to_the_page(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    page.reload()
    settled(page)
    sidebar = page.get_by_test_id("stSidebar")
    expect(sidebar).not_to_be_in_viewport()
    page.get_by_test_id("stExpandSidebarButton").click()
    expect(sidebar).to_be_in_viewport()
    sidebar.get_by_role("link", name="Notes", exact=True).click()
    heading(page, "Notes")
    expect(sidebar).not_to_be_in_viewport()
