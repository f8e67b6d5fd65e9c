from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from django.db import models

from programs.models.base import Record, with_history
from programs.models.scope import Scope, place_of
from programs.models.visibility import reads_the_installation
from programs.source_fields import in_words, noun_of

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from programs.models.user import User


@dataclass(frozen=True, slots=True)
class Sources:
    """Which system keeps which field of one noun: what the installation says, and what programs say of their own."""

    shared: Mapping[str, str]
    of_program: Mapping[int, Mapping[str, str]]

    def of(self, row: models.Model) -> Mapping[str, str]:
        """The system by field, for a row that some system names; the program's word goes before the installation's."""
        if not self.of_program:
            return self.shared
        return {**self.shared, **self.of_program.get(program_key(row) or 0, {})}


NOWHERE = Sources({}, {})


class FieldSourceQuerySet(models.QuerySet["FieldSource"]):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Those of the installation for whoever reads it, and those of programs that the user may see."""
        from programs.models.program import Program

        shared = models.Q(program__isnull=True) & reads_the_installation(user)
        return self.filter(shared | models.Q(program__in=Program.objects.visible_to(user)))

    def of_noun(self, noun: str) -> Sources:
        """Who keeps the fields of the noun, everywhere. One query."""
        shared: dict[str, str] = {}
        of_program: defaultdict[int, dict[str, str]] = defaultdict(dict)
        for program, name, system in self.filter(noun=noun).order_by().values_list("program", "field", "system"):
            (shared if program is None else of_program[program])[name] = system
        return Sources(shared, of_program)

    def of_row(self, row: models.Model) -> Mapping[str, str]:
        """The system by field of the row, for a page that shows it; no query for a row that no system names."""
        noun = noun_of(row)
        return self.of_noun(noun).of(row) if noun else {}


@with_history
class FieldSource(Record):
    """The one system that keeps a field of a noun: rows that some system names are changed there, and read here.

    program  the one program that it holds for; NULL for the whole installation
    noun     as the API's addresses say it, such as milestones
    field    as the API's rows say it
    system   by the name that tokens and files write for it, such as Planview
    """

    program = models.ForeignKey("programs.Program", models.PROTECT, null=True, blank=True, related_name="field_sources")
    noun = models.CharField(max_length=50)
    field = models.CharField(max_length=50)
    system = models.CharField(max_length=100)

    objects = FieldSourceQuerySet.as_manager()

    class Meta(Record.Meta):
        ordering = ["noun", "field", "id"]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["program", "noun", "field"], nulls_distinct=False, name="field_has_one_source"
            ),
            models.CheckConstraint(condition=~models.Q(system=""), name="field_source_names_a_system"),
        ]

    def __str__(self) -> str:
        return f"{self.noun_in_words}: {self.field_in_words.lower()}"

    @property
    def noun_in_words(self) -> str:
        return in_words(self.noun)

    @property
    def field_in_words(self) -> str:
        return in_words(self.field)


def is_of_a_program(model: type[models.Model]) -> bool:
    """Whether rows of the table may belong to one program."""
    return place_of(model).scope == Scope.PROGRAM


def program_key(row: models.Model) -> int | None:
    """The key of the program that the row belongs to; None for what the installation shares."""
    if not is_of_a_program(type(row)):
        return None
    keys = (key_along(row, path) for path in place_of(type(row)).paths)
    return next((key for key in keys if key is not None), None)


def key_along(row: models.Model, path: str) -> int | None:
    """What the last column of a path such as ``flow__program`` holds; None when a parent is missing."""
    *parents, last = path.split("__")
    parent: models.Model | None = row
    for name in parents:
        parent = getattr(parent, name, None)
    column = last if last == "id" else f"{last}_id"
    key: int | None = getattr(parent, column, None)
    return key
