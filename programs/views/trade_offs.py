from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.db.models import Prefetch
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from programs.actions import trade_offs
from programs.forms.base import ActionForm
from programs.forms.tradeoffs import COST, ReasonForm, TradeOffForm, TrueUpForm
from programs.models import Program, TradeOffEntry
from programs.views.base import FormPage, MemberRequest, form_response, program_for, require, row_for

Kind = TradeOffEntry.Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUp:
    """What may be said about an estimate: the words around its form, and the action."""

    title: str
    button: str
    note: str
    form: type[ActionForm]
    act: Callable[..., object]


FOLLOW_UPS: dict[str, FollowUp] = {
    "true-up": FollowUp(
        title="True up",
        button="True it up",
        note="What it really was. The estimate stays as it is, and the two are never added.",
        form=TrueUpForm,
        act=trade_offs.true_up,
    ),
    "dispute": FollowUp(
        title="Dispute",
        button="Dispute it",
        note="The entry stays; everybody sees that you do not agree, and why.",
        form=ReasonForm,
        act=trade_offs.dispute,
    ),
    "reverse": FollowUp(
        title="Reverse",
        button="Reverse it",
        note="The choice was not made, or was made by mistake. Both entries stay and come to nothing.",
        form=ReasonForm,
        act=trade_offs.reverse,
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerRow:
    """One trade-off: its estimate, and what followed. ``real`` is the newest true-up."""

    entry: TradeOffEntry
    real: TradeOffEntry | None
    disputes: tuple[TradeOffEntry, ...]
    reversal: TradeOffEntry | None


@login_required
@require_safe
def trade_off_list(request: MemberRequest, uid: UUID) -> HttpResponse:
    """What functions' choices did to each other, newest first: estimated, then as it was."""
    program = program_for(request, uid)
    later = TradeOffEntry.objects.select_related("entered_by").order_by("entered_on", "id")
    estimates = (
        program.trade_offs.filter(kind=Kind.ESTIMATE)
        .select_related("originator", "affected", "metric", "decision", "entered_by")
        .prefetch_related(Prefetch("later_entries", later))
        .order_by("-entered_on", "-id")
    )
    may = request.user.has_perm("programs.record_fact", program)
    context = {"program": program, "rows": [ledger_row(entry) for entry in estimates], "may_record": may}
    return render(request, "programs/trade_offs/list.html", context)


def ledger_row(entry: TradeOffEntry) -> LedgerRow:
    """The estimate with its later entries sorted out; they were prefetched."""
    later = list(entry.later_entries.all())
    real = [each for each in later if each.kind == Kind.TRUE_UP]
    reversal = [each for each in later if each.kind == Kind.REVERSAL]
    return LedgerRow(
        entry=entry,
        real=real[-1] if real else None,
        disputes=tuple(each for each in later if each.kind == Kind.DISPUTE),
        reversal=reversal[0] if reversal else None,
    )


@login_required
def trade_off_create(request: MemberRequest, uid: UUID) -> HttpResponse:
    """What a choice is expected to do to another function."""
    program = program_for(request, uid, may="record_fact")
    page = FormPage(
        title="Enter a trade-off",
        back=list_address(program),
        button="Enter it",
        done="Trade-off entered.",
        note="It counts in the evaluation of the function that chose. It is an estimate until it is trued up.",
        program=program,
    )
    form = TradeOffForm(request.POST or None, program=program, initial={"currency": program.currency or "EUR"})
    return form_response(
        request,
        form,
        page=page,
        call=lambda values: trade_offs.estimate(program, by=request.user, on=timezone.localdate(), **signed(values)),
    )


@login_required
def trade_off_follow(request: MemberRequest, uid: UUID, follow_up: str) -> HttpResponse:
    """An estimate trued up, disputed or reversed."""
    entry = row_for(request, TradeOffEntry.objects.filter(kind=Kind.ESTIMATE), uid)
    require(request.user, "record_fact", entry)
    if follow_up not in FOLLOW_UPS:
        raise Http404
    chosen = FOLLOW_UPS[follow_up]
    page = FormPage(
        title=f"{chosen.title}: {entry.title}",
        back=list_address(entry.program),
        button=chosen.button,
        note=chosen.note,
        program=entry.program,
    )
    form = chosen.form(request.POST or None, initial={"on": timezone.localdate()})
    currency = {"currency": entry.currency} if follow_up == "true-up" else {}
    return form_response(
        request,
        form,
        page=page,
        call=lambda values: chosen.act(entry, by=request.user, **signed(values), **currency),
    )


def signed(values: dict[str, Any]) -> dict[str, Any]:
    """The form's values with a cost as a negative amount."""
    if "sign" not in values:
        return values
    factor = -1 if values["sign"] == COST else 1
    rest = {name: value for name, value in values.items() if name != "sign"}
    return rest | {"amount": factor * values["amount"]}


def list_address(program: Program) -> str:
    return reverse("programs:trade-off-list", args=[program.uid])
