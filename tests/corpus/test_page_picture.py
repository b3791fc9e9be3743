"""A page as a picture: the words that are looked for are found and marked, whatever the print does to them."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from corpus.readers import UnreadableDocument, page_picture
from corpus.readers.page_picture import HEIGHT, WIDTH, PagePicture, draw_page
from corpus.readers.page_picture import page_picture as picture_of
from tests.builders import write_pdf

SENTENCE = "Both bodies sign the book, in ink, before they lock the door of the shared till."
LINES = [
    (99, 700, 11, False, "Two bodies may share one till."),
    (99, 680, 11, False, "Both bodies sign the book, in ink, before they lock the"),
    (99, 666, 11, False, "door of the shared till."),
    (99, 646, 11, False, "The larger counts the coins."),
]


@pytest.fixture
def till(tmp_path) -> Path:
    return write_pdf(tmp_path / "till.pdf", [LINES, [(99, 700, 11, False, "Nothing of the kind is here.")]])


def yellow(picture: PagePicture) -> list[tuple[float, float]]:
    """Where the picture is marked, across and down, 0 to 1."""
    image = Image.open(BytesIO(picture.png)).convert("RGB")
    width, height = image.size
    return [(x / width, y / height) for y in range(height) for x in range(0, width, 3) if is_yellow(image.getpixel((x, y)))]


def is_yellow(colour: tuple[int, int, int]) -> bool:
    red, green, blue = colour
    return red > 230 and green > 210 and blue < 140


def test_a_sentence_is_marked_where_it_stands_on_both_its_lines(till):
    picture = draw_page(till, 1, SENTENCE)
    assert (picture.marked, picture.pages) == ("all", 2)
    down = [1 - y / 842 for y in (690, 664)]  # from above its first line to below its second
    assert yellow(picture)
    assert all(down[0] - 0.01 < place < down[1] + 0.01 for _, place in yellow(picture))
    assert picture.mark_at == pytest.approx((99 / 595, down[0]), abs=0.02)


def test_the_mark_does_without_colour_too(till):
    plain, marked = (Image.open(BytesIO(draw_page(till, 1, words).png)).convert("L") for words in ("", SENTENCE))
    dark = [sum(value < 60 for value in image.get_flattened_data()) for image in (plain, marked)]
    assert dark[1] > dark[0] + 500  # the lines under the words and the bars beside them


def test_parts_are_found_one_by_one_and_what_lies_between_stays_unmarked(till):
    picture = draw_page(till, 1, "Two bodies may share one till. … The larger counts the coins.")
    assert picture.marked == "all"
    between = 1 - 680 / 842
    assert not [place for _, place in yellow(picture) if abs(place - between) < 0.005]


def test_list_marks_and_broken_lines_do_not_hide_words(till):
    assert draw_page(till, 1, "Two bodies may\nshare one till.\n• The larger counts the coins.").marked == "all"


def test_a_hyphen_at_the_end_of_a_line_and_a_footnote_s_mark_do_not_hide_a_sentence(tmp_path):
    lines = [
        (99, 700, 11, False, "The till is cross-"),
        (99, 686, 11, False, "governmental"),
        (166, 690, 6, False, "17"),
        (178, 686, 11, False, "in kind."),
    ]
    picture = draw_page(write_pdf(tmp_path / "a.pdf", [lines]), 1, "The till is cross-governmental in kind.")
    assert picture.marked == "all"


def test_figures_of_the_text_itself_count(tmp_path):
    path = write_pdf(tmp_path / "a.pdf", [[(99, 700, 11, False, "They counted 17 coins.")]])
    assert draw_page(path, 1, "They counted 17 coins.").marked == "all"
    assert draw_page(path, 1, "They counted 18 coins.").marked == "none"


def test_a_sentence_that_runs_over_the_page_s_end_is_marked_on_both_pages(tmp_path):
    first = [(99, 100, 11, False, "Each body that shares the till keeps a book of its own,")]
    second = [(99, 760, 11, False, "which the other may look into on any working day of the week.")]
    path = write_pdf(tmp_path / "a.pdf", [first, second])
    words = (
        "Each body that shares the till keeps a book of its own, which the other may look into on any working day of the week."
    )
    assert [draw_page(path, page, words).marked for page in (1, 2)] == ["part", "part"]
    assert [bool(yellow(draw_page(path, page, words))) for page in (1, 2)] == [True, True]


def test_a_sentence_that_only_begins_as_another_does_is_not_taken_for_it(till):
    assert draw_page(till, 1, "Both bodies sign the book, in pencil, whenever somebody asks them to do so.").marked == "none"


def test_words_that_are_not_there_leave_the_page_unmarked(till):
    picture = draw_page(till, 2, SENTENCE)
    assert picture.marked == "none"
    assert yellow(picture) == []


def test_a_page_that_there_is_not_is_refused_with_how_many_there_are(till):
    for page in (0, 3, -1):
        with pytest.raises(UnreadableDocument, match=f"no page {page}: the document has 2"):
            draw_page(till, page, "")


def test_the_process_of_its_own_gives_the_same_picture(till):
    assert picture_of(till, 1, SENTENCE) == draw_page(till, 1, SENTENCE)


def test_what_goes_wrong_in_the_process_is_said_in_this_one(till, tmp_path):
    with pytest.raises(UnreadableDocument, match="no page 7: the document has 2"):
        picture_of(till, 7)
    (tmp_path / "no.pdf").write_text("This is no PDF.")
    with pytest.raises(UnreadableDocument, match="Not a readable PDF"):
        picture_of(tmp_path / "no.pdf", 1)


def test_a_page_that_takes_too_long_or_too_much_is_given_up(till):
    with pytest.raises(UnreadableDocument, match=r"more than 0\.01 seconds"):
        picture_of(till, 1, seconds=0.01)
    with pytest.raises(UnreadableDocument, match="too much memory"):
        picture_of(till, 1, memory=150 * 1024**2)
    assert picture_of(till, 1).pages == 2  # and the next one is drawn


def test_a_page_as_large_as_a_wall_gives_no_larger_picture(tmp_path):
    from reportlab.pdfgen.canvas import Canvas

    for size in ((14_400, 14_400), (200, 14_400), (14_400, 200)):
        canvas = Canvas(str(tmp_path / "wall.pdf"), pagesize=size)
        canvas.drawString(10, 10, "A wall.")
        canvas.save()
        width, height = draw_page(tmp_path / "wall.pdf", 1, "").size
        assert width <= WIDTH + 1 and height <= HEIGHT + 1


def test_no_more_than_two_pages_are_drawn_at_once():
    assert page_picture.AT_ONCE._initial_value == 2
    with page_picture.AT_ONCE, page_picture.AT_ONCE:
        assert not page_picture.AT_ONCE.acquire(blocking=False)
