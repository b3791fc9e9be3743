"""The MCP server, asked by a real MCP client: in this process and over standard input and output; what the command serves."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from mcp import StdioServerParameters

from assistant.mcp import mcp_server
from corpus.models import Document, Paragraph
from corpus.store import EditionStore
from index.build import build_index
from index.reader import IndexReader
from tests.assistant.conftest import EDITIONS, PASSAGES, SOURCES
from tests.assistant.mcp_client import GUIDANCE, HELPERS, Asked
from tests.builders import WordEmbedder, corpus, edition, passage, source

ROOT = Path(__file__).parents[2]
TOKEN = "an-open-secret-of-the-tests"
SERVE_SMALL_INDEX = """
import sys
from pathlib import Path
from assistant.mcp import serve_stdio
from corpus.store import EditionStore
from index.reader import IndexReader
from tests.builders import WordEmbedder
serve_stdio(IndexReader(Path(sys.argv[1]), WordEmbedder), EditionStore(Path(sys.argv[1])))
"""


@pytest.fixture
def asked_over(assistant_over, tmp_path):
    """asked_over(*passages, …): a client of a server in this process, over an index of just these."""

    def asked_over(*passages, **held) -> Asked:
        assistant_over(*passages, **held)
        return Asked(lambda: mcp_server(IndexReader(tmp_path, WordEmbedder), EditionStore(tmp_path)))

    return asked_over


@pytest.fixture
def asked(asked_over) -> Asked:
    return asked_over(*PASSAGES)


def test_the_tools_are_these_and_say_what_they_give(asked):
    tools = asked.tools()
    assert tools.keys() == {*GUIDANCE, *HELPERS}
    for tool in tools.values():
        assert tool.description and "\n  " not in tool.description
        assert tool.output_schema["type"] == "object"
        assert tool.annotations.read_only_hint


def test_search_gives_passages_with_pinpoint_authority_and_status(asked):
    found = asked.search_guidance(question="Who answers for a shared kitchen?", limit=2)["passages"]
    assert len(found) == 2
    assert found[0]["pinpoint"] == "HM Treasury, Spending Together (April 2026), paragraph 7.5.4, p. 77"
    assert (found[0]["who_says_it"], found[0]["status"]) == ("Treasury rules and guidance", "In force")
    assert (found[0]["whose_words"], found[0]["is_cut"]) == ("The source's own words", False)
    assert found[0]["text"] == PASSAGES[0].text
    assert found[0]["address"] == "https://example.gov.uk/rules.pdf#page=77"


def test_search_keeps_to_a_publisher_and_an_authority(asked):
    question = "How many cooks of kitchens are there?"
    by = {p["source_id"] for p in asked.search_guidance(question=question, publisher="audit office")["passages"]}
    assert by == {"audit"}
    by = {p["source_id"] for p in asked.search_guidance(question=question, authority="press")["passages"]}
    assert by == {"press"}
    told = asked.refusal("search_guidance", question=question, publisher="Ministry of Soup")
    assert "No source of Ministry of Soup is held" in told and "National Audit Office" in told
    assert "authority" in asked.refusal("search_guidance", question=question, authority="hearsay")


def test_search_as_at_a_day_gives_what_was_in_force_then(asked_over):
    old = passage("7.5.4", "Two officers answer for a shared kitchen.", edition_id="2018-03")
    new = passage("7.5.4", "One officer answers for a shared kitchen.")
    editions = [
        edition(edition_id="2018-03", title="March 2018", published="2018-03", valid_to="2026-04", status="superseded"),
        edition(valid_from="2026-04"),
    ]
    asked = asked_over(old, new, sources=[source()], editions=editions)
    question = "Who answers for a shared kitchen?"
    assert [p["edition"] for p in asked.search_guidance(question=question)["passages"]] == ["April 2026"]
    then = asked.search_guidance(question=question, as_at="2020-01-31")["passages"]
    assert [(p["edition"], p["status"]) for p in then] == [("March 2018", "Superseded")]
    assert "as_at" in asked.refusal("search_guidance", question=question, as_at="last year")
    there = asked.get_paragraph(source_id="rules", reference="7.5.4", edition="march 2018")["paragraphs"]
    assert there[0]["text"] == old.text
    assert asked.get_paragraph(source_id="rules", reference="7.5.4")["paragraphs"][0]["text"] == new.text


def test_no_tool_shows_more_of_a_source_than_its_licence_allows(asked):
    beyond = "signed an agreement"
    for shown in (
        asked.search_guidance(question="why do cooks quarrel over saffron"),
        asked.get_paragraph(source_id="press", reference="Cooks quarrel ¶1"),
        asked.ask(question="why do cooks quarrel over saffron"),
    ):
        assert "Cooks quarrel over saffron" in json.dumps(shown)
        assert beyond not in json.dumps(shown)
    paragraph = asked.get_paragraph(source_id="press", reference="Cooks quarrel ¶1")["paragraphs"][0]
    assert paragraph["is_cut"] and len(paragraph["text"].replace("…", "").split()) <= 12


@pytest.mark.parametrize("reference", ["7.5.4", "para 7.5.4", "Paragraph 7.5.4 ", "box 7.2"])
def test_a_paragraph_is_found_however_its_reference_is_typed(asked, reference):
    assert len(asked.get_paragraph(source_id="rules", reference=reference)["paragraphs"]) == 1


def test_the_name_of_a_box_gives_its_parts_in_order(asked_over):
    parts = [passage(f"Box 7.3, Model {n}", f"Model {n}: cook in kitchen {n}", kind="box") for n in (1, 2, 3)]
    asked = asked_over(*parts, sources=[source()], editions=[edition()])
    named = asked.get_paragraph(source_id="rules", reference="Box 7.3")["paragraphs"]
    assert [p["reference"] for p in named] == ["Box 7.3, Model 1", "Box 7.3, Model 2", "Box 7.3, Model 3"]
    assert len(asked.get_paragraph(source_id="rules", reference="Box 7.3 Model 2")["paragraphs"]) == 1


def test_a_long_paragraph_is_given_whole_and_a_quotation_across_its_pieces_is_found(asked_over):
    pieces = (
        passage("4.1", "Cooks must:\n• wash their hands before they begin", page=9),
        passage("4.1", "Cooks must:\n• lock the larder behind them. Larders are cold.", ordinal=2, page=10),
    )
    asked = asked_over(*pieces, sources=[source()], editions=[edition()])
    whole = asked.get_paragraph(source_id="rules", reference="4.1")["paragraphs"][0]["text"]
    assert whole == "Cooks must:\n• wash their hands before they begin\n• lock the larder behind them. Larders are cold."
    across = asked.verify_quote(quote="before they begin … lock the larder behind them")
    assert (across["verdict"], across["places"][0]["page"]) == ("found", 9)
    assert asked.verify_quote(quote="lock the larder behind them")["places"][0]["page"] == 10


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        ({"source_id": "soup", "reference": "1.1"}, "No source soup is held. Held: rules, audit, past, press."),
        (
            {"source_id": "rules", "reference": "7.5.44"},
            "There is no paragraph 7.5.44 in Spending Together (April 2026). Near it: 7.5.4",
        ),
        (
            {"source_id": "rules", "reference": "7.5.4", "edition": "May 1999"},
            "No edition May 1999 of Spending Together is held. Held: April 2026.",
        ),
    ],
)
def test_what_is_not_there_is_told_with_what_is(asked, arguments, line):
    assert line in asked.refusal("get_paragraph", **arguments)


def test_an_answer_has_statements_with_citations_and_nothing_of_the_passages(asked):
    answer = asked.ask(question="Who answers for a shared kitchen?")
    assert (answer["outcome"], answer["composed_by"]) == ("answered", "extractive")
    first = answer["citations"][0]
    assert answer["statements"][0]["citations"] == [first["marker"]]
    assert first["pinpoint"] == "HM Treasury, Spending Together (April 2026), paragraph 7.5.4, p. 77"
    assert first["quote"] and first["quote"] in PASSAGES[0].text
    assert "passage" not in first and answer["nearest"] == []


def test_an_answer_passes_warnings_on(asked):
    assert "is historic" in " ".join(asked.ask(question="Who pooled the pastry ovens?")["warnings"])


def test_what_cannot_be_asked_is_told(asked):
    assert "There is no question" in asked.refusal("ask", question=" ? ")
    assert "2,000 is the most" in asked.refusal("search_guidance", question="why " * 900)


@pytest.mark.parametrize(
    ("arguments", "verdict", "references"),
    [
        ({"quote": "officer answers for a shared kitchen"}, "found", ["7.5.4"]),
        ({"quote": "“One accountable officer … keeps responsibility clear.”"}, "found", ["7.5.4"]),
        ({"quote": "One accountable officer [...] keeps responsibility clear"}, "found", ["7.5.4"]),
        ({"quote": "officer answers for a shared kitchen", "source_id": "rules", "reference": "para 7.5.4"}, "found", ["7.5.4"]),
        ({"quote": "officer answers for a shared kitchen", "reference": "7.5.5"}, "misattributed", ["7.5.4"]),
        ({"quote": "officer answers for a shared kitchen", "source_id": "audit"}, "misattributed", ["7.5.4"]),
        ({"quote": "keeps responsibility clear … One accountable officer"}, "stitched", ["7.5.4"]),
        ({"quote": "officer answers for … unless guests are expected"}, "stitched", ["7.5.4", "7.5.5"]),
        ({"quote": "no accountable officer answers for a shared kitchen"}, "not_found", []),
        ({"quote": "One accountable officer answers for a shared larder"}, "not_found", []),
    ],
)
def test_a_quotation_gets_its_verdict_and_its_pinpoint(asked, arguments, verdict, references):
    told = asked.verify_quote(**arguments)
    assert (told["verdict"], [place["reference"] for place in told["places"]]) == (verdict, references)


def test_what_a_keyboard_has_for_quotation_marks_and_dashes_is_no_difference(asked_over):
    asked = asked_over(passage("1.1", "The cook’s “last word” – if any – is final."), sources=[source()], editions=[edition()])
    assert asked.verify_quote(quote='The cook\'s "last word" - if any - is final')["verdict"] == "found"


def test_three_words_are_too_few_to_verify(asked):
    assert "Give at least 4 words" in asked.refusal("verify_quote", quote="a shared kitchen")


def test_a_digest_is_marked_as_ours_and_no_quotation_is_looked_up_in_it(asked_over):
    restated = passage("7.5.4", "One officer answers for a shared kitchen.", rendition="digest")
    asked = asked_over(restated, sources=[source()], editions=[edition(rendition="digest")])
    ours = "Our summary, not the source's words"
    assert asked.search_guidance(question="Who answers for a shared kitchen?")["passages"][0]["whose_words"] == ours
    assert asked.get_paragraph(source_id="rules", reference="7.5.4")["paragraphs"][0]["whose_words"] == ours
    answer = asked.ask(question="Who answers for a shared kitchen?")
    assert [(c["quote"], c["whose_words"]) for c in answer["citations"]] == [("", ours)]
    assert "starter digest" in " ".join(answer["warnings"])
    told = asked.verify_quote(quote="One officer answers for a shared kitchen")
    assert told["verdict"] is None and "Only our summary is at hand of Spending Together" in told["note"]
    assert asked.list_sources()["sources"][0]["editions"][0]["whose_words"] == ours
    assert "Only our digest of Spending Together is held" in asked.refusal("compare_editions", source_id="rules")


def test_sources_are_listed_with_what_is_only_known_of(asked):
    listed = {entry["source_id"]: entry for entry in asked.list_sources()["sources"]}
    assert listed["press"]["most_words_shown"] == 12 and listed["press"]["held"]
    assert [e["edition"] for e in listed["rules"]["editions"]] == ["April 2026"]
    assert not listed["hmt-green-book"]["held"] and "discount rate" in listed["hmt-green-book"]["topics"]


@pytest.fixture
def two_editions(tmp_path):
    """Two editions of the press source stored below tmp_path, of which at most 12 words may be shown."""
    store = EditionStore(tmp_path)
    (tmp_path / "original.txt").write_text("")
    long = "Whoever cooks with others writes down who owns the saffron and who pays for it before anybody lights a fire"
    for title, number, texts in (
        ("May 2023", "2023-05", {"¶1": f"{long} today.", "¶2": "Spoons are shared.", "¶3": "Pans hang on the northern wall."}),
        (
            "May 2024",
            "2024-05",
            {"¶1": f"{long} tomorrow.", "¶4": "Pans hang on the northern wall.", "¶5": f"{long} and reads it out."},
        ),
    ):
        paragraphs = tuple(Paragraph(reference=name, text=text, page=3) for name, text in texts.items())
        stored = edition("press", edition_id=number, title=title, published=number)
        store.save(stored, Document(source_id="press", paragraphs=paragraphs), [], tmp_path / "original.txt")


def test_two_editions_are_compared_paragraph_by_paragraph_within_the_licence(asked, two_editions):
    compared = asked.compare_editions(source_id="press")
    assert (compared["older"], compared["newer"]) == ("May 2023", "May 2024")
    assert compared["summary"] == "1 added, 1 removed, 1 reworded, 1 renumbered."
    changes = {change["kind"]: change for change in compared["changes"]}
    assert (changes["removed"]["reference"], changes["removed"]["was"], changes["removed"]["now"]) == (
        "¶2",
        "Spoons are shared.",
        "",
    )
    assert (changes["renumbered"]["was_reference"], changes["renumbered"]["reference"]) == ("¶3", "¶4")
    assert changes["reworded"]["was"] == "… pays for it before anybody lights a fire today."
    assert changes["reworded"]["now"] == "… pays for it before anybody lights a fire tomorrow."
    assert len(changes["added"]["now"].split()) <= 13 and "reads it out" not in changes["added"]["now"]
    assert asked.compare_editions(source_id="press", older="May 2023", newer="2024-05") == compared


def test_editions_that_cannot_be_compared_are_told(asked, two_editions):
    assert "Name an older edition than May 2023. Held: May 2023, May 2024." in asked.refusal(
        "compare_editions", source_id="press", newer="May 2023"
    )
    assert "Name an older edition than May 2023" in asked.refusal(
        "compare_editions", source_id="press", older="May 2024", newer="May 2023"
    )
    assert "No edition 1999 of Cooks quarrel is held" in asked.refusal("compare_editions", source_id="press", older="1999")


def test_without_an_index_a_tool_says_what_to_type(tmp_path):
    asked = Asked(lambda: mcp_server(IndexReader(tmp_path, WordEmbedder), EditionStore(tmp_path)))
    assert "There is no index" in asked.refusal("ask", question="Who answers for a shared kitchen?")


def test_it_serves_over_standard_input_and_output(assistant, tmp_path):
    server = StdioServerParameters(command=sys.executable, args=["-c", SERVE_SMALL_INDEX, str(tmp_path)], cwd=ROOT)
    asked = Asked(lambda: server)
    assert len(asked.tools()) == len(GUIDANCE) + len(HELPERS)
    assert asked.verify_quote(quote="officer answers for a shared kitchen")["verdict"] == "found"


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SIGNPOST_")}
    told = [sys.executable, "-m", "assistant", *arguments]
    return subprocess.run(told, cwd=ROOT, env=kept | environment, capture_output=True, text=True, check=False, timeout=120)


def test_the_command_refuses_what_it_must_and_says_what_to_set(tmp_path):
    for environment, line in (
        ({}, "0.0.0.0 can be reached from other machines. Set SIGNPOST_MCP_TOKEN"),
        ({"SIGNPOST_MCP_TOKEN": "short"}, "SIGNPOST_MCP_TOKEN: 5 characters are too few, 16 is the least. See .env.example."),
        ({"SIGNPOST_MCP_TOKEN": TOKEN}, "There is no index"),
    ):
        told = run("mcp", "--http", "--host", "0.0.0.0", SIGNPOST_DATA_DIR=str(tmp_path), **environment)
        assert told.returncode == 1 and line in told.stderr
        assert "Traceback" not in told.stderr


@pytest.fixture
def with_the_real_model(tmp_path, monkeypatch) -> Path:
    """A data folder with the small corpus, indexed with the model that the settings ask for."""
    from index.embed import SentenceTransformerEmbedder

    monkeypatch.setattr("index.build.load_corpus", lambda *_, **__: corpus(*PASSAGES, sources=SOURCES, editions=EDITIONS))
    build_index(tmp_path, SentenceTransformerEmbedder("packaged"))
    return tmp_path


@pytest.mark.model
def test_the_commands_serve_and_export_from_the_real_index(with_the_real_model):
    folder = with_the_real_model
    environment = {"SIGNPOST_DATA_DIR": str(folder)}
    server = StdioServerParameters(command=sys.executable, args=["-m", "assistant", "mcp"], cwd=ROOT, env=environment)
    assert Asked(lambda: server).ask(question="Who answers for a shared kitchen?")["citations"][0]["reference"] == "7.5.4"
    for name in ("answer.docx", "answer.md"):
        done = run("export", "Who answers for a shared kitchen?", "--to", str(folder / name), **environment)
        assert done.returncode == 0, done.stderr
        assert f"Wrote {folder / name} (answered" in done.stderr
    assert (folder / "answer.docx").read_bytes().startswith(b"PK")
    assert "paragraph 7.5.4, p. 77" in (folder / "answer.md").read_text()
    again = run("export", "Who answers?", "--to", str(folder / "answer.md"), **environment)
    assert again.returncode == 2 and "is there already" in again.stderr
