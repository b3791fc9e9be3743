"""Links as HTML: to the web, to a page of this app in a tab of its own or in this one (pure). All text is escaped here."""

from __future__ import annotations

from html import escape
from urllib.parse import urlsplit

from assistant.screens import wording

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
