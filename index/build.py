"""python -m index.build: an index of the corpus at hand.

A build gets a folder of its own, is verified in a process of its own, and becomes current by replacing one pointer file. A reader
sees the pointer move and opens the new build; builds that nobody points at any more go at the next build.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
from collections.abc import Callable, Collection, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np

from corpus.models import Passage, text_hash
from corpus.store import Corpus, load_corpus
from index.embed import Embedder
from index.lexical import write_lexical
from index.maxsim import TokenStore, write_tokens
from index.models import IndexProblem, Manifest
from index.near_misses import write_near_misses
from index.rows import write_rows
from index.store import ChromaDown, forget, write_dense
from index.vectors import VectorCache

POINTER = "CURRENT"
FORMAT = 8  # raise it when a build of an older program can no longer be read
KEEP_OLD = timedelta(hours=1)  # how long a build stays that is neither current nor was so before: a long answer may rest on it

Progress = Callable[[str, int, int], None]


def build_index(
    data_dir: Path,
    embedder: Embedder,
    *,
    corpus: Corpus | None = None,
    digest_only: bool = False,
    chroma: str | None = None,
    on_progress: Progress = lambda *_: None,
) -> Manifest:
    """Builds, verifies and makes current an index below `data_dir`: of the corpus that is there, unless another is given.

    The build of the same corpus is used again. `chroma` is the address of a server that is to hold the vectors; in the folder of
    the build they stand in any case.

    Raises IndexProblem when there is nothing to index, another build is running, or the result does not verify.
    """
    corpus = corpus or _at_hand(data_dir, digest_only)
    if not corpus.passages:
        raise IndexProblem("There is nothing to index: no document was read and no digest is installed. Run `make refresh`.")
    folder = data_dir / "index"
    folder.mkdir(parents=True, exist_ok=True)
    with _one_build_at_a_time(folder):
        fingerprint = _fingerprint(corpus, embedder)
        current = read_current(data_dir)
        before = current if current and _is_usable(folder / current.build_id, current, embedder, chroma) else None
        if before and before.fingerprint == fingerprint:
            return before
        place = folder / f"{datetime.now(UTC):%Y%m%dT%H%M%S%f}-{fingerprint[:8]}"
        shutil.rmtree(place, ignore_errors=True)
        with _gone_unless_done(place):
            place.mkdir()
            manifest = _write(place, corpus, embedder, fingerprint, data_dir, chroma, before, on_progress)
            on_progress("Verifying", 0, 1)
            problem = verify_elsewhere(place)
            if problem:
                raise IndexProblem(
                    f"The new build does not verify: {problem}. The build before stays in use. Run `make index` again."
                )
            _point_at(folder, place.name)
        _remove_old(folder, keep={place.name, current.build_id if current else place.name})
        on_progress("Verifying", 1, 1)
        return manifest


def _is_usable(place: Path, manifest: Manifest, embedder: Embedder, chroma: str | None) -> bool:
    """Whether a build holds vectors of this model where they are to be held, undamaged: who opens a damaged one may end there."""
    fits = manifest.embedding_model == embedder.fingerprint and manifest.chroma == (chroma or "")
    return fits and verify_elsewhere(place) is None


def _at_hand(data_dir: Path, digest_only: bool) -> Corpus:
    try:
        return load_corpus(data_dir, digest_only=digest_only)
    except (OSError, ValueError) as problem:
        raise IndexProblem(
            f"The corpus in {data_dir / 'corpus'} cannot be read ({type(problem).__name__}). Run `make refresh`, which mends it."
        ) from problem


def read_current(data_dir: Path) -> Manifest | None:
    """What the current build was made from; None when there is no build that this program can read."""
    folder = data_dir / "index"
    try:
        name = (folder / POINTER).read_text(encoding="utf-8").strip()
        manifest = Manifest.model_validate_json((folder / name / "manifest.json").read_bytes())
        return manifest if manifest.format == FORMAT else None
    except (OSError, ValueError):
        return None


def read_passages(data_dir: Path, manifest: Manifest) -> tuple[Passage, ...]:
    """The passages of a build, for who looks paragraphs up and searches nothing: needs neither the model nor Chroma."""
    with (data_dir / "index" / manifest.build_id / "passages.jsonl").open(encoding="utf-8") as lines:
        return tuple(Passage.model_validate_json(line) for line in lines)


def fingerprint_of(data_dir: Path, embedder: Embedder) -> str:
    """What a build of the corpus at hand would be made from: equal to a manifest's `fingerprint` while that build still fits."""
    return _fingerprint(load_corpus(data_dir), embedder)


