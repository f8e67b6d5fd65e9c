"""``/changes/``: what a client that keeps a copy reads."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from functools import reduce
from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema
from orjson import Fragment
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param

from programs.actions import feed
from programs.api.feed.access import NOTHING, Access
from programs.api.feed.cursor import Place, ReadAnew, Walk, decode
from programs.api.feed.kinds import Kind, catalog, kind_of_table
from programs.api.feed.reading import Entry, Reading
from programs.api.feed.shown import ShownRow, shown_rows
from programs.api.feed.state import LATE_AFTER_SECONDS, State, read_state
from programs.api.paging import MAX_PAGE_SIZE, page_size
from programs.api.views import StrictView

DEFAULT_PAGE_SIZE = 200
AFTER = OpenApiParameter(
    "after",
    {"type": "string", "minLength": 1},
    description="Where to go on, from a next link. Without it all rows are read first.",
)
PAGE_SIZE = OpenApiParameter(
    "page_size",
    {"type": "integer", "minimum": 1, "maximum": MAX_PAGE_SIZE, "default": DEFAULT_PAGE_SIZE},
    description="The most entries on a page; there may be fewer before the end.",
)
# A row may be committed between the moment of the state and the reading of rows, and is held by the client then.
GRACE_SECONDS = 60


class ChangeSerializer(serializers.Serializer[Any]):
    op = serializers.ChoiceField([("upsert", "There, as row says"), ("delete", "Gone, or no longer yours to see")])
    kind = serializers.CharField(help_text="The list that the row stands in, such as milestones.")
    uid = serializers.UUIDField()
    version = serializers.IntegerField(allow_null=True, help_text="Of the row; null for a delete.")
    row = serializers.DictField(allow_null=True, help_text="The row as its list shows it; null for a delete.")


class ChangesSerializer(serializers.Serializer[Any]):
    """One page of the feed."""

    results = ChangeSerializer(many=True)
    next = serializers.URLField(help_text="Where to go on, now or later. Keep it: it says what you hold.")
    at_end = serializers.BooleanField(help_text="Whether nothing more is there now.")
    lag_seconds = serializers.IntegerField(
        allow_null=True, help_text="For how long the oldest write has been going on; null when that is unknown."
    )
    complete = serializers.BooleanField(
        help_text=f"False while a write has been going on for more than {LATE_AFTER_SECONDS} seconds: "
        "what was written since it began comes when it is over."
    )


class ChangesView(StrictView):
    """Every row that you may see, then what becomes of them: upserts and deletes in the order of transactions."""

    summary = "Read what changed"
    serializer_class = ChangesSerializer
    problems = ("410",)

    def known_parameters(self) -> Collection[str]:
        return ("after", "page_size")

    @extend_schema(parameters=[AFTER, PAGE_SIZE])
    def get(self, request: Request) -> Response:
        """Every row that you may see, then what becomes of them: upserts and deletes in the order of transactions."""
        size = page_size(request, DEFAULT_PAGE_SIZE)
        given = request.query_params.get("after")
        place, state = self.stand(decode(given) if given else None)
        results, onwards, at_end = self.page(place, state, size=size)
        lag = state.lag_seconds
        return Response(
            {
                "results": results,
                "next": replace_query_param(request.build_absolute_uri(), "after", onwards.encode()),
                "at_end": at_end,
                "lag_seconds": lag,
                "complete": lag is not None and lag <= LATE_AFTER_SECONDS,
            }
        )

    def stand(self, place: Place | None) -> tuple[Place, State]:
        """Where the client stands, and how the feed does; ReadAnew when one does not lead to the other."""
        state = self.state(place)
        if not state.is_of_this_database:
            feed.begin_generation(state.fingerprint)
            state = self.state(place)
        generation = f"{state.generation}-{catalog()}"
        if place is None:
            return Place(generation, *state.newest, access=NOTHING.digest, seen_at=0), state
        if place.generation != generation or not state.found_anchor:
            raise ReadAnew()
        return place, state

    def state(self, place: Place | None) -> State:
        if place is None:
            return read_state(self.person)
        walk = place.walk
        digests = [place.access, *place.hidden, *([walk.towards, *walk.hidden] if walk else [])]
        return read_state(self.person, digests=digests, anchor=(place.xact, place.id))

    def page(self, place: Place, state: State, *, size: int) -> tuple[list[dict[str, Any]], Place, bool]:
        """Results, where to go on, and whether that is the end."""
        if place.walk is None and place.access == state.access.digest and not place.hidden:
            found = Reading(self.person, state, place).changes(size=size)
            reached = found.reached or max(state.newest, (place.xact, place.id))
            onwards = replace(place, xact=reached[0], id=reached[1], seen_at=seen_at(state))
            return self.told(found.entries, state), onwards, found.reached is None
        walk = place.walk or Walk(towards=state.access.digest)
        held, wanted = known(state, place.access), known(state, walk.towards)
        sure = reduce(Access.__and__, (known(state, digest) for digest in place.hidden), held)
        found = Reading(self.person, state, place).walked(walk, lost=held - wanted, gained=wanted - sure, size=size)
        told = self.told(found.entries[:size], state)
        # Rows that are no longer seen are not told, though the walk leads to them: the next one comes back to them.
        walk = walk.past(state.access.digest)
        if len(found.entries) > size:
            last = found.entries[size - 1]
            name = kind_of_table()[last.table].name
            step = replace(walk, gaining=last.why == "gained", kind=name, row=last.row)
            return told, replace(place, walk=step), False
        return told, replace(place, access=walk.towards, hidden=walk.hidden, walk=None, seen_at=seen_at(state)), False

    def told(self, entries: list[Entry], state: State) -> list[dict[str, Any]]:
        """The entries as the client reads them: each row once, as it is now."""
        wanted: dict[Kind, list[int]] = {}
        known = [entry for entry in dict.fromkeys(entries) if entry.table in kind_of_table()]
        for entry in known:
            if entry.why != "lost":
                wanted.setdefault(kind_of_table()[entry.table], []).append(entry.row)
        rows = shown_rows(wanted, state.access, request=self.request)
        told = [(entry, rows.get((entry.table, entry.row)) if entry.why != "lost" else None) for entry in known]
        return [as_told(entry, row) for entry, row in told if row is not None or entry.why != "gained"]


def as_told(entry: Entry, row: ShownRow | None) -> dict[str, Any]:
    return {
        "op": "delete" if row is None else "upsert",
        "kind": kind_of_table()[entry.table].name,
        "uid": entry.uid,
        "version": row and row.version,
        "row": row and Fragment(row.text),
    }


def seen_at(state: State) -> int:
    return int(state.now.timestamp()) + GRACE_SECONDS


def known(state: State, digest: str) -> Access:
    access = state.access_named(digest)
    if access is None:
        raise ReadAnew()
    return access
