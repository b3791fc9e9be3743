"""References written short: a long heading in one is cut, so that no file of ours repeats a document's long headings (pure)."""

from __future__ import annotations

CUT = " …"


def is_named(written: str, reference: str) -> bool:
    """Whether `written` is this reference, or a short form of it: "Government can help … ¶2" begins and ends as it does."""
    begins, cut, ends = written.partition(CUT)
    return reference.startswith(begins) and reference.endswith(ends) if cut else reference == written
