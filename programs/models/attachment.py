from __future__ import annotations

from django.conf import settings
from django.db import models
from django.urls import reverse

from programs.models.base import Record, with_history
from programs.models.constraint_words import SpeakingModel
from programs.models.visibility import InProgram


class AttachmentContent(SpeakingModel):
    """Bytes of a file, stored once by content, in PostgreSQL: a backup of the database holds every file."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    content = models.BinaryField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(sha256__regex=r"^[0-9a-f]{64}$"), name="attachment_content_is_named_by_its_hash"
            )
        ]

    def __str__(self) -> str:
        return self.sha256[:12]


@with_history
class Attachment(Record):
    """A file that somebody added to a program; always served as a download. ``size`` in bytes."""

    program = models.ForeignKey("programs.Program", models.PROTECT, related_name="attachments")
    evidence = models.ForeignKey("programs.Evidence", models.PROTECT, null=True, blank=True, related_name="attachments")
    name = models.CharField(max_length=200)
    content_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    content = models.ForeignKey(AttachmentContent, models.PROTECT, related_name="attachments")
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = InProgram.as_manager()

    class Meta(Record.Meta):
        ordering = ["program", "-id"]
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(condition=models.Q(size__gt=0), name="attachment_is_not_empty"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("programs:attachment-download", args=[self.uid])
