"""Which models are ruled out, over all combinations of answers, against what Managing Public Money says of each."""

from __future__ import annotations

import re
from itertools import product

import pytest

from assistant.helpers import models_told
from assistant.helpers.joint_models import consider, load_guide, ruled_out
from assistant.helpers.lines import lines_in, read_table
from assistant.helpers.outline import NOT_ADVICE, as_text

SIX = tuple(f"model-{number}" for number in range(1, 7))
MPM = "hmt-managing-public-money"
QUESTIONS = load_guide().questions


@pytest.fixture(scope="module")
def every_outcome() -> list[tuple[dict[str, str], frozenset[str]]]:
    """All combinations of answers with the models they rule out, but for how long the work lasts: no rule looks at that (see below)."""
    asked = [question for question in QUESTIONS if question.question_id != "duration"]
    ids = [question.question_id for question in asked]
    combinations = product(*(question.choices for question in asked))
    every_answer = ({"duration": "unknown", **dict(zip(ids, choices, strict=True))} for choices in combinations)
    return [(answers, excluded(answers)) for answers in every_answer]


def excluded(answers: dict[str, str]) -> frozenset[str]:
    return frozenset(model_id for model_id, rules in ruled_out(answers).items() if rules)


def only(**answers: str) -> frozenset[str]:
    """What these answers rule out while nothing else is known."""
    return excluded({question.question_id: answers.get(question.question_id, "unknown") for question in QUESTIONS})


def test_the_questions_are_those_that_the_models_differ_in():
    assert [question.question_id for question in QUESTIONS] == [
        "money",
        "estimate",
        "decides",
        "shape",
        "budget_moves",
        "policy_moves",
        "ministers",
        "duration",
        "policy_only",
        "formal",
    ]
    assert all(question.choices[-1] == "unknown" and question.about for question in QUESTIONS)


def test_no_combination_of_answers_is_without_an_outcome(every_outcome):
    """Either a model is left, or the answers that clash are named.

    Which models are ruled out is looked at for all combinations; the outcome in full for one of each kind, and for every 401st.
    """
    assert len(every_outcome) == 103_680
    of_each_kind = {out: answers for answers, out in every_outcome}
    assert len(of_each_kind) > 50
    for answers in (*of_each_kind.values(), *(answers for answers, _ in every_outcome[::401])):
        considered = consider(answers)
        assert [one.model.model_id for one in considered.models] == [*SIX, "informal"]
        left = {one.model.model_id for one in considered.open_models}
        assert left == set(SIX) - excluded(answers)
        assert bool(left) != bool(considered.clash)
        assert all(one.reasons for one in considered.models if one.is_ruled_out)
        assert considered.silent and considered.discuss and considered.elsewhere and considered.differences


def test_every_exclusion_stands_in_the_box_of_its_model(every_outcome):
    """What Box 7.3 says of each model, written down here a second time and by hand: nothing else may rule it out."""
    for answers, out in every_outcome:
        money, decides, shape, estimate = (answers[name] for name in ("money", "decides", "shape", "estimate"))
        nobodys = money == "pooled"  # each box names the accounting officer whose department's resources are used
        expected = {
            # develops policy
            "model-1": nobodys or answers["policy_only"] == "no",
            # one leads, formally draws on expertise; the ultimate judgement is the spender's
            "model-2": nobodys
            or money == "several"
            or decides in ("each", "together")
            or shape == "plan"
            or answers["formal"] == "no",
            # own Estimates, own projects, ministers share responsibility
            "model-3": nobodys
            or money == "one"
            or estimate in ("one", "uncovered")
            or decides == "one"
            or shape == "single"
            or answers["budget_moves"] == "all"
            or answers["ministers"] == "one",
            # a lead at programme level, projects answered for by others
            "model-4": nobodys or money == "one" or decides == "one" or shape in ("single", "plan"),
            # cover moves, for objectives of both; the recipient has ambit and vires
            "model-5": nobodys
            or answers["budget_moves"] == "no"
            or estimate == "uncovered"
            or (answers["policy_moves"], answers["budget_moves"]) == ("yes", "all"),
            # policy and funding move
            "model-6": nobodys or answers["policy_moves"] == "no" or answers["budget_moves"] == "no",
        }
        assert out - {"informal"} == {model_id for model_id, is_out in expected.items() if is_out}, answers


