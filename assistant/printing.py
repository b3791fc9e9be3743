"""Answers and hits as text for a terminal (pure)."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import fill

from assistant.cite import page_address, pinpoint, shown_within
from assistant.library import Library
from assistant.models import Answer
from assistant.standing import AUTHORITY, OUR_SUMMARY, status_name
from index.models import Hit

WIDTH = 100


def answer_as_text(answer: Answer, library: Library) -> str:
    """The answer with its markers, then each citation with pinpoint, authority, status and address, then warnings."""
    blocks = [_wrapped(answer.answer if not answer.statements else "\n\n".join(_statement_lines(answer)))]
    if answer.understood != answer.question:
        blocks.insert(0, f"Understood as: {answer.understood}")
    blocks.extend(_wrapped(f"Warning: {warning}") for warning in answer.warnings)
    if answer.citations:
        blocks.append("\n".join(_source_lines(answer, library)))
    if answer.outcome == "no_evidence" and answer.hits:
        nearest = (f"  {pinpoint(*library.found(hit), hit.paragraphs[0], hit.page)}" for hit in answer.hits[:3])
        blocks.append("\n".join(["The nearest paragraphs:", *nearest]))
    if answer.rests_on_digest:
        blocks.append(_wrapped(library.digest_notice()))
    return "\n\n".join(blocks)


def hits_as_text(hits: Sequence[Hit], library: Library) -> str:
    if not hits:
        return "Nothing was found."
    blocks = []
    for number, hit in enumerate(hits, 1):
        source, edition = library.origin(hit.passage)
        words = shown_within(source.licence if hit.passage.rendition == "full" else None, hit.passage.text)
        note = f" — {OUR_SUMMARY}" if hit.passage.rendition == "digest" else ""
        head = f"{number}. {pinpoint(source, edition, hit.passage.reference, hit.passage.page)}  ({hit.score:.2f}){note}"
        blocks.append(f"{head}\n{_wrapped(words, indent='   ')}")
    return "\n\n".join(blocks)


def _statement_lines(answer: Answer) -> list[str]:
    return [f"{statement.text} {''.join(f'[{marker}]' for marker in statement.citations)}" for statement in answer.statements]


def _source_lines(answer: Answer, library: Library):
    for citation in answer.citations:
        source, edition = library.cited(citation)
        yield f"[{citation.marker}] {pinpoint(source, edition, citation.paragraph, citation.page)}"
        note = f" · {OUR_SUMMARY}" if citation.rendition == "digest" else ""
        yield f"    {AUTHORITY[citation.authority]} · {status_name(source, edition)}{note}"
        address = page_address(source, edition, citation.page)
        if address:
            yield f"    {address}"


def _wrapped(text: str, indent: str = "") -> str:
    lines = []
    for line in text.split("\n"):
        hanging = indent + ("  " if line.startswith("• ") else "")
        lines.append(
            fill(line, WIDTH, initial_indent=indent, subsequent_indent=hanging, break_long_words=False, break_on_hyphens=False)
        )
    return "\n".join(lines)