def _write(
    place: Path,
    corpus: Corpus,
    embedder: Embedder,
    fingerprint: str,
    data_dir: Path,
    chroma: str | None,
    before: Manifest | None,
    on_progress: Progress,
) -> Manifest:
    """Writes all files of a build. Of the one `before` what Chroma holds is used again."""
    texts = {passage.content_hash: passage.embedding_text() for passage in corpus.passages}
    texts |= {text_hash(question): question for passage in corpus.passages for question in passage.questions}
    # Near misses weigh against the questions that are answered: alone they would have nearly everything refused.
    near_misses = corpus.near_misses if any(passage.questions for passage in corpus.passages) else ()
    texts |= {text_hash(miss.question): miss.question for miss in near_misses}
    keys = [passage.content_hash for passage in corpus.passages]
    asked = [[text_hash(question) for question in passage.questions] for passage in corpus.passages]
    with closing(VectorCache(data_dir / "vectors", embedder.fingerprint)) as cache:
        cache.read(texts, embedder, lambda done, of: on_progress("Embedding passages", done, of))
        on_progress("Writing the index", 0, 3)
        editions = [f"{passage.source_id}/{passage.edition_id}" for passage in corpus.passages]
        questions = [cache.get(hashes) for hashes in asked]
        vectors = [
            np.concatenate([found.windows, *(question.windows for question in own)])
            for found, own in zip(cache.get(keys), questions, strict=True)
        ]
        rows = write_rows(place / "rows", vectors, [passage.passage_id for passage in corpus.passages], editions)
        like, replaced = (place.with_name(before.build_id), before.replaced) if before else (None, 0)
        replaced = write_dense(place, chroma, like, replaced)
        on_progress("Writing the index", 1, 3)
        begins = [len(passage.embedding_prefix()) for passage in corpus.passages]
        write_tokens(place / "tokens", cache.get(keys), begins, embedder.dimensions, questions)
        unanswered = cache.get([text_hash(miss.question) for miss in near_misses])
        write_near_misses(place / "near_misses", near_misses, unanswered, TokenStore(place / "tokens").project)
    on_progress("Writing the index", 2, 3)
    write_lexical(place / "bm25", [" ".join((passage.embedding_text(), *passage.questions)) for passage in corpus.passages])
    with (place / "passages.jsonl").open("w", encoding="utf-8") as lines:
        lines.writelines(passage.model_dump_json() + "\n" for passage in corpus.passages)
    manifest = Manifest(
        format=FORMAT,
        build_id=place.name,
        made_at=datetime.now(UTC).replace(microsecond=0),
        embedding_model=embedder.fingerprint,
        dimensions=embedder.dimensions,
        fingerprint=fingerprint,
        passages=len(corpus.passages),
        rows=rows,
        replaced=replaced,
        checksums=checksums(place),
        chroma=chroma or "",
        sources=corpus.sources,
        editions=corpus.editions,
    )
    (place / "manifest.json").write_text(manifest.model_dump_json(indent=1), encoding="utf-8")
    on_progress("Writing the index", 3, 3)
    return manifest


def checksums(place: Path) -> dict[str, str]:
    """SHA-256 of every file of a build but its manifest and Chroma's, which changes its own files when it opens them."""
    return {
        file.relative_to(place).as_posix(): _hash(file)
        for file in sorted(place.rglob("*"))
        if file.is_file() and file.name != "manifest.json" and "chroma" not in file.relative_to(place).parts
    }


def _hash(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def _fingerprint(corpus: Corpus, embedder: Embedder) -> str:
    told = hashlib.sha256(f"{FORMAT} {embedder.fingerprint}".encode())
    for value in (*corpus.sources, *corpus.editions, *corpus.passages, *corpus.near_misses):
        told.update(value.model_dump_json().encode())
    return told.hexdigest()[:16]


def verify_elsewhere(place: Path) -> str | None:
    """What is wrong with a build, or None; in a process of its own, since a damaged Chroma folder can end who opens it."""
    done = subprocess.run(
        [sys.executable, "-m", "index.verify", str(place)],
        capture_output=True,
        text=True,
        cwd=Path(__file__).parents[1],
        check=False,
    )
    if done.returncode == 0:
        return None
    return (done.stderr.strip().splitlines() or [f"the check ended with code {done.returncode}"])[-1]


def _point_at(folder: Path, name: str) -> None:
    draft = folder / f".{POINTER}.draft"
    draft.write_text(name + "\n", encoding="utf-8")
    draft.replace(folder / POINTER)


@contextmanager
def _gone_unless_done(place: Path) -> Iterator[None]:
    """Removes a build that could not be ended, so that it takes no room. Raises IndexProblem for what the disk or Chroma says."""
    import sqlite3

    from chromadb.errors import ChromaError

    try:
        yield
    except (OSError, sqlite3.Error, ChromaError) as problem:
        shutil.rmtree(place, ignore_errors=True)
        raise IndexProblem(
            f"The new build could not be written ({problem}). Is the disk full? The build before stays in use. "
            "Make room and run `make index` again."
        ) from problem
    except IndexProblem:
        shutil.rmtree(place, ignore_errors=True)
        raise


def _remove_old(folder: Path, keep: Collection[str]) -> None:
    """All but `keep` that is older than an hour. What was current until now is to be kept, whatever its age (and the clock): its
    readers find the new build with their next question."""
    before = datetime.now(UTC).timestamp() - KEEP_OLD.total_seconds()
    for place in folder.iterdir():
        if place.is_dir() and place.name not in keep and place.stat().st_mtime < before:
            _forget_on_server(place)
            shutil.rmtree(place, ignore_errors=True)


def _forget_on_server(place: Path) -> None:
    """Drops an old build from the server that held it. One that cannot be reached keeps it, which costs room and nothing else."""
    try:
        chroma = Manifest.model_validate_json((place / "manifest.json").read_bytes()).chroma
    except (OSError, ValueError):
        return
    if chroma:
        with suppress(ChromaDown):
            forget(place.name, chroma)


@contextmanager
def _one_build_at_a_time(folder: Path) -> Iterator[None]:
    from filelock import FileLock, Timeout

    try:
        with FileLock(folder / "build.lock", timeout=0):
            yield
    except Timeout:
        raise IndexProblem(f"Another build is running in {folder}. Wait until it has ended.") from None


def main() -> None:
    from index.cli import app

    app()


if __name__ == "__main__":
    main()
