"""What a token lets whoever shows it do: a part of what its user may, never more."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import models

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from programs.models.user import User


class Scope(models.TextChoices):
    """How much a token may do; each scope includes those before it."""

    READ = "read", "Read"
    WRITE = "write", "Read and write"
    ADMIN = "admin", "Read, write and administer"

    def includes(self, other: Scope) -> bool:
        """Whether who has this scope may do what ``other`` is needed for."""
        order = list(Scope)
        return order.index(self) >= order.index(other)


@dataclass(frozen=True, slots=True)
class Grant:
    """What the token of a request allows. Authentication puts it on the request's user.

    programs  keys of the only programs that the token reaches; None: all that its user may see
    system    the source system that it writes for, which keeps fields of its own; blank for none
    """

    scope: Scope
    programs: frozenset[int] | None = None
    system: str = ""


def reach_of(user: User | AnonymousUser) -> frozenset[int] | None:
    """Keys of the only programs that the user reaches now; None: no token limits them."""
    grant: Grant | None = getattr(user, "grant", None)
    return grant.programs if grant else None


def sight_of(user: User | AnonymousUser) -> Hashable:
    """All of the user and of the token they came with that ``visible_to`` goes by, beside what stands in tables.

    Two requests with the same sight see the same rows of one database, by the same statement.
    """
    is_steward = getattr(user, "is_steward", False)
    return user.pk, user.is_active, user.is_superuser, is_steward, reach_of(user)


def system_of(user: User | AnonymousUser) -> str:
    """The source system that the user writes for now; blank without a token of one."""
    grant: Grant | None = getattr(user, "grant", None)
    return grant.system if grant else ""


def sees_all(user: User | AnonymousUser) -> bool:
    """True for stewards and administrators, unless the token they came with is limited to some programs."""
    keeps: Any = user.is_active and (user.is_superuser or getattr(user, "is_steward", False))
    return bool(keeps) and reach_of(user) is None
