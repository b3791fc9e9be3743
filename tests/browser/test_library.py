"""The Library in Chromium: read by mouse and by keyboard, at its addresses, on any screen."""

from __future__ import annotations

import time

import pytest
from playwright.sync_api import Page, expect

from assistant.screens import library_wording as wording
from tests.browser.accessible import barriers
from tests.browser.running import open_page, tab_to
from tests.shelving import REPORT, RULES

pytestmark = pytest.mark.browser

ASKED = "(HM Treasury, Managing Public Money (April 2026), paragraph 1.1.2, p. 3"[1:]


def test_a_document_is_read_by_mouse_without_a_fresh_start_and_the_browsers_back_leads_back(page: Page, shelf_app: str):
    open_page(page, f"{shelf_app}/library", wording.TITLE)
    page.evaluate("window.sameStart = true")
    page.get_by_role("link", name="Read Managing Public Money").click()
    expect(page.get_by_role("heading", name=wording.CONTENTS, level=3)).to_be_visible()
    page.get_by_role("link", name="1 The till", exact=True).click()
    expect(page.get_by_text("The smaller of them counts")).to_be_visible()
    page.get_by_role("link", name="Next: 2 The door").click()
    expect(page.get_by_role("heading", name="2 The door", exact=True)).to_be_focused()
    expect(page.get_by_role("heading", name="2 The door", exact=True)).to_be_in_viewport()
    page.go_back()
    page.get_by_role("link", name="1.1.2", exact=True).click()
    expect(page.locator(".sp-asked")).to_contain_text(wording.ASKED_FOR)
    assert page.url.endswith("para=1.1.2")
    page.go_back()
    expect(page.locator(".sp-asked")).to_have_count(0)
    page.go_back()
    expect(page.get_by_role("heading", name=wording.CONTENTS, level=3)).to_be_visible()
    assert page.evaluate("window.sameStart") is True


def test_an_address_opens_its_paragraph_in_view_with_the_focus_on_it(page: Page, shelf_app: str):
    page.set_viewport_size({"width": 1280, "height": 400})
    open_page(page, f"{shelf_app}/library?source={RULES}&para=2.1.2", wording.TITLE)
    asked = page.locator(".sp-asked")
    expect(asked).to_be_focused()
    expect(asked).to_be_in_viewport()
    expect(page.get_by_role("group", name=f"{wording.ASKED_FOR}: 2.1.2")).to_have_count(1)
    expect(asked.get_by_text(wording.ASKED_FOR)).to_be_visible()
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollTop") > 100


def test_a_paragraph_is_found_opened_and_copied_by_keyboard_alone(page: Page, shelf_app: str):
    open_page(page, f"{shelf_app}/library?source={RULES}", wording.TITLE)
    tab_to(page, "input[type=search]")
    page.keyboard.type("counts coins")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="1 paragraph with “counts coins”")).to_be_visible()
    expect(page.get_by_role("status").filter(has_text="1 paragraph with “counts coins”")).to_have_count(1)
    tab_to(page, ".sp-hits a")
    page.keyboard.press("Enter")
    expect(page.locator(".sp-asked")).to_be_focused()
    tab_to(page, ".sp-asked .sp-copy")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").filter(has_text="Reference copied")).to_have_count(1)
    assert page.evaluate("navigator.clipboard.readText()") == ASKED
    tab_to(page, "a[href*='find=']:not([href*='para='])", "Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".sp-hits li")).to_have_count(1)


def test_a_document_that_is_only_quoted_shows_a_paragraph_when_it_is_opened(page: Page, shelf_app: str):
    open_page(page, f"{shelf_app}/library?source={REPORT}&edition=2026-04-16&part=1", wording.TITLE)
    expect(page.get_by_text("Not the document itself.")).to_be_visible()
    expect(page.get_by_text("The smaller of them counts")).to_have_count(0)
    page.get_by_role("link", name="1.1.2", exact=True).click()
    expect(page.locator(".sp-asked blockquote")).to_contain_text("The smaller of them counts")


def test_hostile_text_shows_as_text(page: Page, shelf_app: str):
    open_page(page, f"{shelf_app}/library?source={RULES}&para=1.1.3", wording.TITLE)
    expect(page.locator(".sp-asked")).to_contain_text(
        '<script>document.title="broken"</script> **bold** ![x](http://evil.test/x.png)'
    )
    assert page.locator(".sp-part :is(img, script, strong, b)").count() == 0
    assert page.title() != "broken"
    open_page(page, f"{shelf_app}/library?source=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E", wording.TITLE)
    expect(page.get_by_text("No document is called “<img src=x onerror=alert(1)>”.")).to_be_visible()


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark"), (320, "light")])
def test_nothing_is_cut_off_and_axe_finds_nothing_serious(page: Page, shelf_app: str, width: int, scheme: str):
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 800})
    for asked in (
        "",
        f"?source={RULES}&part=1",
        f"?source={RULES}&para=1.1.3",
        f"?source={RULES}&find=till",
        f"?source={REPORT}&para=1.1.2",
    ):
        open_page(page, f"{shelf_app}/library{asked}", wording.TITLE)
        page.locator(".sp-shelf, .sp-part, .sp-hits").first.wait_for()
        assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= width, asked
        assert barriers(page) == [], asked


def test_a_page_is_there_within_a_second_once_the_app_is_warm(page: Page, shelf_app: str):
    """The digest of the longest document, 1,157 entries, opened by a link: what a reader waits for."""
    open_page(page, f"{shelf_app}/library?source=wiring-it-up-progress-2001&part=5", wording.TITLE)
    page.locator(".sp-part").wait_for()
    waited = []
    for part in (6, 5, 6):
        began = time.monotonic()
        page.get_by_role("link", name="Next:" if part == 6 else "Before:").click()
        page.locator(".sp-contents strong").wait_for(state="attached")
        page.wait_for_url(f"**part={part}")
        page.wait_for_function("n => document.querySelector('.sp-before-after a').href.endsWith(`part=${n}`)", arg=part - 1)
        waited.append(time.monotonic() - began)
    assert min(waited) < 1.0, waited
