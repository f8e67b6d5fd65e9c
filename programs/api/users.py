from __future__ import annotations

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from programs.api.fields import Row
from programs.api.views import StrictView
from programs.models import User


class UserSerializer(serializers.ModelSerializer[User]):
    class Meta:
        model = User
        fields = ("uid", "email", "name", "is_steward", "is_superuser")
        read_only_fields = fields


class PersonSerializer(Row):
    """A person as rows name them; the address of their mail stands in their membership."""

    class Meta:
        model = User
        fields = ("uid", "name")


class MeView(StrictView):
    """Who is signed in, and what they owe."""

    summary = "Read who is signed in"
    serializer_class = UserSerializer

    def get(self, request: Request) -> Response:
        """Who is signed in."""
        return Response(UserSerializer(self.person).data)
