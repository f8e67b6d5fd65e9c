"""Lists of pilots."""

from __future__ import annotations

from programs.api.pilots import GuardrailViewSet, PilotViewSet
from programs.api.routes.route import Route

ROUTES: tuple[Route, ...] = (
    ("pilots", PilotViewSet, "pilot"),
    ("pilot-guardrails", GuardrailViewSet, "pilot-guardrail"),
)
