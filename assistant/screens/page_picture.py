"""The dialog that shows a source in its place. What it reads is looked up in index and corpus, never named by a browser."""

from __future__ import annotations

import streamlit as st

from assistant.in_place import InPlace
from assistant.screens import wording
from assistant.screens.answer_shown import notice_html
from assistant.screens.page_picture_shown import in_words_html, picture_html, top_html
from corpus.models import Document, Edition, Source
from corpus.readers import UnreadableDocument
from corpus.readers.page_picture import PagePicture, page_picture

PICTURES = 64  # kept of what all readers looked at, about 250 KB each
DOCUMENTS = 8  # Managing Public Money is about 5 MB
_TURNED = "page_turned_to"


def open_in_place(shown: InPlace) -> None:
    """Opens the dialog; only once in a run of the page."""
    st.session_state.pop(_TURNED, None)
    _dialog(shown)


@st.dialog(wording.IN_PLACE, width="large")
def _dialog(shown: InPlace) -> None:
    st.html(top_html(shown))
    document = document_of(shown.source, shown.edition)
    page, picture = _turned_to(shown)
    if picture is None:
        st.html(in_words_html(shown, document, None))
        return
    words, printed = st.columns((2, 3))  # on a small screen the words come first: there the print is small
    words.html(in_words_html(shown, document, page))
    with printed:
        _show_turning(page, picture.pages, shown.page)
        st.html(picture_html(picture, page, shown))


def _turned_to(shown: InPlace) -> tuple[int, PagePicture | None]:
    """The page to show and its picture; None where there is none to be shown, after saying why when that is a surprise."""
    page = st.session_state.get(_TURNED) or shown.page
    if page is None or not shown.may_be_read:
        return 0, None
    with st.spinner(wording.DRAWING):
        try:
            return _drawn_or_overleaf(shown, page)
        except UnreadableDocument as problem:
            st.html(notice_html(wording.NO_PICTURE, str(problem), "plain"))
            return page, None


def _drawn_or_overleaf(shown: InPlace, page: int) -> tuple[int, PagePicture | None]:
    """Overleaf when only the paragraph's first words stand on the page before, and the reader has not turned to it."""
    picture = _picture(shown.edition, page, shown.words)
    if picture and shown.words and picture.marked == "none" and _TURNED not in st.session_state and page < picture.pages:
        overleaf = _picture(shown.edition, page + 1, shown.words)
        if overleaf and overleaf.marked != "none":
            return page + 1, overleaf
    return page, picture


def _show_turning(page: int, pages: int, cited: int) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(wording.PAGE_BEFORE, on_click=_turn_to, args=(page - 1,), disabled=page <= 1)
        st.button(wording.PAGE_AFTER, on_click=_turn_to, args=(page + 1,), disabled=page >= pages)
        if page != cited:
            st.button(wording.PAGE_CITED.format(page=cited), on_click=_turn_to, args=(cited,))
        st.text(wording.PAGE_OF.format(page=page, pages=pages))


def _turn_to(page: int) -> None:
    st.session_state[_TURNED] = page


def _picture(edition: Edition, page: int, words: str) -> PagePicture | None:
    """None where the file as it was fetched is no PDF, or is not there."""
    original = _store().original(edition)
    if original is None or original.suffix != ".pdf":
        return None
    return _drawn(edition.source_id, edition.edition_id, edition.sha256, page, words, _path=original)


@st.cache_data(show_spinner=False, max_entries=PICTURES)
def _drawn(source_id: str, edition_id: str, sha256: str | None, page: int, words: str, *, _path) -> PagePicture:
    return page_picture(_path, page, words)


def document_of(source: Source, edition: Edition) -> Document | None:
    """The document as it is held, our digest where that is; None where it has gone from the disk."""
    return _document(source.source_id, edition.edition_id, edition.rendition, edition.sha256, _source=source, _edition=edition)


@st.cache_resource(show_spinner=False, max_entries=DOCUMENTS)
def _document(source_id: str, edition_id: str, rendition: str, sha256: str | None, *, _source: Source, _edition: Edition):
    from corpus.readers.digest import digest_document, read_digest
    from corpus.sources import digest_path

    try:
        if rendition == "digest":
            return digest_document(read_digest(digest_path(_source), _source), _source)
        return _store().document(_edition)
    except OSError:
        return None


def _store():
    from corpus.settings import load_settings
    from corpus.store import EditionStore

    return EditionStore(load_settings().data_dir)
