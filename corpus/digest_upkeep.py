"""Keeping the starter digest honest: every entry names a paragraph that exists, and carries the hash of the text it restates.

python -m corpus.digest_upkeep            lists what is wrong with the digests against the editions at hand
python -m corpus.digest_upkeep --record   writes the hashes of today's paragraphs into the entries, after you have read them
"""

from __future__ import annotations

import re
import sys

from corpus.models import Document, Source, text_hash
from corpus.readers.digest import DigestEntry, read_digest
from corpus.references import is_named
from corpus.sources import digest_path, held_sources

_FIGURE = re.compile(r"£?\d[\d,]*(?:\.\d+)?%?")
_NUMBER_WORDS = dict(
    zip(["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"], range(2, 13), strict=True)
)


def problems_of(entry: DigestEntry, document: Document) -> list[str]:
    """What is wrong with one entry, a line each: no such paragraph, reworded since, a figure that is not in the paragraph."""
    reference = entry.paragraph.reference
    paragraph = next((one for one in document.paragraphs if is_named(reference, one.reference)), None)
    if paragraph is None:
        return [f"{reference}: the document has no such paragraph"]
    found = []
    if entry.written_for != text_hash(paragraph.text):
        found.append(f"{reference}: written for another wording of the paragraph")
    if entry.paragraph.page not in (None, paragraph.page):
        found.append(f"{reference}: says page {entry.paragraph.page}, the document has it on page {paragraph.page}")
    notes = [note.text for note in document.paragraphs if note.attached_to == reference]
    unknown = figures(entry.paragraph.text) - figures(" ".join((reference, *paragraph.headings, paragraph.text, *notes)))
    if unknown:
        found.append(f"{reference}: not in the paragraph: {', '.join(sorted(unknown))}")
    return found


def figures(text: str) -> set[str]:
    """Numbers, sums and percentages in a text, without separators; two to twelve in words count as digits."""
    written = {str(_NUMBER_WORDS[word]) for word in re.findall(r"[a-z]+", text.lower()) if word in _NUMBER_WORDS}
    return {figure.replace(",", "").rstrip(".") for figure in _FIGURE.findall(text)} | written


def record_hashes(source: Source, document: Document) -> int:
    """Writes today's hash into every entry whose paragraph exists; returns how many changed."""
    path = digest_path(source)
    hashes = {paragraph.reference: text_hash(paragraph.text) for paragraph in document.paragraphs}
    changed = 0
    lines = []
    for line in path.read_text(encoding="utf-8").splitlines():
        match = re.match(r"^(### (?:Page \d+, )?(.+?))(?: \{text=[0-9a-f]{16}\})?$", line)
        if match and match[2] in hashes:
            new = f"{match[1]} {{text={hashes[match[2]]}}}"
            changed += new != line
            line = new
        lines.append(line)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return changed


def _main() -> int:
    from corpus.settings import load_settings
    from corpus.store import EditionStore

    store = EditionStore(load_settings().data_dir)
    wrong = 0
    for source in held_sources():
        editions = [edition for edition in store.editions(source.source_id) if edition.status != "superseded"]
        if not digest_path(source).exists() or not editions:
            continue
        document = store.document(editions[-1])
        if "--record" in sys.argv[1:]:
            print(f"{source.source_id}: {record_hashes(source, document)} hashes recorded")
        for entry in read_digest(digest_path(source), source):
            for problem in problems_of(entry, document):
                wrong += 1
                print(f"{source.source_id}: {problem}")
    print(f"{wrong} problems." if wrong else "Every digest entry fits its paragraph.", file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(_main())
