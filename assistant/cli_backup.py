"""python -m assistant backup, restore."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from assistant.counted import counted

commands = typer.Typer()


@commands.command()
def backup(to: Annotated[Path, typer.Argument(help="The archive to write; its name ends in .tar.gz.")]) -> None:
    """Write what cannot be made again into one file: documents as fetched, feedback, kept conversations. The app may run on.

    Example: python -m assistant backup /srv/backups/signpost-2026-11-26.tar.gz
    """
    from assistant.backup import BackupProblem, back_up
    from corpus.refresh import RefreshError
    from corpus.settings import SettingsError, load_settings

    try:
        settings = load_settings()
        files = back_up(settings.data_dir, to)
    except (SettingsError, BackupProblem, RefreshError) as problem:
        _fail(problem)
    print(
        f"Wrote {to}: {counted(files, 'file')}. Keep it where nobody else reads it: people's questions may be in it.",
        file=sys.stderr,
    )
    if settings.database_url:
        print("SIGNPOST_DATABASE_URL names a database of its own; back that up with its own tools.", file=sys.stderr)


@commands.command()
def restore(archive: Annotated[Path, typer.Argument(help="A file that `backup` wrote.", exists=True, dir_okay=False)]) -> None:
    """Put a backup into a data folder that holds nothing yet, checked file by file.

    Example: SIGNPOST_DATA_DIR=/srv/signpost python -m assistant restore /srv/backups/signpost-2026-11-26.tar.gz
    """
    from assistant.backup import BackupProblem
    from assistant.backup import restore as put_back
    from corpus.settings import SettingsError, load_settings

    try:
        settings = load_settings()
        files = put_back(settings.data_dir, archive)
    except (SettingsError, BackupProblem, OSError) as problem:
        _fail(problem)
    print(f"Put {counted(files, 'file')} into {settings.data_dir}. Next: python -m index.build", file=sys.stderr)


def _fail(problem: Exception) -> None:
    print(problem, file=sys.stderr)
    raise typer.Exit(1) from None
