"""Paragraphs put together again from the passages that a long one was cut into (pure)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from corpus.models import Passage
from index.references import references_in


def whole_paragraphs(passages: Iterable[Passage]) -> list[Passage]:
    """Each paragraph as one passage, in their order: that is what a licence counts words of and a quotation stands in."""
    pieces: dict[tuple[str, ...], list[Passage]] = {}
    for passage in passages:
        pieces.setdefault((*passage.paragraph_id, passage.rendition), []).append(passage)
    return [_joined(sorted(parts, key=lambda part: part.ordinal)) for parts in pieces.values()]


def referred_to(reference: str, paragraphs: Sequence[Passage]) -> list[Passage]:
    """The paragraphs that a reference names, however it is typed ("7.5.4", "para 7.5.4", "box 7.3 model 3"), in reading order.

    The name of a box gives it and all its models. Empty when none has that name.
    """
    for name in dict.fromkeys((reference, *references_in(reference))):
        wanted = " ".join(name.split()).casefold()
        named = [p for p in paragraphs if wanted in (other.casefold() for other in p.references)]
        if named:
            return named
    return []


def _joined(pieces: Sequence[Passage]) -> Passage:
    text, starts = pieces[0].text, list(pieces[0].page_starts)
    lead = text.split("\n")[0] + "\n"
    for piece in pieces[1:]:
        own = piece.text.removeprefix(lead)  # a list's lead-in or a table's head is said again before each piece
        text += "\n" if own.startswith("• ") or piece.kind == "table" else " "
        shift = len(text) - (len(piece.text) - len(own))
        if piece.page is not None:
            starts.append((len(text), piece.page))
        starts += [(start + shift, page) for start, page in piece.page_starts]
        text += own
    return pieces[0].model_copy(update={"text": text, "page_starts": tuple(starts)})
