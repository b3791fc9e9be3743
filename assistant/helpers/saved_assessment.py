"""A self-assessment as a file to keep, and back: JSON that says of itself what it is, read with suspicion (pure)."""

from __future__ import annotations

import json
import re
from datetime import date

from assistant.export import plain
from assistant.helpers.self_assessment import GIVEN, Answered, Assessment, AssessmentProblem, SetAside, questions

FORMAT, VERSION = "signpost self-assessment", 1
LARGEST = 1_000_000  # bytes; forty answers with a page of notes each are a fifth of it
LONGEST = 10_000  # characters of a note; a programme's name has less
LONGEST_NAME = 200
MOST_ANSWERS = 500
_NOT_OURS = "This is not a self-assessment that was saved here"


class Reopened(Assessment):
    """`reworded` are the names of questions that are asked in other words today than when the file was saved."""

    reworded: tuple[str, ...] = ()


def to_json(assessment: Assessment) -> str:
    """The file's text: every answer under its question's id, with the question as it was asked, so that it can be read alone."""
    asked = [(one, questions()[one.question_id].line.says) for one in assessment.answered]
    asked += [(aside.answered, aside.asked) for aside in assessment.set_aside]
    content = {
        "format": FORMAT,
        "version": VERSION,
        "programme": assessment.programme,
        "date": assessment.made_on.isoformat(),
        "answers": {
            one.question_id: {"question": words, "answer": one.given, "note": one.note, "evidence": one.evidence}
            for one, words in asked
        },
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def file_name(assessment: Assessment) -> str:
    """ "self-assessment-youth-hubs-2026-11-25", without the ending."""
    return "-".join(filter(None, ("self-assessment", name_part(assessment.programme), assessment.made_on.isoformat())))


def name_part(programme: str) -> str:
    """A programme's name as a part of a file's name; empty when none of its letters can stand in one."""
    return re.sub(r"[^a-z0-9]+", "-", programme.lower()).strip("-")[:40].strip("-")


def from_json(file: bytes | str) -> Reopened:
    """The assessment in a saved file. Raises AssessmentProblem, which says what is wrong with the file, for any other."""
    content = _parsed(file)
    if content.get("format") != FORMAT:
        raise AssessmentProblem(f"{_NOT_OURS}: it does not say “{FORMAT}” of itself.")
    version = content.get("version")
    if type(version) is not int or version < 1:
        raise AssessmentProblem(f"{_NOT_OURS}: it names no version of its format.")
    if version > VERSION:
        raise AssessmentProblem(
            f"This file has version {version} of the format, and this Signpost knows versions up to {VERSION}. "
            "Open it with a newer one."
        )
    answers = content.get("answers")
    if not isinstance(answers, dict):
        raise AssessmentProblem("The file holds no answers.")
    if len(answers) > MOST_ANSWERS:
        raise AssessmentProblem(f"The file holds {len(answers)} answers; {MOST_ANSWERS} is the most that is read.")
    read = [_answer(question_id, entry) for question_id, entry in answers.items()]
    known = [(one, asked) for one, asked in read if one.question_id in questions()]
    return Reopened(
        programme=_text(content.get("programme", ""), "the programme's name", LONGEST_NAME),
        made_on=_day(content.get("date")),
        answered=tuple(one for one, _ in known if not one.is_blank),
        set_aside=tuple(SetAside(answered=one, asked=asked) for one, asked in read if one.question_id not in questions()),
        reworded=tuple(
            questions()[one.question_id].name for one, asked in known if asked and asked != questions()[one.question_id].line.says
        ),
    )


def _parsed(file: bytes | str) -> dict:
    if len(file) > LARGEST:
        raise AssessmentProblem(f"The file is too large: {LARGEST:,} bytes is the most.")
    try:
        text = file.decode("utf-8-sig") if isinstance(file, bytes) else file
        content = json.loads(text, object_pairs_hook=_without_twins, parse_constant=_refused)
    except AssessmentProblem:
        raise
    except (ValueError, RecursionError):
        raise AssessmentProblem(f"{_NOT_OURS}: it is not JSON, or it is damaged.") from None
    if not isinstance(content, dict):
        raise AssessmentProblem(f"{_NOT_OURS}: it is JSON of another kind.")
    return content


def _without_twins(pairs: list[tuple[str, object]]) -> dict:
    """Of two answers to one question nobody can tell which was meant."""
    content = dict(pairs)
    if len(content) < len(pairs):
        raise AssessmentProblem("The file says the same thing twice: a name stands in it more than once.")
    return content


def _refused(constant: str) -> None:
    raise ValueError(constant)


def _answer(question_id: str, entry: object) -> tuple[Answered, str]:
    """The answer, and the question as the file has it."""
    named = _text(question_id, "a question's id", LONGEST_NAME)
    if not isinstance(entry, dict):
        raise AssessmentProblem(f"The answer to “{named}” is not in the form that is saved here.")
    given = entry.get("answer")
    if given is not None and given not in GIVEN:
        raise AssessmentProblem(f"The answer to “{named}” is neither yes, partly, no nor empty.")
    texts = [(part, "" if entry.get(part) is None else entry[part]) for part in ("note", "evidence", "question")]
    note, evidence, asked = (_text(text, f"the {part} on “{named}”") for part, text in texts)
    return Answered(question_id=named, given=given, note=note, evidence=evidence), asked


def _text(value: object, what: str, longest: int = LONGEST) -> str:
    """Text without characters that nobody sees: they make a line read as something else than it says."""
    if not isinstance(value, str):
        raise AssessmentProblem(f"In the file {what} is not text.")
    if len(value) > longest:
        raise AssessmentProblem(f"In the file {what} is longer than {longest:,} characters.")
    return plain(value)


def _day(value: object) -> date:
    try:
        return date.fromisoformat(value) if isinstance(value, str) else _no_day()
    except ValueError:
        return _no_day()


def _no_day() -> date:
    raise AssessmentProblem("The file names no day on which the assessment was made, or one that does not exist.")
