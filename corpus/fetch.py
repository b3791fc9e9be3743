"""Fetching one source: find out what its publisher has there, and take it if it is new.

    with Visitor(hosts_of(sources)) as visitor:
        ending = fetch_source(source, folder=folder, visitor=visitor, known=known)

Nothing here raises for what the world outside does: each way to end is a value with a line for people (corpus/web/endings.py).
"""

from __future__ import annotations

import hashlib
from datetime import datetime
from pathlib import Path

from corpus.models import Fetching, Source, Value
from corpus.web.answers import NotModified
from corpus.web.endings import Ending, Fetched, Known, Listing, NotFound, Refused, Setback, Unchanged, host_of, not_found, refused
from corpus.web.govuk import ContentItem, is_govuk_page, read_item
from corpus.web.listed import ListedFile, choose_file, links_to_files
from corpus.web.media import HTML, PDF, SUFFIXES, check_media, media_type_of, sniff
from corpus.web.visitor import Visitor


class Found(Value):
    """What there is to fetch. `text` is the file itself, where an API gave it along with the news that it exists.

    `remark` is what people should know about how it was found.
    """

    address: str
    media_type: str | None = None
    title: str | None = None
    withdrawn: str | None = None
    listing: Listing | None = None
    text: str | None = None
    remark: str = ""


def fetch_source(
    source: Source, *, folder: Path, visitor: Visitor, known: Known | None = None, told: Fetching | None = None
) -> Ending:
    """The source's file in `folder` under its id ("hmt-managing-public-money.pdf"), or why there is none.

    `known` is what `remembered()` gave the last time; give it only while that file is still at hand. After any ending but Fetched
    the folder holds nothing new.
    """
    told = told or source.fetching
    found = find_file(source, visitor, told)
    if isinstance(found, Setback):
        return found
    if known and found.listing and found.listing == known.listing and found.listing.updated:
        return _unchanged(known, found, visitor)
    folder.mkdir(parents=True, exist_ok=True)
    draft = folder / f"{source.source_id}.part"
    try:
        return _take(found, draft, visitor, known)
    finally:
        draft.unlink(missing_ok=True)


def has_address(source: Source) -> bool:
    """Whether there is anything to ask: some sources exist on paper, or where nobody has looked yet."""
    return bool(source.landing_page or _file_address(source))


def find_file(source: Source, visitor: Visitor, told: Fetching) -> Found | Setback:
    """What the publisher has: by GOV.UK's Content API, else by the page that lists the file, else at the file's address."""
    if is_govuk_page(source.landing_page):
        return _find_on_govuk(source, visitor, told)
    if told.page_is_the_document and source.landing_page:
        return Found(address=source.landing_page, media_type=HTML)
    if source.landing_page and media_type_of(source.landing_page) != PDF:
        return _find_on_page(source, visitor, told)
    address = source.landing_page or _file_address(source)
    if address is None:
        line = f"sources.toml gives no address for {source.source_id}; the edition at hand stays."
        return NotFound(address="", line=line)
    return Found(address=address, media_type=media_type_of(address))


def _find_on_govuk(source: Source, visitor: Visitor, told: Fetching) -> Found | Setback:
    item = read_item(source.landing_page, visitor)
    if isinstance(item, Setback):
        return item
    if told.page_is_the_document:
        return _found_in(item)
    file = choose_file(item.files, source, told, sole_will_do=True)
    if file is None:
        return not_found(item.address, f"lists no attachment like {_wanted(source, told)!r} ({len(item.files)} others)")
    if is_govuk_page(file.address):
        attached = read_item(file.address, visitor)
        return attached if isinstance(attached, Setback) else _found_in(attached, item.withdrawn)
    return Found(
        address=file.address,
        media_type=media_type_of(file.address, file.media_type),
        title=file.title or None,
        withdrawn=item.withdrawn,
        listing=Listing(address=file.address, updated=item.public_updated_at, size=file.size),
    )


def _found_in(item: ContentItem, withdrawn: str | None = None) -> Found | Setback:
    """The item's own body as the document."""
    if not item.body:
        return not_found(item.address, "has no text of its own, though it should be the document")
    return Found(
        address=item.address,
        media_type=HTML,
        title=item.title or None,
        withdrawn=item.withdrawn or withdrawn,
        listing=Listing(address=item.address, updated=item.public_updated_at),
        text=item.as_page(),
    )


