"""Lists of people."""

from __future__ import annotations

from programs.api.invitations import InvitationViewSet
from programs.api.routes.route import Route
from programs.api.service_accounts import ServiceAccountViewSet

ROUTES: tuple[Route, ...] = (
    ("invitations", InvitationViewSet, "invitation"),
    ("service-accounts", ServiceAccountViewSet, "service-account"),
)
