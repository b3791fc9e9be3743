"""On which page a place in a passage stands."""

from tests.builders import passage


def test_an_item_of_a_list_stands_on_the_page_of_its_words_not_on_that_of_its_mark():
    text = "It needs:\n• a book\n• a till"
    second = passage("1.1", text, page=8, page_starts=((text.index("a till"), 9),))
    assert [second.page_at(text.index(words)) for words in ("It needs", "• a book", "• a till", "a till")] == [8, 8, 9, 9]


def test_a_rendition_without_pages_has_none():
    assert passage("1.1", "It needs a book.").page_at(3) is None
