from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.urls import reverse

from programs.models.base import new_uid
from programs.models.constraint_words import SpeakingModel
from programs.models.user import User

KEPT = timedelta(days=7)


class EventLogQuerySet(models.QuerySet["EventLogFile"]):
    def visible_to(self, user: User) -> EventLogQuerySet:
        """The person's own files: a log may name persons."""
        return self.filter(uploaded_by=user) if user.is_active else self.none()

    def over_at(self, moment: datetime) -> EventLogQuerySet:
        """Files that were kept long enough."""
        return self.filter(uploaded_at__lte=moment - KEPT)


class EventLogFile(SpeakingModel):
    """An event log on its way in: read by a worker, looked at by whoever brought it, loaded or left.

    It is no part of the record and goes after ``KEPT``; its bytes go as soon as it is loaded.

    options   how it is to be read, as the form of the page gives them
    claim     who works on it; a claim whose ``alive_at`` is old may be taken by another
    done      share of the file that was read, in percent
    analysis  what it says, as JSON; NULL until it was read
    outcome   what was written, as JSON; NULL until it was loaded
    problem   why it could not be read or loaded; empty when it could
    """

    class State(models.TextChoices):
        TO_READ = "to_read", "Waits to be read"
        READ = "read", "Read"
        TO_LOAD = "to_load", "Waits to be loaded"
        LOADED = "loaded", "Loaded"
        REFUSED = "refused", "Refused"

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    name = models.CharField(max_length=200)
    size = models.PositiveBigIntegerField()
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="event_logs")
    uploaded_at = models.DateTimeField(db_default=Now())
    options = models.JSONField()
    flow = models.ForeignKey("programs.ProcessFlow", models.SET_NULL, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=7, choices=State, default=State.TO_READ)
    claim = models.UUIDField(null=True)
    alive_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    done = models.PositiveSmallIntegerField(default=0)
    analysis = models.JSONField(null=True)
    outcome = models.JSONField(null=True)
    problem = models.TextField(blank=True, default="")

    objects = EventLogQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=models.Q(done__lte=100), name="event_log_is_read_once"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("tracker:event-log-detail", args=[self.uid])

    @property
    def is_waiting(self) -> bool:
        """Whether a worker still has something to do with it."""
        return self.state in (self.State.TO_READ, self.State.TO_LOAD)

    @property
    def goes_at(self) -> datetime:
        return self.uploaded_at + KEPT


class EventLogPiece(SpeakingModel):
    """A part of the bytes of an event log, so that no process holds all of them at once."""

    log = models.ForeignKey(EventLogFile, models.CASCADE, db_index=False, related_name="pieces")
    number = models.PositiveIntegerField()
    content = models.BinaryField()

    class Meta:
        ordering = ["log", "number"]
        constraints = [
            models.UniqueConstraint(fields=["log", "number"], name="event_log_piece_has_its_number_once"),
        ]

    def __str__(self) -> str:
        return f"Part {self.number} of {self.log}"
