"""Readings as somebody gives them, held against what the record has; nothing is written here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from programs.errors import Refused
from programs.models import MetricDefinition, Pilot, ProcessFlow, Reading, SharedMetric
from programs.periods import day_name, is_over, last_day, next_period, period_name, period_start

Key = tuple[Any, ...]
LONGEST_ARM = 60
MOST_DECIMALS = 6
TOO_LARGE = Decimal(10) ** 14


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenReading:
    """One reading as it is given.

    pilot     whose arm it is; None: of the pilot that ran the arm in that period, when one did
    is_final  None: final as soon as its period is over
    replaces  the final value that the person saw and corrects; None when no final value is to be replaced
    """

    period_starts_on: date
    value: Decimal
    flow: ProcessFlow | None = None
    arm: str = ""
    pilot: Pilot | None = None
    is_final: bool | None = None
    replaces: Decimal | None = None

    @property
    def whose(self) -> str:
        """Flow, pilot and arm in words; empty for the whole organization."""
        return " / ".join(str(part) for part in (self.flow, self.pilot, self.arm) if part)

    @property
    def series_and_period(self) -> Key:
        flow, pilot = (row.pk if row else None for row in (self.flow, self.pilot))
        return (flow, pilot, self.arm, self.period_starts_on)


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """A given reading beside the one of the same period that the record has, or why it is refused."""

    given: GivenReading
    definition: MetricDefinition | None
    stored: Reading | None
    is_final: bool
    problem: Refused | None

    @property
    def key(self) -> Key:
        """Identity of a reading within its metric."""
        return (*self.given.series_and_period, self.definition.pk if self.definition else None)

    @property
    def standing(self) -> str:
        """refused, new, changed or unchanged."""
        if self.problem:
            return "refused"
        if self.stored is None:
            return "new"
        same = self.stored.value == self.given.value and self.stored.is_final == self.is_final
        return "unchanged" if same else "changed"


class RowsRefused(Refused):
    """Some of many given readings were refused, so none was written.

    problems  place in what was given -> why
    """

    def __init__(self, problems: dict[int, Refused]) -> None:
        first = next(iter(problems.values()))
        said = "1 reading was" if len(problems) == 1 else f"{len(problems)} readings were"
        super().__init__("rows_refused", f"Nothing was written: {said} refused. {first.message}")
        self.problems = problems


def key_of(row: Reading) -> Key:
    """Identity of a stored reading within its metric."""
    return (row.flow_id, row.pilot_id, row.arm, row.period_starts_on, row.definition_id)


def runs_in(pilot: Pilot, start: date, frequency: str) -> bool:
    """True when the whole period lies between the start of the pilot and its decision."""
    if pilot.started_on is None or start < pilot.started_on:
        return False
    return pilot.decided_on is None or next_period(start, frequency) <= pilot.decided_on


def touches(pilot: Pilot, start: date, frequency: str) -> bool:
    """True when the pilot ran on some day of the period, such as that in which it was decided."""
    if pilot.started_on is None or next_period(start, frequency) <= pilot.started_on:
        return False
    return pilot.decided_on is None or start <= pilot.decided_on


def placed(given: GivenReading, pilots: Iterable[Pilot], metric: SharedMetric) -> GivenReading:
    """The reading with the pilot that ran its arm in its period, when one did.

    pilots  those whose arms the person may enter readings of
    raises  Refused when several did, or when the pilot that is named has no such arm
    """
    if given.pilot is None and not given.arm:
        return given
    fitting = [pilot for pilot in pilots if _has_arm(pilot, given)]
    if given.pilot is not None:
        if given.pilot not in fitting:
            say = f"{given.pilot} has no arm {given.arm or 'without a name'} here that you may enter readings of."
            raise Refused("no_such_arm", say, field="arm")
        return given
    start, frequency = given.period_starts_on, metric.frequency
    running = [pilot for pilot in fitting if runs_in(pilot, start, frequency)]
    running = running or [pilot for pilot in fitting if touches(pilot, start, frequency)]
    if len(running) > 1:
        ways = " or ".join(f"“{arm_name(pilot, given.arm)}”" for pilot in running)
        raise Refused(
            "arm_of_several_pilots", f"More than one pilot has an arm {given.arm}: write {ways}.", field="arm"
        )
    return replace(given, pilot=running[0]) if running else given


def arm_name(pilot: Pilot | None, arm: str) -> str:
    """The arm with its pilot, as tables and forms take it: Weekly session / Integrated."""
    return f"{pilot} / {arm}" if pilot else arm


def compare(
    metric: SharedMetric,
    given: Sequence[GivenReading],
    *,
    stored: Iterable[Reading],
    pilots: Sequence[Pilot],
    today: date,
) -> list[Compared]:
    """Each given reading with its standing, in the order given; one query for the definitions.

    stored  readings of the metric that may have the same flow, arm and period
    pilots  those whose arms the person may enter readings of: an arm's reading is that of one of them, or of none
    """
    found = [_placed(each, pilots, metric) for each in given]
    given = [each for each, _ in found]
    definitions = list(metric.definitions.order_by("-effective_from", "-number"))
    by_key = {key_of(row): row for row in stored}
    times = Counter(each.series_and_period for each in given)
    return [
        _compared(each, metric, definitions, beside=_Beside(by_key, times[each.series_and_period] > 1, today, problem))
        for each, problem in found
    ]


def _placed(given: GivenReading, pilots: Sequence[Pilot], metric: SharedMetric) -> tuple[GivenReading, Refused | None]:
    """The reading with its pilot, or as it was given and why it has none."""
    try:
        return placed(given, pilots, metric), None
    except Refused as problem:
        return given, problem


@dataclass(frozen=True, slots=True)
class _Beside:
    by_key: dict[Key, Reading]
    is_twice: bool
    today: date
    arm_problem: Refused | None


def _compared(
    given: GivenReading, metric: SharedMetric, definitions: Sequence[MetricDefinition], *, beside: _Beside
) -> Compared:
    start = given.period_starts_on
    definition = next((each for each in definitions if each.effective_from <= start), None)
    stored = beside.by_key.get((*given.series_and_period, definition.pk)) if definition else None
    over = is_over(start, metric.frequency, today=beside.today)
    stays_final = stored is not None and stored.is_final and stored.value == given.value
    problem = next(_problems(given, metric, beside), None) or _without_definition(definition, definitions, metric)
    return Compared(
        given=given,
        definition=definition,
        stored=stored,
        is_final=stays_final or (over if given.is_final is None else given.is_final),
        problem=problem or _final_already(given, stored, metric),
    )


def _problems(given: GivenReading, metric: SharedMetric, beside: _Beside) -> Iterator[Refused]:
    """What is wrong with the reading by itself, the most helpful first."""
    start = given.period_starts_on
    yield from _refusal(check_period, metric, start, today=beside.today)
    yield from _refusal(check_value, metric, given.value)
    yield from _refusal(check_final, metric, start, is_final=given.is_final is True, today=beside.today)
    if beside.arm_problem:
        yield beside.arm_problem
    if len(given.arm) > LONGEST_ARM:
        yield Refused("arm_too_long", f"The arm has more than {LONGEST_ARM} characters: shorten its name.", field="arm")
    if beside.is_twice:
        period = period_name(given.period_starts_on, metric.frequency)
        yield Refused("given_twice", f"This is given more than once for {period}: keep one.", field="period_starts_on")


def _refusal(check: Callable[..., None], *about: Any, **more: Any) -> Iterator[Refused]:
    try:
        check(*about, **more)
    except Refused as problem:
        yield problem


def check_period(metric: SharedMetric, start: date, *, today: date) -> None:
    """Returns when the metric can be read in the period that begins on ``start``; else Refused with the right day."""
    first = period_start(start, metric.frequency)
    field = "period_starts_on"
    if start != first:
        what = "week begins on Monday" if metric.frequency == SharedMetric.Frequency.WEEK else "month begins on"
        say = f"{day_name(start)} is inside of a period: its {what} {day_name(first)}. Write that day if you mean it."
        raise Refused("not_a_period_start", say, field=field)
    if start > today:
        say = f"This lies ahead ({period_name(start, metric.frequency)}): readings are of periods that have begun."
        raise Refused("in_the_future", say, field=field)
    if metric.retired_on and start > metric.retired_on:
        say = f"{metric} was retired on {day_name(metric.retired_on)}: it has no later readings."
        raise Refused("metric_retired", say, field=field)


def check_value(metric: SharedMetric, value: Decimal) -> None:
    """Returns when the column holds the value and the metric can have it; else Refused."""
    exponent = value.normalize().as_tuple().exponent
    if not isinstance(exponent, int) or abs(value) >= TOO_LARGE:
        raise Refused("no_such_value", "Give a number of at most fourteen digits before the point.", field="value")
    if -exponent > MOST_DECIMALS:
        raise Refused("too_many_decimals", f"Give at most {MOST_DECIMALS} decimals: round the value.", field="value")
    if metric.is_ratio_scale and value <= 0:
        say = f"{metric} is never zero or less: leave the period out when there is no reading."
        raise Refused("not_positive", say, field="value")


def check_final(metric: SharedMetric, start: date, *, is_final: bool, today: date) -> None:
    """Returns unless a period that still runs is called final."""
    if is_final and not is_over(start, metric.frequency, today=today):
        ends = day_name(last_day(start, metric.frequency))
        say = f"The period ends on {ends}: until then its reading is not final."
        raise Refused("period_not_over", say, field="is_final")


def _without_definition(
    definition: MetricDefinition | None, definitions: Sequence[MetricDefinition], metric: SharedMetric
) -> Refused | None:
    if definition:
        return None
    if not definitions:
        say = f"{metric} has no definition yet: a steward writes down how it is counted, then it can be read."
        return Refused("no_definition", say)
    first = day_name(min(each.effective_from for each in definitions))
    say = f"{metric} is defined from {first} on: an earlier period needs a definition that was in force then."
    return Refused("not_defined_then", say, field="period_starts_on")


def _final_already(given: GivenReading, stored: Reading | None, metric: SharedMetric) -> Refused | None:
    """Why a final reading is not replaced: nobody said that it is to be corrected, or it changed since it was read."""
    if stored is None or not stored.is_final or stored.value == given.value or stored.value == given.replaces:
        return None
    period = period_name(stored.period_starts_on, metric.frequency)
    say = f"The reading is final ({period}: {plain(stored.value)} {metric.unit}). Say that you correct it."
    return Refused("final_already", say, field="correct")


def plain(value: Decimal) -> str:
    """The value without zeros at the end: 96.4, never 9.64E+1."""
    return f"{value.normalize():f}"


def _has_arm(pilot: Pilot, given: GivenReading) -> bool:
    return given.arm in (pilot.old_arm, pilot.new_arm) and (given.flow is None or given.flow.pk == pilot.flow_id)
