"""Whether what was found answers: what is asked for and given, what can be seen of it, how that is weighed and judged."""

from __future__ import annotations

from dataclasses import replace
from math import exp

import numpy as np
import pytest

from assistant.asked_for import KINDS
from assistant.evidence import ASKED_BEFORE, ENOUGH, NEARLY_ASKED, SOMETHING_ELSE, WEIGHTS_FILE, judge, unanswered_parts
from assistant.probe import WEIGHTS_FILE as PROBES_FILE
from assistant.probe import load_probes
from assistant.signals import MOST_LIKE, SAME_QUESTION, as_like, missing_from, signals
from corpus.near_misses import NearMiss
from index.models import SearchRequest
from index.result import AskedPart, NearestUnanswered, SearchResult
from index.weighing import load_weighing
from tests.assistant.conftest import NO_TEMPLATES, PASSAGES
from tests.builders import passage

KIND = {kind.key: kind for kind in KINDS}
BY_HAND = NO_TEMPLATES.model_copy(update={"intercept": 0.5, "signals": {"warm": (2.0, 1.0, 0.5), "wet": (-1.0, 0.0, 1.0)}})


@pytest.fixture
def find(assistant):
    """find(question): what the small index finds for it."""
    return lambda question, **limits: assistant.index().search(SearchRequest(question=question, **limits))


@pytest.fixture
def seen(assistant, find):
    """seen(question): its signals over the small index."""
    return lambda question: signals(question, find(question), assistant.library())


@pytest.mark.parametrize(
    ("key", "asks", "does_not"),
    [
        ("percentage", "What proportion of cooks came late?", "Who keeps the cooks in proper order?"),
        ("sum", "How much may a kitchen spend?", "Which capital may a kitchen hold?"),
        ("time", "How long may a knife be lent?", "How are long knives lent?"),
        ("count", "How many cooks came late?", "Which officer is accountable?"),
        ("date", "When was the unit founded?", "Who pays when a knife is lost?"),
        ("name", "Who is the head cook?", "Who answers for a kitchen?"),
        ("date", "In what year did the ovens arrive?", "When does a kitchen need consent, and when is that late?"),
        ("name", "Whose oven was it?", "Who is the accountable cook when three kitchens share an oven?"),
        ("template", "Send me a template for a kitchen agreement", "What makes a kitchen agreement binding?"),
        ("reason", "Why do cooks quarrel?", "What do cooks quarrel over?"),
        ("now", "Who owns the ovens today?", "Which currency are ovens paid in?"),
        ("formula", "How do I calculate the charge?", "Who sets the charge?"),
        ("wording", "Where does it say so?", "Where do cooks say grace?"),
        ("premise", "Given that ovens are banned, who pays?", "Who acts as head cook since Monday?"),
    ],
)
def test_what_kind_of_thing_is_asked_for_is_told_from_the_question(key, asks, does_not):
    assert KIND[key].asked.search(asks)
    assert not KIND[key].asked.search(does_not)


@pytest.mark.parametrize(
    ("key", "given", "not_given"),
    [
        ("percentage", "Half of the cooks came late.", "Many cooks came late."),
        ("percentage", "28% came late.", "28 came late."),
        ("sum", "A kitchen may spend £5 a guest.", "A kitchen may spend what it holds."),
        ("time", "A knife may be lent for ten working days.", "A knife may be lent to guests."),
        ("time", "Knives are counted annually.", "Knives are counted."),
        ("count", "There were 64 cooks.", "There were several cooks."),
        ("date", "It was founded in May 1999.", "It was founded long ago."),
        ("name", "Ada Lovelace cooks.", "the head cook answers."),
        ("template", "Annex 3 has a specimen letter.", "Both cooks sign a letter."),
        ("reason", "Cooks quarrel because nobody owns it.", "Cooks quarrel."),
        ("formula", "The charge is multiplied by the number of guests.", "The charge is fair."),
    ],
)
def test_whether_a_passage_has_such_a_thing_is_told_from_its_words(key, given, not_given):
    assert KIND[key].is_given_by(given)
    assert not KIND[key].is_given_by(not_given)


