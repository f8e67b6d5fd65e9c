"""Lists of constraints and what was observed of them."""

from __future__ import annotations

from programs.api.routes.route import Route

ROUTES: tuple[Route, ...] = ()
