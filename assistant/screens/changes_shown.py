"""Changes between two editions as HTML: what was and what is, beside each other, every mark also in words (pure)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from html import escape

from assistant.screens import changes_wording as wording
from assistant.screens.answer_shown import notice_html
from assistant.screens.links import link_to, more_html
from assistant.screens.pages import address_of
from assistant.shelf import may_be_read_whole
from assistant.side_by_side import Side, side_by_side
from corpus.changes import Change, ChangeKind
from corpus.models import Edition, Source
from corpus.word_marks import Mark

AT_ONCE = 25


def choice_html(shelf: Sequence[tuple[Source, Sequence[Edition]]]) -> str:
    """Every held document: with a link where there are editions to compare, else with what is held of it."""
    items, some = [], False
    for source, editions in shelf:
        if len(editions) > 1:
            some = True
            link = link_to(
                address_of("changes", source=source.source_id), wording.COMPARABLE.format(title=source.title), "sp-to-document"
            )
            items.append(f'<li>{link} <span class="sp-quiet">{escape(wording.held(editions))}</span></li>')
        elif editions:
            items.append(f'<li>{escape(source.title)} <span class="sp-quiet">{escape(one_edition(editions[0]))}</span></li>')
    nothing = "" if some else notice_html(wording.NOTHING_TO_COMPARE, wording.HOW_ONE_COMES, "note")
    listed = f'<ul class="sp-link-list">{"".join(items)}</ul>'
    after = f'<p class="sp-note">{escape(wording.HOW_ONE_COMES)}</p>' if some else ""
    return f"{nothing}<h2>{escape(wording.WHICH)}</h2>{listed}{after}"


def one_edition(edition: Edition) -> str:
    only = wording.ONLY_DIGEST if edition.rendition == "digest" else wording.ONE_EDITION
    return only.format(edition=edition.title)


def changes_html(
    source: Source, older: Edition, newer: Edition, changes: Sequence[Change], kind: ChangeKind | None = None, first: int = 1
) -> str:
    """The changes of one kind, or all, so many from `first` on, under how many there are of each."""
    said = wording.heading(len(changes), older, newer)
    chosen = f"{kind} {first} {said}"  # what was chosen by a link takes the focus that the link had
    heard = f'tabindex="-1" data-arrive="{escape(chosen)}"' if kind or first > 1 else f'data-say="{escape(said)}"'
    parts = [f"<h3 {heard}>{escape(said)}</h3>"]
    if not changes:
        return f"{parts[0]}<p>{escape(wording.NO_CHANGE)}</p>"
    place = {"source": source.source_id, "from": older.edition_id, "to": newer.edition_id}
    parts.append(_kinds_html(changes, kind, place))
    gone, new = f"<del>{wording.KEY_GONE}</del>", f"<ins>{wording.KEY_NEW}</ins>"
    parts.append(f"<p>{escape(wording.KEY).format(gone=gone, new=new)}</p>")
    if not may_be_read_whole(source):
        limit = source.licence.quotation_limit if source.licence else 0
        parts.append(notice_html("Short quotations.", wording.LIMITED.format(limit=limit), "digest"))
    of_kind = [change for change in changes if kind in (None, change.kind)]
    first = first if 1 <= first <= len(of_kind) else 1
    shown = of_kind[first - 1 : first - 1 + AT_ONCE]
    parts += [change_html(source, older, newer, change) for change in shown] or [f"<p>{escape(wording.NONE_OF_KIND)}</p>"]
    here = place | ({"kind": kind} if kind else {})
    parts.append(
        more_html(len(of_kind), first, AT_ONCE, lambda at: address_of("changes", **here, change=str(at)), "More changes")
    )
    return f'<div class="sp-changes">{"".join(parts)}</div>'


def change_html(source: Source, older: Edition, newer: Edition, change: Change) -> str:
    shown = side_by_side(change, source.licence)
    badge = f'<span class="sp-badge">{escape(wording.KINDS[change.kind])}</span>'
    head = f"<h4>{escape(_title(change))} {badge}</h4>"
    if shown.only_moved:
        read = _read_html(source, newer, change.paragraph.reference)
        return f'<section class="sp-change">{head}<p>{escape(wording.ONLY_MOVED)} {read}</p></section>'
    was = _column_html(source, older, shown.was, wording.NOT_THERE_BEFORE)
    now = _column_html(source, newer, shown.now, wording.NOT_THERE_NOW)
    return f'<section class="sp-change">{head}<div class="sp-two">{was}{now}</div></section>'


def marked_html(words: Sequence[Mark]) -> str:
    """Runs of words with those that are gone or new marked, for eye and ear. List items stand on lines of their own."""
    return " ".join(_run_html(mark) for mark in words).replace(" • ", "<br>• ")


def _run_html(mark: Mark) -> str:
    if mark.state == "same":
        return escape(mark.words)
    tag, name = ("del", wording.KEY_GONE) if mark.state == "gone" else ("ins", wording.KEY_NEW)
    before, after = (f'<span class="sp-hidden">{said}</span>' for said in (f" [{name}: ", "] "))
    return f"{before}<{tag}>{escape(mark.words)}</{tag}>{after}"


def _column_html(source: Source, edition: Edition, side: Side | None, otherwise: str) -> str:
    if side is None:
        words, read = f'<p class="sp-quiet">{escape(otherwise)}</p>', ""
    else:
        words = f"<p>{marked_html(side.words)}</p>"
        read = f"<p>{_read_html(source, edition, side.reference)}</p>"
    return f'<div><p class="sp-tag">{escape(edition.title)}</p>{words}{read}</div>'


def _kinds_html(changes: Sequence[Change], kind: ChangeKind | None, place: dict[str, str]) -> str:
    """How many there are of each kind, each count a link to those alone."""
    counts = Counter(change.kind for change in changes)
    kinds = [(None, f"{wording.ALL_KINDS} ({len(changes):,})")]
    kinds += [(one, f"{name} ({counts[one]:,})") for one, name in wording.KINDS.items() if counts[one]]
    items = [
        f'<li><strong aria-current="true">{escape(text)}</strong></li>'
        if one == kind
        else f"<li>{link_to(address_of('changes', **place, **({'kind': one} if one else {})), text)}</li>"
        for one, text in kinds
    ]
    return f'<nav aria-label="Kinds of change"><ul class="sp-kinds">{"".join(items)}</ul></nav>'


def _read_html(source: Source, edition: Edition, reference: str) -> str:
    address = address_of("library", source=source.source_id, edition=edition.edition_id, para=reference)
    return link_to(address, wording.READ_IN.format(reference=reference, edition=edition.title))


def _title(change: Change) -> str:
    if change.kind == "renumbered" and change.old and change.new:
        return f"{change.old.reference} → {change.new.reference}"
    return change.paragraph.reference
