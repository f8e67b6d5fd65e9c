"""Lists of the week."""

from __future__ import annotations

from programs.api.routes.route import Route
from programs.api.weekly_statements import WeeklyStatementViewSet

ROUTES: tuple[Route, ...] = (("weekly-statements", WeeklyStatementViewSet, "weekly-statement"),)
