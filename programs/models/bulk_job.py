from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now

from programs.models.base import new_uid
from programs.models.constraint_words import SpeakingModel
from programs.models.grant import Grant, Scope, reach_of

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from programs.models.user import User

KEPT = timedelta(days=7)


class BulkJobQuerySet(models.QuerySet["BulkJob"]):
    def visible_to(self, user: User | AnonymousUser) -> BulkJobQuerySet:
        """The person's own jobs; for a token limited to some programs those sent with the same limit."""
        reach = reach_of(user)
        own = self.filter(by=user.pk)
        return own if reach is None else own.filter(reach=sorted(reach))

    def over_at(self, moment: datetime) -> BulkJobQuerySet:
        """Jobs that were kept long enough."""
        return self.filter(asked_at__lte=moment - KEPT)


class BulkJob(SpeakingModel):
    """Many rows of one noun on their way into the record, in pieces, each written in one transaction with its answers.

    It is no part of the record and goes after ``KEPT``.

    noun   the list that the rows are of, as its address says it
    scope  of the token that it was sent with; blank without one
    reach  keys of the only programs of that token; NULL where it was not limited
    writes_for  the source system of that token; blank for none
    """

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    noun = models.CharField(max_length=100)
    rows = models.PositiveIntegerField()
    dry_run = models.BooleanField(default=False)
    scope = models.CharField(max_length=8, blank=True, default="")
    reach = ArrayField(models.BigIntegerField(), null=True)
    writes_for = models.CharField(max_length=100, blank=True, default="")
    asked_at = models.DateTimeField(db_default=Now())

    objects = BulkJobQuerySet.as_manager()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.rows} {self.noun}"

    @property
    def sender(self) -> User:
        """Who sent it, with no more rights than the token that it was sent with let them have."""
        if self.scope:
            reach = None if self.reach is None else frozenset(self.reach)
            self.by.grant = Grant(Scope(self.scope), reach, self.writes_for)
        return self.by


class BulkPiece(SpeakingModel):
    """Some rows of a job. Whoever works on it holds its lock, so a worker that dies leaves it as it was.

    first     place of its first row in the job
    rows      as they were sent, until they were written
    attempts  how often a worker began with it
    answers   what became of each row; NULL until it was written
    """

    job = models.ForeignKey(BulkJob, models.CASCADE, related_name="pieces")
    first = models.PositiveIntegerField()
    rows = models.JSONField()
    attempts = models.PositiveSmallIntegerField(default=0)
    answers = models.JSONField(null=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["job", "first"], name="bulk_piece_has_its_place_once")]
        indexes = [models.Index(fields=["id"], condition=models.Q(answers__isnull=True), name="bulk_piece_that_waits")]

    def __str__(self) -> str:
        return f"{self.job} from {self.first}"
