"""What the reckoning stores: runs, snapshots of progress, published reports."""

from __future__ import annotations

from datetime import date

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from programs.models.base import new_uid
from programs.models.visibility import InProgram


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


class SnapshotQuerySet(models.QuerySet["Snapshot"]):
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

    objects = SnapshotQuerySet.as_manager()

    class Meta:
        ordering = ["program", "-as_of", "-id"]
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


class KeptForecast(models.Model):
    """The headline forecast of one horizon as one day's snapshot gave it, against the original baseline.

    It stays when the snapshot goes, and is judged when its day has come. Only forecasts of an open horizon are kept:
    after that the answer is known.

    known_on   later than ``forecast_on`` when the day was calculated afterwards
    chance     0..1, the smaller of both; ``pace_chance`` and ``path_chance`` where each could be worked out
    finish_..  the day by which everything is accepted with that chance in percent; None: no end in sight
    driven_by  the forecast that gave the chance and the days: pace, path or earliest
    """

    class Horizon(models.TextChoices):
        DAY_90 = "day_90", "Day 90"
        DAY_120 = "day_120", "Day 120"
        MONTH_12 = "month_12", "Month 12"
        MONTH_18 = "month_18", "Month 18"

    # No index of its own: the one of the key begins with the program.
    program = models.ForeignKey("programs.Program", models.CASCADE, db_index=False, related_name="kept_forecasts")
    horizon = models.CharField(max_length=8, choices=Horizon)
    forecast_on = models.DateField()
    known_on = models.DateField()
    method_version = models.CharField(max_length=20)
    chance = models.FloatField()
    pace_chance = models.FloatField(null=True)
    path_chance = models.FloatField(null=True)
    finish_10 = models.DateField(null=True)
    finish_50 = models.DateField(null=True)
    finish_80 = models.DateField(null=True)
    finish_90 = models.DateField(null=True)
    driven_by = models.CharField(max_length=8)

    objects = InProgram["KeptForecast"].as_manager()

    class Meta:
        ordering = ["program", "horizon", "-forecast_on"]
        constraints = [
            models.UniqueConstraint(fields=["program", "horizon", "forecast_on"], name="forecast_is_kept_once_a_day"),
            models.CheckConstraint(
                condition=models.Q(known_on__gte=models.F("forecast_on")),
                name="forecast_is_known_on_its_day_or_later",
            ),
            models.CheckConstraint(
                condition=models.Q(chance__gte=0, chance__lte=1), name="kept_chance_is_a_probability"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_horizon_display()} of {self.program}, forecast on {self.forecast_on:%-d %B %Y}"


class HorizonOutcome(models.Model):
    """What became of one horizon of one program, as known at the end of ``known_on``.

    due_on      the day of the horizon, moved by the pauses
    met         everything was accepted by then; None while that is open
    reached_on  the day on which everything was accepted, before or after ``due_on``; None while it is not
    scored_on   the day on which ``met`` was decided
    """

    # No index of its own: the one of the key begins with the program.
    program = models.ForeignKey("programs.Program", models.CASCADE, db_index=False, related_name="horizon_outcomes")
    horizon = models.CharField(max_length=8, choices=KeptForecast.Horizon)
    due_on = models.DateField()
    known_on = models.DateField()
    met = models.BooleanField(null=True)
    reached_on = models.DateField(null=True)
    scored_on = models.DateField(null=True)

    objects = InProgram["HorizonOutcome"].as_manager()

    class Meta:
        ordering = ["program", "horizon"]
        constraints = [
            models.UniqueConstraint(fields=["program", "horizon"], name="horizon_has_one_outcome"),
            models.CheckConstraint(
                condition=models.Q(met__isnull=True, scored_on__isnull=True)
                | models.Q(met__isnull=False, scored_on__isnull=False),
                name="horizon_is_scored_when_it_is_decided",
            ),
            models.CheckConstraint(
                condition=models.Q(met__isnull=True)
                | models.Q(met=True, reached_on__lte=models.F("due_on"))
                | models.Q(met=False, reached_on__isnull=True)
                | models.Q(met=False, reached_on__gt=models.F("due_on")),
                name="horizon_is_met_when_it_was_reached_by_its_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_horizon_display()} of {self.program}, due {self.due_on:%-d %B %Y}"


class ProgressReport(models.Model):
    """A published progress report: the frozen document and its hash. It never changes; a correction is a new number.

    progress  the ProgramProgress that the document shows, so that the next report can say what changed
    """

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    program = models.ForeignKey("programs.Program", models.PROTECT, related_name="progress_reports")
    number = models.PositiveIntegerField()
    as_of = models.DateField()
    progress = models.JSONField()
    document = models.JSONField()
    content_hash = models.CharField(max_length=64)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    published_at = models.DateTimeField()

    class Meta:
        ordering = ["program", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["program", "number"], name="report_number_is_unique_in_its_program"),
        ]
        triggers = [pgtrigger.Protect(name="report_never_changes", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"Progress report {self.number} of {self.program}"


class ReportRendering(models.Model):
    """A file made from a published document, stored with its hash when it was published."""

    class Format(models.TextChoices):
        PDF = "pdf", "PDF"

    report = models.ForeignKey(ProgressReport, models.PROTECT, related_name="renderings")
    format = models.CharField(max_length=8, choices=Format)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        ordering = ["report", "format"]
        constraints = [
            models.UniqueConstraint(fields=["report", "format"], name="report_is_rendered_once_in_each_format"),
        ]
        triggers = [pgtrigger.Protect(name="rendering_never_changes", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.report} as {self.get_format_display()}"
