"""What decides who may see a row: for most tables its program; for others the installation, a portfolio, a committee.

The queryset of a table says the same for reading (``visible_to``); here it is said so that a trigger can write it down
beside a change, and so that two sets of what a person may see can be told apart. A test compares the two.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import models

from programs.models.visibility import InInstallation, InProgram


class Scope(models.TextChoices):
    PROGRAM = "p", "A program"
    SHARED = "s", "What the installation shares"
    PORTFOLIO = "f", "A portfolio"
    COMMITTEE = "c", "A committee"
    MEETING = "m", "A meeting"
    MANDATE = "d", "Mandates of a program"


SHARED_ID = 0


@dataclass(frozen=True, slots=True)
class Place:
    """Where a table's rows belong: the scope, and paths to columns with its id, the first one that is not NULL counts.

    or_shared  a row all of whose paths are NULL belongs to the installation
    """

    scope: Scope
    paths: tuple[str, ...] = ()
    or_shared: bool = False

    @property
    def scopes(self) -> tuple[Scope, ...]:
        return (self.scope, Scope.SHARED) if self.or_shared else (self.scope,)


SPECIAL: Mapping[str, Place] = {
    "program": Place(Scope.PROGRAM, ("id",)),
    "policy": Place(Scope.PROGRAM, ("program",), or_shared=True),
    "fieldsource": Place(Scope.PROGRAM, ("program",), or_shared=True),
    "reading": Place(Scope.PROGRAM, ("pilot__program", "flow__program"), or_shared=True),
    "portfolio": Place(Scope.PORTFOLIO, ("id",)),
    "committee": Place(Scope.COMMITTEE, ("id",)),
    "committeemember": Place(Scope.COMMITTEE, ("committee",)),
    "committeemandate": Place(Scope.MANDATE, ("program",)),
    "meeting": Place(Scope.MEETING, ("id",)),
    "meetingattendance": Place(Scope.MEETING, ("meeting",)),
}


def place_of(model: type[models.Model]) -> Place:
    """Where the rows of a table of the record belong.

    raises  LookupError for a table whose queryset says nothing that is known here
    """
    name = str(model._meta.model_name)
    if name in SPECIAL:
        return SPECIAL[name]
    rows = model._default_manager.all()
    if isinstance(rows, InProgram):
        return Place(Scope.PROGRAM, (rows.program_path,))
    if isinstance(rows, InInstallation):
        return Place(Scope.SHARED)
    raise LookupError(f"Say in programs/models/scope.py to what rows of {name} belong.")


def id_sql(model: type[models.Model], place: Place, row: str) -> str:
    """SQL for the id of the scope of the row with the alias ``row``; NULL when a parent is gone or none is named.

    Each parent is looked up by its key, however many rows there are: a trigger keeps the plan of its first statement.
    """
    if not place.paths:
        return str(SHARED_ID)
    ways = [way_of(model, path) for path in place.paths]
    found = [
        f"(SELECT {way.last} FROM {way.parents} WHERE p1.id = {row}.{way.first})"
        if way.parents
        else f"{row}.{way.first}"
        for way in ways
    ]
    return found[0] if len(found) == 1 else f"COALESCE({', '.join(found)})"


def scope_sql(place: Place, id_: str) -> str:
    """SQL for the letter of the scope of a row whose scope has the id ``id_``."""
    if not place.or_shared:
        return f"'{place.scope.value}'"
    return f"CASE WHEN {id_} IS NULL THEN '{Scope.SHARED.value}' ELSE '{place.scope.value}' END"


@dataclass(frozen=True, slots=True)
class Way:
    """From a row to the id of its scope: the row's own column, and the joined parents with the column that has the id.

    parents  blank when the row's own column is the id
    """

    first: str
    parents: str = ""
    last: str = ""

    def leads_to(self, row: str, condition: str) -> str:
        """Condition of rows whose scope's id meets ``condition``, in which ``{id}`` stands for it."""
        if not self.parents:
            return condition.format(id=f"{row}.{self.first}")
        return f"{row}.{self.first} IN (SELECT p1.id FROM {self.parents} WHERE {condition.format(id=self.last)})"


def way_of(model: type[models.Model], path: str) -> Way:
    """The way along a path of lookups, such as ``criterion__gate__program``."""
    names = path.split("__")
    first = column_of(model, names[0])
    if len(names) == 1:
        return Way(first)
    parent = parent_of(model, names[0])
    parents, alias = f"{parent._meta.db_table} p1", "p1"
    for number, name in enumerate(names[1:-1], start=2):
        key, parent = column_of(parent, name), parent_of(parent, name)
        parents += f" JOIN {parent._meta.db_table} p{number} ON p{number}.id = {alias}.{key}"
        alias = f"p{number}"
    return Way(first, parents, f"{alias}.{column_of(parent, names[-1])}")


def column_of(model: type[models.Model], name: str) -> str:
    field = model._meta.get_field(name)
    assert isinstance(field, models.Field)
    return str(field.column)


def parent_of(model: type[models.Model], name: str) -> type[models.Model]:
    related = model._meta.get_field(name).related_model
    assert isinstance(related, type)
    return related
