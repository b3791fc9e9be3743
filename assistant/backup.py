"""What cannot be made again, in one file and back: editions as fetched, feedback and kept conversations.

Left out is what a program makes from them: the index, vectors, results of evaluations. Each file's SHA-256 stands in the archive.
"""

from __future__ import annotations

import hashlib
import io
import os
import sqlite3
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

CORPUS, KEPT = "corpus", "kept"
SUMS = "SHA256SUMS"
REFRESHED = "refreshed.json"


class BackupProblem(Exception):
    """A backup cannot be written or read. The message says why and what to do."""


def back_up(data_dir: Path, to: Path) -> int:
    """Writes a gzipped archive, whole or not at all; how many files are in it. The app may run; a refresh may not.

    Raises BackupProblem, and RefreshError when a refresh is running.
    """
    from corpus.refresh import one_at_a_time

    if to.exists():
        raise BackupProblem(f"{to} is there already. Name another file, or remove it first.")
    if not (data_dir / CORPUS).is_dir() and not (data_dir / KEPT).is_dir():
        raise BackupProblem(f"There is nothing to keep in {data_dir}: no document was fetched and nobody kept anything.")
    draft = to.with_name(f".{to.name}.draft")
    try:
        with one_at_a_time(data_dir), tempfile.TemporaryDirectory() as scratch, _owned(draft).open("wb") as file:
            sums = []
            with tarfile.open(fileobj=file, mode="w:gz") as archive:
                for name, path in _to_keep(data_dir, Path(scratch)):
                    archive.add(path, name, recursive=False)
                    sums.append(f"{_sum(path)}  {name}\n")
                _add_text(archive, SUMS, "".join(sums))
            file.flush()
            os.fsync(file.fileno())
        draft.replace(to)
    except OSError as problem:
        raise BackupProblem(f"{to} cannot be written ({problem.strerror or problem}).") from problem
    finally:
        draft.unlink(missing_ok=True)
    return len(sums)


def restore(data_dir: Path, archive: Path) -> int:
    """Puts the files of a backup into a data folder that holds neither documents nor anything kept; how many.

    Nothing is put in place before every file was read and its sum found right. Raises BackupProblem.
    """
    held = [name for name in (CORPUS, KEPT) if (data_dir / name).exists()]
    if held:
        raise BackupProblem(f"{data_dir} holds {' and '.join(held)} already. Name an empty folder in SIGNPOST_DATA_DIR.")
    data_dir.mkdir(parents=True, exist_ok=True)
    with _unpacked(archive, data_dir) as folder:
        sums = _checked_sums(folder, archive)
        for name in (CORPUS, KEPT, REFRESHED):
            if (folder / name).exists():
                (folder / name).replace(data_dir / name)
    return len(sums)


def _to_keep(data_dir: Path, scratch: Path) -> Iterator[tuple[str, Path]]:
    """(name in the archive, file). A database is copied by SQLite itself, since somebody may be writing to it."""
    for path in sorted((data_dir / CORPUS).rglob("*")):
        name = path.relative_to(data_dir)
        if path.is_file() and not path.is_symlink() and not any(part.startswith(".") for part in name.parts):
            yield name.as_posix(), path
    for path in sorted((data_dir / KEPT).glob("*.sqlite")):
        copy = scratch / path.name
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as own, closing(sqlite3.connect(copy)) as other:
            own.backup(other)
        yield f"{KEPT}/{path.name}", copy
    if (data_dir / REFRESHED).is_file():
        yield REFRESHED, data_dir / REFRESHED


@contextmanager
def _unpacked(archive: Path, beside: Path) -> Iterator[Path]:
    """The files of an archive in a folder of their own on the same disk. Nothing in it may lead outside that folder."""
    with tempfile.TemporaryDirectory(dir=beside, prefix=".restore-") as folder:
        try:
            with tarfile.open(archive, "r:gz") as packed:
                packed.extractall(folder, filter="data")
        except (tarfile.TarError, EOFError, OSError, ValueError) as problem:
            raise BackupProblem(f"{archive} is no backup that can be read ({problem}).") from problem
        yield Path(folder)


def _checked_sums(folder: Path, archive: Path) -> list[str]:
    try:
        lines = (folder / SUMS).read_text(encoding="utf-8").splitlines()
    except OSError as problem:
        raise BackupProblem(f"{archive} is no backup of Signpost: {SUMS} is not in it.") from problem
    told = {name: digest for digest, _, name in (line.partition("  ") for line in lines)}
    here = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()} - {SUMS}
    wrong = sorted((told.keys() ^ here) | {name for name in told.keys() & here if _sum(folder / name) != told[name]})
    if wrong:
        raise BackupProblem(f"{archive} is damaged: {wrong[0]} is not what was backed up. Take another backup.")
    return lines


def _add_text(archive: tarfile.TarFile, name: str, text: str) -> None:
    told = tarfile.TarInfo(name)
    told.size = len(text.encode())
    archive.addfile(told, io.BytesIO(text.encode()))


def _owned(path: Path) -> Path:
    """An empty file that nobody else may read: what people asked may be in it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600)
    return path


def _sum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
