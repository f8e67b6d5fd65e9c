from __future__ import annotations

from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from programs.actions import action_items, raid_items
from programs.api.fields import RECORD_FIELDS, Body, OnBody, Row, TodayField
from programs.api.query import RecordFilter, SetFilter
from programs.api.views import Changes, Creates, Write
from programs.models import ActionItem, RaidItem
from programs.models.raid import Rating

SOURCE = ("source_system", "external_id")
RAID_WORDS = (
    *("kind", "title", "description", "response", "milestone"),
    *("owner", "probability", "impact", "due_on"),
)
ACTION_WORDS = ("title", "owner", "due_on", "meeting", "decision", "raid_item", "note")


class RaidItemSerializer(Row):
    class Meta:
        model = RaidItem
        fields = (
            *(*RECORD_FIELDS, "program", *RAID_WORDS, "raised_by", "raised_on"),
            *("closed_by", "closed_on", "outcome"),
        )


class RatedBody(Body):
    """Ratings go from 1, very low, to 5, very high; null while nobody rated it."""

    probability = serializers.IntegerField(min_value=1, max_value=len(Rating), required=False, allow_null=True)
    impact = serializers.IntegerField(min_value=1, max_value=len(Rating), required=False, allow_null=True)


class RaidItemBody(RatedBody):
    on = TodayField(help_text="When it was raised; today when left out.")

    class Meta(Body.Meta):
        model = RaidItem
        fields = ("program", *RAID_WORDS, *SOURCE, "on")


class RaidItemChange(RatedBody):
    class Meta(Body.Meta):
        model = RaidItem
        fields = (*RAID_WORDS, *SOURCE)


class CloseItemBody(OnBody):
    outcome = serializers.CharField(help_text="What came of it.")


class RaidItemFilter(RecordFilter):
    closed = SetFilter("closed_on")


class RaidItemViewSet(Creates, Changes):
    """Risks, assumptions, issues and dependencies of programs."""

    queryset = RaidItem.objects.all()
    serializer_class = RaidItemSerializer
    filterset_class = RaidItemFilter
    writes = {
        "create": Write(raid_items.raise_item, RaidItemBody, subject="program", gathers=True),
        "partial_update": Write(raid_items.change, RaidItemChange, gathers=True),
        "close": Write(raid_items.close, CloseItemBody),
    }

    @action(detail=True, methods=["post"])
    def close(self, request: Request, uid: str) -> Response:
        return self.write()


class ActionItemSerializer(Row):
    class Meta:
        model = ActionItem
        fields = (*RECORD_FIELDS, "program", *ACTION_WORDS, "raised_by", "raised_on", "done_by", "done_on")


class ActionItemBody(Body):
    on = TodayField(help_text="When it was raised; today when left out.")

    class Meta(Body.Meta):
        model = ActionItem
        fields = ("program", *ACTION_WORDS, *SOURCE, "on")


class ActionItemChange(Body):
    class Meta(Body.Meta):
        model = ActionItem
        fields = (*ACTION_WORDS, *SOURCE)


class FinishBody(OnBody):
    note = serializers.CharField(required=False, allow_blank=True)


class ActionItemFilter(RecordFilter):
    done = SetFilter("done_on")


class ActionItemViewSet(Creates, Changes):
    """What a person is to do by a day."""

    queryset = ActionItem.objects.all()
    serializer_class = ActionItemSerializer
    filterset_class = ActionItemFilter
    writes = {
        "create": Write(action_items.assign, ActionItemBody, subject="program", gathers=True),
        "partial_update": Write(action_items.change, ActionItemChange, gathers=True),
        "finish": Write(action_items.finish, FinishBody),
    }

    @action(detail=True, methods=["post"])
    def finish(self, request: Request, uid: str) -> Response:
        return self.write()
