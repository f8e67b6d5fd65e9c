from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from programs.forms.base import DateInput
from programs.views.base import MemberRequest, program_for
from tracker.comparison import compare
from tracker.views.change_links import linked

LOOK_BACK = timedelta(days=7)


class TwoDays(forms.Form):
    """The days to compare."""

    first = forms.DateField(label="From", widget=DateInput())
    last = forms.DateField(label="To", widget=DateInput())

    def clean_last(self) -> date:
        last: date = self.cleaned_data["last"]
        if "first" in self.cleaned_data and last < self.cleaned_data["first"]:
            raise forms.ValidationError("The second day comes before the first.")
        return last


@login_required
@require_safe
def program_changes(request: MemberRequest, uid: UUID) -> HttpResponse:
    """Which numbers of the program differ between two days, and why."""
    program = program_for(request, uid)
    today = timezone.localdate()
    asked = {"first": (today - LOOK_BACK).isoformat(), "last": today.isoformat()} | request.GET.dict()
    form = TwoDays(asked)
    found = compare(program, form.cleaned_data["first"], form.cleaned_data["last"]) if form.is_valid() else None
    changes = linked(found.changes, program) if found is not None else ()
    context = {"program": program, "form": form, "found": found, "changes": changes}
    return render(request, "tracker/programs/changes.html", context, status=200 if form.is_valid() else 400)
