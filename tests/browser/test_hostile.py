"""What hostile text can do to a reader: nothing. It shows as text wherever it is typed or put into an address, and asks nobody for anything.

The `page` fixture fails a test when anything but this machine was asked. Text in documents and comments is tried where it is shown.
"""

from __future__ import annotations

from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from assistant.screens import wording
from tests.browser.accessible import wait_until_drawn
from tests.browser.running import ask

pytestmark = pytest.mark.browser

PAGES = {module for pages in wording.PAGES.values() for module in pages}
RIGHT_TO_LEFT = "\u202e"
HOSTILE = (
    '"><img src=x onerror="window.hacked=1"><script>window.hacked=2</script><b onmouseover="window.hacked=3">joint</b> **working** '
    "![x](http://evil.test/x.png) [read](javascript:window.hacked=4) <http://evil.test> :material/home: $x^2$ {{7*7}}"
)
HARM = """() => [
  typeof window.hacked === "undefined" ? [] : ["a script ran: " + window.hacked],
  [...document.querySelectorAll("main [onerror], main [onmouseover], main script:not([data-own])")]
      .filter((element) => !element.textContent.includes("signpost")).map((element) => "an element: " + element.outerHTML.slice(0, 80)),
  [...document.querySelectorAll("[href^='javascript:'], [href*='evil.test'], [src*='evil.test']")].map((element) => "a link: " + element.outerHTML.slice(0, 80)),
].flat()"""


def test_a_hostile_question_shows_as_text(page: Page, app: str):
    talked = []
    page.on("dialog", lambda dialog: (talked.append(dialog.message), dialog.dismiss()))
    page.goto(app)
    wait_until_drawn(page)
    ask(page, f"{HOSTILE} Who is the accounting officer?")
    expect(page.locator(".sp-question")).to_contain_text(HOSTILE)
    assert page.locator(".sp-question :is(img, b, strong, script, a, em, .katex)").count() == 0
    page.locator(".sp-question").hover()
    assert page.evaluate(HARM) == []
    assert talked == []


def test_harm_would_be_seen(page: Page):
    page.set_content(f"<main>{HOSTILE} <a href='http://evil.test'>Home</a></main>")
    page.wait_for_function("window.hacked")
    assert {line.split(":")[0] for line in page.evaluate(HARM)} == {"a script ran", "an element", "a link"}


def test_a_mark_that_turns_text_around_turns_only_what_it_was_typed_with(page: Page, app: str):
    page.goto(app)
    wait_until_drawn(page)
    ask(page, f"Who is the accounting officer when three departments {RIGHT_TO_LEFT} each pay for part of a joint plan?")
    assert lies_from_left_to_right(page, ".sp-answer .sp-statement p") and lies_from_left_to_right(page, ".sp-reference")
    ask(page, f"And what about model 4 {RIGHT_TO_LEFT} of it?")
    assert lies_from_left_to_right(page, ".sp-understood")


@pytest.mark.parametrize("module", sorted(PAGES - {"ask"}))
def test_hostile_text_in_an_address_or_in_any_field_of_a_page_shows_as_text(page: Page, app: str, module: str):
    asked = "&".join(
        f"{name}={quote(HOSTILE)}" for name in ("source", "para", "edition", "find", "q", "conversation", "older", "newer")
    )
    page.goto(f"{app}/{module}?{asked}")
    wait_until_drawn(page)
    assert page.evaluate(HARM) == []
    page.goto(f"{app}/{module}")
    wait_until_drawn(page)
    fields = page.locator("main :is(input[type=text], input[type=search], textarea):visible:not([role=combobox])")
    for place in range(min(fields.count(), 4)):
        fields.nth(place).fill(HOSTILE)
        fields.nth(place).press("Tab")
        wait_until_drawn(page)
    assert page.evaluate(HARM) == []
    assert page.evaluate("document.title").endswith(wording.APP_TITLE)


def lies_from_left_to_right(page: Page, selector: str) -> bool:
    """Whether the first words of the element stand in reading order."""
    return page.evaluate(
        """(selector) => {
          const walker = document.createTreeWalker(document.querySelector(selector), NodeFilter.SHOW_TEXT);
          let text = walker.nextNode();
          while (text && text.data.trim().length < 8) text = walker.nextNode();
          const at = (place) => {
            const range = document.createRange();
            range.setStart(text, place); range.setEnd(text, place + 1);
            return range.getBoundingClientRect();
          };
          const begin = text.data.search(/\\S/);
          return at(begin).left < at(begin + 3).left && at(begin + 3).left < at(begin + 6).left;
        }""",
        selector,
    )
