from __future__ import annotations

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models.functions import Coalesce

from programs.models.base import TOUCHABLE, Record, both_or_neither, with_history
from programs.models.effective import check_ends, ends_after_it_begins, holds_on, never_at_once
from programs.models.visibility import InProgram, ThroughDecisionRight, ThroughTeam


@with_history
class Team(Record):
    """A cross-functional team that answers for a customer segment or product line and may make trade-offs."""

    program = models.ForeignKey("programs.Program", models.PROTECT, related_name="teams")
    flow = models.ForeignKey("programs.ProcessFlow", models.PROTECT, null=True, blank=True, related_name="teams")
    name = models.CharField(max_length=150)

    objects = InProgram.as_manager()

    class Meta(Record.Meta):
        ordering = ["program", "name", "id"]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(fields=["program", "name"], name="team_name_is_unique_in_its_program"),
        ]
        triggers = TOUCHABLE

    def __str__(self) -> str:
        return self.name


class TeamFunctionQuerySet(ThroughTeam["TeamFunction"]):
    def valid_on(self, day: date) -> Self:
        """Rows that hold on ``day``; the last day, ``valid_to``, still counts."""
        return self.filter(holds_on(day))


@with_history
class TeamFunction(Record):
    """A function's seat in the team for a time; ``decides`` while it holds the deciding vote there."""

    team = models.ForeignKey(Team, models.PROTECT, related_name="functions")
    function = models.ForeignKey("programs.BusinessFunction", models.PROTECT, related_name="+")
    decides = models.BooleanField(default=False)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    objects = TeamFunctionQuerySet.as_manager()

    class Meta(Record.Meta):
        ordering = ["team", "valid_from", "id"]
        constraints = [
            *Record.Meta.constraints,
            ends_after_it_begins("seat_in_a_team_ends_after_it_begins"),
            never_at_once("function_sits_in_a_team_once_at_a_time", "team", "function"),
        ]

    def __str__(self) -> str:
        return f"{self.function} in {self.team}"

    def clean(self) -> None:
        check_ends(self.valid_from, self.valid_to)


@with_history
class DecisionRight(Record):
    """A decision that recurs and commits resources; who may make it stands in its authorities."""

    program = models.ForeignKey("programs.Program", models.PROTECT, related_name="decision_rights")
    flow = models.ForeignKey(
        "programs.ProcessFlow", models.PROTECT, null=True, blank=True, related_name="decision_rights"
    )
    decision = models.CharField(max_length=200, help_text="What is decided, such as which orders are expedited.")
    times_a_month = models.DecimalField(
        max_digits=8, decimal_places=2, null=True, blank=True, help_text="How often it is made; empty when unknown."
    )
    resources = models.ManyToManyField(
        "programs.Resource", through="programs.DecisionRightResource", related_name="decision_rights"
    )
    ended_on = models.DateField(null=True, blank=True)

    objects = InProgram.as_manager()

    class Meta(Record.Meta):
        ordering = ["program", "decision", "id"]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["program", "flow", "decision"], nulls_distinct=False, name="decision_right_is_once_in_its_flow"
            ),
            models.CheckConstraint(
                condition=models.Q(times_a_month__isnull=True) | models.Q(times_a_month__gte=0),
                name="decision_frequency_is_not_negative",
            ),
        ]
        triggers = TOUCHABLE

    def __str__(self) -> str:
        return self.decision


@with_history
class DecisionRightResource(Record):
    """The decision commits the resource."""

    right = models.ForeignKey(DecisionRight, models.PROTECT, related_name="committed")
    resource = models.ForeignKey("programs.Resource", models.PROTECT, related_name="+")

    objects = ThroughDecisionRight.as_manager()

    class Meta(Record.Meta):
        ordering = ["right", "id"]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(fields=["right", "resource"], name="decision_commits_a_resource_once"),
        ]

    def __str__(self) -> str:
        return f"{self.right} commits {self.resource}"


class AuthorityQuerySet(ThroughDecisionRight["Authority"]):
    def valid_on(self, day: date) -> Self:
        """Rows that hold on ``day``; the last day, ``valid_to``, still counts."""
        return self.filter(holds_on(day))


