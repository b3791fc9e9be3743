"""The questions that each paragraph answers, written by hand: further keys to it in the index, never shown as text of the source.

    corpus/questions/<source id>.jsonl    {"para": "7.5.4", "text_hash": "…", "questions": ["…"], "written_by": "hand"}

`text_hash` is that of the paragraph the questions were written for. Where a new edition moves the paragraph they follow it; where
it rewords the paragraph they are switched off.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from pydantic import Field

from corpus.changes import find_paragraphs
from corpus.models import Document, Value
from corpus.readers.digest import DigestEntry

QUESTIONS_FOLDER = Path(__file__).with_name("questions")


class ParagraphQuestions(Value):
    """One line of a question file. `written_by` is "hand", or the name of the model that wrote them."""

    para: str
    text_hash: str
    questions: tuple[str, ...] = Field(min_length=1)
    written_by: str = "hand"


@cache
def read_questions(source_id: str) -> tuple[ParagraphQuestions, ...]:
    """The question file of a source; empty where nobody has written one. Raises ValueError with the line that does not fit."""
    path = QUESTIONS_FOLDER / f"{source_id}.jsonl"
    if not path.exists():
        return ()
    entries = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        try:
            entries.append(ParagraphQuestions.model_validate_json(line))
        except ValueError as error:
            raise ValueError(f"{path.name}, line {number}: {error}") from error
    return tuple(entries)


def questions_in_force(source_id: str, document: Document) -> dict[str, tuple[str, ...]]:
    """The questions for an edition, by the reference under which their paragraph now stands; reworded paragraphs have none."""
    entries = read_questions(source_id)
    places = find_paragraphs({(entry.para, entry.text_hash) for entry in entries}, document)
    found: dict[str, tuple[str, ...]] = {}
    for entry in entries:
        place = places[entry.para, entry.text_hash]
        if place.holds and place.reference:
            found[place.reference] = found.get(place.reference, ()) + entry.questions
    return found


def questions_for_digest(source_id: str, entries: Iterable[DigestEntry]) -> dict[str, tuple[str, ...]]:
    """The questions by the reference of the digest entry that restates the same words of the source."""
    restated: dict[str, list[str]] = {}
    for entry in entries:
        restated.setdefault(entry.written_for or "", []).append(entry.paragraph.reference)
    found: dict[str, tuple[str, ...]] = {}
    for asked in read_questions(source_id):
        places = restated.get(asked.text_hash, ())
        reference = next((place for place in places if place == asked.para), places[0] if places else None)
        if reference:
            found[reference] = found.get(reference, ()) + asked.questions
    return found


def switched_off(source_id: str, document: Document) -> list[str]:
    """References whose questions no longer apply to an edition, because their paragraph was reworded or is gone."""
    entries = read_questions(source_id)
    places = find_paragraphs({(entry.para, entry.text_hash) for entry in entries}, document)
    return [entry.para for entry in entries if not places[entry.para, entry.text_hash].holds]
