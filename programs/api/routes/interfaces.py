"""Lists of interfaces between functions and their incidents."""

from __future__ import annotations

from programs.api.incidents import IncidentViewSet
from programs.api.interfaces import FlowInterfaceViewSet, HandoffCountViewSet, InterfaceViewSet
from programs.api.routes.route import Route

ROUTES: tuple[Route, ...] = (
    ("interfaces", InterfaceViewSet, "interface"),
    ("flow-interfaces", FlowInterfaceViewSet, "flow-interface"),
    ("handoff-counts", HandoffCountViewSet, "handoff-count"),
    ("incidents", IncidentViewSet, "incident"),
)
