from __future__ import annotations

from typing import Any

from django.utils import timezone
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from programs.api.views import StrictView
from programs.obligations import owed_by
from programs.obligations.obligation import Obligation


class ObligationSerializer(serializers.Serializer[Obligation]):
    """One thing that the person owes."""

    kind = serializers.CharField(help_text="What sort of thing, such as milestone_due.")
    key = serializers.CharField(help_text="Tells two of one kind apart; the uid of a row where it is about one.")
    what = serializers.CharField()
    program = serializers.UUIDField(source="program.uid")
    also = serializers.CharField(allow_blank=True, help_text="Names of other programs that it serves as well.")
    since = serializers.DateField(allow_null=True, help_text="The day from which it is owed.")
    due_on = serializers.DateField(allow_null=True)
    expected = serializers.DateField(allow_null=True, help_text="The day expected now, where that is another one.")
    gate = serializers.CharField(allow_blank=True, help_text="Code of the gate that needs it.")
    why = serializers.CharField(help_text="Which number or gate it unlocks.")
    address = serializers.CharField(help_text="The page on which one does it.")


class ObligationList(serializers.Serializer[Any]):
    results = ObligationSerializer(many=True)


class MyObligationsView(StrictView):
    """What the signed-in person owes over all programs that run."""

    summary = "List what I owe"
    serializer_class = ObligationList

    def get(self, request: Request) -> Response:
        """Everything that is owed today, what blocks most first; always all of it."""
        owed = owed_by(self.person, timezone.localdate())
        return Response(ObligationList({"results": owed}).data)
