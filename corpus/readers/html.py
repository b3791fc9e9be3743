"""A web page as a Document: its main content only, then blocks, then what each block is, then paragraphs.

The only door to lxml.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from corpus.models import Document, Source
from corpus.readers import UnreadableDocument
from corpus.readers.html_blocks import BLOCK_TAG, Block, Call, End, Event, Start, Words, read_blocks
from corpus.readers.html_furniture import ARTICLE_BODIES, GOVSPEAK, LEADS, MAIN_IDS, is_furniture
from corpus.readers.html_notes import Notes, find_notes
from corpus.readers.html_pieces import read_pieces
from corpus.readers.html_text import latest_date, page_text
from corpus.readers.markdown_paragraphs import make_paragraphs
from corpus.readers.markdown_roles import Piece

_LAYOUT = "boolean(.//table | .//h1 | .//h2 | .//h3 | .//h4) or not(.//tr[count(td | th) > 1])"
_IN_TABLE = frozenset(("table", "caption", "thead", "tbody", "tfoot", "tr", "td", "th"))
_BEFORE_THE_SITE = re.compile(r"\s+(?:[|–—]|-(?= GOV\.UK))\s+.*$")


def read_html(path: Path, source: Source) -> Document:
    """Numbered paragraphs, conclusions, captioned tables and footnotes under their references; other prose as `<heading> ¶n`.

    Pages are None. `body_from` and `body_until` are for files without structure and not used here. Raises UnreadableDocument for
    a file that is empty, no web page, nested too deeply to be one, or without text in its main part.
    """
    root = _parse(path)
    page = _Page(root)
    title = page.title() or source.title
    blocks = [block for part in page.parts() for block in read_blocks(page.events(part))]
    pieces = read_pieces(blocks, source.reading, title)
    notes = [Piece("footnote", text, str(number)) for number, text in page.footnotes()]
    paragraphs = make_paragraphs(pieces + notes, title)
    if not paragraphs:
        raise UnreadableDocument(f"{path.name}: a web page without text in its main part. It may be filled in by scripts.")
    return Document(
        source_id=source.source_id,
        edition_title=latest_date(page.dates(), " ".join(page.main.itertext())),
        body_words=page.count_words(),
        paragraphs=paragraphs,
    )


def _parse(path: Path):
    from lxml import etree, html

    text = page_text(path)
    # Encoded again, because lxml refuses text that declares an encoding, and bytes may declare a false one.
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        root = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except etree.ParserError as error:
        raise UnreadableDocument(f"{path.name}: a web page without any content ({error}).") from error
    # Past its limits the parser drops the rest without an exception.
    broken = next((entry for entry in parser.error_log if entry.level_name == "FATAL"), None)
    if broken is not None:
        reason = "its tags are nested deeper than 2,048" if "depth" in broken.message else broken.message.strip()
        raise UnreadableDocument(f"{path.name}: no page made for readers: {reason} (line {broken.line}).")
    return root


class _Page:
    def __init__(self, root) -> None:
        self.root = root
        self.main = self._main()
        self.bodies = self._bodies()
        self.notes: Notes = find_notes(root)
        self.skipped = self.notes.elements | self._contents_lists()

    def title(self) -> str:
        """The first heading of the first rank, or the page's title without the name of the site."""
        for region in (self.main, self.root):
            heading = next(region.iter("h1"), None)
            if heading is not None and (text := " ".join(heading.text_content().split())):
                return text
        return _BEFORE_THE_SITE.sub("", " ".join(self.root.findtext(".//title", "").split()))

    def parts(self) -> list:
        """The elements that hold the text, in order: the lead, then the body, or the whole main part."""
        apart = (element for element in self.main.iter("p", "div") if set(self.bodies).isdisjoint(element.iterancestors()))
        leads = [element for element in apart if _has_class(element, LEADS)]
        return leads[:1] + self.bodies if self.bodies else [self.main]

    def events(self, part) -> Iterator[Event]:
        """What stands in the part, furniture, footnotes and lists of contents left out."""
        yield from self._walk(part, self.skipped - {part}, around=not self.bodies)

    def footnotes(self) -> Iterator[tuple[int, str]]:
        for number, element in self.notes.by_number.items():
            blocks: list[Block] = read_blocks(self._walk(element, self.notes.back_links, around=False))
            text = " ".join(block.text for block in blocks)
            if text := re.sub(rf"^\[?{number}[\].):]*\s+", "", text):
                yield number, text

    def count_words(self) -> int:
        """Words with a letter outside headings, as they stand in the page before any block is made."""
        streams = [self.events(part) for part in self.parts()]
        streams += [self._walk(element, self.notes.back_links, around=False) for element in self.notes.by_number.values()]
        return sum(re.search(r"[^\W\d_]", word) is not None for stream in streams for word in _running_text(stream).split())

    def dates(self) -> list[str]:
        """Dates that the page's head gives for this state of it, best first, as "2024-07-03T…"."""
        names = ("govuk:public-updated-at", "article:published_time", "dcterms.issued", "dcterms.date")
        told = {
            (meta.get("name") or meta.get("property") or "").lower(): meta.get("content", "") for meta in self.root.iter("meta")
        }
        return [told[name] for name in names if name in told]

    def _main(self):
        """The element around the text: main, or what stands for it, or the body."""
        found = self.root.xpath("//main | //*[@role='main']")
        found = found or [element for element in self.root.iter("div", "section") if element.get("id", "").lower() in MAIN_IDS]
        found = found or self.root.xpath("//article") or self.root.xpath("//body") or [self.root]
        return max(found, key=lambda element: len(element.text_content()))

    def _bodies(self) -> list:
        """Elements that a host is known to keep the body in; of articles the longest, the others being teasers."""
        for names in (GOVSPEAK, ARTICLE_BODIES):
            named = [element for element in self._shown(self.main) if _has_class(element, names)]
            within = set(named)
            outermost = [element for element in named if within.isdisjoint(element.iterancestors())]
            if outermost:
                return outermost if names is GOVSPEAK else [max(outermost, key=lambda element: len(element.text_content()))]
        return []

    def _shown(self, part) -> Iterator:
        """Elements inside the part that no furniture holds."""
        from lxml import etree

        walker = etree.iterwalk(part, events=("start",))
        for _, element in walker:
            if element is not part and is_furniture(element.tag, element.attrib, around=False):
                walker.skip_subtree()
            else:
                yield element

    def _contents_lists(self) -> set:
        """Lists of nothing but links within the page."""
        outside = ".//text()[normalize-space()][not(ancestor::a[starts-with(@href, '#')])]"
        return {
            element for element in self.root.iter("ul", "ol") if element.find(".//a") is not None and not element.xpath(outside)
        }

    def _walk(self, part, skipped: set, around: bool) -> Iterator[Event]:
        from lxml import etree

        tables: list[bool] = []  # for each open table whether it only lays the page out
        hidden = 0
        for action, element in etree.iterwalk(part, events=("start", "end")):
            call = self.notes.calls.get(element)
            is_table = element.tag == "table"
            if action == "start":
                out = element in skipped or (element is not part and is_furniture(element.tag, element.attrib, around))
                if hidden or out or call is not None:
                    hidden += 1
                    continue
                if is_table:
                    tables.append(bool(element.xpath(_LAYOUT)))
                yield Start(self._tag(element, tables), element.attrib)
                if element.text:
                    yield Words(element.text)
                continue
            if hidden:
                hidden -= 1
                if not hidden and call is not None:
                    yield Call(call)
            else:
                yield End(self._tag(element, tables))
                if is_table:
                    tables.pop()
            if not hidden and element is not part and element.tail:
                yield Words(element.tail)

    def _tag(self, element, tables: list[bool]) -> str:
        return "div" if tables and tables[-1] and element.tag in _IN_TABLE else element.tag


def _has_class(element, names: frozenset[str]) -> bool:
    return not names.isdisjoint(element.get("class", "").split())


def _running_text(events: Iterator[Event]) -> str:
    parts: list[str] = []
    in_heading = False
    for event in events:
        if isinstance(event, Words):
            parts.append("" if in_heading else event.text)
        elif isinstance(event, (Start, End)):
            if re.fullmatch(r"h[1-6]", event.tag):
                in_heading = isinstance(event, Start)
            if BLOCK_TAG.fullmatch(event.tag) or event.tag == "br":
                parts.append(" ")
    return "".join(parts)
