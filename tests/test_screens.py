"""The pictures of the pages stay small, and show pages that there are."""

from __future__ import annotations

from pathlib import Path

from assistant.screens.wording import PAGES

DOCS = Path(__file__).parents[1] / "docs"
MOST = 200_000  # bytes of one picture


def test_pictures_are_small_and_of_pages_in_the_menu():
    pictures = [*(DOCS / "screens").glob("*.png")]
    menu = {module for pages in PAGES.values() for module in pages} | {"answer"}
    assert {picture.stem.rpartition("-")[0] for picture in pictures} <= menu
    assert {picture.stem.rpartition("-")[2] for picture in pictures} == {"light", "dark", "narrow"}
    assert [picture.name for picture in [*pictures, DOCS / "screenshot.png"] if picture.stat().st_size > MOST] == []
