from __future__ import annotations

from django.db import models

from programs.models.base import Record, with_history
from programs.models.visibility import InInstallation


@with_history
class BusinessFunction(Record):
    """A function of the organization, such as procurement; functions form a tree."""

    name = models.CharField(max_length=120)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")

    objects = InInstallation.as_manager()

    class Meta(Record.Meta):
        ordering = ["name", "id"]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["parent", "name"], nulls_distinct=False, name="function_name_is_unique_below_its_parent"
            ),
            models.CheckConstraint(
                condition=models.Q(parent__isnull=True) | ~models.Q(parent=models.F("id")),
                name="function_is_not_its_own_parent",
            ),
        ]

    def __str__(self) -> str:
        return self.name
