"""The accessibility statement: what does not work for everybody yet, how that was found out, and whom to tell."""

from __future__ import annotations

from assistant.screens.pages import framed


def show() -> None:
    with framed("Accessibility", "How"):
        pass
