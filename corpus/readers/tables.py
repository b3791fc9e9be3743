"""Tables in print: lines that start in a second column, read row by row (pure)."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

from corpus.readers.page import Line, join_lines

COLUMN_GAP = 15  # points between the starts of two columns; starts nearer than that are one column, centred or indented
SECOND_COLUMN = 125  # points from the left margin: further right than any indent of running text (a list in a list stands at 106)
SECOND_COLUMN_FRAMED = 95  # the same inside a frame, where text is indented by 43 at most
TICKS = ("✓", "✔", "✗", "✘")
LINE_GAP = 1.5  # of the usual distance between lines: more than that parts two rows


@dataclass
class Row:
    """Cells of one row by their column; `page` is where it begins."""

    page: int
    columns: dict[float, list[str]] = field(default_factory=dict)

    @property
    def cells(self) -> list[str]:
        return [join_lines(self.columns[column]) for column in sorted(self.columns)]


def table_zones(lines: list[Line], size: float) -> list[tuple[bool, list[Line]]]:
    """The lines of a page, in stream order, as alternating (is a table?, lines).

    A table is three or more lines with a second column, all that stands between them, and the first column's cells before them.
    """
    if not lines:
        return []
    margin = min(line.x for line in lines)
    starts = {round(line.x) for line in lines if line.x >= margin + SECOND_COLUMN and line.size <= 1.2 * size}
    evidence = [n for n, line in enumerate(lines) if line.rotated or _in_second_column(line, margin, starts, size)]
    if len(evidence) < 3:
        return [(False, lines)]
    first, last = evidence[0], evidence[-1]
    right = min((line.x for line in lines[first : last + 1] if line.x >= margin + SECOND_COLUMN), default=margin + SECOND_COLUMN)
    top = max(line.y for line in lines[first : last + 1])
    while first > 0 and (lines[first - 1].y < top or _fits_left_of(lines[first - 1], right, size)):
        first -= 1
    zones = [(False, lines[:first]), (True, lines[first : last + 1]), (False, lines[last + 1 :])]
    return [zone for zone in zones if zone[1]]


def is_tabular(lines: list[Line]) -> bool:
    """Whether framed lines are set in columns."""
    left = min(line.x for line in lines)
    return sum(line.x >= left + SECOND_COLUMN_FRAMED for line in lines) >= 2


def table_rows(lines: list[Line]) -> list[Row]:
    """Rows in the order of the stream, which writes a table row by row and each cell whole.

    Headings that run upwards become the first row, and a tick takes the name of its column with it ("WMS ✓").
    """
    upright = [line for line in lines if not line.rotated]
    starts = column_starts(upright)
    names = _column_names([line for line in lines if line.rotated], starts)
    rows: list[Row] = []
    previous: tuple[int, Line] | None = None
    leading = _usual_leading(upright)
    for line in (piece for whole in upright for piece in whole.split_at([start for start, _ in starts[1:]])):
        column = max(n for n, (start, _) in enumerate(starts) if n == 0 or line.x >= start - 2)
        if previous is None or (column == 0 and _starts_row(previous, line, leading)):
            rows.append(Row(line.page))
        text = f"{names[column]} {line.text}" if column in names and line.text in TICKS else line.text
        rows[-1].columns.setdefault(column, []).append(text)
        previous = (column, line)
    if names and rows and all(line.bold for line in upright[: len(rows[0].columns)]):
        rows[0].columns |= {column: [name] for column, name in names.items()}
    return rows


def column_starts(lines: list[Line]) -> list[tuple[float, float]]:
    """(first, last) place at which cells of each column start, from left to right."""
    ticks = [run.x for line in lines for run in line.runs[1:] if run.text.strip() in TICKS]
    places = sorted([line.x for line in lines] + ticks)
    groups = [[places[0]]]
    for before, place in pairwise(places):
        if place - before > COLUMN_GAP:
            groups.append([])
        groups[-1].append(place)
    return [(group[0], group[-1]) for group in groups]


def rows_as_text(rows: list[Row]) -> str:
    """One row a line, cells parted by " | "."""
    return "\n".join(" | ".join(row.cells) for row in rows)


def _in_second_column(line: Line, margin: float, starts: set[int], size: float) -> bool:
    if line.size > 1.2 * size:
        return False
    if line.x >= margin + SECOND_COLUMN:
        return True
    return any(round(run.x) in starts and run.x >= margin + SECOND_COLUMN for run in line.runs[1:])


def _fits_left_of(line: Line, right: float, size: float) -> bool:
    """Whether the line ends before the second column: a cell of the first."""
    return line.size <= 1.2 * size and not line.bold and line.end < right


def _starts_row(previous: tuple[int, Line], line: Line, leading: float) -> bool:
    column, before = previous
    return column > 0 or before.page != line.page or before.y - line.y > LINE_GAP * leading


def _usual_leading(lines: list[Line]) -> float:
    steps = sorted(a.y - b.y for a, b in pairwise(lines) if a.page == b.page and a.x == b.x and a.y - b.y > 4)
    return steps[len(steps) // 2] if steps else 14.0


def _column_names(rotated: list[Line], starts: list[tuple[float, float]]) -> dict[float, str]:
    """Names of columns from headings that run upwards, by the column they stand over; one over an empty column gets a number
    between those of its neighbours."""
    groups: list[list[Line]] = []
    for line in rotated:
        if not groups or min(abs(line.x - other.x) for other in groups[-1]) > COLUMN_GAP:
            groups.append([])
        groups[-1].append(line)
    names: dict[float, str] = {}
    for group in groups:
        centre = sum(line.x for line in group) / len(group)
        near = [n for n, (start, _) in enumerate(starts) if abs(start - centre) <= COLUMN_GAP]
        before = sum(start < centre for start, _ in starts) - 1
        names[near[0] if near else before + centre / 1000] = join_lines([line.text for line in group])
    return names
