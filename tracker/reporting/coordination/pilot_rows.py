"""The rows of the page of parallel runs: metrics with their estimates, conditions, what a protocol can settle."""

from __future__ import annotations

from tracker.analysis.pilots.results import (
    ComparedMetric,
    PilotBlock,
    PilotCondition,
    PilotPlan,
    PilotResult,
)
from tracker.progress.forecast.chances import chance_words
from tracker.progress.numbers import Number
from tracker.progress.words import and_words, count_words
from tracker.reporting.chart_blanks import Picture
from tracker.reporting.coordination.pilot_chart import Line, pilot_chart
from tracker.reporting.coordination.section import Names, named
from tracker.reporting.wording import Json, counted, display_date, number_text

HOLDS = {True: "holds", False: "not so far", None: "not known yet"}
PERCENT = 100


def factor_of(metric: ComparedMetric) -> float:
    """What a difference is multiplied by to be shown: a ratio's logarithm is told in hundredths."""
    return PERCENT if metric.is_ratio else 1


def metric_row(metric: ComparedMetric, pilot: PilotResult, names: Names) -> Json:
    """A metric with its estimates, its losses and its chart."""
    is_primary = metric.margin is None
    return {
        "name": metric.name,
        "role": "decides" if is_primary else "guardrail",
        "margin": "" if metric.margin is None else f"may lose at most {size_words(metric.margin, metric)}",
        "pairs": count_words(metric.losses.pairs, f"complete {metric.frequency}"),
        "lost": lost_words(metric, names, is_open=pilot.decided_on is None),
        "mean": difference_words(metric.mean, metric),
        "decides": interval_words(metric.mean, metric) or metric.mean.reason,
        "middle": difference_words(metric.middle, metric),
        "ranks": ranks_words(metric),
        "flips": chance_of_error(metric.flips),
        "anytime": chance_of_error(metric.anytime),
        "ahead": ahead_words(metric.ahead),
        "chart": metric_chart(metric, pilot) if metric.points else None,
        "chart_alt": chart_words(metric),
    }


def metric_chart(metric: ComparedMetric, pilot: PilotResult) -> Picture:
    """The interval over the periods, beside 0 and the margin or the smallest effect worth having."""
    factor = factor_of(metric)
    lines = [Line(at=0.0, text="no difference")]
    if metric.margin is not None:
        lines.append(Line(at=-factor * metric.margin, text="agreed margin"))
    elif pilot.worthwhile:
        lines.append(Line(at=factor * pilot.worthwhile, text="worth having"))
    return pilot_chart(metric, lines, factor=factor)


def chart_words(metric: ComparedMetric) -> str:
    """The chart in words: the newest interval."""
    told = f"{metric.name} after {count_words(metric.losses.pairs, f'complete {metric.frequency}')}"
    interval = interval_words(metric.mean, metric)
    return f"{told}: {difference_words(metric.mean, metric)} on average, {interval or metric.mean.reason}."


def size_words(value: float, metric: ComparedMetric) -> str:
    """``about 15 %`` on a ratio scale, else ``2 days``."""
    size = amount(abs(value) * factor_of(metric))
    if metric.is_ratio:
        return f"about {size} %"
    # Of two shares in percent the difference is in points: 80 % to 84 % is not 4 % more.
    return f"{size} {'points' if metric.unit == '%' else metric.unit}"


def amount(value: float) -> str:
    """As many digits as count: ``3,120``, ``15``, ``1.9``, ``0.04``."""
    if value >= 10:
        return f"{value:,.0f}"
    return f"{round(value, 1 if value >= 1 else 2):g}"


def difference_words(number: Number, metric: ComparedMetric) -> str:
    """``about 7 % better``, ``2 days worse``, ``no difference``."""
    if number.value is None:
        return number_text(number)
    return side_words(number.value, metric)


def side_words(value: float, metric: ComparedMetric) -> str:
    """A difference in words."""
    if amount(abs(value) * factor_of(metric)) == "0":
        return "no difference"
    return f"{size_words(value, metric)} {'better' if value > 0 else 'worse'}"


def interval_words(number: Number, metric: ComparedMetric) -> str:
    """``between 2 days worse and 3 days better``; empty without an interval."""
    if number.interval is None:
        return ""
    low, high = number.interval
    return f"between {side_words(low, metric)} and {side_words(high, metric)}"


def ranks_words(metric: ComparedMetric) -> str:
    """The exact interval of the typical difference, and how sure it is."""
    interval = interval_words(metric.middle, metric)
    if not interval or metric.middle_sure is None:
        return metric.middle.reason
    return f"{interval} (exact, {metric.middle_sure * PERCENT:.1f} %, at one look)"


def chance_of_error(number: Number) -> str:
    """``about 5 in 100``, ``less than 1 in 1,000``."""
    if number.value is None:
        return number_text(number)
    value = number.value
    if value < 0.001:
        return "less than 1 in 1,000"
    if value < 0.0095:
        return f"about {value * 1000:.0f} in 1,000"
    return "no evidence so far" if value > 0.995 else f"about {value * PERCENT:.0f} in 100"


def ahead_words(number: Number) -> str:
    """How it looks now; no digits from few pairs."""
    return number_text(number) if number.value is None else chance_words(number.value, number.n)


def lost_words(metric: ComparedMetric, names: Names, *, is_open: bool) -> str:
    """What is no pair, and who owes it; empty when nothing is lost."""
    losses, every = metric.losses, metric.frequency
    if not losses.dropped:
        return ""
    # A period that lacks both readings is counted with either way: here it is told once.
    both = losses.missing_old + losses.missing_new + losses.not_final + losses.not_positive - losses.dropped
    kinds = (
        (losses.missing_old - both, "missing in the old way"),
        (losses.missing_new - both, "missing in the new way"),
        (both, "missing in both"),
        (losses.not_final, "not final"),
        (losses.not_positive, "zero or less, which has no ratio"),
    )
    told = and_words(f"{count} {words}" for count, words in kinds if count)
    owed = f"; owed by {and_words(named(names, uid) for uid in metric.owed_by)}" if is_open and metric.owed_by else ""
    return f"{losses.dropped} of {counted(losses.counted, every)} lost ({told}){owed}"


def condition_row(condition: PilotCondition) -> Json:
    return {"words": condition.words, "tag": HOLDS[condition.holds]}


def block_row(block: PilotBlock, names: Names, *, is_open: bool) -> str:
    """Why there is no verdict, and who can still hand in what is missing while the run is open."""
    if not block.owed_by or not is_open:
        return block.words
    return f"{block.words} {and_words(named(names, uid) for uid in block.owed_by)} can still hand it in."


def plan_table(plan: PilotPlan, *, every: str) -> Json:
    """How likely a verdict is by when, for three sizes of the true effect."""
    columns = [f"after {counted(each.pairs, every)}, {display_date(each.on)}" for each in plan.effects[0].chances]
    return {
        "columns": columns,
        "rows": [
            {
                "effect": "as large" if each.effect == 1 else f"{each.effect:g} times as large",
                "chances": [
                    (chance_words(chance.chance.value or 0.0, chance.chance.n), column)
                    for chance, column in zip(each.chances, columns, strict=True)
                ],
                "pairs": counted(each.pairs_to_plan, every),
            }
            for each in plan.effects
        ],
        "runs": f"{plan.runs:,}",
    }
