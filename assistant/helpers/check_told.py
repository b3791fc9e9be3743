"""What the accounting officer check tells, under headings (pure)."""

from __future__ import annotations

from assistant.helpers.accounting_officer import Checked, Found, Step
from assistant.helpers.grounds import Grounds
from assistant.helpers.lines import Line
from assistant.helpers.outline import Section, answers_told, as_dicts, differing, line_as_dict

STATES = {  # a finding's state, in words that stand after its name
    "arises": "arises",
    "find out": "find out first",
    "good practice": "good practice",
    "not on these answers": "does not arise on these answers",
    "not met": "not met",
    "open": "open",
    "met": "met, on these answers",
}
ORDER = (
    "In the order in which things are done. The guidance itself orders what leads to an assessment, to a direction and to a "
    "liability; the rest is our order."
)
ALSO = "Also to be looked at"
NOBODY_ELSE = "The judgement on each of them is the accounting officer's own; this only sorts what you answered."


def told(checked: Checked) -> tuple[Section, ...]:
    """The outcome under headings: what arises, the four standards, who does what in order, and what to keep in mind."""
    return tuple(
        section
        for section in (
            Section(title="What arises", parts=tuple(map(_found, checked.duties))),
            Section(title="The four standards", notes=(NOBODY_ELSE,), parts=tuple(map(_found, checked.standards))),
            Section(
                title="Who does and signs what", notes=(ORDER,), lines=tuple(map(_step_line, checked.steps)), is_ordered=True
            ),
            Section(title="Several accounting officers", lines=checked.joint),
            Section(title="Easily taken for consent", lines=checked.mind),
            Section(title="Discuss it with your Treasury spending team", lines=checked.discuss),
            differing(checked.differences),
            answers_told(checked.answers),
        )
        if not section.is_empty
    )


def as_dict(checked: Checked, grounds: Grounds | None = None) -> dict:
    """For programs: the answers, each standard's and duty's state, the steps in order, and all that is told, with pinpoints."""
    return {
        "answers": {one.question_id: one.choice for one in checked.answers},
        "standards": {one.finding_id: one.state for one in checked.standards},
        "duties": {one.finding_id: one.state for one in checked.duties},
        "steps": [{"who": step.who, **line_as_dict(step.line, grounds)} for step in checked.steps],
        "told": as_dicts(told(checked), grounds),
    }


def _found(found: Found) -> Section:
    also = (Section(title=ALSO, lines=found.besides),) if found.besides else ()
    return Section(title=f"{found.name}: {STATES[found.state]}", lines=found.because, parts=also)


def _step_line(step: Step) -> Line:
    return Line(says=f"{step.who}: {step.says}", at=step.at)
