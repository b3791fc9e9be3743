"""The page "Which model?" in Chromium, over the digest."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from assistant.screens import outline_shown, which_model
from tests.browser.accessible import faults
from tests.browser.running import READY_WITHIN, tab_to

pytestmark = pytest.mark.browser


def test_answers_lead_to_the_models_that_are_left_which_a_link_opens_again(page: Page, app: str):
    opened(page, f"{app}/which_model")
    choose(page, "Whose resources does the work use", "Several departments' or bodies', each for its own part")
    choose(page, "Does budget cover move", "No")
    page.get_by_role("button", name=which_model.SUBMIT).click()
    outcome = page.locator(".sp-outcome")
    expect(outcome.get_by_role("heading", name="Model 3", exact=False)).to_be_visible()
    expect(outcome).to_be_in_viewport()
    ruled_out = outcome.locator("section").filter(has=page.get_by_role("heading", name="Ruled out by what you answered", level=2))
    expect(ruled_out.get_by_role("heading", level=3)).to_have_count(3)
    expect(page).to_have_url(re.compile(r"which_model\?money=several&budget_moves=no$"))
    page.goto(page.url)
    expect(outcome.get_by_role("heading", name="Not ruled out")).to_be_visible(timeout=READY_WITHIN)
    expect(radio(page, "Does budget cover move", "No")).to_be_checked()


def test_the_form_is_filled_and_sent_and_a_paragraph_opened_by_keyboard_alone(page: Page, app: str):
    opened(page, f"{app}/which_model")
    radio(page, "Does responsibility for the policy move", "Not known").focus()
    page.keyboard.press("ArrowUp")
    expect(radio(page, "Does responsibility for the policy move", "No")).to_be_checked()
    tab_to(page, "[data-testid=stFormSubmitButton] button")
    page.keyboard.press("Enter")
    page.locator(".sp-outcome").wait_for()
    tab_to(page, ".sp-outcome summary")
    page.keyboard.press("Enter")
    paragraph = page.locator(".sp-outcome details[open]").first
    expect(paragraph.locator(".sp-reference")).to_contain_text("Managing Public Money (April 2026), Box 7.3, Model 1, p. 77")
    expect(paragraph.get_by_role("link", name="Read it among its neighbours in the Library")).to_have_attribute(
        "href", "library?source=hmt-managing-public-money&para=Box+7.3%2C+Model+1"
    )


def test_the_outcome_is_announced_each_time_the_form_is_sent(page: Page, app: str):
    page.add_init_script(
        """window.said = []; new MutationObserver(() => {
            const region = document.getElementById('signpost-status');
            if (region && region.textContent && region.textContent !== said.at(-1)) said.push(region.textContent);
        }).observe(document, {childList: true, subtree: true, characterData: true})"""
    )
    opened(page, f"{app}/which_model")
    for choice in ("No", "Yes, some of it"):
        choose(page, "Does budget cover move", choice)
        page.get_by_role("button", name=which_model.SUBMIT).click()
        page.wait_for_timeout(1_500)
    said = [words for words in page.evaluate("said") if "six models" in words]
    assert said == [
        "4 of six models not ruled out: Model 1, Model 2, Model 3, Model 4",
        "6 of six models not ruled out: Model 1, Model 2, Model 3, Model 4, Model 5, Model 6",
    ]


def test_the_outcome_is_copied_as_text(page: Page, app: str):
    opened(page, f"{app}/which_model?policy_moves=no")
    page.get_by_role("button", name=outline_shown.COPY).click()
    expect(page.locator(".sp-copied")).to_have_count(1)
    assert "RULED OUT BY WHAT YOU ANSWERED\n\nModel 6: Machinery of government change" in page.evaluate(
        "navigator.clipboard.readText()"
    )


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_models_stand_as_a_table_and_on_a_narrow_screen_as_cards(page: Page, app: str, scheme: str):
    page.emulate_media(color_scheme=scheme)
    opened(page, f"{app}/which_model?policy_moves=no")
    table = page.get_by_role("table")
    expect(table.get_by_role("columnheader")).to_have_count(8)
    expect(table.get_by_role("rowheader")).to_have_count(8)
    expect(table.get_by_role("row").nth(4).get_by_role("cell").nth(2)).to_contain_text("each answers for their own policy area")
    page.set_viewport_size({"width": 320, "height": 640})
    expect(table.locator(".sp-aspect").first).to_be_visible()
    expect(table.get_by_role("rowheader")).to_have_count(8)
    fits(page, "[data-testid=stMain]")
    fits(page, ".sp-compare")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_on_the_page_is_known_to_shut_anybody_out(page: Page, app: str, scheme: str):
    page.emulate_media(color_scheme=scheme)
    opened(page, f"{app}/which_model?money=several&shape=programme")
    assert faults(page) == []


def opened(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_role("button", name="Show", exact=False).first.wait_for(timeout=READY_WITHIN)


def radio(page: Page, asks: str, label: str):
    return page.get_by_role("radiogroup", name=asks).get_by_role("radio", name=label, exact=True)


def choose(page: Page, asks: str, label: str) -> None:
    page.get_by_role("radiogroup", name=asks).get_by_text(label, exact=True).click()


def fits(page: Page, selector: str) -> None:
    """Nothing in it is wider than it; the browser may take a moment to lay a narrower page out."""
    page.wait_for_function(
        "selector => (part => part.scrollWidth <= part.clientWidth)(document.querySelector(selector))", arg=selector
    )
