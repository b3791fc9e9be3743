"""The crib sheet: complete for every model and every state of what it draws on, and never with another model's text."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from itertools import pairwise, product

import docx
import pytest
from docx.oxml.ns import qn

from assistant.export_markdown import literal
from assistant.helpers import accounting_officer, joint_models
from assistant.helpers.crib_sheet import (
    DRAFT,
    MOST_GAPS,
    NOT_CHECKED,
    NOT_CONSIDERED,
    CribSheet,
    Part,
    crib_sheet,
    lines_of,
    load_contents,
    models,
)
from assistant.helpers.crib_sheet_text import as_dict, as_markdown
from assistant.helpers.export_crib_sheet import as_word
from assistant.helpers.lines import Line
from assistant.helpers.self_assessment import Assessment, areas, from_answers, gaps, questions
from assistant.whom import whom_to_ask
from tests.assistant.helpers.holding import grounds_of_the_digest, grounds_over
from tests.builders import edition, passage, source

DAY = date(2026, 11, 25)
CONSIDERED = (None, joint_models.consider({}), joint_models.consider({"money": "several", "shape": "plan"}))
CHECKED = (None, accounting_officer.check({}), accounting_officer.check({"several": "yes", "novel": "yes"}))
ASSESSED = (None, Assessment(made_on=DAY), from_answers({"goals": "no", "skills": "partly"}, made_on=DAY))
EVERY = list(product((None, *models()), CONSIDERED, CHECKED, ASSESSED))
TITLES = [
    "The model",
    *(standing.title for standing in load_contents().parts),
    "Gaps in the self-assessment",
    "Whom to ask",
]
HOSTILE = "<img src=x onerror=alert(1)> [a](javascript:alert(2)) | # *b* \u202e"


def sheet(model_id=None, considered=None, checked=None, assessment=None, **fields) -> CribSheet:
    return crib_sheet(made_on=DAY, model_id=model_id, considered=considered, checked=checked, assessment=assessment, **fields)


def part(made: CribSheet, title: str) -> Part:
    return next(one for one in made.parts if one.title == title)


def read_back(file: bytes) -> docx.document.Document:
    return docx.Document(io.BytesIO(file))


def footnotes_in(file: bytes) -> str:
    return zipfile.ZipFile(io.BytesIO(file)).read("word/footnotes.xml").decode()


def test_every_sheet_has_every_part_whatever_it_is_made_of():
    for made_of in EVERY:
        made = sheet(*made_of)
        assert [one.title for one in made.parts] == TITLES
        assert all(one.lines or one.notes or one.parts for one in made.parts)


def test_the_parts_that_the_sheet_is_to_have_are_there():
    ids = [standing.part_id for standing in load_contents().parts]
    assert ids == ["accountabilities", "money", "memorandum", "governance", "risk", "data", "evaluation", "exit"]
    assert all(standing.lines or standing.headings for standing in load_contents().parts)


@pytest.mark.parametrize("model_id", models())
def test_a_chosen_model_s_sheet_holds_no_other_model_s_text(model_id):
    own = models()[model_id].box
    for considered, checked in product(CONSIDERED, CHECKED):
        made = sheet(model_id, considered, checked)
        told = [one for one in made.parts if one.title != "Who is accountable"]
        accountable = part(made, "Who is accountable")
        apart = [below for below in accountable.parts if below.title.startswith("Where the documents differ")]
        kept = [below for below in accountable.parts if below not in apart and below.title != "Who does and signs what"]
        of_models = {
            place.paragraph
            for line in (*lines_of(told), *accountable.lines, *lines_of(kept))
            for place in line.at
            if place.paragraph.startswith("Box 7.3, Model")
        }
        assert of_models <= {own}


@pytest.mark.parametrize("model_id", models())
def test_everything_that_the_comparison_says_of_the_chosen_model_stands_there(model_id):
    wanted = {name for standing in load_contents().parts for name in standing.from_model}
    stand = set(lines_of(sheet(model_id).parts))
    said = [line for aspect, lines in models()[model_id].says.items() if aspect in wanted for line in lines]
    assert set(said) <= stand
    assert models()[model_id].describes in stand


def test_an_aspect_on_which_the_guidance_is_silent_is_told_as_silent():
    accountable = part(sheet("model-1"), "Who is accountable")
    assert any(
        "nothing of this model in particular on: Senior responsible owner; Ministers." in note for note in accountable.notes
    )


def test_without_a_choice_the_models_that_are_left_stand_in_the_order_of_the_guidance():
    considered = joint_models.consider({"policy_moves": "no", "budget_moves": "no"})
    shown = [below.title for below in part(sheet(considered=considered), "The model").parts]
    assert shown == [one.model.name for one in considered.open_models]
    assert NOT_CONSIDERED in part(sheet(), "The model").notes


def test_a_choice_that_the_answers_rule_out_is_told_with_its_reasons():
    considered = joint_models.consider({"budget_moves": "no"})
    (check,) = part(sheet("model-5", considered), "The model").parts
    own = next(one for one in considered.models if one.model.model_id == "model-5")
    assert own.is_ruled_out
    assert check.lines == own.reasons
    assert part(sheet("model-3", considered), "The model").parts == ()


def test_a_model_that_there_is_not_is_refused():
    with pytest.raises(ValueError, match="no model 'model-7'"):
        sheet("model-7")


def test_whatever_the_check_finds_to_arise_stands_there_with_every_reason():
    names = ("several", "novel", "limits")
    asked = [q for q in accounting_officer.load_check().questions if q.question_id in names]
    for choices in product(*(q.choices for q in asked)):
        checked = accounting_officer.check({q.question_id: choice for q, choice in zip(asked, choices, strict=True)})
        accountable = part(sheet(checked=checked), "Who is accountable")
        stand = set(lines_of([accountable]))
        for duty in checked.duties:
            if duty.state in ("arises", "good practice"):
                assert set(duty.because) <= stand
            elif duty.state == "find out":
                assert any(line.says.startswith(f"{duty.name}: ") and line.at == duty.because[0].at for line in stand)
        assert len(next(p for p in accountable.parts if p.title == "Who does and signs what").lines) == len(checked.steps)
    assert NOT_CHECKED in part(sheet(), "Who is accountable").notes


def test_the_two_voices_on_the_single_accounting_officer_are_always_told():
    for made_of in EVERY:
        lines = [line for line in lines_of(sheet(*made_of).parts) if "not of one voice" in line.says]
        assert [place.paragraph for place in lines[0].at][:2] == ["7.5.4", "3.5.1"]


def test_every_heading_of_the_memorandum_says_why_it_is_there_and_what_to_fill_in():
    headings = part(sheet(), "Memorandum of understanding: a skeleton to fill").parts
    assert len(headings) == 15
    assert all(heading.lines and heading.fill for heading in headings)


def test_gaps_come_widest_first_and_are_cut_where_the_sheet_would_grow_long():
    every = from_answers(dict.fromkeys(questions(), "no"), made_on=DAY)
    shown = part(sheet(assessment=every), "Gaps in the self-assessment")
    assert len(shown.parts) == MOST_GAPS
    assert f"{len(questions()) - MOST_GAPS} more" in shown.notes[0]
    assert [below.lines for below in shown.parts] == [gap.question.suggests[:1] for gap in gaps(every)[:MOST_GAPS]]
    fine = from_answers(dict.fromkeys(questions(), "yes"), made_on=DAY)
    assert part(sheet(assessment=fine), "Gaps in the self-assessment").parts == ()


def test_everybody_whom_the_list_names_is_there_with_their_paragraph_where_there_is_one():
    people = part(sheet(), "Whom to ask")
    told = " ".join((*people.notes, *(line.says for line in people.lines))).casefold()
    for asked in load_contents().asked:
        for person in whom_to_ask(asked.asks).people:
            assert person.who.casefold() in told
            assert person.place is None or any(person.place in line.at and asked.about in line.says for line in people.lines)


def test_every_paragraph_is_held_as_read_in_the_digest():
    grounds = grounds_of_the_digest()
    for made_of in EVERY[:: len(EVERY) // 40]:
        for line in lines_of(sheet(*made_of).parts):
            assert [ground.state for ground in grounds.under(line).grounds] == ["as read"] * len(line.at)


def test_as_markdown_it_is_a_draft_with_a_pinpoint_behind_every_line():
    made = sheet("model-4", CONSIDERED[2], CHECKED[2], ASSESSED[2], programme="Youth hubs")
    text = as_markdown(made, grounds_of_the_digest())
    assert text.index(literal(DRAFT)) < text.index("## ")
    rows = [row for row in text.split("\n") if row.startswith("- ") and not row.endswith("\\_\\_\\_\\_")]
    assert len(rows) == len(list(lines_of(made.parts)))
    assert all(row.endswith("\\]") and "(" in row for row in rows)
    assert "HM Treasury, Managing Public Money (April 2026), Box 7.3, Model 4, p. 78" in text
    assert "(December 2001), paragraph 24, historic" in text


def test_a_hostile_name_stands_as_text_in_every_form():
    made = sheet(programme=HOSTILE)
    text = as_markdown(made)
    assert "\\<img" in text
    assert "\u202e" not in text
    assert r"\[a\](javascript" in text
    word = read_back(as_word(made))
    assert word.paragraphs[1].text.startswith("<img src=x onerror=alert(1)>")
    assert "\u202e" not in word.paragraphs[1].text


def test_as_a_dict_it_holds_every_line():
    made = sheet("model-2", programme="Youth hubs")
    told = as_dict(made, grounds_of_the_digest())
    assert told["draft"] == DRAFT
    assert _count(told["parts"]) == len(list(lines_of(made.parts)))


@pytest.mark.parametrize("made_of", EVERY[:: len(EVERY) // 6])
def test_in_word_it_is_marked_a_draft_on_every_page_and_every_line_has_its_footnotes(made_of):
    made = sheet(*made_of)
    file = as_word(made, grounds_of_the_digest())
    word = read_back(file)
    for section in word.sections:
        assert section.header.paragraphs[0].text == DRAFT
        assert not section.different_first_page_header_footer
        assert section.footer.paragraphs[0]._p.findall(qn("w:fldSimple"))
    marks = len(word.element.body.findall(f".//{qn('w:footnoteReference')}"))
    assert marks == sum(len(line.at) for line in lines_of(made.parts))
    assert footnotes_in(file).count("<w:footnote ") == marks + 2  # and the two rules that Word wants


def test_in_word_headings_go_down_one_step_at_a_time_and_the_memorandum_is_a_table_with_a_head():
    word = read_back(as_word(sheet("model-5", CONSIDERED[1], CHECKED[2], ASSESSED[2])))
    levels = [int(p.style.name[-1]) for p in word.paragraphs if p.style.name.startswith("Heading")]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    (table,) = word.tables
    assert table.rows[0]._tr.find(f".//{qn('w:tblHeader')}") is not None
    assert [row.cells[0].text for row in table.rows[1:]] == [
        heading.title for heading in part(sheet(), "Memorandum of understanding: a skeleton to fill").parts
    ]
    assert word.core_properties.language == "en-GB"


def test_a_paragraph_that_is_worded_anew_is_told_in_every_form(tmp_path):
    line = Line(says="Write it down.", at=("hmt-managing-public-money, 7.6.2",))
    made = CribSheet(programme="", made_on=DAY, parts=(Part(title="Memorandum", lines=(line,)),))
    grounds = grounds_over(
        tmp_path / "corpus-anew",
        passage("7.6.2", "Nobody needs to write anything down.", source_id="hmt-managing-public-money"),
        sources=(source("hmt-managing-public-money", short_title="The Handbook"),),
        editions=(edition("hmt-managing-public-money", title="May 2027"),),
    )
    warning = "The Handbook (May 2027) words 7.6.2 anew since this was written"
    assert warning in as_markdown(made, grounds)
    assert any(warning in p.text for p in read_back(as_word(made, grounds)).paragraphs)
    assert warning in as_dict(made, grounds)["parts"][0]["lines"][0]["warnings"][0]


def test_every_area_of_the_self_assessment_may_fill_the_gaps():
    for area in areas():
        first = area.questions[0]
        shown = part(sheet(assessment=from_answers({first.question_id: "partly"}, made_on=DAY)), "Gaps in the self-assessment")
        assert [below.title for below in shown.parts] == [f"{first.name}: partly"]


def _count(parts: list[dict]) -> int:
    return sum(len(one.get("lines", ())) + _count(one.get("parts", [])) for one in parts)
