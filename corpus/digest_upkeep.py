"""Keeping the starter digest honest: every paragraph has an entry, and every entry says what its paragraph says, in brief.

python -m corpus.digest_upkeep            lists what is wrong with the digests against the editions at hand
python -m corpus.digest_upkeep --record   writes the hashes of today's paragraphs into the entries, after you have read them
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator

from corpus.models import Document, Paragraph, Source, text_hash
from corpus.readers.digest import DigestEntry, read_digest
from corpus.references import is_named
from corpus.sources import digest_path, held_sources

MOST_WORDS = 60  # of an entry, whatever its paragraph's length
MOST_OF_A_LONG_PARAGRAPH = 0.75  # of its words, where that is more
ALLOWED_LONGER = {
    ("hmt-managing-public-money", "Box 7.3"): "it is the names of the six models, which keep the Treasury's wording"
}
SHORT_FOOTNOTE = 12  # words: shorter ones are addresses and references, which nobody asks about

_FIGURE = re.compile(r"£?\d[\d,]*(?:\.\d+)?%?")
_SHORT_YEAR = re.compile(r"\b\d{1,2}-[A-Z][a-z]{2}-(\d\d)\b")
_ONES = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_TEENS = ("ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")
_TENS = {ten: 10 * n for n, ten in enumerate(("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"), 2)}
_NUMBERS = {  # without "one", which mostly counts nothing
    **{word: n for n, word in enumerate((*_ONES[1:], *_TEENS), 2)},
    **_TENS,
    **{f"{ten} {one}": _TENS[ten] + n for ten in _TENS for n, one in enumerate(_ONES, 1)},
}
_NUMBER = re.compile(rf"\b(?:{'|'.join(sorted(_NUMBERS, key=len, reverse=True))})\b")

# What else says the same as a modal verb. "May" is the month: only the small letter asks for the like.
_LIKE = {
    "must": r"must|requir\w+|(?:has|have|had) to|needs?|needed|shall|obliged|obligations?|mandatory|compulsory|cannot|may not",
    "shall": r"shall",
    "should": r"should|ought",
    "may": r"may|might|can|could|permi\w+|allow\w*|possib\w+|options?|optional|discretion\w*",
}


def problems_of(entry: DigestEntry, document: Document) -> list[str]:
    """What is wrong with one entry, a line each; empty when it fits its paragraph.

    No such paragraph, or more than one; reworded since; another page or heading trail; too long; a figure that is not in the
    paragraph or its footnotes; "must", "shall", "should" or "may" where the paragraph has nothing like it, or its "must" lost.
    """
    reference = entry.paragraph.reference
    named = [one for one in document.paragraphs if is_named(reference, one.reference)]
    if len(named) != 1:
        return [f"{reference}: {f'{len(named)} paragraphs begin so' if named else 'the document has no such paragraph'}"]
    (paragraph,) = named
    notes = (note.text for note in document.paragraphs if note.attached_to == paragraph.reference)
    source_text = "\n".join((paragraph.text, *notes))
    may_be_longer = (document.source_id, paragraph.reference) in ALLOWED_LONGER
    problems = (
        *_misplaced(entry, paragraph),
        *(() if may_be_longer else _too_long(entry.paragraph.text, paragraph.text)),
        *_other_figures(entry.paragraph.text, " ".join((paragraph.reference, *paragraph.headings, source_text))),
        *_other_force(entry.paragraph.text, paragraph.text, source_text),
    )
    return [f"{reference}: {problem}" for problem in problems]


def missing_entries(entries: Iterable[DigestEntry], document: Document) -> list[str]:
    """References of the paragraphs that no entry restates; footnotes of a few words need none."""
    written = [entry.paragraph.reference for entry in entries]
    return [
        paragraph.reference
        for paragraph in document.paragraphs
        if not is_short_footnote(paragraph) and not any(is_named(reference, paragraph.reference) for reference in written)
    ]


def is_short_footnote(paragraph: Paragraph) -> bool:
    """Whether there is nothing to restate or to ask about: an address, a page number, "see above"."""
    return paragraph.kind == "footnote" and len(paragraph.text.split()) < SHORT_FOOTNOTE


def restates_everything(source: Source) -> bool:
    """Whether each paragraph of the source has to have an entry. A press article gets a few sentences and its address."""
    return source.authority != "press"


def figures(text: str) -> set[str]:
    """Numbers, sums and percentages in a text, without separators; "two" to "ninety-nine" and "31-Jan-00" count as digits."""
    spoken = _NUMBER.findall(text.lower().replace("-", " "))
    years = {century + year for year in _SHORT_YEAR.findall(text) for century in ("19", "20")}
    return {figure.replace(",", "").rstrip(".") for figure in _FIGURE.findall(text)} | {str(_NUMBERS[n]) for n in spoken} | years


def _misplaced(entry: DigestEntry, paragraph: Paragraph) -> Iterator[str]:
    written = entry.paragraph
    if entry.written_for != text_hash(paragraph.text):
        yield "written for another wording of the paragraph"
    if written.page != paragraph.page:
        yield f"says {_page(written.page)}, the document has it on {_page(paragraph.page)}"
    trails = written.headings, paragraph.headings
    if len(trails[0]) != len(trails[1]) or not all(map(is_named, *trails)):
        yield f"stands under {_trail(trails[0])}, in the document under {_trail(trails[1])}"


def _page(page: int | None) -> str:
    return f"page {page}" if page else "no page"


def _trail(headings: tuple[str, ...]) -> str:
    return f'"{" > ".join(headings)}"' if headings else "no heading"


def _too_long(written: str, text: str) -> Iterator[str]:
    words, most = len(written.split()), max(MOST_WORDS, int(MOST_OF_A_LONG_PARAGRAPH * len(text.split())))
    if words > most:
        yield f"{words} words; {most} are the most for a paragraph of {len(text.split())}"


def _other_figures(written: str, source_text: str) -> Iterator[str]:
    if unknown := figures(written) - figures(source_text):
        yield f"not in the paragraph: {', '.join(sorted(unknown))}"


def _other_force(written: str, text: str, source_text: str) -> Iterator[str]:
    for modal, like in _LIKE.items():
        if re.search(rf"\b{modal}\b", written) and not re.search(rf"\b(?:{like})\b", source_text, re.IGNORECASE):
            yield f'says "{modal}", the paragraph nothing like it'
    if re.search(r"\bmust\b", text) and not re.search(rf"\b(?:{_LIKE['must']})\b", written, re.IGNORECASE):
        yield 'the paragraph says "must", the entry nothing like it'


def record_hashes(source: Source, document: Document) -> int:
    """Writes today's hash into every entry that names one paragraph; returns how many changed."""
    path = digest_path(source)
    changed = 0
    lines = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if match := re.match(r"^(### (?:Page \d+, )?(.+?))(?: \{text=[0-9a-f]{16}\})?$", line):
            named = [one for one in document.paragraphs if is_named(match[2], one.reference)]
            new = f"{match[1]} {{text={text_hash(named[0].text)}}}" if len(named) == 1 else line
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
        entries = read_digest(digest_path(source), source)
        problems = [problem for entry in entries for problem in problems_of(entry, document)]
        if restates_everything(source):
            problems += [f"{reference}: has no entry" for reference in missing_entries(entries, document)]
        for problem in problems:
            print(f"{source.source_id}: {problem}")
        wrong += len(problems)
    print(f"{wrong} problems." if wrong else "Every digest entry fits its paragraph.", file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(_main())
