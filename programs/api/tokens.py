"""Tokens: how a program signs in. Shown once, stored as a digest, and never without an end."""

from __future__ import annotations

import builtins
from datetime import timedelta
from typing import Any, cast

from axes.conf import settings as axes_settings
from django.contrib.auth import authenticate
from django.contrib.auth.signals import user_logged_in
from rest_framework import serializers, status
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed, Throttled
from rest_framework.permissions import AllowAny, BasePermission
from rest_framework.request import Request
from rest_framework.response import Response

from programs.api.fields import StrictBody
from programs.api.views import ReadViewSet
from programs.models import ApiToken, User


class TokenSerializer(serializers.ModelSerializer[ApiToken]):
    starts_with = serializers.CharField(source="token_key", help_text="First characters, to tell tokens apart.")

    class Meta:
        model = ApiToken
        fields: tuple[str, ...] = ("uid", "name", "starts_with", "created", "expiry")
        read_only_fields = fields


class NewTokenSerializer(TokenSerializer):
    """A token that was just made; ``token`` is shown this once."""

    token = serializers.CharField()

    class Meta(TokenSerializer.Meta):
        fields = (*TokenSerializer.Meta.fields, "token")
        read_only_fields = fields


class SignIn(StrictBody):
    email = serializers.EmailField()
    password = serializers.CharField(trim_whitespace=False, max_length=1000)
    name = serializers.CharField(max_length=100, help_text="What will use the token, such as Power BI.")
    expires_in_days = serializers.IntegerField(min_value=1, max_value=365, default=90)


class TokenViewSet(ReadViewSet):
    queryset = ApiToken.objects.all()
    serializer_class = TokenSerializer
    order = ("uid",)
    bodies = {"create": SignIn}
    takes_keys = False

    @property
    def signs_in(self) -> bool:
        return getattr(self, "action", None) == "create"

    def get_authenticators(self) -> builtins.list[BaseAuthentication]:
        # Asked before the action is known; an old token must not keep anybody from signing in again.
        return [] if self.request is not None and self.request.method == "POST" else super().get_authenticators()

    def get_permissions(self) -> builtins.list[BasePermission]:
        return [AllowAny()] if self.signs_in else cast("list[BasePermission]", super().get_permissions())

    def get_authenticate_header(self, request: Request) -> str:
        return "Bearer"

    def get_serializer_class(self) -> Any:
        return NewTokenSerializer if self.signs_in else TokenSerializer

    def create(self, request: Request) -> Response:
        """A new token for mail address and password, shown this once."""
        body = SignIn(data=request.data)
        body.is_valid(raise_exception=True)
        given = body.validated_data
        user = signed_in(request, given["email"].lower(), given["password"])
        token, text = ApiToken.objects.issue(user, name=given["name"], lasts=timedelta(days=given["expires_in_days"]))
        shown = {**TokenSerializer(token).data, "token": text}
        return Response(shown, status=status.HTTP_201_CREATED, headers={"Cache-Control": "no-store"})

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        page = self.paginate_queryset(self.filter_queryset(self.get_queryset()))
        return self.get_paginated_response(TokenSerializer(page, many=True).data)

    def destroy(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """The token revoked: it works no longer."""
        self.get_object().delete()
        return Response(status=status.HTTP_204_NO_CONTENT)


def signed_in(request: Request, email: str, password: str) -> User:
    """The person with this address and password.

    raises  Throttled after too many failures, AuthenticationFailed for a wrong password
    """
    inner = request._request
    # The throttle counts by the name that its own setting gives the address; without it nobody is ever locked out.
    names = {"username": email, str(axes_settings.AXES_USERNAME_FORM_FIELD): email}
    user = authenticate(inner, password=password, **names)
    if getattr(inner, "axes_locked_out", False):
        inner.axes_locked_out = False  # type: ignore[attr-defined]  # Its middleware would answer with a page.
        raise Throttled(detail="Too many failed sign-ins. Try again later.")
    if user is None:
        raise AuthenticationFailed("Wrong mail address or password.")
    user_logged_in.send(sender=User, request=inner, user=user)
    return user
