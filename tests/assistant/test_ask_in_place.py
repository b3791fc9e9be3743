"""From the Ask page to a source in its place: the picture with its words, or the paragraph among its neighbours."""

from __future__ import annotations

import re

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from assistant.screens import ask, chips, loading, page_picture, wording
from assistant.screens.conversation import Conversation, Exchange
from corpus.models import Document, Licence, Paragraph
from corpus.settings import load_settings
from corpus.store import EditionStore
from tests.assistant.conversing import (
    PASSAGE,
    QUOTE,
    ToldAssistant,
    answer,
    citation,
    digest_library,
    full_library,
    no_answer,
    page,
    shown,
    type_question,
)
from tests.builders import write_pdf

HOSTILE = "<img src=x onerror=alert(1)><script>alert(2)</script> **bold** ![](http://evil.test/x.png)"
DOCUMENT = Document(
    source_id="rules",
    page_count=2,
    paragraphs=(
        Paragraph(reference="7.5.3", text=f"Before. {HOSTILE}", page=1),
        Paragraph(reference="7.5.4", text=PASSAGE, page=1, headings=("Chapter 7", "7.5 Sharing")),
        Paragraph(reference="7.5.5", text="Overleaf.", page=2),
    ),
)


@pytest.fixture(autouse=True)
def nothing_cached():
    st.cache_resource.clear()
    st.cache_data.clear()
    yield
    st.cache_resource.clear()
    load_settings.cache_clear()


@pytest.fixture
def store(tmp_path, monkeypatch) -> EditionStore:
    """Holds the April 2026 edition of "rules" as a PDF of two pages, the first of which prints the passage."""
    monkeypatch.setenv("SIGNPOST_DATA_DIR", str(tmp_path / "data"))
    load_settings.cache_clear()
    lines = [(99, 700 - 14 * n, 11, False, line) for n, line in enumerate(re.findall(r".{1,60}(?: |$)", PASSAGE))]
    pdf = write_pdf(tmp_path / "rules.pdf", [lines, [(99, 700, 11, False, "Overleaf.")]])
    store = EditionStore(tmp_path / "data")
    store.save(full_library().editions[0], DOCUMENT, [], pdf)
    return store


@pytest.fixture
def opened(monkeypatch):
    """The page after a question was answered and a chip of the answer pressed; what a browser sends is made from its answer's
    number."""

    def opened(told: ToldAssistant, chip: str = "{number}-1"):
        pressed = {"name": ""}
        monkeypatch.setattr(ask, "pressed", lambda: pressed["name"])
        asked = type_question(page(monkeypatch, told), "Who answers?")
        number = re.search(r'data-number="(\d+)"', shown(asked))[1]
        pressed["name"] = chip.format(number=number)
        after = asked.run()
        pressed["name"] = ""  # it is told once
        return after

    return opened


def on_page_one(**fields):
    return answer(citation(page=1, **fields))


def test_a_chip_opens_the_page_with_the_words_marked_and_the_paragraph_in_words(opened, store):
    text = shown(opened(ToldAssistant(on_page_one())))
    assert 'alt="Page 1 of Spending Together as it is printed, with the words of the answer marked.' in text
    assert wording.ON_THIS_PAGE["all"] in text
    assert f"<h3>{wording.PASSAGE_HEADING}</h3>" in text
    assert text.count(f"<mark>{QUOTE}</mark>") == 2  # under the answer and in the dialog
    assert 'data-announce="Page 1 of 2, with the words of the answer marked"' in text


def dialog_alone() -> AppTest:
    """The dialog as it is after a chip was pressed: turning a page draws it alone, which the page's own test does not do."""

    def script():
        from assistant.in_place import place_cited
        from assistant.screens.page_picture import _dialog
        from tests.assistant.conversing import answer, citation, full_library

        said = answer(citation(page=1))
        _dialog(place_cited(said.citations[0], said, full_library()))

    return AppTest.from_function(script, default_timeout=30).run()


def test_the_page_can_be_turned_and_turned_back(store):
    first = dialog_alone()
    assert button(first, wording.PAGE_BEFORE).disabled
    second = button(first, wording.PAGE_AFTER).click().run()
    assert 'aria-label="Page 2 of 2"' in shown(second)
    assert button(second, wording.PAGE_AFTER).disabled
    assert "<strong>7.5.5</strong>\nOverleaf." in shown(second)
    back = button(second, wording.PAGE_CITED.format(page=1)).click().run()
    assert 'aria-label="Page 1 of 2"' in shown(back)


def test_everything_that_the_page_prints_is_there_in_words_and_as_text(opened, store):
    text = shown(opened(ToldAssistant(on_page_one())))
    printed = text[text.index(wording.WORDS_OF_PAGE.format(page=1)) :]
    assert "&lt;img src=x onerror=alert(1)&gt;&lt;script&gt;" in printed
    assert "<img src=x" not in text
    assert PASSAGE in printed


def test_words_that_stand_overleaf_open_the_next_page(opened, store):
    text = shown(opened(ToldAssistant(on_page_one(quote="Overleaf.", passage="Overleaf."))))
    assert 'aria-label="Page 2 of 2"' in text


