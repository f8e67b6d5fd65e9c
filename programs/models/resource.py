from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models

from programs.models.base import Record, with_history
from programs.models.effective import check_ends, ends_after_it_begins, holds_on, never_at_once
from programs.models.visibility import InInstallation


class ResourceQuerySet(InInstallation["Resource"]):
    def in_use(self, day: date) -> Self:
        """Resources that are not retired before ``day``; the day of retirement itself still counts."""
        return self.filter(models.Q(retired_on__isnull=True) | models.Q(retired_on__gte=day))


@with_history
class Resource(Record):
    """Something that can limit a flow and that decisions commit, such as a supplier's or a line's capacity."""

    class Kind(models.TextChoices):
        SUPPLIER = "supplier", "Supplier capacity"
        PRODUCTION = "production", "Production capacity"
        DISTRIBUTION = "distribution", "Distribution network capacity"
        PLANNING = "planning", "Planning or decision capacity"
        OTHER = "other", "Another"

    name = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=12, choices=Kind)
    description = models.TextField(blank=True, default="")
    retired_on = models.DateField(null=True, blank=True)

    objects = ResourceQuerySet.as_manager()

    class Meta(Record.Meta):
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name


class ResourceControlQuerySet(InInstallation["ResourceControl"]):
    def valid_on(self, day: date) -> Self:
        """Rows that hold on ``day``; the last day, ``valid_to``, still counts."""
        return self.filter(holds_on(day))


@with_history
class ResourceControl(Record):
    """The function that controls the resource for a time; decisions about it belong there (METHODS 5)."""

    resource = models.ForeignKey(Resource, models.PROTECT, related_name="controls")
    function = models.ForeignKey("programs.BusinessFunction", models.PROTECT, related_name="controls")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    objects = ResourceControlQuerySet.as_manager()

    class Meta(Record.Meta):
        ordering = ["resource", "valid_from"]
        constraints = [
            *Record.Meta.constraints,
            ends_after_it_begins("resource_control_ends_after_it_begins"),
            never_at_once("resource_has_one_controller_at_a_time", "resource"),
        ]

    def __str__(self) -> str:
        return f"{self.resource}: {self.function}"

    def clean(self) -> None:
        check_ends(self.valid_from, self.valid_to)
