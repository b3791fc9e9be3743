"""What an answer says, one thing at a time: a statement with its checked citation and where it comes from (pure)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.cite import as_printed, check_quotation, quotation
from assistant.compose import Selection
from assistant.groups import GROUPS, group_of
from assistant.library import Library
from assistant.models import Citation, Statement
from corpus.models import Edition, Passage, Source
from index.result import SearchResult

SEE_ALSO = "See also"


@dataclass(frozen=True)
class Said:
    """One statement, not numbered yet."""

    statement: Statement
    citation: Citation
    passage: Passage
    source: Source
    edition: Edition


def said(found: SearchResult, selection: Selection, library: Library, own_words: str = "") -> Said | None:
    """From full text the quotation itself, from the digest our sentences and no quotation; `own_words` are a chat model's
    sentence that rests on it. None when the quotation does not stand in its passage: then it reaches nobody."""
    passage = found.hits[selection.hit].passage
    source, edition = library.origin(passage)
    is_full = passage.rendition == "full"
    licence = source.licence if is_full else None
    words = quotation(passage, selection.spans, licence)
    verdict = check_quotation(words, passage.text, (hit.passage.text for hit in found.hits)) if is_full else None
    if verdict not in ("found", None):
        return None
    printed = as_printed(passage, selection.spans, licence)
    citation = Citation(
        marker=0,
        source_id=passage.source_id,
        edition=edition.title,
        paragraph=passage.reference,
        page=passage.page_at(min(begin for begin, _ in selection.spans)),
        quote=words if is_full else "",
        passage=passage.text,
        rendition=passage.rendition,
        authority=source.authority,
        status=edition.status,
        verified=verdict,
    )
    text = own_words or (f"“{printed}”" if is_full else printed)
    statement = Statement(text=text, citations=(0,), group=group_of(source.authority, printed))
    return Said(statement, citation, passage, source, edition)


def numbered(things: Sequence[Said], further: Sequence[Said] = ()) -> tuple[tuple[Statement, ...], tuple[Citation, ...], str]:
    """(statements, citations, the answer as one text): what is required first, then what is expected, good practice, comment;
    then one statement that names what is `further` to be read."""
    ordered = sorted(things, key=lambda one: list(GROUPS).index(one.statement.group))
    statements = [one.statement.model_copy(update={"citations": (n,)}) for n, one in enumerate(ordered, 1)]
    if further:
        markers = tuple(range(len(ordered) + 1, len(ordered) + len(further) + 1))
        statements.append(Statement(text=SEE_ALSO, citations=markers, group="see-also"))
    citations = tuple(one.citation.model_copy(update={"marker": n}) for n, one in enumerate((*ordered, *further), 1))
    answer = " ".join(f"{one.text} {''.join(f'[{marker}]' for marker in one.citations)}" for one in statements)
    return tuple(statements), citations, answer
