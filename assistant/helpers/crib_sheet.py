"""The crib sheet of one joint programme: what its model, its accounting officers and its self-assessment come to (pure).

It puts together what the other helpers say; what it adds for every programme is in crib_sheet.toml. A draft, to be checked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cache

from pydantic import Field

from assistant.helpers.accounting_officer import Checked
from assistant.helpers.check_told import STATES
from assistant.helpers.differing import differences_in
from assistant.helpers.joint_models import Considered, ConsideredModel, JointModel, load_guide
from assistant.helpers.lines import Line, read_table
from assistant.helpers.models_told import NONE_LEFT
from assistant.helpers.outline import differing
from assistant.helpers.self_assessment import IN_WORDS, Assessment, gaps
from assistant.whom import Person, whom_to_ask
from corpus.models import Value

TITLE = "Crib sheet for joint working"
DRAFT = "Draft, to be checked against the paragraphs it names. Guidance in our words; not advice."
UNNAMED = "Programme without a name"
MOST_GAPS = 8  # as many as fit on a sheet that is to stay short; the self-assessment has them all
ACCOUNTABILITIES = "accountabilities"
CHOSEN = "Model chosen, and why"
NOT_CONSIDERED = "No model is chosen, and the questions of “Which model?” are not answered."
NOT_CHOSEN = "No model is chosen yet. Not ruled out by what was answered, in the order of the guidance and unranked:"
COMMON_PRACTICE = "By common practice, without a paragraph that says so:"
NOT_CHECKED = "The questions of the accounting officer check are not answered, so nothing of it stands here."
RULES = "hmt-managing-public-money"
_ARISING, _TO_FIND_OUT = ("arises", "good practice"), "find out"


class Part(Value):
    """A heading and what is below it: `notes` in our own voice, `lines` that stand on paragraphs, `fill` for whoever writes the
    sheet to fill in, and parts a level deeper."""

    title: str
    notes: tuple[str, ...] = ()
    lines: tuple[Line, ...] = ()
    fill: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()


class CribSheet(Value):
    programme: str
    made_on: date
    parts: tuple[Part, ...]


class Heading(Value):
    """One heading of the memorandum of understanding."""

    title: str
    lines: tuple[Line, ...] = Field(alias="line", min_length=1)
    fill: tuple[str, ...]


class Standing(Value):
    """A part that stands in every crib sheet. `from_model`: the aspects of which the chosen model's lines stand there too."""

    part_id: str = Field(alias="id")
    title: str
    notes: tuple[str, ...] = ()
    from_model: tuple[str, ...] = ()
    lines: tuple[Line, ...] = Field(alias="line", default=())
    fill: tuple[str, ...] = ()
    headings: tuple[Heading, ...] = Field(alias="heading", default=())


class Asked(Value):
    """What whom-to-ask is asked, and how the sheet calls it."""

    about: str
    asks: str


class Contents(Value):
    """All that the helper adds of its own, as the table gives it."""

    parts: tuple[Standing, ...] = Field(alias="part")
    asked: tuple[Asked, ...] = Field(alias="ask")


@cache
def load_contents() -> Contents:
    return Contents.model_validate(read_table("crib_sheet"))


def models() -> Mapping[str, JointModel]:
    """The models to choose from, by id, the informal alternative last."""
    return {model.model_id: model for model in load_guide().models}


def crib_sheet(
    *,
    made_on: date,
    programme: str = "",
    model_id: str | None = None,
    considered: Considered | None = None,
    checked: Checked | None = None,
    assessment: Assessment | None = None,
) -> CribSheet:
    """The sheet for a model that somebody has chosen, or for none yet. What is left out is said to be missing.

    Raises ValueError for a model that there is not.
    """
    if model_id is not None and model_id not in models():
        raise ValueError(f"There is no model {model_id!r}. The models are {', '.join(models())}.")
    model = models()[model_id] if model_id else None
    parts = [_model_part(model, considered)]
    parts += [_standing_part(standing, model, checked) for standing in load_contents().parts]
    parts += [_gaps_part(assessment), _people_part()]
    return CribSheet(programme=programme.strip(), made_on=made_on, parts=tuple(parts))


def lines_of(parts: Iterable[Part]) -> Iterator[Line]:
    """Every line in these parts, however deep."""
    for part in parts:
        yield from part.lines
        yield from lines_of(part.parts)


def _model_part(model: JointModel | None, considered: Considered | None) -> Part:
    title = "The model"
    if model:
        own = next((one for one in considered.models if one.model == model), None) if considered else None
        against = (_against(own),) if own and own.is_ruled_out else ()
        return Part(title=title, notes=(f"Chosen: {model.name}.",), lines=(model.describes,), parts=against)
    if considered is None:
        return Part(title=title, notes=(NOT_CONSIDERED,), fill=(CHOSEN,))
    left = tuple(Part(title=one.model.name, lines=(one.model.describes,)) for one in considered.open_models)
    return Part(title=title, notes=(NOT_CHOSEN if left else NONE_LEFT,), parts=left, fill=(CHOSEN,))


