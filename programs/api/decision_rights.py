from __future__ import annotations

from typing import Any

import django_filters.rest_framework as filters
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from programs.actions import authorities, decision_rights
from programs.api.fields import RECORD_FIELDS, Body, EmptyBody, Moment, Row, StrictBody, TodayField, UidField
from programs.api.query import DayFilter, RecordFilter, SetFilter
from programs.api.views import Changes, Creates, Removes, Write
from programs.models import (
    Authority,
    BusinessFunction,
    DecisionRight,
    DecisionRightResource,
    Resource,
    Team,
    User,
)

WORDS = ("decision", "flow", "times_a_month")


def some(rows: Any, help_text: str) -> UidField:
    """A list of uids that may be left out."""
    field: UidField = UidField(queryset=rows, many=True, required=False, help_text=help_text)
    return field


class DecisionRightSerializer(Row):
    resources = serializers.ListField(
        source="resource_uids",
        child=serializers.UUIDField(),
        read_only=True,
        help_text="Resources that the decision commits.",
    )

    class Meta:
        model = DecisionRight
        fields = (*RECORD_FIELDS, "program", *WORDS, "resources", "ended_on")

    @classmethod
    def rows(cls, moment: Moment) -> QuerySet[DecisionRight]:
        committed = DecisionRightResource.objects.filter(right=OuterRef("pk")).order_by("id")
        return DecisionRight.objects.annotate(resource_uids=ArraySubquery(committed.values("resource__uid")))


class DecisionRightBody(Body):
    resources = some(Resource.objects, "Resources that the decision commits.")
    deciding_functions = some(BusinessFunction.objects, "Functions that decide; one is right, several are a finding.")
    deciding_teams = some(Team.objects, "Teams that decide.")
    recommending = some(BusinessFunction.objects, "Functions that recommend.")
    giving_input = some(BusinessFunction.objects, "Functions that give input.")
    valid_from = TodayField(help_text="First day on which they hold it like this; today when left out.")

    class Meta(Body.Meta):
        model = DecisionRight
        fields = (
            *("program", *WORDS, "resources", "deciding_functions", "deciding_teams", "recommending"),
            *("giving_input", "valid_from"),
        )


class DecisionRightChange(Body):
    class Meta(Body.Meta):
        model = DecisionRight
        fields = WORDS


class RightEndBody(StrictBody):
    ended_on = TodayField(help_text="Last day on which it is made; today when left out.")


class MoveBody(StrictBody):
    function = UidField(queryset=BusinessFunction.objects, required=False, allow_null=True)
    team = UidField(queryset=Team.objects, required=False, allow_null=True)
    valid_from = TodayField(help_text="First day on which it decides; today when left out.")


class DecisionRightFilter(RecordFilter):
    resource = filters.UUIDFilter("committed__resource__uid")
    ended = SetFilter("ended_on", label="Whether nobody makes the decision any more.")


def move(right: DecisionRight, *, by: User, **given: Any) -> DecisionRight:
    """The decision itself, after it moved; its authorities say to whom."""
    authorities.move(right, by=by, **given)
    return right


class DecisionRightViewSet(Creates, Changes):
    """Decisions that recur, with the resources they commit; who may make them stands in the authorities."""

    queryset = DecisionRight.objects.all()
    serializer_class = DecisionRightSerializer
    filterset_class = DecisionRightFilter
    writes = {
        "create": Write(decision_rights.create, DecisionRightBody, subject="program"),
        "partial_update": Write(decision_rights.change, DecisionRightChange),
        "end": Write(decision_rights.end, RightEndBody),
        "move": Write(move, MoveBody),
    }

    @action(detail=True, methods=["post"])
    def move(self, request: Request, uid: str) -> Response:
        """Moves the decision to one function or team; whoever decided ends the day before."""
        return self.write()

    @action(detail=True, methods=["post"])
    def end(self, request: Request, uid: str) -> Response:
        return self.write()


class DecisionRightResourceSerializer(Row):
    class Meta:
        model = DecisionRightResource
        fields = (*RECORD_FIELDS, "right", "resource")


class DecisionRightResourceBody(Body):
    class Meta(Body.Meta):
        model = DecisionRightResource
        fields = ("right", "resource")


class OfRightFilter(RecordFilter):
    program = filters.UUIDFilter("right__program__uid", label="Rows of this program.")


class DecisionRightResourceViewSet(Creates, Removes):
    """Which decision commits which resource."""

    queryset = DecisionRightResource.objects.all()
    serializer_class = DecisionRightResourceSerializer
    filterset_class = OfRightFilter
    writes = {
        "create": Write(decision_rights.commit_resource, DecisionRightResourceBody, subject="right"),
        "destroy": Write(decision_rights.release_resource, EmptyBody),
    }


class AuthoritySerializer(Row):
    class Meta:
        model = Authority
        fields = (*RECORD_FIELDS, "right", "role", "function", "team", "valid_from", "valid_to")


class AuthorityBody(Body):
    valid_from = TodayField(help_text="First day; today when left out.")

    class Meta(Body.Meta):
        model = Authority
        fields = ("right", "role", "function", "team", "valid_from")


class AuthorityEndBody(StrictBody):
    valid_to = TodayField(help_text="Last day; today when left out.")


class AuthorityFilter(OfRightFilter):
    valid_on = DayFilter(method="held_on", label="Authorities that are held on this day.")

    def held_on(self, rows: Any, name: str, day: Any) -> Any:
        return rows.valid_on(day)


class AuthorityViewSet(Creates, Removes):
    """Who decides, recommends or gives input about a decision, and when."""

    queryset = Authority.objects.all()
    serializer_class = AuthoritySerializer
    filterset_class = AuthorityFilter
    writes = {
        "create": Write(authorities.give, AuthorityBody, subject="right"),
        "end": Write(authorities.end, AuthorityEndBody),
        "destroy": Write(authorities.remove, EmptyBody),
    }

    @action(detail=True, methods=["post"])
    def end(self, request: Request, uid: str) -> Response:
        return self.write()
