from __future__ import annotations

import doctest
import importlib

import pytest

from evals.attempts import AttemptHit
from evals.examples import DOCUMENT, attempt, cited, label, question, witnesses
from evals.golden import Label
from evals.matching import citation_holds, hit_holds, ranks
from evals.measures import ALL, RANKING
from evals.scorers.citations import citation_precision, citation_recall
from evals.scorers.facts import key_facts, must_not
from evals.scorers.outcomes import near_miss_recall, refusal_precision
from evals.scorers.quotations import pinpoints_found, quotations_found
from evals.scorers.ranking import ndcg_at_10, recall_at, reciprocal_rank
from evals.scorers.warnings import needed_warning, needless_warning

SCORERS = ("citations", "effort", "facts", "outcomes", "quotations", "ranking", "warnings")


@pytest.mark.parametrize("name", SCORERS)
def test_the_worked_examples_are_right(name):
    ran = doctest.testmod(importlib.import_module(f"evals.scorers.{name}"))
    assert ran.attempted and not ran.failed


def test_a_part_of_a_box_is_found_as_the_box_and_the_box_not_as_its_part():
    part = AttemptHit(source_id=DOCUMENT, paragraphs=("Box 7.3, Model 3", "Box 7.3"))
    assert hit_holds(label("1: Box 7.3"), part)
    assert not hit_holds(label("1: Box 7.3, Model 3"), AttemptHit(source_id=DOCUMENT, paragraphs=("Box 7.3",)))
    cites_part = attempt(cites=["Box 7.3, Model 3"])
    assert citation_holds(label("1: Box 7.3"), cites_part.citations[0], cites_part)


def test_a_label_by_quote_is_found_by_its_words():
    by_quote = Label(doc=DOCUMENT, quote="a single Accounting Officer")
    assert hit_holds(
        by_quote, AttemptHit(source_id=DOCUMENT, paragraphs=("7.5.4",), text="must be a single\naccounting officer.")
    )
    assert not hit_holds(by_quote, AttemptHit(source_id="elsewhere", paragraphs=("1",), text="a single accounting officer"))


def test_the_first_alternative_found_counts_and_hits_below_20_do_not():
    asked = question(relevant=["1: a", "1: b", "2: c", "3: d"])
    assert ranks(asked, attempt(hits=["x", "b", "a", "c", *["y"] * 16, "d"]).hits) == {1: 2, 2: 4, 3: None}


def test_ranking_does_not_apply_without_required_groups():
    near_miss = question(expect="abstain", relevant=["0: 7.5.4"])
    assert [measure.score(near_miss, attempt(hits=["7.5.4"])) for measure in RANKING] == [None] * 7


def test_ranking_of_an_empty_result_is_nought():
    asked = question(relevant=["1: a"])
    assert (recall_at(5, asked, attempt()), reciprocal_rank(asked, attempt()), ndcg_at_10(asked, attempt())) == (0, 0, 0)


def test_ndcg_is_one_when_every_group_stands_at_the_top():
    asked = question(relevant=["1: a", "2: b"])
    assert ndcg_at_10(asked, attempt(hits=["b", "a", "x"])) == pytest.approx(1)
    assert ndcg_at_10(asked, attempt(hits=["b", "x", "a"])) == pytest.approx((1 + 1 / 2) / (1 + 1 / 1.5849625))


def test_citations_of_a_refused_question():
    asked = question(relevant=["1: 7.5.4"])
    refused = attempt(outcome="no_evidence")
    assert citation_recall(asked, refused) == 0
    assert citation_precision(asked, refused) is None


@pytest.mark.parametrize(
    ("fact", "says", "stated"),
    [
        ("six models for joint working", "There are 6 models of joint working in Box 7.3.", 1),
        ("64 of 229 officials", "Of 229 officials, 63 said so.", 0),
        ("over £1,000,000 needs Treasury approval", "Treasury approval is needed over £1,000,000.", 1),
        ("over £1,000,000 needs Treasury approval", "Treasury approval is needed over £300,000.", 0),
    ],
)
def test_a_fact_needs_its_numbers_and_most_of_its_words(fact, says, stated):
    assert key_facts(question(key_facts=[fact]), attempt(says=says)) == stated


def test_markers_are_no_numbers_of_the_answer():
    bare = attempt(outcome="answered").model_copy(update={"answer": "There are models for joint working [6]"})
    assert key_facts(question(key_facts=["six models for joint working"]), bare) == 0


def test_what_must_not_be_said_may_be_denied():
    asked = question(must_not=["spending teams approve every joint programme"])
    assert must_not(asked, attempt(says="Spending teams approve every joint programme.")) == 1
    assert must_not(asked, attempt(says="Spending teams do not approve every joint programme.")) == 0
    assert must_not(asked, attempt(outcome="declined")) is None


def test_only_unanswerable_questions_with_a_label_are_near_misses():
    assert near_miss_recall(question(kind="unanswerable", expect="abstain"), attempt()) is None
    assert (
        near_miss_recall(question(kind="unanswerable", expect="abstain", relevant=["0: a"]), attempt(outcome="no_evidence")) == 1
    )
    assert refusal_precision(question(), attempt()) is None


def test_warnings_are_only_judged_where_something_was_answered():
    assert needed_warning(question(expect="answer-with-caveat"), attempt(outcome="no_evidence")) is None
    assert needless_warning(question(), attempt(outcome="no_evidence")) is None


def test_a_warning_that_a_wanted_historic_citation_calls_for_is_not_needless():
    asked = question(relevant=["1: 3.8"])
    assert needless_warning(asked, attempt(cites=["3.8"], status="historic", warnings=["Dates from 2001."])) == 0
    assert needless_warning(asked, attempt(cites=["9.9"], status="historic", warnings=["Dates from 2001."])) == 1


def test_quotations_do_not_apply_to_a_digest_or_without_an_original():
    quoted = attempt(citations=[cited("7.5.4", quote="a single accounting officer")])
    assert quotations_found({}, question(), quoted) is None
    assert quotations_found(witnesses("7.5.4 words"), question(), attempt(cites=["7.5.4"])) is None


def test_a_pinpoint_on_the_wrong_page_is_not_confirmed():
    print_ = witnesses("7.5.3 Before.", "7.5.4 There must be a single accounting officer.", "7.6.1 After.")
    for page, confirmed in ((2, 1), (1, 1), (3, 0)):  # page 1: a paragraph that begins there may run on
        quoted = attempt(citations=[cited("7.5.4", quote="a single accounting officer", page=page)])
        assert pinpoints_found(print_, question(), quoted) == confirmed


def test_every_measure_has_a_title_and_applies_to_an_empty_attempt():
    for measure in ALL.values():
        assert measure.title
        measure.score(question(), attempt())
