"""Lists of what the reckoning stored, over all programs that somebody may see."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponseBase
from rest_framework.request import Request

from programs.api.query import RecordFilter
from programs.api.views import ReadViewSet


class ReckonedViewSet(ReadViewSet):
    """Rows in the order in which they were stored, and each by its uid. Nobody writes them."""

    filterset_class = RecordFilter
    tagged = ("retrieve",)

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return self.one(request, self.get_queryset().filter(uid=self.kwargs["uid"]))
