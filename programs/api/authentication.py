from __future__ import annotations

from typing import cast

from knox.auth import TokenAuthentication as KnoxAuthentication
from rest_framework.exceptions import AuthenticationFailed

from programs.models import ApiToken, User


class TokenAuthentication(KnoxAuthentication):
    """``Authorization: Bearer <token>``; whatever is not a token is refused."""

    def authenticate_credentials(self, token: bytes) -> tuple[User, ApiToken]:
        if not token.isalnum():  # Bytes that are not text would fail before the comparison.
            raise AuthenticationFailed("Invalid token.")
        return cast("tuple[User, ApiToken]", super().authenticate_credentials(token))
