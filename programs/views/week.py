from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date

from programs.forms.week import WeeklySheetForm
from programs.obligations.owed_to import owed_to
from programs.obligations.week import WEEK, happenings_unrecorded
from programs.periods import monday_of
from programs.views.base import MemberRequest, status_of
from programs.week.send import Sent, send
from programs.week.sheet import LAST_DAY, Sheet, sheet_of, week_to_ask

MOST_EXPECTED = 5


@login_required
def weekly_sheet(request: MemberRequest) -> HttpResponse:
    """The person's week over all programs in which they lead a function, on one page with one button."""
    today = timezone.localdate()
    sheet = sheet_of(request.user, week=week_to_ask(today, wished_week(request)), today=today)
    form = WeeklySheetForm(request.POST or None, sheet=sheet)
    sent = None
    if request.method == "POST" and sheet.seats and form.is_valid():
        sent = send(sheet, form.answers())
        if not sent.problems:
            messages.success(request, f"Sent for {names(sent)}. Thank you: that was the week.")
            return redirect(f"{reverse('programs:weekly-sheet')}?week={sheet.week}")
        for name, texts in sent.problems.items():
            form.add_error(name, texts)
    context = {
        "sheet": sheet,
        "form": form,
        "questions": form.questions if sheet.seats else [],
        "page": words(sheet, sent),
        "expected": owed_to(request.user, today)[:MOST_EXPECTED],
        "unrecorded": list(happenings_unrecorded(request.user, today)),
    }
    return render(request, "programs/week/sheet.html", context, status=status_of(form))


def wished_week(request: MemberRequest) -> date | None:
    """The Monday that the address names; None when it names none."""
    try:
        return parse_date(request.GET.get("week", ""))
    except ValueError:
        return None


def words(sheet: Sheet, sent: Sent | None) -> dict[str, Any]:
    """What the page says around the questions."""
    this = monday_of(sheet.today)
    return {
        "last_day": sheet.week + LAST_DAY,
        "is_last": sheet.week == this - WEEK,
        "other": this if sheet.week != this else None,
        "nothing": "Nothing else happened" if sheet.held else "Nothing happened",
        "saved": names(sent) if sent and sent.saved else "",
        "refused": ", ".join(str(program) for program in sent.refused) if sent else "",
    }


def names(sent: Sent) -> str:
    """The programs that were saved."""
    return ", ".join(str(program) for program in sent.saved)
