"""What "Which model?" tells: the outcome under headings, and the comparison of the models (pure)."""

from __future__ import annotations

from assistant.helpers.grounds import Grounds
from assistant.helpers.joint_models import Aspect, Considered, ConsideredModel, load_guide
from assistant.helpers.lines import Line
from assistant.helpers.outline import Section, answers_told, as_dicts, differing, line_as_dict
from corpus.models import Value

SILENT = "The guidance does not say."
SILENT_IN_GENERAL = "Nothing is said for all models."
SILENT_AUDITORS = "The report does not say."
SORTED_BY_US = (
    "The National Audit Office does not sort its findings by model. A finding stands beside a model because it is about "
    "something that the model relies on."
)
UNRANKED = "In the order of the guidance, which ranks none above another."
NONE_LEFT = "No listed model fits the work as it is described. These answers clash: together they rule out all six."


class Cell(Value):
    """What is said of one model on one aspect; no lines where the documents are silent."""

    model_id: str
    lines: tuple[Line, ...]


class Row(Value):
    aspect: Aspect
    cells: tuple[Cell, ...]


def comparison() -> tuple[Row, ...]:
    """All aspects, each with what is said of every model, the informal alternative last."""
    guide = load_guide()
    return tuple(
        Row(aspect=aspect, cells=tuple(Cell(model_id=m.model_id, lines=m.says.get(aspect.aspect_id, ())) for m in guide.models))
        for aspect in guide.aspects
    )


def silence(aspect: Aspect) -> str:
    """What stands where nothing is said of a model."""
    return SILENT_AUDITORS if aspect.aspect_id == "auditors" else SILENT


def told(considered: Considered) -> tuple[Section, ...]:
    """The outcome under headings, the models first."""
    out = [one for one in considered.models if one.model.is_listed and one.is_ruled_out]
    return tuple(
        section
        for section in (
            _not_ruled_out(considered),
            Section(title="Ruled out by what you answered", parts=tuple(map(_with_reasons, out))),
            Section(title="Which single answers rule a model out", notes=_reopening(considered)),
            Section(title="The informal alternative", parts=(_with_reasons(considered.informal),)),
            Section(title="What else follows from your answers", lines=considered.points),
            Section(title="Discuss it with your Treasury spending team", lines=considered.discuss),
            Section(title="Where the guidance is silent", lines=considered.silent),
            differing(considered.differences),
            Section(title="Other arrangements that the guidance sketches", lines=considered.elsewhere),
            answers_told(considered.answers),
        )
        if not section.is_empty
    )


def _reopening(considered: Considered) -> tuple[str, ...]:
    """For each answer that is all that rules a model out: which models those are."""
    names = {one.model.model_id: _short(one) for one in considered.models}
    asked = {one.question_id: one for one in considered.answers}
    return tuple(
        f"Without the answer “{asked[name].label}” to “{asked[name].asks}”, {' and '.join(names[one] for one in models)} would "
        "not be ruled out."
        for name, models in considered.would_reopen.items()
    )


def as_dict(considered: Considered, grounds: Grounds | None = None) -> dict:
    """For programs: the answers, the models with their reasons, and everything that is told, with pinpoints."""
    return {
        "answers": {one.question_id: one.choice for one in considered.answers},
        "not_ruled_out": [one.model.model_id for one in considered.open_models],
        "ruled_out": {
            one.model.model_id: [line_as_dict(line, grounds) for line in one.reasons]
            for one in considered.models
            if one.is_ruled_out
        },
        "clash": [one.question_id for one in considered.clash],
        "told": as_dicts(told(considered), grounds),
    }


def comparison_as_dicts(grounds: Grounds | None = None) -> list[dict]:
    """For programs: for each aspect what holds in general, and the lines of each model, or a sentence where there are none."""
    return [
        {
            "aspect": row.aspect.name,
            "in_general": [line_as_dict(line, grounds) for line in row.aspect.in_general],
            "models": {
                cell.model_id: [line_as_dict(line, grounds) for line in cell.lines] or silence(row.aspect) for cell in row.cells
            },
        }
        for row in comparison()
    ]


def _not_ruled_out(considered: Considered) -> Section:
    if considered.open_models:
        parts = tuple(Section(title=one.model.name, lines=(one.model.describes,)) for one in considered.open_models)
        return Section(title="Not ruled out", notes=(UNRANKED,), parts=parts)
    clash = tuple(f"{one.asks} {one.label}." for one in considered.clash)
    return Section(title="None of the six models is left", notes=(NONE_LEFT, *clash))


def _with_reasons(one: ConsideredModel) -> Section:
    note = () if one.is_ruled_out else ("Not ruled out by what you answered.",)
    return Section(title=one.model.name, notes=note, lines=one.reasons or (one.model.describes,))


def _short(one: ConsideredModel) -> str:
    """ "Model 3" for "Model 3: Departments …"."""
    return one.model.name.partition(":")[0]
