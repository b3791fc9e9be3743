"""Two editions of a source compared: paragraphs added, removed, reworded and renumbered, and where a paragraph went (pure)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Literal

from corpus.models import Document, Paragraph, Value, text_hash
from corpus.pairing import Pair, pair_paragraphs
from corpus.word_marks import Mark, escape, mark_words, marks_as_markdown

ChangeKind = Literal["added", "removed", "reworded", "renumbered"]
_ORDER: tuple[ChangeKind, ...] = ("added", "removed", "reworded", "renumbered")
_CONTEXT = 8  # unchanged words shown on either side of a changed one


class Change(Value):
    """What became of one paragraph. `old` is None for an added one, `new` for a removed one.

    Reworded: other words under the same reference. Renumbered: the same or nearly the same words under another reference; its
    `marks` are empty when the words are the same. `marks` are empty for added and removed paragraphs too.
    """

    kind: ChangeKind
    old: Paragraph | None = None
    new: Paragraph | None = None
    marks: tuple[Mark, ...] = ()

    @property
    def paragraph(self) -> Paragraph:
        """The paragraph as it now stands, or as it last stood."""
        paragraph = self.new or self.old
        assert paragraph is not None
        return paragraph


class Whereabouts(Value):
    """Where the paragraph is that a text was written for. `reference` is None where it is gone.

    Unchanged and moved: its words stand under `reference`. Reworded: `reference` still exists and says something else.
    """

    state: Literal["unchanged", "moved", "reworded", "gone"]
    reference: str | None = None

    @property
    def holds(self) -> bool:
        """Whether what was written for the paragraph still applies, under `reference`."""
        return self.state in ("unchanged", "moved")


def compare_editions(old: Document, new: Document) -> tuple[Change, ...]:
    """Every paragraph that changed, in the order of the new edition, removed ones where they stood; unchanged ones not at all.

    White space, pages and headings are no change. A paragraph that two changes could explain is explained by the likest text.
    """
    pairs = pair_paragraphs(old.paragraphs, new.paragraphs)
    changes = [(_place(pair), change) for pair in pairs if (change := _change(pair, old.paragraphs, new.paragraphs))]
    paired_old, paired_new = {pair.old for pair in pairs}, {pair.new for pair in pairs}
    changes += [((n, 1), Change(kind="added", new=p)) for n, p in enumerate(new.paragraphs) if n not in paired_new]
    landmarks = {pair.old: pair.new for pair in pairs}
    before = -1
    for place, paragraph in enumerate(old.paragraphs):
        before = landmarks.get(place, before)
        if place not in paired_old:
            changes.append(((before, 2), Change(kind="removed", old=paragraph)))
    return tuple(change for _, change in sorted(changes, key=lambda placed: placed[0]))


def find_paragraphs(keys: Iterable[tuple[str, str]], document: Document) -> dict[tuple[str, str], Whereabouts]:
    """Where each (reference, text hash) is in an edition: what digest entries and question keys carry.

    A text that stands under its own reference is unchanged wherever else it stands; of several other places the first counts.
    """
    hashes = {paragraph.reference: text_hash(paragraph.text) for paragraph in document.paragraphs}
    places: dict[str, str] = {}
    for reference, its_hash in hashes.items():
        places.setdefault(its_hash, reference)
    return {(reference, its_hash): _whereabouts(reference, its_hash, hashes, places) for reference, its_hash in keys}


def as_markdown(changes: tuple[Change, ...], title: str, old_title: str, new_title: str) -> str:
    """A summary line, then each kind under its heading: the words of new and removed paragraphs, the changed words of others.

    It shows the source's own words, so whoever prints it applies the source's quotation limit first.
    """
    lines = [f"# {escape(title)}: {escape(old_title)} → {escape(new_title)}", "", summary(changes), ""]
    for kind in _ORDER:
        chosen = [change for change in changes if change.kind == kind]
        if chosen:
            lines += [f"## {kind.capitalize()} ({len(chosen)})", "", *map(_as_line, chosen), ""]
    return "\n".join(lines).rstrip("\n") + "\n"


def summary(changes: tuple[Change, ...]) -> str:
    """ "2 added, 1 reworded." or "No paragraph changed." """
    counts = Counter(change.kind for change in changes)
    told = [f"{counts[kind]} {kind}" for kind in _ORDER if counts[kind]]
    return (", ".join(told) if told else "No paragraph changed") + "."


def _change(pair: Pair, old: tuple[Paragraph, ...], new: tuple[Paragraph, ...]) -> Change | None:
    before, after = old[pair.old], new[pair.new]
    marks = () if pair.same_words else mark_words(before.text, after.text)
    if before.reference != after.reference:
        return Change(kind="renumbered", old=before, new=after, marks=marks)
    return Change(kind="reworded", old=before, new=after, marks=marks) if marks else None


def _place(pair: Pair) -> tuple[int, int]:
    return pair.new, 0


def _whereabouts(reference: str, its_hash: str, hashes: dict[str, str], places: dict[str, str]) -> Whereabouts:
    if hashes.get(reference) == its_hash:
        return Whereabouts(state="unchanged", reference=reference)
    if its_hash in places:
        return Whereabouts(state="moved", reference=places[its_hash])
    if reference in hashes:
        return Whereabouts(state="reworded", reference=reference)
    return Whereabouts(state="gone")


def _as_line(change: Change) -> str:
    name = f"- **{escape(change.paragraph.reference)}**"
    page = f" (page {change.paragraph.page})" if change.paragraph.page else ""
    if change.kind == "renumbered":
        assert change.old is not None
        moved = f"- {escape(change.old.reference)} → **{escape(change.paragraph.reference)}**{page}"
        return f"{moved}: {marks_as_markdown(change.marks, _CONTEXT)}" if change.marks else moved
    if change.kind == "reworded":
        return f"{name}{page}: {marks_as_markdown(change.marks, _CONTEXT)}"
    return f"{name}{page}: {escape(' '.join(change.paragraph.text.split()))}"
