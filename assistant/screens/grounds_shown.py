"""What a helper says as HTML: the line, and under it each paragraph it stands on, folded away behind its name (pure).

Everything that a document or a reader says goes through `escape`: `st.html` knows no Markdown.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from assistant.helpers.grounds import Ground, Grounded
from assistant.screens.answer_shown import notice_html, text_html
from assistant.screens.links import link_html_here, official_link_html
from assistant.screens.pages import address_of
from assistant.screens.sources_shown import reference_html
from assistant.standing import OUR_SUMMARY

READ = "Read"
IN_LIBRARY = "Read it among its neighbours in the Library"
CHECK = "Check before you rely on this:"
NOT_RESTATED = "The starter digest does not restate this paragraph: read it in the original."


def grounds_html(grounded: Grounded) -> str:
    """A line and the paragraphs under it. What is wrong with one of them stands before the line, where it cannot be missed."""
    return f'<div class="sp-line">{warnings_html(grounded)}{text_html(grounded.says)}{chips_html(grounded.grounds)}</div>'


def warnings_html(grounded: Grounded) -> str:
    """Which paragraphs were reworded or are gone since the line was written; empty when none is."""
    return "".join(notice_html(CHECK, warning, "warning") for warning in grounded.warnings)


def chips_html(grounds: Iterable[Ground]) -> str:
    """The paragraphs alone, for where the line itself stands elsewhere, as in a cell of a table."""
    chips = "".join(f"<li>{''.join(_chip_html(ground))}</li>" for ground in grounds)
    return f'<ul class="sp-grounds">{chips}</ul>' if chips else ""


def _chip_html(ground: Ground) -> Iterator[str]:
    badge = f' <span class="sp-badge sp-historic">{escape(ground.standing)}</span>' if ground.is_old else ""
    if ground.state == "gone":
        yield f"<p><s>{escape(ground.source)}, {escape(ground.paragraph)}</s> <strong>no longer there</strong></p>"
        yield _links_html(ground)
        return
    name = f"{escape(ground.source)} ({escape(ground.edition)}), {escape(ground.paragraph)}"
    yield f'<details class="sp-ground"><summary><span class="sp-hidden">{READ} </span>{name}{badge}</summary>'
    yield from _opened_html(ground)
    yield "</details>"


def _opened_html(ground: Ground) -> Iterator[str]:
    yield reference_html(ground.pinpoint)
    yield f'<p class="sp-badges">{" ".join(_badges_html(ground))}</p>'
    yield f'<div class="sp-passage">{escape(ground.text)}</div>' if ground.text else f"<p>{escape(NOT_RESTATED)}</p>"
    yield _links_html(ground)
    if ground.attribution:
        yield f'<p class="sp-note">{escape(ground.attribution)}</p>'


def _badges_html(ground: Ground) -> Iterator[str]:
    yield f'<span class="sp-badge">{escape(ground.who_says_it)}</span>'
    yield f'<span class="sp-badge {"sp-historic" if ground.is_old else "sp-current"}">{escape(ground.standing)}</span>'
    if ground.is_digest:
        yield f'<span class="sp-badge sp-summary">{escape(OUR_SUMMARY)}</span>'


def _links_html(ground: Ground) -> str:
    """Both open tabs of their own: who has a form half filled in does not lose it."""
    official = official_link_html(ground.address, ground.page)
    if ground.state == "gone":
        return f'<p class="sp-link">{official}</p>'
    library = link_html_here(address_of("library", source=ground.source_id, para=ground.paragraph), IN_LIBRARY)
    return f'<p class="sp-link">{library}<br>{official}</p>'
