"""The command line of the index room."""

from __future__ import annotations

import time
from typing import Annotated

import typer

from corpus.settings import SettingsError, load_settings
from index.models import IndexProblem

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@app.command()
def build(
    digest: Annotated[bool, typer.Option("--digest", help="Index the starter digest even where full text is at hand.")] = False,
) -> None:
    """Build an index of the corpus at hand and make it current.

    Example: python -m index.build
    """
    from index.build import build_index
    from index.embed import ModelError, SentenceTransformerEmbedder

    began = time.perf_counter()
    try:
        settings = load_settings()
        with _progress() as on_progress:
            on_progress("Loading the embedding model", 0, 1)
            embedder = SentenceTransformerEmbedder(settings.embedding_model, threads=2)
            on_progress("Loading the embedding model", 1, 1)
            manifest = build_index(
                settings.data_dir, embedder, digest_only=digest, chroma=settings.chroma_url, on_progress=on_progress
            )
    except (IndexProblem, SettingsError, ModelError, OSError) as problem:
        typer.echo(str(problem), err=True)
        raise typer.Exit(1) from None
    typer.echo(f"{manifest.passages:,} passages of {len(manifest.editions)} editions, build {manifest.build_id}")
    typer.echo(f'Done in {time.perf_counter() - began:.1f} s. Next: python -m assistant ask "…", or `make run`.', err=True)


def _progress():
    from contextlib import contextmanager

    from rich.console import Console
    from rich.progress import Progress

    @contextmanager
    def bars():
        with Progress(console=Console(stderr=True), disable=None) as progress:
            tasks: dict[str, int] = {}

            def show(step: str, done: int, of: int) -> None:
                if step not in tasks:
                    tasks[step] = progress.add_task(step, total=of)
                progress.update(tasks[step], completed=done, total=of)

            yield show

    return bars()
