"""A Markdown file as a Document: blocks, then what each block is in print, then paragraphs."""

from __future__ import annotations

import re
from pathlib import Path

from corpus.models import Document, Reading, Source
from corpus.readers import UnreadableDocument
from corpus.readers.markdown_blocks import markdown_blocks
from corpus.readers.markdown_paragraphs import make_paragraphs
from corpus.readers.markdown_roles import read_roles
from corpus.readers.text import body_text, file_text

_LINK_TARGET = re.compile(r"(?<=\])\([^)\s]*\)")
_TAG = re.compile(r"</?[a-z]+\d?(?:\s[^>]*)?/?>", re.IGNORECASE)
_LETTER = re.compile(r"[^\W\d_]")


def read_markdown(path: Path, source: Source) -> Document:
    """Every numbered paragraph, entry, figure, table and footnote under its reference; other prose as `<nearest heading> ¶n`.

    Pages are None: Markdown has none. Raises UnreadableDocument for a file without text, and where the source's `body_from` or
    `body_until` is not found, since a body cut wrongly would be read without complaint.
    """
    raw = body_text(file_text(path), source.reading, path)
    paragraphs = make_paragraphs(read_roles(markdown_blocks(raw), source.reading, source.title), source.title)
    if not paragraphs:
        raise UnreadableDocument(f"{path.name} holds headings and no text below them.")
    return Document(source_id=source.source_id, body_words=count_body_words(raw, source.reading), paragraphs=paragraphs)


def count_body_words(raw: str, reading: Reading) -> int:
    """Words with a letter in the file's body, counted without any of the reader's parsing.

    Left out: lines marked as headings, and contents lists that print an entry before the place where it stands.
    """
    text = without_listed_entries(raw, reading)
    lines = (line for line in text.split("\n") if not line.lstrip().startswith("#"))
    bare = _TAG.sub(" ", _LINK_TARGET.sub(" ", "\n".join(lines)))
    return sum(_LETTER.search(word) is not None for word in bare.split())


def without_listed_entries(raw: str, reading: Reading) -> str:
    """The text with each numbered entry once, where it stands last: before that it is only listed."""
    for word in reading.numbered_entries:
        parts = re.split(rf"(?=\b{word} \d+(?:</u>)?:)", raw)
        numbers = [re.match(rf"{word} (\d+)", part) for part in parts]
        last = {number[1]: place for place, number in enumerate(numbers) if number}
        raw = "".join(part for place, part in enumerate(parts) if not numbers[place] or last[numbers[place][1]] == place)
    return raw
