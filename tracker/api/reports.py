from __future__ import annotations

from typing import Any

from django.db.models import CharField, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Concat
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from orjson import Fragment
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse

from programs.api.downloads import download
from programs.api.fields import EmptyBody, Moment, Row, TimeField
from programs.api.views import AnyFormat, ReadViewSet
from programs.models import Program
from tracker.api.reckoned import ReckonedViewSet
from tracker.models import ProgressReport, ReportRendering


class ReportSerializer(Row):
    pdf_url = serializers.URLField(read_only=True)
    updated_at = TimeField(read_only=True)

    class Meta:
        model = ProgressReport
        fields = (
            "uid",
            "program",
            "number",
            "as_of",
            "published_by",
            "published_at",
            "content_hash",
            "pdf_url",
            "updated_at",
            "document",
        )

    @classmethod
    def rows(cls, moment: Moment) -> QuerySet[ProgressReport]:
        program = Program.objects.filter(pk=OuterRef("program_id")).values(text=Cast("uid", CharField()))
        below = Concat(Value(f"{moment.server}{reverse('api:program-list')}"), Subquery(program[:1]))
        own = Concat(Value("/reports/"), Cast("uid", CharField()), Value("/pdf/"))
        return ProgressReport.objects.annotate(pdf_url=Concat(below, own))


class ProgressReportViewSet(ReckonedViewSet):
    """Published progress reports of your programs; a list shows ``document`` when ``fields`` names it."""

    queryset = ProgressReport.objects.all()
    serializer_class = ReportSerializer
    when_named = ("document",)


class ReportViewSet(ReadViewSet):
    """Published progress reports of a program; a published one never changes."""

    queryset = ProgressReport.objects.all()
    serializer_class = ReportSerializer
    page_size = 20
    at_one_moment = True
    tagged = ("retrieve", "create")
    bodies = {"create": EmptyBody}
    files = {"pdf": "application/pdf"}

    def program(self) -> Program:
        return get_object_or_404(Program.objects.visible_to(self.person), uid=self.kwargs["program_uid"])

    def get_queryset(self) -> QuerySet[ProgressReport]:
        return ProgressReport.objects.filter(program=self.program())

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return self.one(request, self.get_queryset().filter(uid=self.kwargs["uid"]))

    def create(self, request: Request, program_uid: str) -> Response:
        """The next report, published from numbers computed at this moment; for the program's PMO lead."""
        from tracker.reporting.publish import publish  # Loads the renderers, which nothing else here needs.

        program = self.program()
        EmptyBody(data=request.data).is_valid(raise_exception=True)
        report = publish(program, by=self.person, at=timezone.now())
        row = self.shown(self.get_queryset()).get(pk=report.pk)
        where = reverse("api:report-detail", kwargs={"program_uid": program.uid, "uid": report.uid}, request=request)
        headers = {"ETag": self.tag(row), "Location": where}
        return Response(Fragment(row.shown), status=status.HTTP_201_CREATED, headers=headers)

    @action(detail=True, content_negotiation_class=AnyFormat)
    def pdf(self, request: Request, program_uid: str, uid: str) -> HttpResponse:
        """The report as it was published, as PDF."""
        report: ProgressReport = self.get_object()
        file = get_object_or_404(report.renderings, format=ReportRendering.Format.PDF)
        name = f"{report.program.code} progress report {report.number}.pdf"
        return download(bytes(file.content), name=name, content_type="application/pdf", sha256=file.sha256)
