"""The starter digest: each paragraph of a source restated in our own words under the source's own reference.

## Chapter 7 Working with others > 7.5 Shared services      the heading trail of the entries that follow; "##" alone: none
### Page 77, 7.5.4 {text=ab12…}                             page where the source has pages, reference, hash of the
One accounting officer answers for …                        paragraph text that the entry was written for
"""

from __future__ import annotations

import re
from pathlib import Path

from corpus.models import Document, Paragraph, Source, Value

_ENTRY = re.compile(r"^### (?:Page (?P<page>\d+), )?(?P<reference>.+?)(?: \{text=(?P<hash>[0-9a-f]{16})\})?$")


class DigestEntry(Value):
    """`written_for` is the text_hash of the paragraph that the entry restates; None until it was recorded."""

    paragraph: Paragraph
    written_for: str | None


def read_digest(path: Path, source: Source) -> tuple[DigestEntry, ...]:
    """Entries in the order of the document. Raises ValueError, naming the line, for text outside any entry."""
    entries: list[DigestEntry] = []
    trail: tuple[str, ...] = ()
    head: re.Match | None = None
    lines: list[str] = []

    def close() -> None:
        if head:
            entries.append(_entry(head, trail_of_entry, lines, source))

    trail_of_entry: tuple[str, ...] = ()
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line == "##" or line.startswith("## "):
            trail = tuple(part.strip() for part in line[3:].split(" > ") if part.strip())
        elif match := _ENTRY.match(line):
            close()
            head, trail_of_entry, lines = match, trail, []
        elif line.startswith("# "):
            continue
        elif head:
            lines.append(line)
        elif line.strip():
            raise ValueError(f"{path.name}, line {number}: text before the first entry: {line[:60]!r}")
    close()
    return tuple(entries)


def digest_document(entries: tuple[DigestEntry, ...], source: Source) -> Document:
    return Document(source_id=source.source_id, paragraphs=tuple(entry.paragraph for entry in entries))


def _entry(head: re.Match, trail: tuple[str, ...], lines: list[str], source: Source) -> DigestEntry:
    reference = head["reference"]
    whole, _, part = reference.partition(", ")
    kind = next((kind for kind in ("box", "figure", "footnote") if reference.lower().startswith(kind)), "prose")
    text = re.sub(r"\n\s*[-*] ", "\n• ", "\n".join(lines).strip())
    text = "\n".join(" ".join(line.split()) for line in text.splitlines() if line.strip())
    paragraph = Paragraph(
        reference=reference,
        part_of=whole if part else None,
        headings=trail,
        page=int(head["page"]) if head["page"] else None,
        kind=kind,
        text=text,
    )
    return DigestEntry(paragraph=paragraph, written_for=head["hash"])
