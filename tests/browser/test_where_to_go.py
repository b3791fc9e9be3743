"""Where to go in Chromium, over the digest: by mouse and by keyboard, narrow and wide, light and dark."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from assistant.helpers.where_to_go import load_needs
from assistant.screens import where_to_go_shown as shown
from assistant.screens.where_to_go import NEED, SEARCH
from assistant.standing import OUR_SUMMARY
from tests.browser.accessible import faults
from tests.browser.running import READY_WITHIN, tab_to

pytestmark = pytest.mark.browser


def open_page(page: Page, app: str, asked: str = "") -> None:
    """The first start of these tests builds the index of the digest, whichever page it begins on."""
    page.goto(f"{app}/where_to_go{asked}")
    expect(page.locator(".sp-signposts").first).to_be_visible(timeout=READY_WITHIN)


def test_a_need_is_chosen_and_a_paragraph_opened_copied_and_linked(page: Page, app: str):
    open_page(page, app)
    expect(page.get_by_role("heading", name="Where to go", level=1)).to_be_visible()
    page.get_by_role("combobox", name=NEED).click()
    page.get_by_role("option", name="Evaluation and learning what works").click()
    entry = page.locator(".sp-signposts > li").filter(has=page.get_by_role("heading", name="Evaluation Task Force"))
    expect(entry).to_contain_text("as at 15 February 2024")
    entry.get_by_text("Cross-government working (July 2023), 3.8").click()
    expect(entry.get_by_text(OUR_SUMMARY).first).to_be_visible()
    entry.get_by_role("button", name="Copy").first.click()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == "National Audit Office, Lessons learned: Cross-government working, HC 1659 (July 2023), paragraph 3.8"
    in_library = entry.get_by_role("link", name="in the Library").first
    assert re.search(r"library\?source=nao-cross-government-2023&para=3\.8$", in_library.get_attribute("href"))
    assert page.url.endswith("need=evaluation")


def test_an_address_opens_a_need_and_2001_is_folded_away_until_asked_for(page: Page, app: str):
    open_page(page, app, "?need=places")
    expect(page.get_by_role("heading", name=load_needs()[-1].title)).to_be_visible()
    old = page.get_by_role("heading", name="Local Strategic Partnerships")
    expect(old).to_be_hidden()
    page.get_by_text(shown.HISTORIC).click()
    expect(old).to_be_visible()


def test_words_are_searched_and_a_paragraph_reached_by_keyboard_alone(page: Page, app: str):
    open_page(page, app)
    tab_to(page, f"input[aria-label='{SEARCH}']")
    page.keyboard.type("fraud")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="2 entries for “fraud”")).to_be_visible()
    tab_to(page, ".sp-ground > summary")
    page.keyboard.press("Enter")
    expect(page.locator(".sp-ground[open] .sp-passage")).to_be_visible()
    tab_to(page, ".sp-copy")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").filter(has_text="Reference copied")).to_have_count(1)


def test_what_has_gone_says_so_before_what_it_was_for(page: Page, app: str):
    open_page(page, app)
    _search(page, "invest to save")
    entry = page.locator(".sp-signposts > li")
    expect(entry.locator(".sp-warning")).to_contain_text("is not a current name")
    text = entry.inner_text()
    assert text.index("not a current name") < text.index("helped public bodies")


def test_markup_that_is_typed_shows_as_text(page: Page, app: str):
    open_page(page, app)
    _search(page, "<img src=x onerror=alert(1)> **fraud**")
    expect(page.get_by_text(shown.NOTHING)).to_be_visible()
    assert page.locator(".stMain h2 :is(img, strong)").count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390, 320])
def test_nothing_is_cut_off_and_axe_finds_nothing_in_our_part(page: Page, app: str, scheme: str, width: int):
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 800})
    open_page(page, app, "?need=money")
    page.locator(".sp-ground > summary").first.click()
    page.get_by_text(shown.HISTORIC).click()
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= width
    assert faults(page) == []


def _search(page: Page, words: str) -> None:
    page.get_by_role("textbox", name=SEARCH).fill(words)
    page.keyboard.press("Enter")
    expect(page.locator(".stMain h2").filter(has_text="for “")).to_be_visible()
