"""Published reports and the files made from them."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models

from programs.models.base import new_uid
from programs.models.visibility import InProgram


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
    # As every list names it; a report never changes.
    updated_at = models.GeneratedField(
        expression=models.ExpressionWrapper(models.F("published_at"), output_field=models.DateTimeField()),
        output_field=models.DateTimeField(),
        db_persist=True,
    )

    objects = InProgram["ProgressReport"].as_manager()

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
