"""The app as a process of its own, and a browser to look at it with. Also what docs/screenshots.py takes its pictures with."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

from evals.load.service import free_port

ROOT = Path(__file__).parents[2]
UP_WITHIN = 60  # seconds
READY_WITHIN = 600_000  # milliseconds; the first start builds the index of the digest
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update "
    "--disable-sync"
)


def chromium() -> str | None:
    """Where Debian's Chromium is; Playwright's own cannot be fetched where only package registries are reached."""
    return shutil.which("chromium") or shutil.which("chromium-browser")


@contextmanager
def running_app(
    data_dir: Path, *options: str, port: int | None = None, printed: int | IO = subprocess.DEVNULL, **environment: str
) -> Iterator[str]:
    """The address of the app, running over the corpus and index of that folder until the block ends.

    `options` are Streamlit's ("--server.address=0.0.0.0"), `environment` more of it than the data folder; what it prints goes
    into `printed`.
    """
    port = port or free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", "app.py", f"--server.port={port}", "--server.headless=true", *options],
        cwd=ROOT,
        env={**os.environ, "SIGNPOST_DATA_DIR": str(data_dir), **environment},
        stdout=printed,
        stderr=printed,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_until_up(address, process)
        yield address
    finally:
        process.terminate()
        process.wait(timeout=20)


@contextmanager
def running_browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS.split())
        yield browser
        browser.close()


def wait_until_ready(page: Page) -> None:
    """Until the assistant has loaded: nothing on the page says any more that it is loading."""
    page.get_by_role("heading", name="Signpost").wait_for()
    page.wait_for_function("!document.querySelector('.sp-loading')", timeout=READY_WITHIN)


def wait_until_answering(address: str) -> None:
    """Until the app says that it would answer a question: its index is built and open."""
    until = time.monotonic() + READY_WITHIN / 1000
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(f"{address}/ready", timeout=10):
                return
        except OSError:  # an answer of 503 too
            time.sleep(0.5)
    raise RuntimeError(f"The app at {address} did not become ready.")


def open_page(page: Page, address: str, title: str) -> None:
    """Opens a page and waits for its heading, and until Streamlit has drawn the rest."""
    page.goto(address)
    page.get_by_role("heading", name=title, level=1, exact=True).wait_for()
    page.wait_for_function("!document.querySelector('[data-testid=stStatusWidget]')")


def tab_to(page: Page, selector: str, key: str = "Tab", most: int = 120) -> None:
    """Moves the focus with the keyboard until it is on something that the selector names."""
    for _ in range(most):
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
        page.keyboard.press(key)
    raise AssertionError(f"{selector} was not reached with {key}")


def press_until_checked(page: Page, key: str, choice: Locator) -> None:
    """Presses a key until it has checked that radio button: Streamlit loses a key pressed while it is still drawing."""
    for _ in range(5):
        page.keyboard.press(key)
        try:
            return expect(choice).to_be_checked(timeout=3000)
        except AssertionError:
            continue
    expect(choice).to_be_checked()


def download(page: Page, button: str, folder: Path) -> Path:
    """What a button saves, in that folder under the name it comes with."""
    with page.expect_download() as arriving:
        page.get_by_role("button", name=button).click()
    path = folder / arriving.value.suggested_filename
    arriving.value.save_as(path)
    return path


def ask(page: Page, question: str) -> None:
    """Types a question and waits for its answer, or for the line that says why there is none."""
    answers = page.locator(".sp-answer").count()
    page.get_by_test_id("stChatInputTextArea").fill(question)
    page.keyboard.press("Enter")
    page.wait_for_function(f"document.querySelectorAll('.sp-answer').length > {answers} || document.querySelector('.sp-problem')")


def _wait_until_up(address: str, process: subprocess.Popen) -> None:
    until = time.monotonic() + UP_WITHIN
    while time.monotonic() < until:
        if process.poll() is not None:
            raise RuntimeError(f"The app ended with code {process.returncode}: run `streamlit run app.py` to see why.")
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=1):
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"The app did not come up at {address} within {UP_WITHIN} s.")
