"""A table of readings to readings of one metric: what can be read, what must be asked, and every cell that is wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from programs.actions.given_readings import GivenReading
from programs.actions.pilot_arms import pilots_to_read
from programs.actions.readings import arms_of, flows_to_enter
from programs.importing.arm_names import ArmNames
from programs.importing.conventions import NUMBERS, day_orders, judge
from programs.importing.errors import RowError, ValueRefused
from programs.importing.reader import TableReader
from programs.importing.reading_table import Cell, RawReading, RawTable, Shape, find_shape, read_raw
from programs.importing.text import folded
from programs.models import Pilot, ProcessFlow, SharedMetric, User

Value = TypeVar("Value")
WHOLE_ORGANIZATION = frozenset({"", "whole organization", "the whole organization", "organization", "all flows"})
QUESTIONS = {
    "numbers": "choose above whether the decimal mark is a point or a comma",
    "days": "choose above whether the day or the month comes first",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What somebody said, or the table showed, about how it is written; blank where nothing is known.

    numbers  decimal mark: point or comma
    days     day_first or month_first
    across   headings of a wide table: flows or arms
    """

    numbers: str = ""
    days: str = ""
    across: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedReadings:
    """A table that was read.

    given    readings, in the order of the table, with their cells in ``values`` and ``periods``
    shown    what the table itself shows about how it is written
    asked    names of the questions that must be answered before anything can be written
    blank    cells without a value
    pilots   those whose arms the person may enter readings of
    """

    given: tuple[GivenReading, ...]
    values: tuple[Cell, ...]
    periods: tuple[Cell, ...]
    errors: tuple[RowError, ...]
    shown: Answers
    asked: tuple[str, ...]
    blank: int
    pilots: tuple[Pilot, ...]


class Series:
    """The metric's flows and arms by the names that a table may use."""

    def __init__(self, metric: SharedMetric, *, flows: Iterable[ProcessFlow], arms: ArmNames) -> None:
        self.metric = metric
        self.arms = arms
        self._flows: dict[str, list[ProcessFlow]] = {}
        for flow in flows:
            for name in (flow.name, f"{flow.program.code} / {flow.name}"):
                self._flows.setdefault(folded(name), []).append(flow)

    def flow(self, text: str) -> ProcessFlow | None:
        """The flow of that name, None for the whole organization.

        raises  ValueRefused for a name that is not known, or that flows of several programs have
        """
        name = folded(text)
        if name in WHOLE_ORGANIZATION:
            return None
        found = self._flows.get(name, [])
        if len(found) > 1:
            ways = " or ".join(f'"{flow.program.code} / {flow.name}"' for flow in found)
            raise ValueRefused(f"is a flow of several programs: write {ways}")
        if not found:
            known = ", ".join(flows[0].name for name, flows in self._flows.items() if name == folded(flows[0].name))
            raise ValueRefused(f"is no flow that you may enter readings of; known: {known or 'none'}")
        return found[0]

    def headings_are(self, titles: Sequence[str]) -> str:
        """flows or arms, when each of the headings of a wide table is one and none is the other; else blank."""
        flows = [folded(title) in self._flows or folded(title) in WHOLE_ORGANIZATION for title in titles]
        arms = [title in self.arms for title in titles]
        if all(flows) and not any(arms):
            return "flows"
        return "arms" if all(arms) and not any(flows) else ""


def series_for(metric: SharedMetric, user: User) -> Series:
    """The flows that the user may enter readings of, and the arms that the metric has been read in."""
    arms = ArmNames(pilots_to_read(metric, user), arms_of(metric))
    return Series(metric, flows=flows_to_enter(metric, user), arms=arms)


