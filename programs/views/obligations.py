from __future__ import annotations

from http import HTTPStatus

from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from programs.models import Membership, User
from programs.obligations import owed_by
from programs.obligations.folding import parts_of
from programs.obligations.obligation import seats
from programs.obligations.owed_to import owed_to
from programs.views.base import MemberRequest

# Every page asks for the number; it may be a minute old, and the page of obligations itself renews it.
COUNT_SECONDS = 60


@login_required
@require_safe
def obligations(request: MemberRequest) -> HttpResponse:
    """Everything that the person owes over all programs, what blocks most first, and what others owe them."""
    today = timezone.localdate()
    owed = owed_by(request.user, today)
    cache.set(count_key(request.user), len(owed), COUNT_SECONDS)
    context = {
        "parts": parts_of(owed, today),
        "expected": owed_to(request.user, today),
        "leads": bool(seats(request.user, today)),
        "has_role": Membership.objects.of(request.user).valid_on(today).exists(),
    }
    return render(request, "programs/obligations/list.html", context)


@require_safe
@vary_on_headers("HX-Request")
def obligation_count(request: HttpRequest) -> HttpResponse:
    """How many things the person owes, for the top bar; without htmx the page of them.

    Nothing when the session has ended meanwhile: the page to sign in does not belong into the top bar.
    """
    if "HX-Request" not in request.headers:
        return redirect("programs:obligations")
    if isinstance(request.user, AnonymousUser):
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    key = count_key(request.user)
    count = cache.get(key)
    if count is None:
        count = len(owed_by(request.user, timezone.localdate()))
        cache.set(key, count, COUNT_SECONDS)
    return render(request, "programs/obligations/list.html#count", {"count": count})


def count_key(user: User) -> str:
    """Where the number of the person is kept for a minute."""
    return f"obligations-{user.pk}-{timezone.localdate()}"
