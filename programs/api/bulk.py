"""``POST <list>/bulk/``: many rows of a noun at once, an answer for each."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from functools import cache
from http import HTTPStatus
from typing import Any, ClassVar

from django.db import transaction
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse

from config.waking import bulk_waker
from programs.api.describing.words import in_words
from programs.api.fields import StrictBody
from programs.api.json_format import JSONParser
from programs.api.limits import TooManyRows
from programs.api.problems import Problem
from programs.api.row_answers import RefusedTogether
from programs.api.row_writer import IDENTITY
from programs.api.schema import FieldErrorSerializer
from programs.api.upserts import Upserts
from programs.api.views import RecordViewSet, StrictView
from programs.models import BulkJob, BulkPiece
from programs.models.grant import Grant

AT_ONCE = 1_000
MOST_ROWS = 50_000
OUTCOMES = ("created", "updated", "unchanged", "error")


class BulkParser(JSONParser):
    most_megabytes = 20


class RowsField(serializers.Field[Any, Any, Any, Any]):
    """Objects, each a row; what stands in them is checked row by row."""

    default_error_messages = {
        "not_a_list": "Give a list of rows.",
        "empty": "Give at least one row.",
        "not_an_object": "A row is an object.",
    }

    def to_internal_value(self, data: Any) -> list[dict[str, Any]]:
        if not isinstance(data, list):
            self.fail("not_a_list")
        if not data:
            self.fail("empty")
        for place, row in enumerate(data):
            if not isinstance(row, dict):
                message = self.error_messages["not_an_object"]
                raise serializers.ValidationError({str(place): [message]}, code="not_an_object")
        return data

    def to_representation(self, value: Any) -> Any:
        return value


class BulkBody(StrictBody):
    rows = RowsField()
    atomic = serializers.BooleanField(default=False, help_text=f"All or none; up to {AT_ONCE:,} rows.")
    dry_run = serializers.BooleanField(default=False, help_text="Say what would become of each row; write nothing.")


class RowAnswerSerializer(serializers.Serializer[Any]):
    """What became of one row."""

    row = serializers.IntegerField(help_text="Its place among the rows that were sent, from 0.")
    outcome = serializers.ChoiceField(OUTCOMES)
    uid = serializers.UUIDField(allow_null=True, help_text="Null for a row that is not there.")
    version = serializers.IntegerField(allow_null=True)
    ignored = serializers.ListField(
        child=serializers.CharField(),
        help_text="Fields that count only as a row is made, such as a milestone's first forecast: this one is there.",
    )
    errors = FieldErrorSerializer(many=True)  # type: ignore[assignment]


class CountsSerializer(serializers.Serializer[Any]):
    """How many rows came to what."""

    created = serializers.IntegerField()
    updated = serializers.IntegerField()
    unchanged = serializers.IntegerField()
    error = serializers.IntegerField()


class BulkAnswerSerializer(serializers.Serializer[Any]):
    """An answer for each row."""

    dry_run = serializers.BooleanField()
    counts = CountsSerializer()
    rows = RowAnswerSerializer(many=True)


class JobSerializer(serializers.Serializer[Any]):
    """Many rows on their way: how many were answered, and what they came to."""

    uid = serializers.UUIDField()
    noun = serializers.CharField(help_text="The list that the rows are of.")
    asked_at = serializers.DateTimeField()
    dry_run = serializers.BooleanField()
    state = serializers.ChoiceField(["waiting", "working", "done"])
    total = serializers.IntegerField(help_text="Rows that were sent.")
    answered = serializers.IntegerField(help_text="Rows that were answered.")
    counts = CountsSerializer()
    errors = RowAnswerSerializer(many=True, help_text="The first 1,000 rows that were refused.")  # type: ignore[assignment]


class BulkView(StrictView):
    """Creates, changes or leaves each row as it is, by the operations of its noun."""

    noun: ClassVar[Any] = RecordViewSet
    prefix: ClassVar[str] = ""
    basename: ClassVar[str] = ""  # By which the scope that a token needs is known.
    parser_classes = (BulkParser,)
    most_rows = MOST_ROWS
    serializer_class = BulkAnswerSerializer
    also_answers: ClassVar[dict[str, Any]] = {"202": JobSerializer}

    @property
    def summary(self) -> str:
        return f"Create or change many {in_words(self.prefix)}"

    @property
    def bodies(self) -> dict[str, Any]:
        return {"post": body_of(self.noun)}

    def post(self, request: Request) -> Response:
        """Creates, changes or leaves each row as it is; more than 1,000 rows become a job. Needs no If-Match."""
        body = BulkBody(data=request.data)
        body.is_valid(raise_exception=True)
        rows, atomic, dry_run = (body.validated_data[name] for name in ("rows", "atomic", "dry_run"))
        if len(rows) > AT_ONCE:
            if atomic:
                raise TooManyRows(
                    AT_ONCE, f"Up to {AT_ONCE:,} rows can be all or none: send fewer, or leave atomic out."
                )
            return self.later(rows, dry_run=dry_run)
        try:
            answers = Upserts(self.noun, by=self.person).write(rows, atomic=atomic, dry_run=dry_run)
        except RefusedTogether as refused:
            return together_refused(refused).response()
        shown = [answer.shown() for answer in answers]
        return Response({"dry_run": dry_run, "counts": counts_of(shown), "rows": shown})

    def later(self, rows: Sequence[Any], *, dry_run: bool) -> Response:
        """The rows kept as a job, which a worker writes piece by piece."""
        with transaction.atomic():
            job = BulkJob.objects.create(
                by=self.person, noun=self.prefix, rows=len(rows), dry_run=dry_run, **sent_with(self.person.grant)
            )
            BulkPiece.objects.bulk_create(
                BulkPiece(job=job, first=first, rows=rows[first : first + AT_ONCE])
                for first in range(0, len(rows), AT_ONCE)
            )
            transaction.on_commit(bulk_waker.wake)
        job.refresh_from_db()
        address = reverse("api:bulk-job-detail", kwargs={"uid": job.uid}, request=self.request)
        return Response(job_shown(job), status=HTTPStatus.ACCEPTED, headers={"Location": address, "Retry-After": "2"})


def sent_with(grant: Grant | None) -> dict[str, Any]:
    """What a token allows, as a job keeps it: the worker may do no more."""
    if grant is None:
        return {}
    reach = None if grant.programs is None else sorted(grant.programs)
    return {"scope": grant.scope, "reach": reach, "writes_for": grant.system}


def together_refused(refused: RefusedTogether) -> Problem:
    """The answer where rows that belong together were refused."""
    detail = "Nothing was written: the rows are all or none, and some were refused."
    return Problem(status=HTTPStatus.CONFLICT, code="refused_together", detail=detail, errors=refused.errors)


def counts_of(answers: Sequence[dict[str, Any]]) -> dict[str, int]:
    """How many answers are of each outcome."""
    outcomes = [answer["outcome"] for answer in answers]
    return {outcome: outcomes.count(outcome) for outcome in OUTCOMES}


def job_shown(job: BulkJob) -> dict[str, Any]:
    """The job as its reader sees it, from the pieces that were answered."""
    pieces = list(job.pieces.order_by("first").values_list("answers", "attempts"))
    answers = [answer for piece, _ in pieces for answer in piece or ()]
    started = any(attempts for _, attempts in pieces)
    done = len(answers) == job.rows
    return {
        "uid": str(job.uid),
        "noun": job.noun,
        "asked_at": job.asked_at,
        "dry_run": job.dry_run,
        "state": "done" if done else "working" if started else "waiting",
        "total": job.rows,
        "answered": len(answers),
        "counts": counts_of(answers),
        "errors": [answer for answer in answers if answer["outcome"] == "error"][:AT_ONCE],
    }


def takes_many(view: Any) -> bool:
    """Whether rows of the noun can be sent at once: those that are created or changed, and are no files."""
    writes = getattr(view, "writes", {})
    return bool(writes.keys() & {"create", "partial_update"}) and MultiPartParser not in view.parser_classes


@cache
def body_of(noun: type[RecordViewSet]) -> type[BulkBody]:
    """The body that the noun takes, for the description: every field of its operations, and what names a row."""
    name = noun.__name__.removesuffix("ViewSet")
    fields: dict[str, Any] = {"uid": serializers.UUIDField(required=False)}
    fields |= {each: serializers.CharField(required=False, allow_blank=True) for each in IDENTITY}
    for plan in (noun.writes.get("create"), noun.writes.get("partial_update")):
        for each, field in plan.body().fields.items() if plan else ():
            fields.setdefault(each, optional(field))
    row: Any = type(f"{name}BulkRow", (StrictBody,), {**fields, "__doc__": "One row: what names it, and what it says."})
    rows = extend_schema_field(row(many=True))(type(f"{name}RowsField", (RowsField,), {}))
    return type(f"{name}BulkBody", (BulkBody,), {"rows": rows(), "__doc__": BulkView.__doc__})


def optional(field: Any) -> Any:
    """The field as one that may be left out."""
    copied = deepcopy(field)
    # A serializer copies its declared fields from what they were made of, so that is what must say it.
    copied._kwargs = {name: value for name, value in copied._kwargs.items() if name != "default"} | {"required": False}
    return deepcopy(copied)