@with_history
class Authority(Record):
    """What a function, or a team, may do about a decision for a time. Two that decide at once are a finding."""

    class Role(models.TextChoices):
        DECIDE = "decide", "Decides"
        RECOMMEND = "recommend", "Recommends"
        INPUT = "input", "Gives input"

    right = models.ForeignKey(DecisionRight, models.PROTECT, related_name="authorities")
    function = models.ForeignKey(
        "programs.BusinessFunction", models.PROTECT, null=True, blank=True, related_name="authorities"
    )
    team = models.ForeignKey(Team, models.PROTECT, null=True, blank=True, related_name="authorities")
    role = models.CharField(max_length=9, choices=Role)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    objects = AuthorityQuerySet.as_manager()

    class Meta(Record.Meta):
        ordering = ["right", "valid_from", "id"]
        verbose_name_plural = "authorities"
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(function__isnull=True, team__isnull=False)
                | models.Q(function__isnull=False, team__isnull=True),
                name="authority_is_of_a_function_or_a_team",
            ),
            ends_after_it_begins("authority_ends_after_it_begins"),
            never_at_once(
                "authority_is_held_once_at_a_time", "right", "role", Coalesce("function", 0), Coalesce("team", 0)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.function or self.team} {self.get_role_display().lower()}: {self.right}"

    def clean(self) -> None:
        check_ends(self.valid_from, self.valid_to)


@with_history
class DecisionRecord(Record):
    """One decision: raised, decided, perhaps overridden by a higher one.

    alternatives      how many ways were considered, the chosen one among them; NULL when nobody noted it
    decided_function  who decided, or ``decided_team``; recorded by ``decided_by``
    """

    program = models.ForeignKey("programs.Program", models.PROTECT, related_name="decisions")
    right = models.ForeignKey(DecisionRight, models.PROTECT, null=True, blank=True, related_name="records")
    flow = models.ForeignKey("programs.ProcessFlow", models.PROTECT, null=True, blank=True, related_name="decisions")
    question = models.CharField(max_length=250)
    raised_on = models.DateField()
    raised_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    decided_on = models.DateField(null=True, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    decided_function = models.ForeignKey(
        "programs.BusinessFunction", models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_team = models.ForeignKey(Team, models.PROTECT, null=True, blank=True, related_name="+")
    outcome = models.TextField(blank=True, default="")
    alternatives = models.PositiveSmallIntegerField(null=True, blank=True)
    is_trade_off = models.BooleanField(default=False, help_text="One function's gain is another's cost.")
    overridden_on = models.DateField(null=True, blank=True)
    overridden_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    overriding_function = models.ForeignKey(
        "programs.BusinessFunction", models.PROTECT, null=True, blank=True, related_name="+"
    )
    override_reason = models.TextField(blank=True, default="")

    objects = InProgram.as_manager()

    class Meta(Record.Meta):
        ordering = ["program", "-raised_on", "-id"]
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                condition=both_or_neither("decided_on", "decided_by"), name="decision_names_person_and_day"
            ),
            models.CheckConstraint(
                condition=models.Q(decided_on__isnull=True, decided_function__isnull=True, decided_team__isnull=True)
                | models.Q(decided_on__isnull=False, decided_function__isnull=False, decided_team__isnull=True)
                | models.Q(decided_on__isnull=False, decided_function__isnull=True, decided_team__isnull=False),
                name="decision_is_made_by_a_function_or_a_team",
            ),
            models.CheckConstraint(
                condition=models.Q(decided_on__isnull=True, outcome="")
                | (models.Q(decided_on__isnull=False, decided_on__gte=models.F("raised_on")) & ~models.Q(outcome="")),
                name="decision_is_made_after_it_was_raised_and_says_what",
            ),
            models.CheckConstraint(
                condition=both_or_neither("overridden_on", "overridden_by"), name="override_names_person_and_day"
            ),
            models.CheckConstraint(
                condition=models.Q(overridden_on__isnull=True, overriding_function__isnull=True, override_reason="")
                | (
                    models.Q(
                        decided_on__isnull=False,
                        overridden_on__isnull=False,
                        overridden_on__gte=models.F("decided_on"),
                    )
                    & ~models.Q(override_reason="")
                ),
                name="only_a_made_decision_is_overridden_with_a_reason",
            ),
            models.CheckConstraint(
                condition=models.Q(alternatives__isnull=True) | models.Q(alternatives__gte=1),
                name="decision_considers_at_least_what_was_chosen",
            ),
        ]

    def __str__(self) -> str:
        return self.question

    @property
    def days_to_decide(self) -> int | None:
        """Days from raising to deciding; None while it waits."""
        return (self.decided_on - self.raised_on).days if self.decided_on else None
