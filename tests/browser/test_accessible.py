"""The checks themselves, on small pages that are right and that are wrong."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from assistant.screens.known_barriers import Excused
from tests.browser.accessible import barriers, cut_off, headings_astray, keyboard_troubles, open_everything, spoken, still_needed

pytestmark = pytest.mark.browser

FOCUS = "<style>:focus-visible { outline: 3px solid red }</style>"
RIGHT = f"""{FOCUS}<main data-testid="stMain"><h1>Till</h1><h2>Coins</h2><a href="#a">Count them</a>
<label><input type="radio" name="who" checked> Larger body</label> <label><input type="radio" name="who"> Smaller body</label>
<details><summary>More</summary><button>Lock it</button></details></main>"""


def test_a_page_that_is_right_has_nothing_wrong(page: Page):
    show(page, RIGHT)
    assert [barriers(page), headings_astray(page), keyboard_troubles(page), cut_off(page)] == [[], [], [], []]
    open_everything(page)
    assert keyboard_troubles(page) == []


def test_axe_finds_a_picture_without_words_unless_it_is_excused(page: Page):
    show(page, RIGHT.replace("</main>", '<p class="coin"><img src="data:," width="40" height="40"></p></main>'))
    assert [line.split(":")[0] for line in barriers(page)] == ["image-alt"]
    excuse = Excused(
        rule="image-alt", selector=".coin", page="ask", criterion="1.1.1", what="A coin.", why="A test.", instead="-"
    )
    assert barriers(page, excused=(excuse,)) == []
    assert len(barriers(page, excused=(excuse.model_copy(update={"selector": ".note"}),))) == 1
    assert len(barriers(page, excused=(excuse.model_copy(update={"rule": "label"}),))) == 1
    assert still_needed(page, excuse)
    show(page, RIGHT)
    assert not still_needed(page, excuse)


def test_axe_finds_targets_that_are_too_small(page: Page):
    show(
        page,
        RIGHT
        + '<button style="width:9px;height:9px;padding:0">a</button><button style="width:9px;height:9px;padding:0">b</button>',
    )
    assert {line.split(":")[0] for line in barriers(page)} == {"target-size"}


@pytest.mark.parametrize(
    ("headings", "wrong"),
    [
        ("<h1>Till</h1><h3>Coins</h3>", ["level 3 after level 1: Coins"]),
        ("<h2>Till</h2>", ["headings of level 1: []"]),
        ("<h1>Till</h1><h1>Coins</h1>", ["headings of level 1: ['Till', 'Coins']"]),
        ("<h1>Till</h1><h2> </h2>", ["empty heading of level 2"]),
        ("<h1>Till</h1><h2>A</h2><h3>B</h3><h2>C</h2><h4 style='display:none'>D</h4>", []),
    ],
)
def test_headings_that_skip_a_level_or_lack_one_are_named(page: Page, headings: str, wrong: list[str]):
    show(page, headings)
    assert headings_astray(page) == wrong


def test_what_tab_does_not_reach_is_named(page: Page):
    show(page, RIGHT.replace("<details>", '<button tabindex="-1">Count anew</button><details>'))
    assert keyboard_troubles(page) == ["not reached by Tab: button “Count anew”"]


def test_a_focus_that_cannot_be_seen_is_named(page: Page):
    show(page, RIGHT.replace("<details>", '<button style="outline: none">Count anew</button><details>'))
    assert keyboard_troubles(page) == ["focus not seen on button “Count anew”"]


def test_a_button_that_is_clear_as_glass_while_it_has_the_focus_is_named(page: Page):
    show(page, RIGHT.replace("<details>", '<div style="opacity: 0"><button>Count anew</button></div><details>'))
    assert keyboard_troubles(page) == ["focus not seen on button “Count anew”"]


def test_what_is_covered_while_it_has_the_focus_is_named(page: Page):
    bar = '<div style="position:fixed;top:0;left:0;width:100%;height:70%;background:white">Bar</div>'
    show(page, RIGHT + bar + '<div style="height:3000px"></div>')
    assert "covered while it has the focus: a “Count them”" in keyboard_troubles(page)


def test_what_stands_out_at_the_right_is_named_unless_it_scrolls_by_itself(page: Page):
    show(page, RIGHT.replace("<details>", '<p style="width:3000px">Long</p><details>'))
    assert cut_off(page) == ["stands out at the right: p."]
    show(page, RIGHT.replace("<details>", '<div style="overflow-x:auto"><p style="width:3000px">Long</p></div><details>'))
    assert cut_off(page) == []


def test_what_a_live_region_says_is_read_from_the_accessibility_tree(page: Page):
    show(page, '<main>Till</main><div role="status">Counted</div><div role="status" style="display:none">Unheard</div>')
    assert spoken(page) == [("status", "Counted")]


def show(page: Page, body: str) -> None:
    page.set_content(f"<!doctype html><html lang='en'><title>Till</title><body>{body}</body></html>")


def test_the_contrast_of_what_has_to_be_scrolled_to_is_looked_at_too(page: Page):
    pale = '<div style="height:3000px"></div><p style="color:#ccc;background:#fff">Pale</p>'
    scrolled = f'<main data-testid="stMain" style="height:100vh;overflow:auto"><h1>Till</h1>{pale}</main>'
    show(page, scrolled)
    assert [line.split(":")[0] for line in barriers(page)] == ["color-contrast"]
    assert page.viewport_size == {"width": 1280, "height": 900}
