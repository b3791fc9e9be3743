"""The command lines of the evals room."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Annotated, Literal, NoReturn

import typer

from corpus.settings import SettingsError, load_settings
from evals.golden import GOLDEN_FILE, EvaluationProblem, GoldenQuestion, in_split, read_golden

SplitName = Literal["tune", "test", "all"]

run_app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
compare_app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
weigh_app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
gate_app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
candidates_app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@run_app.command()
def run(
    golden: Annotated[Path, typer.Option(help="Golden questions, JSON lines.")] = GOLDEN_FILE,
    out: Annotated[Path | None, typer.Option(help="Folder for the run. Default: evals/<time> in the data folder.")] = None,
    attempts: Annotated[Path | None, typer.Option(help="Score this attempts file; ask nothing.")] = None,
    split: Annotated[SplitName, typer.Option(help="tune may be looked at while working; test is what is quoted.")] = "all",
    corpus: Annotated[
        Literal["full", "digest"], typer.Option(help="full: the corpus at hand. digest: the starter digest alone.")
    ] = "full",
    limit: Annotated[int | None, typer.Option(help="At most this many questions, evenly spread over the file.", min=1)] = None,
    keys: Annotated[bool, typer.Option(help="With the questions that paragraphs answer in the index, or without.")] = True,
    peers: Annotated[bool, typer.Option(help="Also ask the peers and the stages of our search.")] = True,
) -> None:
    """Ask golden questions, score the attempts, and report.

    Example: python -m evals.run --golden evals/golden.jsonl --split test --out data/evals/today
    """
    from evals.ask import progress
    from evals.judge import JudgeProblem
    from evals.place import open_corpus_at_hand, open_digest, open_without_questions
    from evals.run import ATTEMPTS_FILE, REPORT_FILE, ask_here, facts_of, judge_here, score_here, witnesses_in, write_run
    from evals.terminal import show_scores

    with told_plainly(), progress() as (watched, on_progress):
        settings = load_settings()
        questions = spread(in_split(read_golden(golden), split), limit)
        if not questions:
            raise EvaluationProblem(f"{golden.name} has no question in the half called {split}.")
        out = out or settings.data_dir / "evals" / f"{datetime.now():%Y%m%dT%H%M%S}"
        judge = _judge_of(settings.model)
        place = None
        if attempts is None:
            place = open_digest(settings, on_progress) if corpus == "digest" else open_corpus_at_hand(settings)
            place = place if keys else open_without_questions(place, on_progress)
            ask_here(place, questions, out, watched, peers)
        witnesses = witnesses_in(place.data_dir, place.editions_in_force) if place else witnesses_in(settings.data_dir)
        facts = facts_of(golden, split, place, corpus if place else "as asked")
        scores = score_here(questions, attempts or out / ATTEMPTS_FILE, witnesses, facts, watched)
        if judge:
            try:
                scores = judge_here(judge, questions, attempts or out / ATTEMPTS_FILE, scores, watched)
            except JudgeProblem as problem:
                typer.echo(str(problem), err=True)
        write_run(out, scores)
    show_scores(scores)
    if scores.run.left_out:
        typer.echo(
            f"{scores.run.left_out} questions were left out: their paragraphs are not held, or were not attempted.", err=True
        )
    typer.echo(f"Next: open {out / REPORT_FILE}, or python -m evals.compare {out} OTHER", err=True)


@compare_app.command()
def compare(
    before: Annotated[Path, typer.Argument(metavar="A", help="A run's folder, or its scores.json.")],
    after: Annotated[Path, typer.Argument(metavar="B", help="Another, over the same questions.")],
    measure: Annotated[str, typer.Option(help="The measure whose won and lost questions are named.")] = "recall@5",
) -> None:
    """Show what became better and worse from A to B, question by question.

    Example: python -m evals.compare evals/reports/baseline.json data/evals/today
    """
    from evals.compare import compare_runs
    from evals.scores import read_scores
    from evals.terminal import show_comparison

    with told_plainly():
        show_comparison(compare_runs(read_scores(before), read_scores(after)), measure)


@gate_app.command()
def gate(
    golden: Annotated[Path, typer.Option(help="Golden questions; their tune half is asked.")] = GOLDEN_FILE,
    corpus: Annotated[
        Literal["auto", "full", "digest"],
        typer.Option(help="auto: the full text where the documents are at hand, else the digest."),
    ] = "auto",
    accept: Annotated[bool, typer.Option("--accept", help="Make what is measured now the baseline; commit it.")] = False,
) -> None:
    """Fail when answers have become worse than the committed baseline by more than noise.

    Example: python -m evals.gate
    """
    from evals.ask import progress
    from evals.gate import accept_as_baseline, ask_tune_half, baseline_file, judge
    from evals.place import DOCUMENTS
    from evals.scores import read_scores
    from evals.terminal import show_verdict

    with told_plainly(), progress() as (watched, on_progress):
        name = corpus if corpus != "auto" else ("full" if DOCUMENTS.is_dir() else "digest")
        typer.echo(_what_is_gated(name), err=True)
        baseline = None if accept else read_scores(baseline_file(name))  # a missing one is said before a minute is spent
        scores = ask_tune_half(load_settings(), golden, name, watched, on_progress)
        if baseline is None:
            accept_as_baseline(scores, baseline_file(name))
        else:
            verdict = judge(baseline, scores)
    if baseline is None:
        typer.echo(f"{baseline_file(name)} is the baseline now: {scores.run.questions} questions. Commit it.", err=True)
        return
    show_verdict(verdict)
    raise typer.Exit(0 if verdict.passed else 1)


@weigh_app.command()
def weigh() -> None:
    """Learn anew what questions are like, when one is declined, and which signals tell that the documents answer it.

    Writes probes.json, something_else.json, improper.json and answerable.json in assistant/. Example: python -m evals.weigh
    """
    from assistant.probe import write_probes
    from evals.ask import progress
    from evals.place import open_documents, open_without_last_writer
    from evals.weigh import WEIGHTS_FILE, learn
    from evals.weigh_probes import learn_probes
    from evals.weigh_scope import FILES, learn_scope
    from evals.weighed import write_weights

    with told_plainly(), progress() as (watched, on_progress):
        complete = open_documents(load_settings(), on_progress=on_progress)
        probes = learn_probes(complete.index)
        write_probes(probes.probes)
        weights = {FILES[kind]: one for kind, one in learn_scope(complete, probes.held_out, watched).items()}
        place = open_without_last_writer(complete, on_progress)
        weights[WEIGHTS_FILE] = learn(place, complete, probes.held_out["unanswered"], watched)
        for file, learnt in weights.items():
            write_weights(learnt, file)
    for file, learnt in weights.items():
        typer.echo(f"{file.name}: {learnt['made']}; threshold {learnt['threshold']}.")
    typer.echo("Next: python -m evals.run --split tune, and commit the files with the figures.", err=True)


@candidates_app.command()
def candidates(
    out: Annotated[Path | None, typer.Option(help="The file to write, JSON lines. Default: to stdout.")] = None,
    golden: Annotated[Path, typer.Option(help="Golden questions; what is asked there already is left out.")] = GOLDEN_FILE,
) -> None:
    """Turn what readers said of answers into golden candidates, for a person to complete.

    Example: python -m evals.candidates --out data/evals/candidates.jsonl
    """
    from assistant.database import DatabaseProblem
    from assistant.kept import open_feedback
    from evals.candidates import as_lines, candidates_from

    with told_plainly():
        try:
            said = open_feedback().everything()
        except DatabaseProblem as problem:
            raise EvaluationProblem(str(problem)) from None
        found = candidates_from(said, asked_already=read_golden(golden))
        if out:
            try:
                out.parent.mkdir(parents=True, exist_ok=True)
                out.touch(mode=0o600)  # readers may have typed names
                out.write_text(as_lines(found), encoding="utf-8")
            except OSError as error:
                raise EvaluationProblem(f"{out} cannot be written ({error.strerror}). Name another file.") from None
        else:
            typer.echo(as_lines(found), nl=False)
    typer.echo(f"Candidates: {len(found)}, from {len(said)} pieces of feedback.", err=True)
    if found:
        typer.echo("Next: complete key_facts, check relevant and expect, and add the lines to evals/golden.jsonl.", err=True)


def _what_is_gated(corpus: str) -> str:
    if corpus == "full":
        return "Gate: the tune half, over the full text of the documents beside this checkout."
    return "Gate: the tune half, over the starter digest: only the questions that it can answer."


def _judge_of(name: str | None):
    """The judge that is set, if any; one that cannot be had is said before a minute is spent, and the run goes on."""
    from evals.judge import JudgeProblem, open_judge

    try:
        return open_judge(name) if name else None
    except JudgeProblem as problem:
        typer.echo(str(problem), err=True)


def spread(questions: tuple[GoldenQuestion, ...], limit: int | None) -> tuple[GoldenQuestion, ...]:
    """At most `limit` questions, evenly spread: golden files are ordered by source, and the first ones would all be of one."""
    if limit is None or limit >= len(questions):
        return questions
    return tuple(questions[number * len(questions) // limit] for number in range(limit))


@contextmanager
def told_plainly():
    """What can go wrong for somebody who types a command ends in one message and exit code 1, not in a traceback."""
    from corpus.refresh import RefreshError
    from index.embed import ModelError
    from index.models import IndexProblem

    try:
        yield
    except (EvaluationProblem, SettingsError, IndexProblem, ModelError, RefreshError) as problem:
        _fail(problem)


def _fail(problem: Exception) -> NoReturn:
    typer.echo(str(problem), err=True)
    raise typer.Exit(1) from None
