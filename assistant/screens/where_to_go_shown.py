"""Signposts as HTML: each with its kind, its date, what speaks against it, and the paragraphs that name it (pure)."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from assistant.helpers.where_to_go import KINDS, Need, Signposted
from assistant.screens.answer_shown import notice_html
from assistant.screens.grounds_shown import grounds_html
from assistant.screens.links import link_with_host_html

CAUTION = (
    "Each entry says when a document last named it. Nobody has looked up whether it is still there today: "
    "follow its link, or ask, before you rely on it."
)
LOOK_UP = "Look this up:"
HISTORIC = "Named only in the reports of 2001"
NOTHING = "Nothing listed here has every one of these words. Try one word, or choose a need."


def need_html(need: Need, signposts: Sequence[Signposted]) -> str:
    return f"<h2>{escape(need.title)}</h2>{_in_two_parts(signposts)}"


def found_html(signposts: Sequence[Signposted], words: str) -> str:
    heading = f"<h2>{_counted(len(signposts))} for “{escape(words)}”</h2>"
    return heading + (_in_two_parts(signposts) if signposts else f"<p>{escape(NOTHING)}</p>")


def _in_two_parts(signposts: Sequence[Signposted]) -> str:
    """What newer documents name, then, folded away, what only those of 2001 do; that is open where there is nothing else."""
    newer = [one for one in signposts if not one.is_historic]
    historic = [one for one in signposts if one.is_historic]
    parts = [_list_html(newer)] if newer else []
    if historic:
        is_open = "" if newer else " open"
        summary = f"{escape(HISTORIC)} ({len(historic)})"
        parts.append(f'<details class="sp-older"{is_open}><summary>{summary}</summary>{_list_html(historic)}</details>')
    return "".join(parts)


def _list_html(signposts: Sequence[Signposted]) -> str:
    return f'<ul class="sp-signposts">{"".join(map(_signpost_html, signposts))}</ul>'


def _signpost_html(one: Signposted) -> str:
    badges = (
        f'<span class="sp-badge">{escape(KINDS[one.entry.kind])}</span> '
        f'<span class="sp-badge{" sp-historic" if one.is_historic else ""}">as at {escape(one.as_at)}</span>'
    )
    flags = "".join(notice_html(LOOK_UP, flag, "warning") for flag in one.flags)
    ways = " · ".join(_ways(one))
    return (
        f'<li><h3>{escape(one.entry.name)}</h3><p class="sp-badges">{badges}</p>{flags}{grounds_html(one.grounded)}'
        + (f'<p class="sp-link">{ways}</p>' if ways else "")
        + "</li>"
    )


def _ways(one: Signposted) -> list[str]:
    """The address the document prints, and where it says to write."""
    ways = []
    if one.address:
        ways.append(link_with_host_html(one.address, f"Go to {one.entry.name}"))
    if one.entry.email:
        ways.append(f"Write to {escape(one.entry.email)}")
    return ways


def _counted(number: int) -> str:
    return f"{number or 'No'} {'entry' if number == 1 else 'entries'}"
