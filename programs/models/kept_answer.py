from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from programs.models.constraint_words import SpeakingModel

KEPT = timedelta(hours=24)


class KeptAnswerQuerySet(models.QuerySet["KeptAnswer"]):
    def over_at(self, moment: datetime) -> KeptAnswerQuerySet:
        """Answers that were kept long enough."""
        return self.filter(answered_at__lte=moment - KEPT)


class KeptAnswer(SpeakingModel):
    """What a POST with an Idempotency-Key was answered, written in the transaction of what it wrote.

    Asked again with the same key, the person gets this answer and nothing is written twice.

    key      as the person chose it, for one request
    request  digest of method, address and body; none of them can be read from it
    headers  ETag, Location and the like
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    key = models.CharField(max_length=255)
    request = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField()
    headers = models.JSONField()
    body = models.BinaryField()
    answered_at = models.DateTimeField(db_default=Now())

    objects = KeptAnswerQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="a_key_is_of_one_request")]
        indexes = [models.Index(fields=["answered_at"], name="kept_answer_by_age")]

    def __str__(self) -> str:
        return f"{self.status} for {self.key}"
