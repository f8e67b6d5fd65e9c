"""Lists of constraints and what was observed of them."""

from __future__ import annotations

from programs.api.constraints import ConstraintViewSet, ObservationViewSet, StepViewSet
from programs.api.resources import ControlViewSet, ResourceViewSet
from programs.api.routes.route import Route

ROUTES: tuple[Route, ...] = (
    ("resources", ResourceViewSet, "resource"),
    ("resource-controls", ControlViewSet, "resource-control"),
    ("constraints", ConstraintViewSet, "constraint"),
    ("focusing-steps", StepViewSet, "focusing-step"),
    ("constraint-observations", ObservationViewSet, "constraint-observation"),
)
