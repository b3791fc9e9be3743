"""Answers and hits as text for a terminal (pure)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from textwrap import fill
from unicodedata import category

from assistant.cite import page_address, pinpoint, shown_within
from assistant.groups import under_headings
from assistant.library import Library
from assistant.models import EXTRACTIVE, Answer
from assistant.standing import AUTHORITY, OUR_SUMMARY, status_name
from index.models import Hit

WIDTH = 100
TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def answer_to_paste(answer: Answer, library: Library) -> str:
    """Question and answer with its references, each line whole: what it is pasted into breaks lines by itself."""
    return f"{printable(f'Question: {answer.question}')}\n\n{answer_as_text(answer, library, width=None)}"


def answer_as_text(answer: Answer, library: Library, width: int | None = WIDTH) -> str:
    """The answer under its headings, with markers; then what a reader must know, then each citation with pinpoint, authority,
    status and address. Lines are broken at `width`, or not at all."""
    told = partial(wrapped, width=width)
    blocks = [f"Understood as: {answer.understood}"] if answer.understood != answer.question else []
    blocks += [told(f"{answer.limits}.")] if answer.limits else []
    if answer.model != EXTRACTIVE:
        blocks.append(told(f"The wording is a language model's ({answer.model}): quote the quotations."))
    blocks += [told(answer.composer_note)] if answer.composer_note else []
    blocks.append(told(answer.answer if not answer.statements else "\n\n".join(_statement_lines(answer))))
    blocks.extend(told(f"Not found in the documents: {part}") for part in answer.not_answered)
    blocks.extend(told(f"Warning: {warning}") for warning in answer.warnings)
    blocks.extend(told(f"The documents differ: {difference}") for difference in answer.differences)
    blocks.extend(told(f"Note: {note}") for note in answer.notes)
    if answer.citations:
        blocks.append("\n".join(_source_lines(answer, library, width)))
    if answer.outcome == "no_evidence" and answer.hits:
        nearest = (f"  {pinpoint(*library.found(hit), hit.paragraphs[0], hit.page)}" for hit in answer.hits[:3])
        blocks.append("\n".join(["The nearest paragraphs:", *nearest]))
    if answer.rests_on_digest:
        blocks.append(told(library.digest_notice()))
    return printable("\n\n".join(blocks))


def hits_as_text(hits: Sequence[Hit], library: Library) -> str:
    if not hits:
        return "Nothing was found."
    blocks = []
    for number, hit in enumerate(hits, 1):
        source, edition = library.origin(hit.passage)
        words = shown_within(source.licence if hit.passage.rendition == "full" else None, hit.passage.text)
        note = f" — {OUR_SUMMARY}" if hit.passage.rendition == "digest" else ""
        head = f"{number}. {pinpoint(source, edition, hit.passage.reference, hit.passage.page)}  ({hit.score:.2f}){note}"
        blocks.append(f"{head}\n{wrapped(words, indent='   ')}")
    return printable("\n\n".join(blocks))


def printable(text: str) -> str:
    """Without what commands a terminal or turns the direction of what it shows: no question and no document may do that."""
    return "".join(sign for sign in text if sign in "\n\t" or (category(sign) not in ("Cc", "Cs") and sign not in TURNING))


def _statement_lines(answer: Answer) -> Iterator[str]:
    for heading, statements in under_headings(answer.statements):
        said = [f"{statement.text} {''.join(f'[{marker}]' for marker in statement.citations)}" for statement in statements]
        yield from [f"{heading}\n{said[0]}", *said[1:]] if heading else said


def _source_lines(answer: Answer, library: Library, width: int | None):
    for citation in answer.citations:
        source, edition = library.cited(citation)
        yield f"[{citation.marker}] {pinpoint(source, edition, citation.paragraph, citation.page)}"
        note = f" · {OUR_SUMMARY}" if citation.rendition == "digest" else ""
        if answer.model != EXTRACTIVE and citation.quote:
            yield wrapped(f"“{citation.quote}”", width, indent="    ")
        yield f"    {AUTHORITY[citation.authority]} · {status_name(source, edition)}{note}"
        address = page_address(source, edition, citation.page)
        if address:
            yield f"    {address}"


def wrapped(text: str, width: int | None = WIDTH, indent: str = "") -> str:
    """Each line broken at `width`, items of lists hanging."""
    if width is None:
        return "\n".join(f"{indent}{line}" for line in text.split("\n"))
    lines = []
    for line in text.split("\n"):
        hanging = indent + ("  " if line.startswith("• ") else "")
        lines.append(
            fill(line, width, initial_indent=indent, subsequent_indent=hanging, break_long_words=False, break_on_hyphens=False)
        )
    return "\n".join(lines)
