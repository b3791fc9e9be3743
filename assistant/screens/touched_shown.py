"""The helpers that an answer touches, as HTML beside it (pure)."""

from __future__ import annotations

from html import escape

from assistant.helpers.touched import helpers_for
from assistant.models import Answer
from assistant.screens.links import link_html_here
from assistant.screens.pages import address_of

HEADING = "A helper for this"


def touched_html(answer: Answer) -> str:
    """A short list of links, each with what the helper does; empty for most answers."""
    links = helpers_for(answer)
    items = "".join(f"<li>{link_html_here(address_of(link.page), link.title)} {escape(link.why)}</li>" for link in links)
    return f"<h3>{escape(HEADING)}</h3><ul>{items}</ul>" if links else ""
