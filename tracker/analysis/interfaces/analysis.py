"""The interfaces of one program: which few make most of the trouble, and how sure that is (METHODS 3)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from tracker.analysis import pareto
from tracker.analysis.facts.interfaces import InterfaceFacts
from tracker.analysis.interfaces.absence import Absence, absence_of, shortfalls
from tracker.analysis.interfaces.change import change_of, halves
from tracker.analysis.interfaces.few import bounded, few_at, resample, scaled, verdicts
from tracker.analysis.interfaces.policy import InterfacePolicy, Surroundings
from tracker.analysis.interfaces.reported_weeks import ReportedWeeks, reported_weeks
from tracker.analysis.interfaces.resampling import RESAMPLES
from tracker.analysis.interfaces.results import METHOD, InterfacesAnalysis
from tracker.analysis.interfaces.rows import Ranking, Window, judged, known_in, rank, rows_of
from tracker.analysis.interfaces.sentences import headline, provisional_words, verdict_words
from tracker.analysis.interfaces.worth import from_hundredths, weigh
from tracker.progress.numbers import Gauge, State


def analyze_interfaces(facts: InterfaceFacts, *, around: Surroundings, as_of: date) -> InterfacesAnalysis:
    """The ranking of the interfaces over the window that ends with the day.

    source  METHODS 3 and 1.7; docs/methods/interfaces.md
    """
    ranking, window = ranking_on(facts, around=around, as_of=as_of)
    asked_from = max(window.first, around.start_on or window.first)
    weeks = reported_weeks(around.weekly, first=asked_from, last=window.last)
    coverage, silent = weeks.between(window.first, window.last), weeks.silences(around.functions)
    absence = absence_of(ranking, coverage, silent, window=window)
    frame = replace(framed(ranking, absence, weeks, window=window), silent=silent)
    if absence is not None:
        return frame
    return measured(frame, ranking, around.policy, window=window)


def ranking_on(facts: InterfaceFacts, *, around: Surroundings, as_of: date) -> tuple[Ranking, Window]:
    """The interfaces by what their incidents weigh, and the window that ends with the day."""
    policy = around.policy
    window = Window(first=as_of - timedelta(days=policy.window_days - 1), last=as_of)
    incidents = known_in(facts.incidents, window)
    worth = weigh(incidents, money=around.money, enough=policy.cost_share)
    return rank(facts.interfaces, incidents, worth), window


def framed(ranking: Ranking, absence: Absence | None, weeks: ReportedWeeks, *, window: Window) -> InterfacesAnalysis:
    """What is known whether or not anything can be ranked."""
    gauge = Gauge(METHOD, "ratio", ranking.worth.basis.counted)
    reason = absence.reason if absence else ""
    state = absence.state if absence else State.VALUE
    none = gauge.insufficient(reason) if state is State.INSUFFICIENT_DATA else gauge.not_applicable(reason)
    days = (window.last - window.first).days + 1
    return InterfacesAnalysis(
        state=state,
        sentence=reason,
        reason=reason,
        missing=absence.missing if absence else (),
        starts_on=window.first,
        ends_on=window.last,
        basis=ranking.worth.basis,
        total=from_hundredths(ranking.total),
        is_provisional=False,
        few=(),
        gini=none,
        corrected_gini=none,
        lorenz=(),
        verdict=None,
        is_sure=False,
        verdict_words="",
        rows=rows_of(ranking, weeks=weeks, window=window),
        coverage=weeks.between(window.first, window.last),
        silent=(),
        change=change_of(ranking.incidents, ranking.worth, weeks, spans=halves(window.last, days)),
        resamples=0,
        seed=None,
    )


def measured(
    frame: InterfacesAnalysis, ranking: Ranking, policy: InterfacePolicy, *, window: Window
) -> InterfacesAnalysis:
    """The frame with the ranking and how sure it is."""
    basis, drawn = ranking.worth.basis, resample(ranking)
    is_provisional = basis.counted < policy.incidents_needed
    reason = provisional_words(basis.counted, policy.incidents_needed) if is_provisional else ""
    few = tuple(
        few_at(share, ranking, found, reason=reason) for share, found in zip(pareto.SHARES, drawn.spreads, strict=True)
    )
    at_80, values = few[-1], tuple(ranking.sums.values())
    gini = bounded(Gauge(METHOD, "ratio", basis.counted), pareto.gini(values) or 0.0, drawn.gini, reason=reason)
    verdict, agrees = verdicts(at_80, gini, policy=policy)
    is_sure = agrees and not is_provisional
    return replace(
        frame,
        state=State.DEGRADED if is_provisional else State.VALUE,
        sentence=headline(
            at_80, basis, verdict=verdict, top=(frame.rows[0], frame.rows[1]), is_provisional=is_provisional
        ),
        reason=reason,
        missing=shortfalls(ranking, frame.silent, policy, window=window),
        is_provisional=is_provisional,
        few=few,
        gini=gini,
        corrected_gini=scaled(gini, pareto.correction(len(values))),
        lorenz=pareto.lorenz(values),
        verdict=verdict,
        is_sure=is_sure,
        verdict_words=verdict_words(verdict, few, is_sure=is_sure),
        rows=judged(frame.rows, at_80.uids, drawn.inclusions, critical=policy.inclusion),
        resamples=RESAMPLES,
        seed=drawn.seed,
    )
