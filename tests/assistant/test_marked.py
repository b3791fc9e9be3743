"""What is shown of a passage beside its citation, and what of it is marked."""

from assistant.screens.marked import marked_passage
from corpus.models import Licence

PASSAGE = "One thing comes first. Another thing follows it here. The third thing is what counts. The last thing ends it."


def limit(words: int) -> Licence:
    return Licence(name="Test", attribution="©", quotation_limit=words)


def shown(passage: str, said: str, licence: Licence | None = None) -> str:
    """What a reader sees, with the marked words in brackets."""
    return "".join(f"[{part.text}]" if part.is_marked else part.text for part in marked_passage(passage, said, licence))


def test_without_a_limit_the_whole_passage_is_shown_and_the_quotation_marked():
    assert shown(PASSAGE, "Another thing follows it here.") == (
        "One thing comes first. [Another thing follows it here.] The third thing is what counts. The last thing ends it."
    )


def test_each_part_of_a_quotation_is_marked_where_it_stands():
    assert shown(PASSAGE, "One thing comes first. … The last thing ends it.").count("[") == 2


def test_list_marks_and_line_breaks_do_not_hide_a_quotation():
    passage = "It may need to:\n• amend its\nambit\n• legislate"
    assert shown(passage, "It may need to: … amend its ambit") == "[It may need to:]\n• [amend its\nambit]\n• legislate"
    assert shown(passage, "“It may need to:\n• legislate”") == "[It may need to:]\n• amend its\nambit\n• [legislate]"


def test_where_the_licence_cuts_the_marked_words_are_still_within_what_is_shown():
    assert (
        shown(PASSAGE, "The third thing is what counts.", limit(12))
        == "… Another thing follows it here. [The third thing is what counts.] …"
    )


def test_parts_too_far_apart_for_the_licence_are_shown_by_themselves():
    said = "One thing comes first. … The last thing ends it."
    assert shown(PASSAGE, said, limit(10)) == f"[{said}]"


def test_never_more_words_are_shown_than_the_licence_allows():
    for words in range(6, 22):
        text = shown(PASSAGE, "The third thing is what counts.", limit(words)).replace("…", " ")
        assert len(text.split()) <= words


def test_words_that_are_not_in_the_passage_leave_it_unmarked():
    assert shown(PASSAGE, "Something a model made of it.") == PASSAGE
