"""What a helper tells, as HTML: its headings, its lines with their paragraphs, and the whole as text to copy (pure)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape

from assistant.helpers.grounds import Grounds
from assistant.helpers.outline import NOT_ADVICE, Section, as_text
from assistant.screens.answer_shown import announced_html, notice_html
from assistant.screens.copying import copy_all_html
from assistant.screens.grounds_shown import grounds_html
from assistant.screens.links import link_html_here

COPY = "Copy all of this as text"
COPIED = "The text is copied"
SEE_TEXT = "See the text"


def outcome_html(sections: Sequence[Section], grounds: Grounds, number: int, announce: str) -> str:
    """The whole outcome. page.js says `announce` once for each `number`."""
    told = "".join(section_html(section, grounds, 2) for section in sections)
    content = f"{notice_html('Mind:', NOT_ADVICE, 'digest')}{told}{_text_html(as_text(sections, grounds))}"
    return announced_html(content, number, announce, "sp-outcome")


def onward_html(links: Iterable[tuple[str, str]]) -> str:
    """Where to go on from an outcome: (address in this app, text), each in a tab of its own, so that the outcome stays."""
    return "<ul>" + "".join(f"<li>{link_html_here(address, text)}</li>" for address, text in links) + "</ul>"


def _text_html(text: str) -> str:
    """The whole as text: to copy, and to look at first."""
    shown = f'<details><summary>{escape(SEE_TEXT)}</summary><div class="sp-passage">{escape(text)}</div></details>'
    return copy_all_html(text, COPY, COPIED) + shown


def section_html(section: Section, grounds: Grounds, level: int) -> str:
    """`level` is that of its heading."""
    body = "".join((*_inside(section, grounds), *(section_html(part, grounds, level + 1) for part in section.parts)))
    return f"<section><h{level}>{escape(section.title)}</h{level}>{body}</section>"


def _inside(section: Section, grounds: Grounds) -> Iterator[str]:
    yield _list_html(section.notes) if len(section.notes) > 2 else "".join(f"<p>{escape(note)}</p>" for note in section.notes)
    lines = [grounds_html(grounds.under(line)) for line in section.lines]
    if section.is_ordered:
        yield "<ol>" + "".join(f"<li>{line}</li>" for line in lines) + "</ol>"
    else:
        yield from lines


def _list_html(notes: Iterable[str]) -> str:
    return "<ul>" + "".join(f"<li>{escape(note)}</li>" for note in notes) + "</ul>"
