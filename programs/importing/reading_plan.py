"""Readings of a table held against the record before anything is written, and written when nothing is wrong."""

from __future__ import annotations

import codecs
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from hashlib import sha256

from programs.actions import readings
from programs.actions.given_readings import Compared, GivenReading, RowsRefused, compare, plain
from programs.actions.readings import Loaded
from programs.importing.errors import FileRefused, RowError
from programs.importing.reading_table import Cell
from programs.importing.readings import ParsedReadings
from programs.models import SharedMetric, User
from programs.periods import period_name

STANDINGS = ("new", "changed", "unchanged", "refused")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedReading:
    """One reading of a table and what would become of it; ``cell`` is the one to mend when it is refused."""

    cell: Cell
    compared: Compared
    period: str
    reason: str

    @property
    def standing(self) -> str:
        return self.compared.standing

    @property
    def given(self) -> GivenReading:
        return self.compared.given

    @property
    def stored_value(self) -> Decimal | None:
        return self.compared.stored.value if self.compared.stored else None

    @property
    def was_final(self) -> bool:
        return bool(self.compared.stored and self.compared.stored.is_final)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What loading a table would do: it can be done when there are readings and no errors.

    unread    cells and rows that could not be read as readings
    new_arms  arms that the metric has not been read in so far
    """

    metric: SharedMetric
    readings: tuple[PlannedReading, ...]
    unread: tuple[RowError, ...]
    new_arms: tuple[str, ...]
    blank: int

    @property
    def counts(self) -> dict[str, int]:
        """Readings by standing; cells that could not be read count as refused."""
        found = Counter([each.standing for each in self.readings] + ["refused" for _ in self.unread])
        return {standing: found[standing] for standing in STANDINGS}

    @property
    def errors(self) -> tuple[RowError, ...]:
        """Everything that is wrong, in the order of the table."""
        refused = [each.cell.refused(each.reason) for each in self.readings if each.reason]
        return tuple(sorted([*self.unread, *refused], key=lambda error: error.line))

    @property
    def to_write(self) -> int:
        return self.counts["new"] + self.counts["changed"]

    @property
    def fingerprint(self) -> str:
        """The same for the same readings beside the same record, so that only what was looked at is written."""
        seen = [(each.compared.key, each.standing, each.stored_value, each.given.value) for each in self.readings]
        return sha256(repr([*seen, self.errors]).encode()).hexdigest()[:32]


def plan_readings(
    parsed: ParsedReadings, metric: SharedMetric, *, today: date, is_provisional: bool = False, corrects: bool = True
) -> Plan:
    """The table's readings beside those of the record; four queries at most.

    is_provisional  none of the values is final yet
    corrects        final readings that differ are corrected; else they are errors
    """
    given = [replace(each, is_final=False) if is_provisional else each for each in parsed.given]
    stored = readings.stored_for(metric, given)
    pilots = parsed.pilots
    compared = compare(metric, given, stored=stored, pilots=pilots, today=today)
    if corrects and any(each.problem and each.problem.code == "final_already" for each in compared):
        corrected = [_correcting(each) for each in compared]
        compared = compare(metric, corrected, stored=stored, pilots=pilots, today=today)
    planned = tuple(
        PlannedReading(
            cell=period if each.problem and each.problem.field == "period_starts_on" else value,
            compared=each,
            period=period_name(each.given.period_starts_on, metric.frequency),
            reason=each.problem.message if each.problem else "",
        )
        for value, period, each in zip(parsed.values, parsed.periods, compared, strict=True)
    )
    known = {*readings.arms_of(metric), *(arm for pilot in pilots for arm in (pilot.old_arm, pilot.new_arm))}
    return Plan(
        metric=metric,
        readings=planned,
        unread=parsed.errors,
        new_arms=tuple(sorted({each.arm for each in given if each.arm}.difference(known))),
        blank=parsed.blank,
    )


def write_plan(plan: Plan, *, by: User, source: str) -> Loaded:
    """All readings of the plan in the record; a final one that changed since it was planned is refused.

    raises  FileRefused when the plan has errors or no reading
    """
    if plan.errors or not plan.readings:
        raise FileRefused("There is something wrong in the table." if plan.errors else "The table holds no reading.")
    return readings.load(plan.metric, by=by, given=[each.given for each in plan.readings], source=source)


def refused_cells(plan: Plan, refusal: RowsRefused) -> Iterator[RowError]:
    """What the record refused at last, by the cells that it came from."""
    for at, problem in refusal.problems.items():
        yield plan.readings[at].cell.refused(problem.message)


def text_of(content: bytes, *, encoding: str = "") -> str:
    """The text of a file: UTF-8 when its bytes are, else in the ``encoding`` that somebody names.

    raises  FileRefused when it is neither
    """
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise FileRefused("The file is UTF-16. Save it as CSV in UTF-8.")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        if encoding in ("latin-1", "cp1252"):
            return content.decode(encoding, errors="replace")
        byte = f"byte {problem.start:,} is 0x{content[problem.start]:02X}"
        raise FileRefused(
            f"The file is not UTF-8 ({byte}). Save it as CSV in UTF-8, or name its encoding: latin-1 or cp1252."
        ) from None


def counts_line(plan: Plan) -> str:
    """One line: what becomes of every reading."""
    said = ", ".join(f"{count:,} {standing}" for standing, count in plan.counts.items())
    return f"{said}; {plan.blank:,} empty cells."


def change_lines(planned: Sequence[PlannedReading]) -> Iterator[str]:
    """One line for each reading that replaces another."""
    for each in planned:
        if each.standing == "changed" and each.stored_value is not None:
            whose = each.given.whose
            final = ", was final" if each.was_final else ""
            yield (
                f"  {each.period}{f', {whose}' if whose else ''}: {plain(each.stored_value)} -> "
                f"{plain(each.given.value)}{final}"
            )


def _correcting(compared: Compared) -> GivenReading:
    """The reading as a correction of the final one that stands in the record."""
    if compared.problem and compared.problem.code == "final_already" and compared.stored:
        return replace(compared.given, replaces=compared.stored.value)
    return compared.given
