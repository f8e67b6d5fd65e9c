from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.urls import reverse

from programs.models.base import Record, with_history
from programs.models.effective import ends_after_it_begins, never_at_once
from programs.models.grant import sees_all
from programs.models.visibility import InProgram

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from programs.models.user import User


class PortfolioQuerySet(models.QuerySet["Portfolio"]):
    def visible_to(self, user: User | AnonymousUser) -> PortfolioQuerySet:
        """Portfolios that hold, or held, a program the user may see; stewards see all of them."""
        from programs.models.program import Program

        if sees_all(user):
            return self.all()
        entries = PortfolioEntry.objects.filter(program__in=Program.objects.visible_to(user))
        return self.filter(id__in=entries.values("portfolio_id"))


@with_history
class Portfolio(Record):
    """A set of programs that somebody looks at together."""

    code = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=200)
    description = models.TextField(blank=True, default="")

    objects = PortfolioQuerySet.as_manager()

    class Meta(Record.Meta):
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("tracker:portfolio-detail", args=[self.uid])


class PortfolioEntryQuerySet(InProgram["PortfolioEntry"]):
    def current(self) -> PortfolioEntryQuerySet:
        """Entries that have not ended."""
        return self.filter(left_on__isnull=True)

    def valid_on(self, day: date) -> PortfolioEntryQuerySet:
        """Entries that hold on ``day``; the day of leaving no longer counts."""
        return self.filter(models.Q(left_on__isnull=True) | models.Q(left_on__gt=day), joined_on__lte=day)


@with_history
class PortfolioEntry(Record):
    """A program's time in a portfolio: from ``joined_on`` until before ``left_on``."""

    portfolio = models.ForeignKey(Portfolio, models.PROTECT, related_name="entries")
    program = models.ForeignKey("programs.Program", models.PROTECT, related_name="portfolio_entries")
    joined_on = models.DateField()
    left_on = models.DateField(null=True, blank=True)

    objects = PortfolioEntryQuerySet.as_manager()

    class Meta(Record.Meta):
        ordering = ["portfolio", "program", "joined_on"]
        verbose_name_plural = "portfolio entries"
        constraints = [
            *Record.Meta.constraints,
            never_at_once(
                "program_is_in_a_portfolio_once_at_a_time",
                "portfolio",
                "program",
                begins="joined_on",
                ends="left_on",
                end_counts=False,
            ),
            ends_after_it_begins("program_leaves_a_portfolio_after_it_joined", begins="joined_on", ends="left_on"),
        ]

    def __str__(self) -> str:
        return f"{self.program} in {self.portfolio}"
