"""Lists of decisions."""

from __future__ import annotations

from programs.api.decision_rights import AuthorityViewSet, DecisionRightResourceViewSet, DecisionRightViewSet
from programs.api.decisions import DecisionViewSet
from programs.api.routes.route import Route
from programs.api.teams import TeamFunctionViewSet, TeamViewSet

ROUTES: tuple[Route, ...] = (
    ("teams", TeamViewSet, "team"),
    ("team-functions", TeamFunctionViewSet, "team-function"),
    ("decision-rights", DecisionRightViewSet, "decision-right"),
    ("decision-right-resources", DecisionRightResourceViewSet, "decision-right-resource"),
    ("authorities", AuthorityViewSet, "authority"),
    ("decisions", DecisionViewSet, "decision"),
)
