"""Feedback and kept conversations in the running app, by mouse and by keyboard."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from assistant.database import conversations as rows
from assistant.database import open_database
from assistant.feedback import FeedbackBook
from assistant.screens import feedback_shown
from assistant.screens import keeping_wording as wording
from assistant.screens.wording import NEW_CONVERSATION
from tests.browser.accessible import wait_until_drawn
from tests.browser.running import ask, press_until_checked, running_app, tab_to, wait_until_ready

pytestmark = pytest.mark.browser

QUESTION = "Who is the accounting officer when three departments each pay for part of a joint plan?"
HOSTILE = "<img src=x onerror=alert(1)> **bold** [a](javascript:alert(3)) ![](http://evil.test/x.png) ‮"
KEPT = re.compile(r"\?conversation=[\w-]{32}$")


@pytest.fixture
def answered(page: Page, app: str) -> Page:
    page.goto(app)
    wait_until_ready(page)
    ask(page, QUESTION)
    return page


@pytest.fixture
def book(app_data: Path) -> FeedbackBook:
    return FeedbackBook(open_database(f"sqlite:///{app_data / 'kept' / 'signpost.sqlite'}"))


def choose(page: Page, name: str) -> None:
    """Clicks the radio button, box or switch of that name, by its label as people do."""
    wait_until_drawn(page)  # a click on what is just drawn anew is lost
    page.locator("label", has=page.get_by_text(name, exact=True)).last.click()


def _keep(page: Page) -> str:
    choose(page, wording.SWITCH)
    page.wait_for_url(KEPT)
    return page.url


def test_a_thumb_down_is_given_and_explained_by_mouse(answered: Page, book: FeedbackBook):
    choose(answered, feedback_shown.NO)
    choose(answered, "Out of date")
    answered.get_by_role("textbox", name=feedback_shown.COMMENT).fill(HOSTILE)
    answered.get_by_role("button", name=feedback_shown.SEND, exact=True).click()
    expect(answered.locator(".sp-said")).to_have_text(feedback_shown.THANKS_MORE)
    expect(answered.locator("#signpost-status")).to_have_text(feedback_shown.THANKS_MORE)  # a screen reader hears it too
    said = book.everything()[-1]
    assert (said.question, said.helpful, said.reason, said.comment) == (QUESTION, False, "out of date", HOSTILE)
    assert said.editions and said.cited and said.hits
    answered.get_by_role("button", name=feedback_shown.TAKE_BACK).click()
    expect(answered.locator(".sp-said")).to_have_text(feedback_shown.TAKEN_BACK)
    assert said not in book.everything()


def test_the_same_thanks_for_a_second_answer_is_heard_too(answered: Page):
    heard = answered.locator("#signpost-status")
    choose(answered, feedback_shown.YES)
    expect(heard).to_have_text(feedback_shown.THANKS)
    ask(answered, "And what about model 4?")
    expect(heard).not_to_have_text(feedback_shown.THANKS)
    choose(answered, feedback_shown.YES)
    expect(answered.locator(".sp-said")).to_have_count(2)
    expect(heard).to_have_text(feedback_shown.THANKS)


def test_a_thumb_is_given_changed_and_explained_by_keyboard_alone(answered: Page, book: FeedbackBook):
    before = len(book.everything())
    tab_to(answered, ".sp-copy", "Shift+Tab")
    tab_to(answered, "input[type=radio]")
    press_until_checked(answered, "Space", answered.get_by_role("radio", name=feedback_shown.YES))
    expect(answered.locator(".sp-said")).to_have_text(feedback_shown.THANKS)
    wait_until_drawn(answered)
    press_until_checked(answered, "ArrowRight", answered.get_by_role("radio", name=feedback_shown.NO))
    expect(answered.get_by_text(feedback_shown.WHY)).to_be_visible()
    expect(answered.get_by_role("button", name=feedback_shown.SEND, exact=True)).to_be_visible()  # so the whole form is there
    wait_until_drawn(answered)
    assert answered.evaluate("document.activeElement.type") == "radio"  # what was drawn anew did not take the focus away
    answered.keyboard.press("Tab")
    press_until_checked(answered, "Space", answered.get_by_role("radio", name="Wrong paragraph"))
    answered.keyboard.press("Tab")
    answered.keyboard.type("It should be 7.6.2.")
    tab_to(answered, "button[kind=secondaryFormSubmit]")
    answered.keyboard.press("Enter")
    expect(answered.locator(".sp-said")).to_have_text(feedback_shown.THANKS_MORE)
    assert len(book.everything()) == before + 1
    said = book.everything()[-1]
    assert (said.helpful, said.reason, said.comment) == (False, "wrong paragraph", "It should be 7.6.2.")


def test_nothing_is_kept_until_the_switch_is_on_and_then_the_address_leads_back(answered: Page, app: str, app_data: Path):
    count = _kept_count(app_data)
    assert answered.url.rstrip("/") == app
    address = _keep(answered)
    assert _kept_count(app_data) == count + 1
    ask(answered, "And what about model 4?")
    wait_until_drawn(answered)  # it is kept once it has been shown
    answered.goto("about:blank")
    answered.goto(address)
    wait_until_ready(answered)
    expect(answered.locator(".sp-question")).to_have_count(2)
    expect(answered.locator(".sp-answer").last).to_contain_text("Model 4")
    expect(answered.get_by_text("It was given on").first).to_be_visible()
    expect(answered.get_by_role("switch", name=wording.SWITCH)).to_be_checked()
    choose(answered, wording.SWITCH)
    expect(answered.get_by_text(wording.IS_NOT_KEPT)).to_be_visible()
    assert _kept_count(app_data) == count
    answered.goto(address)
    expect(answered.get_by_text(wording.NOT_THERE)).to_be_visible()


def test_a_conversation_is_kept_listed_opened_and_deleted_by_keyboard_alone(answered: Page, app_data: Path):
    count = _kept_count(app_data)
    tab_to(answered, ".st-key-keep input", "Shift+Tab")
    answered.keyboard.press("Space")
    answered.wait_for_url(KEPT)
    _press(answered, NEW_CONVERSATION, "Shift+Tab")
    expect(answered.locator(".sp-answer")).to_have_count(0)
    _unfold(answered)
    _press(answered, wording.OPEN.format(number=1))
    expect(answered.locator(".sp-question")).to_contain_text(QUESTION)
    _unfold(answered)
    _press(answered, wording.DELETE.format(number=1))
    expect(answered.get_by_text(wording.IS_NOT_KEPT)).to_be_visible()
    expect(answered.get_by_text("Kept conversations")).to_have_count(0)
    assert _kept_count(app_data) == count


def test_all_kept_conversations_are_deleted_after_a_question_back(answered: Page, app_data: Path):
    count = _kept_count(app_data)
    _keep(answered)
    answered.get_by_role("button", name=NEW_CONVERSATION).click()
    expect(answered.locator(".sp-answer")).to_have_count(0)
    ask(answered, QUESTION)
    _keep(answered)
    answered.get_by_text(wording.LISTED.format(count=2)).click()
    expect(answered.get_by_role("button", name=wording.DELETE_ALL)).to_be_disabled()
    choose(answered, wording.SURE)
    answered.get_by_role("button", name=wording.DELETE_ALL).click()
    expect(answered.get_by_text("Kept conversations")).to_have_count(0)
    assert _kept_count(app_data) == count


def test_another_browser_sees_nothing_of_what_is_kept_unless_it_knows_the_address(answered: Page, app: str, browser):
    address = _keep(answered)
    other = browser.new_context().new_page()
    other.goto(app)
    wait_until_ready(other)
    expect(other.get_by_text("Kept conversations")).to_have_count(0)
    other.goto(f"{app}/?conversation={'x' * 32}")
    expect(other.get_by_text(wording.NOT_THERE)).to_be_visible()
    other.goto(address)
    expect(other.locator(".sp-question")).to_contain_text(QUESTION)
    other.context.close()


def test_a_conversation_is_taken_away_as_markdown_and_as_json(answered: Page, tmp_path: Path):
    for button, file in ((wording.MARKDOWN, "conversation.md"), (wording.JSON, "conversation.json")):
        with answered.expect_download() as download:
            answered.get_by_role("button", name=button).click()
        assert download.value.suggested_filename == file
        download.value.save_as(tmp_path / file)
    assert "## 1" in (tmp_path / "conversation.md").read_text()
    told = json.loads((tmp_path / "conversation.json").read_text())
    assert told["answers"][0]["question"] == QUESTION


def test_keeping_is_not_offered_where_others_reach_the_page(page: Page, app: str, app_data: Path):
    with running_app(app_data, "--server.address=0.0.0.0") as shared:
        page.goto(shared)
        wait_until_ready(page)
        ask(page, QUESTION)
        expect(page.get_by_role("button", name=wording.JSON)).to_be_visible()
        expect(page.get_by_role("switch", name=wording.SWITCH)).to_have_count(0)


def test_nothing_that_was_asked_stands_in_what_the_app_prints(app: str, app_data: Path, page: Page, tmp_path: Path):
    asked = "Whose budget pays for the zebras of a joint programme?"
    log = tmp_path / "log"
    broken = tmp_path / "no database.sqlite"
    broken.write_text("This is no database. " * 100)
    with log.open("w") as printed, running_app(app_data, printed=printed, SIGNPOST_DATABASE_URL=f"sqlite:///{broken}") as noisy:
        page.goto(noisy)
        wait_until_ready(page)
        ask(page, asked)
        choose(page, feedback_shown.YES)
        expect(page.get_by_role("alert")).to_contain_text("file is not a database")
        choose(page, wording.SWITCH)
        expect(page.get_by_role("alert")).to_have_count(2)
        expect(page.get_by_role("switch", name=wording.SWITCH)).not_to_be_checked()
    assert "could not be kept" in log.read_text()
    assert "zebras" not in log.read_text()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 390])
def test_nothing_of_it_is_cut_off_on_a_narrow_screen(answered: Page, scheme: str, width: int):
    answered.emulate_media(color_scheme=scheme)
    answered.set_viewport_size({"width": width, "height": 640})
    choose(answered, feedback_shown.NO)
    expect(answered.get_by_text(feedback_shown.WHY)).to_be_visible()
    _keep(answered)
    answered.get_by_text("Kept conversations").click()
    expect(answered.get_by_role("button", name=wording.DELETE_ALL)).to_be_visible()
    assert answered.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= width


def _unfold(page: Page) -> None:
    tab_to(page, "[data-testid=stExpander] summary")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name=wording.DELETE_ALL)).to_be_visible()


def _press(page: Page, name: str, key: str = "Tab") -> None:
    """Reaches the button of that name by keyboard and presses it."""
    for _ in range(60):
        if page.evaluate("document.activeElement.innerText.trim()") == name:
            page.keyboard.press("Enter")
            return
        page.keyboard.press(key)
    raise AssertionError(f"{name} was not reached with {key}")


def _kept_count(app_data: Path) -> int:
    return open_database(f"sqlite:///{app_data / 'kept' / 'signpost.sqlite'}").count(rows)
