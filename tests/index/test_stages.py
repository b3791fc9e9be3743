"""Each stage of search by itself."""

from __future__ import annotations

import numpy as np
import pytest

from index.acronyms import Acronyms
from index.fusion import reciprocal_rank_fusion
from index.lexical import stems
from index.maxsim import TokenStore, write_tokens
from index.references import references_in
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


def test_maxsim_survives_compression(tmp_path):
    texts = ["wash hands", "sharpen garden tools", "bake bread daily"]
    vectors = list(WordEmbedder().read(texts))
    write_tokens(tmp_path / "t", vectors, [0, 0, 0], 256)
    store = TokenStore(tmp_path / "t")
    question = next(WordEmbedder().read(["garden tools"]))
    scores = store.scores([0, 1, 2], store.project(question.tokens), store.weights(question.ids))
    assert int(np.argmax(scores)) == 1
    assert scores[1] > 0.95
    assert list(store.token_starts(1)) == [0, 8, 15]
