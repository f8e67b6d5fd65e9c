from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils import timezone
from knox.models import AbstractAuthToken, get_digest_token
from knox.settings import CONSTANTS

from programs.models.base import new_uid
from programs.models.constraint_words import SpeakingModel

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from programs.models.user import User


class ApiTokenQuerySet(models.QuerySet["ApiToken"]):
    def visible_to(self, user: User | AnonymousUser) -> ApiTokenQuerySet:
        """The user's own tokens."""
        return self.filter(user=user.pk)

    def issue(self, user: User, *, name: str, lasts: timedelta) -> tuple[ApiToken, str]:
        """A new token, and its text, which is stored nowhere."""
        digest, text = get_digest_token()
        key = text[: CONSTANTS.TOKEN_KEY_LENGTH]
        return self.create(digest=digest, token_key=key, user=user, name=name, expiry=timezone.now() + lasts), text


class ApiToken(SpeakingModel, AbstractAuthToken):
    """A program's way to act as a person until ``expiry``. Only its digest is stored, and its first characters."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="auth_token_set")
    name = models.CharField(max_length=100, help_text="What uses it, such as Power BI.")

    objects = ApiTokenQuerySet.as_manager()

    class Meta:
        ordering = ["uid"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(name=""), name="api_token_has_a_name"),
            models.CheckConstraint(condition=models.Q(expiry__isnull=False), name="api_token_expires"),
        ]

    def __str__(self) -> str:
        return f"{self.name} of {self.user}"
