"""Whether the shared metrics improve, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from tracker.analysis.metrics.results import (
    MetricFinding,
    MetricMissing,
    MetricPhase,
    MetricsAnalysis,
    MetricSeries,
    MetricSignal,
    MetricStanding,
)
from tracker.analysis.metrics.sharing import PMO
from tracker.analysis.metrics.words import ANSWERED_FOR, GUARDRAIL, asked_of
from tracker.progress.numbers import State
from tracker.progress.words import and_words, sentence
from tracker.reporting.chart_themes import with_themes
from tracker.reporting.coordination.metric_chart import metric_chart
from tracker.reporting.coordination.metric_words import (
    STANDING_WORDS,
    change_side,
    change_text,
    limits_text,
    period_text,
    rests_text,
    signal_text,
    value_text,
    with_unit,
)
from tracker.reporting.coordination.section import Names, Section, named
from tracker.reporting.wording import Json, counted, when_words

HOW_TO_READ = (
    "Dashed: the limits within which chance alone moves it. Thin: the middle. Diamond: better than chance explains. "
    "Triangle: worse. Hollow: something to watch. A missing period is a gap in the line."
)
SMALL_CHARTS = 11
MOST_SIGNALS = 1
MOST_MISSING = 3


def metric_section(found: MetricsAnalysis, names: Names) -> Section:
    """The metrics of a program in words."""
    first, others = drawn_order(found)
    shown = metric_chart(first) if first else None
    return Section(
        sentence=found.sentence,
        is_known=found.improving.value is not None,
        rests_on=rests_on(found),
        missing=all_missing(found),
        chart=shown,
        chart_alt=chart_words(first) if first else "",
        chart_note=f"{first.label}, in {first.unit}. {HOW_TO_READ}" if first else "",
        data={
            "gains": [each.sentence for each in found.local_gains],
            "rows": [metric_row(each, names, found.as_of) for each in found.metrics],
            "charts": [small_chart(each) for each in others[:SMALL_CHARTS]],
            "not_drawn": [each.label for each in others[SMALL_CHARTS:]],
            "unshared": [unshared_row(each) for each in found.metrics if not each.sharing.is_shared],
            "unsigned": list(unsigned_words(found.metrics)),
            "missing": [missing_row(each, one, found.as_of) for each in found.metrics for one in each.missing],
            "arms": [row for each in found.metrics for row in arm_rows(each)],
            "care": list(care_words(found)),
        },
    )


def drawn_order(found: MetricsAnalysis) -> tuple[MetricFinding | None, list[MetricFinding]]:
    """The metric of the large chart, and the others that have readings: what answers the question comes first."""
    asked = asked_of(found.metrics)
    ordered = [*asked, *(each for each in found.metrics if each not in asked)]
    ordered = [each for each in ordered if each.series and not each.series[0].arm]
    return (ordered[0], ordered[1:]) if ordered else (None, [])


def rests_on(found: MetricsAnalysis) -> str:
    """How many metrics, how many of them two functions answer for, and up to which period they were read."""
    if not found.metrics:
        return ""
    newest = max((each for each in found.metrics if each.latest_on), key=lambda each: str(each.latest_on), default=None)
    text = f"{counted(len(found.metrics), 'metric')}, {and_words(kinds_of(found.metrics))}"
    if newest is None or newest.latest_on is None:
        return text
    return f"{text}, read up to the {period_text(newest.latest_on, newest.frequency)}"


def kinds_of(metrics: Sequence[MetricFinding]) -> Iterator[str]:
    """``all of them answered for by two functions``, ``2 of them guardrails``."""
    shared, guardrails = (
        sum(each.sharing.is_shared for each in metrics),
        sum(each.role == GUARDRAIL for each in metrics),
    )
    if len(metrics) == 1:
        yield ANSWERED_FOR if shared else f"not {ANSWERED_FOR}"
        return
    yield f"{'all' if shared == len(metrics) else shared or 'none'} of them {ANSWERED_FOR}"
    if guardrails:
        yield f"{guardrails} of them {'a guardrail' if guardrails == 1 else 'guardrails'}"


def all_missing(found: MetricsAnalysis) -> str:
    """What keeps metrics from being judged: the first few, with who owes them and from which day they can be."""
    if not found.metrics:
        return f"Missing: metrics that two functions answer for. Owed by {PMO}; possible at once."
    unknown = [each for each in found.metrics if each.standing is MetricStanding.UNKNOWN and each.missing]
    told = " ".join(missing_row(each, each.missing[0], found.as_of)["told"] for each in unknown[:MOST_MISSING])
    left = len(unknown) - MOST_MISSING
    return f"{told} {counted(left, 'more metric')} below." if left > 0 else told


def missing_row(finding: MetricFinding, missing: MetricMissing, as_of: date) -> Json:
    """What one metric lacks, who owes it, and where it is entered."""
    when = when_words(missing.first_on, as_of)
    return {
        "uid": finding.uid,
        "metric_uid": finding.metric_uid,
        "label": finding.label,
        "kind": missing.kind.value,
        "what": sentence(missing.what),
        "who": missing.who,
        "when": when,
        "told": f"{finding.label}: {missing.what}. Owed by {missing.who}; possible {when}.",
    }


def unshared_row(finding: MetricFinding) -> Json:
    """A metric that two functions do not answer for in full yet, with who mends it."""
    return {
        "metric_uid": finding.metric_uid,
        "label": finding.label,
        "lacks": [{"kind": each.kind.value, "words": each.words, "who": each.who} for each in finding.sharing.lacks],
    }


def unsigned_words(metrics: Sequence[MetricFinding]) -> Iterator[str]:
    """Functions that answer for a shared metric and have not signed what they answer for."""
    for each in metrics:
        unsigned = [name for name in each.sharing.owners if name not in each.sharing.signers]
        if each.sharing.is_shared and unsigned:
            answer = "answers" if len(unsigned) == 1 else "answer"
            yield f"{and_words(unsigned)} {answer} for {each.label} without having signed its definition."


def metric_row(finding: MetricFinding, names: Names, as_of: date) -> Json:
    """One metric for the table."""
    phase = last_phase(finding)
    return {
        "uid": finding.uid,
        "metric_uid": finding.metric_uid,
        "label": finding.label,
        "flow": named(names, finding.flow_uid) if finding.flow_uid else "whole organization",
        "role": finding.role,
        "is_shared": finding.sharing.is_shared,
        "owners": and_words(finding.sharing.owners) or "nobody",
        "standing": finding.standing.value,
        "words": STANDING_WORDS[finding.standing],
        "reason": finding.reason,
        "slipped": finding.slipped,
        "latest": with_unit(finding.latest.value, finding.unit) if finding.latest.value is not None else "",
        "latest_on": period_text(finding.latest_on, finding.frequency) if finding.latest_on else "",
        "target": target_words(finding),
        "change": change_text(finding),
        "side": change_side(finding),
        "n": finding.change.n,
        # The reason that stands with the verdict is not said again.
        "no_change": "" if finding.change.reason == finding.reason else finding.change.reason,
        "limits": limits_text(phase, finding.unit) if phase else "",
        "rests": rests_text(phase) if phase else "",
        "no_limits": phase.reason if phase else "Nothing was read yet.",
        "limits_from": when_words(finding.limits_from, as_of) if finding.limits_from else "",
        "signals": signal_words(finding),
    }


def last_phase(finding: MetricFinding) -> MetricPhase | None:
    """The newest phase outside of a parallel run."""
    return finding.series[0].phases[-1] if finding.series and not finding.series[0].arm else None


def signal_words(finding: MetricFinding) -> list[str]:
    """The newest signals that decide; without one the newest to watch."""
    newest = newest_first(finding.signals)
    firm = [each for each in newest if each.is_firm]
    return [signal_text(each, finding.frequency) for each in (firm or newest)[:MOST_SIGNALS]]


def newest_first(signals: Sequence[MetricSignal]) -> list[MetricSignal]:
    """Signals of the latest period first, firm ones before others."""
    return sorted(signals, key=lambda each: (each.last_on, each.is_firm), reverse=True)


def target_words(finding: MetricFinding) -> str:
    """``target 50 days, not reached``; empty without one."""
    if finding.target is None:
        return ""
    reached = {True: ", reached", False: ", not reached", None: ""}[finding.on_target]
    return f"target {with_unit(finding.target, finding.unit)}{reached}"


def small_chart(finding: MetricFinding) -> Json:
    """A metric's own small chart with its words."""
    spec = metric_chart(finding, is_small=True)
    return {
        "uid": finding.uid,
        "label": finding.label,
        "unit": finding.unit,
        "words": STANDING_WORDS[finding.standing],
        "alt": chart_words(finding),
        "spec": with_themes(spec) if spec else "",
    }


