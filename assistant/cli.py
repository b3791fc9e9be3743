"""python -m assistant: ask, search, export, questions, mcp, doctor; backup and restore stand in cli_backup.py."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli_backup import commands

if TYPE_CHECKING:
    from assistant.ask import Assistant
    from index.models import SearchRequest
    from index.reader import IndexReader

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Answers questions about joint working in government, from the guidance itself.",
)

app.add_typer(commands)

AsJson = Annotated[bool, typer.Option("--json", help="Print the answer as one line of JSON, in the form of docs/evaluation.md.")]


@app.command()
def ask(
    question: Annotated[str, typer.Argument(help="The question, in quotation marks.")],
    as_json: AsJson = False,
    as_at: Annotated[str | None, typer.Option(help="Answer from the editions in force on this day, as 2024-12-31.")] = None,
    publisher: Annotated[list[str] | None, typer.Option(help="Only what this publisher says; may be given again.")] = None,
    authority: Annotated[
        list[str] | None,
        typer.Option(help="Only rules, audit, government, parliamentary, think-tank or press; may be given again."),
    ] = None,
    send: Annotated[bool, typer.Option("--send", help="Send to the chat model even what seems personal or protected.")] = False,
) -> None:
    """Ask one question.

    Example: python -m assistant ask "Who is the accounting officer for a joint programme?"
    """
    from assistant.models import QuestionProblem
    from assistant.printing import answer_as_text

    within = _within(as_at, publisher, authority)
    assistant = _assistant()
    try:
        answer = assistant.ask(question, within=within, send_anyway=send)
    except QuestionProblem as problem:
        _fail(problem, code=2)
    if answer.was_held_back:
        typer.echo("Say it again with --send to send it all the same.", err=True)
    typer.echo(answer.model_dump_json() if as_json else answer_as_text(answer, assistant.library()))


def _within(as_at: str | None, publishers: list[str] | None, authorities: list[str] | None) -> SearchRequest:
    from datetime import date

    from pydantic import ValidationError

    from index.models import SearchRequest

    try:
        date.fromisoformat(as_at) if as_at else None
    except ValueError:
        _fail(ValueError(f"--as-at {as_at} is no date. Write it as 2024-12-31."), code=2)
    try:
        return SearchRequest(question="", as_at=as_at, publishers=publishers or None, authorities=authorities or None)
    except ValidationError as error:
        _fail(ValueError(f"--authority {error.errors()[0]['input']} is not known. See --help."), code=2)


@app.command()
def search(
    question: Annotated[str, typer.Argument(help="What to look for.")],
    limit: Annotated[int, typer.Option(help="How many passages to show.", min=1, max=50)] = 5,
) -> None:
    """Show the passages nearest to a question.

    Example: python -m assistant search "memorandum of understanding" --limit 3
    """
    from assistant.models import QuestionProblem
    from assistant.printing import hits_as_text

    assistant = _assistant()
    try:
        hits = assistant.search(question, limit)
    except QuestionProblem as problem:
        _fail(problem, code=2)
    typer.echo(hits_as_text(hits, assistant.library()))


@app.command()
def export(
    question: Annotated[str, typer.Argument(help="The question, in quotation marks.")],
    to: Annotated[Path, typer.Option(help="The file to write: its name ends in .docx for Word or .md for Markdown.")],
) -> None:
    """Ask one question and write the answer into a file, with footnotes, editions and licences.

    Example: python -m assistant export "Who is the accounting officer for a joint programme?" --to answer.docx
    """
    from assistant.ask import Assistant
    from assistant.export import as_file, kind_of
    from assistant.library import Library
    from assistant.models import QuestionProblem

    try:
        kind = kind_of(to)
    except ValueError as problem:
        _fail(problem, code=2)
    reader = _reader()
    manifest = reader.current().manifest
    try:
        answer = Assistant(reader).ask(question)
        to.write_bytes(as_file(kind, answer, Library(manifest.sources, manifest.editions), manifest))
    except QuestionProblem as problem:
        _fail(problem, code=2)
    except (LookupError, OSError) as problem:
        _fail(problem)
    typer.echo(f"Wrote {to} ({answer.outcome}, citations: {len(answer.citations)}).", err=True)


@app.command()
def questions(
    source: Annotated[str, typer.Option(help="The source's id in corpus/sources.toml.")],
    out: Annotated[
        Path | None, typer.Option(help="The file to add to; left out, the source's own in corpus/questions.", show_default=False)
    ] = None,
) -> None:
    """Have the chat model write the questions that each paragraph of a source answers, for a person to read through.

    Paragraphs that have questions in the file already are passed over, so a run that was stopped goes on where it was.

    Example: python -m assistant questions --source hmt-green-book
    """
    from assistant.llm import EXAMPLE, ChatProblem, open_chat
    from assistant.write_questions import QuestionsProblem, edition_at_hand, where_paragraphs_go, write_questions
    from corpus.questions import QUESTIONS_FOLDER
    from corpus.settings import SettingsError, load_settings
    from corpus.sources import load_sources
    from corpus.store import EditionStore

    sources = {one.source_id: one for one in load_sources()}
    if source not in sources:
        _fail(ValueError(f"--source {source} is not known. Known: {', '.join(sources)}."), code=2)
    out = out or QUESTIONS_FOLDER / f"{source}.jsonl"
    try:
        settings = load_settings()
        if not settings.model:
            raise QuestionsProblem(f"No chat model is set. Set one, for example SIGNPOST_MODEL={EXAMPLE}: see .env.example.")
        edition, document = edition_at_hand(sources[source], EditionStore(settings.data_dir))
        chat = open_chat(settings.model)
        title = f"{sources[source].title} ({edition.title})"
        typer.echo(where_paragraphs_go(settings.model, title), err=True)
        with _bar("Writing questions") as on_progress:
            outcome = write_questions(document, title, chat, out, on_progress)
    except (SettingsError, ChatProblem, QuestionsProblem, OSError) as problem:
        _fail(problem)
    for one in outcome.unwritten:
        typer.echo(f"{one.reference}: {one.why}", err=True)
    typer.echo(f"Paragraphs asked about: {outcome.written}, left without questions: {len(outcome.unwritten)}.", err=True)
    if outcome.stopped:
        typer.echo("Stopped, because the chat model could not be used. The same command goes on from here.", err=True)
    if outcome.written:
        typer.echo(f"Next: read {out} through, then run `make index`.", err=True)
    raise typer.Exit(1 if outcome.unwritten else 0)


@app.command()
def mcp(
    http: Annotated[bool, typer.Option("--http", help="Serve over HTTP instead of standard input and output.")] = False,
    host: Annotated[
        str, typer.Option(help="With --http: the address to listen on. Another than loopback needs a token.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="With --http: the port to listen on.", min=1, max=65535)] = 8765,
) -> None:
    """Serve search, paragraphs, answers and the quotation check to programs that speak the Model Context Protocol.

    Over HTTP it is at /mcp. With SIGNPOST_MCP_TOKEN set every request needs it; without, only this machine is served.

    Example: python -m assistant mcp --http --port 8765
    """
    from assistant.mcp import serve_stdio
    from assistant.mcp_http import HostProblem, address_of, checked_host, serve_http
    from assistant.start import open_reader
    from corpus.settings import SettingsError, load_settings
    from corpus.store import EditionStore
    from index.build import read_current
    from index.models import IndexProblem

    try:
        settings = load_settings()
        if http:
            checked_host(host, settings.mcp_token)
        if read_current(settings.data_dir) is None:  # told now: whoever starts a server seldom reads what its tools say
            raise IndexProblem(f"There is no index in {settings.data_dir / 'index'}. Run `make index`.")
        reader, store = open_reader(), EditionStore(settings.data_dir)
    except (SettingsError, HostProblem, IndexProblem) as problem:
        _fail(problem)
    if http:
        typer.echo(f"Signpost is at {address_of(host, port)}. Stop it with Ctrl+C.", err=True)
        serve_http(reader, store, host, port, settings.mcp_token)
    else:
        serve_stdio(reader, store)


@app.command()
def doctor() -> None:
    """Check settings, corpus, model and index, and say what to type where something is wrong."""
    from assistant.doctor import examine

    findings = list(examine())
    for finding in findings:
        typer.echo(f"{'ok     ' if finding.is_well else 'PROBLEM'}  {finding.subject}: {finding.line}")
    problems = sum(not finding.is_well for finding in findings)
    typer.echo(f"{problems} problem{'s' if problems != 1 else ''}." if problems else "All is well.", err=True)
    raise typer.Exit(1 if problems else 0)


def _assistant() -> Assistant:
    """Over the current index, with the chat model that is set; then says first where the question goes."""
    from assistant.ask import Assistant
    from assistant.llm import ChatProblem, open_chat, where_it_goes
    from corpus.settings import SettingsError, load_settings

    try:
        name = load_settings().model
        chat = open_chat(name) if name else None
    except (SettingsError, ChatProblem) as problem:
        _fail(problem)
    if name:
        typer.echo(where_it_goes(name), err=True)
    return Assistant(_reader(), chat)


def _reader() -> IndexReader:
    """The current index, open."""
    from assistant.start import open_reader
    from corpus.settings import SettingsError
    from index.embed import ModelError
    from index.models import IndexProblem

    try:
        if sys.stderr.isatty():
            typer.echo("Loading the model …", err=True)
        reader = open_reader()
        reader.current()
        return reader
    except (SettingsError, IndexProblem, ModelError) as problem:
        _fail(problem)


@contextmanager
def _bar(step: str):
    """A progress bar on a terminal, nothing elsewhere; gives a function of (done, of)."""
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), disable=not sys.stderr.isatty(), transient=True) as progress:
        task = progress.add_task(step, total=None)
        yield lambda done, of: progress.update(task, completed=done, total=of)


def _fail(problem: Exception, code: int = 1):
    typer.echo(str(problem), err=True)
    raise typer.Exit(code) from None
