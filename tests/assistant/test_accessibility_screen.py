"""The accessibility statement says what is known, and no more."""

from __future__ import annotations

import re

from axe_playwright_python.base import AXE_SCRIPT
from streamlit.testing.v1 import AppTest

from assistant.screens.accessibility import AXE, NOT_TRIED, statement_html
from assistant.screens.known_barriers import BARRIERS, Barrier, Excused
from assistant.screens.wording import PAGES

EXCUSE = Excused(
    criterion="1.1.1 Non-text content (A)",
    what="A <coin> has no name.",
    why="It is the mint's.",
    instead="Weigh it.",
    rule="image-alt",
    selector=".coin > img",
    page="library",
)


def test_the_page_shows_the_statement():
    page = AppTest.from_function(_show).run()
    assert not page.exception
    shown = "".join(part.proto.body for part in page.get("html"))
    assert NOT_TRIED in shown
    assert all(barrier.criterion in shown for barrier in BARRIERS)


def test_what_is_excused_is_shown_with_its_rule_and_its_selector_as_text():
    shown = statement_html((EXCUSE,))
    assert "A &lt;coin&gt; has no name." in shown
    assert "Rule of axe: image-alt, for .coin &gt; img." in shown
    assert "but for those below" in shown
    assert "but for those below" not in statement_html(())


def test_the_version_of_axe_that_is_named_is_the_one_that_tests():
    assert re.search(r"axe v([\d.]+)", AXE_SCRIPT)[1] == AXE


def test_each_barrier_names_its_criterion_and_level_and_each_excuse_a_page_of_the_menu():
    menu = {module for pages in PAGES.values() for module in pages}
    for barrier in BARRIERS:
        assert all(re.fullmatch(r"\d\.\d\.\d+ [\w ,/-]+ \(A{1,2}\)", part) for part in re.split(r"(?<=\)), ", barrier.criterion))
        assert not isinstance(barrier, Excused) or barrier.page in menu


def test_a_barrier_says_what_to_do_meanwhile():
    barrier = Barrier(criterion="4.1.3 Status messages (AA)", what="Silence.", why="Nobody spoke.", instead="Look.")
    assert "<dt>Meanwhile</dt><dd>Look.</dd>" in statement_html((barrier,))


def _show() -> None:
    from assistant.screens import accessibility

    accessibility.show()
