"""The one door of the Result status."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from tracker.analysis.metrics.results import MetricStanding
from tracker.analysis.result.metric_days import MetricDays
from tracker.analysis.result.question import ResultFacts, ResultPolicy
from tracker.analysis.result.reasons import reasons_of
from tracker.analysis.result.results import GreyKind, ResultAnalysis, ResultCoverage, ResultReason
from tracker.analysis.result.settle import Settled, settled
from tracker.analysis.result.told import Asked, Told
from tracker.analysis.result.words import hold_words, result_words
from tracker.progress.results import Status
from tracker.progress.words import and_words


def analyze_result(facts: ResultFacts, *, as_of: date, policy: ResultPolicy | None = None) -> ResultAnalysis:
    """Whether the shared metrics improve, as one color with its reasons, as of a day.

    source  METHODS 1.7
    """
    policy = policy or ResultPolicy()
    asked = Asked(
        metrics=MetricDays.of(facts, as_of=as_of),
        pilots=facts.pilots.pilots,
        policy=policy,
        as_of=as_of,
        start_on=facts.start_on,
    )
    told, shown = asked.on(as_of), settled(asked)
    reasons = reasons_of(told, facts, as_of=as_of)
    grey = grey_of(shown, reasons)
    return ResultAnalysis(
        as_of=as_of,
        status=shown.status,
        raw=shown.raw,
        grey=grey,
        sentence=result_words(shown, reasons, grey),
        held=hold_words(shown, policy.improve_after_weeks),
        changes_on=shown.changes_on,
        first_on=first_of(shown, reasons),
        owed_by=and_words(dict.fromkeys(each.owed_by for each in reasons if is_owed(each))),
        n=sum(each.n for each in reasons),
        coverage=coverage_of(told, facts),
        reasons=reasons,
    )


def grey_of(shown: Settled, reasons: Sequence[ResultReason]) -> GreyKind | None:
    """Why it is grey: what is owed comes before what was measured, and that before what takes time."""
    if shown.status is not Status.GREY:
        return None
    if shown.raw is Status.GREEN:
        return GreyKind.TOO_EARLY
    greys = [each.grey for each in reasons if each.grey is not None]
    return greys[0] if greys else GreyKind.TOO_EARLY


def first_of(shown: Settled, reasons: Sequence[ResultReason]) -> date | None:
    """While grey, the first day on which there can be a color."""
    if shown.status is not Status.GREY:
        return None
    days = [each.first_on for each in reasons if each.first_on is not None]
    return shown.changes_on or min(days, default=None)


def is_owed(reason: ResultReason) -> bool:
    """Whether somebody owes something that could be there; also where the color stands without it."""
    return bool(reason.owed_by) and reason.grey in (GreyKind.OVERDUE, None)


def coverage_of(told: Told, facts: ResultFacts) -> ResultCoverage:
    """Functions that answer for a primary shared metric, and those of them that owe no reading of it."""
    owners = {each.uid: each.sharing.owners for each in facts.judged.metrics}
    shared = [each for each in told.primary if each.is_shared]
    expected = dict.fromkeys(name for each in shared for name in owners[each.metric.uid])
    owing = {name for each in shared if each.stood.is_unread for name in owners[each.metric.uid]}
    return ResultCoverage(
        expected=tuple(expected),
        reporting=tuple(name for name in expected if name not in owing),
        read=sum(each.stood.read for each in shared),
        periods=sum(each.stood.expected for each in shared),
        judged=sum(each.stood.standing is not MetricStanding.UNKNOWN for each in shared),
        metrics=len(told.primary),
    )
