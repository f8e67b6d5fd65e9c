"""What became of each of many rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from programs.api.problems import FieldError, problem_of


class RefusedTogether(Exception):
    """Rows that belong together were refused; nothing was written."""

    def __init__(self, errors: list[FieldError]) -> None:
        super().__init__("Refused together")
        self.errors = errors


@dataclass(slots=True)
class RowAnswer:
    """What became of one row; ``row`` is its place among those that were sent.

    ignored  fields that were said of a row that is there, and count only as one is made
    """

    row: int
    outcome: str
    uid: str | None = None
    version: int | None = None
    errors: list[FieldError] = field(default_factory=list)
    ignored: Sequence[str] = ()

    def shown(self) -> dict[str, Any]:
        answer = {"row": self.row, "outcome": self.outcome, "uid": self.uid, "version": self.version}
        return answer | {"ignored": [*self.ignored], "errors": [error.shown() for error in self.errors]}


def refuse_together(answers: Iterable[RowAnswer]) -> None:
    """Returns when none of the rows was refused; else raises RefusedTogether with all that is wrong."""
    if errors := [error for answer in answers for error in answer.errors]:
        raise RefusedTogether(errors)


def refused(place: int, error: Exception, *, uid: str | None = None) -> RowAnswer:
    """The answer to a row that was refused, with the way to each wrong value in what was sent."""
    problem: Any = problem_of(error)
    errors = problem.errors or [FieldError((), problem.detail, problem.code)]
    placed = [FieldError(("rows", place, *each.path), each.message, each.code) for each in errors]
    return RowAnswer(place, "error", uid, errors=placed)
