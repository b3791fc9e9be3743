"""What a helper tells, as headings with lines below them, and its forms for people and programs who have no screen (pure)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from assistant.conflicts import Conflict
from assistant.helpers.form import Answered
from assistant.helpers.grounds import Grounds
from assistant.helpers.lines import Line
from corpus.models import Value

NOT_ADVICE = "Options with their paragraphs, not advice. Read the paragraphs before you rely on them."


class Section(Value):
    """A heading and what is below it: `notes` in our own voice, `lines` that stand on paragraphs, and sections a level deeper.

    The lines follow one another in time where `is_ordered`.
    """

    title: str
    notes: tuple[str, ...] = ()
    lines: tuple[Line, ...] = ()
    parts: tuple[Section, ...] = ()
    is_ordered: bool = False

    @property
    def is_empty(self) -> bool:
        return not (self.notes or self.lines or self.parts)


def differing(differences: Iterable[Conflict]) -> Section:
    """Known differences, each with the paragraphs of all its sides."""
    return Section(
        title="Where the documents differ",
        lines=tuple(Line(says=one.note, at=tuple(place for side in one.sides for place in side)) for one in differences),
    )


def answers_told(answers: Iterable[Answered]) -> Section:
    return Section(title="Your answers", notes=tuple(f"{one.asks} {one.label}." for one in answers))


def as_text(sections: Sequence[Section], grounds: Grounds | None = None) -> str:
    """For pasting: each line with its pinpoints in brackets. Pinpoints are of the editions in `grounds`, else of those known."""
    return "\n".join([NOT_ADVICE, *(row for section in sections for row in _rows(section, grounds, 0))]) + "\n"


def as_dicts(sections: Sequence[Section], grounds: Grounds | None = None) -> list[dict]:
    """For programs: title, notes, lines (says, pinpoints, warnings) and parts of each section; what is empty is left out."""
    return [
        {
            name: value
            for name, value in (
                ("title", section.title),
                ("notes", list(section.notes)),
                ("lines", [line_as_dict(line, grounds) for line in section.lines]),
                ("parts", as_dicts(section.parts, grounds)),
            )
            if value
        }
        for section in sections
    ]


def line_as_dict(line: Line, grounds: Grounds | None = None) -> dict:
    places = [{"source": place.source_id, "paragraph": place.paragraph} for place in line.at]
    told = {"says": line.says, "at": places, "pinpoints": list(pinpoints(line, grounds))}
    warnings = grounds.under(line).warnings if grounds else ()
    return {**told, "warnings": list(warnings)} if warnings else told


def pinpoints(line: Line, grounds: Grounds | None = None) -> tuple[str, ...]:
    if grounds is None:
        return tuple(place.in_words(dated=True) for place in line.at)
    return tuple(ground.pinpoint for ground in grounds.under(line).grounds)


def _rows(section: Section, grounds: Grounds | None, depth: int) -> Iterator[str]:
    yield from ("", section.title if depth else section.title.upper())
    yield from section.notes
    for number, line in enumerate(section.lines, 1):
        mark = f"{number}." if section.is_ordered else "-"
        yield f"{mark} {line.says} [{'; '.join(pinpoints(line, grounds))}]"
        yield from (f"  WARNING: {warning}" for warning in (grounds.under(line).warnings if grounds else ()))
    for part in section.parts:
        yield from _rows(part, grounds, depth + 1)
