"""Addresses of the pages of metrics."""

from django.urls import URLPattern, path

from programs.views import leader_evaluations, metric_baselines, metrics, program_metrics

urlpatterns: list[URLPattern] = [
    path("metrics/", metrics.metric_list, name="metric-list"),
    path("metrics/new/", metrics.metric_create, name="metric-create"),
    path("metrics/catalog/", metrics.metric_catalog, name="metric-catalog"),
    path("metrics/<uuid:uid>/", metrics.metric_detail, name="metric-detail"),
    path("metrics/<uuid:uid>/edit/", metrics.metric_edit, name="metric-edit"),
    path("metrics/<uuid:uid>/retire/", metrics.metric_retire, name="metric-retire"),
    path("metrics/<uuid:uid>/bring-back/", metrics.metric_bring_back, name="metric-bring-back"),
    path("metrics/<uuid:uid>/definitions/new/", metrics.definition_create, name="definition-create"),
    path("metric-definitions/<uuid:uid>/sign/", metrics.definition_sign, name="definition-sign"),
    path("programs/<uuid:uid>/metrics/", program_metrics.program_metric_list, name="program-metric-list"),
    path("programs/<uuid:uid>/metrics/new/", program_metrics.program_metric_create, name="program-metric-create"),
    path("program-metrics/<uuid:uid>/edit/", program_metrics.program_metric_edit, name="program-metric-edit"),
    path(
        "program-metrics/<uuid:uid>/hypothesis/",
        program_metrics.program_metric_hypothesis,
        name="program-metric-hypothesis",
    ),
    path("program-metrics/<uuid:uid>/remove/", program_metrics.program_metric_remove, name="program-metric-remove"),
    path("program-metrics/<uuid:uid>/baseline/", metric_baselines.metric_baseline_lock, name="metric-baseline-lock"),
    path(
        "program-metrics/<uuid:uid>/accountabilities/new/",
        program_metrics.accountability_create,
        name="accountability-create",
    ),
    path("metric-accountabilities/<uuid:uid>/end/", program_metrics.accountability_end, name="accountability-end"),
    path("programs/<uuid:uid>/evaluations/new/", leader_evaluations.evaluation_create, name="evaluation-create"),
    path("leader-evaluations/<uuid:uid>/edit/", leader_evaluations.evaluation_edit, name="evaluation-edit"),
    path("leader-evaluations/<uuid:uid>/complete/", leader_evaluations.evaluation_complete, name="evaluation-complete"),
]
