"""Lists of metrics."""

from __future__ import annotations

from programs.api.metrics import DefinitionViewSet, MetricViewSet, SignatureViewSet
from programs.api.program_metrics import (
    AccountabilityViewSet,
    EvaluationViewSet,
    MetricBaselineViewSet,
    ProgramMetricViewSet,
)
from programs.api.routes.route import Route

ROUTES: tuple[Route, ...] = (
    ("metrics", MetricViewSet, "metric"),
    ("metric-definitions", DefinitionViewSet, "metric-definition"),
    ("definition-signatures", SignatureViewSet, "definition-signature"),
    ("program-metrics", ProgramMetricViewSet, "program-metric"),
    ("metric-baselines", MetricBaselineViewSet, "metric-baseline"),
    ("metric-accountabilities", AccountabilityViewSet, "metric-accountability"),
    ("leader-evaluations", EvaluationViewSet, "leader-evaluation"),
)
