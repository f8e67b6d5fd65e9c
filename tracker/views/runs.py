from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from programs.views.base import MemberRequest, require
from tracker.models import Run

SHOWN = 50


@login_required
@require_safe
def run_list(request: MemberRequest) -> HttpResponse:
    """The latest computations with what they did and what failed, for stewards."""
    require(request.user, "keep_installation")
    runs = Run.objects.prefetch_related("failures__program").order_by("-id")[:SHOWN]
    return render(request, "tracker/runs/list.html", {"runs": runs})
