"""Footnotes of a web page: the links that call them, the elements that hold them, the links back.

It is told by what points where, because every host has classes of its own. Elements are whatever `html.py` hands in; nothing is
imported for them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_MARKER = re.compile(r"\[?\s*(?:foot)?(?:note)?\s*(\d{1,4})\s*\]?", re.I)
_NOTE_ID = re.compile(r"^_?(?:fn|ftn|edn|n|foot-?note|end-?note|note|easy-footnote-bottom)[-_:.]?\d", re.I)
_CALL_SIGNS = re.compile(r"footnote|endnote|noteref", re.I)
_HOLDERS = frozenset(("li", "p", "div", "aside", "section", "dd", "tr"))


@dataclass
class Notes:
    """`calls` maps a calling element to the number it calls, `by_number` a number to the element that holds its note."""

    calls: dict = field(default_factory=dict)
    by_number: dict[int, object] = field(default_factory=dict)
    back_links: set = field(default_factory=set)

    @property
    def elements(self) -> set:
        return set(self.by_number.values())

    def take(self, number: int, holder) -> bool:
        """Whether the element holds the note of this number and of no other; it is kept if so."""
        if number not in self.by_number and holder not in self.by_number.values():
            self.by_number[number] = holder
        return self.by_number.get(number) is holder


def find_notes(root) -> Notes:
    """Every link with a number for its text that points forward to a note. A number that two notes bear is left in the text."""
    places = {element: place for place, element in enumerate(root.iter())}
    targets = {}
    for element in places:
        for name in (element.get("id"), element.get("name")):
            if name:
                targets.setdefault(name, element)
    notes = Notes()
    for link, place in places.items():
        number = _called_number(link)
        target = targets.get(link.get("href", "")[1:]) if number is not None else None
        if target is None or places[target] < place or not _is_call(link):
            continue
        holder = _holder(target)
        if holder is not None and holder not in link.iterancestors() and notes.take(number, holder):
            notes.calls[_whole_call(link)] = number
    for holder in notes.elements:
        notes.back_links.update(link for link in holder.iter("a") if _leads_back(link))
    return notes


def _called_number(link) -> int | None:
    if link.tag != "a" or not link.get("href", "").startswith("#"):
        return None
    found = _MARKER.fullmatch(link.text_content().strip())
    return int(found[1]) if found else None


def _is_call(link) -> bool:
    """Whether the link is a marker, not the number of a page or a paragraph in running text."""
    raised = any(element.tag == "sup" for element in (link, *link.iterancestors())) or link.find(".//sup") is not None
    signs = f"{link.get('class', '')} {link.get('role', '')} {link.get('rel', '')}"
    return raised or _CALL_SIGNS.search(signs) is not None or _NOTE_ID.match(link.get("href", "")[1:]) is not None


def _whole_call(link):
    """The link with the raised element around it, where that holds nothing else."""
    parent = link.getparent()
    alone = parent is not None and parent.tag in ("sup", "span") and parent.text_content().strip() == link.text_content().strip()
    return parent if alone else link


def _holder(target):
    around = (element for element in (target, *target.iterancestors()) if element.tag in _HOLDERS)
    return next((element for element in around if len(element.text_content().split()) > 1), None)


def _leads_back(link) -> bool:
    return link.get("href", "").startswith("#") and not re.search(r"[^\W\d_]{2}", link.text_content())
