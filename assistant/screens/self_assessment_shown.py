"""A self-assessment as HTML: the profile as a chart that is a table, the gaps, and what changed between two dates (pure).

What a person typed, and what a file says, goes through `escape`.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from itertools import groupby

from assistant.dates import day_in_words
from assistant.helpers.compared_assessments import Change, Comparison
from assistant.helpers.grounds import Grounds
from assistant.helpers.lines import Line
from assistant.helpers.self_assessment import IN_WORDS, Answered, Count, Gap, Given, Profile, Question
from assistant.screens import self_assessment_wording as wording
from assistant.screens.answer_shown import notice_html
from assistant.screens.grounds_shown import chips_html, grounds_html, warnings_html

_LOOK: dict[Given | None, str] = {"yes": "sp-yes", "partly": "sp-partly", "no": "sp-no", None: "sp-open"}
_HEAD = '<th scope="col" role="columnheader">'


def line_html(line: Line, held: Grounds | None) -> str:
    """A line with its paragraphs; only their names while the documents are not read yet."""
    if held:
        return grounds_html(held.under(line))
    return f'<div class="sp-line"><p>{escape(line.says)}</p>{_names_html(line)}</div>'


def paragraphs_html(line: Line, held: Grounds | None) -> str:
    """The paragraphs under a line that stands elsewhere on the page."""
    if not held:
        return _names_html(line)
    grounded = held.under(line)
    return warnings_html(grounded) + chips_html(grounded.grounds)


def profile_html(profile: Profile) -> str:
    """A row for each part: its counts, and a bar of them that says nothing the counts do not say."""
    names = "".join(
        f'{_HEAD}<span class="sp-swatch {_LOOK[given]}" aria-hidden="true"></span>{escape(name)}</th>'
        for given, name in IN_WORDS.items()
    )
    head = f'<tr role="row">{_HEAD}Part</th>{names}<td aria-hidden="true"></td></tr>'
    rows = "".join(_row_html(count) for count in (*profile.areas, profile.whole))
    return (
        f'<table class="sp-profile" role="table"><caption>{escape(wording.PROFILE_CAPTION)}</caption>'
        f'<thead role="rowgroup">{head}</thead><tbody role="rowgroup">{rows}</tbody></table>'
    )


def gaps_html(gaps: Iterable[Gap], held: Grounds | None) -> str:
    return "".join(_gap_html(gap, held) for gap in gaps) or f"<p>{escape(wording.NO_GAPS)}</p>"


def open_html(questions: Iterable[Question]) -> str:
    items = "".join(f"<li>{escape(question.name)}</li>" for question in questions)
    return f"<ul>{items}</ul>" if items else f"<p>{escape(wording.NONE_OPEN)}</p>"


def comparison_html(comparison: Comparison) -> str:
    named = [day_in_words(one.made_on) for one in (comparison.earlier, comparison.later)]
    counted = {"changes": len(comparison.changes), "unchanged": comparison.unchanged}
    parts = [f"<p>{escape(wording.COMPARED.format(earlier=named[0], later=named[1], **counted))}</p>"]
    if comparison.programmes:
        names = "; ".join(name or wording.UNNAMED for name in comparison.programmes)
        parts.insert(0, notice_html("Check:", wording.OTHER_PROGRAMME.format(names=names), "warning"))
    if not comparison.changes:
        parts.append(f"<p>{escape(wording.NOTHING_CHANGED)}</p>")
    for direction, changes in groupby(comparison.changes, key=lambda change: change.direction):
        parts.append(f"<h3>{escape(wording.DIRECTIONS[direction])}</h3><ul>{''.join(map(_change_html, changes))}</ul>")
    for name, profile in zip(named, (comparison.before, comparison.after), strict=True):
        parts.append(f"<h3>{escape(wording.PROFILE)}: {escape(name)}</h3>{profile_html(profile)}")
    return "".join(parts)


def _row_html(count: Count) -> str:
    counts = [(escape(name), count.of(given)) for given, name in IN_WORDS.items()]
    cells = "".join(f'<td role="cell"><span class="sp-cell-name">{name} </span>{number}</td>' for name, number in counts)
    bar = "".join(
        f'<span class="{_LOOK[given]}" style="flex-grow: {count.of(given)}">{count.of(given)}</span>'
        for given in IN_WORDS
        if count.of(given)
    )
    title = f'<th scope="row" role="rowheader">{escape(count.title)}</th>'
    return f'<tr role="row">{title}{cells}<td class="sp-bar-cell" aria-hidden="true"><div class="sp-bar">{bar}</div></td></tr>'


def _gap_html(gap: Gap, held: Grounds | None) -> str:
    given = gap.answered.given
    where = f"{gap.area.title} ({gap.area.dated})"
    return (
        f'<section class="sp-gap"><h3>{escape(gap.question.name)}</h3>'
        f'<p class="sp-badges"><span class="sp-badge {_LOOK[given]}">{escape(IN_WORDS[given])}</span> '
        f'<span class="sp-badge">{escape(where)}</span></p>'
        f"<p>{escape(gap.question.line.says)}</p>{noted_html(gap.answered)}"
        f"<h4>{escape(wording.SUGGESTS)}</h4>{''.join(line_html(line, held) for line in gap.question.suggests)}</section>"
    )


def noted_html(answered: Answered) -> str:
    """What was noted and named as evidence, as it was typed."""
    noted = ((wording.YOUR_NOTE, answered.note), (wording.YOUR_EVIDENCE, answered.evidence))
    return "".join(f'<p class="sp-typed"><strong>{name}</strong> {escape(text)}</p>' for name, text in noted if text.strip())


def _change_html(change: Change) -> str:
    return f"<li>{escape(change.in_words())}{noted_html(change.after)}</li>"


def _names_html(line: Line) -> str:
    return f'<p class="sp-note">{escape("; ".join(place.in_words(dated=True) for place in line.at))}</p>'
