"""The what-if of a flow in words and rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from tracker.analysis.latency.what_if import Variant, WhatIf
from tracker.reporting.chart_themes import with_themes
from tracker.reporting.coordination.latency import exactly, stage_rows
from tracker.reporting.coordination.waterfall_chart import waterfall_chart
from tracker.reporting.wording import Json, counted, display_date
from tracker.scenarios import Kept
from tracker.views.latency_form import asked_of

UNCHANGED = "Nothing is changed yet: this is the flow as it is."
SUPPOSED = "Nothing is changed yet: this is the flow with the supposed cycles."
SAME = 0.05
"""Days that nobody would call a difference."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A figure before and after the change, and what became of it."""

    label: str
    before: str
    after: str
    difference: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """A change with all that the page says of it; ``asked`` fills the form with it again."""

    sentence: str
    rows: tuple[Row, ...]
    stages: tuple[Json, ...]
    chart: str
    chart_words: str
    note: str
    assumptions: str
    asked: dict[str, str]


def tried(found: WhatIf, *, asked: dict[str, str], is_supposed: bool = False) -> Tried:
    """The answer to a change, or the flow as it is, or as it would be with the supposed cycles."""
    longest = max(found.before.timing.mean.value or 0.0, found.after.timing.mean.value or 0.0)
    stages = stage_rows(found.after.timing)
    return Tried(
        sentence=sentence_of(found) if asked else SUPPOSED if is_supposed else UNCHANGED,
        rows=tuple(rows_of(found)),
        stages=tuple(stages),
        chart=with_themes(waterfall_chart(stages, longest=longest)),
        chart_words="; ".join(
            f"{each['name']}: {each['wait_text']} days waiting, {each['working_text']} working" for each in stages
        ),
        note=found.after.timing.note,
        assumptions=found.assumptions,
        asked=asked,
    )


def sentence_of(found: WhatIf) -> str:
    """``A signal would take about 19 days instead of 29: 10 days less.``"""
    before, after = (each.timing.mean.value or 0.0 for each in (found.before, found.after))
    if abs(found.saved_days) < SAME:
        return f"A signal would take as long as now: about {counted(round(after), 'day')}."
    change = "less" if found.saved_days > 0 else "more"
    return (
        f"A signal would take {exactly(after)} days on average instead of {exactly(before)}: "
        f"{exactly(abs(found.saved_days))} {change}."
    )


def rows_of(found: WhatIf) -> Iterable[Row]:
    """The figures side by side."""
    before, after = found.before, found.after
    figures: tuple[tuple[str, Callable[[Variant], float | None]], ...] = (
        ("Days on average", lambda each: each.timing.mean.value),
        ("Days for nine of ten", lambda each: each.timing.p90.value),
        ("Of them waiting, on average", lambda each: each.timing.waiting.value),
        ("Unit-days of wrong supply when demand moves", lambda each: each.lag_units),
        ("Units of safety stock", lambda each: each.safety_stock),
    )
    for label, figure in figures:
        one, other = figure(before), figure(after)
        if one is None or other is None:
            continue
        yield Row(label=label, before=exactly(one), after=exactly(other), difference=difference(one, other))


def difference(before: float, after: float) -> str:
    """``10.5 less (36%)``; a part of nothing has no share."""
    gap = after - before
    if abs(gap) < SAME:
        return "the same"
    share = f" ({abs(gap) / before:.0%})" if before > 0 else ""
    return f"{exactly(abs(gap))} {'more' if gap > 0 else 'less'}{share}"


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptRow:
    """A scenario among the others; ``reason`` says why it cannot be worked out any more."""

    uid: UUID
    name: str
    by: str
    address: str
    mean: str
    p90: str
    waiting: str
    saved: str
    stock: str
    reason: str


def kept_rows(kept: Iterable[Kept]) -> list[KeptRow]:
    return [kept_row(each) for each in kept]


def kept_row(kept: Kept) -> KeptRow:
    """The scenario with its figures and the address that opens it in the form."""
    row, found = kept.scenario, kept.found
    timing = found.after.timing if found is not None else None
    stock = found.after.safety_stock if found is not None else None
    return KeptRow(
        uid=row.uid,
        name=row.name,
        by=f"{row.saved_by}, {display_date(row.saved_at.date())}",
        address=f"?{urlencode(asked_of(kept.change, kept.demand))}",
        mean=exactly(timing.mean.value or 0.0) if timing is not None else "",
        p90=exactly(timing.p90.value or 0.0) if timing is not None else "",
        waiting=exactly(timing.waiting.value or 0.0) if timing is not None else "",
        saved=exactly(found.saved_days) if found is not None else "",
        stock=exactly(stock) if stock is not None else "",
        reason=kept.reason,
    )