@pytest.mark.parametrize("key", ["now", "wording", "premise"])
def test_no_passage_can_give_what_lies_outside_every_passage(key):
    assert not KIND[key].is_given_by("Today it says, in as many words, that the head cook now answers.")


def test_names_that_no_passage_holds_are_counted_and_those_that_one_holds_are_not(seen):
    assert seen("who pooled pastry ovens in the Baking Unit?")["names_nowhere"] == 0
    told = seen("who pooled pastry ovens in the Zanzibar Unit?")
    assert (told["names_nowhere"], told["names_not_in_first"]) == (1, 1)
    assert seen("Zanzibar ovens: who pooled them?")["names_nowhere"] == 0  # the first word has its capital anyway


def test_a_year_after_the_newest_of_the_sources_is_told(seen):
    assert seen("who answers for a shared kitchen in 2031?")["later_year"] == 1
    assert seen("who answers for a shared kitchen in 2026?")["later_year"] == 0


def test_a_place_or_sector_that_no_passage_speaks_of_is_told(seen):
    assert seen("who answers for a shared kitchen in a Scottish school?")["elsewhere"] == 2
    assert seen("who answers for a shared kitchen?")["elsewhere"] == 0


def test_words_that_none_of_the_passages_holds_are_told_as_a_share(seen):
    held, strange = seen("one accountable officer for a shared kitchen"), seen("one accountable dragon for a shared kitchen")
    assert held["words_nowhere"] == 0 < strange["words_nowhere"] <= 1
    assert held["unmet_by_first"] < strange["unmet_by_first"]


def test_what_is_asked_for_and_not_given_is_told_of_the_first_passage_and_of_three(seen):
    told = seen("is there a template for how cooks share a kitchen?")
    assert (told["asks_template"], told["template_not_in_first"], told["template_not_in_three"]) == (1, 1, 1)
    assert seen("who answers for a shared kitchen?")["asks_template"] == 0


def test_the_lead_of_the_first_hit_needs_six_hits(find, assistant):
    question = "who answers for a shared kitchen?"
    whole, few = find(question), find(question, limit=5)
    told = signals(question, whole, assistant.library())
    assert told["lead_over_sixth"] == pytest.approx(whole.hits[0].score - whole.hits[5].score) and told["lead_over_sixth"] > 0
    assert signals(question, few, assistant.library())["lead_over_sixth"] == 0


def test_whether_a_question_asks_as_unanswered_ones_do_is_told_for_the_model_that_the_probe_is_for(find, assistant):
    question = "is there a template for how cooks share a kitchen?"
    shipped = load_probes(PROBES_FILE)
    meaning = np.zeros(len(shipped.unanswered.meaning))
    told = signals(question, replace(find(question), meaning=meaning, model=shipped.model), assistant.library())
    assert told["like_unanswered"] == pytest.approx(as_like(shipped.unanswered.log_odds(question, meaning)))
    assert (as_like(MOST_LIKE + 1), as_like(-9.0), as_like(None)) == (MOST_LIKE, -9.0, None)
    other = signals(question, replace(find(question), meaning=meaning, model="another"), assistant.library())
    assert other["like_unanswered"] is None


def test_every_signal_that_the_learnt_weights_ask_for_is_told(seen):
    learnt = load_weighing(WEIGHTS_FILE)
    assert 0 < learnt.probability(seen("who answers for a shared kitchen?")) < 1
    assert 0 < learnt.threshold < 1


def test_what_is_missing_is_said_in_words_each_thing_once(find):
    question = "send me a template that Zanzibar used, Zanzibar in 2031"
    assert missing_from(question, find(question)) == ("a template, form or worked example", "“Zanzibar”", "“2031”")
    assert missing_from("who answers for a shared kitchen?", find("who answers for a shared kitchen?")) == ()


def test_what_a_near_miss_of_the_same_words_lacks_is_what_is_missing(find):
    question = "send me a template for a shared kitchen"
    near = NearestUnanswered(
        cosine=0.9, met=SAME_QUESTION, met_by_few=0.7, near_miss=NearMiss(question=question, missing="the form")
    )
    assert missing_from(question, replace(find(question), unanswered=near)) == ("the form",)
    farther = replace(near, met=SAME_QUESTION - 0.01)
    assert missing_from(question, replace(find(question), unanswered=farther)) == ("a template, form or worked example",)


