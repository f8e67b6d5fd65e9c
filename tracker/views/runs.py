from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.db.models import Prefetch, Q
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from programs.views.base import MemberRequest, require
from tracker.claims import STALE_AFTER
from tracker.models import Run, RunAttempt

SHOWN = 50


@login_required
@require_safe
def run_list(request: MemberRequest) -> HttpResponse:
    """The latest computations with what they did, what failed and what had to be tried again, for stewards."""
    require(request.user, "keep_installation")
    repeated = RunAttempt.objects.filter(Q(number__gt=1) | Q(outcome__in=("lost", "failed")))
    runs = Run.objects.prefetch_related("failures__program", Prefetch("attempts", repeated, to_attr="repeated"))
    context = {"runs": runs.order_by("-id")[:SHOWN], "silent_before": timezone.now() - STALE_AFTER}
    return render(request, "tracker/runs/list.html", context)
