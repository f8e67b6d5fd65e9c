from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models

from programs.models.base import IMMUTABLE, Record, with_history
from programs.models.visibility import reads_the_installation
from programs.policy_numbers import in_force, policy_numbers, read_number

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from programs.models.user import User


@dataclass(frozen=True, slots=True)
class PolicyInForce:
    """All numbers that hold for a program, or for the installation, on a day.

    version  key of the newest decision among them; 0 when only the defaults hold
    """

    version: int
    numbers: dict[str, Decimal]


class PolicyQuerySet(models.QuerySet["Policy"]):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Policies of the installation for whoever reads it, and those of programs that the user may see."""
        from programs.models.program import Program

        shared = models.Q(program__isnull=True) & reads_the_installation(user)
        return self.filter(shared | models.Q(program__in=Program.objects.visible_to(user)))

    def numbers_on(self, day: date, program_ids: Iterable[int] = ()) -> dict[int | None, PolicyInForce]:
        """What holds on ``day``, by program; None stands for the installation. One query.

        Of several decisions for one program, or for the installation, the latest that has begun counts; what it
        does not name has its default. A program's own decision goes before the installation's.
        """
        wanted = [*program_ids]
        begun = self.filter(models.Q(program__isnull=True) | models.Q(program__in=wanted), effective_from__lte=day)
        latest = {policy.program_id: policy for policy in begun.order_by("effective_from", "id")}
        return {key: together(latest.get(None), latest.get(key) if key else None) for key in (None, *wanted)}


def together(*decided: Policy | None) -> PolicyInForce:
    """The numbers of these decisions in one, the later argument first."""
    policies = [policy for policy in decided if policy is not None]
    version = max((policy.pk for policy in policies), default=0)
    return PolicyInForce(version=version, numbers=in_force(*(policy.values for policy in policies)))


@with_history
class Policy(Record):
    """Weights and thresholds from a day on, approved by a person. Never changed: a new one follows.

    program  the one program that it is for; NULL for the whole installation
    values   decided numbers by key, as decimal text; what it does not name has the default of the catalog
    """

    program = models.ForeignKey("programs.Program", models.PROTECT, null=True, blank=True, related_name="policies")
    effective_from = models.DateField()
    values = models.JSONField(default=dict, blank=True)
    reason = models.TextField()
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    approved_on = models.DateField()

    objects = PolicyQuerySet.as_manager()

    class Meta(Record.Meta):
        ordering = ["-effective_from", "id"]
        verbose_name_plural = "policies"
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["program", "effective_from"], nulls_distinct=False, name="policy_is_one_a_day"
            ),
            models.CheckConstraint(condition=~models.Q(reason=""), name="policy_has_a_reason"),
        ]
        triggers = [*Record.Meta.triggers, IMMUTABLE]

    def __str__(self) -> str:
        return f"Policy from {self.effective_from:%-d %B %Y}"

    def decided(self) -> list[dict[str, str]]:
        """Label and value of each number that it decides, in the order of the catalog."""
        catalog = policy_numbers()
        return [{"label": catalog[key].label, "value": self.values[key]} for key in catalog if key in self.values]

    def clean(self) -> None:
        """Every number is known and within its limits, and stands as decimal text."""
        wrong = []
        for key, text in self.values.items():
            try:
                self.values[key] = f"{read_number(key, text).normalize():f}"
            except ValueError as error:
                wrong.append(str(error))
        if wrong:
            raise ValidationError({"values": wrong})
