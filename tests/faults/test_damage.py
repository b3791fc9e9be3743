"""Files of a build and of an edition that were cut short, emptied, overwritten or removed: it is noticed, and one command mends."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.store import EditionStore, load_corpus
from index.build import read_current
from tests.faults.building import build, year_answered_from
from tests.faults.killing import run

pytestmark = pytest.mark.faults

SOURCE = "publictechnology-pac-2024"  # the smallest real document


def _half(file: Path, _: random.Random) -> None:
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def _nothing(file: Path, _: random.Random) -> None:
    file.write_bytes(b"")


def _noise(file: Path, moments: random.Random) -> None:
    content = bytearray(file.read_bytes())
    for _ in range(len(content) // 8 + 1):
        content[moments.randrange(len(content))] = moments.randrange(256)
    file.write_bytes(content)


def _gone(file: Path, _: random.Random) -> None:
    file.unlink()


DAMAGES: tuple[Callable[[Path, random.Random], None], ...] = (_half, _nothing, _noise, _gone)


@pytest.fixture
def data_dir(tmp_path) -> Path:
    build(tmp_path / "data", 2020)
    return tmp_path / "data"


def test_every_file_of_a_build_is_missed_when_it_is_damaged_and_the_next_build_mends(data_dir, rounds, moments):
    whole = data_dir.with_name("whole")
    shutil.copytree(data_dir, whole)
    place = Path("index") / read_current(data_dir).build_id
    files = sorted(file.relative_to(whole) for file in (whole / place).rglob("*") if file.is_file() and file.stat().st_size)
    assert any("chroma" in file.parts for file in files) and len(files) > 10
    is_long, noticed = len(rounds) > len(DAMAGES), 0
    if not is_long:  # each of Chroma's, which says nothing by itself, and some of the others
        files = [file for file in files if "chroma" in file.parts or moments.random() < 0.3]
    for number, file in enumerate(files):
        for damage in DAMAGES if is_long else (DAMAGES[(number + moments.randrange(4)) % 4],):
            shutil.rmtree(data_dir)
            shutil.copytree(whole, data_dir)
            damage(data_dir / file, moments)
            asked = run("tests.faults.asking", data_dir)
            told = f"{damage.__name__} {file}: {asked.returncode} {asked.stdout} {asked.stderr[-500:]}"
            is_noticed = asked.returncode < 0 or "Run `make index`" in asked.stderr
            assert is_noticed or asked.stdout.split() == ["2020"], told  # what Chroma repairs by itself is no damage
            noticed += is_noticed
            assert run("tests.faults.building", data_dir, 2020).returncode == 0, told
            assert year_answered_from(data_dir) == 2020, told
    assert noticed >= len(files) - 3


@pytest.mark.parametrize("gone", ["index", "index/CURRENT", "index/*-*", "index/*-*/chroma", "vectors"])
def test_a_directory_that_was_removed_comes_back_with_the_next_build(data_dir, gone):
    for path in sorted(data_dir.glob(gone)):
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    asked = run("tests.faults.asking", data_dir)
    assert asked.stdout.split() == ["2020"] or "Run `make index`" in asked.stderr, asked.stderr
    assert run("tests.faults.building", data_dir, 2020).returncode == 0
    assert year_answered_from(data_dir) == 2020


def test_every_file_of_an_edition_comes_back_with_the_next_refresh_from_the_same_document(documents, tmp_path, rounds, moments):
    own, data_dir = tmp_path / "documents", tmp_path / "data"
    own.mkdir()
    shutil.copy(next(documents.glob(f"{SOURCE}.*")), own)
    refresh = ("corpus.refresh", "--from", own, "--source", SOURCE)
    assert run(*refresh, SIGNPOST_DATA_DIR=str(data_dir)).returncode == 0
    whole = tmp_path / "whole"
    shutil.copytree(data_dir, whole)
    held = _held(data_dir)
    files = [file.relative_to(whole) for file in (whole / "corpus" / SOURCE).rglob("*") if file.is_file()]
    assert len(files) >= 4
    for number, file in enumerate(files):
        for damage in DAMAGES if len(rounds) > len(DAMAGES) else (DAMAGES[(number + moments.randrange(4)) % 4],):
            shutil.rmtree(data_dir)
            shutil.copytree(whole, data_dir)
            damage(data_dir / file, moments)
            done = run(*refresh, SIGNPOST_DATA_DIR=str(data_dir))
            told = f"{damage.__name__} {file}: {done.stdout} {done.stderr}"
            assert done.returncode == 0 and "Traceback" not in done.stderr, told
            assert _held(data_dir) == held, told


def _held(data_dir: Path) -> tuple:
    """What is held of the source: hash of the original on disk, edition, and the words of every passage."""
    import hashlib

    store = EditionStore(data_dir)
    [edition] = store.editions(SOURCE)
    original = hashlib.sha256(store.original(edition).read_bytes()).hexdigest()
    passages = [passage.text for passage in load_corpus(data_dir).passages if passage.source_id == SOURCE]
    return original, edition.edition_id, edition.sha256, edition.status, passages


@pytest.mark.parametrize("gone", ["corpus", f"corpus/{SOURCE}", f"corpus/{SOURCE}/2*"])
def test_an_edition_that_was_removed_is_taken_in_again_and_meanwhile_the_digest_answers(documents, tmp_path, gone):
    own, data_dir = tmp_path / "documents", tmp_path / "data"
    own.mkdir()
    shutil.copy(next(documents.glob(f"{SOURCE}.*")), own)
    refresh = ("corpus.refresh", "--from", own, "--source", SOURCE)
    assert run(*refresh, SIGNPOST_DATA_DIR=str(data_dir)).returncode == 0
    held = _held(data_dir)
    [shutil.rmtree(path) for path in sorted(data_dir.glob(gone))]
    [edition] = [edition for edition in load_corpus(data_dir).editions if edition.source_id == SOURCE]
    assert edition.rendition == "digest"
    assert run(*refresh, SIGNPOST_DATA_DIR=str(data_dir)).returncode == 0
    assert _held(data_dir) == held
