from __future__ import annotations

from django.db import models


class PasswordRequest(models.Model):
    """Somebody asked for a new password: counted for an hour, against an address and against a machine.

    what  keyed digest of the mail address or of the machine's address; neither can be read from it
    """

    what = models.CharField(max_length=64)
    asked_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["what", "asked_at"])]

    def __str__(self) -> str:
        return f"{self.what[:8]} {self.asked_at:%Y-%m-%d %H:%M}"
