"""An answer as a Word file and as Markdown."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import pytest
from docx import Document
from docx.oxml.ns import qn
from lxml import etree
from markdown_it import MarkdownIt

from assistant.ask import Assistant
from assistant.export import as_markdown, as_word, kind_of, plain
from assistant.models import Answer, Citation, Statement
from assistant.sound import NOTHING_LEFT
from corpus.models import Licence
from index.build import read_current
from tests.assistant.conftest import PASSAGES
from tests.builders import edition, passage, source

SHA = "0123456789abcdef" * 4
RULES = source(licence=Licence(name="Open Licence", attribution="Contains what the kitchens said."))
EDITION = edition(file_address="https://example.gov.uk/rules.pdf", sha256=SHA, retrieved_at="2026-11-20T10:00:00Z")
HOSTILE = (
    'Who answers for a shared kitchen? [click](https://evil.example) <script>alert(1)</script> <img src=x> ![x](y "z") `code` &lt;b&gt; '
    "www.evil.example cook@evil.example $x$ \x00\x07\x1b[31m \u202eelbisivni\u202c \ufeff\u200b\n# no heading\n- no item\n1. no item\n---\n[^1]: no note\n| a | b |"
)


@pytest.fixture
def exported(assistant, tmp_path):
    """exported(question): (answer, its Word file opened, its Markdown), over the small corpus or another assistant."""

    def exported(question: str, asked: Assistant = assistant):
        return set_in_both(asked.ask(question), asked, tmp_path)

    return exported


def set_in_both(answer: Answer, asked: Assistant, folder):
    told = answer, asked.library(), read_current(folder)
    return answer, Document(BytesIO(as_word(*told))), as_markdown(*told)


def texts(document) -> str:
    return "\n".join(paragraph.text for paragraph in document.paragraphs)


def footnotes(document) -> list[str]:
    """Texts of the footnotes that a mark in the document calls, in the order of the marks."""
    root = etree.fromstring(
        next(rel.target_part.blob for rel in document.part.rels.values() if rel.reltype.endswith("/footnotes"))
    )
    notes = {note.get(qn("w:id")): "".join(note.itertext()).strip() for note in root}
    marks = [mark.get(qn("w:id")) for mark in document.element.body.iter(qn("w:footnoteReference"))]
    return [notes[mark] for mark in marks]


def test_each_statement_has_a_real_footnote_with_its_pinpoint(exported):
    answer, document, markdown = exported("Who answers for a shared kitchen?")
    notes = footnotes(document)
    assert len(notes) == len(answer.statements)
    assert notes[0].startswith("HM Treasury, Spending Together (April 2026), paragraph 7.5.4, p. 77.")
    assert "Treasury rules and guidance; In force." in notes[0]
    assert notes[0].endswith("https://example.gov.uk/rules.pdf#page=77")
    assert f"{answer.statements[0].text}[^1]" in markdown
    assert "\n[^1]: HM Treasury, Spending Together (April 2026), paragraph 7.5.4, p. 77." in markdown


def test_the_word_file_is_made_of_well_formed_parts_that_name_each_other(assistant, tmp_path):
    data = as_word(assistant.ask("Who answers for a shared kitchen?"), assistant.library(), read_current(tmp_path))
    with ZipFile(BytesIO(data)) as file:
        parts = {name: etree.fromstring(file.read(name)) for name in file.namelist() if name.endswith((".xml", ".rels"))}
    types = {element.get("PartName"): element.get("ContentType") for element in parts["[Content_Types].xml"]}
    assert types["/word/footnotes.xml"].endswith("wordprocessingml.footnotes+xml")
    used = {
        (element.tag, value)
        for part in ("word/document.xml", "word/footnotes.xml")
        for element in parts[part].iter()
        for key, value in element.items()
        if key == qn("r:id")
    }
    known = {rel.get("Id") for name in ("word/_rels/document.xml.rels", "word/_rels/footnotes.xml.rels") for rel in parts[name]}
    assert used and {value for _, value in used} <= known
    styles = {style.get(qn("w:styleId")) for style in parts["word/styles.xml"].iter(qn("w:style"))}
    named = {
        e.get(qn("w:val"))
        for part in ("word/document.xml", "word/footnotes.xml")
        for tag in ("w:pStyle", "w:rStyle")
        for e in parts[part].iter(qn(tag))
    }
    assert named <= styles
    rules = [note.get(qn("w:id")) for note in parts["word/settings.xml"].iter(qn("w:footnote"))]
    assert rules == ["-1", "0"]
    order = [child.tag for child in parts["word/settings.xml"]]
    assert order.index(qn("w:footnotePr")) < order.index(qn("w:compat"))


def test_the_word_file_has_heading_styles_a_language_and_a_marked_table_head(exported):
    answer, document, _ = exported("Who answers for a shared kitchen?")
    styles = {paragraph.text: paragraph.style.name for paragraph in document.paragraphs}
    assert styles["Question and answer from Signpost"] == "Title"
    assert {styles[name] for name in ("Question", "Answer", "Sources", "Licences", "How this answer was made")} == {"Heading 1"}
    assert {e.get(qn("w:val")) for e in document.styles.element.iter(qn("w:lang"))} == {"en-GB"}
    properties = document.core_properties
    assert (properties.language, properties.author, properties.title) == ("en-GB", "Signpost", answer.question)
    rows = document.tables[0].rows
    assert [len(row._tr.findall(f"{qn('w:trPr')}/{qn('w:tblHeader')}")) for row in rows] == [1] + [0] * (len(rows) - 1)
    assert [round(section.page_width.cm, 1) for section in document.sections] == [21.0, 29.7]


def test_the_table_names_the_edition_by_its_hash_and_the_day_it_was_got(assistant_over, exported):
    asked = assistant_over(PASSAGES[0], PASSAGES[1], sources=[RULES], editions=[EDITION])
    _, document, markdown = exported("Who answers for a shared kitchen?", asked)
    head, first = ([cell.text for cell in row.cells] for row in document.tables[0].rows[:2])
    assert head == ["Note", "Source", "Who says it", "Status", "SHA-256 of the file", "Retrieved", "Address"]
    assert first[:6] == [
        "1",
        "HM Treasury, Spending Together (April 2026), paragraph 7.5.4, p. 77",
        "Treasury rules and guidance",
        "In force",
        SHA,
        "2026-11-20",
    ]
    assert "https://example.gov.uk/rules.pdf#page=77" in "".join(document.tables[0]._tbl.itertext())
    assert f"| In force | {SHA} | 2026-11-20 | <https://example.gov.uk/rules.pdf#page=77> |" in markdown
    for text in (texts(document), markdown):
        assert "Contains what the kitchens said. (Open Licence)" in text


def test_it_says_which_index_and_which_composer_made_it(exported, assistant, tmp_path):
    answer, document, markdown = exported("Who answers for a shared kitchen?")
    manifest = read_current(tmp_path)
    for text in (texts(document), markdown):
        assert manifest.build_id in text and manifest.fingerprint in text
        assert "without a language model" in text
    by_model = answer.model_copy(update={"model": "ollama:llama3.1", "index_fingerprint": "0ld0ne"})
    _, document, markdown = set_in_both(by_model, assistant, tmp_path)
    for text in (texts(document), markdown):
        assert "the language model ollama:llama3.1. The wording is the model's" in text
        assert "0ld0ne" in text and manifest.build_id not in text


def test_a_quotation_stands_in_the_note_where_the_statement_is_in_other_words(assistant, tmp_path):
    answer = assistant.ask("Who answers for a shared kitchen?")
    quote = answer.citations[0].quote
    assert quote not in as_markdown(answer, assistant.library(), read_current(tmp_path)).split("[^1]: ")[1]
    said = Statement(text="There is one person to go to.", citations=(1,))
    _, document, markdown = set_in_both(answer.model_copy(update={"statements": (said,)}), assistant, tmp_path)
    assert f"“{quote}”" in footnotes(document)[0]
    assert f"“{quote}”" in markdown.split("[^1]: ")[1]


def test_lists_are_set_as_lists(exported):
    _, document, markdown = exported("What are the ways to share tools?")
    assert [p.text for p in document.paragraphs if p.style.name == "List Bullet"][:3] == [
        "lend tools against a receipt",
        "buy tools together",
        "hire tools from one provider”",
    ]
    assert "\n- lend tools against a receipt\n- buy tools together\n- hire tools from one provider”[^1]" in markdown


def test_a_historic_source_brings_its_warning_along(exported):
    _, document, markdown = exported("Who pooled the pastry ovens?")
    for text in (texts(document), markdown):
        assert "Kitchens of Old dates from 2001 and is historic" in text


def test_no_more_of_a_source_is_exported_than_its_licence_allows(exported):
    _, document, markdown = exported("why do cooks quarrel over saffron")
    for text in (texts(document) + " ".join(footnotes(document)), markdown):
        assert "because nobody wrote down" in text
        assert "signed an agreement" not in text


def test_a_digest_is_marked_as_our_summary(assistant_over, exported):
    restated = passage("7.5.4", "One officer answers for a shared kitchen.", rendition="digest")
    asked = assistant_over(
        restated, sources=[source(landing_page="https://example.gov.uk")], editions=[edition(rendition="digest")]
    )
    _, document, markdown = exported("Who answers for a shared kitchen?", asked)
    assert "Our summary, not the source's words" in footnotes(document)[0]
    assert "Our summary, not the source's words" in markdown.split("[^1]: ")[1]
    assert "rests on the starter digest" in texts(document) and "rests on the starter digest" in markdown
    assert "“" not in texts(document)


def test_where_nothing_was_found_it_says_so_and_names_the_nearest(assistant, tmp_path):
    answer = assistant.ask("Who answers for a shared kitchen?").model_copy(
        update={"outcome": "no_evidence", "answer": "The documents do not answer this.", "statements": (), "citations": ()}
    )
    _, document, markdown = set_in_both(answer, assistant, tmp_path)
    for text in (texts(document), markdown):
        assert "The documents do not answer this." in text
        assert "HM Treasury, Spending Together (April 2026), paragraph 7.5.4, p. 77" in text
        assert "One accountable officer" not in text
    assert document.tables == [] and "## Sources" not in markdown


def test_a_quotation_that_was_not_found_reaches_no_file(assistant, tmp_path):
    answer = assistant.ask("Who answers for a shared kitchen?")
    invented = [c.model_copy(update={"verified": "not_found", "quote": "Nobody ever answers."}) for c in answer.citations]
    said = tuple(Statement(text="Nobody ever answers.", citations=(c.marker,)) for c in invented)
    answer = answer.model_copy(update={"statements": said, "citations": tuple(invented), "answer": "Nobody ever answers. [1]"})
    _, document, markdown = set_in_both(answer, assistant, tmp_path)
    for text in (texts(document), markdown):
        assert "Nobody ever answers" not in text
        assert NOTHING_LEFT in text


def test_a_source_that_two_statements_cite_is_one_row_and_its_later_note_refers_back(assistant, tmp_path):
    answer = assistant.ask("Who answers for a shared kitchen?")
    answer = answer.model_copy(
        update={"statements": (Statement(text="First.", citations=(1,)), Statement(text="Second.", citations=(1,)))}
    )
    _, document, markdown = set_in_both(answer, assistant, tmp_path)
    first, second = footnotes(document)
    assert second.startswith("As note 1: HM Treasury") and len(second) < len(first)
    assert len(document.tables[0].rows) == 2
    assert "Second.[^1]" in markdown and markdown.count("[^1]: ") == 1


def test_a_hostile_question_stands_there_as_text(assistant, tmp_path):
    answer = assistant.ask("Who answers for a shared kitchen?")
    answer = answer.model_copy(update={"question": HOSTILE, "understood": HOSTILE})
    _, document, markdown = set_in_both(answer, assistant, tmp_path)
    assert "[click](https://evil.example) <script>alert(1)</script>" in texts(document)
    tokens = MarkdownIt("gfm-like", {"linkify": False}).parse(markdown)
    inline = [child for token in tokens for child in (token.children or ())]
    assert {token.attrGet("href") for token in inline if token.type == "link_open"} == {
        "https://example.gov.uk/rules.pdf#page=77"
    }
    assert not {"html_inline", "html_block", "image", "code_inline", "code_block", "fence"} & {t.type for t in [*tokens, *inline]}
    headings = [tokens[n + 1].content for n, token in enumerate(tokens) if token.type == "heading_open"]
    assert headings == [
        "Question and answer from Signpost",
        "Question",
        "Answer",
        "Sources",
        "Licences",
        "How this answer was made",
    ]
    written = "".join(token.content for token in inline if token.type in ("text", "text_special"))
    assert "<script>alert(1)</script>" in written and "&lt;b&gt;" in written and "1. no item" in written
    assert "https://evil" not in markdown and "www.evil" not in markdown and "cook@" not in markdown  # what GitHub would link
    for text in (texts(document), markdown, document.core_properties.title):
        assert plain(text) == text
        assert "elbisivni" in text


def test_a_very_long_question_can_be_exported(assistant, tmp_path):
    answer = assistant.ask("Who answers for a shared kitchen?").model_copy(update={"question": "why " * 500})
    assert set_in_both(answer, assistant, tmp_path)[1].core_properties.title.startswith("why why")


def test_an_edition_that_is_no_longer_there_is_told(assistant, tmp_path):
    gone = Citation(**assistant.ask("Who answers for a shared kitchen?").citations[0].model_dump() | {"edition": "May 1999"})
    answer = assistant.ask("Who answers for a shared kitchen?")
    answer = answer.model_copy(update={"citations": (gone, *answer.citations[1:])})
    with pytest.raises(LookupError, match="May 1999 edition of rules is no longer in the index"):
        as_word(answer, assistant.library(), read_current(tmp_path))


def test_the_name_of_the_file_tells_what_to_write(tmp_path):
    assert (kind_of(tmp_path / "a.docx"), kind_of(tmp_path / "a.MD")) == (".docx", ".md")
    (tmp_path / "there.md").touch()
    for name, line in (("a.pdf", "Let the name end in"), ("there.md", "is there already"), ("no/a.md", "is no folder")):
        with pytest.raises(ValueError, match=line):
            kind_of(tmp_path / name)
