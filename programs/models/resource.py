from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Self

from django.db import models

from programs.models.base import Record, with_history
from programs.models.effective import check_ends, ends_after_it_begins, holds_on, never_at_once
from programs.models.visibility import InInstallation

if TYPE_CHECKING:
    from programs.models.program import Program


class ResourceQuerySet(InInstallation["Resource"]):
    def in_use(self, day: date) -> Self:
        """Resources that are not retired before ``day``; the day of retirement itself still counts."""
        return self.filter(models.Q(retired_on__isnull=True) | models.Q(retired_on__gte=day))

    def that_matter_for(self, program: Program, *, on: date) -> Self:
        """Resources of the program by name, those that its own record names first.

        The others are controlled on the day by a function of its flows, and named by nobody yet or by a program that
        shares a portfolio with it: what only another company of the installation names is left out.
        """
        from programs.models.portfolio import PortfolioEntry

        entries = PortfolioEntry.objects.current()
        shared = entries.filter(portfolio__in=entries.filter(program=program).values("portfolio"))
        related = named_by(program__in=shared.values("program"))
        control = ResourceControl.objects.filter(holds_on(on), resource=models.OuterRef("pk"))
        controlled = models.Q(models.Exists(control.filter(function__stages__flow__program=program)))
        named = models.ExpressionWrapper(named_by(program=program), models.BooleanField())
        matter = models.Q(is_named=True) | (controlled & (related | ~named_by()))
        return self.annotate(is_named=named).filter(matter).order_by("-is_named", "name", "id")


def named_by(**programs: Any) -> models.Q:
    """Whether a constraint, an observation or a recurring decision names the resource, in the programs meant."""
    from programs.models.constraint import Constraint, ConstraintObservation
    from programs.models.decision import DecisionRightResource

    paths = ((Constraint, "flow__"), (ConstraintObservation, "flow__"), (DecisionRightResource, "right__"))
    found = models.Q()
    for model, path in paths:
        of_programs = {f"{path}{name}": value for name, value in programs.items()}
        found |= models.Q(models.Exists(model._default_manager.filter(resource=models.OuterRef("pk"), **of_programs)))
    return found


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