def parse_readings(table: TableReader, series: Series, *, answers: Answers) -> ParsedReadings:
    """The whole table, read once; an answer counts over what the table shows.

    raises  FileRefused when it cannot be read as a table of readings
    """
    orders = day_orders(series.metric.frequency)
    shape = find_shape(table.header, metric=series.metric.name, is_day=lambda title: _is_read(title, orders))
    across = _across_shown(shape, table.header, series)
    raw = read_raw(table, shape, across=answers.across or across)
    days = judge((each.period.text for each in raw.readings), orders)
    numbers = judge((_bare(each.value.text, series.metric) for each in raw.readings), NUMBERS)
    reader = _RawReader(
        series,
        days=_Convention(orders, answers.days or days.decided, "days"),
        numbers=_Convention(NUMBERS, answers.numbers or numbers.decided, "numbers"),
    )
    must_ask = {"days": days.must_ask, "numbers": numbers.must_ask, "across": bool(raw.across) and not across}
    asked = tuple(name for name, must in must_ask.items() if must and not getattr(answers, name))
    read = [] if "across" in asked else [(each, reader.read(each)) for each in raw.readings]
    return ParsedReadings(
        given=tuple(given for _, given in read if given),
        values=tuple(each.value for each, given in read if given),
        periods=tuple(each.period for each, given in read if given),
        errors=_in_order(raw, reader.errors),
        shown=Answers(numbers=numbers.decided, days=days.decided, across=across),
        asked=asked,
        blank=raw.blank,
        pilots=series.arms.pilots,
    )


@dataclass(frozen=True, slots=True)
class _Convention:
    """Readers by the name of a convention, and the one that was chosen; blank when none was."""

    readers: Mapping[str, Callable[[str], object | None]]
    chosen: str
    question: str

    def read(self, text: str, reason: str) -> object:
        """The value by the chosen convention, or the one that all conventions agree on.

        raises  ValueRefused when the text is none, or when it means different things
        """
        if self.chosen:
            value = self.readers[self.chosen](text)
            if value is None:
                raise ValueRefused(reason)
            return value
        values = {read(text) for read in self.readers.values()}
        if values == {None}:
            raise ValueRefused(reason)
        if len(values) > 1:
            raise ValueRefused(f"may mean different things: {QUESTIONS[self.question]}")
        return values.pop()


class _RawReader:
    """Readings as written to readings as meant; errors are collected, so that one look shows them all."""

    def __init__(self, series: Series, *, days: _Convention, numbers: _Convention) -> None:
        self.series = series
        self.days = days
        self.numbers = numbers
        self.errors: list[RowError] = []

    def read(self, raw: RawReading) -> GivenReading | None:
        """The reading; None, and an error for each cell that is wrong, when it cannot be read."""
        metric = self.series.metric
        before = len(self.errors)
        example = "2026-01-05" if metric.frequency == SharedMetric.Frequency.WEEK else "2026-01-01 or 2026-01"
        not_a_day = f"is no day with a year of four digits: write it as {example}"
        starts_on = self.value(raw.period, lambda: self.days.read(raw.period.text, not_a_day))
        bare = _bare(raw.value.text, metric)
        not_a_number = "is not a number: leave the cell empty when there is no reading"
        value = self.value(raw.value, lambda: self.numbers.read(bare, not_a_number))
        flow = self.value(raw.value, lambda: self.series.flow(raw.flow), named=raw.flow)
        if len(self.errors) > before:
            return None
        pilot, arm = self.series.arms.find(raw.arm)
        return GivenReading(
            period_starts_on=starts_on,  # type: ignore[arg-type]  # No error, so each is a value of its kind.
            value=value,  # type: ignore[arg-type]
            flow=flow,
            arm=arm,
            pilot=pilot,
        )

    def value(self, cell: Cell, read: Callable[[], Value], *, named: str = "") -> Value | None:
        try:
            return read()
        except ValueRefused as problem:
            about = Cell(cell.line, cell.row, "Flow", named) if named else cell
            error = about.refused(str(problem))
            if error not in self.errors[-3:]:
                self.errors.append(error)
            return None


def _across_shown(shape: Shape, header: tuple[str, ...], series: Series) -> str:
    """What the headings of a wide table are; a column of flows leaves only arms for them, and the other way round."""
    if not shape.across:
        return ""
    if shape.flow is not None:
        return "arms"
    if shape.arm is not None:
        return "flows"
    return series.headings_are([header[at] for at in shape.across])


def _bare(text: str, metric: SharedMetric) -> str:
    """The text without the percent sign that a spreadsheet shows behind a share."""
    return text.strip().removesuffix("%").rstrip() if metric.unit.strip() == "%" else text


def _is_read(text: str, readers: Mapping[str, Callable[[str], object | None]]) -> bool:
    return any(read(text) is not None for read in readers.values())


def _in_order(raw: RawTable, errors: Iterable[RowError]) -> tuple[RowError, ...]:
    return tuple(sorted([*raw.errors, *errors], key=lambda error: error.line))
