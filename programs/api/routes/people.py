"""Lists of people."""

from __future__ import annotations

from programs.api.invitations import InvitationViewSet
from programs.api.routes.route import Route

ROUTES: tuple[Route, ...] = (("invitations", InvitationViewSet, "invitation"),)
