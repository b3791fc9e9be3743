"""The self-assessment: every combination of answers comes to a profile and gaps that add up; a saved file comes back as it was."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.helpers.compared_assessments import compare
from assistant.helpers.saved_assessment import FORMAT, LARGEST, VERSION, Reopened, file_name, from_json, to_json
from assistant.helpers.self_assessment import (
    GIVEN,
    Answered,
    Assessment,
    AssessmentProblem,
    SetAside,
    areas,
    from_answers,
    gaps,
    open_questions,
    profile,
    questions,
)
from tests.assistant.real_paragraphs import paragraphs_at, paragraphs_in

DAY = date(2026, 11, 25)
EVERY = (*GIVEN, None)
MOST = 4  # answers of as many questions are combined in full; 4 answers to the 14 key questions alone would be 268 million


def assessment(**given) -> Assessment:
    return Assessment(
        made_on=DAY, answered=tuple(Answered(question_id=name.replace("_", "-"), given=one) for name, one in given.items())
    )


def saved(**changes) -> dict:
    return {"format": FORMAT, "version": VERSION, "programme": "Hubs", "date": "2026-11-25", "answers": {}, **changes}


def test_it_asks_the_five_requirements_the_fourteen_questions_the_three_areas_and_the_minimum():
    counted = {area.area_id: len(area.questions) for area in areas()}
    assert counted["requirements"] == 5
    assert counted["key-questions"] == 14
    assert counted["minimum-accountability"] == 7
    assert {"setting-up", "delivering", "improving"} < set(counted)
    assert len(questions()) == sum(counted.values())


def test_the_fourteen_questions_are_the_fourteen_of_the_annex(documents):
    (key_questions,) = [area for area in areas() if area.area_id == "key-questions"]
    named = [paragraphs_at(documents, question.line.at[0])[0].reference for question in key_questions.questions]
    in_the_annex = {p.reference for p in paragraphs_in(documents)["nao-joining-up-2001"] if p.reference.startswith("Annex, ")}
    assert len(set(named)) == 14
    assert set(named) == in_the_annex


def test_the_requirements_and_the_minimum_are_as_many_as_the_auditors_list(documents):
    paragraphs = {p.reference: p.text for p in paragraphs_in(documents)["nao-joining-up-2001"]}
    requirements = [line for line in paragraphs["23"].split("\n") if " - " in line]
    minimum = [line for line in paragraphs["24"].split("\n") if line.startswith("• ")]
    counted = {area.area_id: len(area.questions) for area in areas()}
    assert (len(requirements), len(minimum)) == (counted["requirements"], counted["minimum-accountability"])


def test_every_question_of_2023_stands_on_a_paragraph_of_its_own_part():
    parts = {"setting-up": "1.", "delivering": "2.", "improving": "3."}
    for area in areas():
        for question in area.questions if area.area_id in parts else ():
            at = question.line.at[0].paragraph
            assert at.startswith((parts[area.area_id], "Summary ")), question.question_id


def test_questions_of_2001_say_their_year_and_something_of_today_is_suggested_wherever_a_rule_speaks():
    for area in areas():
        sources = {place.source_id for question in area.questions for place in question.line.at}
        assert sources == {"nao-joining-up-2001" if area.dated == "2001" else "nao-cross-government-2023"}
        for question in area.questions:
            suggested = [place.source_id for line in question.suggests for place in line.at]
            assert suggested, question.question_id
            assert suggested[0] != "nao-joining-up-2001", question.question_id


@pytest.mark.parametrize("area", areas(), ids=lambda area: area.area_id)
def test_every_combination_of_answers_in_an_area_adds_up(area):
    asked = [question.question_id for question in area.questions]
    for begin in range(0, len(asked), MOST):
        some = asked[begin : begin + MOST]
        for combination in product(EVERY, repeat=len(some)):
            answered = tuple(Answered(question_id=name, given=one) for name, one in zip(some, combination, strict=True))
            made = Assessment(made_on=DAY, answered=answered)
            _adds_up(made, area.title, Counter(combination), len(asked))


@given(st.lists(st.sampled_from(EVERY), min_size=len(questions()), max_size=len(questions())))
@settings(max_examples=300, deadline=None)
def test_any_answers_to_all_questions_add_up(combination):
    answered = tuple(Answered(question_id=name, given=one) for name, one in zip(questions(), combination, strict=True))
    made = Assessment(made_on=DAY, answered=answered)
    counted = profile(made)
    assert [getattr(counted.whole, name) for name in GIVEN] == [combination.count(name) for name in GIVEN]
    for name in ("yes", "partly", "no", "unanswered"):
        assert sum(getattr(area, name) for area in counted.areas) == getattr(counted.whole, name)
    found = gaps(made)
    assert len(found) + len(open_questions(made)) + counted.whole.yes == len(questions())
    assert [gap.answered.given for gap in found] == ["no"] * counted.whole.no + ["partly"] * counted.whole.partly


def test_gaps_begin_with_no_and_keep_the_order_of_the_form():
    made = assessment(leadership="partly", goals="partly", minimum_roles="no", delivering_risk="no", skills="yes")
    assert [gap.question.question_id for gap in gaps(made)] == ["delivering-risk", "minimum-roles", "goals", "leadership"]


def test_an_answer_that_is_taken_back_leaves_nothing_behind():
    made = assessment(goals="yes").with_answer(Answered(question_id="goals", given="no", note="Not agreed"))
    assert made.to("goals").note == "Not agreed"
    assert made.with_answer(Answered(question_id="goals")) == assessment()


def test_answers_given_by_a_program_are_checked():
    assert from_answers({"goals": "partly"}, made_on=DAY) == assessment(goals="partly")
    with pytest.raises(AssessmentProblem, match="no question 'hope'"):
        from_answers({"hope": "yes"}, made_on=DAY)
    with pytest.raises(AssessmentProblem, match="'maybe' is no answer to goals"):
        from_answers({"goals": "maybe"}, made_on=DAY)


texts = st.text(st.characters(exclude_categories=("C",)), max_size=50)


@given(
    st.dictionaries(st.sampled_from(list(questions())), st.tuples(st.sampled_from(EVERY), texts, texts)),
    texts,
    st.dates(),
)
@settings(max_examples=200, deadline=None)
def test_what_is_saved_comes_back_as_it_was(answers, programme, day):
    answered = [Answered(question_id=name, given=one, note=note, evidence=seen) for name, (one, note, seen) in answers.items()]
    made = Assessment(programme=programme, made_on=day, answered=tuple(one for one in answered if not one.is_blank))
    assert from_json(to_json(made).encode()) == Reopened(**made.model_dump())


def test_a_saved_file_can_be_read_without_signpost():
    content = json.loads(to_json(assessment(goals="partly")))
    assert content["answers"]["goals"]["question"] == questions()["goals"].line.says
    assert content["version"] == VERSION


def test_a_question_that_is_not_asked_here_is_set_aside_and_saved_again():
    entry = {"question": "Do they sing?", "answer": "no", "note": "Out of tune", "evidence": ""}
    back = from_json(json.dumps(saved(answers={"singing": entry, "goals": {"answer": "yes"}})))
    assert back.set_aside == (
        SetAside(answered=Answered(question_id="singing", given="no", note="Out of tune"), asked="Do they sing?"),
    )
    assert back.to("goals").given == "yes"
    assert json.loads(to_json(back))["answers"]["singing"] == entry
    assert sum(area.asked for area in profile(back).areas) == len(questions())


def test_a_question_that_was_asked_in_other_words_is_told():
    content = saved(answers={"goals": {"question": "Are there goals?", "answer": "yes"}})
    assert from_json(json.dumps(content)).reworded == (questions()["goals"].name,)
    assert from_json(to_json(assessment(goals="yes"))).reworded == ()


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (b"", "not JSON, or it is damaged"),
        (b"\xff\xfe\x00", "not JSON, or it is damaged"),
        (b"PK\x03\x04 a Word file", "not JSON, or it is damaged"),
        (to_json(assessment(goals="yes"))[:-20].encode(), "not JSON, or it is damaged"),
        (b"[" * 100_000, "not JSON, or it is damaged"),
        (b"1" * 10_000, "not JSON, or it is damaged"),
        (b'{"version": NaN}', "not JSON, or it is damaged"),
        (b"[]", "JSON of another kind"),
        (b"{}", "does not say"),
        (json.dumps(saved(format="other")), "does not say"),
        (json.dumps(saved(version="1")), "no version"),
        (json.dumps(saved(version=True)), "no version"),
        (json.dumps(saved(version=VERSION + 1)), f"version {VERSION + 1} of the format"),
        (json.dumps(saved(answers=[])), "no answers"),
        (json.dumps(saved(answers={str(n): {} for n in range(501)})), "501 answers"),
        (json.dumps(saved(answers={"goals": "yes"})), "not in the form"),
        (json.dumps(saved(answers={"goals": {"answer": "maybe"}})), "neither yes, partly, no nor empty"),
        (json.dumps(saved(answers={"goals": {"answer": ["yes"]}})), "neither yes, partly, no nor empty"),
        (json.dumps(saved(answers={"goals": {"answer": "yes", "note": {"a": 1}}})), "not text"),
        (json.dumps(saved(answers={"goals": {"answer": "yes", "note": 0}})), "not text"),
        (json.dumps(saved(answers={"goals": {"answer": "yes", "note": "x" * 10_001}})), "longer than 10,000"),
        (json.dumps(saved(answers={"g" * 201: {}})), "longer than 200"),
        (json.dumps(saved(programme=7)), "not text"),
        (json.dumps(saved(programme="x" * 201)), "longer than 200"),
        (json.dumps(saved(date="2026-02-30")), "no day"),
        (json.dumps(saved(date=20261125)), "no day"),
        ('{"answers": {"goals": {}, "goals": {}}}', "more than once"),
        (b" " * (LARGEST + 1), "too large"),
    ],
    ids=lambda one: None if not isinstance(one, str) or len(one) > 40 else one,
)
def test_a_broken_or_hostile_file_is_refused_with_the_reason(file, said):
    with pytest.raises(AssessmentProblem, match=said):
        from_json(file)


@given(st.binary(max_size=200))
@settings(max_examples=200, deadline=None)
def test_no_bytes_do_worse_than_be_refused(file):
    with pytest.raises(AssessmentProblem):
        from_json(file)


def test_invisible_and_control_characters_do_not_come_in():
    hostile = "a\u202eb\u0000c\ud800d"
    back = from_json(
        json.dumps(saved(programme=hostile, answers={"goals": {"answer": "no", "note": hostile, "evidence": hostile}}))
    )
    assert (back.programme, back.to("goals").note, back.to("goals").evidence) == ("abcd",) * 3
    to_json(back).encode()


def test_the_file_is_named_for_the_programme_and_the_day():
    made = Assessment(programme="../Youth <Hubs>: phase 2", made_on=DAY)
    assert file_name(made) == "self-assessment-youth-hubs-phase-2-2026-11-25"
    assert file_name(assessment()) == "self-assessment-2026-11-25"


def test_every_pair_of_answers_compares_one_way():
    worth = {"no": 0, "partly": 1, "yes": 2}
    for before, after in product(EVERY, repeat=2):
        compared = compare(assessment(goals=before), assessment(goals=after))
        if before == after:
            assert compared.changes == ()
            assert compared.unchanged == (before is not None)
            continue
        (change,) = compared.changes
        if before is None or after is None:
            assert change.direction == ("newly answered" if before is None else "no longer answered")
        else:
            assert change.direction == ("better" if worth[after] > worth[before] else "worse")
        assert compared.unchanged == 0


def test_two_dates_are_compared_the_earlier_first_whichever_is_given_first():
    spring = assessment(goals="no", leadership="yes", skills="yes").model_copy(update={"made_on": date(2026, 4, 1)})
    autumn = assessment(goals="yes", leadership="partly", skills="yes")
    for compared in (compare(spring, autumn), compare(autumn, spring)):
        assert (compared.earlier, compared.later) == (spring, autumn)
        assert [change.in_words() for change in compared.changes] == [
            "Leadership: was yes, now partly (worse)",
            "Shared goals: was no, now yes (better)",
        ]
        assert compared.unchanged == 1
        assert (compared.before.whole.yes, compared.after.whole.yes) == (2, 2)


def test_two_programmes_are_told_apart():
    one, other = assessment(goals="yes"), assessment(goals="yes")
    assert compare(one, other).programmes == ()
    renamed = other.model_copy(update={"programme": "Youth hubs"})
    assert compare(one, renamed).programmes == ("", "Youth hubs")


def _adds_up(made: Assessment, title: str, given: Counter, asked: int) -> None:
    counted = profile(made)
    (own,) = [area for area in counted.areas if area.title == title]
    assert (own.yes, own.partly, own.no) == tuple(given[name] for name in GIVEN)
    assert own.unanswered == asked - own.yes - own.partly - own.no
    assert sum(area.asked for area in counted.areas) == counted.whole.asked == len(questions())
    found = gaps(made)
    assert Counter(gap.answered.given for gap in found) == Counter(
        {name: given[name] for name in ("no", "partly") if given[name]}
    )
    assert all(gap.question.suggests for gap in found)
    assert {gap.question.question_id for gap in found}.isdisjoint(q.question_id for q in open_questions(made))
