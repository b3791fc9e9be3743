"""The models side by side as one table, which narrow screens show as cards (pure).

The roles are written out: a table whose parts are laid out as blocks would no longer be read as one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from assistant.helpers.grounds import Grounds
from assistant.helpers.joint_models import JointModel
from assistant.helpers.lines import Line
from assistant.helpers.models_told import SILENT_IN_GENERAL, Row, silence
from assistant.screens.grounds_shown import chips_html, warnings_html

CAPTION = "The six models of Managing Public Money, Box 7.3, and the informal alternative, aspect by aspect"
FOR_ALL = "Whichever model"
OF_THE_MODELS = "hmt-managing-public-money"  # a bare paragraph in a cell is one of this source


def comparison_html(rows: Sequence[Row], models: Sequence[JointModel], states: Mapping[str, str], grounds: Grounds) -> str:
    """One row for each model. `states` says of a model, by its id, whether it is ruled out; empty before anything is answered."""
    head = "".join(f'<th scope="col" role="columnheader">{escape(row.aspect.name)}</th>' for row in rows)
    body = "".join(_model_row(number, model, rows, states, grounds) for number, model in enumerate(models))
    return (
        f'<div class="sp-compare" role="region" aria-label="{escape(CAPTION)}" tabindex="0"><table role="table">'
        f"<caption>{escape(CAPTION)}</caption>"
        f'<thead role="rowgroup"><tr role="row"><th scope="col" role="columnheader">Model</th>{head}</tr></thead>'
        f'<tbody role="rowgroup">{_general_row(rows, grounds)}{body}</tbody></table></div>'
    )


def _general_row(rows: Sequence[Row], grounds: Grounds) -> str:
    cells = "".join(_cell(row, row.aspect.in_general, grounds, SILENT_IN_GENERAL) for row in rows)
    return f'<tr role="row" class="sp-general"><th scope="row" role="rowheader">{FOR_ALL}</th>{cells}</tr>'


def _model_row(number: int, model: JointModel, rows: Sequence[Row], states: Mapping[str, str], grounds: Grounds) -> str:
    state = states.get(model.model_id, "")
    badge = f'<br><span class="sp-badge">{escape(state)}</span>' if state else ""
    cells = "".join(_cell(row, row.cells[number].lines, grounds, silence(row.aspect)) for row in rows)
    return f'<tr role="row"><th scope="row" role="rowheader">{escape(model.name)}{badge}</th>{cells}</tr>'


def _cell(row: Row, lines: Sequence[Line], grounds: Grounds, silent: str) -> str:
    """What is said, then the paragraphs of all of it behind their names, each once: cells are narrow."""
    grounded = [grounds.under(line) for line in lines]
    said = "".join(f"{warnings_html(one)}<p>{escape(one.says)}</p>" for one in grounded)
    said = said or f'<p class="sp-silent">{escape(silent)}</p>'
    under = tuple(dict.fromkeys(ground for one in grounded for ground in one.grounds))
    names = "; ".join(
        ground.paragraph if ground.source_id == OF_THE_MODELS else f"{ground.source}, {ground.paragraph}" for ground in under
    )
    summary = f'<summary><span class="sp-hidden">Paragraphs: </span>{escape(names)}</summary>'
    paragraphs = f"<details>{summary}{chips_html(under)}</details>" if under else ""
    label = f'<span class="sp-aspect" aria-hidden="true">{escape(row.aspect.name)}</span>'
    return f'<td role="cell">{label}{said}{paragraphs}</td>'
