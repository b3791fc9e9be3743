"""Searching inside one document, without a model."""

from __future__ import annotations

import pytest

from assistant.found_inside import Inside, words_found
from assistant.screens.hits_shown import STRETCH, stretch_html
from corpus.models import Licence
from tests.shelving import DOOR, paragraph

PARAGRAPHS = (
    paragraph("1.1.1", "Departments may share a till; the working day of each is joint in name only."),
    paragraph("1.1.2", "Nobody counts alone."),
    paragraph("1.1.3", "Joint working needs an agreement between departments."),
    paragraph("7.6.1", "The sum was 7.6 million."),
    paragraph("2.1.1", "The key is left next door.", DOOR),
    paragraph("2.1.2", "Nobody has a second one.", DOOR),
)
INSIDE = Inside(PARAGRAPHS)


def found(asked: str) -> tuple[str, list[str]]:
    told = INSIDE.find(asked)
    return told.how, [p.reference for p in told.paragraphs]


def test_every_word_is_found_in_any_form_and_words_side_by_side_come_first():
    assert found("joint working") == ("every word", ["1.1.3", "1.1.1"])
    assert found("department") == ("every word", ["1.1.1", "1.1.3"])


def test_a_reference_leads_to_its_paragraph():
    assert found("1.1.2") == ("reference", ["1.1.2"])
    assert found("para 1.1.2") == ("reference", ["1.1.2"])


def test_a_number_among_other_words_is_searched_for_as_words():
    assert found("a sum of 7.6 million") == ("every word", ["7.6.1"])


def test_words_in_quotation_marks_are_found_exactly():
    assert found('"nobody counts"') == ("phrase", ["1.1.2"])
    assert found("“counts nobody”") == ("phrase", [])


def test_where_no_paragraph_has_every_word_those_with_most_are_found_and_that_is_said():
    assert found("joint working agreement zebra") == ("some words", ["1.1.3"])


def test_a_heading_with_the_words_leads_to_the_first_paragraph_under_it():
    assert found("locking") == ("every word", ["2.1.1"])


def test_common_words_alone_are_found_as_they_are_typed():
    assert found("has a") == ("letters", ["2.1.2"])


@pytest.mark.parametrize("asked", ["", "   ", "zebra", "!?", "(", "a" * 5000, "\\", '"', '""'])
def test_what_is_not_there_or_is_no_word_finds_nothing_and_breaks_nothing(asked):
    assert found(asked)[1] == []


def test_the_words_that_it_was_found_by_are_known_in_the_text():
    text = PARAGRAPHS[2].text
    told = INSIDE.find("departments working")
    assert [text[begin:end] for begin, end in words_found(text, told)] == ["working", "departments"]
    phrase = INSIDE.find('"needs  an"')
    assert [text[begin:end] for begin, end in words_found(text, phrase)] == ["needs an"]


def test_a_stretch_shows_the_words_that_were_found_and_no_more_than_the_licence_allows():
    text = " ".join(f"word{n}" for n in range(80)) + ". The zebra waits <here> until it is called in, or goes home again."
    told = Inside([paragraph("1", text)]).find("zebra")
    strict = Licence(name="", attribution="", quotation_limit=6)
    assert stretch_html(text, told, strict) == "… The <mark>zebra</mark> waits &lt;here&gt; until it …"
    assert len(stretch_html(text, told, None).split()) <= STRETCH + 2
