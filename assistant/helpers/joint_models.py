"""Which models of joint working are not ruled out for work that is described by a few answers (pure).

It says what the guidance says: a model is ruled out with the paragraph that rules it out, the others stay, in the guidance's
order and unranked. The content is `joint_models.toml`.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from itertools import combinations

from pydantic import Field

from assistant.conflicts import Conflict
from assistant.helpers.differing import differences_in
from assistant.helpers.form import UNKNOWN, Answered, Question, Rule, all_answers, in_words
from assistant.helpers.lines import Line, read_table
from corpus.models import Value

INFORMAL = "informal"


class Aspect(Value):
    """What models are compared by, and what holds for all of them."""

    aspect_id: str = Field(alias="id")
    name: str
    in_general: tuple[Line, ...] = ()


class JointModel(Value):
    """One of the six of Box 7.3, or the informal alternative. `says` has no entry where the guidance is silent on an aspect."""

    model_id: str = Field(alias="id")
    name: str
    box: str
    describes: Line
    ruled_out: tuple[Rule, ...]
    says: Mapping[str, tuple[Line, ...]] = {}

    @property
    def is_listed(self) -> bool:
        return self.model_id != INFORMAL


class Guide(Value):
    """All that the helper says, as the table gives it."""

    questions: tuple[Question, ...] = Field(alias="question")
    aspects: tuple[Aspect, ...] = Field(alias="aspect")
    models: tuple[JointModel, ...] = Field(alias="model")
    points: tuple[Rule, ...] = Field(alias="point")
    silent: tuple[Line, ...]
    discuss: tuple[Line, ...]
    elsewhere: tuple[Line, ...]


class ConsideredModel(Value):
    """A model with the reasons that rule it out, none while it is not ruled out; `because` names the answers behind them."""

    model: JointModel
    reasons: tuple[Line, ...] = ()
    because: tuple[str, ...] = ()

    @property
    def is_ruled_out(self) -> bool:
        return bool(self.reasons)


class Considered(Value):
    """What the answers lead to.

    `clash`: the fewest answers that together leave none of the six, empty unless none is left. `would_reopen`: question id to the
    ids of models that would not be ruled out if that answer alone were taken back.
    """

    answers: tuple[Answered, ...]
    models: tuple[ConsideredModel, ...]
    points: tuple[Line, ...]
    silent: tuple[Line, ...]
    discuss: tuple[Line, ...]
    elsewhere: tuple[Line, ...]
    differences: tuple[Conflict, ...]
    clash: tuple[Answered, ...] = ()
    would_reopen: Mapping[str, tuple[str, ...]] = {}

    @property
    def open_models(self) -> tuple[ConsideredModel, ...]:
        """Those of the six that are not ruled out."""
        return tuple(one for one in self.models if one.model.is_listed and not one.is_ruled_out)

    @property
    def informal(self) -> ConsideredModel:
        return next(one for one in self.models if not one.model.is_listed)


@cache
def load_guide() -> Guide:
    return Guide.model_validate(read_table("joint_models"))


def consider(given: Mapping[str, str]) -> Considered:
    """Takes question ids to choices, as `load_guide().questions` has them; what is left out is not known.

    Raises ValueError for a question or a choice that there is not.
    """
    guide = load_guide()
    answers = all_answers(guide.questions, given)
    told = in_words(guide.questions, answers)
    out = ruled_out(answers)
    clash = _clash(answers)
    return Considered(
        answers=told,
        models=tuple(_considered(model, out[model.model_id]) for model in guide.models),
        points=tuple(rule.line for rule in guide.points if rule.holds(answers)),
        silent=guide.silent,
        discuss=guide.discuss,
        elsewhere=guide.elsewhere,
        differences=_differences(),
        clash=tuple(one for one in told if one.question_id in clash),
        would_reopen=_would_reopen(answers),
    )


def ruled_out(answers: Mapping[str, str]) -> dict[str, tuple[Rule, ...]]:
    """Model id to the rules that rule it out, none where it is not ruled out. `answers` names every question."""
    return {model.model_id: tuple(rule for rule in model.ruled_out if rule.holds(answers)) for model in load_guide().models}


@cache
def _differences() -> tuple[Conflict, ...]:
    """Those that bear on the comparison of the models: they are the same whatever is answered."""
    guide = load_guide()
    general = (line for aspect in guide.aspects for line in aspect.in_general)
    return differences_in((*general, *(line for model in guide.models for lines in model.says.values() for line in lines)))


def _considered(model: JointModel, rules: tuple[Rule, ...]) -> ConsideredModel:
    return ConsideredModel(
        model=model,
        reasons=tuple(rule.line for rule in rules),
        because=tuple(dict.fromkeys(name for rule in rules for name in rule.looks_at)),
    )


def _left(answers: Mapping[str, str]) -> list[str]:
    """The ids of those of the six that no rule rules out."""
    return [model_id for model_id, rules in ruled_out(answers).items() if model_id != INFORMAL and not rules]


def _clash(answers: Mapping[str, str]) -> tuple[str, ...]:
    if _left(answers):
        return ()
    answered = [name for name, choice in answers.items() if choice != UNKNOWN]
    sets = (names for size in range(1, len(answered) + 1) for names in combinations(answered, size))
    return next(names for names in sets if not _left({n: c if n in names else UNKNOWN for n, c in answers.items()}))


def _would_reopen(answers: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    left = set(_left(answers))
    reopened = {name: tuple(one for one in _left({**answers, name: UNKNOWN}) if one not in left) for name in answers}
    return {name: models for name, models in reopened.items() if models}
