"""Lists of the policy."""

from __future__ import annotations

from programs.api.routes.route import Route

ROUTES: tuple[Route, ...] = ()
