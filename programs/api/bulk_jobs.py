"""Jobs of many rows: how far they are, and what became of each row."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.shortcuts import get_object_or_404
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse

from programs.api.bulk import JobSerializer, RowAnswerSerializer, job_shown
from programs.api.query import WrongParameter
from programs.api.views import StrictView
from programs.models import BulkJob


class BulkJobView(StrictView):
    """A job of many rows, kept for seven days for who sent it."""

    summary = "Read a job of many rows"
    serializer_class: Any = JobSerializer

    def get(self, request: Request, uid: str) -> Response:
        """How far the job is, and which rows were refused."""
        return Response(job_shown(get_object_or_404(BulkJob.objects.visible_to(self.person), uid=uid)))


class JobRowsSerializer(serializers.Serializer[Any]):
    """Answers to some rows of a job."""

    next = serializers.URLField(allow_null=True)
    rows = RowAnswerSerializer(many=True)


class BulkJobRowsView(StrictView):
    """What became of the rows of a job, up to 1,000 at a time, as far as they were answered."""

    summary = "List the answers of a job"
    serializer_class: Any = JobRowsSerializer

    def known_parameters(self) -> Collection[str]:
        return ("first",)

    def get(self, request: Request, uid: str) -> Response:
        """The answers from the row at the place ``first`` on; follow next until it is null."""
        job = get_object_or_404(BulkJob.objects.visible_to(self.person), uid=uid)
        text = request.query_params.get("first", "0")
        if not (text.isascii() and text.isdigit() and len(text) < 9):
            raise WrongParameter({"first": ["Give the place of a row, from 0."]})
        pieces = job.pieces.filter(answers__isnull=False)
        piece = pieces.filter(first__lte=int(text)).order_by("-first").first()
        later = pieces.filter(first__gt=int(text)).order_by("first").first()
        rows = [answer for answer in (piece.answers or () if piece else ()) if answer["row"] >= int(text)]
        here = reverse("api:bulk-job-rows", kwargs={"uid": uid}, request=request)
        return Response({"next": f"{here}?first={later.first}" if later else None, "rows": rows})
