"""The crib sheet's page in Chromium, over the digest."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import docx
import pytest
from playwright.sync_api import Page, expect

from assistant.helpers.crib_sheet import DRAFT
from assistant.screens import crib_sheet_wording as wording
from tests.browser.accessible import faults
from tests.browser.running import READY_WITHIN, download

pytestmark = pytest.mark.browser
DROP_ZONE = ("presentation-role-conflict",)  # the place to drop files on is Streamlit's; the rule is one of the least weight

ADDRESS = "crib_sheet?money=several&shape=programme&several=yes&novel=yes"


def test_the_sheet_of_a_chosen_model_is_read_and_saved_as_word_and_markdown(page: Page, app: str, tmp_path: Path):
    opened(page, app)
    page.get_by_label(wording.PROGRAMME).fill("Youth <b>hubs</b>")
    page.get_by_label(wording.PROGRAMME).blur()
    page.get_by_role("radiogroup", name=wording.MODEL).get_by_text("Model 4", exact=False).click()
    expect(page.get_by_role("heading", name="The sheet: Youth <b>hubs</b>")).to_be_visible()
    expect(page.locator(".sp-crib")).to_contain_text("An overall senior responsible owner")
    expect(page.locator(".sp-crib").get_by_role("heading", name="Treasury consent: arises")).to_be_visible()
    word = docx.Document(str(download(page, wording.SAVE_WORD, tmp_path)))
    assert word.sections[0].header.paragraphs[0].text == DRAFT
    assert word.paragraphs[1].text.startswith("Youth <b>hubs</b>, ")
    assert any(p.text.startswith("An overall senior responsible owner") for p in word.paragraphs)
    text = download(page, wording.SAVE_MARKDOWN, tmp_path).read_text()
    assert text.startswith("# Crib sheet for joint working: Youth \\<b\\>hubs\\</b\\>")
    assert "Box 7.3, Model 4, p. 78" in text


def test_a_paragraph_is_opened_and_the_model_chosen_by_keyboard_alone(page: Page, app: str):
    opened(page, app)
    page.get_by_role("radiogroup", name=wording.MODEL).get_by_role("radio", name="Not decided yet").focus()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_text("Chosen: Model 1: Collaboration.")).to_be_visible()
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('.sp-crib summary')"):
            break
    page.keyboard.press("Enter")
    expect(page.locator(".sp-crib details[open] .sp-reference")).to_contain_text("Box 7.3, Model 1, p. 77")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_known_shuts_anybody_out_and_nothing_is_cut_off(page: Page, app: str, scheme: str):
    page.emulate_media(color_scheme=scheme)
    opened(page, app)
    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 800})
        page.wait_for_timeout(300)
        assert faults(page, streamlits=DROP_ZONE) == []
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= 320
    levels = page.evaluate(
        "[...document.querySelectorAll('[data-testid=stMain] :is(h1, h2, h3, h4, h5)')].map(h => +h.tagName[1])"
    )
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def opened(page: Page, app: str) -> None:
    page.goto(f"{app}/{ADDRESS}")
    page.locator(".sp-crib .sp-grounds").first.wait_for(timeout=READY_WITHIN)