def _find_on_page(source: Source, visitor: Visitor, told: Fetching) -> Found | Setback:
    page = visitor.read_page(source.landing_page)
    if isinstance(page, Setback):
        return page
    kind = sniff(page.content)
    if kind == PDF:
        return Found(address=source.landing_page, media_type=PDF)
    if kind != HTML:
        return refused(page.address, "wrong type", "it should be the page that lists the file, and is no web page")
    file = _choose_link(links_to_files(page.content.decode("utf-8", errors="replace"), page.address), source, told, visitor)
    if file:
        return Found(address=file.address, media_type=PDF, listing=Listing(address=file.address))
    address = _file_address(source)
    if address is None:
        return not_found(page.address, f"links to no PDF like {_wanted(source, told)!r}")
    remark = f" {source.landing_page} links to no PDF like {_wanted(source, told)!r}: a new edition would not be noticed."
    return Found(address=address, media_type=media_type_of(address), remark=remark)


def _choose_link(links: tuple[ListedFile, ...], source: Source, told: Fetching, visitor: Visitor) -> ListedFile | None:
    """A file on an allowed host before any other; the other is refused when it is asked for, which says whose host to name."""
    allowed = tuple(link for link in links if host_of(link.address) in visitor.hosts)
    return choose_file(allowed, source, told) or choose_file(links, source, told)


def _take(found: Found, draft: Path, visitor: Visitor, known: Known | None) -> Ending:
    """Fetches what was found into `draft`, looks at it, and gives it its name."""
    if found.text is not None:
        content = found.text.encode()
        draft.write_bytes(content)
        seen = Known(final_address=found.address, sha256=hashlib.sha256(content).hexdigest(), listing=found.listing)
        declared = HTML
    else:
        with draft.open("wb") as sink:
            got = visitor.download(found.address, sink, known)
        if isinstance(got, Setback):
            return got
        if isinstance(got, NotModified):
            return _unchanged(_renewed(known, got), found, visitor)
        seen = Known(
            final_address=got.address, sha256=got.sha256, etag=got.etag, last_modified=got.last_modified, listing=found.listing
        )
        declared = got.media_type
    media_type = check_media(draft, seen.final_address, found.media_type, declared)
    if isinstance(media_type, Refused):
        return media_type
    if known and seen.sha256 == known.sha256:
        return _unchanged(seen, found, visitor)
    return _fetched(seen, found, draft.replace(draft.with_suffix(SUFFIXES[media_type])), media_type, visitor.clock.now())


def _fetched(seen: Known, found: Found, path: Path, media_type: str, now: datetime) -> Fetched:
    line = f"{path.stat().st_size:,} bytes fetched from {seen.final_address}.{_tail(found)}"
    return Fetched(
        **dict(seen),
        path=path,
        media_type=media_type,
        retrieved_at=now,
        title=found.title,
        withdrawn=found.withdrawn,
        line=line,
    )


def _unchanged(seen: Known, found: Found, visitor: Visitor) -> Unchanged:
    remembered = seen.model_copy(update={"listing": found.listing or seen.listing})
    line = f"{host_of(seen.final_address)} has nothing new.{_tail(found)}"
    return Unchanged(**dict(remembered), checked_at=visitor.clock.now(), withdrawn=found.withdrawn, line=line)


def _renewed(known: Known, answer: NotModified) -> Known:
    newer = {"etag": answer.etag, "last_modified": answer.last_modified}
    return known.model_copy(update={name: value for name, value in newer.items() if value})


def _tail(found: Found) -> str:
    withdrawn = f" The publisher says: {found.withdrawn}" if found.withdrawn else ""
    return withdrawn + found.remark


def _wanted(source: Source, told: Fetching) -> str:
    return told.titled or source.title


def _file_address(source: Source) -> str | None:
    """The file of the newest edition whose address is known."""
    known = sorted((edition for edition in source.editions if edition.file_address), key=lambda edition: edition.edition_id)
    return known[-1].file_address if known else None
