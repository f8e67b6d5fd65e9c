from __future__ import annotations

from typing import Any

import django_filters.rest_framework as filters
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from programs.actions import teams
from programs.api.fields import RECORD_FIELDS, Body, Row, StrictBody, TodayField, UidField
from programs.api.query import DayFilter, RecordFilter
from programs.api.views import Changes, Creates, Write
from programs.models import BusinessFunction, Team, TeamFunction, User


class TeamSerializer(Row):
    class Meta:
        model = Team
        fields = (*RECORD_FIELDS, "program", "name", "flow")


class TeamBody(Body):
    functions = UidField(queryset=BusinessFunction.objects, many=True, help_text="Functions that sit in the team.")
    deciding = UidField(
        queryset=BusinessFunction.objects, required=False, allow_null=True, help_text="Who holds the deciding vote."
    )
    valid_from = TodayField(help_text="First day of these seats; today when left out.")

    class Meta(Body.Meta):
        model = Team
        fields = ("program", "name", "flow", "functions", "deciding", "valid_from")


class TeamChange(Body):
    class Meta(Body.Meta):
        model = Team
        fields = ("name", "flow")


class MoveVoteBody(StrictBody):
    function = UidField(queryset=BusinessFunction.objects)
    valid_from = TodayField(help_text="First day with the vote; today when left out.")


def move_vote(team: Team, *, by: User, **given: Any) -> Team:
    """The team itself, after the vote moved; its functions say to whom."""
    teams.move_vote(team, by=by, **given)
    return team


class TeamViewSet(Creates, Changes):
    """Cross-functional teams that answer for a customer segment or product line."""

    queryset = Team.objects.all()
    serializer_class = TeamSerializer
    writes = {
        "create": Write(teams.create, TeamBody, subject="program"),
        "partial_update": Write(teams.change, TeamChange),
        "move_vote": Write(move_vote, MoveVoteBody),
    }

    @action(detail=True, methods=["post"], url_path="move-vote")
    def move_vote(self, request: Request, uid: str) -> Response:
        """Moves the deciding vote to a function from a day on; whoever held it does so until the day before."""
        return self.write()


class TeamFunctionSerializer(Row):
    class Meta:
        model = TeamFunction
        fields = (*RECORD_FIELDS, "team", "function", "decides", "valid_from", "valid_to")


class TeamFunctionBody(Body):
    valid_from = TodayField(help_text="First day of the seat; today when left out.")

    class Meta(Body.Meta):
        model = TeamFunction
        fields = ("team", "function", "valid_from")


class SeatEndBody(StrictBody):
    valid_to = TodayField(help_text="Last day of the seat; today when left out.")


class TeamFunctionFilter(RecordFilter):
    program = filters.UUIDFilter("team__program__uid", label="Rows of this program.")
    valid_on = DayFilter(method="held_on", label="Seats that are held on this day.")

    def held_on(self, rows: Any, name: str, day: Any) -> Any:
        return rows.valid_on(day)


class TeamFunctionViewSet(Creates):
    """Functions in a team, each for a time; one of them holds the deciding vote."""

    queryset = TeamFunction.objects.all()
    serializer_class = TeamFunctionSerializer
    filterset_class = TeamFunctionFilter
    writes = {
        "create": Write(teams.add_function, TeamFunctionBody, subject="team"),
        "end": Write(teams.end_function, SeatEndBody),
    }

    @action(detail=True, methods=["post"])
    def end(self, request: Request, uid: str) -> Response:
        return self.write()
