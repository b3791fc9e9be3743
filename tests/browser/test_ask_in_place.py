"""From an answer to the page of its source, by mouse and by keyboard, over a small PDF of our own."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from assistant.screens import wording
from tests.browser.running import ask, running_app, wait_until_ready
from tests.browser.small_corpus import HOSTILE, MUST, TITLE, keep_small_corpus

pytestmark = pytest.mark.browser

QUESTION = "Who is the accounting officer when several departments share a joint plan?"


@pytest.fixture(scope="module")
def small_app(tmp_path_factory) -> Iterator[str]:
    data = tmp_path_factory.mktemp("small")
    keep_small_corpus(data)
    with running_app(data) as address:
        yield address


@pytest.fixture
def answered(page: Page, small_app: str) -> Page:
    page.goto(small_app)
    wait_until_ready(page)
    ask(page, QUESTION)
    return page


def test_a_chip_opens_the_page_with_the_words_marked_and_leads_back(answered: Page):
    chip = answered.get_by_role("button", name=re.compile(rf"^{TITLE}, 7\.5\.4\W+show it in its place$"))
    chip.click()
    dialog = answered.get_by_role("dialog", name=wording.IN_PLACE)
    picture = dialog.get_by_role("img", name=f"Page 2 of {TITLE} as it is printed, with the words of the answer marked")
    expect(picture).to_be_visible()
    assert picture.evaluate("image => image.naturalWidth") > 800
    assert _yellow(picture) > 2_000
    expect(dialog.locator("mark")).to_contain_text(MUST)
    expect(dialog.get_by_text("Page 2 of 3", exact=True)).to_be_visible()
    answered.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(chip).to_be_focused()


def test_pages_are_turned_and_each_is_announced_and_there_in_words(answered: Page):
    answered.get_by_role("button", name="Show page 2, the words marked").first.click()
    dialog = answered.get_by_role("dialog")
    status = answered.locator("#signpost-status")
    expect(status).to_have_text("Page 2 of 3, with the words of the answer marked")
    assert status.evaluate("region => !!region.closest('[role=dialog]')")
    dialog.get_by_role("button", name=wording.PAGE_AFTER).click()
    expect(status).to_have_text("Page 3 of 3")
    expect(dialog.get_by_role("button", name=wording.PAGE_AFTER)).to_be_disabled()
    dialog.get_by_text(wording.WORDS_OF_PAGE.format(page=3)).click()
    expect(dialog.get_by_text("settle their quarrels")).to_be_visible()
    dialog.get_by_role("button", name=wording.PAGE_CITED.format(page=2)).click()
    expect(status).to_have_text("Page 2 of 3, with the words of the answer marked")
    dialog.get_by_role("button", name="Close").click()
    ask(answered, "Who settles quarrels over the joint plan?")
    expect(answered.locator("#signpost-status")).to_contain_text("Who settles quarrels")


def test_the_keyboard_alone_opens_turns_and_closes_and_never_leaves_the_dialog(answered: Page):
    chip = answered.locator(".sp-chip").first
    _press_until(answered, "Shift+Tab", "element => element.matches('.sp-statement .sp-chip')")
    answered.keyboard.press("Enter")
    dialog = answered.get_by_role("dialog")
    expect(dialog.get_by_role("img")).to_be_visible()
    _press_until(answered, "Tab", "element => element.innerText === 'Page after'")
    answered.keyboard.press("Enter")
    expect(dialog.get_by_role("group", name="Page 3 of 3")).to_be_visible()
    for _ in range(14):
        answered.keyboard.press("Tab")
        assert answered.evaluate("!!document.activeElement.closest('[role=dialog]')")
    answered.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(chip).to_be_focused()


def test_the_picture_is_scrolled_by_keyboard_and_begins_at_the_mark(answered: Page):
    answered.set_viewport_size({"width": 1280, "height": 700})
    answered.locator(".sp-chip").first.click()
    picture = answered.locator(".sp-picture")
    expect(picture).to_be_visible()
    assert picture.evaluate("box => box.scrollTop") > 0
    _press_until(answered, "Tab", "element => element.matches('.sp-picture')")
    outline = picture.evaluate("box => getComputedStyle(box).outlineStyle + getComputedStyle(box).outlineWidth")
    assert outline == "solid3px"
    before = picture.evaluate("box => box.scrollTop")
    answered.keyboard.press("End")
    answered.wait_for_function("before => document.querySelector('.sp-picture').scrollTop > before", arg=before)


def test_html_in_a_document_shows_as_text_in_answer_and_dialog(page: Page, small_app: str):
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.message), dialog.dismiss()))
    page.goto(small_app)
    wait_until_ready(page)
    ask(page, "How may a department mark its part of the joint plan?")
    expect(page.locator(".sp-answer")).to_contain_text(HOSTILE)
    page.locator(".sp-chip").first.click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_text(wording.WORDS_OF_PAGE.format(page=2)).click()
    expect(dialog.locator("details")).to_contain_text(HOSTILE)
    assert page.locator("main :is(.sp-answer, [role=dialog]) :is(b, script, img:not(.sp-picture img))").count() == 0
    assert page.locator("[role=dialog] img").count() == 1
    assert asked == []


@pytest.mark.parametrize("width", [390, 320])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_on_a_small_screen_nothing_is_cut_off_and_the_words_come_first(page: Page, small_app: str, scheme: str, width: int):
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 640})
    page.goto(small_app)
    wait_until_ready(page)
    ask(page, QUESTION)
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= width
    page.locator(".sp-chip").first.click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("img")).to_be_visible()
    assert dialog.evaluate("box => box.scrollWidth") <= width
    words, print_ = (dialog.locator(place).bounding_box() for place in ("mark", ".sp-picture"))
    assert words["y"] < print_["y"]
    for place in ("p.sp-note >> nth=0", ".sp-ways a >> nth=0", ".sp-reference", "mark"):
        assert _contrast(dialog.locator(place)) >= 4.5, place


def test_a_chip_that_a_page_makes_up_opens_nothing(answered: Page):
    for name in ("../../etc/passwd", "1-99", "999999-1", "<b>"):
        answered.evaluate(
            """name => { const chip = document.createElement('button'); chip.dataset.opens = name;
            document.body.append(chip); chip.click(); chip.remove(); }""",
            name,
        )
    answered.wait_for_timeout(1_000)
    assert answered.get_by_role("dialog").count() == 0
    answered.locator(".sp-chip").first.click()
    expect(answered.get_by_role("dialog")).to_be_visible()


def test_another_page_is_announced_and_the_answer_is_not_announced_again_on_the_way_back(answered: Page):
    status = answered.locator("#signpost-status")
    expect(status).to_contain_text("Answered, with 1 source")
    answered.get_by_role("link", name="Where to go", exact=True).click()
    expect(answered.get_by_role("heading", level=1)).to_have_text("Where to go")
    expect(status).to_have_text("Where to go")
    answered.get_by_role("link", name="Ask", exact=True).click()
    expect(answered.locator(".sp-answer")).to_be_visible()
    expect(status).to_have_text("Signpost")
    answered.wait_for_timeout(500)
    expect(status).to_have_text("Signpost")
    answered.locator(".sp-chip").first.click()
    expect(answered.get_by_role("dialog").get_by_role("img")).to_be_visible()


def test_the_library_opens_at_the_paragraph(answered: Page):
    with answered.context.expect_page() as opened:
        answered.locator(".sp-sources > li").first.get_by_role("link", name=wording.IN_LIBRARY).click()
    library = opened.value
    expect(library.get_by_role("heading", level=1)).to_have_text("Library")
    expect(library.locator("[data-arrive]")).to_contain_text(MUST)
    expect(answered.locator(".sp-answer")).to_be_visible()


def test_the_official_page_and_the_library_open_in_tabs_of_their_own(answered: Page):
    source = answered.locator(".sp-sources > li").first
    library = source.get_by_role("link", name=wording.IN_LIBRARY)
    expect(library).to_have_attribute("href", "library?source=hmt-managing-public-money&para=7.5.4")
    expect(library).to_have_attribute("target", "_blank")
    official = source.get_by_role("link", name=wording.OFFICIAL_PAGE.format(page=2))
    expect(official).to_have_attribute("href", re.compile(r"^https://assets\.publishing\.service\.gov\.uk/.*#page=2$"))


def _yellow(picture) -> int:
    """Pixels of the picture that are marked."""
    return picture.evaluate(
        """image => {
            const canvas = document.createElement('canvas');
            canvas.width = image.naturalWidth; canvas.height = image.naturalHeight;
            const context = canvas.getContext('2d');
            context.drawImage(image, 0, 0);
            const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
            let count = 0;
            for (let at = 0; at < data.length; at += 4) if (data[at] > 230 && data[at + 1] > 210 && data[at + 2] < 140) count += 1;
            return count;
        }"""
    )


def _contrast(place) -> float:
    """Of the text's colour with the nearest ground behind it, as WCAG counts it."""
    return place.evaluate(
        """element => {
            const parts = (colour) => {
                const context = Object.assign(document.createElement('canvas'), { width: 1, height: 1 }).getContext('2d');
                context.fillStyle = colour; context.fillRect(0, 0, 1, 1);
                return [...context.getImageData(0, 0, 1, 1).data];
            };
            const light = ([r, g, b]) => {
                const [x, y, z] = [r, g, b].map((c) => c / 255).map((c) => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
                return 0.2126 * x + 0.7152 * y + 0.0722 * z;
            };
            let ground = element;
            while (ground && parts(getComputedStyle(ground).backgroundColor)[3] < 255) ground = ground.parentElement;
            const both = [getComputedStyle(element).color, getComputedStyle(ground).backgroundColor].map(parts).map(light);
            return (Math.max(...both) + 0.05) / (Math.min(...both) + 0.05);
        }"""
    )


def _press_until(page: Page, key: str, is_there: str) -> None:
    for _ in range(60):
        if page.evaluate(f"({is_there})(document.activeElement)"):
            return
        page.keyboard.press(key)
    raise AssertionError(f"Not reached with {key}: {is_there}")
