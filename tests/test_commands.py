"""The commands as a person types them, each in a process of its own."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from corpus.questions import QUESTIONS_FOLDER
from corpus.sources import DIGEST_FOLDER

ROOT = Path(__file__).parents[1]


@pytest.fixture
def run(tmp_path):
    """run("-m", "assistant", …, SIGNPOST_…=…): the finished process, over a data folder of its own."""

    def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("SIGNPOST_")}
        told = kept | {"SIGNPOST_DATA_DIR": str(tmp_path / "data")} | environment
        return subprocess.run([sys.executable, *arguments], cwd=ROOT, env=told, capture_output=True, text=True, check=False)

    return run


# A command over less than the whole digest and all question files, which take minutes to embed: python -c OVER_LESS DIGEST QUESTIONS
# MODULE …. The browser tests start with the whole, as a fresh clone does.
OVER_LESS = (
    "import runpy, sys, pathlib, corpus.sources, corpus.questions; _, digest, questions, *sys.argv = sys.argv; "
    "corpus.sources.DIGEST_FOLDER, corpus.questions.QUESTIONS_FOLDER = pathlib.Path(digest), pathlib.Path(questions); "
    "runpy.run_module(sys.argv[0], run_name='__main__', alter_sys=True)"
)


def joint_working_digest(folder: Path) -> Path:
    """The digest's entries on joint working alone, in the files that the product reads."""
    folder.mkdir()
    for file in DIGEST_FOLDER.glob("*.md"):
        head, *entries = re.split(r"(?m)^(?=##)", file.read_text(encoding="utf-8"))
        kept = [entry for entry in entries if re.match(r"## |### Page 7[3-9], |### Page 80, |### (Summary )?\d+ ", entry)]
        if file.stem in ("hmt-managing-public-money", "nao-cross-government-2023"):
            (folder / file.name).write_text(head + "".join(kept), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def digest_index(tmp_path_factory) -> Path:
    """A data folder with an index of the starter digest's part on joint working."""
    folder = tmp_path_factory.mktemp("digest")
    digest = joint_working_digest(folder / "digest")
    done = subprocess.run(
        [sys.executable, "-c", OVER_LESS, str(digest), str(QUESTIONS_FOLDER), "index.build"],
        cwd=ROOT,
        env=os.environ | {"SIGNPOST_DATA_DIR": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return folder


def test_help_names_the_commands_and_loads_nothing_heavy(run):
    shown = run("-X", "importtime", "-m", "assistant", "--help")
    assert shown.returncode == 0
    assert all(command in shown.stdout for command in ("ask", "search", "export", "mcp", "doctor"))
    for heavy in ("torch", "sentence_transformers", "chromadb", "streamlit", "numpy", "langchain_core"):
        assert f" {heavy}\n" not in shown.stderr, f"--help imports {heavy}"


def test_an_unknown_command_is_told_and_help_is_near(run):
    told = run("-m", "assistant", "answer", "x")
    assert told.returncode == 2
    assert "No such command 'answer'" in told.stderr


def test_an_unknown_setting_is_told_with_the_one_that_was_meant(run):
    told = run("-m", "index.build", SIGNPOST_EMBEDING_MODEL="x")
    assert told.returncode == 1
    assert "Unknown setting SIGNPOST_EMBEDING_MODEL. Did you mean SIGNPOST_EMBEDDING_MODEL?" in told.stderr


def test_without_an_index_the_next_command_is_told(run):
    told = run("-m", "assistant", "ask", "who answers?")
    assert told.returncode == 1
    assert "There is no index" in told.stderr and "make index" in told.stderr
    assert "Traceback" not in told.stderr


def test_a_model_that_is_not_there_is_told(run):
    told = run("-m", "index.build", SIGNPOST_EMBEDDING_MODEL="/no/such/model", HF_HUB_OFFLINE="1")
    assert told.returncode == 1
    assert "/no/such/model" in told.stderr and "Traceback" not in told.stderr


@pytest.mark.model
def test_a_fresh_clone_answers_from_the_digest_and_says_so(run, digest_index):
    question = "Who is the accounting officer when three departments each pay for part of a joint plan?"
    shown = run("-m", "assistant", "ask", question, SIGNPOST_DATA_DIR=str(digest_index))
    assert shown.returncode == 0, shown.stderr
    assert "Box 7.3, Model 3, p. 78" in shown.stdout
    assert "our summary, not the source's words" in shown.stdout
    answer = json.loads(run("-m", "assistant", "ask", question, "--json", SIGNPOST_DATA_DIR=str(digest_index)).stdout)
    assert answer["outcome"] == "answered"
    assert {c["rendition"] for c in answer["citations"]} == {"digest"}
    assert {c["quote"] for c in answer["citations"]} == {""}
    assert "edition" not in answer["hits"][0]


@pytest.mark.model
@pytest.mark.parametrize(("question", "line"), [("", "There is no question"), ("why " * 2500, "characters; 2,000 is the most")])
def test_what_cannot_be_asked_is_told_in_a_line(run, digest_index, question, line):
    told = run("-m", "assistant", "ask", question, SIGNPOST_DATA_DIR=str(digest_index))
    assert told.returncode == 2
    assert line in told.stderr and "Traceback" not in told.stderr


@pytest.mark.model
def test_search_shows_pinpoints(run, digest_index):
    shown = run("-m", "assistant", "search", "memorandum of understanding", "--limit", "2", SIGNPOST_DATA_DIR=str(digest_index))
    assert shown.stdout.startswith("1. HM Treasury, Managing Public Money (April 2026), ")
    assert "\n3. " not in shown.stdout


@pytest.mark.model
def test_the_doctor_finds_what_is_wrong_and_says_what_to_type(run, digest_index, tmp_path):
    doctor = ("-c", OVER_LESS, str(digest_index / "digest"), str(QUESTIONS_FOLDER), "assistant", "doctor")
    well = run(*doctor, SIGNPOST_DATA_DIR=str(digest_index))
    assert well.returncode == 0, well.stdout
    shutil.copytree(digest_index, tmp_path / "ill")
    build = tmp_path / "ill" / "index" / (tmp_path / "ill" / "index" / "CURRENT").read_text().strip()
    (build / "passages.jsonl").write_text("")
    ill = run("-m", "assistant", "doctor", SIGNPOST_DATA_DIR=str(tmp_path / "ill"))
    assert ill.returncode == 1
    assert "PROBLEM" in ill.stdout and "make index" in ill.stdout


@pytest.mark.model
def test_the_real_documents_give_both_paragraphs_word_for_word(run, documents, tmp_path):
    """The acceptance of the whole path: 7.5.4 and Box 7.3 of the April 2026 edition, pages 77 to 79."""
    folder = tmp_path / "documents"
    folder.mkdir()
    shutil.copy(documents / "hmt-managing-public-money.pdf", folder)
    for command in (
        ("-m", "corpus.refresh", "--from", str(folder)),
        ("-c", OVER_LESS, str(tmp_path / "no digest"), str(tmp_path / "no questions"), "index.build"),
    ):
        done = run(*command)
        assert done.returncode == 0, done.stderr
    question = "Who is the accounting officer when three departments each pay for part of a joint plan?"
    answer = json.loads(run("-m", "assistant", "ask", question, "--json").stdout)
    cited = {c["paragraph"]: c for c in answer["citations"]}
    assert {"7.5.4", "Box 7.3, Model 3"} <= cited.keys()
    assert (cited["7.5.4"]["page"], cited["Box 7.3, Model 3"]["page"]) == (77, 78)
    assert {(c["edition"], c["rendition"], c["verified"]) for c in cited.values() if c["source_id"].startswith("hmt")} == {
        ("April 2026", "full", "found")
    }
    assert "single accounting officer" in cited["7.5.4"]["quote"]
