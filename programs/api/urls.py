"""Addresses of the record in the API."""

from __future__ import annotations

from django.urls import path
from rest_framework.routers import SimpleRouter

from programs.api.bulk import BulkView, takes_many
from programs.api.bulk_jobs import BulkJobRowsView, BulkJobView
from programs.api.feed.views import ChangesView
from programs.api.obligations import MyObligationsView
from programs.api.routes import ROUTES
from programs.api.users import MeView

router = SimpleRouter(use_regex_path=False)
for prefix, viewset, basename in ROUTES:
    router.register(prefix, viewset, basename)

bulk_urls = [
    path(f"{prefix}/bulk/", BulkView.as_view(noun=view, prefix=prefix, basename=basename), name=f"{basename}-bulk")
    for prefix, view, basename in ROUTES
    if takes_many(view)
]
urlpatterns = [
    path("changes/", ChangesView.as_view(), name="changes"),
    path("users/me/", MeView.as_view(), name="me"),
    path("users/me/obligations/", MyObligationsView.as_view(), name="my-obligations"),
    path("bulk-jobs/<uuid:uid>/", BulkJobView.as_view(), name="bulk-job-detail"),
    path("bulk-jobs/<uuid:uid>/rows/", BulkJobRowsView.as_view(), name="bulk-job-rows"),
    *bulk_urls,
    *router.urls,
]
