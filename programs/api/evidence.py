from __future__ import annotations

import django_filters.rest_framework as filters
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from programs.actions import evidence
from programs.api.fields import RECORD_FIELDS, Body, Moment, OnBody, Row, TodayField, UidField
from programs.api.query import RecordFilter, SetFilter
from programs.api.views import Creates, Write
from programs.models import Evidence, EvidenceUse, Milestone

WORDS = ("level", "title", "reference", "expires_on")
TRAIL = ("given_by", "given_on", "accepted_by", "accepted_on", "revoked_by", "revoked_on", "revocation_reason")


class EvidenceSerializer(Row):
    milestones = serializers.ListField(source="milestone_uids", child=serializers.UUIDField(), read_only=True)

    class Meta:
        model = Evidence
        fields = (*RECORD_FIELDS, "program", *WORDS, *TRAIL, "milestones")

    @classmethod
    def rows(cls, moment: Moment) -> QuerySet[Evidence]:
        uses = EvidenceUse.objects.filter(evidence=OuterRef("pk")).order_by("milestone_id")
        return Evidence.objects.annotate(milestone_uids=ArraySubquery(uses.values("milestone__uid")))


class EvidenceBody(Body):
    milestones = UidField(queryset=Milestone.objects, many=True)
    on = TodayField()

    class Meta(Body.Meta):
        model = Evidence
        fields = ("milestones", *WORDS, "on")


class AcceptBody(OnBody):
    expires_on = serializers.DateField(
        required=False,
        allow_null=True,
        help_text="The last day on which it counts. When left out: as given; for cultural work else as policy says.",
    )


class RevokeBody(OnBody):
    reason = serializers.CharField()


class EvidenceFilter(RecordFilter):
    milestone = filters.UUIDFilter("uses__milestone__uid")
    accepted = SetFilter("accepted_on")
    revoked = SetFilter("revoked_on")


class EvidenceViewSet(Creates):
    """Proof that milestones were achieved, given by one person and accepted by another."""

    queryset = Evidence.objects.all()
    serializer_class = EvidenceSerializer
    filterset_class = EvidenceFilter
    writes = {
        "create": Write(evidence.give, EvidenceBody, subject="milestones"),
        "accept": Write(evidence.accept, AcceptBody),
        "revoke": Write(evidence.revoke, RevokeBody),
    }

    @action(detail=True, methods=["post"])
    def accept(self, request: Request, uid: str) -> Response:
        return self.write()

    @action(detail=True, methods=["post"])
    def revoke(self, request: Request, uid: str) -> Response:
        return self.write()
