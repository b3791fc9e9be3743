"""Where a question was looked for when not everywhere, in words: one home for screen, terminal and export (pure)."""

from __future__ import annotations

from assistant.dates import in_words
from corpus.models import Authority
from index.models import SearchRequest

_FROM: dict[Authority, str] = {  # as they stand within a sentence
    "rules": "Treasury rules and guidance",
    "audit": "audit findings",
    "government": "government reports",
    "parliamentary": "Parliament",
    "think-tank": "think tanks",
    "press": "the press",
}


def limits_in_words(within: SearchRequest) -> str:
    """ "Only Treasury rules and guidance, published by HM Treasury, as at 31 December 2024"; empty without limits."""
    parts = []
    if within.authorities is not None:
        parts.append(_either(_FROM[authority] for authority in within.authorities))
    if within.publishers is not None:
        parts.append(f"published by {_either(within.publishers)}")
    if within.statuses is not None:
        parts.append(f"{_either(within.statuses)} editions")
    if within.source_ids is not None:
        parts.append(f"in {_either(within.source_ids)}")
    only = "Only what is " if parts and parts[0].startswith("published") else "Only " if parts else ""
    if within.as_at:
        parts.append(f"{'as' if parts else 'As'} at {in_words(within.as_at)}")
    return only + ", ".join(parts)


def _either(names) -> str:
    *first, last = names
    return f"{', '.join(first)} or {last}" if first else last
