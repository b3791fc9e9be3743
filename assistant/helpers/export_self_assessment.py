"""A self-assessment set in Word, through python-docx: the profile on the first page, then the gaps, then every answer."""

from __future__ import annotations

from io import BytesIO

from docx import Document
from docx.shared import Cm

from assistant.dates import day_in_words
from assistant.export import plain
from assistant.helpers.export_lines import LinesInWord
from assistant.helpers.grounds import Grounds
from assistant.helpers.profile_picture import as_png, in_words
from assistant.helpers.self_assessment import IN_WORDS, Area, Assessment, Gap, Profile, areas, gaps, open_questions, profile
from assistant.word_pages import add_table, mark_every_page, set_page, set_properties, written

TITLE = "Self-assessment of joint working"
MARK = "Self-assessment made with Signpost. The questions and suggestions are our words, not the sources'."
HISTORIC = "The questions of {dated} come from a report that is not current guidance."
_PICTURE_WIDTH = Cm(17)
_HEAD = ("Question", "Answer", "Note", "Evidence")
_WIDTHS = (Cm(6.2), Cm(2), Cm(5), Cm(3.8))


def as_word(assessment: Assessment, grounds: Grounds | None = None) -> bytes:
    """A .docx on A4. With `grounds` the footnotes are of the editions held, with their addresses and warnings."""
    document = Document()
    programme = plain(assessment.programme) or "Programme without a name"
    set_properties(document, f"{TITLE}: {programme}")
    set_page(document.sections[0])
    mark_every_page(document.sections[0], MARK)
    lines = LinesInWord(document, grounds)
    document.add_heading(TITLE, level=0)
    document.add_paragraph(f"{programme}, {day_in_words(assessment.made_on)}")
    _add_profile(document, profile(assessment))
    found = gaps(assessment)
    document.add_heading(f"Gaps, the widest first ({len(found)})")
    if not found:
        document.add_paragraph("No question is answered no or partly.")
    for gap in found:
        _add_gap(document, gap, lines)
    document.add_heading("Every answer")
    for area in areas():
        _add_answers(document, area, assessment, lines)
    _add_rest(document, assessment)
    return written(document)


def _add_profile(document, counted: Profile) -> None:
    """The picture, and its text both as its alternative and as a table."""
    document.add_heading("Profile")
    picture = document.add_picture(BytesIO(as_png(counted)), width=_PICTURE_WIDTH)
    picture._inline.docPr.set("descr", in_words(counted))
    picture._inline.docPr.set("title", "Profile")
    rows = [(count.title, *(str(count.of(given)) for given in IN_WORDS)) for count in (*counted.areas, counted.whole)]
    add_table(document, ("Part", *IN_WORDS.values()), rows, (Cm(7), *[Cm(2.5)] * len(IN_WORDS)))


def _add_gap(document, gap: Gap, lines: LinesInWord) -> None:
    document.add_heading(f"{gap.question.name}: {IN_WORDS[gap.answered.given].lower()}", level=2)
    asked = document.add_paragraph(f"{gap.question.line.says} ({gap.area.title}, {gap.area.dated})")
    lines.note(asked, gap.question.line)
    for name, text in (("Note", gap.answered.note), ("Evidence", gap.answered.evidence)):
        if text.strip():
            typed = document.add_paragraph()
            typed.add_run(f"{name}: ").bold = True
            typed.add_run(plain(text))
    document.add_paragraph("What the guidance suggests:")
    for line in gap.question.suggests:
        lines.add(line)


def _add_answers(document, area: Area, assessment: Assessment, lines: LinesInWord) -> None:
    document.add_heading(f"{area.title} ({area.dated})", level=2)
    if area.is_historic:
        document.add_paragraph(HISTORIC.format(dated=area.dated))
    answers = [(question, assessment.to(question.question_id)) for question in area.questions]
    rows = [(q.line.says, IN_WORDS[said.given], plain(said.note), plain(said.evidence)) for q, said in answers]
    table = add_table(document, _HEAD, rows, _WIDTHS)
    for row, (question, _) in zip(table.rows[1:], answers, strict=True):
        lines.note(row.cells[0].paragraphs[0], question.line)


def _add_rest(document, assessment: Assessment) -> None:
    unanswered = open_questions(assessment)
    if unanswered:
        document.add_heading(f"Not yet answered ({len(unanswered)})")
        document.add_paragraph("; ".join(question.name for question in unanswered) + ".")
    if assessment.set_aside:
        document.add_heading("Set aside")
        document.add_paragraph("Answers in the file to questions that are not asked here; not counted above.")
        for aside in assessment.set_aside:
            asked = plain(aside.asked or aside.answered.question_id)
            document.add_paragraph(f"{asked} {IN_WORDS[aside.answered.given]}. {plain(aside.answered.note)}", style="List Bullet")
