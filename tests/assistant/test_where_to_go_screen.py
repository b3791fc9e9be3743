"""The page "Where to go": a need is chosen or words are typed, and what is old stands apart."""

from __future__ import annotations

from html import unescape
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from assistant.helpers.where_to_go import load_entries, load_needs
from assistant.screens import held
from assistant.screens import where_to_go as page
from assistant.screens import where_to_go_shown as shown
from tests.assistant.looking import html_of

pytestmark = pytest.mark.usefixtures("over_the_digest")

HOSTILE = "<img src=x onerror=alert(1)> **bold** hub"


def _page() -> None:
    from assistant.screens import where_to_go

    where_to_go.show()


def opened(**asked: str) -> AppTest:
    test = AppTest.from_function(_page, default_timeout=30)
    for name, value in asked.items():
        test.query_params[name] = value
    return test.run()


def test_the_page_opens_with_the_first_need_and_says_what_it_does_not_know():
    text = unescape(html_of(opened()))
    assert f"<h2>{load_needs()[0].title}</h2>" in text and shown.CAUTION in text
    assert "<h3>Joint-working hub</h3>" in text and "as at July 2023" in text
    assert text.index("Joint-working hub") < text.index(shown.HISTORIC) < text.index("<h3>Sure Start Unit</h3>")


def test_an_address_opens_a_need_and_a_choice_changes_the_address():
    test = opened(need="evaluation")
    assert "<h3>Evaluation Task Force</h3>" in html_of(test)
    test.selectbox[0].select("risk").run()
    assert "<h3>Orange Book</h3>" in html_of(test) and test.query_params["need"] in ("risk", ["risk"])


def test_an_unknown_need_in_the_address_opens_the_first():
    assert load_needs()[0].title in html_of(opened(need="<script>"))


def test_everything_lists_each_signpost_once_under_its_first_need():
    text = unescape(html_of(opened(need=page.EVERYTHING)))
    assert all(text.count(f"<h3>{entry.name}</h3>") == 1 for entry in load_entries())
    assert [text.index(f"<h2>{need.title}</h2>") for need in load_needs()] == sorted(
        text.index(f"<h2>{need.title}</h2>") for need in load_needs()
    )


def test_words_search_everything_and_an_empty_box_returns_to_the_need():
    test = opened(need="risk")
    test.text_input[0].set_value("  youth ").run()
    assert "<h2>1 entry for “youth”</h2>" in html_of(test) and test.selectbox[0].disabled
    test.text_input[0].set_value("").run()
    assert "<h3>Orange Book</h3>" in html_of(test) and not test.selectbox[0].disabled


def test_what_is_found_only_in_2001_is_open_at_once():
    test = opened()
    test.text_input[0].set_value("invest to save").run()
    text = html_of(test)
    assert f'<details class="sp-older" open><summary>{shown.HISTORIC} (1)</summary>' in text
    assert "is not a current name" in text


def test_words_that_find_nothing_are_shown_as_text():
    test = opened()
    test.text_input[0].set_value(HOSTILE).run()
    text = html_of(test)
    assert shown.NOTHING in unescape(text) and HOSTILE in unescape(text) and "<img" not in text


def test_without_paragraphs_at_hand_the_page_leaves_the_word_to_who_waits(monkeypatch):
    monkeypatch.setattr(held, "grounds", lambda: None)
    test = opened()
    assert not test.exception and not test.selectbox


def test_the_page_stands_in_the_menu():
    from assistant.screens import wording

    assert wording.PAGES["Helpers"]["where_to_go"] == page.TITLE
    assert (Path(page.__file__).parent / "where_to_go.py").exists()
