from __future__ import annotations

import django_filters.rest_framework as filters
from django.db.models import QuerySet
from rest_framework import serializers

from programs.actions import gates
from programs.api.fields import RECORD_FIELDS, Body, Moment, Row, TodayField, UidField
from programs.api.query import RecordFilter
from programs.api.views import Changes, Creates, Write
from programs.models import Gate, GateReview, Meeting, User


class GateSerializer(Row):
    state = serializers.ChoiceField(GateReview.Outcome.choices, read_only=True, help_text="After its latest review.")
    decided_on = serializers.DateField(read_only=True, allow_null=True)
    open_count = serializers.IntegerField(
        read_only=True, allow_null=True, help_text="How many things it needed were missing when it was passed."
    )
    in_spite = serializers.CharField(
        read_only=True, allow_null=True, help_text="Why it was passed although something was missing."
    )

    class Meta:
        model = Gate
        fields = (
            *RECORD_FIELDS,
            "program",
            "code",
            "item",
            "criteria",
            "state",
            "decided_on",
            "open_count",
            "in_spite",
        )

    @classmethod
    def rows(cls, moment: Moment) -> QuerySet[Gate]:
        return Gate.objects.with_state(moment.today)


class GateBody(Body):
    expected_on = serializers.DateField(help_text="When it is expected to be passed.")
    stated_on = TodayField(help_text="When that was said; today when left out.")
    weight = serializers.DecimalField(max_digits=9, decimal_places=3, required=False)
    owner = UidField(queryset=User.objects, required=False, allow_null=True)

    class Meta(Body.Meta):
        model = Gate
        fields = ("program", "code", "expected_on", "stated_on", "weight", "owner", "criteria")


class GateChange(Body):
    class Meta(Body.Meta):
        model = Gate
        fields = ("criteria",)


class GateViewSet(Creates, Changes):
    """Gates of the implementation sequence; ``item`` is the milestone that holds its plan."""

    queryset = Gate.objects.all()
    serializer_class = GateSerializer
    writes = {
        "create": Write(gates.create, GateBody, subject="program"),
        "partial_update": Write(gates.change, GateChange),
    }


class ReviewSerializer(Row):
    class Meta:
        model = GateReview
        fields = (
            *(*RECORD_FIELDS, "gate", "outcome", "decided_on", "decided_by", "note", "meeting"),
            *("needed_count", "open_count", "missing", "in_spite", "waiver"),
        )


class ReviewBody(Body):
    on = TodayField()
    meeting = UidField(
        queryset=Meeting.objects, required=False, allow_null=True, help_text="Where the committee decided."
    )

    class Meta(Body.Meta):
        model = GateReview
        fields = ("gate", "outcome", "on", "note", "in_spite", "meeting")


class ReviewFilter(RecordFilter):
    program = filters.UUIDFilter("gate__program__uid", label="Rows of this program.")


class ReviewViewSet(Creates):
    """Decisions about gates; the latest one of a gate says how it stands."""

    queryset = GateReview.objects.all()
    serializer_class = ReviewSerializer
    filterset_class = ReviewFilter
    writes = {"create": Write(gates.review, ReviewBody, subject="gate")}
