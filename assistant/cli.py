"""python -m assistant: ask, search, doctor."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from assistant.ask import Assistant

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Answers questions about joint working in government, from the guidance itself.",
)

AsJson = Annotated[bool, typer.Option("--json", help="Print the answer as one line of JSON, in the form of docs/evaluation.md.")]


@app.command()
def ask(question: Annotated[str, typer.Argument(help="The question, in quotation marks.")], as_json: AsJson = False) -> None:
    """Ask one question.

    Example: python -m assistant ask "Who is the accounting officer for a joint programme?"
    """
    from assistant.models import QuestionProblem
    from assistant.printing import answer_as_text

    assistant = _assistant()
    try:
        answer = assistant.ask(question)
    except QuestionProblem as problem:
        _fail(problem, code=2)
    typer.echo(answer.model_dump_json() if as_json else answer_as_text(answer, assistant.library()))


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
    """An assistant over the current index; where there is none yet, one is built first from what is at hand."""
    from assistant.start import open_assistant
    from corpus.settings import SettingsError
    from index.embed import ModelError
    from index.models import IndexProblem

    try:
        if sys.stderr.isatty():
            typer.echo("Loading the model …", err=True)
        return open_assistant()
    except (SettingsError, IndexProblem, ModelError) as problem:
        _fail(problem)


def _fail(problem: Exception, code: int = 1):
    typer.echo(str(problem), err=True)
    raise typer.Exit(code) from None
