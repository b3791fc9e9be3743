"""The self-assessment as a Word file, read back."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from itertools import pairwise

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from assistant.helpers.assessment_told import as_dict, questions_as_dicts, told
from assistant.helpers.export_self_assessment import MARK, as_word
from assistant.helpers.outline import as_text
from assistant.helpers.profile_picture import WIDTH, as_png, in_words
from assistant.helpers.self_assessment import (
    GIVEN,
    Answered,
    Assessment,
    SetAside,
    areas,
    from_answers,
    gaps,
    profile,
    questions,
)
from tests.assistant.helpers.holding import grounds_of_the_digest

DAY = date(2026, 11, 25)
HOSTILE = "<b>&amp; \u202e **bold** ]]>"
SOME = Assessment(
    programme="Youth hubs",
    made_on=DAY,
    answered=(
        Answered(question_id="goals", given="no", note="Not agreed", evidence="Minutes of 3 May"),
        Answered(question_id="delivering-risk", given="partly"),
        Answered(question_id="skills", given="yes"),
    ),
    set_aside=(SetAside(answered=Answered(question_id="singing", given="no", note="Flat"), asked="Do they sing?"),),
)


def read_back(file: bytes) -> docx.document.Document:
    return docx.Document(io.BytesIO(file))


def text_of(word: docx.document.Document) -> str:
    cells = (cell.text for table in word.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(p.text for p in word.paragraphs), *cells])


def test_the_profile_comes_first_then_the_gaps_then_every_answer():
    word = read_back(as_word(SOME, grounds_of_the_digest()))
    headings = [p.text for p in word.paragraphs if p.style.name == "Heading 1"]
    assert headings == ["Profile", "Gaps, the widest first (2)", "Every answer", "Not yet answered (38)", "Set aside"]
    second = [p.text for p in word.paragraphs if p.style.name == "Heading 2"]
    assert second[:2] == ["Shared goals: no", "Risk: partly"]
    assert second[2:] == [f"{area.title} ({area.dated})" for area in areas()]


def test_the_picture_of_the_profile_has_its_text_and_the_text_is_a_table_too():
    word = read_back(as_word(SOME))
    (picture,) = word.element.body.findall(f".//{qn('wp:docPr')}")
    assert picture.get("descr") == in_words(profile(SOME))
    assert "Five requirements of joint working: of 5 questions 0 yes, 0 partly, 1 no, 4 not yet answered" in picture.get("descr")
    rows = [[cell.text for cell in row.cells] for row in word.tables[0].rows]
    assert rows[0] == ["Part", "Yes", "Partly", "No", "Not yet answered"]
    assert rows[1] == ["Five requirements of joint working", "0", "0", "1", "4"]
    assert rows[-1] == ["All parts", "1", "1", "1", "38"]


def test_every_question_stands_there_with_its_answer_note_and_evidence():
    text = text_of(read_back(as_word(SOME)))
    assert all(question.line.says in text for question in questions().values())
    for typed in ("Youth hubs", "25 November 2026", "Not agreed", "Minutes of 3 May", "Do they sing? No. Flat"):
        assert typed in text


def test_every_suggestion_for_a_gap_has_its_footnotes_with_edition_and_address():
    file = as_word(SOME, grounds_of_the_digest())
    word = read_back(file)
    notes = zipfile.ZipFile(io.BytesIO(file)).read("word/footnotes.xml").decode()
    suggested = [line for gap in gaps(SOME) for line in (gap.question.line, *gap.question.suggests)]
    wanted = sum(len(line.at) for line in (*suggested, *(question.line for question in questions().values())))
    assert len(word.element.body.findall(f".//{qn('w:footnoteReference')}")) == wanted
    assert "Joining Up to Improve Public Services, HC 383 (December 2001), paragraph 23" in notes
    assert "Historic: not current guidance" in notes
    assert all(line.says in text_of(word) for line in suggested)


def test_each_page_says_whose_words_these_are_and_questions_of_2001_are_flagged():
    word = read_back(as_word(SOME))
    assert word.sections[0].header.paragraphs[0].text == MARK
    assert sum("questions of 2001 come from a report that is not current" in p.text for p in word.paragraphs) == 3


def test_headings_go_down_one_step_at_a_time_and_every_table_has_a_head():
    word = read_back(as_word(SOME))
    levels = [int(p.style.name[-1]) for p in word.paragraphs if p.style.name.startswith("Heading")]
    assert all(after - before <= 1 for before, after in pairwise(levels))
    for table in word.tables:
        assert table.rows[0]._tr.find(f".//{qn('w:tblHeader')}") is not None


@pytest.mark.parametrize("given", GIVEN)
def test_a_form_answered_all_alike_can_be_exported(given):
    made = from_answers(dict.fromkeys(questions(), given), made_on=DAY)
    word = read_back(as_word(made, grounds_of_the_digest()))
    assert (len(gaps(made)) == 0) == (given == "yes") == ("No question is answered no or partly." in text_of(word))


def test_hostile_text_is_text_in_word():
    made = Assessment(programme=HOSTILE, made_on=DAY, answered=(Answered(question_id="goals", given="no", note=HOSTILE),))
    text = text_of(read_back(as_word(made)))
    assert text.count("<b>&amp;  **bold** ]]>") == 3


@given(st.lists(st.sampled_from((*GIVEN, None)), min_size=len(questions()), max_size=len(questions())))
@settings(max_examples=10, deadline=None)
def test_any_profile_can_be_drawn(combination):
    answered = tuple(Answered(question_id=name, given=one) for name, one in zip(questions(), combination, strict=True))
    picture = Image.open(io.BytesIO(as_png(profile(Assessment(made_on=DAY, answered=answered)))))
    assert picture.width == WIDTH
    assert len(picture.getcolors(1_000_000)) > 2


def test_for_programs_it_tells_counts_gaps_and_suggestions():
    content = as_dict(SOME, grounds_of_the_digest())
    assert content["gaps"] == [{"question": "goals", "answer": "no"}, {"question": "delivering-risk", "answer": "partly"}]
    assert content["all"] == {"yes": 1, "partly": 1, "no": 1, "unanswered": 38}
    assert sum(len(area["questions"]) for area in questions_as_dicts()) == len(questions())
    asked = {question["id"] for area in questions_as_dicts(grounds_of_the_digest()) for question in area["questions"]}
    assert asked == set(questions())
    text = as_text(told(SOME), grounds_of_the_digest())
    assert text.index("Shared goals: no") < text.index("Risk: partly")
    assert "Note: Not agreed" in text
