"""Phases of a series: new limits only by a new definition or after a declared change of the process."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from tracker.analysis.facts.metrics import Definition, JudgedMetric, MetricBaseline
from tracker.analysis.metrics.control_limits import limits_of, standing_of
from tracker.analysis.metrics.correlation import correlation_of, false_alarm
from tracker.analysis.metrics.question import FEWEST, FIRM_FROM, MetricsFacts
from tracker.analysis.metrics.readings import ArmKey, Run, frozen, run_of
from tracker.analysis.metrics.results import LimitStanding, MetricPhase, MetricSignal
from tracker.analysis.metrics.rules import Phase, signals_of
from tracker.progress.periods import Period, first_whole
from tracker.progress.words import count_words, day_words

BASELINE, CHANGE, ARM, OPEN = "baseline", "change", "arm", "open"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A declared change of the process: from the first whole period on, readings have limits of their own."""

    on: date
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Readings between two changes.

    under      the readings that the limits rest on: the locked ones, or the first of the stretch
    is_locked  whether they are a locked baseline
    """

    began: str
    what: str
    definition: int
    readings: Run
    under: Run
    is_locked: bool = False


def changes_of(metric: JudgedMetric, facts: MetricsFacts, as_of: date) -> tuple[Change, ...]:
    """Cut-overs of pilots in the flow of the metric that it judged, oldest first."""
    found = [
        Change(on=pilot.cut_over_on, what=f"cut-over of {pilot.name} on {day_words(pilot.cut_over_on)}")
        for pilot in facts.pilots
        if pilot.cut_over_on is not None
        and pilot.cut_over_on <= as_of
        and metric.flow_uid in (None, pilot.flow)
        and metric.metric_uid in {pilot.primary.metric, *(each.metric for each in pilot.guardrails)}
    ]
    return tuple(sorted(found, key=lambda each: (each.on, each.what)))


def locked_baseline(metric: JudgedMetric, definition: Definition, arm: ArmKey, *, as_of: date) -> MetricBaseline | None:
    """The baseline of the arm by the definition that was locked by the day."""
    return next(
        (
            each
            for each in metric.baselines
            if each.definition_uid == definition.uid
            and (each.pilot_uid or "", each.arm) == arm
            and each.locked_on <= as_of
        ),
        None,
    )


def with_frozen(baseline: MetricBaseline, read: Run, period: Period) -> Run:
    """The frozen readings and those after them; what lies before the baseline is history and not judged."""
    held = frozen(baseline, period)
    later = [place for place, starts_on in enumerate(read.periods) if starts_on > held.periods[-1]]
    return held.then(read.part(later[0])) if later else held


def stretches_of(
    metric: JudgedMetric, runs: dict[int, Run], arm: ArmKey, *, changes: Sequence[Change], as_of: date
) -> Iterator[Stretch]:
    """The stretches of one arm, oldest first: by definition, and within each by declared change."""
    period = Period(metric.frequency)
    for definition in metric.definitions:
        read = runs.get(definition.number, run_of([], period))
        baseline = locked_baseline(metric, definition, arm, as_of=as_of)
        if definition.effective_from > as_of and baseline is None:
            continue
        if baseline is not None:
            yield from after_lock(baseline, read, metric=metric, number=definition.number, changes=changes)
        elif len(read):
            began = ARM if arm[1] else OPEN
            what = f"first readings of {arm[1]}" if arm[1] else f"definition {definition.number}, no baseline locked"
            under = read.part(0, FIRM_FROM) if arm[1] else read.part(0, 0)
            yield Stretch(began=began, what=what, definition=definition.number, readings=read, under=under)


def after_lock(
    baseline: MetricBaseline, read: Run, *, metric: JudgedMetric, number: int, changes: Sequence[Change]
) -> Iterator[Stretch]:
    """The stretch of a locked baseline, and one after each declared change."""
    period = Period(metric.frequency)
    held, judged = frozen(baseline, period), with_frozen(baseline, read, period)
    cuts = [(first_whole(each.on, period), each.what) for each in changes]
    cuts = [(on, what) for on, what in cuts if held.periods[-1] < on <= judged.periods[-1]]
    first = judged.before(cuts[0][0]) if cuts else judged
    locked = f"baseline locked on {day_words(baseline.locked_on)}"
    yield Stretch(began=BASELINE, what=locked, definition=number, readings=first, under=held, is_locked=True)
    for place, (on, what) in enumerate(cuts):
        later = judged.since(on)
        part = later.before(cuts[place + 1][0]) if place + 1 < len(cuts) else later
        yield Stretch(began=CHANGE, what=what, definition=number, readings=part, under=part.part(0, FIRM_FROM))


def judged(stretch: Stretch, *, higher_is_better: bool) -> MetricPhase:
    """The stretch with its limits and what is more than chance in it."""
    readings, under = stretch.readings, stretch.under
    limits = limits_of(under.values, under.places)
    signals: tuple[MetricSignal, ...] = ()
    if limits is not None:
        phase = Phase(periods=readings.periods, places=readings.places, values=readings.values, limits=limits)
        signals = signals_of(phase, higher_is_better=higher_is_better)
    correlation = correlation_of(under.values, under.places)
    return MetricPhase(
        began=stretch.began,
        what=stretch.what,
        definition=stretch.definition,
        limits=limits,
        baseline_until=under.periods[-1] if limits is not None else None,
        is_locked=stretch.is_locked,
        periods=tuple(readings.periods),
        values=tuple(readings.values.tolist()),
        signals=signals,
        correlation=correlation,
        false_alarm=false_alarm(correlation),
        reason="" if limits is not None else no_limits_words(stretch),
    )


def no_limits_words(stretch: Stretch) -> str:
    """Why a stretch has no limits."""
    if stretch.began == OPEN:
        return "No baseline is locked, so there are no limits."
    if standing_of(len(stretch.under)) is LimitStanding.NONE:
        return f"{count_words(len(stretch.under), 'reading')} of the {FEWEST} that limits need."
    if len(set(stretch.under.values.tolist())) == 1:
        return "All readings under the limits are the same, so nothing can be told from chance."
    return "No two neighboring periods were read, so nothing can be told from chance."
