"""PDFs in our own words that show each sign of print, and files that cannot be read."""

from __future__ import annotations

import pytest

from corpus.readers import UnreadableDocument
from corpus.readers.pdf import read_pdf
from tests.builders import source, write_pdf

B, R = True, False


def line(y, text, x=99, size=11, bold=R):
    return (x, y, size, bold, text)


def numbered(y, number, text):
    return [line(y, number, bold=B), line(y, text, x=140)]


def read(tmp_path, *pages):
    return read_pdf(write_pdf(tmp_path / "rules.pdf", pages), source())


def paragraphs(document):
    return {paragraph.reference: paragraph for paragraph in document.paragraphs}


def test_a_bold_number_at_the_margin_starts_a_paragraph_under_the_heading_above_it(tmp_path):
    document = read(
        tmp_path,
        [
            line(780, "Chapter 1 Sharing", size=30, bold=B),
            line(740, "1.1 Why", size=16, bold=B),
            *numbered(700, "1.1.1", "Two bodies may share a"),
            line(686, "service where it saves money."),
            *numbered(660, "1.1.2", "They say how."),
        ],
    )
    found = paragraphs(document)
    assert found["1.1.1"].text == "Two bodies may share a service where it saves money."
    assert found["1.1.1"].headings == ("Chapter 1 Sharing", "1.1 Why")
    assert found["1.1.2"].page == 1


def test_a_cross_reference_that_wraps_to_the_start_of_a_line_is_no_paragraph(tmp_path):
    document = read(
        tmp_path,
        [
            [
                *numbered(700, "1.1.5", "Ask the budget holder, as told in"),
                line(686, "1.1.2 and again in"),
                *numbered(660, "1.1.6", "Then go on."),
            ]
        ][0],
    )
    assert [p.reference for p in document.paragraphs] == ["1.1.5", "1.1.6"]
    assert "1.1.2 and again" in paragraphs(document)["1.1.5"].text


def test_a_sentence_goes_on_over_the_page_and_over_the_footnotes_between(tmp_path):
    document = read(
        tmp_path,
        [
            *numbered(120, "1.1.1", "The lead body keeps the"),
            (99, 66, 7, R, "1"),
            (112, 66, 7, R, "See the guide."),
            line(48, "1", x=291),
        ],
        [line(780, "accounts for all."), *numbered(740, "1.1.2", "Next."), line(48, "2", x=291)],
    )
    assert paragraphs(document)["1.1.1"].text == "The lead body keeps the accounts for all."
    assert paragraphs(document)["1.1.1"].last_page == 2


def test_a_raised_marker_is_not_part_of_the_word_and_its_footnote_is_attached(tmp_path):
    page = [
        line(700, "1.1.1", bold=B),
        line(700, "Sign an agreement", x=140),
        (240, 702, 7, R, "1"),
        line(700, ".", x=245),
        line(686, "Keep it up to date, and look at it again every year with all who signed it."),
        (99, 66, 7, R, "1"),
        (112, 66, 7, R, "https://example.org/agree-"),
    ]
    document = read(
        tmp_path,
        [*page, (112, 56.5, 7, R, "ment"), *[line(600 - 14 * n, "More of the usual text stands here.") for n in range(6)]],
    )
    assert paragraphs(document)["1.1.1"].text.startswith("Sign an agreement. Keep it")
    note = paragraphs(document)["footnote 1"]
    assert (note.text, note.attached_to, note.kind) == ("https://example.org/agree-ment", "1.1.1", "footnote")


def test_a_box_stands_where_its_frame_stands_though_the_file_gives_it_last(tmp_path):
    document = read(
        tmp_path,
        [
            *numbered(780, "1.1.1", "Models are in the box."),
            *numbered(500, "1.1.2", "After the box."),
            line(486, "More text of it."),
            ("frame", 100, 540, 496, 760),
            line(740, "Box 1.1 Two models", x=105, size=13, bold=B),
            line(715, "Model 1: Alone", x=105, bold=B),
            line(690, "- each body pays for itself", x=134),
            line(660, "Model 2: Together", x=105, bold=B),
            line(635, "- one body pays", x=134),
            line(621, "for all of them", x=148),
        ],
    )
    assert [p.reference for p in document.paragraphs] == ["1.1.1", "Box 1.1", "Box 1.1, Model 1", "Box 1.1, Model 2", "1.1.2"]
    found = paragraphs(document)
    assert found["Box 1.1, Model 2"].text == "Model 2: Together\n• one body pays for all of them"
    assert found["Box 1.1, Model 2"].references == ("Box 1.1, Model 2", "Box 1.1")
    assert found["1.1.2"].text == "After the box. More text of it."


def test_a_box_that_runs_over_the_page_is_joined(tmp_path):
    document = read(
        tmp_path,
        [
            *numbered(780, "1.1.1", "See below."),
            line(766, "All of it."),
            ("frame", 100, 80, 496, 740),
            line(720, "Box 1.1 Long", x=105, size=13, bold=B),
            line(100, "- first rule", x=134),
        ],
        [*numbered(600, "1.1.2", "After."), line(586, "And on."), ("frame", 100, 640, 496, 742), line(720, "- last rule", x=134)],
    )
    box = paragraphs(document)["Box 1.1"]
    assert box.text == "Long\n• first rule\n• last rule"
    assert (box.page, box.last_page) == (1, 2)


def test_an_empty_file_is_reported_by_name(tmp_path):
    (tmp_path / "empty.pdf").write_bytes(b"")
    with pytest.raises(UnreadableDocument, match=r"empty\.pdf: the file is empty"):
        read_pdf(tmp_path / "empty.pdf", source())


def test_a_file_that_is_no_pdf_is_reported_by_name(tmp_path):
    (tmp_path / "page.pdf").write_bytes(b"<html>Not found</html>" * 50)
    with pytest.raises(UnreadableDocument, match=r"page\.pdf: not a readable PDF"):
        read_pdf(tmp_path / "page.pdf", source())


def test_a_truncated_pdf_is_reported_by_name(tmp_path):
    whole = write_pdf(tmp_path / "cut.pdf", [[line(700, "Text")]]).read_bytes()
    (tmp_path / "cut.pdf").write_bytes(whole[: len(whole) // 3])
    with pytest.raises(UnreadableDocument, match=r"cut\.pdf"):
        read_pdf(tmp_path / "cut.pdf", source())


def test_an_encrypted_pdf_is_reported_by_name(tmp_path):
    import pypdf

    writer = pypdf.PdfWriter(clone_from=write_pdf(tmp_path / "plain.pdf", [[line(700, "Text")]]))
    writer.encrypt("secret", algorithm="AES-256")
    writer.write(tmp_path / "locked.pdf")
    with pytest.raises(UnreadableDocument, match=r"locked\.pdf: it is encrypted and asks for a password"):
        read_pdf(tmp_path / "locked.pdf", source())


def test_a_pdf_of_pictures_only_is_reported_by_name(tmp_path):
    write_pdf(tmp_path / "scan.pdf", [[("frame", 50, 50, 500, 800)]])
    with pytest.raises(UnreadableDocument, match=r"scan\.pdf: all 1 pages are pictures"):
        read_pdf(tmp_path / "scan.pdf", source())
