"""One statement with its checked citation, the heading that it belongs under, and the order in which statements are read."""

from __future__ import annotations

import pytest

from assistant.compose import Selection
from assistant.groups import GROUPS, group_of
from assistant.library import Library
from assistant.models import Statement
from assistant.said import Said, numbered, said
from corpus.models import Licence
from index.models import Hit
from index.result import SearchResult
from tests.builders import edition, passage, source

RULE = "The Head Cook must answer for a shared kitchen. Receipts should be kept for 3 years."
LIST = "Cooks may not:\n• lend knives\n• sleep beside a warm oven"
ARTICLE = "Nine kitchens were closed because nobody owned them. Four have opened again since then and serve soup on Mondays."
FOUND = SearchResult(
    hits=tuple(
        Hit(passage=one, score=0.5)
        for one in (
            passage("7.1", RULE, page=77, page_starts=((RULE.index("Receipts"), 78),)),
            passage("7.2", LIST),
            passage("¶1", ARTICLE, source_id="press"),
            passage("7.4", "Cooks may pool ovens.", source_id="short", rendition="digest", page=9),
        )
    )
)
LIBRARY = Library(
    (
        source("rules"),
        source("press", authority="press", licence=Licence(name="©", attribution="©", quotation_limit=10)),
        source("short", authority="audit"),
    ),
    (edition("rules"), edition("press", status="historic", title="May 2024"), edition("short", rendition="digest")),
)


def spans(text: str, *parts: str) -> tuple[tuple[int, int], ...]:
    return tuple((text.index(part), text.index(part) + len(part)) for part in parts)


def whole(hit: int) -> Selection:
    return Selection(hit, ((0, len(FOUND.hits[hit].passage.text)),))


def test_full_text_is_said_in_quotation_marks_with_its_pinpoint():
    one = said(FOUND, Selection(0, spans(RULE, "Receipts should be kept for 3 years.")), LIBRARY)
    assert one.statement.text == "“Receipts should be kept for 3 years.”"
    cited = one.citation
    assert (cited.quote, cited.verified) == ("Receipts should be kept for 3 years.", "found")
    assert (cited.source_id, cited.edition, cited.paragraph, cited.page) == ("rules", "April 2026", "7.1", 78)
    assert (one.passage, one.source.source_id, one.edition.title) == (FOUND.hits[0].passage, "rules", "April 2026")


def test_the_page_is_that_on_which_the_words_begin():
    assert said(FOUND, whole(0), LIBRARY).citation.page == 77


def test_a_list_is_printed_as_a_list_and_quoted_with_its_gaps():
    one = said(FOUND, Selection(1, spans(LIST, "Cooks may not:", "• sleep beside a warm oven")), LIBRARY)
    assert one.statement.text == "“Cooks may not:\n• sleep beside a warm oven”"
    assert one.citation.quote == "Cooks may not: … sleep beside a warm oven"


def test_a_digest_is_said_in_our_words_and_is_no_quotation():
    one = said(FOUND, whole(3), LIBRARY)
    assert one.statement.text == "Cooks may pool ovens."
    assert (one.citation.quote, one.citation.verified, one.citation.rendition, one.citation.page) == ("", None, "digest", 9)


def test_no_more_is_said_than_the_licence_allows():
    one = said(FOUND, whole(2), LIBRARY)
    assert one.statement.text == "“Nine kitchens were closed because nobody owned them. …”"
    assert "Four" not in one.citation.quote and one.citation.verified == "found"
    assert (one.citation.status, one.citation.authority) == ("historic", "press")


def test_a_model_s_sentence_stands_in_place_of_the_quotation_and_beside_it():
    one = said(FOUND, Selection(0, spans(RULE, "Receipts should be kept for 3 years.")), LIBRARY, own_words="Keep receipts.")
    assert (one.statement.text, one.citation.quote) == ("Keep receipts.", "Receipts should be kept for 3 years.")


