"""A source in its place as HTML: the page as a picture with its words beside it, or the paragraph among its neighbours (pure)."""

from __future__ import annotations

import base64
from collections.abc import Iterable
from html import escape

from assistant.in_place import InPlace, Neighbour, neighbours, paragraphs_on, whole_paragraph
from assistant.screens import wording
from assistant.screens.answer_shown import notice_html
from assistant.screens.marked import Stretch, marked_passage
from assistant.screens.sources_shown import footing_html, head_html, links_html, passage_html
from assistant.standing import OUR_SUMMARY
from corpus.models import Document, Paragraph
from corpus.readers.page_picture import PagePicture


def top_html(shown: InPlace) -> str:
    digest = notice_html(f"{OUR_SUMMARY}.", wording.DIGEST_IN_PLACE, "digest") if shown.is_digest else ""
    return head_html(shown) + digest


def picture_html(picture: PagePicture, page: int, shown: InPlace) -> str:
    """page.js says `data-announce` when the picture has come, and moves it to where its mark is, across and down."""
    alternative = wording.PICTURE.format(page=page, title=shown.source.title, marked=wording.MARKED[picture.marked])
    data = base64.b64encode(picture.png).decode()
    told = f'<p class="sp-note">{escape(wording.ON_THIS_PAGE[picture.marked])}</p>' if shown.words else ""
    across, down = picture.mark_at
    width, height = picture.size
    name = wording.PAGE_OF.format(page=page, pages=picture.pages)
    return (
        f'{told}<div class="sp-picture" role="group" tabindex="0" aria-label="{escape(name)}" data-across="{across:.3f}" '
        f'data-down="{down:.3f}" data-announce="{escape(name + wording.MARKED[picture.marked])}">'
        f'<img src="data:image/png;base64,{data}" width="{width}" height="{height}" alt="{escape(alternative)}"></div>'
    )


def in_words_html(shown: InPlace, document: Document | None, page: int | None) -> str:
    """The paragraph with the words marked: under a picture of `page` with all that the page prints, else among its neighbours."""
    passage = passage_html(_marked(shown, document))
    foot = f'<p class="sp-ways">{links_html(shown)}</p>{footing_html(shown)}'
    if page is not None:
        printed = _page_html(page, document) if document else ""
        return f"<h3>{escape(wording.PASSAGE_HEADING)}</h3>{passage}{printed}{foot}"
    headings, before, after = neighbours(shown, document) if document else ((), [], [])
    trail = f'<p class="sp-trail">{escape(" › ".join(headings))}</p>' if headings else ""
    named = f'<p class="sp-note">{escape(wording.ONLY_NAMED)}</p>' if any(not n.text for n in [*before, *after]) else ""
    itself = f'<p class="sp-beside">{escape(wording.THIS_ONE)} <strong>{escape(shown.paragraph)}</strong></p>{passage}'
    return f"{trail}{_beside_html(wording.BEFORE, before)}{itself}{_beside_html(wording.AFTER, after)}{named}{foot}"


def _marked(shown: InPlace, document: Document | None) -> tuple[Stretch, ...]:
    """The whole paragraph if it may be shown and the words are marked in it, else the passage that was found."""
    licence = None if shown.is_digest else shown.source.licence
    if document:
        whole = marked_passage(whole_paragraph(shown, document), shown.words, licence)
        if not shown.words or any(part.is_marked for part in whole):
            return whole
    return marked_passage(shown.passage, shown.words, licence)


def _beside_html(where: str, paragraphs: Iterable[Neighbour]) -> str:
    paragraphs = list(paragraphs)
    if not paragraphs:
        return ""
    if not all(paragraph.text for paragraph in paragraphs):
        names = ", ".join(f"<strong>{escape(paragraph.reference)}</strong>" for paragraph in paragraphs)
        return f'<p class="sp-beside">{escape(where)} {names}</p>'
    shown = "".join(_paragraph_html(paragraph.reference, paragraph.text) for paragraph in paragraphs)
    return f'<p class="sp-beside">{escape(where)}</p><div class="sp-neighbours">{shown}</div>'


def _page_html(page: int, document: Document) -> str:
    printed: Iterable[Paragraph] = paragraphs_on(page, document)
    shown = "".join(_paragraph_html(paragraph.reference, paragraph.text) for paragraph in printed)
    if not shown:
        return ""
    return f"<details><summary>{escape(wording.WORDS_OF_PAGE.format(page=page))}</summary>{shown}</details>"


def _paragraph_html(reference: str, text: str) -> str:
    return f'<div class="sp-passage"><strong>{escape(reference)}</strong>\n{escape(text)}</div>'
