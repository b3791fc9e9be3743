"""What changed in Chromium: side by side on a wide screen, one below the other on a narrow one."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from assistant.screens import changes_wording as wording
from tests.browser.accessible import barriers
from tests.browser.running import open_page, tab_to
from tests.shelving import REPORT, RULES

pytestmark = pytest.mark.browser


def columns(page: Page) -> list[dict]:
    return [column.bounding_box() for column in page.locator(".sp-change").first.locator(".sp-two > div").all()]


def test_changes_are_reached_and_narrowed_by_mouse(page: Page, shelf_app: str):
    open_page(page, f"{shelf_app}/changes", wording.TITLE)
    page.get_by_role("link", name="See what changed in Managing Public Money").click()
    expect(page.get_by_role("heading", name="6 changes from June 2025 to April 2026")).to_be_visible()
    expect(page.get_by_role("status").filter(has_text="6 changes from June 2025")).to_have_count(1)
    page.get_by_role("link", name="Reworded (1)").click()
    expect(page.locator(".sp-change")).to_have_count(1)
    expect(page.locator(".sp-change del")).to_have_text(["larger", "evening."])
    expect(page.locator(".sp-change ins")).to_have_text(["smaller", "morning."])
    page.get_by_role("link", name="Read 1.1.2 in the June 2025 edition").click()
    expect(page.locator(".sp-asked")).to_contain_text("The larger of them counts")


def test_changes_are_narrowed_by_keyboard(page: Page, shelf_app: str):
    open_page(page, f"{shelf_app}/changes?source={RULES}", wording.TITLE)
    page.locator(".sp-kinds").wait_for()
    tab_to(page, ".sp-kinds a[href*='kind=removed']")
    page.keyboard.press("Enter")
    expect(page.locator(".sp-change")).to_have_count(1)
    expect(page.get_by_text(wording.NOT_THERE_NOW)).to_be_visible()
    expect(page.get_by_role("heading", name="6 changes from June 2025")).to_be_focused()


def test_editions_stand_side_by_side_on_a_wide_screen_and_below_each_other_on_a_narrow_one(page: Page, shelf_app: str):
    open_page(page, f"{shelf_app}/changes?source={RULES}", wording.TITLE)
    page.locator(".sp-two").first.wait_for()
    was, now = columns(page)
    assert was["y"] == now["y"] and now["x"] > was["x"] + was["width"]
    page.set_viewport_size({"width": 390, "height": 800})
    was, now = columns(page)
    assert was["x"] == now["x"] and now["y"] >= was["y"] + was["height"]


def test_a_mark_is_told_to_who_cannot_see_it_and_is_not_told_by_colour_alone(page: Page, shelf_app: str):
    open_page(page, f"{shelf_app}/changes?source={RULES}&kind=reworded", wording.TITLE)
    change = page.locator(".sp-change")
    change.wait_for()
    assert "[removed: larger]" in " ".join(change.evaluate("node => node.textContent").split())
    assert change.locator("del").first.evaluate("node => getComputedStyle(node).textDecorationLine") == "line-through"
    assert change.locator("ins").first.evaluate("node => getComputedStyle(node).textDecorationLine") == "underline"


def test_hostile_text_shows_as_text(page: Page, shelf_app: str):
    open_page(page, f"{shelf_app}/changes?source={RULES}&kind=added", wording.TITLE)
    expect(page.locator(".sp-changes")).to_contain_text('<script>document.title="broken"</script>')
    assert page.locator(".sp-changes :is(img, script)").count() == 0
    assert page.title() != "broken"


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark"), (320, "light")])
def test_nothing_is_cut_off_and_axe_finds_nothing_serious(page: Page, shelf_app: str, width: int, scheme: str):
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 800})
    for asked in ("", f"?source={RULES}", f"?source={REPORT}"):
        open_page(page, f"{shelf_app}/changes{asked}", wording.TITLE)
        page.locator(".sp-changes, .sp-link-list").first.wait_for()
        assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= width, asked
        assert barriers(page) == [], asked
