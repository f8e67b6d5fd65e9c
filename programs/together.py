"""Migrations of many tables at once, without drawing all models anew after each step."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations import RunPython, RunSQL
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState


def in_groups(operations: Sequence[Operation]) -> list[Operation]:
    """The operations in their order, neighbors of one kind together; SQL and Python of ours stay by themselves."""
    groups = [(kind, list(group)) for kind, group in groupby(operations, key=type)]
    return [
        each
        for kind, group in groups
        for each in (group if len(group) == 1 or kind in (RunSQL, RunPython) else [Together(group)])
    ]


class Together(Operation):
    """Operations of one kind, none of which needs to see the tables as they were before the others.

    Django draws the models of the state anew after every operation: with history tables and triggers that is
    hundreds of times for a first migration, twenty seconds of it. Here it happens once for the whole group.
    """

    reversible = True
    serialization_expand_args = ["operations"]

    def __init__(self, operations: Sequence[Operation]) -> None:
        self.operations = operations

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        state.__dict__.pop("apps", None)
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        for operation in self.operations:
            operation.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        for operation in reversed(self.operations):
            operation.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        return f"{len(self.operations)} operations together"

    def deconstruct(self) -> tuple[str, Sequence[Any], dict[str, Any]]:
        return self.__class__.__qualname__, [self.operations], {}
