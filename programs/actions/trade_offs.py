from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TypedDict, Unpack

from programs.actions.base import action, check_happened, lock, refresh, require, save_checked, touch
from programs.actions.governance_checks import check_of_program
from programs.errors import Refused
from programs.models import BusinessFunction, DecisionRecord, Program, SharedMetric, TradeOffEntry, User
from programs.periods import day_name

Kind = TradeOffEntry.Kind


class Effect(TypedDict, total=False):
    """What a choice does to the affected function; ``amount`` is a gain when positive, a cost when negative."""

    title: str
    originator: BusinessFunction
    affected: BusinessFunction
    metric: SharedMetric | None
    decision: DecisionRecord | None
    amount: Decimal
    currency: str
    method: str
    owns_goods_in_transit: bool | None
    expected_from: date | None
    expected_to: date | None


@action
def estimate(program: Program, *, by: User, on: date, **effect: Unpack[Effect]) -> TradeOffEntry:
    """What one function's choice is expected to do to another, before it is known. Never changed: true it up."""
    require(by, "record_fact", program)
    check_happened(on)
    check_of_program(program, effect.get("decision"), field="decision")
    entry = save_checked(TradeOffEntry(program=program, kind=Kind.ESTIMATE, entered_by=by, entered_on=on, **effect))
    refresh([program.pk])
    return entry


class MeasuredFields(TypedDict):
    amount: Decimal
    currency: str
    method: str


@action
def true_up(
    first: TradeOffEntry, *, by: User, on: date, version: int | None = None, **measured: Unpack[MeasuredFields]
) -> TradeOffEntry:
    """What the effect of an estimate really was; a later true-up replaces an earlier one and both stay."""
    return follow(lock(first, version=version), Kind.TRUE_UP, by=by, on=on, words=dict(measured))


@action
def dispute(first: TradeOffEntry, *, by: User, on: date, reason: str, version: int | None = None) -> TradeOffEntry:
    """Somebody does not agree with the estimate or its true-up, and says why."""
    return follow(lock(first, version=version), Kind.DISPUTE, by=by, on=on, words={"reason": reason})


@action
def reverse(first: TradeOffEntry, *, by: User, on: date, reason: str, version: int | None = None) -> TradeOffEntry:
    """The estimate taken back with everything that followed it: together they come to nothing."""
    first = lock(first, version=version)
    latest = amount_of(first)
    words = {"amount": -latest.amount if latest.amount else Decimal(0), "currency": latest.currency,
             "method": "The reverse of what was entered.", "reason": reason}  # fmt: skip
    return follow(first, Kind.REVERSAL, by=by, on=on, words=words)


def follow(first: TradeOffEntry, kind: str, *, by: User, on: date, words: dict[str, object]) -> TradeOffEntry:
    """A later entry about an estimate, which the caller locked; refused when it is none, or was reversed."""
    require(by, "record_fact", first)
    check_happened(on)
    if first.kind != Kind.ESTIMATE:
        raise Refused("not_an_estimate", "Only an estimate can be trued up, disputed or reversed.", field="first")
    if on < first.entered_on:
        raise Refused("before_the_estimate", f"It was estimated on {day_name(first.entered_on)}.", field="on")
    if first.later_entries.filter(kind=Kind.REVERSAL).exists():
        raise Refused("already_reversed", "This trade-off was reversed: enter a new estimate.", field="first")
    if words.get("currency", first.currency) != first.currency:
        raise Refused("other_currency", f"It was estimated in {first.currency}: use the same.", field="currency")
    entry = save_checked(
        TradeOffEntry(
            program=first.program,
            kind=kind,
            first=first,
            title=first.title,
            originator=first.originator,
            affected=first.affected,
            metric=first.metric,
            entered_by=by,
            entered_on=on,
            **words,
        )
    )
    touch(first)
    refresh([first.program_id])
    return entry


def amount_of(first: TradeOffEntry) -> TradeOffEntry:
    """The entry whose amount stands for the trade-off: its newest true-up, else the estimate itself."""
    trued_up = first.later_entries.filter(kind=Kind.TRUE_UP).order_by("-entered_on", "-id")
    return trued_up.first() or first
