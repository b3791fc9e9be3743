"""Forms of the helpers: what may be answered, and rules over answers."""

from __future__ import annotations

import pytest

from assistant.helpers.form import Question, Rule, all_answers, in_words

QUESTIONS = (
    Question(id="oven", asks="Whose oven?", option=[{"id": "mine", "label": "Mine"}, {"id": "yours", "label": "Yours"}]),
    Question(id="late", asks="Is it late?", option=[{"id": "yes", "label": "Yes"}]),
)


def rule(when) -> Rule:
    return Rule(says="Bake.", at=["rules, 1.1"], when=when)


def test_what_is_left_out_is_not_known():
    assert all_answers(QUESTIONS, {"oven": "mine"}) == {"oven": "mine", "late": "unknown"}
    assert [one.label for one in in_words(QUESTIONS, all_answers(QUESTIONS, {"oven": "mine"}))] == ["Mine", "Not known"]


def test_a_question_or_an_answer_that_there_is_not_is_refused_with_what_there_is():
    with pytest.raises(ValueError, match=r"no question 'stove'. The questions are oven, late"):
        all_answers(QUESTIONS, {"stove": "mine"})
    with pytest.raises(ValueError, match=r"'oven' cannot be answered 'hers'. The answers are mine, yours, unknown"):
        all_answers(QUESTIONS, {"oven": "hers"})


@pytest.mark.parametrize(
    ("when", "holds"),
    [
        ({"oven": ["mine"]}, True),
        ({"oven": ["yours"]}, False),
        ({"oven": ["yours", "mine"]}, True),
        ({"oven": ["mine"], "late": ["no"]}, False),
        ([{"oven": ["yours"]}, {"late": ["yes"]}], True),
        ([{"oven": ["yours"]}, {"late": ["no"]}], False),
        ({}, True),
    ],
)
def test_a_rule_holds_when_all_of_a_case_or_one_case_of_a_list_does(when, holds):
    assert rule(when).holds({"oven": "mine", "late": "yes"}) is holds


def test_a_rule_tells_what_it_looks_at():
    assert rule([{"oven": ["yours"]}, {"late": ["yes"], "oven": ["mine"]}]).looks_at == ("oven", "late")
    assert Rule(says="Always.", at=["rules, 1.1"]).looks_at == ()
