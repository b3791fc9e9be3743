"""Where Signpost falls short of WCAG 2.2 AA, as far as we know: one list, for the accessibility statement and for the tests.

An entry goes when it is mended. What the tests excuse is looked for each time: an excuse that is no longer needed fails them.
"""

from __future__ import annotations

from corpus.models import Value


class Barrier(Value):
    """Something that does not work for everybody. `instead` is what a reader can do meanwhile."""

    criterion: str  # number, name and level, as WCAG 2.2 gives them
    what: str
    why: str
    instead: str


class Excused(Barrier):
    """A finding of axe-core that is not ours to mend: its rule, a selector that holds the elements, a page where it is found."""

    rule: str
    selector: str
    page: str


BARRIERS: tuple[Barrier, ...] = (
    Barrier(
        criterion="4.1.3 Status messages (AA)",
        what="When a chat model is set up, its sentences come onto the page one by one and are not announced as they come. "
        "Only the finished answer is.",
        why="Each sentence would interrupt the one before. We have not yet asked anybody who listens what they prefer.",
        instead="Wait for the announcement that the answer is there, then read from the heading that repeats your question.",
    ),
    Barrier(
        criterion="4.1.3 Status messages (AA)",
        what="How far the loading has got is shown by a bar. That it begins and ends is announced; the steps between are not.",
        why="The bar is Streamlit's and moves twice a second, which is too often to be read out.",
        instead="Ask at once: the question is kept, and its answer is announced when it is there.",
    ),
    Barrier(
        criterion="1.3.1 Info and relationships (A), 4.1.2 Name, role, value (A)",
        what="The menu behind the three dots (theme, print) holds a line of text and a button that do not belong into a menu.",
        why="It is Streamlit's own, and we cannot change what stands in it.",
        instead="Nothing there is needed: the page follows the light or dark setting of your device, and the browser prints.",
    ),
    Barrier(
        criterion="1.3.1 Info and relationships (A)",
        what="Lists and steps within a paragraph of a document are shown as plain lines, not as a list.",
        why="The paragraph is shown as it was read from the PDF, whose own structure is mostly missing.",
        instead="The official document is linked at each paragraph; we do not know how accessible it is.",
    ),
)
EXCUSED: tuple[Excused, ...] = tuple(barrier for barrier in BARRIERS if isinstance(barrier, Excused))
