"""A refresh that is killed, short of room, not alone, or under a clock that jumps: nothing of the corpus is lost."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from corpus.store import EditionStore, load_corpus
from tests.faults.killing import ROOT, run, run_and_kill

pytestmark = pytest.mark.faults

REFRESH = "corpus.refresh"
SOURCES = ("publictechnology-pac-2024", "ifg-collaboration-2021")  # the smallest real documents
STAGES = (  # what a refresh writes, in its order
    "*/.draft-*",
    "*/.draft-*/original.*",
    "*/.draft-*/passages.jsonl",
    "*/.draft-*/edition.json",
    "*/.draft-*/document.json",
    "*/2*",
)


@pytest.fixture
def own(documents, tmp_path) -> Path:
    """A folder with copies of the two documents."""
    folder = tmp_path / "documents"
    folder.mkdir()
    for name in SOURCES:
        shutil.copy(next(documents.glob(f"{name}.*")), folder)
    return folder


def refreshing(own: Path, data_dir: Path) -> tuple[tuple, dict]:
    named = (part for name in SOURCES for part in ("--source", name))
    return (REFRESH, "--from", own, *named), {"SIGNPOST_DATA_DIR": str(data_dir)}


def held(data_dir: Path) -> dict[str, list[str]]:
    """Words of every passage by source; each stored edition is whole."""
    store = EditionStore(data_dir)
    for name in SOURCES:
        for place in store.places(name):
            assert store.damaged(place) == (), place
    corpus = load_corpus(data_dir)
    return {name: [passage.text for passage in corpus.passages if passage.source_id == name] for name in SOURCES}


def test_killed_at_a_random_moment_it_leaves_whole_editions_and_the_next_ends_the_work(own, tmp_path, rounds, moments):
    command, where = refreshing(own, tmp_path / "undisturbed")
    began = time.monotonic()
    assert run(*command, **where).returncode == 0
    takes, whole = time.monotonic() - began, held(tmp_path / "undisturbed")
    for n in rounds:
        data_dir = tmp_path / f"data{n}"
        digest = held(data_dir)
        command, where = refreshing(own, data_dir)
        run_and_kill(*command, after=moments.random() * takes, **where)
        left = held(data_dir)
        assert all(left[name] in (digest[name], whole[name]) for name in SOURCES)
        assert run(*command, **where).returncode == 0
        assert held(data_dir) == whole
        assert not list(data_dir.glob("corpus/*/.draft-*"))


@pytest.mark.parametrize("stage", STAGES)
def test_killed_at_a_stage_it_leaves_whole_editions(own, tmp_path, stage):
    command, where = refreshing(own, tmp_path / "data")
    ended = run_and_kill(*command, when=(tmp_path / "data" / "corpus", stage), **where)
    assert ended.was_killed, ended.said
    held(tmp_path / "data")
    assert run(*command, **where).returncode == 0
    assert {edition.rendition for name in SOURCES for edition in EditionStore(tmp_path / "data").editions(name)} == {"full"}
    held(tmp_path / "data")


def test_of_two_at_once_one_is_told_to_wait_and_nothing_is_lost(own, tmp_path, rounds):
    for n in rounds:
        command, where = refreshing(own, tmp_path / f"data{n}")
        both = [
            subprocess.Popen(
                [sys.executable, "-m", *map(str, command)],
                cwd=ROOT,
                env={"PATH": "/usr/bin:/bin", **where},
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
            )
            for _ in range(2)
        ]
        for process in both:
            _, problem = process.communicate(timeout=120)
            assert process.returncode == 0 or "Another refresh is running" in problem, problem
        assert 0 in {process.returncode for process in both}
        held(tmp_path / f"data{n}")


def test_a_full_disk_is_told_and_leaves_whole_editions(own, small_disk, rounds, moments):
    place, resize = small_disk
    command, where = refreshing(own, place / "data")
    ends = []
    for n in rounds:
        resize(2**17 + (int(moments.random() * 2**20) if n else 0))  # the first is always too small
        done = run(*command, **where)
        ends.append(done.returncode)
        assert "Traceback" not in done.stderr, done.stderr
        assert done.returncode == 0 or "No space left" in done.stderr, done.stderr
        resize(100 * 2**20)
        held(place / "data")
        assert run(*command, **where).returncode == 0
        held(place / "data")
        shutil.rmtree(place / "data")
    assert 1 in ends


def test_a_clock_that_jumps_changes_no_text_and_loses_no_edition(own, tmp_path, rounds, moments):
    if not shutil.which("faketime"):
        pytest.skip("faketime is not installed: apt-get install -y faketime")
    command, where = refreshing(own, tmp_path / "data")
    assert run(*command, **where).returncode == 0
    whole = held(tmp_path / "data")
    for _ in rounds:
        done = subprocess.run(
            ["faketime", "-f", f"{moments.randint(-4000, 4000):+d}d", sys.executable, "-m", *map(str, command)],
            cwd=ROOT,
            env={"PATH": "/usr/bin:/bin", **where},
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        assert held(tmp_path / "data") == whole
