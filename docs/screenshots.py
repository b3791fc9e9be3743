"""make screenshots: docs/screenshot.png, an answered question, and docs/screens/, every page of the menu light, dark and narrow.

All of them over the starter digest, whose words are ours. `--vectors FOLDER` uses vectors that are there, which saves minutes.
"""

from __future__ import annotations

import argparse
import io
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))  # the tests' own way of starting app and browser is used, and tests are not installed

from assistant.screens import wording  # noqa: E402
from tests.browser.accessible import wait_until_drawn  # noqa: E402
from tests.browser.running import ask, running_app, running_browser, wait_until_ready  # noqa: E402

QUESTION = "Who is the accounting officer when three departments each pay for part of a joint plan?"
COLOURS = 64  # enough for text and badges, and a fifth of the bytes
LOOKS = {
    "light": ({"width": 1280, "height": 900}, "light"),
    "dark": ({"width": 1280, "height": 900}, "dark"),
    "narrow": ({"width": 390, "height": 844}, "light"),
}


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("--vectors", type=Path, help="a folder of vectors, for example data/vectors")
    vectors = options.parse_args().vectors
    with tempfile.TemporaryDirectory() as empty:
        if vectors:
            (Path(empty) / "vectors").symlink_to(vectors.resolve(), target_is_directory=True)
        with running_app(Path(empty)) as address, running_browser() as browser:
            for path in (picture_for_readme(browser, address), *pictures_of_pages(browser, address)):
                print(path)


def picture_for_readme(browser: Browser, address: str) -> Path:
    with page_of(browser, {"width": 1280, "height": 1080}, "light") as page:
        page.goto(address)
        wait_until_ready(page)
        answer(page)
        return keep(page, HERE / "screenshot.png")


def pictures_of_pages(browser: Browser, address: str) -> Iterator[Path]:
    for name, (size, scheme) in LOOKS.items():
        with page_of(browser, size, scheme) as page:
            for module in (module for pages in wording.PAGES.values() for module in pages):
                page.goto(f"{address}/{'' if module == 'ask' else module}")
                wait_until_drawn(page)
                yield keep(page, HERE / "screens" / f"{module}-{name}.png")
                if module == "ask":
                    answer(page)
                    yield keep(page, HERE / "screens" / f"answer-{name}.png")


@contextmanager
def page_of(browser: Browser, size: dict, scheme: str) -> Iterator[Page]:
    page = browser.new_page(viewport=size, color_scheme=scheme)
    yield page
    page.close()


def answer(page: Page) -> None:
    ask(page, QUESTION)
    wait_until_drawn(page)
    page.wait_for_timeout(1_000)  # until the page has moved to the answer
    page.evaluate("document.activeElement.blur()")
    page.get_by_test_id("stMain").evaluate("main => main.scrollTo(0, 0)")


def keep(page: Page, path: Path) -> Path:
    page.wait_for_timeout(500)  # charts are drawn a moment after the page
    path.parent.mkdir(exist_ok=True)
    picture = Image.open(io.BytesIO(page.screenshot(animations="disabled"))).convert("RGB")
    picture.quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)
    return path


if __name__ == "__main__":
    main()
