"""The one page of the product that needs no sign-in: a link answers the pulse once, and nobody learns whose it was."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from programs.actions.pulse_answers import answer, link_of
from programs.errors import Refused
from programs.forms.pulse import PulseForm
from programs.models import PulseLink

TEMPLATE = "programs/pulse/answer.html"
NOT_OPEN = 404
USED = 409
INVALID = 422


def traceless(view: Callable[[HttpRequest, str], HttpResponse]) -> Callable[[HttpRequest, str], HttpResponse]:
    """The view's answer, kept by no cache and no search engine; its address is told to no other site and no log."""

    def answered(request: HttpRequest, secret: str) -> HttpResponse:
        response = view(request, secret)
        response["Referrer-Policy"] = "no-referrer"
        response["X-Robots-Tag"] = "noindex, nofollow"
        # Django writes the path of every answer from 400 up to its log, unless somebody has done so already.
        response._has_been_logged = True  # type: ignore[attr-defined]
        return response

    return answered


# The secret of the address is all that a forger would need; a cookie would only be another trace.
@csrf_exempt
@never_cache
@traceless
def pulse_answer(request: HttpRequest, secret: str) -> HttpResponse:
    """The eight statements; answered, they use the link up."""
    link = link_of(secret, today=timezone.localdate())
    if link is None:
        return render(request, TEMPLATE, {"state": "not_open"}, status=NOT_OPEN)
    if link.is_used:
        return render(request, TEMPLATE, {"state": "used"}, status=USED if request.method == "POST" else 200)
    form = PulseForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        return thanks_or_refusal(request, link, form)
    return render(request, TEMPLATE, {"state": "asking", "form": form}, status=INVALID if form.is_bound else 200)


def thanks_or_refusal(request: HttpRequest, link: PulseLink, form: PulseForm) -> HttpResponse:
    """Keeps the answers; a link that was used or closed in this very moment says so."""
    try:
        answer(link, scores=form.scores())
    except Refused as error:
        closed = error.code == "wave_closed"
        state, status = ("not_open", NOT_OPEN) if closed else ("used", USED)
        return render(request, TEMPLATE, {"state": state}, status=status)
    return render(request, TEMPLATE, {"state": "thanks"})
