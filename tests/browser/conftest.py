"""One app over the digest and one browser for all browser tests; each test has a page of its own."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.running import chromium, running_app, running_browser
from tests.shelving import REPORT, RULES, shelve_two_editions

expect.set_options(timeout=20_000)  # milliseconds; the five seconds that are usual do not suffice on a busy machine


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if not chromium():
        missing = "Chromium is not installed: apt-get install -y chromium"
        pytest.fail(missing) if os.environ.get("CI") else pytest.skip(missing)
    with running_browser() as opened:
        yield opened


@pytest.fixture(scope="session")
def vectors(tmp_path_factory) -> Path:
    """Where all apps of these tests keep vectors: the first start embeds everything, which takes minutes, the next ones nothing."""
    return tmp_path_factory.mktemp("vectors")


@pytest.fixture
def fresh_data(tmp_path, vectors) -> Path:
    return _over(vectors, tmp_path)


@pytest.fixture(scope="session")
def app_data(tmp_path_factory, vectors) -> Path:
    """The data folder of `app`, for another app that is to answer from the same index."""
    return _over(vectors, tmp_path_factory.mktemp("data"))


@pytest.fixture(scope="session")
def app(app_data) -> Iterator[str]:
    with running_app(app_data) as address:
        yield address


def _over(vectors: Path, data: Path) -> Path:
    (data / "vectors").symlink_to(vectors, target_is_directory=True)
    return data


@pytest.fixture(scope="session")
def shelf_app(tmp_path_factory, vectors) -> Iterator[str]:
    """An app with two editions of two documents, made up. It indexes them from its start; the pages about documents need no index."""
    data = _over(vectors, tmp_path_factory.mktemp("shelf"))
    shelve_two_editions(data, RULES)
    shelve_two_editions(data, REPORT)
    with running_app(data) as address:
        yield address


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page that fails the test when it asked anything of another machine than this one."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, permissions=["clipboard-read", "clipboard-write"])
    context.set_default_timeout(20_000)
    opened = context.new_page()
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    opened.on("websocket", lambda socket: asked.append(socket.url))
    yield opened
    context.close()
    assert [url for url in asked if urlsplit(url).scheme not in ("data", "blob") and urlsplit(url).hostname != "127.0.0.1"] == []
