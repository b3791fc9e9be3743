"""Where was looked, in words, and that an answer says it on every surface."""

import pytest

from assistant.export import as_markdown
from assistant.limits import limits_in_words
from assistant.printing import answer_as_text, answer_to_paste
from index.models import SearchRequest
from tests.assistant.conversing import QUOTE, answer, citation, full_library
from tests.builders import manifest


@pytest.mark.parametrize(
    ("limits", "words"),
    [
        ({}, ""),
        ({"authorities": ("rules",), "as_at": "2024-12-31"}, "Only Treasury rules and guidance, as at 31 December 2024"),
        ({"authorities": ("rules", "audit", "press")}, "Only Treasury rules and guidance, audit findings or the press"),
        ({"publishers": ("HM Treasury",)}, "Only what is published by HM Treasury"),
        (
            {"authorities": ("audit",), "publishers": ("HM Treasury", "National Audit Office")},
            "Only audit findings, published by HM Treasury or National Audit Office",
        ),
        ({"as_at": "2001-03-05"}, "As at 5 March 2001"),
        ({"statuses": ("historic",), "source_ids": ("rules",)}, "Only historic editions, in rules"),
    ],
)
def test_limits_are_said_in_words(limits, words):
    assert limits_in_words(SearchRequest(question="", **limits)) == words


def test_an_answer_knows_the_limits_it_was_asked_within(assistant):
    within = SearchRequest(question="", authorities=("rules",), as_at="2026-05-01")
    said = assistant.ask("Who answers for a shared kitchen?", within=within)
    assert said.outcome == "answered"
    assert {citation.authority for citation in said.citations} == {"rules"}
    assert said.limits == "Only Treasury rules and guidance, as at 1 May 2026"
    assert said.to_be_known[0] == "Not everything was searched. Only Treasury rules and guidance, as at 1 May 2026."
    assert assistant.ask("Who answers for a shared kitchen?").limits == ""


def test_limits_that_nothing_meets_leave_no_answer_and_say_so(assistant):
    said = assistant.ask("Who answers for a shared kitchen?", within=SearchRequest(question="", as_at="1990-01-01"))
    assert (said.outcome, said.hits, said.limits) == ("no_evidence", (), "As at 1 January 1990")


def test_every_surface_passes_the_limits_on():
    said, library = answer(limits="Only Press"), full_library()
    assert "Only Press." in answer_as_text(said, library)
    assert "Only Press." in answer_to_paste(said, library)
    assert "Only Press" in as_markdown(said, library, manifest(library.sources, library.editions))


def test_an_answer_to_paste_has_question_answer_and_references_in_whole_lines():
    said = answer(citation(1), citation(2, paragraph="7.5.5"), question="Who answers?", understood="Who answers?")
    lines = answer_to_paste(said, full_library()).split("\n")
    assert lines[0] == "Question: Who answers?"
    assert f"“{QUOTE}” [1]" in lines
    assert "[2] HM Treasury, Spending Together (April 2026), paragraph 7.5.5, p. 77" in lines
    assert "    https://assets.example.gov.uk/spending.pdf#page=77" in lines
    long = answer(warnings=("word " * 60 + "end.",))
    assert "Warning: " + "word " * 60 + "end." in answer_to_paste(long, full_library()).split("\n")
    assert max(map(len, answer_as_text(long, full_library()).split("\n"))) <= 100
