"""What a joint plan asks of its accounting officers, on the answers to a few questions (pure).

Answers lead to findings: whether each of the four standards is met, and whether Treasury consent, a direction, an assessment,
notice to Parliament or the new services rule arises; findings lead to steps. The content, rules included, is
`accounting_officer.toml`.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Literal

from pydantic import Field

from assistant.conflicts import Conflict
from assistant.helpers.differing import differences_in
from assistant.helpers.form import Answered, Question, Rule, all_answers, in_words
from assistant.helpers.lines import Line, read_table
from corpus.models import Value

State = Literal["arises", "find out", "good practice", "not on these answers", "not met", "open", "met"]


Kind = Literal["standard", "duty"]


class StateRule(Rule):
    """A rule that gives a finding its state."""

    state: State


class Finding(Value):
    """A fact that rules give. `states` from the strongest; `otherwise` is what it is, and why, where no rule holds."""

    finding_id: str = Field(alias="id")
    kind: Kind
    name: str
    about: tuple[Line, ...] = ()
    states: tuple[State, ...]
    otherwise: StateRule
    rules: tuple[StateRule, ...] = Field(alias="rule")

    def state_on(self, facts: Mapping[str, str]) -> State:
        """The strongest state that a rule gives."""
        given = {rule.state for rule in self.rules if rule.holds(facts)}
        return next((state for state in self.states if state in given), self.otherwise.state)

    def found(self, facts: Mapping[str, str]) -> Found:
        """The state with the reasons for it: every rule of that state, then the weaker ones that hold too."""
        state = self.state_on(facts)
        holding = sorted((rule for rule in self.rules if rule.holds(facts)), key=lambda rule: self.states.index(rule.state))
        deciding = holding or [self.otherwise]
        return Found(
            finding_id=self.finding_id,
            kind=self.kind,
            name=self.name,
            about=self.about,
            state=state,
            because=tuple(dict.fromkeys(rule.line for rule in deciding if rule.state == state)),
            besides=tuple(dict.fromkeys(rule.line for rule in deciding if rule.state != state)),
        )


class Found(Value):
    """A finding as it came out: `because` gives the reasons for the state, `besides` what holds too and is weaker."""

    finding_id: str
    kind: Kind
    name: str
    about: tuple[Line, ...]
    state: State
    because: tuple[Line, ...]
    besides: tuple[Line, ...] = ()


class Step(Rule):
    """What somebody does or signs. `after` names a step that the guidance wants done before this one."""

    step_id: str = Field(alias="id")
    who: str
    after: str = ""


class CheckGuide(Value):
    """All that the helper says, as the table gives it."""

    questions: tuple[Question, ...] = Field(alias="question")
    findings: tuple[Finding, ...] = Field(alias="finding")
    steps: tuple[Step, ...] = Field(alias="step")
    joint: tuple[Line, ...]
    mind: tuple[Line, ...]
    discuss: tuple[Line, ...]


class Checked(Value):
    """What the answers lead to. `steps` in the order they are done in; `joint` only where several bodies' resources are used."""

    answers: tuple[Answered, ...]
    standards: tuple[Found, ...]
    duties: tuple[Found, ...]
    steps: tuple[Step, ...]
    joint: tuple[Line, ...]
    mind: tuple[Line, ...]
    discuss: tuple[Line, ...]
    differences: tuple[Conflict, ...]

    def finding(self, finding_id: str) -> Found:
        """Raises StopIteration for one that there is not."""
        return next(one for one in (*self.standards, *self.duties) if one.finding_id == finding_id)


@cache
def load_check() -> CheckGuide:
    return CheckGuide.model_validate(read_table("accounting_officer"))


def check(given: Mapping[str, str]) -> Checked:
    """Takes question ids to choices, as `load_check().questions` has them; what is left out is not known.

    Raises ValueError for a question or a choice that there is not.
    """
    guide = load_check()
    answers = all_answers(guide.questions, given)
    found = findings(answers)
    facts = {**answers, **{one.finding_id: one.state for one in found}}
    steps = tuple(step for step in guide.steps if step.holds(facts))
    joint = guide.joint if answers["several"] != "no" else ()
    lines = (*steps, *joint, *(line for one in found for line in one.because))
    return Checked(
        answers=in_words(guide.questions, answers),
        standards=tuple(one for one in found if one.kind == "standard"),
        duties=tuple(one for one in found if one.kind == "duty"),
        steps=steps,
        joint=joint,
        mind=guide.mind,
        discuss=guide.discuss,
        differences=differences_in(lines),
    )


def findings(answers: Mapping[str, str]) -> tuple[Found, ...]:
    """Every finding, in the table's order, each from all the answers and the findings before it."""
    facts = dict(answers)
    found = []
    for finding in load_check().findings:
        found.append(finding.found(facts))
        facts[finding.finding_id] = found[-1].state
    return tuple(found)
