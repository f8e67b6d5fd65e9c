from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from programs.actions import currencies
from programs.forms.money import CurrencyForm, NewCurrencyForm, RateCorrectionForm, RateForm
from programs.models import Currency, ExchangeRate
from programs.views.base import FormPage, MemberRequest, button_response, form_response, require


@login_required
@require_safe
def currency_list(request: MemberRequest) -> HttpResponse:
    """Currencies with the rates that hold, for everybody with a role; stewards see the buttons."""
    listed = list(
        Currency.objects.visible_to(request.user).prefetch_related("rates__into").order_by("-is_reporting", "code")
    )
    reporting = next((currency for currency in listed if currency.is_reporting), None)
    context = {
        "currencies": [currency_block(currency, reporting, timezone.localdate()) for currency in listed],
        "reporting": reporting,
        "may_keep": request.user.has_perm("programs.keep_installation"),
    }
    return render(request, "programs/currencies/list.html", context)


def currency_block(currency: Currency, reporting: Currency | None, today: date) -> dict[str, Any]:
    """A currency as the page shows it: the rate that holds today, and all of them newest first."""
    rates = sorted(currency.rates.all(), key=lambda each: (each.effective_from, each.pk), reverse=True)
    holding = [rate for rate in rates if rate.into == reporting and rate.effective_from <= today]
    return {
        "row": currency,
        "holds": holding[0] if holding else None,
        "needs_rate": reporting is not None and currency != reporting and not holding,
        "rates": rates,
    }


@login_required
def currency_create(request: MemberRequest) -> HttpResponse:
    """A new currency."""
    require(request.user, "keep_installation")
    page = FormPage(title="New currency", back=address(), button="Add", done="Currency added.")
    return form_response(
        request,
        NewCurrencyForm(request.POST or None),
        page=page,
        call=lambda values: currencies.add(values.pop("code"), by=request.user, **values),
    )


@login_required
def currency_edit(request: MemberRequest, uid: UUID) -> HttpResponse:
    """The currency with another name."""
    currency = kept_currency(request, uid)
    page = FormPage(title=f"Rename {currency}", back=address())
    form = CurrencyForm(request.POST or None, instance=currency)
    return form_response(
        request, form, page=page, call=lambda values: currencies.rename(currency, by=request.user, **values)
    )


@login_required
@require_POST
def currency_report_in(request: MemberRequest, uid: UUID) -> HttpResponse:
    """Reports add up in this currency."""
    currency = kept_currency(request, uid)
    return button_response(
        request,
        lambda: currencies.report_in(currency, by=request.user),
        back=address(),
        done=f"Reports add up in {currency}. Every active program is being computed again.",
    )


@login_required
def exchange_rate_create(request: MemberRequest, uid: UUID) -> HttpResponse:
    """What the currency is worth from a day on."""
    currency = kept_currency(request, uid)
    page = FormPage(
        title=f"Rate of {currency} from a day on", back=address(), button="Add the rate", done="Rate added."
    )
    last = currency.rates.order_by("-effective_from", "-pk").first()
    reporting = Currency.objects.filter(is_reporting=True).exclude(pk=currency.pk).first()
    initial = {
        "into": reporting or (last.into if last else None),
        "effective_from": timezone.localdate(),
        "source": last.source if last else "",
    }
    form = RateForm(request.POST or None, currency=currency, initial=initial)
    return form_response(
        request, form, page=page, call=lambda values: currencies.state_rate(currency, by=request.user, **values)
    )


@login_required
def exchange_rate_edit(request: MemberRequest, uid: UUID) -> HttpResponse:
    """The rate as its source really says."""
    require(request.user, "keep_installation")
    stated = get_object_or_404(ExchangeRate.objects.select_related("currency", "into"), uid=uid)
    page = FormPage(
        title=f"Correct the rate {stated}",
        back=address(),
        button="Correct",
        note="Only for a mistake in the record. A new rate holds from a day of its own.",
    )
    form = RateCorrectionForm(request.POST or None, instance=stated)
    return form_response(
        request, form, page=page, call=lambda values: currencies.correct_rate(stated, by=request.user, **values)
    )


def kept_currency(request: MemberRequest, uid: UUID) -> Currency:
    """The currency, for stewards."""
    require(request.user, "keep_installation")
    return get_object_or_404(Currency, uid=uid)


def address() -> str:
    return reverse("programs:currency-list")
