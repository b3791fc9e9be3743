"""make screenshots: writes docs/screenshot.png, an answered question over the digest, which alone may be shown here."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))  # the tests' own way of starting app and browser is used, and tests are not installed

from tests.browser.running import ask, running_app, running_browser, wait_until_ready  # noqa: E402

QUESTION = "Who is the accounting officer when three departments each pay for part of a joint plan?"


def main() -> None:
    with tempfile.TemporaryDirectory() as empty, running_app(Path(empty)) as address, running_browser() as browser:
        page = browser.new_page(viewport={"width": 1280, "height": 1080}, color_scheme="light")
        page.goto(address)
        wait_until_ready(page)
        ask(page, QUESTION)
        page.wait_for_timeout(1_000)  # until the page has moved to the answer
        page.get_by_test_id("stMain").evaluate("main => main.scrollTo(0, 0)")
        page.get_by_role("heading", name=QUESTION).click()  # takes the focus off the box
        page.screenshot(path=HERE / "screenshot.png")
    print(HERE / "screenshot.png")


if __name__ == "__main__":
    main()
