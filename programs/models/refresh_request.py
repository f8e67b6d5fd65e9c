from __future__ import annotations

from django.db import models
from django.db.models.functions import Now


class RefreshRequest(models.Model):
    """A program whose progress must be computed again, written in the transaction that made it so.

    Append-only, so that two edits of one program never wait for each other. A worker sets ``claim`` on
    the rows it works on, renews ``claimed_at`` as its heartbeat, and deletes them when it is done.

    run  identity of the computation that it belongs to; NULL for an edit that no worker has claimed yet
    """

    program = models.ForeignKey("programs.Program", models.CASCADE, related_name="+")
    dirty_since = models.DateTimeField(db_default=Now())
    run = models.UUIDField(null=True, editable=False)
    claim = models.UUIDField(null=True, editable=False)
    claimed_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["claim"], name="refresh_request_by_claim")]

    def __str__(self) -> str:
        return f"Refresh of program {self.program_id}"
