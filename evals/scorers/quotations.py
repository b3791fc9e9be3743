"""Quotations and pinpoints, found again in the original by a second extractor (`evals.witness`)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from evals.attempts import Attempt, Citation
from evals.golden import GoldenQuestion
from evals.pinpoints import stands_under
from evals.witness import Witness

Witnesses = Mapping[tuple[str, str], Witness]  # by source id and title of the edition


def quotations_found(witnesses: Witnesses, question: GoldenQuestion, attempt: Attempt) -> float | None:
    """Quotations whose every part stands in the original / quotations. None when nothing is quoted, or no original is at hand.

    >>> from evals.examples import attempt, cited, question, witnesses
    >>> print_ = witnesses("7.5.4 There must be a single accounting officer.")
    >>> true, false = cited("7.5.4", quote="a single accounting officer"), cited("7.5.4", quote="several accounting officers")
    >>> quotations_found(print_, question(), attempt(citations=[true, false]))
    0.5
    """
    checked = [all(any(places) for places in parts) for _, _, parts in _quoted(witnesses, attempt)]
    return sum(checked) / len(checked) if checked else None


def pinpoints_found(witnesses: Witnesses, question: GoldenQuestion, attempt: Attempt) -> float | None:
    """Quotations that stand where their citation says / quotations found: under its reference, on its page or the one after.

    How a reference is confirmed: `evals.pinpoints`. None when no quotation was found in an original.

    >>> from evals.examples import attempt, cited, question, witnesses
    >>> print_ = witnesses("7.5.4 There must be a single accounting officer.\\n7.5.5 The PAC may ask.")
    >>> right, wrong = cited("7.5.5", quote="The PAC may ask"), cited("7.5.4", quote="The PAC may ask")
    >>> pinpoints_found(print_, question(), attempt(citations=[right, wrong]))
    0.5
    """
    checked = []
    for citation, witness, parts in _quoted(witnesses, attempt):
        if all(any(places) for places in parts):
            checked.append(any(_is_at(citation, witness, place) for place in parts[0]))
    return sum(checked) / len(checked) if checked else None


def _quoted(witnesses: Witnesses, attempt: Attempt) -> Iterator[tuple[Citation, Witness, list[list[tuple[int, int]]]]]:
    """For each quotation of an original that is at hand: where each of its parts stands there."""
    for citation in attempt.citations:
        witness = witnesses.get((citation.source_id, citation.edition))
        if citation.quote and witness:
            parts = [part for part in citation.quote.split("…") if any(map(str.isalnum, part))]
            yield citation, witness, [list(witness.find(part)) for part in parts]


def _is_at(citation: Citation, witness: Witness, place: tuple[int, int]) -> bool:
    if witness.has_pages and citation.page is not None and witness.page_at(place[0]) not in (citation.page, citation.page + 1):
        return False
    return stands_under(citation.paragraph, witness.text, *place)