def test_a_question_that_a_paragraph_is_known_to_answer_is_refused_only_when_that_is_very_improbable(
    find, assistant, monkeypatch
):
    question = "who answers for a shared kitchen?"
    found = find(question)
    asked = replace(found, hits=(found.hits[0].model_copy(update={"score": NEARLY_ASKED}), *found.hits[1:]))
    far = replace(found, hits=(found.hits[0].model_copy(update={"score": NEARLY_ASKED - 0.01}), *found.hits[1:]))
    improbable = NO_TEMPLATES.model_copy(update={"intercept": -2.0})  # .119, above VERY_IMPROBABLE and below the threshold
    monkeypatch.setattr("assistant.evidence.load_weighing", lambda _: improbable)
    assert judged(question, asked, assistant).outcome == "answered"
    assert judged(question, far, assistant).outcome == "no_evidence"
    monkeypatch.setattr("assistant.evidence.load_weighing", lambda _: improbable.model_copy(update={"intercept": -2.5}))
    assert judged(question, asked, assistant).outcome == "no_evidence"


def test_a_question_that_was_asked_before_is_answered_unless_a_near_miss_is_nearer(find, assistant, monkeypatch):
    question = "who answers for a shared kitchen?"
    found = find(question)
    hopeless = NO_TEMPLATES.model_copy(update={"intercept": -9.0})
    monkeypatch.setattr("assistant.evidence.load_weighing", lambda _: hopeless)
    near_miss = NearMiss(question="who answered for it in 1890?", missing="who answered in 1890")
    told = NearestUnanswered(ASKED_BEFORE, 0.9, 0.9, near_miss)
    assert judged(question, replace(found, nearest_cosine=ASKED_BEFORE, unanswered=told), assistant).outcome == "answered"
    assert judged(question, replace(found, nearest_cosine=ASKED_BEFORE, unanswered=None), assistant).outcome == "answered"
    assert judged(question, replace(found, nearest_cosine=ASKED_BEFORE - 0.01), assistant).outcome == "no_evidence"
    nearer = replace(told, cosine=ASKED_BEFORE + 0.02)
    assert (
        judged(question, replace(found, nearest_cosine=ASKED_BEFORE + 0.01, unanswered=nearer), assistant).outcome
        == "no_evidence"
    )


def test_a_signal_that_cannot_be_told_counts_for_neither_side():
    assert BY_HAND.probability({"warm": None, "wet": 1.0}) == BY_HAND.probability({"warm": 1.0, "wet": 1.0})


def test_a_probability_is_what_one_works_out_by_hand():
    assert BY_HAND.probability({"warm": 1.25, "wet": 1.0}) == pytest.approx(1 / (1 + exp(-0.5)))  # .5 + 2 · .25 / .5 − 1 = .5
    assert BY_HAND.probability({"warm": 0.75, "wet": 0.0, "unweighed": 9.0}) == pytest.approx(1 / (1 + exp(0.5)))


def test_a_probability_stays_between_nothing_and_certainty_however_far_a_signal_lies():
    assert 0 < BY_HAND.probability({"warm": -1e9, "wet": 0.0}) < 1e-9
    assert 1 - 1e-9 < BY_HAND.probability({"warm": 1e9, "wet": 0.0}) < 1


def test_a_signal_that_is_weighed_and_not_told_is_an_error():
    with pytest.raises(KeyError, match="wet"):
        BY_HAND.probability({"warm": 1.0})


def judged(question: str, found: SearchResult, assistant):
    return judge(question, found, assistant.library())


def test_what_the_passages_answer_is_answered_with_its_probability(find, assistant):
    question = "who answers for a shared kitchen?"
    verdict = judged(question, find(question), assistant)
    assert (verdict.outcome, verdict.missing, verdict.comes_close) == ("answered", (), False)
    assert verdict.probability == pytest.approx(1 / (1 + exp(-3)))


