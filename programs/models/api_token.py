from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, TypedDict, Unpack

import pghistory
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.postgres.expressions import ArraySubquery
from django.db import DEFAULT_DB_ALIAS, models
from django.utils import timezone
from knox.crypto import hash_token
from knox.models import AbstractAuthToken, get_digest_token
from knox.settings import CONSTANTS

from programs.compiled import Compiled, compiled, given
from programs.models.base import new_uid
from programs.models.constraint_words import SpeakingModel
from programs.models.grant import Grant, Scope, sees_all

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from programs.models.program import Program
    from programs.models.user import User

USE_IS_NOTED_EVERY = timedelta(minutes=1)


class Allowed(TypedDict, total=False):
    """What a token is made for.

    programs    the only ones that it reaches; None or left out: all that its user may see
    writes_for  the source system whose fields it changes where that keeps them; it gives no right
    """

    scope: str
    programs: Iterable[Program] | None
    writes_for: str


class ApiTokenQuerySet(models.QuerySet["ApiToken"]):
    def visible_to(self, user: User | AnonymousUser) -> ApiTokenQuerySet:
        """The user's own tokens; for stewards and administrators those of service accounts too."""
        own = models.Q(user=user.pk)
        if sees_all(user):
            own |= models.Q(user__is_service=True)
        return self.filter(own)

    def holding_at(self, moment: datetime | models.Value) -> ApiTokenQuerySet:
        """Tokens that let somebody in: not expired, and of a user who may still sign in."""
        return self.filter(expiry__gt=moment, user__is_active=True)

    def issue(
        self,
        user: User,
        *,
        name: str,
        lasts: timedelta,
        **allowed: Unpack[Allowed],
    ) -> tuple[ApiToken, str]:
        """A new token, and its text, which is stored nowhere; without a scope it only reads."""
        programs = allowed.get("programs")
        digest, text = get_digest_token()
        token = self.create(
            digest=digest,
            token_key=text[: CONSTANTS.TOKEN_KEY_LENGTH],
            user=user,
            name=name,
            scope=allowed.get("scope", Scope.READ),
            is_limited=programs is not None,
            writes_for=allowed.get("writes_for", "").strip(),
            expiry=timezone.now() + lasts,
        )
        token.programs.set(programs or ())
        return token, text

    def shown_as(self, text: str, moment: datetime) -> ApiToken | None:
        """The token with this text, its user and its limits, in one query; None when it lets nobody in.

        It is found by its digest alone: how long that takes tells nothing about any stored token.
        """
        found = token_of_a_digest().ask({"digest": hash_token(text), "moment": moment})
        if not found:
            return None
        of_token, of_user = names_of(ApiToken), names_of(get_user_model())
        values = tuple(found[0])
        token = ApiToken.from_db(DEFAULT_DB_ALIAS, of_token, values[: len(of_token)])
        token.user = get_user_model().from_db(DEFAULT_DB_ALIAS, of_user, values[len(of_token) : -1])
        token.program_keys = found[0].program_keys
        return token


def names_of(model: type[models.Model]) -> list[str]:
    """The columns of a table, in the order in which an instance takes their values."""
    return [column.attname for column in model._meta.concrete_fields]


@cache
def token_of_a_digest() -> Compiled:
    """A token that lets somebody in, with its user and the programs that limit it; every request of a tool asks it."""
    limits = ApiToken.programs.through.objects.filter(apitoken=models.OuterRef("pk")).order_by()
    rows = ApiToken.objects.holding_at(given("moment")).filter(digest=given("digest")).order_by()
    rows = rows.annotate(program_keys=ArraySubquery(limits.values("program_id")))
    of_user = [f"user__{name}" for name in names_of(get_user_model())]
    return compiled(rows.values_list(*names_of(ApiToken), *of_user, "program_keys"))


# Without the digest, which is its key: the history says who made and revoked which token, and proves none.
@pghistory.track(pghistory.InsertEvent(), pghistory.DeleteEvent(), exclude=["digest", "last_used_at"], obj_field=None)
class ApiToken(SpeakingModel, AbstractAuthToken):
    """A program's way to act as a user until ``expiry``. Only its digest is stored, and its first characters.

    is_limited    True when it reaches ``programs`` alone; without any of them it reaches nothing
    writes_for    the source system whose fields it may change where that keeps them; blank for none
    last_used_at  to the minute; NULL before the first use
    """

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="auth_token_set")
    name = models.CharField(max_length=100, help_text="What uses it, such as Power BI.")
    scope = models.CharField(max_length=5, choices=Scope)
    is_limited = models.BooleanField(default=False)
    writes_for = models.CharField(max_length=100, blank=True, default="")
    programs = models.ManyToManyField("programs.Program", blank=True, related_name="+")
    last_used_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = ApiTokenQuerySet.as_manager()

    class Meta:
        ordering = ["uid"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(name=""), name="api_token_has_a_name"),
            models.CheckConstraint(condition=models.Q(expiry__isnull=False), name="api_token_expires"),
            models.CheckConstraint(condition=models.Q(scope__in=Scope.values), name="api_token_has_a_scope"),
        ]

    def __str__(self) -> str:
        return f"{self.name} of {self.user}"

    @property
    def has_ended(self) -> bool:
        return self.expiry is not None and self.expiry <= timezone.now()

    @property
    def grant(self) -> Grant:
        """What it allows; only of a row that ``shown_as`` found."""
        keys: list[int] = self.program_keys
        return Grant(Scope(self.scope), frozenset(keys) if self.is_limited else None, self.writes_for)

    def note_use(self, moment: datetime) -> None:
        """Writes that it was used, at most once a minute: of requests at the same time one writes."""
        before = moment - USE_IS_NOTED_EVERY
        if self.last_used_at is not None and self.last_used_at > before:
            return
        unnoted = models.Q(last_used_at__isnull=True) | models.Q(last_used_at__lte=before)
        ApiToken.objects.filter(unnoted, pk=self.pk).update(last_used_at=moment)
