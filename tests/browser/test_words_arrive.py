"""A model's words on the page: they arrive one after the other, and a person may stop them."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_page import press
from tests.page_server import served
from tests.stub_server import StubServer

pytestmark = pytest.mark.browser


def kindly(body: dict[str, Any]) -> str:
    """Every line with one small word in front, which no check can mind."""
    asked = re.findall(r"^(s\d+) \([^)]*\): (.*)$", body["messages"][-1]["content"], re.MULTILINE)
    return json.dumps({key: f"So, {line[:1].lower()}{line[1:]}" for key, line in asked})


@pytest.fixture(scope="module")
def model() -> Iterator[StubServer]:
    with StubServer("ok", replies=[kindly]) as server:
        server.delay = 0.05
        yield server


@pytest.fixture(scope="module")
def url(data: Path, model: StubServer) -> Iterator[str]:
    settings = {"MODEL_URL": model.url, "MODEL_KEY": "test", "MODEL_NAME": "stub", "ENGINE": "model"}
    with served(data, env={f"ASSISTANT_{name}": value for name, value in settings.items()}) as page:
        yield page.url


def test_the_agenda_stands_while_words_arrive(page: Page, model: StubServer) -> None:
    press(page, "Load the demonstration programme")
    page.get_by_role("button", name="Prepare the next session").first.click()
    page.get_by_role("button", name="Prepare the agenda").click()
    expect(page.get_by_text("The model is fitting the words to you")).to_be_visible()
    expect(page.get_by_role("heading", name=re.compile("^1. "))).to_be_visible()
    page.get_by_role("button", name=re.compile("^Source: ")).first.click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_text("Stands on")).to_be_visible()
    expect(page.get_by_text("put into other words by stub")).to_be_visible(timeout=60_000)
    expect(dialog.get_by_text("Stands on")).to_be_visible()  # reading is not cut short by the page behind it
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(page.get_by_role("button", name="Accept")).to_be_visible()
    assert model.requests
    expect(page.get_by_text("put into other words by stub")).to_be_visible()
    first = page.get_by_text(re.compile("^So, ")).first
    words = first.inner_text()
    page.get_by_role("radio", name="Composed").first.click()
    expect(page.get_by_text(words, exact=True)).to_have_count(0)


def test_it_can_be_stopped(page: Page, model: StubServer) -> None:
    model.mode = "hang"
    press(page, "Prepare the next session")
    page.get_by_text("Prepare another agenda").click()
    page.wait_for_timeout(700)  # it unfolds, and a click meanwhile meets another place
    page.get_by_role("button", name="Prepare the agenda").click()
    page.get_by_role("button", name="Stop", exact=True).last.click()
    expect(page.get_by_text("You stopped the language model")).to_be_visible()
    expect(page.get_by_role("button", name="Accept")).to_be_visible()
