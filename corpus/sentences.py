"""Where sentences begin and end in a paragraph."""

from __future__ import annotations

import re
from functools import cache

# pysbd takes these for sentence ends; each was seen in the documents.
_NOT_AN_END = re.compile(r"\b(?:e\.g|i\.e|etc|para|paras|No|nos|Cm|cf|vs|approx|Ibid|p|pp|ch)\.$", re.IGNORECASE)


@cache
def _segmenter():
    import pysbd

    return pysbd.Segmenter(language="en", clean=False, char_span=True)


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """(start, end) of each sentence, in order, white space at the edges left out. A line break always ends one.

    A list item is a sentence of its own, whatever its punctuation; a web address is never cut.
    """
    spans: list[tuple[int, int]] = []
    for line in re.finditer(r"[^\n]+", text):
        spans.extend(_line_spans(line[0], line.start()))
    return spans


def _line_spans(line: str, offset: int) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    for start, end in _cuts(line):
        trimmed = line[start:end].rstrip()
        start += len(trimmed) - len(trimmed.lstrip())
        if not trimmed.strip():
            continue
        joins = spans and (_NOT_AN_END.search(line[: spans[-1][1] - offset]) or trimmed.lstrip()[:1].islower())
        if joins:
            spans[-1] = (spans[-1][0], offset + start + len(trimmed.lstrip()))
        else:
            spans.append((offset + start, offset + start + len(trimmed.lstrip())))
    return spans


def _cuts(line: str) -> list[tuple[int, int]]:
    if not re.search(r"[.!?][\"'”’)\]]*\s", line):  # one sentence: no need to ask
        return [(0, len(line))]
    starts = sorted({span.start for span in _segmenter().segment(line)} | {0})
    return list(zip(starts, [*starts[1:], len(line)], strict=True))
