"""Links as HTML: to the web, to a page of this app in a tab of its own or in this one (pure). All text is escaped here."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from html import escape
from urllib.parse import urlsplit

from assistant.screens import wording

MORE_BEFORE, MORE_AFTER = "The {count} before", "The next {count}"
NEW_TAB = '<span class="sp-hidden"> (opens in a new tab)</span>'


def link_html(address: str | None, text: str) -> str:
    """A link that opens a tab of its own; the bare text where there is no web address."""
    if not address or urlsplit(address).scheme not in ("http", "https"):
        return escape(text)
    return link_html_here(address, text)


def link_with_host_html(address: str, text: str) -> str:
    """The same, with the host it leads to."""
    return f'{link_html(address, text)} <span class="sp-host">({escape(urlsplit(address).netloc)})</span>'


def official_link_html(address: str | None, page: int | None) -> str:
    """The way to the document at its publisher's, at its page where the address names one; without an address that is said."""
    if not address:
        return escape(wording.NO_ADDRESS)
    return link_with_host_html(address, wording.OFFICIAL_PAGE.format(page=page) if "#page=" in address else wording.OFFICIAL)


def link_html_here(address: str, text: str) -> str:
    """A link to another page of this app, in a tab of its own."""
    return f'<a href="{escape(address)}" target="_blank">{escape(text)}{NEW_TAB}</a>'


def link_to(address: str, text: str, kind: str = "") -> str:
    """A link to a page of this app; page.js opens it without a fresh start."""
    kinds = f' class="{kind}"' if kind else ""
    return f'<a{kinds} href="{escape(address)}">{escape(text)}</a>'


def before_after_html(links: Iterable[str], name: str) -> str:
    """Links to what comes before and after what is shown, as navigation of that name; empty without any."""
    listed = "".join(links)
    return f'<nav class="sp-before-after" aria-label="{escape(name)}">{listed}</nav>' if listed else ""


def more_html(count: int, first: int, at_once: int, address_at: Callable[[int], str], name: str) -> str:
    """Of `count` things those from `first` on are shown, `at_once` of them: links to as many before and after."""
    before, after = max(1, first - at_once), first + at_once
    places = ((before, MORE_BEFORE, first - before), (after, MORE_AFTER, min(at_once, count - after + 1)))
    return before_after_html(
        (link_to(address_at(at), said.format(count=number)) for at, said, number in places if number > 0), name
    )
