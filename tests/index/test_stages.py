"""Each stage of search by itself."""

from __future__ import annotations

import time

import numpy as np
import pytest

from index.acronyms import Acronyms
from index.fusion import reciprocal_rank_fusion
from index.lexical import stems
from index.maxsim import TokenStore, write_tokens
from index.parts import parts_of
from index.references import references_in
from index.rerank import each_paragraph_once, rerank, with_parts
from index.spelling import Spelling
from tests.builders import WordEmbedder, passage


def test_fusion_adds_up_reciprocal_ranks():
    assert reciprocal_rank_fusion([[7, 3], [3, 9]]) == [3, 7, 9]
    assert reciprocal_rank_fusion([[], []]) == []


@pytest.mark.parametrize(
    ("question", "references"),
    [
        ("what does 7.5.4 say?", ["7.5.4"]),
        ("see a4.5.3 and box 7.3", ["Box 7.3", "A4.5.3"]),
        ("Box 7.3, Model 3", ["Box 7.3, Model 3"]),
        ("does model three need an MoU", ["Model 3"]),
        ("para 17 of the 2001 report", ["17"]),
        ("Conclusion 27 and recommendation 3", ["Conclusion 27", "Recommendation 3"]),
        ("more than £2.75 million or 3.5% or 1.2bn", []),
        ("the 64 of 229 officials in 2022", []),
    ],
)
def test_references_are_told_from_other_numbers(question, references):
    assert references_in(question) == references


def test_stems_drop_the_words_of_asking_and_keep_those_of_duty():
    assert stems("What must the departments do?") == ["must", "depart"]
    assert stems("cross-government working") == ["cross-govern", "cross", "govern", "work"]


def test_acronyms_come_from_the_documents():
    acronyms = Acronyms(
        [passage("1", "A senior responsible owner (SRO) leads."), passage("2", "PSX: The Ministerial Public Spending Committee")]
    )
    assert acronyms.spelt_out("who picks the SRO?") == "who picks the SRO (senior responsible owner)?"
    assert acronyms.spelt_out("what was psx") == "what was psx (the ministerial public spending committee)"
    assert acronyms.spelt_out("SRO: senior responsible owner") == "SRO: senior responsible owner"
    assert acronyms.spelt_out("co-located in go-ahead teams") == "co-located in go-ahead teams"


@pytest.mark.parametrize(
    ("typed", "mended"),
    [
        ("acounting oficer", "accounting officer"),
        ("Acounting for gardens", "accounting for gardens"),
        ("who pays Leads council", "who pays Leads council"),
        ("the sharmen principle", "the sharman principle"),
        ("a bedding plant", "a bedding plant"),
        ("gardns and grdens", "gardens and gardens"),
    ],
)
def test_spelling_mends_terms_of_the_corpus_and_leaves_english_and_names_alone(typed, mended):
    corpus = ["the accounting officer", "accounting for officers", "an officer of the gardens", "bidding for gardens",
              "bidding leads", "the sharman principle and the sharman report"]  # fmt: skip
    assert Spelling(corpus).mended(typed) == mended


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        ("What is an MoU?", []),
        ("Who signs the plan? When must it be done?", ["Who signs the plan", "When must it be done"]),
        ("what is the limit for gifts and who must be told", ["what is the limit for gifts", "who must be told"]),
        ("grants versus contracts", []),
        ("rules for grants versus rules for contracts", ["rules for grants", "rules for contracts"]),
        ("see section 2.1 of e.g. the plan", []),
        ("a joint plan: who signs it and when must it be done", ["a joint plan: who signs it", "when must it be done"]),
    ],
)
def test_a_question_is_taken_apart_where_it_asks_again(question, parts):
    assert parts_of(question) == parts


def test_rerank_adds_meaning_and_words_to_late_interaction():
    scores = rerank([4, 7, 9], maxsim=np.array([0.6, 0.6, 0.6]), cosines={4: 0.5, 9: 0.3}, bm25={4: 2.0, 7: 8.0})
    assert scores.round(4).tolist() == [
        round((0.6 + 0.1 + 0.025) / 1.3, 4),
        round((0.6 + 0.06 + 0.1) / 1.3, 4),
        round(0.66 / 1.3, 4),
    ]
    assert rerank([], maxsim=np.zeros(0), cosines={}, bm25={}).tolist() == []


def test_what_answers_several_parts_rises():
    whole = np.array([0.5, 0.5])
    assert with_parts(whole, []).tolist() == [0.5, 0.5]
    both, one = with_parts(whole, [np.array([0.6, 0.7]), np.array([0.6, 0.1])])
    assert both > one


def test_further_pieces_of_a_paragraph_come_after_five_others():
    assert each_paragraph_once([1, 2, 3, 4, 5, 6, 7, 8], list("aabcdefa")) == [1, 3, 4, 5, 6, 2, 8, 7]


def test_maxsim_meets_each_word_in_the_passage_or_in_any_question_it_answers(tmp_path):
    read = lambda texts: list(WordEmbedder().read(texts))  # noqa: E731
    passages, keys = read(["wash hands", "sharpen tools", "bake bread"]), [[], read(["garden knives", "blunt scissors"]), []]
    write_tokens(tmp_path / "t", passages, [0, 0, 0], 256, keys)
    store = TokenStore(tmp_path / "t")
    asked = next(WordEmbedder().read(["sharpen garden scissors"]))
    wash, sharpen, bake = store.met([0, 1, 2], store.project(asked.tokens)).mean(axis=1)
    assert sharpen > 0.9 > max(wash, bake)
    assert store.met([], store.project(asked.tokens)).shape == (0, 3)


def test_maxsim_survives_compression(tmp_path):
    texts = ["wash hands", "sharpen garden tools", "bake bread daily"]
    vectors = list(WordEmbedder().read(texts))
    write_tokens(tmp_path / "t", vectors, [0, 0, 0], 256)
    store = TokenStore(tmp_path / "t")
    question = next(WordEmbedder().read(["garden tools"]))
    scores = store.met([0, 1, 2], store.project(question.tokens)) @ store.weights(question.ids)
    assert int(np.argmax(scores)) == 1
    assert scores[1] > 0.95
    assert list(store.token_starts(1)) == [0, 8, 15]


def test_a_text_made_to_be_slow_holds_no_index_up():
    began = time.perf_counter()
    acronyms = Acronyms(
        [
            passage("1.1", "AO: " + "x" * 5_000 + "\n"),
            passage("1.2", "AO: " + "x " * 5_000),
            passage("1.3", "word, " * 5_000 + "(AO"),
            passage("1.4", "The Head Cooks Committee (HCC) meets."),
        ]
    )
    assert acronyms.spelt_out("what is the HCC?") == "what is the HCC (head cooks committee)?"
    assert time.perf_counter() - began < 2
