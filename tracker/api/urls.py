"""Addresses of the reckoning in the API: lists over all programs, and what is asked of one below its program."""

from __future__ import annotations

from django.urls import path
from rest_framework.routers import SimpleRouter

from tracker.api.analyses import AnalysisViewSet, CoordinationViewSet
from tracker.api.calibration import CalibrationView
from tracker.api.changes import ProgressChangesView
from tracker.api.daily import DailyNumberViewSet
from tracker.api.measures import MeasuresView
from tracker.api.progress import ProgressViewSet, SnapshotViewSet
from tracker.api.reports import ProgressReportViewSet, ReportViewSet
from tracker.api.runs import RunViewSet
from tracker.api.statuses import DivergenceView, StatusViewSet
from tracker.api.what_if import LatencyWhatIfView

router = SimpleRouter(use_regex_path=False)
router.register("programs/<uuid:program_uid>/reports", ReportViewSet, "report")
router.register("snapshots", SnapshotViewSet, "snapshot")
router.register("analyses", CoordinationViewSet, "coordination")
router.register("reports", ProgressReportViewSet, "progress-report")
router.register("runs", RunViewSet, "run")

urlpatterns = [
    path(
        "program-daily/",
        DailyNumberViewSet.as_view({"get": "list"}, detail=False, basename="program-daily"),
        name="program-daily",
    ),
    path("program-daily/measures/", MeasuresView.as_view(), name="program-daily-measures"),
    path("calibration/", CalibrationView.as_view(), name="calibration"),
    path("progress/", StatusViewSet.as_view({"get": "list"}, detail=False), name="statuses"),
    path(
        "programs/<uuid:program_uid>/progress/",
        ProgressViewSet.as_view({"get": "latest"}, detail=True),
        name="progress",
    ),
    path(
        "programs/<uuid:program_uid>/progress/history/",
        ProgressViewSet.as_view({"get": "list"}, detail=False, basename="progress-history"),
        name="progress-history",
    ),
    path("programs/<uuid:program_uid>/progress/divergence/", DivergenceView.as_view(), name="progress-divergence"),
    path("programs/<uuid:program_uid>/progress/changes/", ProgressChangesView.as_view(), name="progress-changes"),
    path(
        "programs/<uuid:program_uid>/analyses/",
        AnalysisViewSet.as_view({"get": "list"}, detail=False, basename="analyses"),
        name="analysis-list",
    ),
    path(
        "programs/<uuid:program_uid>/analyses/latest/",
        AnalysisViewSet.as_view({"get": "latest"}, detail=True),
        name="analysis-latest",
    ),
    path("programs/<uuid:program_uid>/analyses/latency/what-if/", LatencyWhatIfView.as_view(), name="latency-what-if"),
    *router.urls,
]