def chart_words(finding: MetricFinding) -> str:
    """The chart for those who do not see it."""
    phase = last_phase(finding)
    if phase is None:
        return ""
    better = "higher" if finding.higher_is_better else "lower"
    said = [f"{finding.label} in {finding.unit}, {better} is better: {counted(len(phase.periods), 'reading')}"]
    if phase.limits:
        said.append(f"middle {value_text(phase.limits.center)}, limits {limits_text(phase, finding.unit)}")
    if finding.latest.value is not None:
        said.append(f"newest {value_text(finding.latest.value)}")
    said.append(STANDING_WORDS[finding.standing].lower())
    return sentence("; ".join([", ".join(said), *signal_words(finding)]))


def arm_rows(finding: MetricFinding) -> Iterator[Json]:
    """The arms of parallel runs, each by limits of its own."""
    for series in finding.series:
        if series.arm:
            yield arm_row(finding, series)


def arm_row(finding: MetricFinding, series: MetricSeries) -> Json:
    phase = series.phases[-1]
    firm = [each for each in newest_first(phase.signals) if each.is_firm]
    return {
        "label": finding.label,
        "arm": series.arm,
        "readings": len(phase.values),
        "missing": len(series.missing),
        "latest": with_unit(phase.values[-1], finding.unit),
        "limits": limits_text(phase, finding.unit),
        "rests": rests_text(phase),
        "no_limits": phase.reason,
        "signals": [signal_text(each, finding.frequency) for each in firm[:MOST_SIGNALS]],
    }


