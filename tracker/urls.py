"""Addresses of the reckoning's pages."""

from django.urls import path

from tracker.views import (
    calibration,
    changes,
    coordination,
    event_logs,
    latency,
    lead_time,
    methods,
    portfolios,
    programs,
    reports,
    runs,
)

app_name = "tracker"
urlpatterns = [
    path("", portfolios.home, name="home"),
    path("portfolios/", portfolios.portfolio_list, name="portfolio-list"),
    path("portfolios/<uuid:uid>/", portfolios.portfolio_detail, name="portfolio-detail"),
    path("programs/<uuid:uid>/", programs.program_detail, name="program-detail"),
    path("programs/<uuid:uid>/refresh/", programs.program_refresh, name="program-refresh"),
    path("programs/<uuid:uid>/changes/", changes.program_changes, name="program-changes"),
    path("programs/<uuid:uid>/coordination/", coordination.coordination, name="coordination"),
    path("programs/<uuid:uid>/coordination/latency/flows/<uuid:flow>/", latency.latency_flow, name="latency-flow"),
    path(
        "programs/<uuid:uid>/coordination/latency/flows/<uuid:flow>/scenarios/",
        latency.scenario_save,
        name="latency-scenario-save",
    ),
    path("latency-scenarios/<uuid:uid>/remove/", latency.scenario_remove, name="latency-scenario-remove"),
    path("programs/<uuid:uid>/coordination/trade-offs/lead-time/", lead_time.lead_time, name="lead-time"),
    path("programs/<uuid:uid>/coordination/<slug:area>/", coordination.coordination_area, name="coordination-area"),
    path("programs/<uuid:uid>/reports/", reports.report_list, name="report-list"),
    path("programs/<uuid:uid>/reports/new/", reports.report_preview, name="report-preview"),
    path("reports/<uuid:uid>/", reports.report_detail, name="report-detail"),
    path("reports/<uuid:uid>/pdf/", reports.report_pdf, name="report-pdf"),
    path("calibration/", calibration.calibration, name="calibration"),
    path("runs/", runs.run_list, name="run-list"),
    path("event-logs/new/", event_logs.event_log_create, name="event-log-create"),
    path("event-logs/<uuid:uid>/", event_logs.event_log_detail, name="event-log-detail"),
    path("event-logs/<uuid:uid>/read/", event_logs.event_log_read, name="event-log-read"),
    path("event-logs/<uuid:uid>/load/", event_logs.event_log_load, name="event-log-load"),
    path("event-logs/<uuid:uid>/remove/", event_logs.event_log_remove, name="event-log-remove"),
    path("methods/", methods.method_list, name="method-list"),
    path("methods/<slug:method>/", methods.method_detail, name="method-detail"),
]
