from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from programs.actions import digests
from programs.forms.digests import DigestForm
from programs.models import User
from programs.views.base import FormPage, MemberRequest, form_response

NOT_OURS = 404


@login_required
def digest_settings(request: MemberRequest) -> HttpResponse:
    """How often the person gets mail about what they owe."""
    form = DigestForm(request.POST or None, initial={"digest": request.user.digest})
    page = FormPage(title="Mail about my work", back=reverse("programs:obligations"), done="Saved.")
    return form_response(
        request, form, page=page, call=lambda values: digests.choose(request.user, digest=values["digest"])
    )


# A mail program stops the mail with one POST of its own (RFC 8058): it has the link, and neither cookie nor token.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def digest_stop(request: HttpRequest, signed: str) -> HttpResponse:
    """Stops a person's digest by the link in it. Looking at the link changes nothing: only the button does."""
    person = digests.person_of(signed)
    if person is None:
        return render(request, "programs/digests/stop.html", {"state": "unknown"}, status=NOT_OURS)
    if request.method == "POST":
        digests.choose(person, digest=User.Digest.NONE)
    state = "stopped" if person.digest == User.Digest.NONE else "asking"
    return render(request, "programs/digests/stop.html", {"state": state})
