"""Pages of the API's description: its nouns, what a search finds in them, and one with all that it takes and says."""

from __future__ import annotations

from itertools import groupby
from operator import attrgetter

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from programs.api.describing.problems import PROBLEMS
from programs.api.reference.reading import noun_named, nouns, search

LIST = "programs/reference/list.html"


@require_safe
@vary_on_headers("HX-Request")
def reference_list(request: HttpRequest) -> HttpResponse:
    """Every noun in its group, or what was searched for; for htmx that alone. Open to all, as the description is."""
    asked = request.GET.get("q", "").strip()
    context = {
        "asked": asked,
        "found": search(asked) if asked else (),
        "groups": [(group, list(each)) for group, each in groupby(nouns(), key=attrgetter("group"))],
        "problems": PROBLEMS.items(),
    }
    return render(request, f"{LIST}#found" if getattr(request, "htmx", False) else LIST, context)


@require_safe
def reference_detail(request: HttpRequest, noun: str) -> HttpResponse:
    """One noun: its fields, its operations, what they take and answer. Open to everybody, as the description is."""
    shown = noun_named(noun)
    if shown is None:
        raise Http404
    return render(request, "programs/reference/detail.html", {"noun": shown})
