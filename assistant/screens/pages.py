"""The pages of the app, and what all of them share: look, heading, script."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from html import escape
from importlib import import_module
from pathlib import Path

import streamlit as st

from assistant.screens import wording

HERE = Path(__file__).parent
LOOKS = ("style.css", "ask.css", "helpers.css", "documents.css")
SCRIPTS = ("page.js", "mend.js")


def run() -> None:
    """Shows the page that the address asks for. Each page is a module with `show`, imported when it is first asked for.

    Where sign-in is set up, whoever is not signed in sees the sign-in at every address, and nothing else.
    """
    from assistant.kept import keep_clearing
    from assistant.screens import sign_in

    st.set_page_config(page_title=wording.APP_TITLE, page_icon=HERE / "icon.svg")
    keep_clearing()
    if not sign_in.require_sign_in():
        addresses = (module for pages in wording.PAGES.values() for module in pages)
        st.navigation([_page("sign_in", sign_in.SIGN_IN, address) for address in addresses], position="hidden").run()
        return
    shown = st.navigation(
        {group: [_page(module, title, module) for module, title in pages.items()] for group, pages in wording.PAGES.items()}
    )
    sign_in.show_who()
    shown.run()


def _page(module: str, title: str, address: str) -> st.Page:
    return st.Page(partial(_show, module), title=title, url_path=address, default=address == "ask")


@contextmanager
def framed(title: str, what_it_is: str) -> Iterator[None]:
    """A page's content between what every page has: title, look and the one heading of level 1 before it, scripts after it."""
    # A title of its own for each page: it is what a screen reader says first of a tab.
    st.set_page_config(page_title=wording.APP_TITLE if title == wording.TITLE else f"{title} – {wording.APP_TITLE}")
    for name in LOOKS:
        st.html(HERE / name)
    st.html(f'<div class="sp-head"><h1>{escape(title)}</h1><p>{escape(what_it_is)}</p></div>')
    yield
    scripts = "".join((HERE / name).read_text(encoding="utf-8") for name in SCRIPTS)
    st.html(f"<script>{scripts}</script>", unsafe_allow_javascript=True)


def address_of(page: str, **asked: str) -> str:
    """The address of a page on this host, relative, with what it is asked to open: `library?source=…&para=7.6.1`."""
    from urllib.parse import urlencode

    return f"{page}?{urlencode(asked)}" if asked else page


def _show(module: str) -> None:
    import_module(f"assistant.screens.{module}").show()
