"""Facts of parallel runs for the tests of their analysis."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from tracker.analysis.facts.pilots import ComparisonFact, PeriodFact, PilotFact, PilotFacts
from tracker.analysis.pilots.analyze import analyze_pilots
from tracker.analysis.pilots.results import PilotResult

MONDAY = date(2026, 6, 1)
WEEK = timedelta(weeks=1)
OLD = 100
LATE = date(2027, 6, 1)


def periods_of(pairs: Sequence[tuple[float | None, float | None]], *, burn_in: int = 0) -> tuple[PeriodFact, ...]:
    """Weeks from MONDAY on, each with the readings of the old and the new arm; None is missing."""
    return tuple(
        PeriodFact(
            number=number + 1,
            starts_on=MONDAY + number * WEEK,
            old=None if old is None else Decimal(str(old)),
            new=None if new is None else Decimal(str(new)),
            standing="burn_in" if number < burn_in else standing_of(old, new),
        )
        for number, (old, new) in enumerate(pairs)
    )


def standing_of(old: float | None, new: float | None) -> str:
    if old is None:
        return "missing_both" if new is None else "missing_old"
    return "missing_new" if new is None else "pair"


def comparison(*better_by: float | None, **given: Any) -> ComparisonFact:
    """A weekly metric of which more is better; the new arm is better by so much, None is missing in the new arm."""
    pairs = [(OLD, None if each is None else OLD + each) for each in better_by]
    values: dict[str, Any] = {
        "metric": "metric",
        "name": "Service",
        "unit": "%",
        "definition": 1,
        "redefined_on": None,
        "direction": "higher",
        "is_ratio_scale": False,
        "frequency": "week",
        "margin": None,
        "periods": periods_of(pairs),
    }
    return ComparisonFact(**values | given)


def guardrail(*better_by: float | None, margin: str = "5", **given: Any) -> ComparisonFact:
    values = {"metric": "guard", "name": "Expediting", "margin": Decimal(margin)} | given
    return comparison(*better_by, **values)


def pilot(*better_by: float | None, **given: Any) -> PilotFact:
    """A run that began on MONDAY and goes on."""
    values: dict[str, Any] = {
        "uid": "pilot",
        "flow": "flow",
        "name": "Weekly plan",
        "old_arm": "Functional",
        "new_arm": "Integrated",
        "alpha": Decimal("0.05"),
        "minimum_periods": 8,
        "maximum_periods": 26,
        "burn_in_periods": 0,
        "worthwhile_effect": None,
        "follows": "",
        "locked_on": MONDAY,
        "started_on": MONDAY,
        "outcome": "",
        "decided_on": None,
        "cut_over_on": None,
        "legacy_retired_on": None,
        "primary": comparison(*better_by),
        "guardrails": (),
    }
    return PilotFact(**values | given)


def analyzed(fact: PilotFact, *, as_of: date = LATE, **around: Any) -> PilotResult:
    """What the analysis says of the only run of a program."""
    return analyze_pilots(PilotFacts(pilots=(fact,), **around), as_of=as_of).pilots[0]


def after(weeks: int) -> date:
    """The first day on which so many weeks of a run are over."""
    return MONDAY + weeks * WEEK
