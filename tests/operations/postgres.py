"""Debian's PostgreSQL as a process of its own on loopback, with an empty database."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from evals.load.service import free_port

USER, PASSWORD = "signpost", "a password with %"  # one that an address has to spell otherwise
WRITTEN = "a%20password%20with%20%25"


class Postgres:
    """`address` is what SIGNPOST_DATABASE_URL names it by. It may be stopped and started again."""

    def __init__(self, programs: Path, folder: Path) -> None:
        self._programs, self._folder, self._port = programs, folder, free_port()
        self.address = f"postgresql+psycopg://{USER}:{WRITTEN}@127.0.0.1:{self._port}/postgres"
        secret = folder / "secret"
        secret.write_text(PASSWORD)
        if os.geteuid() == 0:  # it refuses to run as root
            shutil.chown(folder, "postgres", "postgres")
            shutil.chown(secret, "postgres", "postgres")
            for above in folder.parents:
                if above.stat().st_uid == 0 and str(above).startswith("/tmp/"):
                    above.chmod(0o755)
        self._run("initdb", f"--username={USER}", f"--pwfile={secret}", "--auth=scram-sha-256", "--no-sync")

    def start(self) -> None:
        options = f"-p {self._port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={self._folder} -c fsync=off"
        self._run("pg_ctl", "start", "--wait", f"--log={self._folder / 'log'}", f"--options={options}")

    def stop(self) -> None:
        self._run("pg_ctl", "stop", "--mode=immediate")

    def _run(self, program: str, *arguments: str) -> None:
        as_user = ["runuser", "--user=postgres", "--"] if os.geteuid() == 0 else []
        command = [*as_user, str(self._programs / program), f"--pgdata={self._folder / 'data'}", *arguments]
        done = subprocess.run(
            command, cwd="/", stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False
        )
        assert done.returncode == 0, done.stderr


@contextmanager
def running_postgres(folder: Path) -> Iterator[Postgres]:
    """A database until the block ends; fails in CI, and skips elsewhere, where PostgreSQL is not installed."""
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if not installed:
        said = "PostgreSQL is not installed: apt-get install -y postgresql"
        pytest.fail(said) if os.environ.get("CI") else pytest.skip(said)
    folder.mkdir()
    database = Postgres(installed[-1].parent, folder)
    database.start()
    try:
        yield database
    finally:
        database.stop()
