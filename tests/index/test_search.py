"""Searching a small build of our own words, with an embedder that knows words only."""

from __future__ import annotations

import numpy as np
import pytest

from corpus.models import Edition
from index.build import build_index, read_current, verify_elsewhere
from index.models import IndexProblem, SearchRequest
from index.reader import IndexReader
from index.verify import problem_with
from tests.builders import WordEmbedder, corpus, edition, passage, source

PASSAGES = (
    passage("7.5.4", "One accountable officer answers for a shared kitchen.", page=77),
    passage(
        "Box 7.3, Model 3",
        "Model 3: each body pays for its own garden\n• the gardener answers for the garden",
        kind="box",
        page=78,
    ),
    passage("7.6.2", "Bodies write down who does what in a memorandum of understanding (MoU).", page=77),
    passage("7.6.3", "Bodies may lend each other tools.", page=77),
    passage("1.9", "Auditors found that kitchens were shared badly.", source_id="audit"),
)


@pytest.fixture
def build(tmp_path, monkeypatch):
    """build(*passages, editions=…): an index over them, open for searching.

    `check` verifies in this process; what would end a process is checked in one of its own, as in earnest.
    """

    def build(*passages, embedder=None, check=problem_with, **fields):
        held = corpus(*passages, **fields)
        monkeypatch.setattr("index.build.load_corpus", lambda *_, **__: held)
        monkeypatch.setattr("index.build.verify_elsewhere", check)
        embedder = embedder or WordEmbedder()
        build_index(tmp_path, embedder)
        return IndexReader(tmp_path, lambda: embedder).current()

    return build


def references(result):
    return [hit.passage.reference for hit in result.hits]


def test_the_passage_with_the_words_of_the_question_comes_first(build):
    result = build(*PASSAGES).search(SearchRequest(question="who answers for the shared kitchen"))
    assert references(result)[0] == "7.5.4"
    assert set(result.hits[0].found_by) == {"meaning", "words"}
    assert 0 <= result.hits[0].score <= 1


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("what does 7.6.3 say", "7.6.3"),
        ("explain Box 7.3", "Box 7.3, Model 3"),
        ("model 3 please", "Box 7.3, Model 3"),
        ("paragraph 1.9 of the report", "1.9"),
        ("a sum of £7.5 million", None),
    ],
)
def test_a_reference_in_the_question_comes_first(build, question, first):
    result = build(*PASSAGES).search(SearchRequest(question=question))
    found = [hit.passage.reference for hit in result.hits if "reference" in hit.found_by]
    assert found == ([first] if first else [])
    if first:
        assert references(result)[0] == first


def test_an_acronym_finds_its_long_form(build):
    embedder = WordEmbedder()
    build(*PASSAGES, embedder=embedder).search(SearchRequest(question="need an MoU?"))
    assert embedder.asked[-1] == "need an MoU (memorandum of understanding)?"


def test_a_search_within_one_source_finds_nothing_of_the_others(build):
    index = build(*PASSAGES)
    assert references(index.search(SearchRequest(question="shared kitchen", source_ids=("audit",)))) == ["1.9"]
    assert references(index.search(SearchRequest(question="shared kitchen", source_ids=("nobody",)))) == []


@pytest.mark.parametrize(
    ("limits", "found"),
    [
        ({"publishers": ("Auditors",)}, ["1.9"]),
        ({"authorities": ("audit",)}, ["1.9"]),
        ({"statuses": ("historic",)}, ["1.9"]),
        ({"statuses": ("current",), "source_ids": ("audit",)}, []),
        ({"as_at": "2002-01-01"}, ["1.9"]),
    ],
)
def test_limits_leave_nothing_else_to_find(build, limits, found):
    index = build(
        *PASSAGES,
        sources=(source(), source("audit", publisher="Auditors", authority="audit")),
        editions=(edition(), edition("audit", published="2001", status="historic")),
    )
    assert references(index.search(SearchRequest(question="shared kitchen", **limits))) == found


def test_a_search_within_limits_finds_what_exact_search_finds(build):
    from itertools import product

    names = [
        f"{a} {b}"
        for a, b in product(
            ["garden", "kitchen", "cellar", "attic", "hall"], ["rules", "tools", "staff", "costs", "keys", "risks"]
        )
    ]
    held = [passage(f"1.{n}", f"{name} of the house", source_id=("rules", "audit")[n % 2]) for n, name in enumerate(names)]
    index = build(*held, sources=(source(), source("audit", authority="audit")))
    embedder = WordEmbedder()
    for name in names[::7]:
        asked = next(embedder.read([name])).windows[0]
        exact = {}
        for p in held:
            if p.source_id == "audit":
                exact[p.reference] = float(next(embedder.read([p.embedding_text()])).windows[0] @ asked)
        nearest = index._dense.nearest(asked, 5, ["audit/2026-04"])
        assert [round(cosine, 4) for _, cosine in nearest] == sorted((round(c, 4) for c in exact.values()), reverse=True)[:5]
        assert {index.passages[n].source_id for n, _ in nearest} == {"audit"}


def test_a_misspelt_term_of_the_corpus_is_mended_before_the_search(build):
    result = build(*PASSAGES).search(SearchRequest(question="who paid for the gardn"))
    assert result.whole.text == "who paid for the garden"
    assert references(result)[0] == "Box 7.3, Model 3"


