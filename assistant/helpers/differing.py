"""Known differences between the documents that bear on what a helper says (pure)."""

from __future__ import annotations

from collections.abc import Iterable

from assistant.conflicts import Conflict, load_conflicts
from assistant.helpers.lines import Line


def differences_in(lines: Iterable[Line]) -> tuple[Conflict, ...]:
    """The listed differences that one of these lines raises, in the list's order: it cites a side and speaks of the matter."""
    said = [(line, line.says.lower()) for line in lines]
    return tuple(conflict for conflict in load_conflicts() if any(_raises(line, words, conflict) for line, words in said))


def _raises(line: Line, words: str, conflict: Conflict) -> bool:
    speaks_of_it = not conflict.about or any(word in words for word in conflict.about)
    return speaks_of_it and any(place in side for side in conflict.sides for place in line.at)
