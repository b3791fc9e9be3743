"""An answer as HTML: what has to be known first, the statements with their markers, then the sources (pure).

Everything that a reader typed or a document says goes through `escape` and is shown as text: `st.html` knows no Markdown.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from itertools import groupby

from assistant.groups import under_headings
from assistant.library import Library
from assistant.models import EXTRACTIVE, Answer, Citation, Statement
from assistant.printing import answer_to_paste
from assistant.screens import wording
from assistant.screens.copying import copy_all_html
from assistant.screens.sources_shown import anchor, nearest_html, opener_html, sources_html
from assistant.standing import AUTHORITY, OUR_SUMMARY, status_name


def question_html(question: str) -> str:
    return f'<h2 class="sp-question"><span class="sp-hidden">You asked: </span>{escape(question)}</h2>'


def answer_html(answer: Answer, library: Library, number: int) -> str:
    """The whole answer. `number` tells it from others on the page; page.js announces each number once."""
    parts = [_before(answer)]
    if answer.statements:
        parts += _statements_html(answer, library, number)
        parts.append(sources_html(answer, library, number))
    else:
        parts.append(text_html(answer.answer))
        if answer.outcome == "no_evidence" and answer.hits:
            parts.append(nearest_html(answer.hits, library, number))
    parts.append(copy_all_html(answer_to_paste(answer, library), wording.COPY_ANSWER, wording.ANSWER_COPIED))
    return announced_html("".join(parts), number, wording.arrival(answer))


def announced_html(content: str, number: int, announce: str, look: str = "") -> str:
    """What arrives on the page by itself or below what was done: page.js says `announce` once for each `number`."""
    classes = f"sp-answer {look}".strip()
    return f'<div class="{classes}" data-number="{number}" data-announce="{escape(announce)}">{content}</div>'


def notice_html(tag: str, text: str, kind: str) -> str:
    """A notice with its name in words, so that neither colour nor place has to tell what it is.

    The kind "loading" is for what passes by itself: the browser tests wait until none is left. A plain remark is a "note".
    """
    return f'<div class="sp-notice sp-{kind}"><p><strong>{escape(tag)}</strong> {escape(text)}</p></div>'


def problem_html(problem: str, after: str = "") -> str:
    return (
        f'<div class="sp-notice sp-problem" role="alert"><p><strong>There is a problem.</strong> {escape(problem)}</p>'
        + (f"<p>{escape(after)}</p>" if after else "")
        + "</div>"
    )


def text_html(text: str) -> str:
    """Lines as paragraphs, and lines that begin with a list mark as one list."""
    blocks = []
    for is_list, lines in groupby((line for line in text.split("\n") if line.strip()), key=lambda line: line.startswith("• ")):
        if is_list:
            blocks.append("<ul>" + "".join(f"<li>{escape(line[2:])}</li>" for line in lines) + "</ul>")
        else:
            blocks += [f"<p>{escape(line)}</p>" for line in lines]
    return "".join(blocks)


def _before(answer: Answer) -> str:
    """What a reader has to know before the first word of the answer."""
    parts = []
    if answer.limits:
        parts.append(notice_html(wording.LIMITED, f"{answer.limits}.", "limits"))
    if answer.understood != answer.question:
        parts.append(f'<p class="sp-understood">{escape(wording.UNDERSTOOD)} <q>{escape(answer.understood)}</q></p>')
    parts += [notice_html("Warning:", warning, "warning") for warning in answer.warnings]
    parts += [notice_html("The documents differ:", difference, "warning") for difference in answer.differences]
    parts += [notice_html("Not found in the documents:", part, "note") for part in answer.not_answered]
    parts += [notice_html("Note:", note, "note") for note in answer.notes]
    if answer.rests_on_digest:
        parts.append(notice_html(f"{OUR_SUMMARY}.", wording.DIGEST_ON_ANSWER, "digest"))
    if answer.model != EXTRACTIVE:
        parts.append(notice_html("Written by a model.", wording.WRITTEN_BY_MODEL.format(model=answer.model), "digest"))
    if answer.composer_note:
        parts.append(notice_html("The chat model:", answer.composer_note, "digest"))
    return "".join(parts)


def _statements_html(answer: Answer, library: Library, number: int) -> Iterator[str]:
    for heading, statements in under_headings(answer.statements):
        if heading:
            yield f'<h3 class="sp-group">{escape(heading)}</h3>'
        yield from (_statement_html(statement, answer, library, number) for statement in statements)


def _statement_html(statement: Statement, answer: Answer, library: Library, number: int) -> str:
    who = (_who_says_it(answer.citation(marker), library, number) for marker in statement.citations)
    said_by = "".join(f'<p class="sp-who">{one}</p>' for one in who)
    return f'<div class="sp-statement">{text_html(statement.text)}{said_by}</div>'


def _who_says_it(citation: Citation, library: Library, number: int) -> str:
    """ "[1] Managing Public Money, Box 7.3 · Treasury rules and guidance": the marker leads to the source below, the name opens
    it in its place."""
    source, edition = library.cited(citation)
    place, marker = anchor(number, citation), citation.marker
    link = f'<a class="sp-marker" href="#{place}" aria-label="Source {marker}">[{marker}]</a>'
    standing = [AUTHORITY[citation.authority]]
    if edition.status != "current":
        standing.append(status_name(source, edition))
    name = opener_html(f"{number}-{marker}", f"{source.short_title}, {citation.paragraph}", f": {wording.SHOW_PLACE.lower()}")
    return f"{link} {name} · {escape(' · '.join(standing))}"
