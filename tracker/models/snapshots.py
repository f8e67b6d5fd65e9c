"""Progress as of a day, and what it was worked out from."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models.functions import Now

from programs.models.base import new_uid
from programs.models.visibility import InProgram
from tracker.models.runs import Run


class Inputs(models.Model):
    """What progress was worked out from, as text, once for all days on which it was the same.

    drivers  tuple of tracker.progress.results.Driver as JSON
    """

    program = models.ForeignKey("programs.Program", models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64)
    drivers = models.JSONField()

    class Meta:
        ordering = ["id"]
        verbose_name_plural = "inputs"
        constraints = [
            models.UniqueConstraint(fields=["program", "digest"], name="inputs_are_kept_once"),
        ]

    def __str__(self) -> str:
        return f"Inputs {self.digest[:8]} of {self.program}"


class SnapshotQuerySet(InProgram["Snapshot"]):
    def headline(self) -> SnapshotQuerySet:
        """The one snapshot of each program and day that stands for that day."""
        return self.filter(is_headline=True)

    def latest(self, as_of: date | None = None) -> SnapshotQuerySet:  # type: ignore[override]
        """The newest headline snapshot of each program, on or before ``as_of`` when given."""
        rows = self.headline()
        if as_of is not None:
            rows = rows.filter(as_of__lte=as_of)
        return rows.order_by("program_id", "-as_of").distinct("program_id")


class Snapshot(models.Model):
    """Progress of a program as of a day, as known on a day. A row whose ``known_on`` is past never changes.

    progress   the fields of tracker.progress.results.ProgramProgress as JSON
    inputs     what it was worked out from; None before method version 3, when ``progress`` held it
    sort keys  copies of values in ``progress`` that lists filter and order by
    updated_at the last change of anything here, also that it does not stand for its day any more
    """

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    program = models.ForeignKey("programs.Program", models.CASCADE, related_name="snapshots")
    as_of = models.DateField()
    known_on = models.DateField()
    method_version = models.CharField(max_length=20)
    policy_version = models.PositiveIntegerField(help_text="Id of the policy; 0 is the built-in default.")
    is_headline = models.BooleanField()
    computed_at = models.DateTimeField(db_default=Now())
    run = models.ForeignKey(Run, models.SET_NULL, null=True, related_name="snapshots")
    inputs_hash = models.CharField(max_length=64)
    inputs = models.ForeignKey(Inputs, models.PROTECT, null=True, related_name="snapshots")
    progress = models.JSONField()
    delivery = models.CharField(max_length=5)
    reported = models.CharField(max_length=5)
    diverges = models.BooleanField()
    slip_days = models.IntegerField(null=True)
    updated_at = models.DateTimeField(db_default=Now())

    objects = SnapshotQuerySet.as_manager()

    class Meta:
        ordering = ["program", "-as_of", "-id"]
        indexes = [models.Index(fields=["updated_at", "id"], name="snapshot_by_change")]
        constraints = [
            models.UniqueConstraint(
                fields=["program", "as_of", "known_on", "method_version", "policy_version"],
                name="snapshot_is_once_for_its_key",
            ),
            models.UniqueConstraint(
                fields=["program", "as_of"], condition=models.Q(is_headline=True), name="snapshot_day_has_one_headline"
            ),
            models.CheckConstraint(
                condition=models.Q(known_on__gte=models.F("as_of")), name="snapshot_is_known_on_its_day_or_later"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.program} as of {self.as_of:%-d %B %Y}"
