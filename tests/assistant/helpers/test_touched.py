"""Which helper an answer touches, on answers that are made up and on ninety that the digest gave; mostly it is none.

answered_over_the_digest.jsonl holds questions of our own with what was cited over the starter digest on 25 November 2026, and the
helpers that a reader found fitting.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.helpers.touched import MOST, helpers_for
from assistant.models import Answer
from assistant.screens.touched_shown import touched_html
from assistant.screens.wording import PAGES
from tests.assistant.conversing import answer, citation, no_answer

ANSWERED = [
    json.loads(line)
    for line in Path(__file__).with_name("answered_over_the_digest.jsonl").read_text(encoding="utf-8").splitlines()
]
MPM = "hmt-managing-public-money"


def answered(question: str, *cited: str, **fields) -> Answer:
    """An answer that cites places such as "hmt-managing-public-money, 7.6.2"."""
    places = [place.split(", ", 1) for place in cited]
    citations = [citation(n, source_id=source, paragraph=paragraph) for n, (source, paragraph) in enumerate(places, 1)]
    return answer(*citations, **{"question": question, "understood": question, "citations": tuple(citations), **fields})


def pages(told: Answer) -> list[str]:
    return [link.page for link in helpers_for(told)]


@pytest.mark.parametrize("row", ANSWERED, ids=lambda row: row["question"])
def test_answers_of_the_digest_offer_what_a_reader_found_fitting(row):
    assert pages(answered(row["question"], *row["cited"], outcome=row["outcome"])) == row["helpers"]


def test_most_answers_offer_nothing_and_each_helper_is_offered_by_some():
    offered = [row["helpers"] for row in ANSWERED]
    assert sum(not helpers for helpers in offered) > len(offered) / 2
    assert {page for helpers in offered for page in helpers} == {
        "which_model",
        "accounting_officer",
        "self_assessment",
        "crib_sheet",
        "where_to_go",
    }


def test_the_questions_own_words_count_for_more_than_what_the_answer_rests_on():
    told = answered("What belongs in a memorandum of understanding?", f"{MPM}, Box 7.3")
    assert pages(told) == ["crib_sheet", "which_model"]


def test_at_most_two_helpers_are_offered():
    everything = (
        "Where can we find help on which model of joint working needs a memorandum of understanding and Treasury consent?"
    )
    assert len(helpers_for(answered(everything, f"{MPM}, Box 7.3"))) == MOST == 2


def test_a_part_of_a_box_counts_and_a_box_with_a_longer_number_does_not():
    assert pages(answered("Who answers?", f"{MPM}, Box 7.3, Model 3")) == ["which_model"]
    assert pages(answered("Who answers?", f"{MPM}, Box 7.30")) == []
    assert pages(answered("Who answers?", "another-source, Box 7.3")) == []


def test_an_answer_that_merely_brushes_a_paragraph_offers_nothing():
    others = [f"{MPM}, 4.{n}.1" for n in range(1, 4)]
    assert pages(answered("Who pays?", *others, f"{MPM}, Box 7.3")) == []
    assert pages(answered("Who pays?", f"{MPM}, Box 7.3", *others)) == ["which_model"]


def test_words_that_show_that_something_else_was_meant_win():
    assert pages(answered("Which models do we publish, and which model is used for joint planning?")) == []
    assert pages(answered("What agreement between departments covers data sharing?")) == []


@pytest.mark.parametrize(
    "question", ["How regular are talks?", "Who helped?", "We asked who it was", "Is the model T a car?", "", "…", "(?!"]
)
def test_likeness_of_a_word_is_not_enough(question):
    assert pages(answered(question)) == []


def test_words_are_met_in_any_form_and_across_a_gap():
    assert pages(answered("Who do we need to ASK about this?")) == ["where_to_go"]
    assert pages(answered("Are ministers’ written directions published?")) == ["accounting_officer"]


def test_a_follow_up_counts_as_it_was_understood():
    told = answered("And the second?", understood="Which model of joint working is the second?")
    assert pages(told) == ["which_model"]


def test_a_question_that_was_declined_is_offered_nothing_and_one_without_an_answer_may_be():
    asked = {"question": "Who can help with joint working?", "understood": "Who can help with joint working?"}
    assert helpers_for(no_answer(**asked, outcome="declined")) == ()
    assert pages(no_answer(**asked)) == ["where_to_go"]


def test_every_link_says_why_and_leads_to_a_page_of_the_menu():
    in_the_menu = {module: title for group in PAGES.values() for module, title in group.items()}
    links = {link for row in ANSWERED for link in helpers_for(answered(row["question"], *row["cited"]))}
    for link in links:
        assert link.why.endswith(".") and in_the_menu.get(link.page, link.title) == link.title


def test_links_are_shown_with_what_each_helper_does_and_nothing_where_none_is_touched():
    html = touched_html(answered("What belongs in a memorandum of understanding?", f"{MPM}, Box 7.3"))
    assert html.index('href="crib_sheet"') < html.index('href="which_model"')
    assert "Makes a short draft" in html and "(opens in a new tab)" in html
    assert touched_html(answered("What is the weather?")) == ""