def _against(own: ConsideredModel) -> Part:
    return Part(
        title="Check this choice",
        notes=("On what was answered, the guidance rules this model out. Put right the answer or the choice.",),
        lines=own.reasons,
    )


def _standing_part(standing: Standing, model: JointModel | None, checked: Checked | None) -> Part:
    lines = tuple(dict.fromkeys((*_from_model(standing, model), *standing.lines)))
    parts = [Part(title=heading.title, lines=heading.lines, fill=heading.fill) for heading in standing.headings]
    notes = (*standing.notes, *(_silence(standing, model) if model else ()))
    if standing.part_id == ACCOUNTABILITIES:
        parts += _checked_parts(checked)
        parts += _differing((*lines, *lines_of(parts)))
        notes += () if checked else (NOT_CHECKED,)
    return Part(title=standing.title, notes=notes, lines=lines, fill=standing.fill, parts=tuple(parts))


def _from_model(standing: Standing, model: JointModel | None) -> Iterator[Line]:
    """What holds for every model, then what is said of the chosen one."""
    for aspect in load_guide().aspects:
        if aspect.aspect_id in standing.from_model:
            yield from aspect.in_general
            yield from model.says.get(aspect.aspect_id, ()) if model else ()


def _silence(standing: Standing, model: JointModel) -> Iterator[str]:
    """On which of the part's aspects the guidance is silent about this model, so that nobody looks for it."""
    silent = [
        one.name for one in load_guide().aspects if one.aspect_id in standing.from_model and one.aspect_id not in model.says
    ]
    if silent:
        yield f"The guidance says nothing of this model in particular on: {'; '.join(silent)}."


def _checked_parts(checked: Checked | None) -> Iterator[Part]:
    """What arises in full, and of what has to be found out first one line each, so that the sheet stays short."""
    if not checked:
        return
    yield from (
        Part(title=f"{found.name}: {STATES[found.state]}", lines=found.because)
        for found in checked.duties
        if found.state in _ARISING
    )
    open_duties = [found for found in checked.duties if found.state == _TO_FIND_OUT]
    if open_duties:
        lines = tuple(Line(says=f"{found.name}: {found.because[0].says}", at=found.because[0].at) for found in open_duties)
        yield Part(title="To find out first", lines=lines)
    yield Part(
        title="Who does and signs what", lines=tuple(Line(says=f"{step.who}: {step.says}", at=step.at) for step in checked.steps)
    )


def _differing(lines: Iterable[Line]) -> Iterator[Part]:
    """Only where the rules of today differ among themselves: what other times and other authors held is left to the helpers."""
    known = [one for one in differences_in(lines) if all(any(p.source_id == RULES for p in side) for side in one.sides)]
    if known:
        told = differing(known)
        yield Part(title=told.title, lines=told.lines)


def _gaps_part(assessment: Assessment | None) -> Part:
    title = "Gaps in the self-assessment"
    if assessment is None or not assessment.answered:
        return Part(title=title, notes=("No self-assessment has been made.",))
    found = gaps(assessment)
    if not found:
        return Part(title=title, notes=("Nothing was answered no or partly.",))
    shown = tuple(
        Part(title=f"{gap.question.name}: {IN_WORDS[gap.answered.given].lower()}", lines=gap.question.suggests[:1])
        for gap in found[:MOST_GAPS]
    )
    more = len(found) - len(shown)
    notes = (f"The widest first; {more} more are in the self-assessment.",) if more else ()
    return Part(title=title, notes=notes, parts=shown)


def _people_part() -> Part:
    """Everybody once, with all that they are asked about: first those whom a paragraph names for it."""
    about: dict[Person, list[str]] = {}
    sources: list[str] = []
    for asked in load_contents().asked:
        advice = whom_to_ask(asked.asks)
        sources += [f"{source.publisher}, {source.title}" for source in advice.sources]
        for person in advice.people:
            about.setdefault(person, []).append(asked.about)
    told = {person: f"{person.who[0].upper()}{person.who[1:]}: on {'; '.join(matters)}." for person, matters in about.items()}
    notes = [said for person, said in told.items() if not person.place]
    not_held = (f"Known, and not held here: {'; '.join(dict.fromkeys(sources))}.",) if sources else ()
    return Part(
        title="Whom to ask",
        notes=(COMMON_PRACTICE, *notes, *not_held) if notes else not_held,
        lines=tuple(Line(says=said, at=(person.place,)) for person, said in told.items() if person.place),
    )
