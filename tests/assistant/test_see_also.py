"""What is named under an answer to be read as well: near, in force, not said already, and shown on every surface as just that."""

from __future__ import annotations

from assistant.compose import Selection
from assistant.groups import under_headings
from assistant.in_place import place_cited
from assistant.library import Library
from assistant.models import Answer, FoundPassage
from assistant.printing import answer_as_text
from assistant.said import numbered, said
from assistant.screens.answer_shown import answer_html
from assistant.see_also import see_also
from tests.assistant.test_compose import searched
from tests.builders import edition, passage, source

QUESTION = "who makes soup"
SOUP = passage("1.1", "Soup is made by the head cook.")
SECOND = passage("1.1", "Soup must be hot.", ordinal=2)
STEW = passage("1.2", "Who makes stew makes soup.", page=9)
BROTH = passage("1.3", "Broth makes a good soup.")
BISQUE = passage("1.4", "Bisque is a soup too.")
PEAS = passage("1.5", "Peas are green.")
OLD = passage("1", "Soup was made by boys.", source_id="past", edition_id="2001")
LIBRARY = Library(
    (source("rules"), source("past")), (edition("rules"), edition("past", edition_id="2001", title="2001", status="historic"))
)


def further(*hits, things=(0,)) -> list[str]:
    found = searched(QUESTION, *hits)
    spoken = [said(found, Selection(n, ((0, 4),)), LIBRARY) for n in things]
    return [one.passage.reference for one in see_also(QUESTION, found, spoken, LIBRARY)]


def test_the_two_nearest_that_do_not_speak_yet_are_named():
    assert further((SOUP, 0.8), (SECOND, 0.79), (STEW, 0.78), (BROTH, 0.75), (BISQUE, 0.74)) == ["1.2", "1.3"]
    assert further((SOUP, 0.8), (STEW, 0.78), (BROTH, 0.75), things=(0, 1)) == ["1.3"]


def test_what_is_farther_is_not_named():
    assert further((SOUP, 0.8), (STEW, 0.69), (PEAS, 0.67)) == ["1.2"]
    assert further((SOUP, 0.8), (PEAS, 0.3)) == []


def test_what_is_no_longer_in_force_is_named_only_beside_its_own_edition():
    assert further((SOUP, 0.8), (OLD, 0.79), (STEW, 0.78)) == ["1.2"]
    assert further((OLD, 0.8), (passage("2", "Soup again.", source_id="past", edition_id="2001"), 0.79)) == ["2"]


def answered() -> Answer:
    found = searched(QUESTION, (SOUP, 0.8), (STEW, 0.78), (BROTH, 0.75))
    things = [said(found, Selection(0, ((0, len(SOUP.text)),)), LIBRARY)]
    statements, citations, answer = numbered(things, see_also(QUESTION, found, things, LIBRARY))
    hits = tuple(
        FoundPassage(source_id="rules", paragraphs=hit.passage.references, page=None, score=0.5, text=hit.passage.text)
        for hit in found.hits
    )
    return Answer(
        question=QUESTION, understood=QUESTION, outcome="answered", answer=answer, statements=statements, citations=citations,
        hits=hits, seconds={}, index_fingerprint="0",
    )  # fmt: skip


def test_it_stands_last_with_markers_of_its_own_and_a_quotation_of_each():
    answer = answered()
    assert [(one.text, one.citations) for one in answer.statements][1:] == [("See also", (2, 3))]
    assert [(one.marker, one.paragraph, one.quote, one.verified) for one in answer.citations[1:]] == [
        (2, "1.2", STEW.text, "found"),
        (3, "1.3", BROTH.text, "found"),
    ]
    assert answer.answer.endswith("See also [2][3]")


def test_every_surface_names_it_without_quoting_it_in_the_answer():
    answer = answered()
    printed = answer_as_text(answer, LIBRARY)
    assert "See also [2][3]" in printed and "(April 2026), paragraph 1.2, p. 9" in printed and STEW.text not in printed
    page = answer_html(answer, LIBRARY, 1)
    assert "<p>See also</p>" in page and 'href="#source-1-3"' in page
    assert [heading for heading, _ in under_headings(answer.statements)] == ["", ""]
    required = answer.statements[0].model_copy(update={"group": "required"})
    comment = answer.statements[0].model_copy(update={"group": "comment"})
    headings = [heading for heading, _ in under_headings([required, comment, answer.statements[1]])]
    assert headings == ["Required", "Comment", "Further paragraphs"]


def test_of_a_digest_no_words_are_marked_as_if_they_had_been_said():
    answer = answered()
    of_digest = answer.citations[1].model_copy(update={"rendition": "digest", "quote": "", "verified": None})
    assert place_cited(of_digest, answer, LIBRARY).words == ""
