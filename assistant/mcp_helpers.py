"""The helpers as tools of the MCP server: what each gives for what it is asked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any

from mcp.server.mcpserver.exceptions import ToolError
from pydantic import Field

from assistant.helpers import accounting_officer, assessment_told, check_told, crib_sheet_text, joint_models, models_told
from assistant.helpers import crib_sheet as sheets
from assistant.helpers import self_assessment as assessments
from assistant.helpers.form import Question
from assistant.helpers.grounds import Grounds
from assistant.helpers.where_to_go import Kind, Need, Told, as_told, find, load_needs, signposted
from corpus.models import Value
from corpus.store import EditionStore
from index.reader import IndexReader

_MOST_SIGNPOSTS = 20

Answers = Annotated[
    dict[str, str], Field(description="Question id to option id, both as the tool lists them. What is left out is not known.")
]


class Signposts(Value):
    """Bodies, funds, tools and guidance that the sources point to, best first."""

    found: tuple[Told, ...]
    left_out: int = Field(description="Found beyond those given: name a need, a kind or more words.")
    needs: tuple[Need, ...] = Field(description="What may be given as need.")


class HelperTools:
    """Each method is a tool; its signature and docstring are what a model reads. Raises ToolError, with what to give instead."""

    def __init__(self, reader: IndexReader, store: EditionStore) -> None:
        self._reader = reader
        self._store = store
        self._grounds: tuple[str, Grounds] | None = None

    def which_model(
        self,
        answers: Answers = {},  # noqa: B006
        compare: Annotated[bool, Field(description="With the comparison of all models, aspect by aspect.")] = False,
    ) -> dict[str, Any]:
        """Which models of joint working the guidance does not rule out for a plan: options with paragraphs, unranked, not advice.

        Called without answers it lists the questions. What it says is in our words, with the pinpoints it stands on.
        """
        considered = _checked(joint_models.consider, answers)
        grounds = self._held()
        comparison = {"comparison": models_told.comparison_as_dicts(grounds)} if compare else {}
        return {
            "questions": _questions(joint_models.load_guide().questions),
            **models_told.as_dict(considered, grounds),
            **comparison,
        }

    def accounting_officer_check(self, answers: Answers = {}) -> dict[str, Any]:  # noqa: B006
        """What of regularity, propriety, value for money and feasibility is open for a joint plan, and which approvals arise.

        Called without answers it lists the questions. What it says is in our words, with the pinpoints it stands on; the
        judgement is the accounting officer's.
        """
        checked = _checked(accounting_officer.check, answers)
        questions = _questions(accounting_officer.load_check().questions)
        return {"questions": questions, **check_told.as_dict(checked, self._held())}

    def self_assessment(
        self,
        answers: Annotated[dict[str, str], Field(description="Question id to yes, partly or no.")] = {},  # noqa: B006
        programme: Annotated[str, Field(max_length=200)] = "",
    ) -> dict[str, Any]:
        """How a joint programme stands against the audit office's requirements and key questions: profile, gaps, what helps.

        Called without answers it lists the questions. What it says is in our words, with the pinpoints it stands on.
        """
        grounds = self._held()
        assessment = _checked(_assessment, answers, programme)
        return {"questions": assessment_told.questions_as_dicts(grounds), **assessment_told.as_dict(assessment, grounds)}

    def crib_sheet(
        self,
        programme: Annotated[str, Field(max_length=200)] = "",
        model_id: Annotated[str | None, Field(description='The model chosen: "model-1" to "model-6", or "informal".')] = None,
        which_model: Answers | None = None,
        accounting_officer_check: Answers | None = None,
        self_assessment: Answers | None = None,
    ) -> dict[str, Any]:
        """A short draft for one joint programme: model, accountabilities, headings of a memorandum, governance, whom to ask.

        The answers are those of the other helpers' tools; a helper that is left out leaves its part to be filled in. It is a
        draft, to be checked against the paragraphs it names.
        """
        sheet = _checked(_sheet, programme, model_id, which_model, accounting_officer_check, self_assessment)
        grounds = self._held()
        return {"markdown": crib_sheet_text.as_markdown(sheet, grounds), **crib_sheet_text.as_dict(sheet, grounds)}

    def where_to_go(
        self,
        words: Annotated[str, Field(max_length=200, description="A name, an abbreviation or words, all of which are met.")] = "",
        need: Annotated[str | None, Field(description="A need_id from `needs`, which every answer lists.")] = None,
        kind: Annotated[Kind | None, Field(description="Only bodies, funds, tools or guidance.")] = None,
    ) -> Signposts:
        """Whom to ask, which fund, tool or guidance there is: what the sources signpost, with the paragraph and how old it is."""
        needs = load_needs()
        if need is not None and need not in {one.need_id for one in needs}:
            raise ToolError(f"No need {need} is listed. Listed: {', '.join(one.need_id for one in needs)}.")
        entries, grounds = find(need, words, kind), self._held()
        shown = (signposted(entry, grounds, date.today()) for entry in entries[:_MOST_SIGNPOSTS])
        return Signposts(found=tuple(map(as_told, shown)), left_out=max(0, len(entries) - _MOST_SIGNPOSTS), needs=needs)

    def _held(self) -> Grounds:
        """The paragraphs of the current build, gathered once for each, without the embedding model. Raises IndexProblem."""
        manifest = self._reader.manifest()
        if self._grounds is None or self._grounds[0] != manifest.build_id:
            self._grounds = manifest.build_id, Grounds(manifest, self._reader.passages(manifest), self._store)
        self._grounds[1].check_documents()
        return self._grounds[1]


def _checked(make, *given):
    """What is made of answers; a wrong id or option is told with those that there are."""
    try:
        return make(*given)
    except ValueError as problem:
        raise ToolError(str(problem)) from problem


def _assessment(answers: dict[str, str], programme: str) -> assessments.Assessment:
    return assessments.from_answers(answers, made_on=date.today(), programme=programme)


def _sheet(
    programme: str,
    model_id: str | None,
    models: dict[str, str] | None,
    check: dict[str, str] | None,
    assessed: dict[str, str] | None,
) -> sheets.CribSheet:
    return sheets.crib_sheet(
        made_on=date.today(),
        programme=programme,
        model_id=model_id,
        considered=None if models is None else joint_models.consider(models),
        checked=None if check is None else accounting_officer.check(check),
        assessment=None if assessed is None else _assessment(assessed, programme),
    )


def _questions(questions: Sequence[Question]) -> list[dict[str, Any]]:
    return [
        {
            "id": question.question_id,
            "asks": question.asks,
            "options": {option.option_id: option.label for option in question.options},
        }
        for question in questions
    ]
