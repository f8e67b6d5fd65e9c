"""How a request says whose it is: a token, as a bearer or as the password of HTTP Basic."""

from __future__ import annotations

import binascii
from base64 import b64decode
from collections.abc import Callable

from django.utils import timezone
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from programs.models import ApiToken, User

LONGEST = 200
REALM = "tracker"


class TokenAuthentication(BaseAuthentication):
    """``Authorization: Bearer <token>``, or Basic with the token as password; whatever is not a token is refused.

    The request's user carries what the token allows, so that every ``visible_to`` and every right honors it.
    """

    def authenticate(self, request: Request) -> tuple[User, ApiToken] | None:
        kind, _, given = get_authorization_header(request).partition(b" ")
        read = READERS.get(kind.lower())
        if read is None:
            return None
        if kind.lower() == b"basic" and is_browser(request):
            # A browser sends what was typed into its dialog with every request, also with those of other sites.
            raise AuthenticationFailed("A browser does not sign in with Basic: open the tracker's own page.")
        return user_of(read(given.strip()))

    def authenticate_header(self, request: Request) -> str:
        """What a client may sign in with; browsers are not told of Basic, or they would ask in a dialog."""
        return "Bearer" if is_browser(request) else f'Bearer, Basic realm="{REALM}", charset="UTF-8"'


def is_browser(request: Request) -> bool:
    """True when the request says so itself, as every browser does (Fetch Metadata)."""
    return "Sec-Fetch-Mode" in request.headers


def bearer(given: bytes) -> str:
    return checked(given)


def password(given: bytes) -> str:
    """The password of HTTP Basic; the name before it may be anything, for tools that insist on one."""
    try:
        decoded = b64decode(given, validate=True)
    except binascii.Error as error:
        raise AuthenticationFailed("Invalid token.") from error
    return checked(decoded.partition(b":")[2])


READERS: dict[bytes, Callable[[bytes], str]] = {b"bearer": bearer, b"basic": password}


def checked(token: bytes) -> str:
    """The token as text; refused when it cannot be one. What it was is said nowhere."""
    if not 0 < len(token) <= LONGEST or not token.replace(b"_", b"").isalnum():
        raise AuthenticationFailed("Invalid token.")
    return token.decode("ascii")


def user_of(text: str) -> tuple[User, ApiToken]:
    """The user whose token this is, with what it allows; one query, and now and then one that notes its use."""
    now = timezone.now()
    token = ApiToken.objects.shown_as(text, now)
    if token is None:
        raise AuthenticationFailed("Invalid token.")
    token.note_use(now)
    user: User = token.user
    user.grant = token.grant
    return user, token
