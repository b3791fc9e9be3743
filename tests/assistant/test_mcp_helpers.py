"""The helpers' tools, asked by a real MCP client, over the starter digest."""

from __future__ import annotations

import json

import pytest

from assistant.helpers import accounting_officer, joint_models
from assistant.helpers.where_to_go import find, load_needs
from assistant.mcp import mcp_server
from corpus.store import EditionStore
from index.reader import IndexReader
from tests.assistant.helpers.holding import digest_held
from tests.assistant.mcp_client import Asked
from tests.builders import WordEmbedder, edition, passage, source

SHARED_OUTCOMES = find(words="shared outcomes fund", kind="fund")[0]
SOURCE_IDS = sorted({place.source_id for place in SHARED_OUTCOMES.line.at})


class DigestReader:
    """Reads paragraphs, and has nothing to search with: the helpers need no model. Remembers how often they were read."""

    def __init__(self) -> None:
        self.reads = 0

    def manifest(self):
        return digest_held()[0]

    def passages(self, manifest):
        self.reads += 1
        return digest_held()[1]


@pytest.fixture
def asked() -> Asked:
    reader = DigestReader()
    return Asked(lambda: mcp_server(reader, digest_held()[2]))


def lines_in(told: object):
    """Every line in what a tool told, however deep."""
    if isinstance(told, dict):
        if "pinpoints" in told and "says" in told:
            yield told
        for value in told.values():
            yield from lines_in(value)
    elif isinstance(told, list):
        for value in told:
            yield from lines_in(value)


def test_which_model_lists_its_questions_and_rules_nothing_out_without_answers(asked):
    told = asked.which_model()
    assert [question["id"] for question in told["questions"]] == [q.question_id for q in joint_models.load_guide().questions]
    assert all("unknown" in question["options"] for question in told["questions"])
    assert told["not_ruled_out"] == [f"model-{n}" for n in range(1, 7)] and told["ruled_out"].get("informal") is None
    assert "comparison" not in told


def test_which_model_says_the_same_as_the_page_for_any_answer_and_why(asked):
    question = joint_models.load_guide().questions[0]
    for choice in question.choices:
        told = asked.which_model(answers={question.question_id: choice}, compare=choice == "unknown")
        considered = joint_models.consider({question.question_id: choice})
        assert told["not_ruled_out"] == [one.model.model_id for one in considered.open_models]
        assert all(line["pinpoints"] for line in lines_in(told))
        for reasons in told["ruled_out"].values():
            assert reasons and all(line["pinpoints"] for line in reasons)
    assert len(told["comparison"]) == len(joint_models.load_guide().aspects)


def test_the_accounting_officer_check_tells_standards_duties_and_steps(asked):
    told = asked.accounting_officer_check()
    assert told["standards"].keys() == {"regularity", "propriety", "value_for_money", "feasibility"}
    ids = [question["id"] for question in told["questions"]]
    assert ids == [q.question_id for q in accounting_officer.load_check().questions]
    novel = asked.accounting_officer_check(answers={"novel": "yes"})
    assert novel["duties"]["consent"] == "arises"
    assert novel["steps"] and all(step["pinpoints"] and step["who"] for step in novel["steps"])


def test_the_self_assessment_gives_questions_then_a_profile_with_gaps(asked):
    told = asked.self_assessment()
    ids = [question["id"] for area in told["questions"] for question in area["questions"]]
    assert len(ids) == len(set(ids)) and told["unanswered"] == ids and told["gaps"] == []
    assessed = asked.self_assessment(answers={ids[0]: "no", ids[1]: "yes"}, programme="Soup for all")
    assert assessed["gaps"] == [{"question": ids[0], "answer": "no"}]
    assert (assessed["all"]["no"], assessed["all"]["yes"], assessed["programme"]) == (1, 1, "Soup for all")
    assert ids[0] not in assessed["unanswered"]


def test_the_crib_sheet_is_a_draft_that_takes_in_what_the_other_helpers_were_told(asked):
    bare = asked.crib_sheet(programme="Soup for all")
    assert "Soup for all" in bare["markdown"] and "Draft" in bare["draft"]
    question = joint_models.load_guide().questions[0]
    full = asked.crib_sheet(
        programme="Soup for all",
        model_id="model-4",
        which_model={question.question_id: question.choices[0]},
        accounting_officer_check={"novel": "yes"},
        self_assessment={"goals": "no"},
    )
    assert "Model 4" in full["markdown"]
    assert len(full["markdown"]) > len(bare["markdown"])
    assert all(line["pinpoints"] for line in lines_in(full))


