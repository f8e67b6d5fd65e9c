"""Computations as rows: what ran, who worked on it, what failed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models.functions import Greatest, Now

from programs.models.base import new_uid
from programs.models.grant import sees_all

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from programs.models import User


class RunQuerySet(models.QuerySet["Run"]):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """All runs for stewards and administrators, since each is of programs of everybody; else none."""
        return self.all() if sees_all(user) else self.none()


class Run(models.Model):
    """One computation of progress over some programs. Alive while ``heartbeat_at`` is fresh."""

    class Kind(models.TextChoices):
        REFRESH = "refresh", "Refresh after edits"
        NIGHTLY = "nightly", "Nightly"
        MANUAL = "manual", "By hand"

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    kind = models.CharField(max_length=8, choices=Kind)
    as_of = models.DateField()
    started_at = models.DateTimeField(db_default=Now())
    heartbeat_at = models.DateTimeField(db_default=Now())
    finished_at = models.DateTimeField(null=True)
    programs_total = models.PositiveIntegerField(default=0)
    programs_done = models.PositiveIntegerField(default=0)
    programs_failed = models.PositiveIntegerField(default=0)
    # PostgreSQL leaves out what is not known yet.
    updated_at = models.GeneratedField(
        expression=Greatest("heartbeat_at", "finished_at"), output_field=models.DateTimeField(), db_persist=True
    )

    objects = RunQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["as_of"], condition=models.Q(kind="nightly"), name="night_is_computed_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} run as of {self.as_of:%-d %B %Y}"


class RunAttempt(models.Model):
    """A worker's hold on some programs of a run. The second and later ones took up what an earlier one left.

    outcome  blank while it works; lost when the worker gave no sign of life and another took its programs up
    """

    class Outcome(models.TextChoices):
        DONE = "done", "Done"
        LOST = "lost", "Lost"
        FAILED = "failed", "Failed"

    run = models.ForeignKey(Run, models.CASCADE, related_name="attempts")
    claim = models.UUIDField(unique=True, editable=False)
    number = models.PositiveSmallIntegerField()
    programs = models.PositiveIntegerField()
    worker = models.CharField(max_length=300)
    started_at = models.DateTimeField(db_default=Now())
    ended_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=6, choices=Outcome, blank=True, default="")
    note = models.TextField(blank=True, default="")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ended_at__isnull=True, outcome="")
                | models.Q(ended_at__isnull=False) & ~models.Q(outcome=""),
                name="attempt_ends_with_an_outcome",
            ),
        ]

    def __str__(self) -> str:
        return f"Attempt {self.number} by {self.worker}"


class RunFailure(models.Model):
    """A program that a run could not compute, and why; the run went on with the others."""

    run = models.ForeignKey(Run, models.CASCADE, related_name="failures")
    program = models.ForeignKey("programs.Program", models.CASCADE, related_name="+")
    error = models.TextField()
    failed_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["run", "program"], name="program_fails_once_in_a_run"),
        ]

    def __str__(self) -> str:
        return f"{self.program}: {self.error[:60]}"
