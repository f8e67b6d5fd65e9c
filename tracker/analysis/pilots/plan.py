"""What a protocol that has no verdict yet can settle, and by when."""

from __future__ import annotations

from datetime import date, timedelta

from tracker.analysis.facts.pilots import PilotFact
from tracker.analysis.pilots.design import EFFECTS, LONGEST, RUNS, pairs_to_plan, seed_for, verdict_chances
from tracker.analysis.pilots.limits import METHOD
from tracker.analysis.pilots.outlook import first_period
from tracker.analysis.pilots.results import PilotPlan, PlannedChance, PlannedEffect
from tracker.analysis.pilots.rule import needed
from tracker.progress.numbers import Gauge
from tracker.progress.periods import Period, periods_after, periods_over

NINETY_DAYS = timedelta(days=90)


def plan_of(pilot: PilotFact, *, as_of: date) -> PilotPlan:
    """Chances of a verdict for the new way at its first possible look, after 90 days and at its end."""
    period = Period(pilot.primary.frequency)
    first_on = first_period(pilot, period, as_of=as_of)
    counts_on = periods_after(first_on, pilot.burn_in_periods, period)
    looks = looks_of(pilot, in_ninety_days=periods_over(counts_on, first_on + NINETY_DAYS, period))
    gauge, alpha = Gauge(METHOD, "probability", RUNS), float(pilot.alpha)
    effects = []
    for effect in EFFECTS:
        chances = verdict_chances(alpha, pilot.minimum_periods, pilot.maximum_periods, effect=effect)
        planned = tuple(
            PlannedChance(pairs=n, on=periods_after(counts_on, n, period), chance=gauge.value(chances[n - 1]))
            for n in looks
        )
        effects.append(PlannedEffect(effect=effect, pairs_to_plan=pairs_to_plan(effect, alpha), chances=planned))
    seed = seed_for(alpha, pilot.minimum_periods, pilot.maximum_periods)
    return PilotPlan(first_on=first_on, seed=seed, runs=RUNS, effects=tuple(effects))


def looks_of(pilot: PilotFact, *, in_ninety_days: int) -> tuple[int, ...]:
    """Numbers of pairs at which the chance is told, fewest first: none is more than the longest run."""
    last = min(pilot.maximum_periods, LONGEST)
    asked = {needed(pilot.minimum_periods), in_ninety_days, last}
    return tuple(sorted(n for n in asked if 0 < n <= last))
