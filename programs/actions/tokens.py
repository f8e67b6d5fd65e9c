"""Tokens made and ended: one's own by everybody, those of service accounts by stewards."""

from __future__ import annotations

from datetime import timedelta
from typing import Unpack

from django.utils import timezone

from programs.actions.base import action, require
from programs.errors import NotAllowed, Refused
from programs.models import ApiToken, User
from programs.models.api_token import Allowed
from programs.models.grant import Scope

MOST_TOKENS = 50
LONGEST_DAYS = 365
KEPT_AFTER_THE_END = timedelta(days=90)


@action
def issue(user: User, *, by: User, name: str, lasts_days: int, **allowed: Unpack[Allowed]) -> tuple[ApiToken, str]:
    """A new token of the user, and its text, which nobody can be shown again.

    Tokens of the user that ended long ago are forgotten meanwhile.
    """
    require_own_or_service(user, by)
    if by.grant is not None and not by.grant.scope.includes(Scope(allowed.get("scope", Scope.READ))):
        raise NotAllowed("A token makes none that may do more than itself.")
    if not user.is_active:
        raise Refused("deactivated", f"{user} was deactivated.")
    if not 1 <= lasts_days <= LONGEST_DAYS:
        raise Refused("too_long", f"A token lasts 1 to {LONGEST_DAYS} days.", field="expires_in_days")
    now = timezone.now()
    user.auth_token_set.filter(expiry__lt=now - KEPT_AFTER_THE_END).delete()
    if user.auth_token_set.filter(expiry__gt=now).count() >= MOST_TOKENS:
        raise Refused("too_many_tokens", f"{user} has {MOST_TOKENS} tokens: revoke one that nothing uses.")
    return ApiToken.objects.issue(user, name=name, lasts=timedelta(days=lasts_days), **allowed)


@action
def revoke(token: ApiToken, *, by: User) -> None:
    """The token works no longer; that it was there stays in the history."""
    require_own_or_service(token.user, by)
    token.delete()


def require_own_or_service(user: User, by: User) -> None:
    """Returns when ``by`` may make and end tokens of the user: one's own, or a service account's as a steward."""
    if user == by and by.is_active:
        return
    if not user.is_service:
        raise NotAllowed("A token is made and revoked by the person whose it is.")
    require(by, "keep_installation")
