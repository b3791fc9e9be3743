"""A document cut into passages: one numbered paragraph is one passage, a long one several (pure)."""

from __future__ import annotations

from collections.abc import Iterator

from corpus.models import Document, Edition, Paragraph, Passage, Source
from corpus.sentences import sentence_spans

LONG_PROSE = 170  # words: what MiniLM's 256 tokens hold beside the headings; longer paragraphs are cut at sentences
LONG_BOX = 260  # words: a box or one of its models is kept whole up to here, so that its rules stand together


def cut_into_passages(document: Document, source: Source, edition: Edition) -> tuple[Passage, ...]:
    """Passages in the order of the document; every word of every paragraph is in at least one."""
    return tuple(
        Passage(
            source_id=source.source_id,
            edition_id=edition.edition_id,
            references=paragraph.references,
            ordinal=ordinal,
            title=source.short_title,
            headings=paragraph.headings,
            page=page,
            page_starts=starts,
            kind=paragraph.kind,
            rendition=edition.rendition,
            text=text,
        )
        for paragraph in document.paragraphs
        for ordinal, (text, page, starts) in enumerate(_placed(paragraph, _pieces(paragraph)), 1)
    )


def _placed(paragraph: Paragraph, texts: list[str]) -> Iterator[tuple[str, int | None, tuple[tuple[int, int], ...]]]:
    """Each piece with the page on which its own words begin, and where in it further pages do.

    A lead-in that is said again before a piece does not count: the words that are new do.
    """
    end = 0
    for text in texts:
        own = text if end == 0 else text[text.find("\n") + 1 :] if text.split("\n")[0] == paragraph.text.split("\n")[0] else text
        begin = max(0, paragraph.text.find(own[:60], end))
        shift = (len(text) - len(own)) - begin
        end = begin + len(own)
        page = next((page for start, page in reversed(paragraph.page_starts) if start <= begin), paragraph.page)
        yield text, page, tuple((start + shift, page) for start, page in paragraph.page_starts if begin < start < end)


def _pieces(paragraph: Paragraph) -> list[str]:
    limit = LONG_PROSE if paragraph.kind in ("prose", "footnote") else LONG_BOX
    if _words(paragraph.text) <= limit:
        return [paragraph.text]
    lead, units = _units(paragraph)
    count = -(-_words(paragraph.text) // limit)
    target = _words(paragraph.text) / count
    pieces: list[list[str]] = [[]]
    for unit in units:
        size = _words("".join(pieces[-1]))
        if pieces[-1] and (size + _words(unit) > limit or (size >= target and len(pieces) < count)):
            pieces.append([])
        pieces[-1].append(unit)
    texts = ["".join(piece).strip("\n ") for piece in pieces]
    return [texts[0]] + [f"{lead}\n{text}" if lead else text for text in texts[1:]]


def _units(paragraph: Paragraph) -> tuple[str, list[str]]:
    """(lead, units): what may not be cut, and what is said again before each further piece: a list's lead-in, a table's head."""
    lines = paragraph.text.split("\n")
    if paragraph.kind == "table":
        return lines[0], [line + "\n" for line in lines]
    units = []
    for line in lines:
        spans = sentence_spans(line)
        cuts = [start for start, _ in spans[1:]] + [len(line)]
        begin = 0
        for cut in cuts:
            units.append(line[begin:cut])
            begin = cut
        units[-1] += "\n"
    lead = lines[0] if lines[0].endswith(":") and len(lines) > 1 and _words(lines[0]) <= 40 else ""
    return lead, units


def _words(text: str) -> int:
    return len(text.split())
