"""Plain text, such as an article saved from the web, as a Document."""

from __future__ import annotations

import re
from pathlib import Path

from corpus.models import Document, Paragraph, Reading, Source
from corpus.readers import UnreadableDocument
from corpus.readers.sentences import is_fragment

_BULLET = re.compile(r"^\s*[-*•–]\s+")
_FURNITURE = re.compile(
    r"^(?:related (?:content|articles?|stories)|(?:read|learn) more\b.*|share this.*|advertisement|subscribe.*|sign up.*)$", re.I
)
_COMMENTS = re.compile(r"^(?:leave a (?:reply|comment)|comments?)$", re.I)


def read_text(path: Path, source: Source) -> Document:
    """A first line that no stop closes is the title; each block of prose below is `<nearest heading> ¶n`, from 1.

    A list belongs to its lead-in. What a web page adds to its article ("Related content", "Leave a Reply" and all below) is left
    out. Raises UnreadableDocument for a file without text and where the source's `body_from` or `body_until` is not found.
    """
    raw = body_text(file_text(path), source.reading, path)
    blocks = [block for block in re.split(r"\n\s*\n", raw) if block.strip()]
    title = source.title
    if is_fragment(" ".join(blocks[0].split())):
        title, blocks = " ".join(blocks[0].split()), blocks[1:]
    paragraphs = _paragraphs(blocks, title)
    if not paragraphs:
        raise UnreadableDocument(f"{path.name} holds a title and no text below it.")
    return Document(source_id=source.source_id, body_words=_count_words(raw), paragraphs=tuple(paragraphs))


def file_text(path: Path) -> str:
    """The file as text. Raises UnreadableDocument where it holds none."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableDocument(f"{path.name} is not UTF-8 text: byte {error.start} cannot be read.") from error
    if not re.search(r"\w", text):
        raise UnreadableDocument(f"{path.name} is empty: no word in {len(text)} characters.")
    return text.replace("\r\n", "\n").replace("\xa0", " ")


def body_text(text: str, reading: Reading, path: Path) -> str:
    """The part of a file between the line that `body_from` begins and the line that `body_until` begins."""
    lines = text.split("\n")
    first = _line(lines, reading.body_from, 0, path) if reading.body_from else 0
    last = _line(lines, reading.body_until, first + 1, path) if reading.body_until else len(lines)
    return "\n".join(lines[first:last])


def _line(lines: list[str], beginning: str, start: int, path: Path) -> int:
    found = next((n for n in range(start, len(lines)) if lines[n].strip().startswith(beginning)), None)
    if found is None:
        raise UnreadableDocument(f'{path.name} has no line that begins "{beginning}". Correct [source.reading] in sources.toml.')
    return found


def _paragraphs(blocks: list[str], title: str) -> list[Paragraph]:
    found: list[Paragraph] = []
    heading, ordinal = title, 0
    for place, block in enumerate(blocks):
        text = _as_printed(block)
        if _COMMENTS.match(text):
            break
        if _FURNITURE.match(text):
            continue
        if text.startswith("• ") and ordinal:
            found[-1] = found[-1].model_copy(update={"text": f"{found[-1].text}\n{text}"})
        elif is_fragment(text) and place + 1 < len(blocks):
            heading, ordinal = text, 0
        else:
            ordinal += 1
            headings = () if heading == title else (heading,)
            found.append(Paragraph(reference=f"{heading} ¶{ordinal}", headings=headings, text=text))
    return found


def _as_printed(block: str) -> str:
    """Lines wrapped by the file are joined; each list item keeps a line of its own."""
    lines: list[str] = []
    for line in block.split("\n"):
        words = " ".join(_BULLET.sub("", line).split())
        if not words:
            continue
        if _BULLET.match(line):
            lines.append(f"• {words}")
        elif lines:
            lines[-1] = f"{lines[-1]} {words}"
        else:
            lines.append(words)
    return "\n".join(lines)


def _count_words(raw: str) -> int:
    """Words with a letter, below the title's line."""
    return sum(re.search(r"[^\W\d_]", word) is not None for word in raw.split("\n", 1)[-1].split())
