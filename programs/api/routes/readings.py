"""Lists of readings."""

from __future__ import annotations

from programs.api.readings import ReadingViewSet
from programs.api.routes.route import Route

ROUTES: tuple[Route, ...] = (("readings", ReadingViewSet, "reading"),)