def care_words(found: MetricsAnalysis) -> Iterator[str]:
    """What to keep in mind before a signal is taken at its word."""
    if found.false_alarms.value:
        often = max(1, round(found.false_alarms.value))
        yield (
            f"With {counted(found.false_alarms.n, 'metric')} read as often as these, chance alone brings about "
            f"{counted(often, 'signal')} a year, most of them only to watch."
        )
    for finding in found.metrics:
        phase = last_phase(finding)
        if phase is None or phase.limits is None:
            continue
        if phase.correlation.state is State.DEGRADED and phase.false_alarm.value:
            usual, likely = 370, round(1 / phase.false_alarm.value)
            yield (
                f"{finding.label}: each reading resembles the one before, so its limits are too narrow. Beyond a limit "
                f"by chance: about 1 reading in {likely} instead of 1 in {usual}."
            )
        yield from baseline_words(finding)


def baseline_words(finding: MetricFinding) -> Iterator[str]:
    """That a baseline was itself not steady: what came after is compared with a mixture."""
    first = next((each for each in finding.series[0].phases if each.is_locked), None)
    if first is None or first.baseline_until is None:
        return
    within = [each for each in first.signals if each.is_firm and each.last_on <= first.baseline_until]
    if within:
        found = signal_text(newest_first(within)[0], finding.frequency)
        yield f"{finding.label}: its baseline was not steady itself ({found}), so the rest is compared with a mixture."
