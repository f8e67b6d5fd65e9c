"""Which scope of a token an operation needs: reading, writing, or administering."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from rest_framework.exceptions import APIException
from rest_framework.permissions import SAFE_METHODS, IsAuthenticated
from rest_framework.request import Request

from programs.models import ApiToken
from programs.models.grant import Scope

if TYPE_CHECKING:
    from rest_framework.views import APIView


class ScopeMissing(APIException):
    """The token may less than the operation needs."""

    status_code = HTTPStatus.FORBIDDEN
    default_code = "scope_missing"

    def __init__(self, needed: Scope) -> None:
        super().__init__(f"This needs a token with the scope {needed.value}.")
        # As RFC 6750 says it, for clients that ask for another token by themselves.
        self.auth_header = f'Bearer error="insufficient_scope", scope="{needed.value}"'


class HasScope(IsAuthenticated):
    """Somebody is signed in, and a token has the scope that the operation needs."""

    def has_permission(self, request: Request, view: APIView) -> bool:
        if not super().has_permission(request, view):
            return False
        needed = scope_needed(view, str(request.method))
        if isinstance(request.auth, ApiToken) and needed and not Scope(request.auth.scope).includes(needed):
            raise ScopeMissing(needed)
        return True


# What decides who may do what, by which rules everything is judged, and whether a program is there at all.
# Nouns by the name of their addresses, every write of which administers; and single operations of other nouns.
ADMINISTERED = frozenset(
    {
        *("committee-mandate", "committee-member", "field-source", "invitation", "membership", "policy"),
        *("service-account", "token"),
    }
)
ADMINISTERS: dict[str, frozenset[str]] = {"program": frozenset({"destroy", "restore"})}


def scope_needed(view: APIView, method: str) -> Scope | None:
    """The scope that the method needs here; None where the method is not served, which is said in other words.

    A view says by ``only_reads`` that it stores nothing, whatever its method.
    """
    action = getattr(view, "action", method.lower() if hasattr(view, method.lower()) else None)
    if action is None:
        return None
    if method in SAFE_METHODS or getattr(view, "only_reads", False):
        return Scope.READ
    noun = getattr(view, "basename", "")
    administers = noun in ADMINISTERED or action in ADMINISTERS.get(noun, ())
    return Scope.ADMIN if administers else Scope.WRITE