def test_a_licence_for_short_quotations_gets_no_picture_but_the_place_and_the_official_page(opened, store):
    limited = full_library(licence=Licence(name="Strict", attribution="© Somebody", quotation_limit=8))
    text = shown(opened(ToldAssistant(on_page_one(), library=limited)))
    dialog = text[text.rindex("Chapter 7 › 7.5 Sharing") :]
    assert "data:image" not in text
    assert f"{wording.BEFORE} <strong>7.5.3</strong>" in dialog
    assert wording.ONLY_NAMED.replace("'", "&#x27;") in dialog
    assert "Joint activities often pay" not in dialog and "Before." not in dialog
    assert f"<mark>{QUOTE}</mark>" in dialog
    assert "https://assets.example.gov.uk/spending.pdf#page=1" in dialog


def test_of_a_text_without_pages_the_neighbours_are_shown(opened, store):
    text = shown(opened(ToldAssistant(answer(citation(page=None)))))
    assert "data:image" not in text
    assert "<strong>7.5.3</strong>\nBefore." in text
    assert "<strong>7.5.5</strong>\nOverleaf." in text


def test_a_digest_is_shown_among_our_summaries_and_says_so(opened, monkeypatch, tmp_path):
    digest = tmp_path / "rules.md"
    digest.write_text("## Sharing\n\n### 7.5.3\nOurs before.\n\n### 7.5.4\nOurs.\n\n### 7.5.5\nOurs after.\n", encoding="utf-8")
    monkeypatch.setattr("corpus.sources.digest_path", lambda source: digest)
    told = ToldAssistant(answer(citation(rendition="digest", quote="", verified=None)), library=digest_library())
    text = shown(opened(told))
    assert wording.DIGEST_IN_PLACE.replace("'", "&#x27;") in text
    assert "<strong>7.5.3</strong>\nOurs before." in text
    assert "data:image" not in text
    assert 'href="https://www.gov.uk/spending"' in text


def test_a_nearest_paragraph_opens_too_with_nothing_marked(opened, store):
    near = no_answer().hits[0].model_copy(update={"page": 1})
    text = shown(opened(ToldAssistant(no_answer(hits=(near,))), "{number}-n1"))
    assert f">{wording.SHOW_PAGE_ALONE.format(page=1)}<" in text
    assert 'alt="Page 1 of Spending Together as it is printed. The same' in text
    assert "<mark>" not in text


def test_a_picture_that_cannot_be_drawn_is_told_and_the_words_are_there(opened, store):
    next(store.folder.rglob("original.pdf")).write_bytes(b"%PDF-1.4 broken")
    text = shown(opened(ToldAssistant(on_page_one())))
    assert wording.NO_PICTURE in text
    assert text.count(f"<mark>{QUOTE}</mark>") == 2
    assert str(store.folder) not in text


def test_a_document_that_has_gone_from_the_disk_leaves_the_paragraph(opened, tmp_path, monkeypatch):
    monkeypatch.setenv("SIGNPOST_DATA_DIR", str(tmp_path / "nothing"))
    load_settings.cache_clear()
    assert shown(opened(ToldAssistant(on_page_one()))).count(f"<mark>{QUOTE}</mark>") == 2


def test_an_edition_that_has_left_the_index_is_told(monkeypatch, opened):
    class Forgetful(ToldAssistant):
        def library(self):
            return full_library() if not self.asked or not self.forgets else digest_library().__class__([], [])

        forgets = False

    told = Forgetful(answer())
    monkeypatch.setattr(loading, "load", lambda: loading.Opening(assistant=told))
    asked = type_question(page(monkeypatch, told), "Who answers?")
    told.forgets = True
    number = re.search(r'data-number="(\d+)"', shown(asked))[1]
    monkeypatch.setattr(ask, "pressed", lambda: f"{number}-1")
    assert wording.GONE_FROM_INDEX in shown(asked.run())


@pytest.mark.parametrize(
    "name",
    [
        "",
        "1",
        "7-2",
        "7-0",
        "8-1",
        "7-n1",
        "7-n0",
        "../../etc/passwd",
        "7-1/../..",
        "7-1\n",
        "٧-١",
        "9" * 400 + "-1",
        "7--1",
        "7-x1",
    ],
)
def test_a_name_that_no_chip_of_this_conversation_has_opens_nothing(name):
    conversation = Conversation(exchanges=[Exchange(answer(), "", 7)])
    assert chips.place_named(name, conversation, full_library()) is None


def test_a_chip_s_name_opens_what_its_answer_cites():
    conversation = Conversation(exchanges=[Exchange(answer(citation(1), citation(2, paragraph="7.5.5")), "", 7)])
    assert chips.place_named("7-2", conversation, full_library()).paragraph == "7.5.5"


def test_every_chip_on_the_page_opens_something(monkeypatch):
    told = ToldAssistant(answer(citation(1), citation(2, paragraph="7.5.5")), no_answer())
    both = type_question(type_question(page(monkeypatch, told), "Who answers?"), "What else?")
    names = re.findall(r'data-opens="([^"]+)"', shown(both))
    conversation = both.session_state["conversation"]
    assert len(names) == 2 + 2 + 1
    assert all(chips.place_named(name, conversation, full_library()) for name in names)


def test_a_picture_is_drawn_once(store, monkeypatch):
    drawn = []
    draw = page_picture.page_picture
    monkeypatch.setattr(page_picture, "page_picture", lambda *what: drawn.append(what) or draw(*what))
    second = button(dialog_alone(), wording.PAGE_AFTER).click().run()
    button(second, wording.PAGE_BEFORE).click().run()
    assert [number for _, number, _ in drawn] == [1, 2]


def button(after, label):
    return next(one for one in after.button if one.label == label)
