"""A conversation as a file, with no more of a source than its licence lets us pass on."""

from __future__ import annotations

import json

from markdown_it import MarkdownIt

from assistant.conversation_export import NOT_HELD, as_json, as_markdown
from assistant.library import Library
from assistant.models import Answer
from corpus.models import Licence
from tests.assistant.conversing import PASSAGE, QUOTE, answer, citation, full_library, no_answer
from tests.builders import manifest, source

HOSTILE = "<img src=x onerror=alert(1)> **bold** [a](javascript:alert(3)) ![](http://evil.test/x.png) # no heading ‮"
STRICT = Licence(name="Strict", attribution="© Somebody", quotation_limit=8)


def _markdown(*answers: Answer, library: Library | None = None) -> str:
    library = library or full_library()
    return as_markdown(answers, library, manifest(library.sources, library.editions))


def test_every_exchange_stands_in_it_with_footnotes_of_its_own():
    text = _markdown(answer(question="Who?", understood="Who?"), answer(question="And model 4?", understood="Who? And model 4?"))
    html = MarkdownIt("commonmark").enable("table").render(text)
    assert html.index("Who?") < html.index("And model 4?")
    assert "Understood as: Who? And model 4?" in html
    for label in ("[^1-1]", "[^2-1]"):
        assert text.count(label) == 2  # where it is called, and what it says
    assert "HM Treasury, Spending Together (April 2026), paragraph 7.5.4, p. 77" in html
    assert [html.count(f"<h{level}>") for level in (1, 2)] == [1, 2]


def test_nothing_that_was_typed_is_markup_in_it():
    text = _markdown(no_answer(question=HOSTILE, understood=HOSTILE))
    html = MarkdownIt("commonmark").enable("table").render(text)
    assert "<img" not in html and "<strong>bold" not in html and 'javascript:alert(3)"' not in html
    assert "‮" not in text


def test_an_edition_that_is_no_longer_held_is_told_as_it_was_noted():
    text = _markdown(answer(question="Who?", understood="Who?"), library=Library([source()], []))
    assert NOT_HELD in text
    assert "Spending Together (April 2026), 7.5.4, p. 77" in text.replace("\\", "")
    assert QUOTE in text


def test_a_source_that_is_not_known_any_more_is_named_by_its_id():
    assert "rules (April 2026), 7.5.4, p. 77" in _markdown(answer(), library=Library([], [])).replace("\\", "")


def test_json_holds_the_answers_as_programs_read_them():
    told = json.loads(as_json([answer(question="Who?"), no_answer()], full_library()))
    assert [Answer.model_validate(one).outcome for one in told["answers"]] == ["answered", "no_evidence"]
    assert told["answers"][0]["citations"][0]["passage"] == PASSAGE


def test_json_holds_no_more_of_a_source_than_its_licence_allows():
    library = full_library(licence=STRICT)
    text = as_json([answer(), no_answer()], library)
    assert "Joint activities often pay" in text and "witnesses" not in text
    assert PASSAGE not in text


def test_json_holds_no_passage_of_a_source_whose_licence_is_not_known_any_more():
    text = as_json([answer(), no_answer()], Library([], []))
    assert "witnesses" not in text and "Joint activities" not in text
    assert QUOTE in text


def test_our_digest_is_ours_to_pass_on_whole():
    cited = citation(rendition="digest", quote="", verified=None)
    assert PASSAGE in as_json([answer(cited)], full_library(licence=STRICT))


def test_a_quotation_that_was_not_found_is_in_neither():
    made_up = answer(citation(verified="not_found", quote="Nobody ever said so."))
    assert "Nobody ever said so" not in _markdown(made_up)
    assert "Nobody ever said so" not in as_json([made_up], full_library())
