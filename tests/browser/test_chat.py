"""The running app in Chromium, over the digest: what a reader sees, by mouse and by keyboard."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from assistant.screens import wording
from assistant.standing import OUR_SUMMARY
from tests.browser.running import READY_WITHIN, ask, running_app, tab_to, wait_until_ready

pytestmark = pytest.mark.browser

JOINT_PLAN = "Who is the accounting officer when three departments each pay for part of a joint plan?"


def test_a_first_start_shows_the_page_keeps_the_question_and_answers_it_when_ready(page: Page, fresh_data):
    with running_app(fresh_data) as fresh:
        page.goto(fresh)
        expect(page.get_by_role("heading", name="Signpost", level=1)).to_be_visible()
        content = page.get_by_test_id("stMainBlockContainer")
        expect(content.get_by_text(wording.LOADING)).to_be_visible()
        expect(page.get_by_role("progressbar")).to_be_visible()
        page.get_by_test_id("stChatInputTextArea").fill(JOINT_PLAN)
        page.keyboard.press("Enter")
        expect(content.get_by_text(wording.KEPT)).to_be_visible()
        expect(page.locator(".sp-answer")).to_contain_text("Box 7.3", timeout=READY_WITHIN)
        expect(page.get_by_text("Starter digest in use")).to_be_visible()


def test_an_example_is_answered_by_a_click_with_its_citation_and_the_digest_notice(page: Page, app: str):
    page.goto(app)
    wait_until_ready(page)
    page.get_by_role("button", name=JOINT_PLAN).click()
    answer = page.locator(".sp-answer")
    place = "HM Treasury, Managing Public Money (April 2026), Box 7.3"
    expect(answer.locator(".sp-reference").filter(has_text=place).first).to_be_visible()
    expect(answer.locator(".sp-notice.sp-digest")).to_contain_text(OUR_SUMMARY)
    official = answer.get_by_role("link", name="Open page 7").first
    expect(official).to_have_attribute("href", re.compile(r"^https://assets\.publishing\.service\.gov\.uk/.*#page=7\d$"))
    assert answer.locator("mark").count() >= 1
    expect(page.get_by_role("heading", name=JOINT_PLAN)).to_be_in_viewport()


def test_a_question_is_asked_and_its_source_reached_by_keyboard_alone(page: Page, app: str):
    page.goto(app)
    wait_until_ready(page)
    tab_to(page, "textarea")
    page.keyboard.type("Does a joint activity need a single accounting officer?")
    page.keyboard.press("Enter")
    page.locator(".sp-answer").wait_for()
    page.keyboard.press("Shift+Tab")
    tab_to(page, ".sp-marker", "Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".sp-sources > li:focus")).to_have_count(1)
    reached = page.locator(".sp-sources > li:focus .sp-reference").inner_text().strip()
    tab_to(page, ".sp-copy")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").filter(has_text="Reference copied")).to_have_count(1)
    assert page.evaluate("navigator.clipboard.readText()") == reached


def test_a_follow_up_is_read_together_with_the_question_before(page: Page, app: str):
    page.goto(app)
    wait_until_ready(page)
    ask(page, JOINT_PLAN)
    ask(page, "And what about model 4?")
    expect(page.get_by_text(wording.UNDERSTOOD)).to_be_visible()
    expect(page.locator(".sp-answer").last.locator(".sp-reference").filter(has_text="Box 7.3, Model 4").first).to_be_visible()
    expect(page.get_by_role("heading", name="And what about model 4?")).to_be_in_viewport()


def test_an_answer_is_announced_once(page: Page, app: str):
    page.add_init_script(
        """window.said = []; new MutationObserver(() => {
            const region = document.getElementById('signpost-status');
            if (region && region.textContent && region.textContent !== said.at(-1)) said.push(region.textContent);
        }).observe(document, {childList: true, subtree: true, characterData: true})"""
    )
    page.goto(app)
    wait_until_ready(page)
    ask(page, JOINT_PLAN)
    ask(page, "And what about model 4?")
    page.wait_for_timeout(500)
    said = page.evaluate("said")
    assert len(said) == 2
    assert said[0].startswith("Answered, with ")
    assert said[1].endswith("And what about model 4?")


def test_a_question_that_is_too_long_stays_in_the_box(page: Page, app: str):
    page.goto(app)
    wait_until_ready(page)
    ask(page, "why " * 2_500)
    expect(page.get_by_role("alert")).to_contain_text("2,000 is the most")
    expect(page.get_by_test_id("stChatInputTextArea")).to_have_value("why " * 2_500)
    ask(page, JOINT_PLAN)
    expect(page.locator(".sp-answer")).to_have_count(1)
    expect(page.get_by_role("alert")).to_have_count(0)


def test_html_and_markdown_that_are_typed_show_as_text(page: Page, app: str):
    dialogs = []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    page.goto(app)
    wait_until_ready(page)
    hostile = "<img src=x onerror=alert(1)><b>joint</b> **working** ![x](http://evil.test/x.png) <script>alert(2)</script>?"
    ask(page, hostile)
    expect(page.locator(".sp-question")).to_contain_text(hostile)
    assert page.locator(".sp-question :is(img, b, strong, script)").count() == 0
    assert dialogs == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_is_cut_off_on_the_narrowest_screen(page: Page, app: str, scheme: str):
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(app)
    wait_until_ready(page)
    ask(page, JOINT_PLAN)
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= 320
    ground = page.evaluate("getComputedStyle(document.querySelector('.sp-answer .sp-notice')).backgroundColor")
    assert (sum(int(part) for part in ground[4:-1].split(",")) < 3 * 128) == (scheme == "dark")