def test_each_part_of_a_question_is_searched_for(build):
    result = build(*PASSAGES).search(SearchRequest(question="who answers for the kitchen? and who lends tools?"))
    assert [part.text for part in result.parts] == ["who answers for the kitchen", "and who lends tools"]
    for part, reference in zip(result.parts, ("7.5.4", "7.6.3"), strict=True):
        assert references(result)[int(np.argmax(part.scores))] == reference
        assert reference in references(result)[:3]


def test_a_further_piece_of_a_paragraph_does_not_take_the_place_of_another(build):
    pieces = [passage("7.9.1", f"garden tools and garden rules, part {n}", ordinal=n) for n in range(1, 5)]
    ranked = references(build(*pieces, *PASSAGES).search(SearchRequest(question="garden tools rules")))
    assert ranked.count("7.9.1") == 4
    assert ranked[1] != "7.9.1"


def test_a_superseded_edition_is_found_only_as_at_its_time(build):
    old = edition(
        edition_id="2023-05", title="May 2023", published="2023-05", status="superseded", valid_from="2023-05", valid_to="2026-04"
    )
    new = edition(valid_from="2026-04")
    index = build(
        passage("7.5.4", "Two officers answer.", edition_id="2023-05"),
        passage("7.5.4", "One officer answers."),
        editions=(old, new),
    )

    def text(**when):
        return [hit.passage.text for hit in index.search(SearchRequest(question="officer answers", **when)).hits]

    assert text() == ["One officer answers."]
    assert text(as_at="2024-01-01") == ["Two officers answer."]
    assert text(as_at="2020-01-01") == []


def test_the_words_of_a_question_are_met_in_the_sentence_that_has_them(build):
    held = passage("7.9.1", "Cooks wash their hands. Gardeners sharpen their tools.")
    result = build(held, *PASSAGES).search(SearchRequest(question="gardeners sharpen tools"))
    assert references(result)[0] == "7.9.1"
    met = result.whole.met_in(0, [(0, 23), (24, 54)]) @ result.whole.weights
    assert met[1] > met[0]


def test_a_long_passage_is_found_by_its_last_words_too(build):
    class Narrow(WordEmbedder):
        pass

    long = passage(
        "Box 9.1", "\n".join(f"• rule {n} about gardens" for n in range(60)) + "\n• the last rule concerns marmalade", kind="box"
    )
    assert references(build(long, *PASSAGES).search(SearchRequest(question="marmalade rule")))[0] == "Box 9.1"


def test_only_what_is_new_is_embedded_again(build):
    first, second = WordEmbedder(), WordEmbedder()
    build(*PASSAGES, embedder=first)
    build(*PASSAGES, passage("7.6.4", "Something new."), embedder=second)
    assert len(first.asked) == len(PASSAGES)
    assert second.asked == ["Spending Together > Something new."]


def test_a_build_of_the_same_corpus_is_used_again(build, tmp_path):
    build(*PASSAGES)
    before = read_current(tmp_path)
    build(*PASSAGES)
    assert read_current(tmp_path) == before


def test_a_reader_takes_over_a_new_build_without_being_opened_again(tmp_path, monkeypatch):
    held = corpus(*PASSAGES)
    monkeypatch.setattr("index.build.load_corpus", lambda *_, **__: held)
    build_index(tmp_path, WordEmbedder())
    reader = IndexReader(tmp_path, WordEmbedder)
    assert len(reader.current().passages) == 5
    held = corpus(*PASSAGES, passage("7.6.4", "Something new."))
    build_index(tmp_path, WordEmbedder())
    assert len(reader.current().passages) == 6


def test_an_index_of_another_model_is_refused_with_both_names(build, tmp_path):
    build(*PASSAGES)
    other = WordEmbedder()
    other.fingerprint = "others-64"
    with pytest.raises(IndexProblem, match=r"built with words-256 but the settings ask for others-64.*make index"):
        IndexReader(tmp_path, lambda: other).current()


def test_no_index_says_what_to_type(tmp_path):
    with pytest.raises(IndexProblem, match="Run `make index`"):
        IndexReader(tmp_path, WordEmbedder).current()


def test_nothing_to_index_says_what_to_type(tmp_path, monkeypatch):
    monkeypatch.setattr("index.build.load_corpus", lambda *_, **__: corpus())
    with pytest.raises(IndexProblem, match="nothing to index"):
        build_index(tmp_path, WordEmbedder())


@pytest.mark.parametrize("damage", ["tokens/codes.npy", "passages.jsonl", "chroma/chroma.sqlite3", "bm25"])
def test_a_damaged_build_is_noticed_and_built_again(build, tmp_path, damage):
    import shutil

    index = build(*PASSAGES)
    index.close()
    place = tmp_path / "index" / index.manifest.build_id
    broken = tmp_path / "copy"
    shutil.copytree(place, broken)
    if (broken / damage).is_dir():
        shutil.rmtree(broken / damage)
    else:
        content = (broken / damage).read_bytes()
        (broken / damage).write_bytes(content[: len(content) // 2])
    shutil.rmtree(place)
    shutil.move(broken, place)
    assert verify_elsewhere(place)
    assert build(*PASSAGES, check=verify_elsewhere).manifest.build_id != index.manifest.build_id
    assert problem_with(tmp_path / "index" / read_current(tmp_path).build_id) is None


def test_two_builds_at_once_the_second_says_so(build, tmp_path):
    from filelock import FileLock

    (tmp_path / "index").mkdir()
    with FileLock(tmp_path / "index" / "build.lock"), pytest.raises(IndexProblem, match="Another build is running"):
        build(*PASSAGES)


def test_editions_are_values_that_sort_by_date():
    assert Edition(source_id="a", edition_id="2001", title="2001", published="2001").published < "2001-12-07"
    assert source().held