def test_what_is_not_known_rules_nothing_out(every_outcome):
    """And no answer brings a model back that another has ruled out."""
    assert only() == set()
    for answers, out in every_outcome[::31]:
        for name in answers:
            assert excluded({**answers, name: "unknown"}) <= out


def test_how_long_it_lasts_rules_nothing_out_since_the_guidance_gives_no_model_a_time():
    assert "duration" not in {name for model in load_guide().models for rule in model.ruled_out for name in rule.looks_at}
    assert any("length of time" in line.says for line in load_guide().silent)


@pytest.mark.parametrize(
    ("answers", "out"),
    [
        ({"policy_only": "yes"}, set()),
        ({"policy_only": "no"}, {"model-1"}),
        ({"budget_moves": "no"}, {"model-5", "model-6"}),
        ({"budget_moves": "some"}, {"informal"}),
        ({"policy_moves": "no"}, {"model-6"}),
        ({"estimate": "uncovered"}, {"model-3", "model-5"}),
        ({"money": "several"}, {"model-2", "informal"}),
        ({"shape": "programme"}, set()),
        ({"money": "staff"}, set()),
        ({"policy_moves": "yes"}, {"informal"}),
        ({"decides": "one"}, {"model-3", "model-4"}),
        ({"ministers": "one"}, {"model-3"}),
        ({"ministers": "shared"}, set()),
        ({"formal": "no"}, {"model-2"}),
        ({"formal": "yes"}, {"informal"}),
        ({"policy_moves": "yes", "budget_moves": "all"}, {"model-3", "model-5", "informal"}),
    ],
)
def test_each_answer_alone_rules_out_what_the_guidance_rules_out(answers, out):
    assert only(**answers) == out


def test_an_ambit_that_does_not_cover_it_leaves_the_change_that_may_amend_it():
    """Box 7.3 says of model 6 that the receiving department may have to amend its ambit."""
    assert "model-6" not in only(estimate="uncovered", policy_moves="yes", budget_moves="all")


def test_answers_that_leave_no_model_are_named_the_fewest_that_do():
    considered = consider({"money": "pooled", "duration": "brief", "policy_only": "no", "budget_moves": "no"})
    assert considered.open_models == ()
    assert [one.question_id for one in considered.clash] == ["money"]
    considered = consider(
        {"money": "several", "shape": "single", "budget_moves": "no", "policy_only": "no", "duration": "longer"}
    )
    assert [one.question_id for one in considered.clash] == ["money", "shape", "budget_moves", "policy_only"]


def test_a_clash_is_one_and_none_of_its_answers_could_be_spared(every_outcome):
    none_left = [answers for answers, out in every_outcome if set(SIX) <= out]
    assert len(none_left) > 15_000
    for answers in none_left[::199]:
        clash = [one.question_id for one in consider(answers).clash]
        just_these = {name: answers[name] for name in clash}
        assert set(SIX) <= only(**just_these)
        for name in clash:
            assert not set(SIX) <= only(**{other: choice for other, choice in just_these.items() if other != name})


def test_it_is_told_which_answer_alone_shuts_a_model_out():
    considered = consider({"money": "several", "budget_moves": "no", "policy_moves": "no"})
    assert considered.would_reopen == {"money": ("model-2",), "budget_moves": ("model-5",)}


def test_an_answer_that_there_is_not_is_refused():
    with pytest.raises(ValueError, match="'money' cannot be answered 'mine'"):
        consider({"money": "mine"})


# The text of one model never comes from another


def test_every_line_of_a_model_cites_its_own_box_or_a_paragraph_of_no_model():
    for model in read_table("joint_models")["model"]:
        boxes = {
            place.paragraph for line in lines_in(model) for place in line.at if re.match(r"Box 7\.3, Model \d", place.paragraph)
        }
        assert boxes <= {model["box"]} if model["box"] else boxes == set(), model["name"]
        assert not model["box"] or boxes


def test_what_rules_one_of_the_six_out_is_cited_to_its_own_box():
    for model in load_guide().models:
        for rule in model.ruled_out:
            assert [place.paragraph for place in rule.at] == [model.box] or not model.is_listed


