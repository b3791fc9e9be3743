"""The page "Accounting officer check" in Chromium, over the digest."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from assistant.screens import accounting_officer, form_shown
from tests.browser.accessible import faults
from tests.browser.test_which_model import choose, fits, opened, radio

pytestmark = pytest.mark.browser


def test_a_plan_that_is_no_value_and_a_minister_who_insists_lead_to_a_direction_and_its_steps(page: Page, app: str):
    opened(page, f"{app}/accounting_officer")
    choose(page, "Compared with alternatives", "No")
    choose(page, "If the plan fails a standard", "Yes")
    page.get_by_role("button", name=accounting_officer.SUBMIT).click()
    outcome = page.locator(".sp-outcome")
    expect(outcome.get_by_role("heading", name="Ministerial direction: arises")).to_be_visible()
    expect(outcome.get_by_role("heading", name="Value for money: not met")).to_be_visible()
    steps = outcome.locator("ol > li")
    expect(steps.filter(has_text="Asks the senior minister for a formal written direction")).to_have_count(1)
    steps.filter(has_text="Asks the senior minister").locator("summary").first.click()
    expect(steps.locator("details[open] .sp-reference")).to_contain_text("paragraph 3.6.2, p. 31")
    expect(page).to_have_url(re.compile(r"accounting_officer\?value=no&insists=yes$"))


def test_answers_are_there_again_after_another_page_and_can_be_forgotten(page: Page, app: str):
    opened(page, f"{app}/accounting_officer?novel=yes")
    page.get_by_role("link", name="Which model?", exact=True).click()
    page.get_by_role("heading", name="Which model?", level=1).wait_for()
    page.get_by_role("link", name="Accounting officer check", exact=True).click()
    expect(page.locator(".sp-outcome").get_by_role("heading", name="Treasury consent: arises")).to_be_visible()
    expect(radio(page, "Is it novel", "Yes")).to_be_checked()
    page.get_by_role("button", name=form_shown.START_AGAIN).click()
    expect(page.locator(".sp-outcome")).to_have_count(0)
    expect(radio(page, "Is it novel", "Not known")).to_be_checked()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_is_cut_off_on_the_narrowest_screen_and_nobody_is_shut_out(page: Page, app: str, scheme: str):
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": 320, "height": 640})
    opened(page, f"{app}/accounting_officer?novel=yes&major=yes&service=bill&liability=yes")
    page.locator(".sp-outcome").wait_for()
    fits(page, "[data-testid=stMain]")
    assert faults(page) == []
