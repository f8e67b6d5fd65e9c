"""Lists of culture."""

from __future__ import annotations

from programs.api.pulse import GroupViewSet, WaveViewSet
from programs.api.routes.route import Route
from programs.api.sessions import InterventionViewSet, SessionFunctionViewSet, SessionViewSet

ROUTES: tuple[Route, ...] = (
    ("sessions", SessionViewSet, "session"),
    ("session-functions", SessionFunctionViewSet, "session-function"),
    ("interventions", InterventionViewSet, "intervention"),
    ("pulse-waves", WaveViewSet, "pulse-wave"),
    ("pulse-groups", GroupViewSet, "pulse-group"),
)
