"""A browser of this machine and a freshly served page for each test."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.page_server import index, served

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]
PATIENCE = 30_000


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    if found is None:
        pytest.skip(
            f"NO BROWSER: none of {', '.join(NAMES)} is on the PATH; install chromium to run these tests"
        )
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def indexed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder set up as `make run` does it. Every module takes a copy: making the index takes half a minute."""
    folder = tmp_path_factory.mktemp("indexed")
    index(folder)
    return folder


@pytest.fixture(scope="module")
def data(indexed: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shutil.copytree(indexed, tmp_path_factory.mktemp("page") / "data")


@pytest.fixture(scope="module")
def url(data: Path) -> Iterator[str]:
    """One page for a module: its tests follow each other, as visits do."""
    with served(data) as page:
        yield page.url


@pytest.fixture
def hosts() -> set[str]:
    """Every host the browser asked for anything."""
    return set()


@pytest.fixture
def page(browser: Browser, url: str, hosts: set[str]) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1200, "height": 1000})
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.on("request", lambda request: hosts.add(urlsplit(request.url).hostname or ""))
    page.goto(url)
    yield page
    context.close()
    assert hosts - {""} == {"127.0.0.1"}
