"""What a page shows, and one page about documents over a data folder of its own, as its address asks for it."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from corpus.settings import Settings


def look(module: str, data_dir: Path, patch: pytest.MonkeyPatch, **address: str) -> AppTest:
    """The page after its first run; `address` is what stands behind the "?"."""
    patch.setattr(f"assistant.screens.{module}.load_settings", lambda: Settings(data_dir=data_dir, model=None))
    page = AppTest.from_function(_show, kwargs={"module": module}, default_timeout=60)
    for name, value in address.items():
        page.query_params[name] = value
    return ran(page.run())


def ran(page: AppTest) -> AppTest:
    """The same page, which has not failed."""
    assert not page.exception, page.exception
    return page


def html_of(page: AppTest) -> str:
    """All HTML of the page but its look and its script."""
    bodies = (element.proto.body for element in ran(page).get("html"))
    return "\n".join(body for body in bodies if not body.lstrip().startswith(("<style", "<script")))


def text_of(page: AppTest) -> str:
    """What a reader sees, on one line."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html_of(page))).split())


def _show(module: str) -> None:
    from importlib import import_module

    import_module(f"assistant.screens.{module}").show()
