"""Tokens: how a program signs in. Shown once, stored as a digest, and never without an end."""

from __future__ import annotations

import builtins
from collections.abc import Collection
from typing import Any, cast
from uuid import UUID

from axes.conf import settings as axes_settings
from django.contrib.auth import authenticate
from django.contrib.auth.signals import user_logged_in
from rest_framework import serializers, status
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed, Throttled, ValidationError
from rest_framework.permissions import AllowAny, BasePermission
from rest_framework.request import Request
from rest_framework.response import Response

from programs.actions import tokens
from programs.api.fields import StrictBody, UidField
from programs.api.views import ReadViewSet
from programs.models import ApiToken, Program, User
from programs.models.grant import Scope


class TokenSerializer(serializers.ModelSerializer[ApiToken]):
    user = UidField(read_only=True)
    starts_with = serializers.CharField(source="token_key", help_text="First characters, to tell tokens apart.")
    programs = serializers.SerializerMethodField(help_text="The only programs that it reaches; null: all of the user.")

    class Meta:
        model = ApiToken
        fields: tuple[str, ...] = (
            "uid",
            "user",
            "name",
            "starts_with",
            "scope",
            "programs",
            "writes_for",
            "created",
            "expiry",
            "last_used_at",
        )
        read_only_fields = fields

    def get_programs(self, token: ApiToken) -> list[UUID] | None:
        return [program.uid for program in token.programs.all()] if token.is_limited else None


class NewTokenSerializer(TokenSerializer):
    """A token that was just made; ``token`` is shown this once."""

    token = serializers.CharField()

    class Meta(TokenSerializer.Meta):
        fields = (*TokenSerializer.Meta.fields, "token")
        read_only_fields = fields


class TokenBody(StrictBody):
    """What a token may do, for how long."""

    name = serializers.CharField(max_length=100, help_text="What will use the token, such as Power BI.")
    scope = serializers.ChoiceField(Scope.choices, default=Scope.READ, help_text="Each includes those before it.")
    programs = serializers.ListField(
        child=serializers.UUIDField(),
        allow_null=True,
        allow_empty=False,
        default=None,
        max_length=1000,
        help_text="The only programs that it reaches; null or left out: all that the user may see.",
    )
    writes_for = serializers.CharField(
        max_length=100,
        allow_blank=True,
        default="",
        help_text="The source system that it writes for: it changes the fields which that keeps. It gives no right.",
    )
    expires_in_days = serializers.IntegerField(min_value=1, max_value=tokens.LONGEST_DAYS, default=90)


class SignIn(TokenBody):
    email = serializers.EmailField()
    password = serializers.CharField(trim_whitespace=False, max_length=1000)


class TokenViewSet(ReadViewSet):
    """Your own tokens; for stewards those of service accounts too."""

    queryset = ApiToken.objects.select_related("user").prefetch_related("programs")
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
        user = signed_in(request, given.pop("email").lower(), given.pop("password"))
        return issued(user, by=user, given=given)

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        page = self.paginate_queryset(self.filter_queryset(self.get_queryset()))
        return self.get_paginated_response(TokenSerializer(page, many=True).data)

    def destroy(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """The token revoked: it works no longer."""
        tokens.revoke(self.get_object(), by=self.person)
        return Response(status=status.HTTP_204_NO_CONTENT)


def issued(user: User, *, by: User, given: dict[str, Any]) -> Response:
    """The answer with a new token of the user; ``given`` is what TokenBody holds. No cache keeps its text."""
    asked = given["programs"]
    programs = None if asked is None else programs_named(asked, user)
    token, text = tokens.issue(
        user,
        by=by,
        name=given["name"],
        scope=given["scope"],
        lasts_days=given["expires_in_days"],
        programs=programs,
        writes_for=given["writes_for"],
    )
    shown = {**TokenSerializer(token).data, "token": text}
    return Response(shown, status=status.HTTP_201_CREATED, headers={"Cache-Control": "no-store"})


def programs_named(uids: Collection[UUID], user: User) -> list[Program]:
    """The programs with these uids, which the user may see."""
    found = list(Program.objects.visible_to(user).filter(uid__in=uids))
    if len(found) < len(set(uids)):
        message = "The user may see no program with one of these uids."
        raise ValidationError({"programs": [message]}, code="does_not_exist")
    return found


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
