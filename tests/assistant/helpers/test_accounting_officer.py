"""What a joint plan asks of accounting officers, over all combinations of answers, against the rules of Managing Public Money.

A finding depends only on the answers and earlier findings that its rules look at, so all combinations of those are all there are. What is
expected is written here by hand from the document, not read from the table.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import product

import pytest

from assistant.helpers import check_told
from assistant.helpers.accounting_officer import check, findings, load_check
from assistant.helpers.form import Rule
from assistant.helpers.outline import NOT_ADVICE, as_text

QUESTIONS = {question.question_id: question.choices for question in load_check().questions}
FINDINGS = {finding.finding_id: finding for finding in load_check().findings}
STATES = {name: (*finding.states, finding.otherwise.state) for name, finding in FINDINGS.items()}
STANDARDS = ("regularity", "propriety", "value_for_money", "feasibility")
GOOD = {  # a plan of which nothing is open and nothing wrong
    "several": "yes",
    "major": "no",
    "service": "existing",
    "liability": "no",
    "legal": "yes",
    "ambit": "yes",
    "budget": "yes",
    "limits": "within",
    "novel": "no",
    "contentious": "no",
    "repercussive": "no",
    "statute": "no",
    "beyond": "no",
    "consented": "no",
    "propriety_met": "yes",
    "value": "yes",
    "feasible": "yes",
    "insists": "unknown",
}


def looked_at(*rules: Rule) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for rule in rules for name in rule.looks_at))


def all_facts(*rules: Rule) -> Iterator[dict[str, str]]:
    """Every combination of what the rules look at: answers, and states of findings as if they were free."""
    names = looked_at(*rules)
    for values in product(*({**QUESTIONS, **STATES}[name] for name in names)):
        yield dict(zip(names, values, strict=True))


def state(finding_id: str, facts: dict[str, str]) -> str:
    return FINDINGS[finding_id].state_on(facts)


def changed(**answers: str) -> dict[str, str]:
    return {**GOOD, **answers}


def test_every_finding_looks_only_at_answers_and_at_findings_before_it():
    before = set(QUESTIONS)
    for name, finding in FINDINGS.items():
        assert set(looked_at(*finding.rules)) <= before, name
        assert not finding.otherwise.looks_at
        before.add(name)
    assert set(looked_at(*load_check().steps)) <= before


def test_no_combination_of_answers_is_without_an_outcome():
    """Each finding has one of its states, and a reason for it."""
    for name, finding in FINDINGS.items():
        for number, facts in enumerate(all_facts(*finding.rules)):
            assert state(name, facts) in STATES[name]
            if name != "consent" or number % 37 == 0:  # of its 45,927 combinations every 37th with its reasons
                found = finding.found(facts)
                assert found.because and found.state == state(name, facts)


def test_treasury_consent_arises_where_the_rules_ask_for_it_and_nowhere_else():
    """2.3.4, 2.3.7, 2.3.9, 2.6.2, 2.7.2, 5.5.2, Box 2.6, Box A2.2C; and what is not known is never taken for leave to spend."""
    count = 0
    for facts in all_facts(*FINDINGS["consent"].rules):
        count += 1
        arises = (
            "yes" in (facts["novel"], facts["contentious"], facts["repercussive"])  # even within delegated limits
            or facts["limits"] == "above"
            or facts["statute"] == "yes"
            or facts["budget"] == "no"
            or facts["beyond"] == "yes"
            or facts["liability"] == "yes"
            or facts["service"] in ("brief", "bill", "none", "body")
        )
        expected = "arises" if arises else "find out" if "unknown" in facts.values() else "not on these answers"
        assert state("consent", facts) == expected
    assert count == 3**8 * 7


def test_delegated_limits_are_asked_for_and_never_assumed():
    unknown = check(changed(limits="unknown")).finding("consent")
    assert unknown.state == "find out"
    assert "delegation letter" in unknown.because[0].says and unknown.because[0].at[0].paragraph == "2.3.4"
    limits = next(question for question in load_check().questions if question.question_id == "limits")
    assert "£" not in " ".join((limits.asks, *(line.says for line in limits.about), *(one.label for one in limits.options)))


def test_regularity_asks_for_law_estimate_budget_and_consent():
    """2.4.2: spending without one of the four is irregular; A2.2.37: consent that is outstanding counts as missing."""
    for facts in all_facts(*FINDINGS["regularity"].rules):
        basis = (facts["legal"], facts["ambit"], facts["budget"])
        waiting = facts["consent"] in ("arises", "find out") and facts["consented"] != "yes"
        expected = "not met" if "no" in basis else "open" if "unknown" in basis or waiting else "met"
        assert state("regularity", facts) == expected, facts


@pytest.mark.parametrize(
    ("standard", "question"), [("propriety", "propriety_met"), ("value_for_money", "value"), ("feasibility", "feasible")]
)
def test_the_other_standards_are_as_the_accounting_officer_judges_them(standard, question):
    assert {answer: state(standard, {question: answer}) for answer in QUESTIONS[question]} == {
        "yes": "met",
        "no": "not met",
        "unknown": "open",
    }


def test_a_direction_takes_a_standard_that_is_not_met_and_a_minister_who_wants_to_go_on():
    """3.6.2, over all states of the standards."""
    for facts in all_facts(*FINDINGS["direction"].rules):
        standards = [facts[name] for name in STANDARDS]
        fails = "not met" in standards
        expected = "not on these answers"
        if fails and facts["insists"] == "yes":
            expected = "arises"
        elif (fails and facts["insists"] == "unknown") or "open" in standards:
            expected = "find out"
        assert state("direction", facts) == expected, facts


def test_treasury_consent_does_not_spare_a_direction():
    """3.6.3: consent does not remove the need for one where a standard is not met."""
    checked = check(changed(value="no", insists="yes", novel="yes", consented="yes"))
    assert checked.finding("regularity").state == "met"
    assert checked.finding("direction").state == "arises"


def test_a_direction_does_not_make_regular_proper_or_lawful():
    """3.6.7."""
    for answer in ({"legal": "no"}, {"propriety_met": "no"}):
        direction = check(changed(insists="yes", **answer)).finding("direction")
        assert any(place.paragraph == "3.6.7" for line in direction.because for place in line.at)


def test_an_assessment_is_a_duty_for_major_projects_and_good_practice_for_what_is_novel_or_contentious():
    """3.4.3, 3.4.4, and 3.6.8 after a direction."""
    for facts in all_facts(*FINDINGS["assessment"].rules):
        expected = "not on these answers"
        if facts["major"] == "yes":
            expected = "arises"
        elif facts["major"] == "unknown":
            expected = "find out"
        elif "yes" in (facts["novel"], facts["contentious"]) or facts["direction"] == "arises":
            expected = "good practice"
        assert state("assessment", facts) == expected, facts


def test_the_new_services_rule_arises_for_what_is_new_and_has_no_law_yet():
    """2.6.1, 2.6.2, and the exception of Box 2.6, which is to be told too."""
    assert {answer: state("new_service", {"service": answer}) for answer in QUESTIONS["service"]} == {
        "existing": "not on these answers",
        "law": "not on these answers",
        "bill": "arises",
        "none": "arises",
        "body": "arises",
        "brief": "arises",
        "unknown": "find out",
    }


def test_parliament_is_told_of_directions_major_projects_liabilities_and_new_services():
    """3.6.6, 3.4.8, A5.4.29, Box 2.6, A2.4.15."""
    for facts in all_facts(*FINDINGS["parliament"].rules):
        arises = (
            facts["direction"] == "arises"
            or facts["major"] == "yes"
            or facts["liability"] == "yes"
            or facts["service"] in ("brief", "bill")
        )
        open_ = facts["direction"] == "find out" or "unknown" in (facts["major"], facts["liability"], facts["service"])
        assert state("parliament", facts) == ("arises" if arises else "find out" if open_ else "not on these answers"), facts


# Who does what, in order


def test_each_step_is_taken_when_it_is_called_for_and_not_else():
    called_for = {
        "memorandum": lambda f: f["several"] != "no",
        "assurance": lambda f: f["several"] != "no",
        "limits": lambda f: True,
        "finance_sign_off": lambda f: f["assessment"] != "not on these answers",
        "assessment": lambda f: f["assessment"] != "not on these answers",
        "consent": lambda f: f["consent"] != "not on these answers" and f["consented"] != "yes",
        "consent_kept": lambda f: f["consent"] != "not on these answers" and f["consented"] == "yes",
        "minister_told": lambda f: f["consent"] != "not on these answers",
        "collective": lambda f: True,
        "approval": lambda f: True,
        "modified": lambda f: "not met" in [f[name] for name in STANDARDS],
        "direction_discussed": lambda f: f["direction"] == "arises",
        "direction_asked": lambda f: f["direction"] == "arises",
        "direction_given": lambda f: f["direction"] == "arises",
        "direction_copied": lambda f: f["direction"] == "arises",
        "direction_in_a_body": lambda f: f["direction"] == "arises",
        "summary": lambda f: f["major"] == "yes",
        "liability_notified": lambda f: f["liability"] == "yes",
        "estimate_note": lambda f: f["service"] == "brief",
        "statement": lambda f: f["service"] == "bill",
        "accounts": lambda f: True,
    }
    assert [step.step_id for step in load_check().steps] == list(called_for)
    for step in load_check().steps:
        for facts in all_facts(step):
            assert step.holds(facts) == called_for[step.step_id](facts), (step.step_id, facts)


def test_the_order_of_the_guidance_is_kept():
    """3.4.7 finance before the accounting officer; 3.4.4 assessment before the Treasury clears; 3.6.2 modify, then ask; 3.6.3 consent
    before the request is final; 3.6.6 copies after the direction; A5.4.29 approval before a liability goes to Parliament."""
    order = {step.step_id: number for number, step in enumerate(load_check().steps)}
    for first, then in (
        ("finance_sign_off", "assessment"),
        ("assessment", "consent"),
        ("modified", "direction_asked"),
        ("consent", "direction_asked"),
        ("direction_discussed", "direction_asked"),
        ("direction_asked", "direction_given"),
        ("direction_given", "direction_copied"),
        ("assessment", "summary"),
        ("consent", "liability_notified"),
    ):
        assert order[first] < order[then]
    assert all(order[step.after] < order[step.step_id] for step in load_check().steps if step.after)


def test_whatever_is_answered_the_findings_and_the_steps_fit_each_other():
    """Of all combinations 2,000, drawn with a fixed seed: each part alone was looked at over all of its own above."""
    draw = random.Random(20261125)
    for _ in range(2_000):
        answers = {name: draw.choice(choices) for name, choices in QUESTIONS.items()}
        states = {one.finding_id: one.state for one in findings(answers)}
        assert list(states) == list(FINDINGS)
        if states["direction"] == "arises":
            assert answers["insists"] == "yes" and "not met" in [states[name] for name in STANDARDS]
            assert states["parliament"] == "arises" and states["assessment"] != "not on these answers"
        if states["consent"] != "not on these answers" and answers["consented"] != "yes":
            assert states["regularity"] != "met"
        if answers["service"] in ("bill", "none", "brief", "body"):
            assert states["consent"] == "arises" and states["new_service"] == "arises"


def test_a_plan_with_nothing_open_asks_for_nothing_more():
    checked = check(GOOD)
    assert {one.state for one in checked.standards} == {"met"}
    assert {one.state for one in checked.duties} == {"not on these answers"}
    assert [step.step_id for step in checked.steps] == ["memorandum", "assurance", "limits", "collective", "approval", "accounts"]


def test_nothing_known_leaves_everything_to_be_found_out():
    checked = check({})
    assert {one.state for one in checked.standards} == {"open"}
    assert {one.state for one in checked.duties} == {"find out"}
    assert checked.joint


def test_one_body_alone_is_not_told_of_joint_accountability():
    assert check(changed(several="no")).joint == ()
    assert [line.at[0].paragraph for line in check(changed(several="yes")).joint] == ["3.5.1", "7.5.4"]


def test_whether_a_new_company_needs_consent_is_said_in_two_ways_and_both_are_told():
    """Box A2.2D and A7.3.31 against Box A7.3A."""
    assert any("Box A7.3A" in one.note for one in check(changed(service="body")).differences)
    assert not any("Box A7.3A" in one.note for one in check(GOOD).differences)


def test_the_difference_on_the_single_accounting_officer_is_told_and_differences_on_other_matters_are_not():
    """Box A2.2C stands under a line on budgets; its difference with A2.2.36 is about consent that a law calls for."""
    notes = [one.note for one in check(changed(budget="no")).differences]
    assert any("7.5.4 asks for one accounting officer" in note for note in notes)
    assert not any("A2.2.36" in note for note in notes)


# What is told, for those who have no screen


def test_the_text_tells_what_arises_who_signs_and_on_which_paragraph():
    text = as_text(check_told.told(check(changed(value="no", insists="yes"))))
    assert text.startswith(NOT_ADVICE)
    assert "Ministerial direction: arises" in text and "Value for money: not met" in text
    assert ". Senior minister: Gives the direction in writing" in text
    assert "[Managing Public Money (April 2026), 3.6.2" in text


def test_programs_get_states_and_steps():
    told = check_told.as_dict(check(changed(major="yes")))
    assert told["duties"]["assessment"] == "arises" and told["standards"]["regularity"] == "met"
    assert [step["who"] for step in told["steps"]][2:5] == [
        "Each body that spends",
        "Senior officer responsible for finance",
        "Accounting officer",
    ]
    assert told["answers"]["insists"] == "unknown"
