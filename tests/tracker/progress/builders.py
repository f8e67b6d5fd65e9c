"""Facts for tests: fixed values, days counted from one start day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from tracker.progress.exit_sets import GATE_ORDER
from tracker.progress.facts import Acceptance, Baseline, Forecast, Gate, Item, OpenPass, PlannedItem, ProgramFacts

START = date(2026, 3, 2)


def on(day: int) -> date:
    """The date ``day`` days after the start."""
    return START + timedelta(days=day)


def accepted(day: int, revoked: int | None = None) -> tuple[Acceptance, ...]:
    """One acceptance on ``day``, taken back on ``revoked``."""
    return (Acceptance(accepted_on=on(day), revoked_on=None if revoked is None else on(revoked)),)


def forecasts(*pairs: tuple[int, int]) -> tuple[Forecast, ...]:
    """Forecasts as (stated on day, finish on day)."""
    return tuple(Forecast(stated_on=on(stated), finish_on=on(finish)) for stated, finish in pairs)


def make_item(uid: str, **given: Any) -> Item:
    """A structural milestone for gate G0."""
    values: dict[str, Any] = {
        "name": uid.replace("-", " ").capitalize(),
        "kind": "milestone",
        "dimension": "structural",
        "gate": "G0",
    }
    if given.get("dimension") in ("cultural", "delivery"):
        values["gate"] = ""
    return Item(uid=uid, **(values | given))


def make_gates(codes: Iterable[str] = GATE_ORDER, /, **acceptances: tuple[Acceptance, ...]) -> dict[str, Any]:
    """``items`` and ``gates`` of a program that has only gates; ``G0=accepted(3)`` passes one."""
    codes = tuple(codes)
    return {
        "items": tuple(
            make_item(code, name=f"Decision of {code}", kind="gate", gate=code, acceptances=acceptances.get(code, ()))
            for code in codes
        ),
        "gates": tuple(Gate(code=code, name=f"Name of {code}", item_uid=code) for code in codes),
    }


def make_open_pass(day: int, ended: int | None = None, *, missing: int = 2, needed: int = 6) -> OpenPass:
    """A pass on ``day`` with 2 of 6 things open, which stood until before ``ended``."""
    ends = None if ended is None else on(ended)
    return OpenPass(passed_on=on(day), ended_on=ends, open_count=missing, needed_count=needed)


def make_baseline(
    plan: Mapping[str, int],
    *,
    number: int = 1,
    locked: int = 0,
    weights: Mapping[str, str] | None = None,
    reason: str = "",
) -> Baseline:
    """A baseline of item uid to planned day; weights are 1 unless given."""
    lines = tuple(
        PlannedItem(uid=uid, planned_on=on(day), weight=Decimal((weights or {}).get(uid, "1")))
        for uid, day in plan.items()
    )
    return Baseline(number=number, locked_on=on(locked), items=lines, reason=reason)


def make_facts(**given: Any) -> ProgramFacts:
    """A program that follows the sequence and starts on START."""
    values: dict[str, Any] = {
        "uid": "program-1",
        "code": "ALPHA",
        "name": "Alpha",
        "follows_sequence": True,
        "start_on": START,
    }
    return ProgramFacts(**(values | given))


def make_plan_facts(
    plan: Mapping[str, int],
    done: Mapping[str, tuple[Acceptance, ...]] | None = None,
    *,
    weights: Mapping[str, str] | None = None,
    dimension: str = "structural",
    **given: Any,
) -> ProgramFacts:
    """A program whose items all belong to one exit set, planned on days, accepted as in ``done``."""
    items = tuple(make_item(uid, dimension=dimension, acceptances=(done or {}).get(uid, ())) for uid in plan)
    values: dict[str, Any] = {"items": items, "baselines": (make_baseline(plan, weights=weights),)}
    return make_facts(**(values | given))


def make_single(*stated: tuple[int, int], planned: int | None = None, **given: Any) -> ProgramFacts:
    """A program without a sequence: one delivery item, its forecasts, and its first plan."""
    acceptances = given.pop("acceptances", ())
    item = make_item("finish", dimension="delivery", forecasts=forecasts(*stated), acceptances=acceptances)
    values: dict[str, Any] = {
        "follows_sequence": False,
        "items": (item,),
        "baselines": () if planned is None else (make_baseline({"finish": planned}),),
    }
    return make_facts(**(values | given))
