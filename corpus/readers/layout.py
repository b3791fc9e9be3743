"""A page's lines in the order of reading: furniture gone, frames in their place, tables and footnotes apart (pure)."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import Literal

from corpus.readers.page import Frame, Line, Page
from corpus.readers.tables import table_zones

FOOTNOTE_SHARE = 0.7  # of the body's type size: footnotes of the April 2026 edition stand at 0.63, the smallest table at 0.73
FOOT_OF_PAGE = 60  # points: a lone number below this is the page's


@dataclass(frozen=True)
class Region:
    """Lines that belong together. `at_top` says of a frame that nothing stands above it: it may continue a frame before."""

    kind: Literal["body", "frame", "table"]
    lines: tuple[Line, ...]
    at_top: bool = False


def body_size(pages: list[Page]) -> float:
    """The type size in which most lines are set, in points."""
    return Counter(round(line.size, 1) for page in pages for line in page.lines).most_common(1)[0][0]


def split_footnotes(page: Page, size: float) -> tuple[list[Line], list[Line]]:
    """(text, footnotes): lines of the page without its number, and the small lines at its foot."""
    lines = [line for line in page.lines if not (line.y < FOOT_OF_PAGE and re.fullmatch(r"\d+", line.text))]
    small = [line for line in lines if line.size <= FOOTNOTE_SHARE * size and not line.rotated]
    return [line for line in lines if line not in small], small


def regions(lines: list[Line], frames: tuple[Frame, ...], size: float) -> list[Region]:
    """Regions from top to bottom.

    The content stream gives framed text after everything else, so each frame is set back to where its top edge stands.
    """
    framed = {frame: tuple(line for line in lines if frame.holds(line)) for frame in frames}
    framed = {frame: held for frame, held in framed.items() if held}
    loose = [line for line in lines if not any(line in held for held in framed.values())]
    found: list[tuple[float, Region]] = []
    for frame, held in framed.items():
        above = any(line.y > frame.top for line in loose) or any(other.bottom >= frame.top for other in framed if other != frame)
        found.append((frame.top, Region("frame", held, at_top=not above)))
    cuts = sorted((frame.top for frame in framed), reverse=True)
    for is_table, zone in table_zones(loose, size):
        for piece in _cut_at(zone, cuts) if not is_table else [zone]:
            found.append((max(line.y for line in piece), Region("table" if is_table else "body", tuple(piece))))
    return [region for _, region in sorted(found, key=lambda pair: -pair[0])]


def _cut_at(lines: list[Line], tops: list[float]) -> list[list[Line]]:
    """The lines in groups, a new one wherever a frame stands between two lines."""
    groups: list[list[Line]] = []
    for line in lines:
        if not groups or any(groups[-1][-1].y >= top > line.y for top in tops):
            groups.append([])
        groups[-1].append(line)
    return groups