@pytest.mark.parametrize("places", [(), ((47, 48),), ((len(RULE), len(RULE) + 20),)])
def test_what_does_not_stand_in_its_passage_is_not_said_whoever_worded_it(places):
    assert said(FOUND, Selection(0, places), LIBRARY) is None
    assert said(FOUND, Selection(0, places), LIBRARY, own_words="The Head Cook must answer.") is None


@pytest.mark.parametrize(
    "words",
    [
        "A cook must wash.",
        "A cook shall wash.",
        "A cook is required to wash.",
        "Cooks must not smoke.",
        "A cook may not smoke.",
        "Cooks cannot smoke.",
        "Cooks can't smoke.",
        "Cooks should wash, and must not smoke.",
    ],
)
def test_a_rule_requires_where_its_verb_does_and_may_not_forbids(words):
    assert group_of("rules", words) == "required"


@pytest.mark.parametrize(
    "words",
    [
        "A cook should wash.",
        "A cook may smoke outside.",
        "Cooks can smoke outside.",
        "Cooks should not smoke.",
        "A cook need not wash twice.",
        "Cooks are not required to wash twice.",
        "Cooks wash.",
        "The rule is of 3 May 2024.",
    ],
)
def test_a_rule_that_demands_less_is_expected_to_be_followed(words):
    assert group_of("rules", words) == "expected"


@pytest.mark.parametrize(
    ("authority", "group"),
    [
        ("audit", "good-practice"),
        ("government", "good-practice"),
        ("parliamentary", "good-practice"),
        ("think-tank", "comment"),
        ("press", "comment"),
    ],
)
def test_whoever_makes_no_rules_requires_nothing_whatever_the_verb(authority, group):
    assert group_of(authority, "Cooks must wash.") == group_of(authority, "Cooks wash.") == group


def test_the_group_is_told_by_the_source_s_words_and_not_by_the_model_s():
    one = said(FOUND, Selection(0, spans(RULE, "Receipts should be kept for 3 years.")), LIBRARY, own_words="You must keep them.")
    assert one.statement.group == "expected"
    assert said(FOUND, Selection(1, spans(LIST, "Cooks may not:", "• lend knives")), LIBRARY).statement.group == "required"


def in_group(group: str, text: str) -> Said:
    one = said(FOUND, whole(0), LIBRARY)
    return Said(Statement(text=text, citations=(0,), group=group), one.citation, one.passage, one.source, one.edition)


def test_what_is_required_is_read_first_and_comment_last_each_group_in_its_order():
    mixed = ("comment", "expected", "good-practice", "required", "expected", "required")
    statements, citations, answer = numbered([in_group(group, f"S{n}.") for n, group in enumerate(mixed)])
    assert [one.text for one in statements] == ["S3.", "S5.", "S1.", "S4.", "S2.", "S0."]
    assert [one.group for one in statements] == ["required", "required", "expected", "expected", "good-practice", "comment"]
    assert list(GROUPS.values()) == ["Required", "Expected", "Good practice and findings", "Comment", "Further paragraphs"]
    assert [one.citations for one in statements] == [(n,) for n in range(1, 7)]
    assert [one.marker for one in citations] == list(range(1, 7))
    assert answer == "S3. [1] S5. [2] S1. [3] S4. [4] S2. [5] S0. [6]"


def test_a_citation_keeps_its_statement_when_the_order_changes():
    comment, rule = said(FOUND, whole(2), LIBRARY), said(FOUND, whole(0), LIBRARY)
    statements, citations, _ = numbered([comment, rule])
    for statement, citation in zip(statements, citations, strict=True):
        assert citation.quote.removesuffix(" …") in statement.text
    assert [one.paragraph for one in citations] == ["7.1", "¶1"]


def test_nothing_said_is_an_empty_answer():
    assert numbered([]) == ((), (), "")


@pytest.mark.parametrize(
    "words", ["Consent may not be needed.", "Act where necessary.", "It meets the requirements of Parliament."]
)
def test_words_that_only_look_like_a_demand_require_nothing(words):
    assert group_of("rules", words) == "expected"
