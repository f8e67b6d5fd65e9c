from __future__ import annotations

from django.conf import settings
from django.db import models

from programs.models.base import Record, both_or_neither, with_history
from programs.models.visibility import InProgram


class Rating(models.IntegerChoices):
    """How probable something is, or how much it would matter, in words."""

    VERY_LOW = 1, "Very low"
    LOW = 2, "Low"
    MEDIUM = 3, "Medium"
    HIGH = 4, "High"
    VERY_HIGH = 5, "Very high"


@with_history
class RaidItem(Record):
    """A risk, assumption, issue or dependency of a program, with an owner until it is closed.

    probability, impact  1 (very low) to 5 (very high); NULL while nobody rated it
    """

    class Kind(models.TextChoices):
        RISK = "risk", "Risk"
        ASSUMPTION = "assumption", "Assumption"
        ISSUE = "issue", "Issue"
        DEPENDENCY = "dependency", "Dependency"

    program = models.ForeignKey("programs.Program", models.PROTECT, related_name="raid_items")
    kind = models.CharField(max_length=10, choices=Kind)
    title = models.CharField(max_length=250)
    description = models.TextField(blank=True, default="")
    response = models.TextField(blank=True, default="", help_text="What is done about it.")
    milestone = models.ForeignKey(
        "programs.Milestone", models.PROTECT, null=True, blank=True, related_name="raid_items"
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="raid_items"
    )
    probability = models.PositiveSmallIntegerField(null=True, blank=True)
    impact = models.PositiveSmallIntegerField(null=True, blank=True)
    raised_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    raised_on = models.DateField()
    due_on = models.DateField(null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    closed_on = models.DateField(null=True, blank=True, editable=False)
    outcome = models.TextField(blank=True, default="", editable=False)

    objects = InProgram.as_manager()

    class Meta(Record.Meta):
        ordering = ["program", "-raised_on", "-id"]
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                condition=(models.Q(probability__isnull=True) | models.Q(probability__range=(1, 5)))
                & (models.Q(impact__isnull=True) | models.Q(impact__range=(1, 5))),
                name="raid_ratings_are_from_1_to_5",
            ),
            models.CheckConstraint(
                condition=both_or_neither("closed_by", "closed_on"), name="raid_close_names_person_and_day"
            ),
            models.CheckConstraint(
                condition=models.Q(closed_on__isnull=True)
                | (models.Q(closed_on__gte=models.F("raised_on")) & ~models.Q(outcome="")),
                name="raid_item_closes_after_it_was_raised_and_says_how",
            ),
        ]

    def __str__(self) -> str:
        return self.title


@with_history
class CommitteeDecision(Record):
    """A question put to a committee, and its answer: one page asks, the next report says whether it was done.

    cost_of_waiting  what another month without the decision costs, in words
    """

    class Outcome(models.TextChoices):
        AGREED = "agreed", "Agreed"
        DECLINED = "declined", "Declined"
        DEFERRED = "deferred", "Deferred"

    program = models.ForeignKey("programs.Program", models.PROTECT, related_name="committee_decisions")
    committee = models.ForeignKey("programs.Committee", models.PROTECT, null=True, blank=True, related_name="decisions")
    meeting = models.ForeignKey("programs.Meeting", models.PROTECT, null=True, blank=True, related_name="decisions")
    question = models.CharField(max_length=250)
    recommendation = models.TextField()
    cost_of_waiting = models.TextField(blank=True, default="")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="committee_decisions", help_text="Who carries it out."
    )
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_on = models.DateField()
    needed_by = models.DateField(null=True, blank=True)
    outcome = models.CharField(max_length=8, choices=Outcome, blank=True, default="", editable=False)
    decision = models.TextField(blank=True, default="", editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    decided_on = models.DateField(null=True, blank=True, editable=False)
    done_on = models.DateField(null=True, blank=True, editable=False)

    objects = InProgram.as_manager()

    class Meta(Record.Meta):
        ordering = ["program", "-asked_on", "-id"]
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(outcome="", decided_by__isnull=True, decided_on__isnull=True, done_on__isnull=True)
                | (
                    ~models.Q(outcome="")
                    & models.Q(decided_by__isnull=False, decided_on__isnull=False)
                    & models.Q(decided_on__gte=models.F("asked_on"))
                ),
                name="committee_decision_names_person_and_day",
            ),
            models.CheckConstraint(
                condition=models.Q(done_on__isnull=True)
                | models.Q(outcome="agreed", done_on__gte=models.F("decided_on")),
                name="only_what_was_agreed_is_done",
            ),
        ]

    def __str__(self) -> str:
        return self.question

    @property
    def is_waiting(self) -> bool:
        """True until it was agreed or declined: what was deferred still waits for its answer."""
        return self.outcome in ("", self.Outcome.DEFERRED)


@with_history
class ActionItem(Record):
    """Something a person is to do by a day; it came out of a meeting, a decision, a RAID item, or by itself."""

    program = models.ForeignKey("programs.Program", models.PROTECT, related_name="action_items")
    title = models.CharField(max_length=250)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="action_items")
    due_on = models.DateField()
    meeting = models.ForeignKey("programs.Meeting", models.PROTECT, null=True, blank=True, related_name="action_items")
    decision = models.ForeignKey(CommitteeDecision, models.PROTECT, null=True, blank=True, related_name="action_items")
    raid_item = models.ForeignKey(RaidItem, models.PROTECT, null=True, blank=True, related_name="action_items")
    raised_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    raised_on = models.DateField()
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    done_on = models.DateField(null=True, blank=True, editable=False)
    note = models.TextField(blank=True, default="")

    objects = InProgram.as_manager()

    class Meta(Record.Meta):
        ordering = ["program", "due_on", "id"]
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                condition=both_or_neither("done_by", "done_on"), name="action_item_names_who_did_it_and_when"
            ),
            models.CheckConstraint(
                condition=models.Q(done_on__isnull=True) | models.Q(done_on__gte=models.F("raised_on")),
                name="action_item_is_done_after_it_was_raised",
            ),
        ]

    def __str__(self) -> str:
        return self.title
