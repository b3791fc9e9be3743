"""Where Signpost falls short of WCAG 2.2 AA, as far as we know: one list, for the accessibility statement and for the tests.

An entry goes when it is mended. What the tests excuse is checked anew each time: an excuse that is no longer needed fails them.
"""

from __future__ import annotations

from corpus.models import Value


class Excused(Value):
    """A finding of axe-core that is not ours to mend: the rule, and a selector that holds the elements it is excused for."""

    rule: str
    selector: str
    page: str  # a page on which it is found: its module
    criterion: str
    what: str
    why: str


EXCUSED: tuple[Excused, ...] = ()
