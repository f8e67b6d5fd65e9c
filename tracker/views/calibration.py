from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from programs.views.base import MemberRequest
from tracker.forecast_scores import calibrate_programs, judged_horizons
from tracker.published.city import read_result
from tracker.views.calibration_page import city_page, score_page

MOST_HORIZONS = 20


@login_required
@require_safe
def calibration(request: MemberRequest) -> HttpResponse:
    """How good the forecasts of the person's programs were, beside a published portfolio."""
    today = timezone.localdate()
    found = calibrate_programs(request.user, as_of=today)
    judged = judged_horizons(request.user, as_of=today)
    context = {
        "found": found,
        "on_the_day": score_page(found.on_the_day),
        "afterwards": score_page(found.afterwards),
        "judged": judged[:MOST_HORIZONS],
        "city": city_page(read_result()),
    }
    return render(request, "tracker/calibration/detail.html", context)
