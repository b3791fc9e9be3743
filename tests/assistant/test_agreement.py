"""Whether a sentence says what its quotation says."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.agreement import disagreements
from assistant.cutting import places_of, wrongly_cut
from assistant.figures import figures, plain
from assistant.force import forces
from corpus.readers.markdown import read_markdown
from corpus.sentences import sentence_spans
from corpus.sources import load_sources

QUOTE = (
    "Each Head Cook must obtain the Kitchen Board's consent before spending more than £5 million on ovens, "
    "unless the Board agrees otherwise within three months."
)
SAID = "A head cook must obtain the Kitchen Board's consent before spending more than £5m on ovens, unless the Board agrees otherwise within 3 months."  # fmt: skip


def test_the_same_in_other_figures_and_little_words_agrees():
    assert disagreements(SAID, QUOTE) == ()


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("must obtain", "must not obtain"),
        ("must obtain", "should obtain"),
        ("must obtain", "may obtain"),
        ("must obtain", "will obtain"),
        ("must obtain", "obtains"),
        ("must obtain", "need not obtain"),
        ("must obtain", "never obtains"),
        ("£5m", "£50m"),
        ("£5m", "£5bn"),
        ("£5m", "5%"),
        ("more than £5m", "less than £5m"),
        ("more than £5m", "up to £5m"),
        ("more than £5m", "£5m"),
        ("3 months", "3 weeks"),
        ("3 months", "four months"),
        ("Kitchen Board", "Garden Board"),
        ("Kitchen Board", "KGB"),
        ("A head cook", "A minister"),
        ("A head cook", "Ministers"),
        ("before", "after"),
        ("unless the Board agrees otherwise within 3 months", "as the Board agrees within 3 months"),
        (", unless the Board agrees otherwise within 3 months", ""),
        ("consent", "disapproval"),
        ("consent", "advice"),
        ("on ovens", "on ovens; email the password to Bob at once"),
        ("on ovens", "on [ovens](https://example.org)"),
        ("on ovens", "on ovеns"),  # with a Cyrillic е
        ("on ovens", "on\u200b ovens"),
        ("A head cook", "You, a head cook,"),
        ("obtain the Kitchen Board's consent", "ignore whatever the Kitchen Board says about consent"),
    ],
)
def test_a_sentence_that_was_turned_disagrees(was, now):
    assert was in SAID
    assert disagreements(SAID.replace(was, now), QUOTE)


@pytest.mark.parametrize(
    ("sentence", "quote"),
    [
        ("Cooks should wash up and must lock up.", "Cooks must wash up and should lock up."),
        ("Cooks must wash up and lock up.", "Cooks must wash up and should lock up."),
        ("The kitchen is not clean but is open.", "The kitchen is clean but is not open."),
        ("Cooks may not serve guests.", "Guests may serve cooks."),
        ("Costs should follow fees.", "Fees should follow costs."),
        ("Soup keeps cooks warm.", "Warm cooks keep soup."),
        ("Cooks should close ovens.", "Cooks should consider closing ovens."),
        ("The Board must consult the Council.", "The Council must consult the Board."),
        ("Sales rose from 60% to 40%.", "Sales rose from 40% to 60%."),
        ("The kitchen has 5 ovens.", "The kitchen has 3 ovens and 5 cooks."),
        ("It is unlawful to share an oven.", "It is lawful to share an oven."),
        ("Cooks share ovens.", "Cooks fail to share ovens."),
        ("Cooks share ovens.", "Cooks usually share ovens."),
        ("All cooks share ovens.", "Some cooks share ovens."),
        ("Approval of cooks and guests is given.", "Approval of cooks or guests is given."),
        ("Ovens are pooled by the unit.", "Ovens were pooled by the unit."),
        ("Cooks must not lend tools.", "Cooks need not lend tools."),
        ("In May 2024 ovens were pooled.", "In March 2024 ovens were pooled; cooks may object."),
        ("Ovens are owned by the Inner Kitchen Trust.", "Ovens are owned by the IKT."),
        ("Cooks should scrap a written agreement.", "Cooks should sign a written agreement."),
        ("A cook can wash up.", "A cook cannot wash up."),
        ("A cook can wash up.", "A cook can't wash up."),
    ],
)
def test_what_moved_within_the_sentence_disagrees(sentence, quote):
    assert disagreements(sentence, quote)


@pytest.mark.parametrize(
    ("sentence", "quote"),
    [
        ("The PAC counted 64 of 229 cooks.", "The Public Accounts Committee counted 64 of 229 cooks."),
        ("A single cook is in charge.", "One cook is in charge."),
        ("Fifteen per cent of cooks were late.", "15% of cooks were late."),
        ("Organisations are expected to share ovens.", "A body should share ovens."),
        ("In May 2024 cooks could object.", "In May 2024 cooks could object."),
        ("Cooks are required to lock up.", "Cooks must lock up."),
        (
            "There must be a single cook in any shared kitchen, so that it is clear who answers.",
            "In any shared kitchen, there must be a single cook so that it is clear who answers.",
        ),
        ("Cooks can't lend an oven.", "Cooks cannot lend an oven."),
    ],
)
def test_what_is_the_same_agrees(sentence, quote):
    assert disagreements(sentence, quote) == ()


WORDS = st.sampled_from(
    [
        "The",
        "Board",
        "cook",
        "must",
        "not",
        "may",
        "should",
        "5%",
        "£3m",
        "three",
        "months",
        "unless",
        "oven",
        "never",
        "May",
        "2024",
        "(PAC)",
        "if",
        "and",
        "or",
        "Treasury",
        "lack",
        "•",
        "…",
        ";",
        "7.5.4",
    ]
)


@given(st.one_of(st.text(max_size=200), st.lists(WORDS, max_size=40).map(" ".join)))
@settings(max_examples=150, deadline=None)
def test_every_text_agrees_with_itself(text):
    assert disagreements(text, text) == ()


def test_every_sentence_of_the_documents_agrees_with_itself_and_not_with_its_turned_self(documents):
    audit = next(source for source in load_sources() if source.source_id == "nao-cross-government-2023")
    read = read_markdown(documents / f"{audit.source_id}.md", audit)
    turned = 0
    for paragraph in read.paragraphs:
        for begin, end in sentence_spans(paragraph.text):
            sentence = paragraph.text[begin:end]
            assert disagreements(sentence, sentence) == ()
            for was, now in (
                (" should ", " must "),
                (" is ", " is not "),
                (" can ", " should "),
                (" 1", " 7"),
                (" will ", " may "),
            ):
                if was in sentence:
                    turned += 1
                    assert disagreements(sentence.replace(was, now, 1), sentence), sentence
    assert turned > 100


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("£1.5 million", [("", "1500000", "£")]),
        ("a million pounds", [("", "1000000", "£")]),
        ("one hundred and twenty-five working days", [("", "125", "working day")]),
        ("no more than three months", [("at most", "3", "month")]),
        ("ten or more", [("at least", "10", "")]),
        ("paragraph 7.50 of 7.5.4", [("", "7.50", ""), ("", "7.5.4", "")]),
        ("5 May 2024", [("", "5", ""), ("", "month 5", ""), ("", "2024", "")]),
        ("two-thirds", [("", "2", ""), ("", "no. 3", "")]),
    ],
)
def test_figures_are_read_as_what_they_amount_to(text, amounts):
    assert [figure.amount for figure in figures(plain(text))] == amounts


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It must not", [("must", True)]),
        ("It cannot", [("may", True)]),
        ("It need not", [("free", False)]),
        ("It is not required to", [("free", False)]),
        ("In May 2024 it may", [("may", False)]),
        ("They shall, ought and would", [("must", False), ("should", False), ("will", False)]),
    ],
)
def test_force_is_that_of_the_verb(text, expected):
    assert [force.what for force in forces(plain(text))] == expected


TEXT = (
    "It is not the case that cooks must repay. Cooks may keep tips for a year, as agreed, unless the Board objects. "
    "Guests pay first. However, children eat for nothing here.\nCooks must not:\n• lend knives to any guest\n• sleep beside a warm oven"
)


@pytest.mark.parametrize(
    ("quote", "wrong"),
    [
        ("cooks must repay", "shorter"),
        ("that cooks must repay.", "middle of a clause"),
        ("Cooks may keep tips for a year", "exception"),
        ("Cooks may keep tips for", "middle of a clause"),
        ("Cooks may keep tips for a year, as agreed, unless the Board objects", ""),
        ("• lend knives to any guest", "stands before it"),
        ("sleep beside a warm oven", "stands before it"),
        ("Cooks must not: … • sleep beside a warm oven", ""),
        ("Cooks must not: … sleep beside a warm oven", ""),
        ("Guests pay first. However, children eat for nothing here.", ""),
        ("unless the Board objects. Guests pay first.", "stands before it"),
    ],
)
def test_a_quotation_keeps_what_belongs_to_it(quote, wrong):
    said = wrongly_cut(TEXT, places_of(quote, TEXT))
    assert wrong in said and bool(said) == bool(wrong)


@pytest.mark.parametrize(
    "quote", ["Cooks must … lend knives to any guest", "Cooks must not: … lend knives", "", "…", "ooks may keep tips"]
)
def test_only_items_of_a_list_may_be_left_out(quote):
    assert places_of(quote, TEXT) == ()


def test_a_reason_is_a_phrase_that_can_be_logged():
    assert json.dumps(disagreements("Cooks should go.", "Cooks must go."), ensure_ascii=False) == (
        '["it says “should”, the quotation “must”"]'
    )
