"""How a helper's line is shown with the paragraphs it stands on, and where the pages look them up."""

from __future__ import annotations

from html import escape

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from assistant.helpers.grounds import Ground, Grounded
from assistant.places import Place
from assistant.screens import held, loading
from assistant.screens.grounds_shown import grounds_html
from assistant.standing import OUR_SUMMARY
from corpus.models import Document, Paragraph
from corpus.settings import load_settings
from corpus.store import EditionStore
from tests.assistant.conftest import EDITIONS, PASSAGES

HOSTILE = "<img src=x onerror=alert(1)><script>alert(2)</script> **bold**"


@pytest.fixture(autouse=True)
def nothing_kept():
    load_settings.cache_clear()
    yield
    st.cache_resource.clear()
    load_settings.cache_clear()


def ground(**fields) -> Ground:
    return Ground(
        **{
            "source_id": "rules",
            "source": "Spending Together",
            "edition": "April 2026",
            "paragraph": "7.5.4",
            "page": 77,
            "pinpoint": "HM Treasury, Spending Together (April 2026), paragraph 7.5.4, p. 77",
            "address": "https://example.gov.uk/rules.pdf#page=77",
            "text": "One officer answers.",
            "is_digest": False,
            "is_old": False,
            "state": "as read",
            "who_says_it": "Treasury rules and guidance",
            "standing": "In force",
            "attribution": "© Somebody",
            **fields,
        }
    )


def shown(*grounds: Ground, says: str = "One officer answers for all.") -> str:
    return grounds_html(Grounded(says=says, grounds=grounds))


def test_a_line_shows_its_paragraph_to_copy_to_read_and_to_open():
    html = shown(ground())
    assert "<p>One officer answers for all.</p>" in html
    assert 'data-copy="HM Treasury, Spending Together (April 2026), paragraph 7.5.4, p. 77"' in html
    assert '<span class="sp-hidden">Read </span>Spending Together (April 2026), 7.5.4</summary>' in html
    assert '<div class="sp-passage">One officer answers.</div>' in html
    assert 'href="library?source=rules&amp;para=7.5.4" target="_blank"' in html
    assert ">Open page 77 of the document<" in html
    assert ">In force<" in html and ">Treasury rules and guidance<" in html and "© Somebody" in html
    assert "sp-warning" not in html and "sp-summary" not in html


def test_what_is_old_says_so_before_it_is_opened():
    html = shown(ground(is_old=True, standing="Historic: not current guidance"))
    assert "Historic: not current guidance" in html.split("</summary>")[0]


def test_a_digest_is_ours_and_no_source_is_credited_with_its_words():
    html = shown(ground(is_digest=True, attribution=""))
    assert escape(OUR_SUMMARY) in html and "©" not in html


@pytest.mark.parametrize(("state", "warning"), [("reworded", "words 7.5.4 anew"), ("gone", "no longer has 7.5.4")])
def test_a_paragraph_that_was_reworded_or_is_gone_is_told_before_the_line(state, warning):
    html = shown(ground(state=state, text="" if state == "gone" else "Two officers answer."))
    assert html.index(warning) < html.index("One officer answers for all.")
    assert ("library?" in html) == (state == "reworded")
    assert "Two officers answer." in html or state == "gone"


def test_markup_in_a_document_shows_as_text():
    html = shown(ground(text=HOSTILE, paragraph=HOSTILE, pinpoint=HOSTILE, attribution=HOSTILE), says=HOSTILE)
    assert "<img" not in html and "<script" not in html


def test_an_address_that_is_no_web_address_is_no_link():
    assert 'href="javascript' not in shown(ground(address="javascript:alert(1)"))
    assert "No official address is known." in shown(ground(address=None))


def _page() -> None:
    import streamlit as st

    from assistant.places import Place
    from assistant.screens import held

    grounds = held.grounds()
    if grounds:
        st.text(grounds.of(Place(source_id="rules", paragraph="7.5.4")).text)


def test_the_pages_look_paragraphs_up_in_the_current_build_without_the_model(assistant_over, tmp_path, monkeypatch):
    assistant_over(*PASSAGES)
    for edition in EDITIONS:
        own = [passage for passage in PASSAGES if passage.source_id == edition.source_id]
        paragraphs = tuple(Paragraph(reference=passage.reference, text=passage.text) for passage in own)
        original = tmp_path / "original.md"
        original.write_text("As it was fetched.")
        EditionStore(tmp_path).save(edition, Document(source_id=edition.source_id, paragraphs=paragraphs), own, original)
    monkeypatch.setenv("SIGNPOST_DATA_DIR", str(tmp_path))
    monkeypatch.setattr(loading, "load", lambda: pytest.fail("the page asked for the model"))
    shown = AppTest.from_function(_page).run()
    assert not shown.exception
    assert shown.text[0].value == PASSAGES[0].text
    assert held.grounds() is held.grounds()
    assert held.grounds().of(Place(source_id="audit", paragraph="1.9")).who_says_it == "Audit finding"


def test_without_an_index_the_page_says_that_it_is_being_made(tmp_path, monkeypatch):
    monkeypatch.setenv("SIGNPOST_DATA_DIR", str(tmp_path))
    monkeypatch.setattr(loading, "load", loading.Opening)
    shown = AppTest.from_function(_page).run()
    assert not shown.exception
    assert held.NOT_YET in shown.html[0].value and not shown.text


def test_when_the_index_cannot_be_made_the_page_says_why(tmp_path, monkeypatch):
    monkeypatch.setenv("SIGNPOST_DATA_DIR", str(tmp_path))
    monkeypatch.setattr(loading, "load", lambda: loading.Opening(problem="No model. Type this."))
    shown = AppTest.from_function(_page).run()
    assert "No model. Type this." in shown.html[0].value
