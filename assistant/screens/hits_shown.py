"""What a search inside one document found, as HTML: each paragraph with a short stretch of it, within its licence (pure)."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from assistant.counted import counted
from assistant.found_inside import FoundInside, words_found
from assistant.screens import library_wording as wording
from assistant.screens.links import link_to, more_html
from assistant.screens.marked import marked_passage
from assistant.screens.volume_shown import address_in, page_html
from assistant.shelf import Volume
from corpus.models import Edition, Licence, Paragraph

AT_ONCE = 20
STRETCH = 30  # words of a paragraph among others that were found


def hits_html(volume: Volume, editions: Sequence[Edition], found: FoundInside, first: int = 1) -> str:
    """So many hits from `first` on, with links to those before and after. The heading says how many there are and why these."""
    count = len(found.paragraphs)
    said = wording.FOUND[found.how].format(count=counted(count, "paragraph"), asked=found.asked)
    if not count:
        nothing = escape(wording.NOT_FOUND.format(asked=found.asked))
        return f'<h3 data-say="{nothing}">{nothing}</h3><p>{escape(wording.NOT_FOUND_HINT)}</p>'
    first = first if 1 <= first <= count else 1
    shown = found.paragraphs[first - 1 : first - 1 + AT_ONCE]
    items = "".join(_hit_html(volume, editions, paragraph, found) for paragraph in shown)
    heard = f'data-say="{escape(said)}"' if first == 1 else f'tabindex="-1" data-arrive="{first} {escape(said)}"'
    more = more_html(
        count, first, AT_ONCE, lambda at: address_in(volume, editions, find=found.asked, hit=at), "More paragraphs found"
    )
    return f'<h3 {heard}>{escape(said)}</h3><ol class="sp-hits" start="{first}">{items}</ol>{more}'


def stretch_html(text: str, found: FoundInside, licence: Licence | None) -> str:
    """A few words around the first that it was found by, those marked that are meant."""
    limit = licence.quotation_limit if licence and licence.quotation_limit is not None else STRETCH
    brief = Licence(name="", attribution="", quotation_limit=min(limit, STRETCH))
    begin, end = next(words_found(text, found), (0, 0))
    shown = " ".join("".join(part.text for part in marked_passage(text, text[begin:end], brief)).split())
    parts, at = [], 0
    for begin, end in words_found(shown, found):
        parts += [escape(shown[at:begin]), f"<mark>{escape(shown[begin:end])}</mark>"]
        at = end
    return "".join((*parts, escape(shown[at:])))


def _hit_html(volume: Volume, editions: Sequence[Edition], paragraph: Paragraph, found: FoundInside) -> str:
    address = address_in(volume, editions, para=paragraph.reference, find=found.asked)
    under = f' <span class="sp-quiet">{escape(paragraph.headings[-1])}</span>' if paragraph.headings else ""
    link = link_to(address, paragraph.reference, "sp-reference")
    return (
        f'<li><p class="sp-para-head">{link}{page_html(paragraph)}{under}</p>'
        f"<p>{stretch_html(paragraph.text, found, volume.licence)}</p></li>"
    )