def test_no_line_of_a_model_names_the_number_of_another():
    for model in load_guide().models:
        lines = [model.describes, *model.ruled_out, *(line for lines in model.says.values() for line in lines)]
        named = {number for line in lines for number in re.findall(r"(?i)model (\d)", line.says)}
        assert named <= {model.model_id[-1]}


def test_the_same_words_stand_under_two_models_only_where_their_boxes_say_the_same():
    """Models 3 and 4 place the accounting officer alike: Box 7.3 itself says so of model 4."""
    seen: dict[str, set[str]] = {}
    for model in load_guide().models:
        for lines in model.says.values():
            for line in lines:
                seen.setdefault(line.says, set()).add(model.model_id)
    shared = [models for models in seen.values() if len(models) > 1]
    assert shared == [{"model-3", "model-4"}]


# The comparison


def test_the_comparison_has_every_aspect_for_all_six_and_the_informal_alternative():
    rows = models_told.comparison()
    assert [row.aspect.aspect_id for row in rows] == [
        "accounting_officer",
        "sro",
        "ministers",
        "funding",
        "agreement",
        "parliament",
        "auditors",
    ]
    assert all([cell.model_id for cell in row.cells] == [*SIX, "informal"] for row in rows)
    silent = {(row.aspect.aspect_id, cell.model_id) for row in rows for cell in row.cells if not cell.lines}
    assert ("sro", "model-4") not in silent and ("ministers", "model-3") not in silent and ("auditors", "model-6") in silent
    assert {model_id for aspect, model_id in silent if aspect == "accounting_officer"} == {"informal"}
    assert {model_id for aspect, model_id in silent if aspect == "sro"} == {*SIX, "informal"} - {"model-4"}


def test_no_model_says_anything_on_an_aspect_that_is_not_compared():
    aspects = {aspect.aspect_id for aspect in load_guide().aspects}
    assert all(set(model.says) <= aspects for model in load_guide().models)


def test_both_sides_of_the_single_accounting_officer_are_shown():
    note = next(one for one in consider({}).differences if "7.5.4" in one.note and "Box 7.3" in one.note)
    assert {place.paragraph for side in note.sides for place in side} >= {
        "7.5.4",
        "3.5.1",
        "Box 7.3, Model 3",
        "Box 7.3, Model 4",
    }


# What is told, for those who have no screen


def test_the_text_names_every_model_its_reasons_and_their_paragraphs():
    text = as_text(models_told.told(consider({"policy_moves": "no"})))
    assert text.startswith(NOT_ADVICE)
    left, out = text.split("RULED OUT BY WHAT YOU ANSWERED")
    assert "\nModel 5: Support via budget cover transfers\n" in left and "\nModel 6: Machinery" not in left
    assert "\nModel 6: Machinery of government change\n" in out and "\nModel 5: " not in out
    assert "[Managing Public Money (April 2026), Box 7.3, Model 6]" in text
    assert "Does responsibility for the policy move to another department? No." in text


def test_the_text_says_when_no_model_is_left_and_what_clashes():
    text = as_text(models_told.told(consider({"money": "pooled"})))
    assert "NONE OF THE SIX MODELS IS LEFT" in text and models_told.NONE_LEFT in text
    assert text.index("A common pot that is nobody's in particular.") < text.index("RULED OUT BY WHAT YOU ANSWERED")
    assert "DISCUSS IT WITH YOUR TREASURY SPENDING TEAM" in text


def test_programs_get_the_models_their_reasons_and_the_places():
    told = models_told.as_dict(consider({"budget_moves": "no"}))
    assert told["not_ruled_out"] == ["model-1", "model-2", "model-3", "model-4"]
    assert told["ruled_out"]["model-5"][0]["at"] == [{"source": MPM, "paragraph": "Box 7.3, Model 5"}]
    assert told["answers"]["money"] == "unknown"
    compared = {row["aspect"]: row["models"] for row in models_told.comparison_as_dicts()}
    assert compared["Senior responsible owner"]["model-1"] == models_told.SILENT
    assert compared["Ministers"]["model-3"][0]["pinpoints"] == ["Managing Public Money (April 2026), Box 7.3, Model 3"]
