"""Lists of the policy and of sources."""

from __future__ import annotations

from programs.api.field_sources import FieldSourceViewSet
from programs.api.routes.route import Route

ROUTES: tuple[Route, ...] = (("field-sources", FieldSourceViewSet, "field-source"),)