def test_where_to_go_finds_by_words_by_need_and_by_kind(asked):
    told = asked.where_to_go(words="shared outcomes fund")
    first = told["found"][0]
    assert (first["name"], first["kind"], first["as_at"]) == ("Shared Outcomes Fund", "fund", "15 February 2024")
    assert any("Cross-government working, HC 1659 (July 2023), paragraph 3.4" in pinpoint for pinpoint in first["pinpoints"])
    assert [need["need_id"] for need in told["needs"]] == [need.need_id for need in load_needs()]
    funds = asked.where_to_go(need="money", kind="fund")
    assert funds["found"] and {one["kind"] for one in funds["found"]} == {"fund"}


def test_where_to_go_tells_what_has_gone_and_how_many_it_left_out(asked):
    gone = asked.where_to_go(words="Infrastructure and Projects Authority")["found"][0]
    assert "is not a current name" in gone["flags"][0]
    everything = asked.where_to_go()
    assert len(everything["found"]) + everything["left_out"] == len(find())
    assert asked.where_to_go(words="unicorn") == {"found": [], "left_out": 0, "needs": everything["needs"]}


@pytest.mark.parametrize(
    ("tool", "arguments", "told"),
    [
        ("which_model", {"answers": {"soup": "yes"}}, "soup"),
        ("accounting_officer_check", {"answers": {"novel": "perhaps"}}, "perhaps"),
        ("self_assessment", {"answers": {"soup": "yes"}}, "soup"),
        ("crib_sheet", {"model_id": "model-9"}, "model-9"),
        ("crib_sheet", {"which_model": {"soup": "yes"}}, "soup"),
        ("where_to_go", {"need": "soup"}, "No need soup is listed. Listed: joint, approval"),
        ("where_to_go", {"kind": "soup"}, "kind"),
    ],
)
def test_what_cannot_be_answered_is_told_with_what_there_is(asked, tool, arguments, told):
    assert told in asked.refusal(tool, **arguments)


def test_what_is_typed_comes_back_as_text_and_changes_no_markdown(asked):
    hostile = "**Soup** <script>alert(1)</script> ![x](http://evil.test/x.png)\n# Heading"
    markdown = asked.crib_sheet(programme=hostile)["markdown"]
    assert "![x](" not in markdown and "<script>" not in markdown and "\n# Heading" not in markdown


def test_paragraphs_are_gathered_once_for_each_build():
    reader = DigestReader()
    server = mcp_server(reader, digest_held()[2])
    asked = Asked(lambda: server)
    first = asked.where_to_go(words="fraud")
    assert json.dumps(asked.where_to_go(words="fraud")) == json.dumps(first)
    assert reader.reads == 1


def test_the_helpers_answer_from_a_real_build_without_loading_a_model(assistant_over, tmp_path):
    rules = [
        passage(place.paragraph, "Cooks sing.", source_id=place.source_id, rendition="digest")
        for place in SHARED_OUTCOMES.line.at
    ]
    assistant_over(
        *rules, sources=[source(one) for one in SOURCE_IDS], editions=[edition(one, rendition="digest") for one in SOURCE_IDS]
    )
    server = mcp_server(IndexReader(tmp_path, lambda: pytest.fail("the model was loaded")), EditionStore(tmp_path))
    told = Asked(lambda: server).where_to_go(words="shared outcomes fund", kind="fund")
    assert told["found"][0]["as_at"] == "April 2026"


def test_a_source_that_is_not_held_is_named_and_not_blamed_on_the_index(assistant_over, tmp_path):
    assistant_over(passage("1.1", "Cooks sing.", rendition="digest"), sources=[source()], editions=[edition(rendition="digest")])
    server = mcp_server(IndexReader(tmp_path, lambda: pytest.fail("the model was loaded")), EditionStore(tmp_path))
    refusal = Asked(lambda: server).refusal("where_to_go", words="shared outcomes fund", kind="fund")
    assert "is held, and this stands on it. Type make refresh." in refusal and "anew" not in refusal


def test_documents_that_have_gone_are_told_to_the_program(assistant_over, tmp_path):
    rules = [passage(place.paragraph, "Cooks sing.", source_id=place.source_id) for place in SHARED_OUTCOMES.line.at]
    assistant_over(*rules, sources=[source(one) for one in SOURCE_IDS], editions=[edition(one) for one in SOURCE_IDS])
    server = mcp_server(IndexReader(tmp_path, lambda: pytest.fail("the model was loaded")), EditionStore(tmp_path))
    assert "which is no longer below" in Asked(lambda: server).refusal("where_to_go", words="shared outcomes fund")


def test_without_an_index_a_helper_says_what_to_type(tmp_path):
    server = mcp_server(IndexReader(tmp_path, WordEmbedder), EditionStore(tmp_path))
    assert "There is no index" in Asked(lambda: server).refusal("where_to_go", words="fraud")
