"""Why a primary metric shows nothing: it is too early, or somebody owes something."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tracker.analysis.facts.metrics import JudgedMetric
from tracker.analysis.metrics.results import MetricFinding, MetricStanding, MissingKind
from tracker.analysis.metrics.sharing import PMO
from tracker.analysis.metrics.words import ANSWERED_FOR
from tracker.analysis.result.question import OVERDUE_FROM, ResultFacts
from tracker.analysis.result.results import GreyKind
from tracker.analysis.result.told import ToldByMetric
from tracker.progress.periods import Period, begins_on, periods_after, periods_over
from tracker.progress.words import sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Lack:
    """What a metric lacks; ``first_on`` is the first day on which it can show something."""

    grey: GreyKind
    sentence: str
    owed_by: str
    first_on: date | None


def lacking(told: ToldByMetric, found: MetricFinding, facts: ResultFacts, *, as_of: date) -> Lack:
    """What keeps the metric from a color, and whether it could be there.

    Overdue is what needs only somebody's act: a signature of a metric that could be judged, once the plan or nothing
    says when, the lock of a baseline whose readings are there, readings of two periods. The rest takes time.
    """
    first_on = first_possible(found, as_of=as_of)
    if not told.is_shared:
        lack = found.sharing.lacks[0]
        is_judged = told.stood.standing is not MetricStanding.UNKNOWN
        is_due = is_overdue_work(facts, as_of) or (is_judged and facts.metrics_due_on is None)
        return Lack(
            grey=GreyKind.OVERDUE if is_due else GreyKind.TOO_EARLY,
            sentence=f"{found.label} is not {ANSWERED_FOR}: {lack.words[0].lower()}{lack.words[1:]}",
            owed_by=lack.who,
            first_on=None if is_judged else first_on,
        )
    missing = found.missing[0] if found.missing else None
    if missing is None:
        return Lack(grey=GreyKind.OVERDUE, sentence=f"{found.label}: {found.reason}", owed_by=PMO, first_on=None)
    owed = is_owed(told, found, facts, as_of=as_of)
    what = sentence(missing.what)
    return Lack(
        grey=GreyKind.OVERDUE if owed else GreyKind.TOO_EARLY,
        sentence=f"{found.label}: {what[0].lower()}{what[1:]}",
        owed_by=missing.who,
        first_on=first_on,
    )


def is_owed(told: ToldByMetric, found: MetricFinding, facts: ResultFacts, *, as_of: date) -> bool:
    """Whether what is missing could be there by now."""
    kind = found.missing[0].kind
    if kind is MissingKind.LOCK or told.stood.is_unread:
        return True
    if kind is MissingKind.DEFINITION:
        return is_overdue_work(facts, as_of)
    period, running = Period(found.frequency), begins_on(as_of, Period(found.frequency))
    if told.stood.is_locked:
        return False
    following = periods_after(found.latest_on, 1, period) if found.latest_on else asked_from(told.metric, facts)
    return following is not None and periods_over(begins_on(following, period), running, period) >= OVERDUE_FROM


def is_overdue_work(facts: ResultFacts, as_of: date) -> bool:
    """Whether the metrics should have been locked by the plan."""
    return facts.metrics_due_on is not None and facts.metrics_due_on < as_of


def asked_from(metric: JudgedMetric, facts: ResultFacts) -> date | None:
    """Since when somebody answers for a metric that was never read, the program having begun; None before."""
    days = [each.valid_from for each in metric.accountabilities]
    if facts.start_on is None or not days:
        return None
    first = max(facts.start_on, min(days))
    return periods_after(begins_on(first, Period(metric.frequency)), 1, Period(metric.frequency))


def first_possible(found: MetricFinding, *, as_of: date) -> date:
    """The first day on which the metric can show something, if every period is read and all else comes at once."""
    if found.standing is not MetricStanding.UNKNOWN:
        return as_of
    after = max(found.limits_from or as_of, as_of)
    return periods_after(begins_on(after, Period(found.frequency)), 1, Period(found.frequency))
