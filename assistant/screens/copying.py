"""The buttons that copy, as HTML: page.js hears them (pure)."""

from __future__ import annotations

from html import escape


def copy_html(copied: str, label: str = "Copy") -> str:
    """Copies a pinpoint that stands beside it, and names it for those who do not see that."""
    named = f'{escape(label)}<span class="sp-hidden"> {escape(copied)}</span>'
    return f'<button type="button" class="sp-copy" data-copy="{escape(copied)}">{named}</button>'


def copy_all_html(copied: str, label: str, done: str) -> str:
    """Copies a long text; `done` is what a screen reader hears then."""
    data = f'data-copy="{escape(copied)}" data-copied="{escape(done)}"'
    return f'<p><button type="button" class="sp-copy" {data}>{escape(label)}</button></p>'
