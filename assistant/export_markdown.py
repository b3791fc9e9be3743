"""An exported answer set in Markdown (pure)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from assistant.export import TITLE, Note, Paper, Said
from corpus.word_marks import escape

_HEAD = ("Note", "Source", "Who says it", "Status", "SHA-256 of the file", "Retrieved", "Address")
# What `escape` leaves, because it may stand within a line: entities, mathematics, and addresses that GitHub turns into links.
_MORE = re.compile(r"([&$@])|(?<=\w)(:)(?=//)|(?<=www)(\.)", re.IGNORECASE)
_BEGINS_A_BLOCK = re.compile(r"^(?:([-+=])|(\d{1,9})([.)]))")


def set_in_markdown(paper: Paper) -> str:
    """CommonMark with tables and footnotes as GitHub has them; question and sources stand in it as literal text."""
    return "\n\n".join([f"# {TITLE}", *_blocks(paper, "##", "")]) + "\n"


def set_together_in_markdown(title: str, told: str, papers: Sequence[Paper]) -> str:
    """Several answers one after the other under a title, each with footnotes of its own: [^2-1] is the first of the second."""
    blocks = [f"# {literal(title)}", literal(told)]
    for number, paper in enumerate(papers, 1):
        blocks += [f"## {number}", *_blocks(paper, "###", f"{number}-")]
    return "\n\n".join(blocks) + "\n"


def _blocks(paper: Paper, heading: str, before_notes: str) -> list[str]:
    parts = [f"{heading} Question", *_lines(paper.question)]
    if paper.understood:
        parts.append(f"Understood as: {literal(paper.understood)}")
    parts.append(f"{heading} Answer")
    parts += [f"**Warning:** {literal(warning)}" for warning in paper.warnings]
    parts += _lines(paper.told)
    for said in paper.said:
        parts += _statement(said, before_notes)
    if paper.nearest:
        parts += [f"{heading} The nearest paragraphs", _items(paper.nearest)]
    if paper.notes:
        rows = (_row(number, note) for number, note in enumerate(paper.notes, 1))
        parts += [f"{heading} Sources", "\n".join([_table_row(_HEAD), _table_row(["---"] * len(_HEAD)), *rows])]
        parts += [f"{heading} Licences", _items(paper.attributions)] if paper.attributions else []
    parts += [f"{heading} How this answer was made", _items(paper.made)]
    return parts + [_footnote(f"{before_notes}{number}", note) for number, note in enumerate(paper.notes, 1)]


def _statement(said: Said, before_notes: str) -> list[str]:
    blocks = list(_lines(said.text)) or [""]
    return [*blocks[:-1], blocks[-1] + "".join(f"[^{before_notes}{number}]" for number in said.notes)]


def _lines(text: str) -> Iterator[str]:
    """Each line a block of its own, the items of a list together one."""
    items: list[str] = []
    for line in filter(str.strip, text.split("\n")):
        if line.startswith("• "):
            items.append(line[2:])
            continue
        if items:
            yield _items(items)
            items = []
        yield literal(line)
    if items:
        yield _items(items)


def _items(lines: Iterable[str]) -> str:
    return "\n".join(f"- {literal(line)}" for line in lines)


def _row(number: int, note: Note) -> str:
    source = literal(note.pinpoint) + (f" ({literal(note.whose_words)})" if note.whose_words else "")
    told = (literal(note.who), literal(note.status), literal(note.sha256), literal(note.retrieved))
    return _table_row((str(number), source, *told, _link(note.address) or "none known"))


def _table_row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _footnote(label: str, note: Note) -> str:
    told = [f"{literal(note.pinpoint)}.", f"“{literal(note.quote)}”" if note.quote else "", f"{literal(note.who)};"]
    told += [f"{literal(note.status)}.", f"{literal(note.whose_words)}." if note.whose_words else "", _link(note.address)]
    return f"[^{label}]: " + " ".join(filter(None, told))


def _link(address: str) -> str:
    if not address.startswith(("https://", "http://")):
        return literal(address)
    return "<" + re.sub(r"[\s<>|\\`]", lambda match: f"%{ord(match[0]):02X}", address) + ">"


def literal(text: str) -> str:
    """One line that Markdown prints as it stands, whatever characters of Markdown it holds."""
    line = _MORE.sub(lambda match: f"\\{match[0]}", escape(" ".join(text.split())))
    return _BEGINS_A_BLOCK.sub(lambda match: f"\\{match[1]}" if match[1] else f"{match[2]}\\{match[3]}", line)
