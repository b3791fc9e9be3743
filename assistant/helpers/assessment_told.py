"""What a self-assessment tells, under headings, and its forms for programs (pure)."""

from __future__ import annotations

from assistant.helpers.grounds import Grounds
from assistant.helpers.outline import Section, as_dicts, line_as_dict
from assistant.helpers.self_assessment import GIVEN, IN_WORDS, Area, Assessment, Count, Gap, areas, gaps, open_questions, profile


def told(assessment: Assessment) -> tuple[Section, ...]:
    """The profile, the gaps with the widest first, and what is not yet answered; for `outline.as_text`."""
    counted = profile(assessment)
    sections = (
        Section(title="Profile", notes=tuple(count.in_words() for count in (*counted.areas, counted.whole))),
        Section(title="Gaps, the widest first", parts=tuple(map(_gap, gaps(assessment)))),
        Section(title="Not yet answered", notes=tuple(question.name for question in open_questions(assessment))),
    )
    return tuple(section for section in sections if not section.is_empty)


def as_dict(assessment: Assessment, grounds: Grounds | None = None) -> dict:
    """For programs: counts of each area and of all, the ids of the gaps and of the unanswered questions, and all that is told."""
    counted = profile(assessment)
    return {
        "programme": assessment.programme,
        "made_on": assessment.made_on.isoformat(),
        "profile": [_counts(area, count) for area, count in zip(areas(), counted.areas, strict=True)],
        "all": {name: counted.whole.of(name) for name in GIVEN} | {"unanswered": counted.whole.unanswered},
        "gaps": [{"question": gap.question.question_id, "answer": gap.answered.given} for gap in gaps(assessment)],
        "unanswered": [question.question_id for question in open_questions(assessment)],
        "told": as_dicts(told(assessment), grounds),
    }


def questions_as_dicts(grounds: Grounds | None = None) -> list[dict]:
    """For programs: every part of the form with its questions, their ids and the paragraphs they restate."""
    return [
        {
            "area": area.area_id,
            "title": area.title,
            "dated": area.dated,
            "historic": area.is_historic,
            "questions": [
                {"id": question.question_id, "name": question.name, **line_as_dict(question.line, grounds)}
                for question in area.questions
            ],
        }
        for area in areas()
    ]


def _gap(gap: Gap) -> Section:
    noted = (("Note: ", gap.answered.note), ("Evidence: ", gap.answered.evidence))
    return Section(
        title=f"{gap.question.name}: {IN_WORDS[gap.answered.given].lower()} ({gap.area.title}, {gap.area.dated})",
        notes=(gap.question.line.says, *(f"{name}{' '.join(text.split())}" for name, text in noted if text.strip())),
        lines=gap.question.suggests,
    )


def _counts(area: Area, count: Count) -> dict:
    return {"area": area.area_id, **{name: count.of(name) for name in GIVEN}, "unanswered": count.unanswered}
