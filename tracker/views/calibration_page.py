"""What the calibration page says of a set of scores, in words and rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tracker.progress.exit_sets import HORIZONS
from tracker.progress.forecast.calibration import BIN_SHARES, LEVELS, Calibration, Coverage
from tracker.progress.forecast.replay import Replay
from tracker.progress.forecast.scores import FEWEST_SHOWN, GroupScore, Scores
from tracker.progress.numbers import Number
from tracker.progress.words import and_words
from tracker.published.city import CityReplay
from tracker.reporting.calibration_chart import BINS, alt_text, calibration_chart
from tracker.reporting.chart_themes import with_themes

LABELS = {horizon.key: horizon.label for horizon in HORIZONS}
UNKNOWN = "not known"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A line of a table: its name, what should be, what was with its interval, and n."""

    name: str
    due: str
    was: str
    interval: str
    n: int
    forecasts: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A table of forecasts side by side: its heading, what its first column names, and its lines."""

    heading: str
    column: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ScorePage:
    """One set of scores for people; ``chart_data`` is empty where too few finishes are known."""

    scores: Scores
    verdict: str
    brier: str
    reference: str
    came_true: str
    coverage: tuple[Row, ...]
    fell: tuple[tuple[str, str, str], ...]
    chart_data: str
    chart_alt: str
    groups: tuple[Group, ...]
    needed: int = FEWEST_SHOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class CityRow:
    """A figure of the published portfolio: the dates as they were stated, and our forecast of them."""

    name: str
    stated: str
    ours: str


def score_page(scores: Scores) -> ScorePage:
    """The scores in words."""
    return ScorePage(
        scores=scores,
        verdict=verdict(scores),
        brier=f"{figure(scores.brier)} {spread(scores.brier)}".strip(),
        reference=figure(scores.brier_of_base_rate),
        came_true=f"{percent(scores.base_rate.value)} {spread(scores.base_rate, in_percent=True)}".strip(),
        coverage=tuple(coverage_rows(scores)),
        fell=tuple(
            (name, f"{expected:.0%}", f"{share:.0%}")
            for name, share, expected in zip(BINS, scores.fell, BIN_SHARES, strict=bool(scores.fell))
        ),
        chart_data=chart_data(scores.fell),
        chart_alt=alt_text(scores.fell) if scores.fell else "",
        groups=(
            Group(
                heading="Did what was said come true?",
                column="What was said",
                rows=tuple(group_row(each, each.key.capitalize()) for each in scores.words if each.forecasts),
            ),
            Group(
                heading="By horizon",
                column="Horizon",
                rows=tuple(group_row(each, LABELS[each.key]) for each in scores.horizons),
            ),
        ),
    )


def verdict(scores: Scores) -> str:
    """Whether the chances told more than the share that came true; left open where the interval leaves it open."""
    brier, reference = scores.brier, scores.brier_of_base_rate.value
    if brier.value is None or reference is None or brier.interval is None:
        return ""
    early = f" It is early: {scores.n} horizons." if brier.reason else ""
    low, high = brier.interval
    if high < reference:
        return f"The chances told more than the share that came true.{early}"
    if low > reference:
        return f"The chances told less than always saying the share that came true.{early}"
    return f"Whether the chances tell more than the share that came true cannot be said yet.{early}"


def coverage_rows(scores: Scores) -> Iterator[Row]:
    """How often the finish came by each day that was given, and between the first and the last."""
    for level, number in zip(LEVELS, scores.coverage, strict=True):
        yield share_row(f"By the {level:.0%} day", f"{level:.0%}", number)
    yield share_row("Between the 10% and the 90% day", "80%", scores.interval)


def share_row(name: str, due: str, number: Number) -> Row:
    """A share beside what it should be."""
    return Row(name=name, due=due, was=percent(number.value), interval=spread(number, in_percent=True), n=number.n)


def group_row(group: GroupScore, name: str) -> Row:
    """Some of the forecasts: the mean chance said, and how often it came true."""
    row = share_row(name, percent(group.said.value), group.came_true)
    return Row(name=name, due=row.due, was=row.was, interval=row.interval, n=row.n, forecasts=group.forecasts)


def figure(number: Number) -> str:
    """A score with two decimals."""
    return UNKNOWN if number.value is None else f"{number.value:.2f}"


def percent(share: float | None) -> str:
    return UNKNOWN if share is None else f"{share:.0%}"


def spread(number: Number, *, in_percent: bool = False) -> str:
    """``(0.10 to 0.24)``; empty without an interval."""
    if number.value is None or number.interval is None:
        return ""
    low, high = (f"{end:.0%}" if in_percent else f"{end:.2f}" for end in number.interval)
    return f"({low} to {high})"


def chart_data(fell: tuple[float, ...]) -> str:
    """The chart for the page; empty when there is nothing to draw."""
    return with_themes(calibration_chart(fell)) if fell else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CityPage:
    """What the page says of the published portfolio."""

    said: CityReplay
    rows: tuple[CityRow, ...]
    verdict: str
    chart_data: str
    chart_alt: str


def city_page(city: CityReplay) -> CityPage:
    """The figures of the published portfolio in words."""
    bins = city.replay.ours.bins
    fell = tuple(count / sum(bins) for count in bins)
    return CityPage(
        said=city,
        rows=tuple(city_rows(city.replay)),
        verdict=city_verdict(city.replay),
        chart_data=chart_data(fell),
        chart_alt=alt_text(fell),
    )


def city_rows(found: Replay) -> list[CityRow]:
    """The figures of the published portfolio."""
    stated, ours = found.stated, found.ours
    return [
        CityRow(name="Dates that were followed for a year", stated=f"{stated.n:,}", ours=f"{ours.n:,}"),
        CityRow(name="Mean chance-score (Brier), 0 is perfect", stated=brier_of(stated), ours=brier_of(ours)),
        CityRow(
            name="The same for always saying the share that held",
            stated=f"{stated.brier_of_base_rate or 0:.3f}",
            ours=f"{ours.brier_of_base_rate or 0:.3f}",
        ),
        CityRow(name="Dates that held for a year", stated=percent(stated.base_rate), ours=percent(ours.base_rate)),
        *[
            CityRow(name=f"Within the bound for {each.level:.0%}", stated="none given", ours=coverage_words(each))
            for each in ours.coverage
        ],
    ]


def city_verdict(found: Replay) -> str:
    """What the figures of the published portfolio come to, in plain words."""
    stated, ours = found.stated, found.ours
    if stated.brier is None or ours.brier is None or ours.brier_of_base_rate is None:
        return ""
    better = "better" if ours.brier < stated.brier else "worse"
    beaten = "better" if ours.brier < ours.brier_of_base_rate else "worse"
    short = [each.level for each in ours.coverage if each.high is not None and each.high < each.level]
    bounds = (
        f" The bounds for {and_words(f'{level:.0%}' for level in short)} held less often than they say: the"
        " past was kinder than what came."
        if short
        else ""
    )
    return (
        f"A date taken as it was said is certain: that is what its score judges. Our forecast did {better} than that,"
        f" and {beaten} than always saying the share that held, which nobody knew in advance.{bounds}"
    )


def brier_of(found: Calibration) -> str:
    return UNKNOWN if found.brier is None else f"{found.brier:.3f}"


def coverage_words(found: Coverage) -> str:
    """``42% (38% to 46%)``"""
    if found.share is None or found.low is None or found.high is None:
        return UNKNOWN
    return f"{found.share:.0%} ({found.low:.0%} to {found.high:.0%})"
