"""Where what is said is contradicted elsewhere: over a small index, with places of the real list and words of our own."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from assistant.compose import select_from
from assistant.differences import set_against
from assistant.said import Said, said
from index.models import SearchRequest
from index.result import SearchResult
from tests.builders import edition, passage, source

MPM, WIRING = "hmt-managing-public-money", "wiring-it-up-progress-2001"
ONE = passage("7.5.4", "Joint work has one accounting officer only.", source_id=MPM)
EACH = passage("Box 7.3, Model 3", "Model 3: each accounting officer answers for joint work that they pay for.", source_id=MPM)
THEN = passage("2.12", "Joint work could have more than one accounting officer.", source_id=WIRING)
LEANS_WRONG = passage("7.4.1", "Some bakeries are trading funds (see section 7.8).", source_id=MPM)
GARDENS = tuple(passage(f"1.1.{n}", f"Rule {n} is about the {n} gardens and sheds.", source_id=MPM) for n in range(25))
SOURCES = (source(MPM), source(WIRING, authority="government"))
EDITIONS = (edition(MPM), edition(WIRING, title="2001", published="2001", status="historic"))
QUESTION = "has joint work one accounting officer only?"


@pytest.fixture
def asked(assistant_over):
    """An assistant over rules and an old report; most of it is about gardens."""
    return assistant_over(ONE, EACH, THEN, LEANS_WRONG, *GARDENS, sources=SOURCES, editions=EDITIONS)


class Looking:
    """Fetches from the index, and remembers what it was asked."""

    def __init__(self, asked) -> None:
        self._index = asked.index()
        self.requests: list[SearchRequest] = []

    def __call__(self, request: SearchRequest) -> SearchResult:
        self.requests.append(request)
        return self._index.search(request)


def told(asked, question: str, found: SearchResult, *references: str) -> list[Said]:
    """What an answer would say that quotes these paragraphs, in this order."""
    hits = [next(n for n, hit in enumerate(found.hits) if hit.passage.reference == name) for name in references]
    return [said(found, select_from(question, found, hit), asked.library()) for hit in hits]


def find(asked, question: str = QUESTION, limit: int = 40) -> SearchResult:
    return asked.index().search(SearchRequest(question=question, limit=limit))


def references(things: Sequence[Said]) -> list[str]:
    return [one.citation.paragraph for one in things]


def test_the_other_side_is_taken_from_what_was_found_where_it_is_there(asked):
    look, found = Looking(asked), find(asked)
    added, notes = set_against(QUESTION, found, told(asked, QUESTION, found, "7.5.4"), asked.library(), look)
    assert "Box 7.3, Model 3" in references(added)
    assert look.requests == []
    assert any("not of one voice" in note for note in notes)


def test_the_other_side_is_fetched_by_its_reference_where_it_was_not_found(asked):
    look, found = Looking(asked), find(asked, limit=1)
    added, notes = set_against(QUESTION, found, told(asked, QUESTION, found, "7.5.4"), asked.library(), look)
    assert references(added) == ["Box 7.3, Model 3"]
    assert added[0].citation.verified == "found" and added[0].citation.quote in EACH.text
    assert look.requests and all(request.source_ids for request in look.requests)
    assert any("not of one voice" in note for note in notes)


def test_an_answer_cites_a_side_that_lies_beyond_its_hits(assistant_over):
    nearer = [passage(f"8.{n}", f"Work on joint {n} gardens is slow.", source_id=MPM) for n in range(25)]
    far = passage("3.5.1", "Whoever pays answers.", source_id=MPM)
    answer = assistant_over(ONE, far, *nearer, sources=SOURCES, editions=EDITIONS).ask(QUESTION)
    assert answer.citations[0].paragraph == "7.5.4"
    assert ("3.5.1",) not in [hit.paragraphs for hit in answer.hits]
    assert "3.5.1" in [one.paragraph for one in answer.citations]
    assert any("not of one voice" in difference for difference in answer.differences)
    assert answer.warnings == ()


def test_a_side_that_is_nowhere_raises_nothing(assistant_over):
    asked = assistant_over(ONE, *GARDENS, sources=SOURCES, editions=EDITIONS)
    found = find(asked)
    assert set_against(QUESTION, found, told(asked, QUESTION, found, "7.5.4"), asked.library(), Looking(asked)) == ((), ())


def test_only_what_is_said_first_raises_a_difference(asked):
    found = find(asked)
    things = told(asked, QUESTION, found, "1.1.3", "7.5.4")
    assert set_against(QUESTION, found, things, asked.library(), Looking(asked)) == ((), ())
    added, notes = set_against(QUESTION, found, things[::-1], asked.library(), Looking(asked))
    assert added and notes


def test_nothing_is_added_where_both_sides_speak_already_and_the_difference_is_still_said(asked):
    found, look = find(asked), Looking(asked)
    added, notes = set_against(QUESTION, found, told(asked, QUESTION, found, "7.5.4", "Box 7.3, Model 3"), asked.library(), look)
    assert added == ()
    assert len(notes) == 1 and "not of one voice" in notes[0]


def test_a_historic_side_is_set_against_what_is_in_force_only_when_the_past_is_asked_for(assistant_over):
    single = passage("7.5.4", "Joint work has a single accounting officer.", source_id=MPM)
    asked = assistant_over(single, THEN, *GARDENS, sources=SOURCES, editions=EDITIONS)
    for question, sides in ((QUESTION, []), ("has it changed since 2001 that joint work has one accounting officer?", ["2.12"])):
        found = find(asked, question)
        added, notes = set_against(question, found, told(asked, question, found, "7.5.4"), asked.library(), Looking(asked))
        assert references(added) == sides
        assert any("From April 2000" in note for note in notes) == bool(sides)


def test_what_is_historic_is_always_set_against_what_is_in_force(asked):
    found = find(asked)
    added, notes = set_against(QUESTION, found, told(asked, QUESTION, found, "2.12"), asked.library(), Looking(asked))
    assert "7.5.4" in references(added)
    assert any("From April 2000" in note for note in notes)


def test_a_wrong_reference_is_noted_wherever_in_the_answer_it_is_repeated(asked):
    question = "which bakeries are trading funds?"
    found = find(asked, question)
    things = told(asked, question, found, "1.1.3", "7.4.1")
    added, notes = set_against(question, found, things, asked.library(), Looking(asked))
    assert added == ()
    assert notes == ("Managing Public Money, 7.4.1 refers to section 7.8 for trading funds; see section 7.9 instead.",)


def test_each_note_is_given_once(asked):
    question = "which bakeries are trading funds?"
    found = find(asked, question)
    twice = told(asked, question, found, "7.4.1", "7.4.1")
    assert len(set_against(question, found, twice, asked.library(), Looking(asked))[1]) == 1


def test_nothing_said_differs_from_nothing(asked):
    assert set_against(QUESTION, find(asked), [], asked.library(), Looking(asked)) == ((), ())
