from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.db.models import Prefetch, Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from programs.actions import trade_offs
from programs.forms.base import ActionForm
from programs.forms.tradeoffs import COST, ReasonForm, TradeOffForm, TrueUpForm
from programs.models import BusinessFunction, Program, TradeOffEntry
from programs.views.base import FormPage, MemberRequest, form_response, program_for, require, row_for
from programs.views.key_pages import KeyPage, key_page
from programs.views.rights import may

Kind = TradeOffEntry.Kind
PAGE = 10


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
    """One trade-off: its estimate, and what followed. ``real`` is the newest true-up.

    is_due  its effect is over and nobody said yet what it really was
    """

    entry: TradeOffEntry
    real: TradeOffEntry | None
    disputes: tuple[TradeOffEntry, ...]
    reversal: TradeOffEntry | None
    is_due: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerPart:
    """A page of trade-offs of one kind, of ``number`` in all; ``key`` is what the address calls its place."""

    key: str
    title: str
    rows: list[LedgerRow]
    number: int
    page: KeyPage[TradeOffEntry]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """The functions whose trade-offs alone are shown: who chose, and who feels it."""

    chose: BusinessFunction
    feels: BusinessFunction

    @property
    def query(self) -> str:
        """What an address says to show them."""
        return urlencode({"chose": self.chose.uid, "feels": self.feels.uid})


@login_required
@require_safe
def trade_off_list(request: MemberRequest, uid: UUID) -> HttpResponse:
    """What functions' choices did to each other: first those that are an estimate still, then the others."""
    program = program_for(request, uid)
    today, at = timezone.localdate(), request.GET
    estimates, only = (
        program.trade_offs.filter(kind=Kind.ESTIMATE),
        pair_asked(at.get("chose", ""), at.get("feels", "")),
    )
    if only is not None:
        estimates = estimates.filter(originator=only.chose, affected=only.feels)
    known = Q(later_entries__kind__in=[Kind.TRUE_UP, Kind.REVERSAL])
    still = estimates.filter(~known)
    parts = [
        ledger_part(still, "open_behind", "Estimates, not known yet", behind=at.get("open_behind", ""), today=today),
        ledger_part(
            estimates.filter(pk__in=estimates.filter(known).values("pk")),
            "known_behind",
            "Known or reversed",
            behind=at.get("known_behind", ""),
            today=today,
        ),
    ]
    further = [part for part in parts if not part.page.is_first]
    records = may(request.user, "record_fact", program, late=True)
    context = {"program": program, "parts": further or [part for part in parts if part.number], "may_record": records}
    context["only"] = only
    return render(request, "programs/trade_offs/list.html", context)


def pair_asked(chose: str, feels: str) -> Pair | None:
    """The pair that an address names; None when it names none."""
    try:
        found = BusinessFunction.objects.in_bulk([UUID(chose), UUID(feels)], field_name="uid")
        return Pair(chose=found[UUID(chose)], feels=found[UUID(feels)])
    except (KeyError, ValueError):
        return None


def ledger_part(estimates: QuerySet[TradeOffEntry], key: str, title: str, *, behind: str, today: date) -> LedgerPart:
    """A page of the estimates with what followed; newest first."""
    later = TradeOffEntry.objects.select_related("entered_by").order_by("entered_on", "id")
    whole = estimates.select_related("originator", "affected", "metric", "decision", "entered_by").prefetch_related(
        Prefetch("later_entries", later)
    )
    page = key_page(whole, day="entered_on", behind=behind, size=PAGE)
    rows = [ledger_row(entry, today=today) for entry in page.rows]
    return LedgerPart(key=key, title=title, rows=rows, number=estimates.count(), page=page)


def ledger_row(entry: TradeOffEntry, *, today: date) -> LedgerRow:
    """The estimate with its later entries sorted out; they were prefetched."""
    later = list(entry.later_entries.all())
    real = [each for each in later if each.kind == Kind.TRUE_UP]
    reversal = [each for each in later if each.kind == Kind.REVERSAL]
    return LedgerRow(
        entry=entry,
        real=real[-1] if real else None,
        disputes=tuple(each for each in later if each.kind == Kind.DISPUTE),
        reversal=reversal[0] if reversal else None,
        is_due=not real and not reversal and entry.expected_to is not None and entry.expected_to < today,
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
