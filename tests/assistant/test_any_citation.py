"""A citation of any text, shown on the page, in the terminal, in Markdown and in Word: its words are there as text, and nothing
of it becomes a tag, a link or a command."""

from __future__ import annotations

import unicodedata
from html.parser import HTMLParser
from io import BytesIO

from docx import Document
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from assistant.cite import check_quotation, quotation
from assistant.export import as_markdown, as_word
from assistant.library import Library
from assistant.models import Answer, Citation, FoundPassage, Statement
from assistant.printing import answer_to_paste
from assistant.screens.answer_shown import answer_html
from corpus.models import Licence
from tests.builders import edition, manifest, passage, source

PIECES = st.sampled_from(
    ["<b>", "<script>x</script>", "<img src=x onerror=y>", "&lt;", '" onclick="z', "[a](javascript:b)", "![](//c.test)", "**", "`",
     "# ", "• ", " | ", "[^1]: ", "\n", "\x00", "\x1b[31m", "\u202e", "\ufeff", "😀", "must not", "7.5.4", "…", " … ", "www.d.test",
     "https://e.test", "$x$", "unless"]
)  # fmt: skip
TEXT = st.lists(PIECES | st.text(st.characters(exclude_categories=["Cs"]), max_size=12), min_size=1, max_size=25).map(" ".join)
KNOWN_TAGS = {"div", "p", "strong", "span", "a", "h3", "ol", "ul", "li", "details", "summary", "blockquote", "button", "mark", "q",
              "sup", "cite", "svg", "path", "br", "h2", "section", "small", "em", "bdi"}  # fmt: skip


class Seen(HTMLParser):
    """The tags, attributes and words of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str]] = []
        self.words: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes += [(name, value or "") for name, value in attrs]

    def handle_data(self, data):
        self.words.append(data)


@st.composite
def cited(draw) -> tuple[str, Library, Answer]:
    """A quotation, the library it is of, and an answer that it stands in; all their words are any text."""
    name, text = draw(TEXT.filter(str.strip)), draw(TEXT.filter(lambda text: len(text.split()) > 1))
    licence = Licence(name=name, attribution=name, quotation_limit=draw(st.none() | st.integers(5, 60)))
    held = passage(draw(TEXT.filter(str.strip)), text, headings=(name,), page=draw(st.none() | st.integers(1, 999)))
    of = source(title=name, short_title=name, publisher=draw(TEXT), licence=licence)
    at = edition(title=draw(TEXT), file_address="https://example.gov.uk/rules.pdf")
    begin = draw(st.integers(0, len(text) // 2))
    quote = quotation(held, [(begin, draw(st.integers(begin + 1, len(text))))], licence)
    assume(quote.strip(" …"))
    where = {"source_id": of.source_id, "edition": at.title, "page": held.page}
    said = {"marker": 1, "paragraph": held.reference, "quote": quote, "passage": text}
    citation = Citation(**where, **said, rendition="full", authority="rules", status="current", verified="found")
    answer = Answer(
        question=draw(TEXT),
        understood=draw(TEXT),
        outcome="answered",
        answer=quote,
        citations=(citation,),
        statements=(Statement(text=quote, citations=(1,)),),
        warnings=(draw(TEXT),),
        hits=(FoundPassage(**where, paragraphs=held.references, score=0.5, text=text),),
        seconds={},
        index_fingerprint="0",
    )
    return quote, Library([of], [at]), answer


def words_of(text: str) -> str:
    """Letters and digits alone, which every surface shows as they are."""
    return "".join(letter for letter in unicodedata.normalize("NFC", text) if letter.isalnum())


@given(cited())
@settings(max_examples=80, deadline=None)
def test_any_quotation_is_found_in_its_passage_and_shows_as_text_on_the_page(told):
    quote, library, answer = told
    assert check_quotation(quote, answer.citations[0].passage) == "found"
    seen = Seen(answer_html(answer, library, 1))
    assert seen.tags <= KNOWN_TAGS
    assert not [name for name, _ in seen.attributes if name.startswith("on") or name == "style"]
    addresses = [value for name, value in seen.attributes if name in ("href", "src")]
    assert all(value.startswith(("https://example.gov.uk/", "#", "library?")) for value in addresses)
    assert words_of(quote) in words_of("".join(seen.words))


@given(cited())
@settings(max_examples=50, deadline=None)
def test_any_citation_is_text_in_the_terminal_in_markdown_and_in_word(told):
    quote, library, answer = told
    pasted = answer_to_paste(answer, library)
    assert words_of(quote) in words_of(pasted)
    assert not {sign for sign in pasted if unicodedata.category(sign) == "Cc"} - {"\n", "\t"} and "\u202e" not in pasted
    build = manifest(library.sources, library.editions)
    seen = Seen(MarkdownIt("commonmark").enable(["table", "linkify"]).render(as_markdown(answer, library, build)))
    assert seen.tags <= {"h1", "h2", "p", "ul", "ol", "li", "strong", "table", "thead", "tbody", "tr", "th", "td", "a", "br"}
    assert {value for name, value in seen.attributes if name == "href"} <= {"https://example.gov.uk/rules.pdf"} | {
        f"https://example.gov.uk/rules.pdf#page={answer.citations[0].page}"
    }
    document = Document(BytesIO(as_word(answer, library, build)))
    assert words_of(quote) in words_of("".join(paragraph.text for paragraph in document.paragraphs))
