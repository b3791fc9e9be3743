"""The self-assessment's page in Chromium, over the digest."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import docx
import pytest
from playwright.sync_api import Locator, Page, expect

from assistant.helpers.saved_assessment import to_json
from assistant.helpers.self_assessment import from_answers, questions
from assistant.screens import self_assessment_wording as wording
from tests.browser.accessible import faults
from tests.browser.running import READY_WITHIN, download, tab_to

pytestmark = pytest.mark.browser
DROP_ZONE = ("presentation-role-conflict",)  # the place to drop files on is Streamlit's; the rule is one of the least weight

ANSWER, PROFILE, FILES = wording.TABS
HOSTILE = "<img src=x onerror=alert(1)> **bold** <script>alert(2)</script>"
OVERFLOW = "document.querySelector('[data-testid=stMain]').scrollWidth"


def test_what_is_answered_is_profiled_saved_reopened_and_compared(page: Page, app: str, tmp_path: Path):
    opened(page, app)
    fill(page, wording.PROGRAMME, "Youth hubs")
    choose(page, "goals", "No")
    choose(page, "progress", "Partly")
    page.get_by_text(wording.NOTE_AND_EVIDENCE.format(name="Shared goals")).click()
    fill(page, wording.NOTE.format(name="Shared goals"), HOSTILE)
    expect(page.get_by_text("Answered: 2 of 5 in this part, 2 of 41 in all.")).to_be_visible()
    to_tab(page, PROFILE)
    expect(page.get_by_role("heading", name="Gaps, the widest first (2)")).to_be_visible()
    expect(page.locator(".sp-gap h3").first).to_have_text("Shared goals")
    expect(page.locator(".sp-gap").first).to_contain_text(HOSTILE)
    assert page.locator(".sp-typed :is(img, strong + strong, script)").count() == 0
    to_tab(page, FILES)
    saved = download(page, wording.SAVE_FILE, tmp_path)
    assert saved.name.startswith("self-assessment-youth-hubs-")
    content = json.loads(saved.read_text())
    assert {name: one["answer"] for name, one in content["answers"].items()} == {"goals": "no", "progress": "partly"}

    opened(page, app)
    choose(page, "goals", "Yes")
    to_tab(page, FILES)
    attach(page, wording.COMPARE_FILES, saved)
    expect(page.get_by_text("Shared goals: was no, now yes (better)")).to_be_visible()
    attach(page, wording.REOPEN_FILE, saved)
    expect(page.locator(".sp-notice").filter(has_text="Reopened: Youth hubs")).to_be_visible()
    to_tab(page, ANSWER)
    expect(asked(page, "goals").get_by_role("radio", name="No", exact=True)).to_be_checked()
    expect(page.get_by_label(wording.PROGRAMME)).to_have_value("Youth hubs")


def test_the_word_file_holds_the_profile_and_the_gaps_with_their_footnotes(page: Page, app: str, tmp_path: Path):
    opened(page, app)
    choose(page, "leadership", "No")
    to_tab(page, FILES)
    word = docx.Document(str(download(page, wording.SAVE_WORD, tmp_path)))
    text = [paragraph.text for paragraph in word.paragraphs]
    assert "Gaps, the widest first (1)" in text
    assert "Leadership: no" in text
    assert len(word.inline_shapes) == 1


def test_a_broken_file_gives_its_reason_and_leaves_the_answers(page: Page, app: str, tmp_path: Path):
    opened(page, app)
    choose(page, "goals", "Yes")
    to_tab(page, FILES)
    broken = tmp_path / "broken.json"
    broken.write_bytes(to_json(from_answers({"goals": "no"}, made_on=date(2026, 11, 25))).encode()[:-30])
    attach(page, wording.REOPEN_FILE, broken)
    expect(page.get_by_role("alert").filter(has_text="not JSON, or it is damaged")).to_be_visible()
    to_tab(page, ANSWER)
    expect(asked(page, "goals").get_by_role("radio", name="Yes", exact=True)).to_be_checked()


def test_the_form_the_profile_and_a_paragraph_are_reached_by_keyboard_alone(page: Page, app: str):
    opened(page, app)
    asked(page, "goals").get_by_role("radio", name="Not yet answered").focus()
    page.keyboard.press("ArrowUp")
    expect(asked(page, "goals").get_by_role("radio", name="No", exact=True)).to_be_checked()
    expect(page.get_by_text("Answered: 1 of 5")).to_be_visible()
    page.get_by_role("tab", name=ANSWER, exact=True).focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Gaps, the widest first (1)").wait_for()
    tab_to(page, ".sp-gap summary")
    page.keyboard.press("Enter")
    expect(page.locator(".sp-gap details[open] .sp-reference").first).to_contain_text("paragraph 1.8")
    expect(page.locator(".sp-gap details[open]").get_by_role("link", name="Library").first).to_have_attribute(
        "href", "library?source=nao-cross-government-2023&para=1.8"
    )


def test_reopening_is_announced_once(page: Page, app: str, tmp_path: Path):
    page.add_init_script(
        """window.said = []; new MutationObserver(() => {
            const region = document.getElementById('signpost-status');
            if (region && region.textContent && region.textContent !== said.at(-1)) said.push(region.textContent);
        }).observe(document, {childList: true, subtree: true, characterData: true})"""
    )
    opened(page, app)
    to_tab(page, FILES)
    saved = tmp_path / "saved.json"
    saved.write_text(to_json(from_answers({"goals": "no"}, made_on=date(2026, 11, 25), programme="Youth hubs")))
    attach(page, wording.REOPEN_FILE, saved)
    expect(page.locator(".sp-notice").filter(has_text="Reopened: Youth hubs")).to_be_visible()
    page.wait_for_timeout(800)
    assert [words for words in page.evaluate("said") if "Reopened" in words] == ["Reopened: Youth hubs, 25/11/2026, 1 answers."]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_known_shuts_anybody_out_and_nothing_is_cut_off(page: Page, app: str, scheme: str, tmp_path: Path):
    page.emulate_media(color_scheme=scheme)
    opened(page, app)
    choose(page, "goals", "No")
    choose(page, "progress", "Partly")
    choose(page, "resources", "Yes")
    saved = tmp_path / "saved.json"
    saved.write_text(to_json(from_answers(dict.fromkeys(questions(), "partly"), made_on=date(2026, 4, 1))))
    for tab in (ANSWER, PROFILE, FILES):
        to_tab(page, tab)
        if tab == FILES:
            attach(page, wording.COMPARE_FILES, saved)
            page.get_by_role("heading", name="Worse than before").wait_for()
        assert faults(page, streamlits=DROP_ZONE) == []
        page.set_viewport_size({"width": 320, "height": 640})
        page.wait_for_timeout(300)
        assert page.evaluate(OVERFLOW) <= 320
        assert faults(page, streamlits=DROP_ZONE) == []
        page.set_viewport_size({"width": 1280, "height": 900})


def test_the_profile_is_a_table_to_who_hears_it_on_the_narrowest_screen_too(page: Page, app: str):
    opened(page, app)
    choose(page, "goals", "No")
    to_tab(page, PROFILE)
    table = page.get_by_role("table", name=wording.PROFILE_CAPTION)
    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 800})
        expect(table.get_by_role("rowheader")).to_have_count(7)
        row = table.get_by_role("row").filter(has=page.get_by_role("rowheader", name="All parts"))
        expect(row.get_by_role("cell")).to_have_count(4)
        expect(row.get_by_role("cell").nth(2)).to_contain_text("1")
    bar = page.locator(".sp-bar").first.locator("span")
    assert [one.inner_text() for one in bar.all()] == ["1", "4"]
    widths = [one.bounding_box()["width"] for one in bar.all()]
    assert 3 < widths[1] / widths[0] < 5


def opened(page: Page, app: str) -> None:
    page.goto(f"{app}/self_assessment")
    page.get_by_role("heading", name="1. Shared goals").wait_for(timeout=READY_WITHIN)
    page.locator(".sp-grounds").first.wait_for(timeout=READY_WITHIN)


def asked(page: Page, question_id: str) -> Locator:
    return page.get_by_role("radiogroup", name=questions()[question_id].line.says)


def choose(page: Page, question_id: str, answer: str) -> None:
    asked(page, question_id).get_by_text(answer, exact=True).click()
    expect(asked(page, question_id).get_by_role("radio", name=answer, exact=True)).to_be_checked()
    settled(page)


def fill(page: Page, label: str, text: str) -> None:
    page.get_by_label(label).fill(text)
    page.get_by_label(label).blur()
    settled(page)


def to_tab(page: Page, name: str) -> None:
    page.get_by_role("tab", name=name, exact=True).click()
    settled(page)


def attach(page: Page, label: str, file: Path) -> None:
    page.get_by_test_id("stFileUploader").filter(has_text=label).locator("input[type=file]").set_input_files(file)
    settled(page)


def settled(page: Page) -> None:
    """Until the page has been drawn with what was last done."""
    page.wait_for_timeout(150)
    page.wait_for_function("document.querySelector('[data-test-script-state=\"notRunning\"]')")
