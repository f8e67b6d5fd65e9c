from __future__ import annotations

from django.conf import settings
from django.db import models


class Tombstone(models.Model):
    """A row of the record that was deleted, left by trigger so that a client that syncs can see it."""

    kind = models.CharField(max_length=60)
    uid = models.UUIDField()
    program = models.ForeignKey("programs.Program", models.DO_NOTHING, null=True, db_constraint=False, related_name="+")
    deleted_at = models.DateTimeField()
    deleted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.DO_NOTHING, null=True, db_constraint=False, related_name="+"
    )

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["program", "id"], name="tombstone_by_program")]

    def __str__(self) -> str:
        return f"{self.kind} {self.uid}"
