"""Service accounts: users of the record that are programs. Stewards make them and their tokens."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponseBase
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse

from programs.actions import people, service_accounts
from programs.api.fields import EmptyBody, Row, StrictBody
from programs.api.tokens import NewTokenSerializer, TokenBody, issued
from programs.api.views import ReadViewSet
from programs.models import User


class ServiceAccountSerializer(Row):
    stands_for_its_table = False

    class Meta:
        model = User
        fields = ("uid", "name", "email", "is_active", "is_steward", "date_joined")


class ServiceAccountBody(StrictBody):
    name = serializers.CharField(max_length=150, help_text="The system it is for, such as Planview.")


class ServiceAccountViewSet(ReadViewSet):
    """Accounts of systems, for stewards. Memberships give one its roles, by its address, as they do for people."""

    queryset: Any = User.objects.all()
    serializer_class = ServiceAccountSerializer
    tagged = ("retrieve",)
    takes_keys = False
    statuses = {"tokens": "201"}
    bodies = {
        "create": ServiceAccountBody,
        "tokens": TokenBody,
        "deactivate": EmptyBody,
        "reactivate": EmptyBody,
    }

    def get_queryset(self) -> Any:
        return User.objects.services_visible_to(self.person)

    def get_serializer_class(self) -> Any:
        return NewTokenSerializer if getattr(self, "action", None) == "tokens" else ServiceAccountSerializer

    def given(self, request: Request) -> dict[str, Any]:
        """The body of the operation, checked."""
        body = self.bodies[self.action](data=request.data)
        body.is_valid(raise_exception=True)
        values: dict[str, Any] = body.validated_data
        return values

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return self.one(request, self.get_queryset().filter(uid=self.kwargs["uid"]))

    def create(self, request: Request) -> Response:
        """A service account without a role; nobody can sign in as it."""
        made = service_accounts.create(self.given(request)["name"], by=self.person)
        address = reverse("api:service-account-detail", kwargs={"uid": made.uid}, request=request)
        shown = ServiceAccountSerializer(made).data
        return Response(shown, status=status.HTTP_201_CREATED, headers={"Location": address})

    @action(detail=True, methods=["post"])
    def tokens(self, request: Request, uid: str) -> Response:
        """A new token of the service account, shown this once."""
        return issued(self.get_object(), by=self.person, given=self.given(request))

    @action(detail=True, methods=["post"])
    def deactivate(self, request: Request, uid: str) -> Response:
        """The account acts no more: its tokens end at once."""
        self.given(request)
        return Response(ServiceAccountSerializer(people.deactivate(self.get_object(), by=self.person)).data)

    @action(detail=True, methods=["post"])
    def reactivate(self, request: Request, uid: str) -> Response:
        """The account can have tokens again."""
        self.given(request)
        return Response(ServiceAccountSerializer(people.reactivate(self.get_object(), by=self.person)).data)
