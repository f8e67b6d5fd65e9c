from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from programs.actions import fiscal_periods
from programs.forms.money import FiscalPeriodForm, FiscalYearForm
from programs.models import FiscalPeriod
from programs.views.base import FormPage, MemberRequest, button_response, form_response, require


@login_required
@require_safe
def fiscal_period_list(request: MemberRequest) -> HttpResponse:
    """Every period in order, for everybody with a role; stewards see the buttons."""
    context = {
        "periods": FiscalPeriod.objects.visible_to(request.user).order_by("starts_on", "-ends_on", "id"),
        "today": timezone.localdate(),
        "may_keep": request.user.has_perm("programs.keep_installation"),
    }
    return render(request, "programs/fiscal_periods/list.html", context)


@login_required
def fiscal_period_add_year(request: MemberRequest) -> HttpResponse:
    """A whole year with its quarters or months, the next one after the last when there is one."""
    require(request.user, "keep_installation")
    page = FormPage(title="New fiscal year", back=address(), button="Make the year", done="The year is made.")

    def call(values: dict[str, Any]) -> object:
        cut = values["cut_into"]
        return fiscal_periods.add_year(
            values["first_day"],
            by=request.user,
            name=values["name"],
            quarters=cut != "months",
            months=cut != "quarters",
        )

    form = FiscalYearForm(request.POST or None, initial={"first_day": next_first_day()})
    return form_response(request, form, page=page, call=call)


def next_first_day() -> date:
    """The day after the last year; 1 January of this year when there is none."""
    last = FiscalPeriod.objects.filter(kind=FiscalPeriod.Kind.YEAR).order_by("-ends_on").first()
    return last.ends_on + timedelta(days=1) if last is not None else timezone.localdate().replace(month=1, day=1)


@login_required
def fiscal_period_create(request: MemberRequest) -> HttpResponse:
    """One period."""
    require(request.user, "keep_installation")
    page = FormPage(
        title="New fiscal period", back=address(), button="Add", done="Period added.",
        note="For years whose parts are no calendar months. Others are made as a whole year.",
    )  # fmt: skip
    return form_response(
        request,
        FiscalPeriodForm(request.POST or None),
        page=page,
        call=lambda values: fiscal_periods.add(FiscalPeriod(**values), by=request.user),
    )


@login_required
@require_POST
def fiscal_period_remove(request: MemberRequest, uid: UUID) -> HttpResponse:
    """Deletes a period."""
    require(request.user, "keep_installation")
    period = get_object_or_404(FiscalPeriod, uid=uid)
    return button_response(
        request, lambda: fiscal_periods.remove(period, by=request.user), back=address(), done="Period deleted."
    )


def address() -> str:
    return reverse("programs:fiscal-period-list")
