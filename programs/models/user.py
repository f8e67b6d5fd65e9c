"""People who sign in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import pghistory
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone

from programs.models.base import new_uid
from programs.models.constraint_words import SpeakingModel
from programs.models.feed_triggers import PersonUpdated
from programs.models.grant import Grant, reach_of, sees_all

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser


class UserManager(BaseUserManager["User"]):
    """Creates people by mail address."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        """A person who can sign in; without a password only after a reset."""
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> User:
        """An administrator of the installation: sees and may do everything."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def create_service(self, email: str, *, name: str) -> User:
        """A service account: nobody signs in as it, and no mail goes to it."""
        return self.create_user(email, name=name, is_service=True, digest=User.Digest.NONE)

    def get_by_natural_key(self, username: str | None) -> User:
        """The person with this mail address, whatever its case."""
        return self.get(email__iexact=username)

    def people(self) -> models.QuerySet[User]:
        """Who may answer for something: a service account reads no mail, signs in to no page and owes nothing."""
        return self.filter(is_active=True, is_service=False)

    def services_visible_to(self, user: User | AnonymousUser) -> models.QuerySet[User]:
        """Service accounts, for stewards and administrators; nobody else needs to see them as such."""
        services = self.filter(is_service=True)
        return services if sees_all(user) else services.none()

    def visible_to(self, user: User | AnonymousUser) -> models.QuerySet[User]:
        """The user, and people who have or had a role in a program that the user may see."""
        from programs.models.membership import Membership

        roles = Membership.objects.visible_to(user)
        return self.filter(models.Q(pk=user.pk) | models.Q(pk__in=roles.values("user_id")))


# What the record asks of the programs that a row names, and not of the row, which the installation shares.
ASKED_OF_PROGRAMS = frozenset({"programs.enter_reading"})


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), exclude=["password", "last_login"])
class User(SpeakingModel, AbstractBaseUser, PermissionsMixin):
    """A person, or a service account. What they may do in a program follows from their memberships.

    Stewards keep shared nouns. A service account never signs in: it acts by its tokens alone.

    grant  what the token of this request allows; None when nobody came with a token
    """

    class Digest(models.TextChoices):
        NONE = "none", "Never"
        DAILY = "daily", "Daily"
        WEEKLY = "weekly", "Weekly"

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    email = models.EmailField(max_length=254, unique=True)
    name = models.CharField(max_length=150)
    is_steward = models.BooleanField(default=False, help_text="Keeps functions, portfolios and policy.")
    digest = models.CharField(
        max_length=6, choices=Digest, default=Digest.WEEKLY, help_text="How often mail says what the person owes."
    )
    is_active = models.BooleanField(default=True)
    is_service = models.BooleanField(default=False, help_text="Acts by tokens alone and never signs in.")
    is_staff = models.BooleanField(default=False, help_text="May open the administration pages.")
    date_joined = models.DateTimeField(default=timezone.now, editable=False)
    grant: Grant | None = None

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(Lower("email"), name="user_email_is_unique_whatever_its_case"),
            models.CheckConstraint(
                condition=models.Q(is_service=False)
                | models.Q(is_staff=False, is_superuser=False, digest="none", password__startswith="!"),  # noqa: S106
                name="service_account_has_no_password_no_mail_and_administers_nothing",
            ),
        ]
        triggers = [PersonUpdated()]

    def __str__(self) -> str:
        return self.name or self.email

    def has_perm(self, perm: str, obj: Any | None = None) -> bool:
        """Whether the user has the right; by a limited token only on rows of the programs that it reaches."""
        if not super().has_perm(perm, obj):
            return False
        reach = reach_of(self)
        if reach is None or perm in ASKED_OF_PROGRAMS:
            return True
        from programs.rules import program_of

        program = program_of(obj)
        return program is not None and program.pk in reach
