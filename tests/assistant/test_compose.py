"""What an answer quotes, over searches made by hand in which a word meets the same word and no other."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
import pytest

from assistant.compose import FURTHER_SHORT, NEAR_BEST, OTHER_TIME, STATEMENTS, WORDS, Selection, select, select_from
from assistant.stretches import LONG_SENTENCE, SHORT
from corpus.models import Licence, Passage
from index.models import Hit, SearchRequest
from index.result import AskedPart, SearchResult
from tests.builders import edition, passage, source

FILLER = "On some days nothing at all happens here and that is quite all right with everybody around."  # 17 words
MUCH = " ".join([FILLER] * 6)  # more than is quoted whole


def searched(question: str, *hits: tuple[Passage, float], parts: Sequence[tuple[str, Sequence[float]]] = ()) -> SearchResult:
    """What a search for the question would give: these passages with these scores, and for each part the scores it gives them."""
    found = tuple(one for one, _ in hits)
    asked = [_asked(question, found, [score for _, score in hits]), *(_asked(text, found, scores) for text, scores in parts)]
    return SearchResult(tuple(Hit(passage=one, score=score) for one, score in hits), tuple(asked), 1.0)


def _asked(text: str, found: Sequence[Passage], scores: Sequence[float]) -> AskedPart:
    words = re.findall(r"\w+", text.lower())
    theirs = [list(re.finditer(r"\w+", one.text.lower())) for one in found]
    same = tuple(np.array([[float(mine == word[0]) for word in own] for mine in words]) for own in theirs)
    met = np.stack([table.max(axis=1, initial=0.0) for table in same])
    starts = tuple(np.array([word.start() for word in own]) for own in theirs)
    return AskedPart(text, np.full(len(words), 1 / len(words)), met, tuple(scores), same, starts)


def chosen(question: str, found: SearchResult, old: Sequence[int] = (), **wants: bool) -> list[tuple[str, str]]:
    """(reference, words that are quoted) of each thing that is said; `old` are the numbers of the historic hits."""
    selections = select(question, found, [n in old for n in range(len(found.hits))], **{"wants_past": False} | wants)
    return [(found.hits[one.hit].passage.reference, quoted(found, one)) for one in selections]


def quoted(found: SearchResult, selection: Selection) -> str:
    return " … ".join(found.hits[selection.hit].passage.text[slice(*span)] for span in selection.spans)


def said_by(*things: tuple[str, str]) -> list[str]:
    return [reference for reference, _ in things]


SOUP = passage("1.1", "Soup is made by the cook.")
SALT = passage("1.2", "Salt is kept by the butler.")
STEW = passage("1.3", "Soup and stew have much in common.")


def test_each_part_of_a_question_gets_its_passage():
    question = "who makes soup and who keeps salt"
    found = searched(
        question, (SOUP, 0.8), (STEW, 0.7), (SALT, 0.3), parts=[("soup cook", (0.8, 0.7, 0.1)), ("salt butler", (0.1, 0.1, 0.9))]
    )
    assert said_by(*chosen(question, found))[:2] == ["1.1", "1.2"]


def test_a_passage_that_answers_two_parts_is_quoted_once():
    both = passage("1.4", "Soup is made and salt is kept by the cook.")
    found = searched("soup salt", (both, 0.9), (SALT, 0.3), parts=[("soup", (0.9, 0.0)), ("salt", (0.9, 0.3))])
    assert said_by(*chosen("soup salt", found)) == ["1.4"]


def test_a_question_of_one_part_is_answered_by_what_meets_it_best_whatever_comes_first():
    found = searched("soup cook", (STEW, 0.62), (SOUP, 0.6))
    assert said_by(*chosen("soup cook", found))[0] == "1.1"


def test_a_further_passage_speaks_only_when_it_is_near_the_best():
    question = "soup cook salt"
    near, far = 0.8 * NEAR_BEST + 0.01, 0.8 * NEAR_BEST - 0.01
    assert said_by(*chosen(question, searched(question, (SOUP, 0.8), (SALT, near)))) == ["1.1", "1.2"]
    assert said_by(*chosen(question, searched(question, (SOUP, 0.8), (SALT, far)))) == ["1.1"]


def test_what_is_said_after_the_first_thing_is_short():
    # Short enough to be quoted whole where it comes first, and not where it comes after.
    nothings = ["Nothing happens here."] * ((FURTHER_SHORT + SHORT - 8) // 6)
    second = passage("1.6", " ".join([*nothings, "Salt is kept dry."]))
    assert FURTHER_SHORT < len(second.text.split()) <= SHORT
    assert chosen("salt", searched("salt", (second, 0.8))) == [("1.6", " … ".join([*nothings, "Salt is kept dry."]))]
    after = chosen("soup cook salt", searched("soup cook salt", (SOUP, 0.8), (second, 0.79)))
    assert after == [("1.1", SOUP.text), ("1.6", "Salt is kept dry.")]


def test_only_the_first_thing_takes_further_sentences_of_its_passage():
    def long(reference: str, one: str, other: str) -> Passage:
        return passage(reference, f"{one} is kept dry. {MUCH} {other} is kept wet.")

    question = "salt fish corn peas"
    found = searched(question, (long("2.1", "Salt", "Fish"), 0.8), (long("2.2", "Corn", "Peas"), 0.79))
    first, second = chosen(question, found)
    assert first == ("2.1", "Salt is kept dry. … Fish is kept wet.")
    assert second[0] == "2.2" and second[1] in ("Corn is kept dry.", "Peas is kept wet.")


def test_an_answer_stays_short_whatever_is_found():
    words = ["soup", "salt", "corn", "peas", "fish", "rice"]
    short = [passage(f"3.{n}", f"The {word} is here.") for n, word in enumerate(words)]
    assert len(chosen(" ".join(words), searched(" ".join(words), *((one, 0.8) for one in short)))) == STATEMENTS
    long = [passage(f"4.{n}", f"The {word} {'goes ' * (SHORT - 4)}on. Yes.") for n, word in enumerate(words)]
    parts = [(word, [0.9 if n == m else 0.1 for m in range(6)]) for n, word in enumerate(words)]
    said = chosen(" ".join(words), searched(" ".join(words), *((one, 0.8) for one in long), parts=parts))
    assert len(said) == WORDS // SHORT < len(parts)
    assert sum(len(text.replace("…", "").split()) for _, text in said) <= WORDS


def test_what_is_historic_stands_back_unless_the_past_is_asked_for():
    old, new = passage("5.1", "Soup was made by the cook."), passage("5.2", "Soup is made by the cook.")
    found = searched("soup cook", (old, 0.81), (new, 0.8))
    assert said_by(*chosen("soup cook", found, old=[0])) == ["5.2"]
    assert said_by(*chosen("soup cook", found, old=[0], wants_past=True))[0] == "5.1"


def test_what_is_historic_is_not_added_to_what_is_in_force_unless_the_past_is_asked_for():
    question = "soup cook salt"
    found = searched(question, (SOUP, 0.8), (SALT, 0.8))
    assert said_by(*chosen(question, found, old=[1])) == ["1.1"]
    assert said_by(*chosen(question, found, old=[1], wants_past=True)) == ["1.1", "1.2"]


def test_where_past_and_present_are_compared_the_best_of_either_speaks_if_one_is_near():
    question = "soup cook salt"
    found = searched(question, (SOUP, 0.8), (SALT, 0.8 * OTHER_TIME - 0.01))
    assert said_by(*chosen(question, found, old=[1], wants_past=True, wants_both=True)) == ["1.1"]
    found = searched(question, (SOUP, 0.8), (SALT, 0.8 * OTHER_TIME + 0.01))
    for old in ([0], [1]):
        assert said_by(*chosen(question, found, old=old, wants_past=True)) == ["1.1"]
        assert said_by(*chosen(question, found, old=old, wants_past=True, wants_both=True)) == ["1.1", "1.2"]
    assert said_by(*chosen(question, found, old=[], wants_past=True, wants_both=True)) == ["1.1"]


def test_what_is_historic_speaks_where_nothing_in_force_comes_near():
    found = searched("soup cook", (SOUP, 0.8), (SALT, 0.2))
    assert said_by(*chosen("soup cook", found, old=[0])) == ["1.1"]


def test_what_is_in_force_may_follow_what_is_historic():
    question = "soup cook salt"
    found = searched(question, (SOUP, 0.9), (SALT, 0.85))
    assert said_by(*chosen(question, found, old=[0])) == ["1.1", "1.2"]


def test_a_second_piece_of_a_paragraph_is_never_quoted():
    first = passage("¶1", "Soup is made by the cook.", source_id="press")
    second = passage("¶1", "Salt is kept by the butler.", source_id="press", ordinal=2)
    question = "soup cook salt butler"
    assert said_by(*chosen(question, searched(question, (first, 0.8), (second, 0.8)))) == ["¶1"]
    parts = [("soup cook", (0.9, 0.1)), ("salt butler", (0.1, 0.9))]
    assert said_by(*chosen(question, searched(question, (first, 0.8), (second, 0.8), parts=parts))) == ["¶1"]
    elsewhere = passage("¶1", "Salt is kept by the butler.", source_id="audit", ordinal=2)
    assert len(chosen(question, searched(question, (first, 0.8), (elsewhere, 0.8)))) == 2


def test_no_more_of_a_limited_paragraph_is_shown_than_its_licence_allows_however_many_parts_ask_for_it(assistant_over):
    press = source("press", authority="press", licence=Licence(name="©", attribution="©", quotation_limit=8))
    pieces = (
        passage("¶1", "Nine kitchens were closed, because nobody owned the ovens.", source_id="press"),
        passage("¶1", "Four bakeries have opened again, since somebody owned the mills.", source_id="press", ordinal=2),
    )
    asked = assistant_over(*pieces, sources=[press], editions=[edition("press")])
    answer = asked.ask("why were nine kitchens closed, and which four bakeries have opened again?")
    assert answer.outcome == "answered"
    assert [one.paragraph for one in answer.citations] == ["¶1"]
    assert len(answer.citations[0].quote.replace("…", "").split()) <= 8


def test_a_long_sentence_ends_where_what_follows_only_illustrates():
    rule = "Soup is made by the cook of the shared kitchen who has signed for the pots and the pans, "
    tail = "for example " + " ".join(f"pot{n}" for n in range(40)) + "."
    found = searched("soup cook", (passage("6.1", f"{rule}{tail} {MUCH}"), 0.8))
    assert len((rule + tail).split()) > LONG_SENTENCE
    assert chosen("soup cook", found) == [("6.1", rule.removesuffix(", "))]
    needed = searched("soup cook pot39", (passage("6.1", f"{rule}{tail} {MUCH}"), 0.8))
    assert chosen("soup cook pot39", needed) == [("6.1", rule + tail)]


def test_a_long_sentence_is_never_cut_before_an_exception():
    rule = "Soup is made by the cook of the shared kitchen who has signed for the pots and the pans; "
    tail = "unless " + " ".join(f"pot{n}" for n in range(40)) + "."
    found = searched("soup cook", (passage("6.2", f"{rule}{tail} {MUCH}"), 0.8))
    assert chosen("soup cook", found) == [("6.2", rule + tail)]


def test_a_sentence_that_leans_back_brings_the_one_before_it():
    text = f"{MUCH} The cook is kind. They make soup daily."
    assert chosen("soup daily", searched("soup daily", (passage("7.1", text), 0.8))) == [
        ("7.1", "The cook is kind. … They make soup daily.")
    ]


def test_a_sentence_brings_the_one_that_limits_it():
    text = f"{MUCH} The cook makes soup daily. If not, the butler must say why. {MUCH}"
    assert chosen("cook soup daily", searched("cook soup daily", (passage("7.3", text), 0.8))) == [
        ("7.3", "The cook makes soup daily. … If not, the butler must say why.")
    ]


def test_a_paragraph_that_is_read_in_half_a_minute_is_quoted_whole():
    text = f"{FILLER} {FILLER} Soup is made by the cook. {FILLER}"
    ((_, words),) = chosen("soup cook", searched("soup cook", (passage("7.4", text), 0.8)))
    assert words.replace(" … ", " ") == text


@pytest.mark.parametrize(
    "printed", ["Source: survey of the cook of the soup kitchen", "Notes", "Soup", "Figure 4: cook and soup"]
)
def test_what_is_printed_about_a_text_is_not_quoted_for_it(printed):
    short = passage("7.5", f"{printed}\nThe butler serves.")
    assert chosen("soup cook", searched("soup cook", (short, 0.8))) == [("7.5", "The butler serves.")]
    long = passage("7.6", f"{MUCH}\n{printed}\nThe cook and the butler serve.")
    assert printed not in chosen("soup cook", searched("soup cook", (long, 0.8)))[0][1]


def test_a_passage_that_is_nothing_else_is_quoted_all_the_same():
    assert chosen("soup", searched("soup", (passage("7.7", "Soup"), 0.8))) == [("7.7", "Soup")]


def test_an_item_of_a_long_list_brings_its_lead_in():
    items = "".join(f"\n• {FILLER}" for _ in range(8))
    found = searched("salt butler", (passage("7.2", f"The rules are:{items}\n• salt is kept by the butler"), 0.8))
    assert chosen("salt butler", found) == [("7.2", "The rules are: … • salt is kept by the butler")]


def test_nothing_found_is_nothing_said():
    nothing = AskedPart("soup", np.ones(1), np.zeros((0, 1)), (), (), ())
    assert select("soup", SearchResult(asked=(nothing,)), [], wants_past=False) == []
    assert select_from("soup", searched("soup", (passage("8.1", " "), 0.5), (SOUP, 0.5)), 0) is None


def test_one_hit_is_quoted_when_it_is_asked_for_whatever_the_others_say():
    found = searched("soup cook", (SOUP, 0.9), (SALT, 0.1))
    assert quoted(found, select_from("soup cook", found, 1)) == SALT.text


def test_over_a_real_index_each_part_is_answered_from_its_own_source(assistant):
    question = "Who answers for a shared kitchen, and how many cooks had late dinners?"
    found = assistant.index().search(SearchRequest(question=question))
    assert [part.text for part in found.parts] == ["Who answers for a shared kitchen", "how many cooks had late dinners"]
    assert said_by(*chosen(question, found))[:2] == ["7.5.4", "1.9"]


def test_a_table_is_quoted_without_its_head_which_its_pieces_only_repeat():
    rows = "Dish | Cook ✓\nSoup of the day | the cook makes soup ✓\nStew | the butler ✓\n" + "Cake | nobody at all ✓\n" * 20
    found = searched("dish cook soup day", (passage("Table 1", rows, kind="table"), 0.9))
    ((_, words),) = chosen("dish cook soup day", found)
    assert words.startswith("Soup of the day") and "Dish" not in words
