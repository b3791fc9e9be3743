from __future__ import annotations

from pathlib import Path

import pytest

from corpus.models import Paragraph
from corpus.store import load_corpus
from evals.attempts import read_attempts, write_attempts
from evals.examples import question
from evals.ladder import FOLDER, find_all, ladder, read_climb
from evals.measures import measures
from evals.peers.bm25 import PlainBM25
from evals.peers.coverage import covered_references, words_of
from evals.scores import score_all
from tests.evals.players import PlayedFinder

LONG = Paragraph(reference="1.1", text="one two three four five six seven eight nine ten eleven twelve thirteen fourteen")
SHORT = Paragraph(reference="footnote 1", text="seven eight nine")
PART = Paragraph(reference="Box 7.3, Model 1", part_of="Box 7.3", text="Collaboration")


@pytest.mark.parametrize(
    ("piece", "covers"),
    [
        ("before. One two three four five six seven eight, nine ten eleven twelve thirteen fourteen. after", True),
        ("seven eight nine ten eleven twelve thirteen fourteen and what follows", True),
        ("one two three four FIVE six seven eight", True),
        ("one two three four five six seven", False),
        ("one two three 77 four five six seven eight", False),
        ("two four six eight ten twelve fourteen", False),
    ],
)
def test_a_piece_covers_a_paragraph_by_half_of_its_words_in_one_stretch(piece, covers):
    assert covered_references([piece], [LONG]) == [("1.1",) if covers else ()]


def test_a_piece_covers_every_paragraph_in_it_and_what_that_is_part_of():
    assert covered_references(["one two three four five six seven eight. Collaboration"], [LONG, PART]) == [
        ("1.1", "Box 7.3, Model 1", "Box 7.3")
    ]


def test_a_short_paragraph_is_covered_only_whole():
    assert covered_references(["six seven eight nine ten", "six seven eight"], [SHORT]) == [("footnote 1",), ()]


def test_a_word_that_a_line_end_cut_is_whole_again():
    assert words_of("cross-\ngovernment") == words_of("cross-government")


def test_plain_bm25_finds_the_passages_that_share_words(tmp_path):
    passages = load_corpus(tmp_path, digest_only=True).passages
    found = PlainBM25(passages).find("memorandum of understanding between participating bodies")
    assert "memorandum of understanding" in found[0].text
    assert len(found) == 20 and found[0].score >= found[-1].score
    assert PlainBM25(passages).find("zzzz") == ()


def test_a_follow_up_is_put_to_a_peer_as_we_understood_it():
    finder = PlayedFinder(["7.5.4"])
    follow_up = question(question="And who signs it?", history=["What is a framework document?"])
    list(find_all(finder, [follow_up]))
    assert finder.asked == ["What is a framework document? And who signs it?"]


def test_the_ladder_is_made_from_what_the_finders_of_a_run_found(tmp_path: Path):
    (tmp_path / FOLDER).mkdir()
    asked = [question(relevant=["1: 7.5.4"])]
    write_attempts(tmp_path / FOLDER / "bm25.jsonl", find_all(PlayedFinder(["2.1", "7.5.4"]), asked))
    found = read_climb(tmp_path)
    ours = score_all(asked, {"g1": read_attempts(tmp_path / FOLDER / "bm25.jsonl")[0]}, measures({}))
    theirs, own = ladder(found, asked, ours)
    assert (theirs.name, theirs.figures["recall@1"].value, theirs.figures["mrr"].value) == ("bm25", 0.0, 0.5)
    assert own.title == "Signpost"
    (left,) = ladder(found, [*asked, question(id="g2")], ours)
    assert left.title == "Signpost", "a peer that was not asked every question is no comparison"
