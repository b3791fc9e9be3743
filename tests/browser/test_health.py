"""Corpus health in Chromium: the chart with its text, the tables, and the close look."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from assistant.screens import health_wording as wording
from tests.browser.accessible import barriers
from tests.browser.running import open_page, tab_to, wait_until_answering

pytestmark = pytest.mark.browser

READ_WITHIN = 60_000  # milliseconds: the reading report of the made-up documents, by a busy machine


def test_what_is_wrong_stands_first_and_the_figures_are_a_chart_with_a_text(page: Page, shelf_app: str):
    open_page(page, f"{shelf_app}/health", wording.TITLE)
    first = page.locator(".sp-findings").first
    expect(first).to_contain_text("Type make refresh.")
    expect(page.locator(f".stVegaLiteChart[aria-label='{wording.CHART}'] svg")).to_be_visible()
    expect(page.get_by_text("the latest: found among the first five")).to_be_visible()
    expect(page.get_by_role("table", name=wording.OVER_TIME)).to_be_visible()
    expect(page.get_by_role("table", name=wording.READING)).to_contain_text("100.00%", timeout=READ_WITHIN)


def test_everything_is_checked_by_keyboard(page: Page, shelf_app: str):
    """Loads the model: the one slow thing on this page, which is why it waits to be asked."""
    wait_until_answering(shelf_app)
    open_page(page, f"{shelf_app}/health", wording.TITLE)
    page.get_by_role("table", name=wording.READING).wait_for(timeout=READ_WITHIN)
    tab_to(page, ".stButton button")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Well: settings")).to_be_visible(timeout=READ_WITHIN)
    expect(page.get_by_role("status").filter(has_text=wording.CHECKED_WELL)).to_have_count(1, timeout=2 * READ_WITHIN)
    expect(page.get_by_text("Well: model")).to_be_visible()


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark"), (320, "light")])
def test_nothing_is_cut_off_and_axe_finds_nothing_serious(page: Page, shelf_app: str, width: int, scheme: str):
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 800})
    open_page(page, f"{shelf_app}/health", wording.TITLE)
    page.get_by_role("table", name=wording.READING).wait_for(timeout=READ_WITHIN)
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= width
    assert barriers(page) == []
