"""What is printed on one page of a PDF, before anybody asks what it means: lines with their place and type, and framed areas.

Lengths are PDF points; y grows upwards from the foot of the page.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

MARKER_SHARE = 0.75  # a run of digits set smaller than this share of its line is a footnote marker (6.96 of 11.04 in print: 0.63)
SAME_LINE = 4.0  # points between baselines: a raised footnote marker is 2 above its line, the next line 13 below
SPACE_BETWEEN = 25  # points from a paragraph's number to its text, at most; columns of a table stand further apart
LETTER_WIDTH = 0.55  # of the type size, for a usual letter of a sans-serif face
_URL_TAIL = re.compile(r"(?:https?://|www\.)\S*$")


@dataclass(frozen=True)
class Run:
    """Words set in one type. `size` in points."""

    x: float
    size: float
    bold: bool
    text: str
    italic: bool = False


@dataclass(frozen=True)
class Line:
    """One printed line (or one cell's line of a table); `rotated` lines run upwards."""

    page: int
    x: float
    y: float
    runs: tuple[Run, ...]
    rotated: bool = False

    @property
    def size(self) -> float:
        return max(run.size for run in self.runs)

    @property
    def bold(self) -> bool:
        return self.runs[0].bold

    @property
    def all_bold(self) -> bool:
        return all(run.bold for run in self.runs)

    @property
    def italic(self) -> bool:
        return all(run.italic for run in self.runs)

    @property
    def text(self) -> str:
        """The words without footnote markers, single-spaced."""
        words = (run.text if not self._is_marker(run) else " " * run.text.endswith(" ") for run in self.runs)
        return re.sub(r" (?=[.,;:)](?:\s|$))", "", " ".join("".join(words).split()))

    @property
    def markers(self) -> tuple[int, ...]:
        """Numbers of the footnotes called on this line."""
        return tuple(int(number) for run in self.runs if self._is_marker(run) for number in re.findall(r"\d+", run.text))

    def _is_marker(self, run: Run) -> bool:
        return run.size < MARKER_SHARE * self.size and re.fullmatch(r"[\d,\s]+", run.text) is not None

    @property
    def end(self) -> float:
        """Where the line ends, by the usual width of letters."""
        return self.runs[-1].x + LETTER_WIDTH * self.runs[-1].size * len(self.runs[-1].text.strip())

    def goes_on_in(self, other: Line) -> bool:
        """Whether the other piece stands on the same line a little further right, though the file sets it on its own."""
        upright = not self.rotated and not other.rotated
        return upright and abs(self.y - other.y) <= SAME_LINE and -3 <= other.x - self.end <= SPACE_BETWEEN

    def with_more(self, other: Line) -> Line:
        spaced = replace(self.runs[-1], text=self.runs[-1].text + " " * (other.x - self.end > 2))
        return replace(self, runs=(*self.runs[:-1], spaced, *other.runs))

    def split_at(self, starts: list[float]) -> list[Line]:
        """The line cut where a run begins at one of the column starts (within 2 points) after a gap."""
        pieces: list[list[Run]] = []
        for run in self.runs:
            gap = not pieces or run.x - replace(self, runs=tuple(pieces[-1])).end > 5
            if gap and (not pieces or any(abs(run.x - start) <= 2 for start in starts)):
                pieces.append([])
            pieces[-1].append(run)
        return [replace(self, x=piece[0].x, runs=tuple(piece)) for piece in pieces]


@dataclass(frozen=True)
class Frame:
    """A tinted or ruled area that sets text apart: a box, a panel at the head of a chapter."""

    left: float
    bottom: float
    right: float
    top: float

    def holds(self, line: Line) -> bool:
        return self.left - 1 <= line.x <= self.right and self.bottom - 3 <= line.y <= self.top

    def covers(self, other: Frame) -> bool:
        return (
            self.left - 2 <= other.left
            and other.right <= self.right + 2
            and self.bottom - 2 <= other.bottom
            and other.top <= self.top + 2
        )


@dataclass(frozen=True)
class Page:
    """Lines in the order of the content stream, which is not the order of reading: framed text comes last."""

    number: int
    lines: tuple[Line, ...]
    frames: tuple[Frame, ...] = ()


def outer_frames(areas: list[Frame]) -> tuple[Frame, ...]:
    """The areas that lie in no other, large enough to hold text: at least 150 points wide and 25 high."""
    outer: list[Frame] = []
    for area in sorted(areas, key=lambda a: (a.right - a.left) * (a.top - a.bottom), reverse=True):
        if area.right - area.left >= 150 and area.top - area.bottom >= 25 and not any(kept.covers(area) for kept in outer):
            outer.append(area)
    return tuple(sorted(outer, key=lambda frame: -frame.top))


def join_lines(texts: list[str]) -> str:
    """Lines of running text as one; a hyphen at a line's end stays, and a web address broken by the margin is made whole."""
    joined = ""
    for text in texts:
        tight = joined.endswith("-") or (joined[-1:] in "/_=&?%" and _URL_TAIL.search(joined) is not None)
        joined = f"{joined}{text}" if tight or not joined else f"{joined} {text}"
    return joined
