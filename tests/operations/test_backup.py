"""What was backed up while the service ran makes the same index in another folder."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from index.build import fingerprint_of
from tests.operations.running import ROOT, service

pytestmark = pytest.mark.operations


def command(data_dir: Path, *words: str) -> subprocess.CompletedProcess:
    environment = {"PATH": "/usr/bin:/bin", "SIGNPOST_DATA_DIR": str(data_dir), "HOME": str(data_dir.parent)}
    return subprocess.run([sys.executable, "-m", *words], cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


def test_a_backup_taken_while_the_service_runs_is_the_corpus_that_it_answered_from(documents, tmp_path):
    data_dir, new, archive = tmp_path / "data", tmp_path / "new", tmp_path / "signpost.tar.gz"
    only = tmp_path / "documents"
    only.mkdir()
    (file,) = documents.glob("publictechnology-pac-2024.*")
    (only / file.name).write_bytes(file.read_bytes())
    assert command(data_dir, "corpus.refresh", "--from", str(only)).returncode in (0, 1)
    with service(data_dir, tmp_path / "log"):
        written = command(data_dir, "assistant", "backup", str(archive))
    assert written.returncode == 0 and "Wrote" in written.stderr
    put_back = command(new, "assistant", "restore", str(archive))
    assert put_back.returncode == 0 and "Next: python -m index.build" in put_back.stderr
    assert fingerprint_of(new, SimpleNamespace(fingerprint="any")) == fingerprint_of(data_dir, SimpleNamespace(fingerprint="any"))
    assert fingerprint_of(new, SimpleNamespace(fingerprint="any")) != fingerprint_of(tmp_path, SimpleNamespace(fingerprint="any"))