def test_what_comes_close_is_not_answered_and_says_what_is_missing(find, assistant):
    question = "a template for the one accountable officer of a shared kitchen"
    verdict = judged(question, find(question), assistant)
    assert (verdict.outcome, verdict.comes_close) == ("no_evidence", True)
    assert verdict.missing == ("a template, form or worked example",)
    assert verdict.probability == pytest.approx(1 / (1 + exp(3)))


def test_the_threshold_itself_counts_as_answered(find, assistant, monkeypatch):
    question = "who answers for a shared kitchen?"
    exactly = NO_TEMPLATES.model_copy(update={"intercept": 0.0, "threshold": 0.5})
    monkeypatch.setattr("assistant.evidence.load_weighing", lambda _: exactly)
    assert judged(question, find(question), assistant).outcome == "answered"
    monkeypatch.setattr("assistant.evidence.load_weighing", lambda _: exactly.model_copy(update={"threshold": 0.501}))
    assert judged(question, find(question), assistant).outcome == "no_evidence"


@pytest.mark.parametrize(
    ("cosine", "outcome"),
    [
        (ENOUGH, "answered"),
        (ENOUGH - 0.001, "no_evidence"),
        (SOMETHING_ELSE, "no_evidence"),
        (SOMETHING_ELSE - 0.001, "declined"),
    ],
)
def test_nothing_near_is_no_evidence_and_farther_still_is_something_else(find, assistant, cosine, outcome):
    question = "who answers for a shared kitchen?"
    verdict = judged(question, replace(find(question), nearest_cosine=cosine), assistant)
    assert verdict.outcome == outcome
    if outcome != "answered":
        assert (verdict.probability, verdict.comes_close, verdict.missing) == (None, False, ())


def test_where_nothing_was_found_nothing_is_answered(assistant):
    assert judged("who answers for a shared kitchen?", SearchResult(), assistant).outcome != "answered"


def test_a_question_that_names_a_paragraph_is_always_answered_with_it(find, assistant):
    question = "send me the template in 7.5.4"
    found = find(question)
    assert found.hits[0].passage.reference == "7.5.4"
    assert judged(question, found, assistant).outcome == "answered"
    assert judged(question, replace(found, nearest_cosine=0.0), assistant).outcome == "answered"
    assert assistant.ask(question).citations[0].paragraph == "7.5.4"


def part(text: str, *met: tuple[float, float]) -> AskedPart:
    """A part of two tokens, the first three times as rare as the other, each met by each hit as told."""
    return AskedPart(text, np.array([0.75, 0.25]), np.array(met), (0.5,) * len(met), (), ())


def test_a_part_that_nothing_cited_speaks_of_is_not_answered():
    soup, salt = part("who makes soup", (0.9, 0.9), (0.1, 0.2)), part("who keeps salt", (0.2, 0.9), (0.8, 0.8))
    found = SearchResult((), (part("both", (1, 1), (1, 1)), soup, salt))
    assert unanswered_parts(found, [0]) == ("who keeps salt",)
    assert unanswered_parts(found, [1]) == ("who makes soup",)
    assert unanswered_parts(found, [0, 1]) == ()
    assert unanswered_parts(found, []) == ("who makes soup", "who keeps salt")


def test_half_met_is_spoken_of_and_rare_words_count_by_their_weight():
    whole = part("both", (1, 1))
    assert unanswered_parts(SearchResult((), (whole, part("salt", (0.5, 0.5)))), [0]) == ()
    assert unanswered_parts(SearchResult((), (whole, part("salt", (0.3, 1.0)))), [0]) == ("salt",)  # .475
    assert unanswered_parts(SearchResult((), (whole, part("salt", (0.6, 0.25)))), [0]) == ()  # .5125


def test_a_question_of_one_part_has_no_parts_to_miss():
    assert unanswered_parts(SearchResult((), (part("salt", (0.0, 0.0)),)), [0]) == ()


def test_a_part_of_a_real_question_that_is_not_in_the_documents_is_named(assistant_over):
    asked = assistant_over(*PASSAGES, passage("8.1", "Spoons are washed by hand."))
    answer = asked.ask("which accountable officer answers for a shared kitchen, and how do glaciers melt?")
    assert answer.outcome == "answered"
    assert answer.not_answered == ("how do glaciers melt",)
