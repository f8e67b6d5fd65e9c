"""Each thing that the color rests on, in words, and what is missing where there is no color."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from tracker.analysis.first_change import next_signal_on
from tracker.analysis.metrics.question import FEWEST
from tracker.analysis.metrics.results import MetricFinding, MetricStanding
from tracker.analysis.metrics.sharing import PMO
from tracker.analysis.pilots.rule import Verdict
from tracker.analysis.result.missing import lacking
from tracker.analysis.result.question import ResultFacts
from tracker.analysis.result.results import GreyKind, ReasonKind, ResultReason
from tracker.analysis.result.told import Told, ToldByMetric, ToldByPilot
from tracker.progress.periods import Period, first_whole, periods_after
from tracker.progress.results import Status
from tracker.progress.words import and_words, count_words, day_words

SEVERITY = (Status.RED, Status.AMBER, Status.GREEN, Status.GREY)
GREYS = (GreyKind.OVERDUE, GreyKind.NO_CHANGE, GreyKind.TOO_EARLY, GreyKind.NOT_APPLICABLE)
MOVES = {
    MetricStanding.WORSENED: "gets worse, further than chance explains",
    MetricStanding.MAYBE_WORSENED: "may be getting worse",
    MetricStanding.IMPROVED: "improves, further than chance explains",
    MetricStanding.MAYBE_IMPROVED: "may be improving, not further than chance explains so far",
    MetricStanding.NO_SIGNAL: "has not moved further than chance explains",
}


def reasons_of(told: Told, facts: ResultFacts, *, as_of: date) -> tuple[ResultReason, ...]:
    """Everything there is to say, what decides first."""
    found = {each.uid: each for each in facts.judged.metrics}
    listed = [
        *(metric_reason(each, found[each.metric.uid], facts, as_of=as_of) for each in told.primary),
        *(guardrail_reason(each, found[each.metric.uid]) for each in told.guardrails if each.status is Status.AMBER),
        *(pilot_reason(each, facts) for each in told.pilots if is_telling(each)),
        *record_reasons(told, facts, as_of=as_of),
    ]
    return tuple(sorted(listed, key=weight))


def is_telling(told: ToldByPilot) -> bool:
    """Whether a run has a color, or goes on and may get one."""
    return told.status is not Status.GREY or told.pilot.decided_on is None


def weight(reason: ResultReason) -> tuple[int, int, bool]:
    """Its place: colors before greys, worse before better, what is owed before what takes time.

    What a run lacks comes after what a metric measured: the metrics are read whether it is settled or not.
    """
    is_pilot = reason.kind is ReasonKind.PILOT
    place = GREYS.index(reason.grey) if reason.grey else 0
    if is_pilot and reason.grey is GreyKind.OVERDUE:
        place = GREYS.index(GreyKind.NO_CHANGE)
    return SEVERITY.index(reason.status), place, is_pilot


def metric_reason(told: ToldByMetric, found: MetricFinding, facts: ResultFacts, *, as_of: date) -> ResultReason:
    """A primary metric."""
    reason = base_reason(told, found)
    if told.is_shared and told.stood.standing is not MetricStanding.UNKNOWN:
        if told.stood.is_unread:
            return with_unread(reason, told, found)
        if reason.is_before_change and told.stood.standing is MetricStanding.IMPROVED:
            return too_early(reason, told, found, as_of=as_of)
        return replace(reason, grey=None if told.status is not Status.GREY else GreyKind.NO_CHANGE)
    lack = lacking(told, found, facts, as_of=as_of)
    return replace(reason, grey=lack.grey, sentence=lack.sentence, owed_by=lack.owed_by, first_on=lack.first_on)


def base_reason(told: ToldByMetric, found: MetricFinding) -> ResultReason:
    """What the metric itself says."""
    signal = told.stood.signal
    move = MOVES.get(told.stood.standing, "")
    since = f", since {period_words(signal.first_on, found.frequency)}" if signal else ""
    few = "; its limits rest on fewer than 12 readings" if told.stood.provisional and signal else ""
    is_before = signal is not None and not told.stood.is_result
    before = f" {no_result(told.stood.begun_on)}" if is_before else ""
    return ResultReason(
        kind=told.kind,
        uid=found.uid,
        label=found.label,
        status=told.status,
        grey=None,
        sentence=f"{found.label} {move}{since}{few}.{before}",
        n=told.stood.readings,
        since=signal.first_on if signal else None,
        is_before_change=is_before,
    )


def no_result(begun_on: date | None) -> str:
    """That what a metric shows stood before anything had changed, so that the change did not bring it."""
    if begun_on is None:
        said = "no planning cycle was synchronized, no authority moved and no parallel run started yet"
        return f"That is not a result of the change: {said}."
    return f"That is not a result of the change: it was so before the change began on {day_words(begun_on)}."


def too_early(reason: ResultReason, told: ToldByMetric, found: MetricFinding, *, as_of: date) -> ResultReason:
    """The same without a color: the metric was better before; the PMO owes a first change while there is none."""
    begun_on = told.stood.begun_on
    first_on = next_signal_on(begun_on, found.frequency, as_of=as_of) if begun_on else None
    return replace(reason, grey=GreyKind.TOO_EARLY, owed_by="" if begun_on else PMO, first_on=first_on)


def with_unread(reason: ResultReason, told: ToldByMetric, found: MetricFinding) -> ResultReason:
    """The same with the readings that are owed. A color for the worse stays."""
    stood, owners = told.stood, and_words(found.sharing.owners) or PMO
    lost = stood.expected - stood.read
    periods = count_words(stood.expected, found.frequency)
    said = f"{found.label} was not read in {lost} of the last {periods}"
    if stood.expected == lost:
        said = f"{found.label} was not read in the last {periods}"
    if reason.status is not Status.GREY:
        owed = f"{reason.sentence[:-1]}; of the last {periods} {lost} were not read."
        return replace(reason, sentence=owed, owed_by=owners)
    return replace(reason, sentence=f"{said}.", grey=GreyKind.OVERDUE, owed_by=owners)


def guardrail_reason(told: ToldByMetric, found: MetricFinding) -> ResultReason:
    """A guardrail that surely gets worse."""
    reason = base_reason(told, found)
    return replace(reason, sentence=f"The guardrail {reason.sentence}")


def pilot_reason(told: ToldByPilot, facts: ResultFacts) -> ResultReason:
    """A parallel run."""
    pilot, ran = told.pilot, told.ran
    owed = [facts.functions.get(uid, "") for block in pilot.blocks for uid in block.owed_by]
    grey = None
    if told.status is Status.GREY:
        blocked = ran.verdict == Verdict.BLOCKED.value and any(owed)
        grey = GreyKind.OVERDUE if blocked else GreyKind.TOO_EARLY
    return ResultReason(
        kind=ReasonKind.PILOT,
        uid=pilot.uid,
        label=pilot.name,
        status=told.status,
        grey=grey,
        sentence=pilot_words(told),
        n=ran.pairs,
        owed_by=and_words(dict.fromkeys(filter(None, owed))) if grey is GreyKind.OVERDUE else "",
        first_on=pilot.outlook.first_on if grey is GreyKind.TOO_EARLY else None,
    )


def pilot_words(told: ToldByPilot) -> str:
    """What the run says, with its name."""
    pilot, ran = told.pilot, told.ran
    if told.status is Status.GREEN:
        pairs = count_words(ran.pairs, pilot.primary.frequency)
        return f"In the parallel run {pilot.name} {pilot.primary.name} is better the new way, for sure, after {pairs}."
    if told.status is Status.AMBER and ran.reverts and pilot.watch is not None:
        return f"{pilot.name}: {pilot.watch.words}"
    if told.status is Status.AMBER:
        lost = and_words(ran.breached)
        return f"In the parallel run {pilot.name} {lost} lost more than was agreed so far, though not for sure."
    if told.status is Status.RED and pilot.decided_on is None:
        return f"Stop the parallel run {pilot.name}: {pilot.headline.removeprefix('Stop: ')}"
    return f"{pilot.name}: {pilot.headline}"


def record_reasons(told: Told, facts: ResultFacts, *, as_of: date) -> Iterator[ResultReason]:
    """That no primary metric is chosen."""
    if told.primary:
        return
    is_due = facts.metrics_due_on is not None and facts.metrics_due_on < as_of
    grey = GreyKind.OVERDUE if is_due else GreyKind.TOO_EARLY
    sentence = "No primary metric is chosen, so nobody can tell whether the results improve."
    if not facts.follows_sequence:
        grey = GreyKind.NOT_APPLICABLE
        sentence = "Not applicable: the program follows no sequence and is judged by no metric."
    applies = grey is not GreyKind.NOT_APPLICABLE
    first_on = periods_after(first_whole(as_of, Period.WEEK), FEWEST + 1, Period.WEEK)
    yield ResultReason(
        kind=ReasonKind.RECORD,
        uid="",
        label="",
        status=Status.GREY,
        grey=grey,
        sentence=sentence,
        n=0,
        owed_by=PMO if applies else "",
        first_on=first_on if applies else None,
    )


def period_words(day: date, frequency: str) -> str:
    """``the week of 5 October 2026``, ``October 2026``."""
    words = day_words(day)
    return f"the week of {words}" if frequency == Period.WEEK else words.partition(" ")[2]
