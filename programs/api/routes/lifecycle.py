"""Lists of a program's life."""

from __future__ import annotations

from programs.api.pauses import PauseViewSet
from programs.api.routes.route import Route

ROUTES: tuple[Route, ...] = (("program-pauses", PauseViewSet, "program-pause"),)
