"""Addresses of the record in the API."""

from __future__ import annotations

from django.urls import path
from rest_framework.routers import SimpleRouter

from programs.api.feed.views import ChangesView
from programs.api.obligations import MyObligationsView
from programs.api.routes import ROUTES
from programs.api.users import MeView

router = SimpleRouter(use_regex_path=False)
for prefix, viewset, basename in ROUTES:
    router.register(prefix, viewset, basename)

urlpatterns = [
    path("changes/", ChangesView.as_view(), name="changes"),
    path("users/me/", MeView.as_view(), name="me"),
    path("users/me/obligations/", MyObligationsView.as_view(), name="my-obligations"),
    *router.urls,
]
