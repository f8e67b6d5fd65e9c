"""Addresses of the API, version 1: the record, the reckoning, and their description."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import Http404
from django.urls import URLPattern, URLResolver, include, path, re_path
from rest_framework.request import Request

from programs.api.describing.document import SchemaView
from programs.api.reference.views import reference_detail, reference_list
from programs.api.urls import urlpatterns as record_urls
from programs.api.views import StrictView
from tracker.api.urls import urlpatterns as reckoning_urls


class NothingHereView(StrictView):
    """Any other address below the API says so in the API's own words."""

    schema = None

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        raise Http404


def below_their_nouns(addresses: Iterable[Any]) -> list[URLResolver]:
    """The addresses by their first part, so that to find one Django tries a few of hundreds."""
    nouns: dict[str, list[URLPattern]] = {}
    for each in addresses:
        noun, _, rest = str(each.pattern).partition("/")
        nouns.setdefault(noun, []).append(path(rest, each.callback, name=each.name))
    return [path(f"{noun}/", include(below)) for noun, below in nouns.items()]


app_name = "api"
urlpatterns = [
    *below_their_nouns([*record_urls, *reckoning_urls]),
    path("schema/", SchemaView.as_view(), name="schema"),
    path("docs/", reference_list, name="reference-list"),
    path("docs/<slug:noun>/", reference_detail, name="reference-detail"),
    re_path(r"", NothingHereView.as_view(), name="nothing-here"),
]
