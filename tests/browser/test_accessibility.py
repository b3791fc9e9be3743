"""Every page of the menu, light and dark, wide and narrow: what a program can tell about whether everybody can use it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from assistant.screens import wording
from assistant.screens.known_barriers import EXCUSED
from tests.browser.accessible import (
    barriers,
    cut_off,
    headings_astray,
    keyboard_troubles,
    open_everything,
    spoken,
    still_needed,
    wait_until_drawn,
)
from tests.browser.running import ask

pytestmark = pytest.mark.browser

PAGES = {module: title for pages in wording.PAGES.values() for module, title in pages.items()}
QUESTION = "Who is the accounting officer when three departments each pay for part of a joint plan?"
WIDE, NARROW, NARROWEST = ({"width": 1280, "height": 900}, {"width": 390, "height": 844}, {"width": 320, "height": 640})


@pytest.fixture(params=PAGES)
def module(request) -> str:
    return request.param


def test_each_page_has_no_serious_barrier_in_light_and_dark_wide_and_narrow_folded_and_unfolded(
    page: Page, app: str, module: str
):
    visit(page, app, module)
    assert barriers(page) == []
    open_everything(page)
    assert each_look(page) == {}
    assert headings_astray(page) == []


def test_each_excuse_is_still_needed(page: Page, app: str):
    for excuse in EXCUSED:
        visit(page, app, excuse.page)
        assert still_needed(page, excuse), f"No longer found: take {excuse.rule}, {excuse.selector} off the list."


@pytest.mark.parametrize("module", [module for module in wording.PAGES["Helpers"] if module != "where_to_go"])
def test_a_form_that_is_filled_in_has_no_serious_barrier(page: Page, app: str, module: str):
    visit(page, app, module)
    for place in range(min(page.get_by_role("radiogroup").count(), 5)):
        page.get_by_role("radiogroup").nth(place).locator("label:has(input[type=radio])").nth(1).click()
        wait_until_drawn(page)
    assert barriers(page) == []
    page.emulate_media(color_scheme="dark")
    open_everything(page)
    assert barriers(page) == headings_astray(page) == cut_off(page) == []


def test_each_page_is_walked_by_keyboard_with_the_focus_in_sight(page: Page, app: str, module: str):
    visit(page, app, module)
    assert "\n".join(keyboard_troubles(page)) == ""
    page.set_viewport_size(NARROW)
    page.get_by_role("button", name="Expand sidebar").wait_for()  # the menu folds a moment later
    assert "\n".join(keyboard_troubles(page)) == ""


def test_each_page_fits_the_narrowest_screen(page: Page, app: str, module: str):
    page.set_viewport_size(NARROWEST)
    visit(page, app, module)
    assert cut_off(page) == []
    open_everything(page)
    assert cut_off(page) == []


def test_an_answer_has_no_serious_barrier_and_its_sources_are_reached_by_keyboard(page: Page, app: str):
    visit(page, app, "ask")
    ask(page, QUESTION)
    wait_until_drawn(page)
    assert barriers(page) == []
    open_everything(page)
    assert each_look(page) == {}
    assert headings_astray(page) == []
    assert keyboard_troubles(page) == []


def test_a_source_in_its_place_has_no_serious_barrier_and_gives_the_focus_back(page: Page, app: str):
    visit(page, app, "ask")
    ask(page, QUESTION)
    wait_until_drawn(page)
    chip = page.locator(".sp-chip").first
    chip.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    wait_until_drawn(page)
    assert barriers(page) == []
    assert page.evaluate("!!document.activeElement.closest('[role=dialog]')")
    page.keyboard.press("Escape")
    expect(chip).to_be_focused()


def test_an_answer_stands_in_a_live_region_of_the_accessibility_tree(page: Page, app: str):
    visit(page, app, "ask")
    regions = len(spoken(page))
    ask(page, QUESTION)
    page.wait_for_timeout(300)
    heard = [said for role, said in spoken(page) if role == "status" and QUESTION in said]
    assert len(heard) == 1
    assert heard[0].startswith("Answered, with ")
    assert len(spoken(page)) == regions  # it stood there before it spoke, or it would not be heard


def test_the_focus_is_not_lost_when_what_had_it_goes(page: Page, app: str):
    visit(page, app, "ask")
    page.get_by_role("button", name=QUESTION).focus()
    page.keyboard.press("Enter")
    page.locator(".sp-answer").wait_for()
    expect(page.get_by_role("heading", name=QUESTION)).to_be_focused()
    page.set_viewport_size(NARROW)
    page.get_by_role("button", name="Expand sidebar").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Collapse sidebar")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Expand sidebar")).to_be_focused()


def test_a_page_that_is_changed_to_is_read_from_its_heading(page: Page, app: str):
    visit(page, app, "ask")
    page.get_by_role("link", name="Accessibility", exact=True).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Accessibility", level=1)).to_be_focused()
    page.reload()
    wait_until_drawn(page)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to main content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_the_menu_is_lists_with_names(page: Page, app: str):
    visit(page, app, "ask")
    menu = page.get_by_role("navigation")
    for group, pages in wording.PAGES.items():
        names = menu.get_by_role("list", name=group, exact=True).get_by_role("listitem").all_inner_texts()
        assert [name.strip() for name in names] == list(pages.values())


def test_pages_have_titles_of_their_own_and_say_their_language(page: Page, app: str):
    titles = {}
    for module in PAGES:
        visit(page, app, module)
        titles[module] = page.title()
        assert titles[module].startswith(page.locator("h1").inner_text())
        assert page.evaluate("document.documentElement.lang") == "en"
    assert len(set(titles.values())) == len(PAGES)


def visit(page: Page, app: str, module: str) -> None:
    page.goto(f"{app}/{'' if module == 'ask' else module}")
    wait_until_drawn(page)


def each_look(page: Page) -> dict[str, list[str]]:
    """What is wrong by colour scheme and width; leaves the page light and wide."""
    found = {}
    for scheme in ("dark", "light"):
        for size in (NARROW, WIDE):
            page.emulate_media(color_scheme=scheme)
            page.set_viewport_size(size)
            page.wait_for_timeout(150)  # the theme changes with the next frame
            if wrong := barriers(page):
                found[f"{scheme}, {size['width']}"] = wrong
    return found
