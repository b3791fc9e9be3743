"""The Library: every document that is known, and the text of those that are held, as far as it may be shown.

The address says all there is to know of what is shown (`library?source=…&para=7.6.1`), so that any state can be linked to.
Nothing here needs the index or the model: it works while they load.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

import streamlit as st

from assistant.found_inside import Inside
from assistant.screens import library_wording as wording
from assistant.screens.answer_shown import notice_html, problem_html
from assistant.screens.hits_shown import hits_html
from assistant.screens.links import link_to
from assistant.screens.pages import address_of, framed
from assistant.screens.shelf_shown import back_html, known_html, links_html, shelf_html
from assistant.screens.volume_shown import address_in, contents_html, head_html, near_html, part_html
from assistant.shelf import Part, Volume, in_force, may_be_read_whole, near_sources
from corpus.at_hand import document_at_hand, editions_at_hand, state_at_hand, summaries_at_hand
from corpus.models import Edition, Paragraph, Source
from corpus.settings import SettingsError, load_settings
from corpus.sources import load_sources
from corpus.store import EditionStore

FIND = "library_find"  # the search box's key
OPEN_AT_ONCE = 12  # editions kept ready, in all sessions together


@dataclass(frozen=True)
class Asked:
    """What the address asks for. `para` is a reference, `part` the number of a part, `hit` the first one to list."""

    source: str = ""
    edition: str = ""
    part: str = ""
    para: str = ""
    find: str = ""
    hit: str = ""

    @staticmethod
    def by(address: Mapping[str, str]) -> Asked:
        return Asked(**{name: str(address.get(name, ""))[:200].strip() for name in Asked.__dataclass_fields__})


def show() -> None:
    with framed(wording.TITLE, wording.WHAT_IT_IS):
        try:
            _show(Asked.by(st.query_params), EditionStore(load_settings().data_dir))
        except SettingsError as problem:
            st.html(problem_html(str(problem)))


def _show(asked: Asked, store: EditionStore) -> None:
    sources = load_sources()
    source = next((source for source in sources if source.source_id == asked.source), None)
    if source is None:
        _show_shelf(asked, sources, store)
        return
    try:
        editions = editions_at_hand(source, store)
        if not editions:
            _show_known(source)
            return
        edition = next((e for e in editions if e.edition_id == asked.edition), None)
        if asked.edition and edition is None:
            st.html(notice_html("Not there.", wording.UNKNOWN_EDITION.format(wanted=asked.edition), "warning"))
        volume = opened(store.folder.parent, source, edition or in_force(editions))
    except (OSError, ValueError) as problem:
        st.html(problem_html(wording.UNREADABLE.format(what=source.title, problem=type(problem).__name__)))
        return
    _show_volume(asked, volume, editions, store.folder.parent)


def _show_shelf(asked: Asked, sources: Sequence[Source], store: EditionStore) -> None:
    if asked.source:
        st.html(notice_html("Not there.", wording.UNKNOWN_SOURCE.format(wanted=asked.source), "warning"))
        near = [(address_of("library", source=s.source_id), s.title) for s in near_sources(asked.source, sources)]
        if near:
            st.html(f"<p>{escape(wording.NEAR)}</p>{links_html(near)}")
    shelf = []
    for source in sources:
        try:
            shelf.append((source, editions_at_hand(source, store)))
        except (OSError, ValueError) as problem:  # the others are shown all the same
            st.html(problem_html(wording.UNREADABLE.format(what=source.title, problem=type(problem).__name__)))
    st.html(shelf_html(shelf))


def _show_known(source: Source) -> None:
    st.html(back_html() + notice_html("Not held.", wording.NOT_HELD, "warning") + known_html(source, level=2))


def _show_volume(asked: Asked, volume: Volume, editions: Sequence[Edition], data_dir: Path) -> None:
    st.html(head_html(volume, editions, arrives=not (asked.para or asked.find or asked.part)))
    st.session_state[FIND] = asked.find
    st.text_input(wording.FIND_HERE, key=FIND, type="search", placeholder=wording.FIND_HELP, on_change=_look_for)
    if asked.para:
        _show_paragraph(asked, volume, editions)
    elif asked.find:
        found = _inside(data_dir, volume).find(asked.find)
        st.html(hits_html(volume, editions, found, int(asked.hit) if asked.hit.isdecimal() else 1))
        st.html(contents_html(volume, editions, is_open=not found.paragraphs))
    elif part := _part_numbered(asked.part, volume):
        _show_part(volume, editions, part)
    else:
        st.html(contents_html(volume, editions, is_open=True))


def _show_paragraph(asked: Asked, volume: Volume, editions: Sequence[Edition]) -> None:
    named = volume.named(asked.para)
    if asked.find:
        st.html(f"<p>{link_to(address_in(volume, editions, find=asked.find), f'← {wording.BACK_TO_FOUND}')}</p>")
    if named:
        _show_part(volume, editions, volume.part_with(named[0]), named)
    else:
        st.html(near_html(volume, editions, asked.para))
        st.html(contents_html(volume, editions, is_open=True))


def _show_part(volume: Volume, editions: Sequence[Edition], part: Part, asked: Sequence[Paragraph] = ()) -> None:
    st.html(contents_html(volume, editions, is_open=False, current=part))
    st.html(part_html(volume, editions, part, asked))


def _part_numbered(number: str, volume: Volume) -> Part | None:
    return volume.parts[int(number) - 1] if number.isdecimal() and 1 <= int(number) <= len(volume.parts) else None


def _look_for() -> None:
    """Goes to what was found: the address keeps the document and nothing else of what was shown."""
    address = {name: st.query_params[name] for name in ("source", "edition") if name in st.query_params}
    if wanted := st.session_state[FIND].strip():
        address["find"] = wanted
    st.query_params.from_dict(address)


def opened(data_dir: Path, source: Source, edition: Edition) -> Volume:
    """The volume, read once for all sessions, and again when what is on disk has changed."""
    state = state_at_hand(source, edition, EditionStore(data_dir))
    return _open(str(data_dir), source.source_id, edition.model_dump_json() + state, source, edition)


@st.cache_resource(max_entries=OPEN_AT_ONCE, show_spinner=False)
def _open(data_dir: str, source_id: str, state: str, _source: Source, _edition: Edition) -> Volume:
    document = document_at_hand(_source, _edition, EditionStore(Path(data_dir)))
    summaries = {} if may_be_read_whole(_source) else summaries_at_hand(_source, document)
    return Volume(_source, _edition, document, summaries)


def _inside(data_dir: Path, volume: Volume) -> Inside:
    edition = volume.edition
    state = edition.model_dump_json() + state_at_hand(volume.source, edition, EditionStore(data_dir))
    return _made_ready(str(data_dir), state, volume)


@st.cache_resource(max_entries=OPEN_AT_ONCE, show_spinner=False)
def _made_ready(data_dir: str, state: str, _volume: Volume) -> Inside:
    return Inside(_volume.paragraphs)
