"""A program for tests, told in a few words: a name is its own uid, and months count from January 2026."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from tests.tracker.analysis.rights.builders import make_decision as decision_since
from tests.tracker.analysis.rights.builders import make_right
from tracker.analysis.culture import CultureAnalysis, CultureRecord, analyze_culture
from tracker.analysis.culture.behaviors import Asked
from tracker.analysis.culture.months import last_day, weeks_of, whole_months
from tracker.analysis.culture.policy import CulturePolicy
from tracker.analysis.culture.question import Judgment, MetricMonth
from tracker.analysis.culture.scope import Scope
from tracker.analysis.facts.constraints import Control, Episode, Flow, Resource
from tracker.analysis.facts.culture import (
    CultureFacts,
    Intervention,
    PulseCell,
    PulseWave,
    Session,
    SessionFunction,
)
from tracker.analysis.facts.decisions import Decision, DecisionFacts, Seat, Team
from tracker.analysis.facts.metrics import Evaluation, Leader, MetricFacts
from tracker.analysis.facts.planning import StageFact
from tracker.analysis.facts.tradeoffs import TradeOffFact
from tracker.analysis.facts.weekly import Lead, Statement, WeeklyFacts
from tracker.analysis.rights import RightsFacts

START = date(2026, 1, 1)
BUYERS, PLANNERS = "Procurement", "Production"
ABOVE = {BUYERS: "Board", PLANNERS: "Board"}
FLOW = "Pumps"
CASTINGS, LINE = "Castings", "Line"
WHY = {Judgment.MET: "", Judgment.NOT_MET: "not at target", Judgment.UNKNOWN: "1 reading missing"}


def month(number: int) -> date:
    """First day of a month; 1 is January 2026."""
    year, rest = divmod(number - 1, 12)
    return date(2026 + year, rest + 1, 1)


def end_of(number: int) -> date:
    """Last day of a month."""
    return last_day(month(number))


def make_session(on: date, *, came: Sequence[str] = (BUYERS, PLANNERS), **given: Any) -> Session:
    """A session that needs both functions, held on its day."""
    held_on = given.pop("held_on", on)
    functions = tuple(
        SessionFunction(function=each, is_required=True, came=None if held_on is None else each in came, demand_plan="")
        for each in (BUYERS, PLANNERS)
    )
    values: dict[str, Any] = {"flow": FLOW, "is_cancelled": False}
    return Session(scheduled_on=on, held_on=held_on, functions=functions, **values | given)


def make_decision(uid: str, raised: date, days: int | None = 2, **given: Any) -> Decision:
    """A question on castings that procurement decided after so many days; None while it waits."""
    values: dict[str, Any] = {"uid": uid, "right": "Mix", "raised_on": raised}
    values["decided_on"] = None if days is None else raised + timedelta(days=days)
    return replace(decision_since(0, None if days is None else 0), **values | given)


def make_estimate(decision: str, on: date, **given: Any) -> TradeOffFact:
    """What procurement's choice costs production."""
    values: dict[str, Any] = {
        "uid": f"{decision} {on}",
        "kind": "estimate",
        "first": f"{decision} {on}",
        "originator": BUYERS,
        "affected": PLANNERS,
        "metric": "",
        "title": "Late castings",
        "amount": Decimal(-100),
        "currency": "EUR",
        "owns_goods_in_transit": None,
        "expected_from": None,
        "expected_to": None,
    }
    return TradeOffFact(decision=decision, entered_on=on, **{"title": "Longer lead time"} | values | given)


def make_effects(decision: str, on: date) -> tuple[TradeOffFact, TradeOffFact]:
    """What procurement's choice costs production, and what it gains procurement itself."""
    gain = make_estimate(decision, on, uid=f"{decision} {on} own", affected=BUYERS, amount=Decimal(250))
    return make_estimate(decision, on), gain


def make_flow(uid: str = FLOW, **given: Any) -> Flow:
    """A flow that castings limit from the start."""
    episode = Episode(uid="castings", resource_uid=CASTINGS, identified_on=START)
    values: dict[str, Any] = {"position": 1, "episodes": (episode,)}
    return Flow(uid=uid, name=uid, **values | given)


def make_rights(decisions: Sequence[Decision] = (), **given: Any) -> RightsFacts:
    """Procurement controls castings, production the line; the mix commits castings."""
    resources = [
        Resource(
            uid=name,
            name=name,
            kind="other",
            controls=(Control(function_uid=uid, function_name=uid, valid_from=START),),
        )
        for name, uid in ((CASTINGS, BUYERS), (LINE, PLANNERS))
    ]
    seats = [
        Seat(function=each, decides=each == BUYERS, valid_from=START, valid_to=None) for each in (BUYERS, PLANNERS)
    ]
    facts = DecisionFacts(
        rights=(make_right("Mix", commits=(CASTINGS,), flow=FLOW), make_right("Overtime", commits=(LINE,), flow=FLOW)),
        teams=(Team(uid="team", name="team", seats=tuple(seats)),),
        decisions=tuple(decisions),
    )
    values: dict[str, Any] = {"weekly": WeeklyFacts(start_on=START)}
    return RightsFacts(
        decisions=facts,
        resources=tuple(resources),
        parent_of=ABOVE,
        functions={name: name for name in (BUYERS, PLANNERS, "Board")},
        **values | given,
    )


def make_weekly(months: Sequence[date], *, silent: Sequence[date] = (), **given: Any) -> WeeklyFacts:
    """Both functions have a lead, and say each week that nothing happened, but in the silent months."""
    functions = (BUYERS, PLANNERS)
    said = [
        Statement(function=each, week_starts_on=week, subject=subject, happened=False)
        for day in months
        if day not in silent
        for week in weeks_of(day)
        for each in functions
        for subject in ("interventions", "overrides")
    ]
    leads = tuple(Lead(function=each, valid_from=START, valid_to=None) for each in functions)
    return WeeklyFacts(statements=tuple(said), leads=leads, start_on=START, **given)


def make_record(**given: Any) -> CultureRecord:
    """A program with one flow and two functions, and nothing that happened."""
    stages = tuple(
        StageFact(uid=each, flow=FLOW, position=number, name=each, function=each, function_name=each, level="")
        for number, each in enumerate((BUYERS, PLANNERS))
    )
    values: dict[str, Any] = {
        "start_on": START,
        "culture": CultureFacts(),
        "rights": make_rights(),
        "flows": (make_flow(),),
        "stages": stages,
    }
    return CultureRecord(**values | given)


def make_clean(last: int, *, silent: Sequence[int] = (), helps: Sequence[date] = (), **given: Any) -> CultureRecord:
    """A program of which every month through the last is clean, but the silent ones and those with help."""
    months = whole_months(START, end_of(last))
    decisions = [make_decision(f"{day}", day + timedelta(days=5), is_trade_off=True) for day in months]
    culture = CultureFacts(
        sessions=(make_session(START), *(make_session(week) for day in months for week in weeks_of(day))),
        interventions=tuple(make_help(day) for day in helps),
    )
    values: dict[str, Any] = {
        "culture": culture,
        "rights": make_rights(decisions, weekly=make_weekly(months, silent=[month(each) for each in silent])),
        "trade_offs": tuple(entry for each in decisions for entry in make_effects(each.uid, each.raised_on)),
        "metric_months": tuple(make_metric_month(day) for day in months),
    }
    return make_record(**values | given)


def make_metric_month(day: date, judgment: Judgment = Judgment.MET, **given: Any) -> MetricMonth:
    values: dict[str, Any] = {
        "flow": FLOW,
        "metric": "Days",
        "name": "Days",
        "why": WHY[judgment],
    }
    return MetricMonth(month=day, standing=judgment, **values | given)


def make_help(on: date, **given: Any) -> Intervention:
    values: dict[str, Any] = {"flow": FLOW, "function": None, "kind": "forced_decision"}
    return Intervention(happened_on=on, **values | given)


def make_cell(name: str, invited: int, scores: Sequence[Sequence[int]] | None, *, answered: int = 0) -> PulseCell:
    """A cell; of a hidden one how many answered."""
    rows = None if scores is None else tuple(tuple(row) for row in scores)
    return PulseCell(functions=(name,), invited=invited, answered=answered if rows is None else len(rows), scores=rows)


def make_wave(closed_on: date, *cells: PulseCell, hidden: Sequence[Sequence[int]] = ()) -> PulseWave:
    """A wave of these cells; ``hidden`` are the answers of those that are hidden."""
    rows = tuple(sorted([*(row for cell in cells for row in cell.scores or ()), *(tuple(row) for row in hidden)]))
    everybody = PulseCell(
        functions=tuple(name for cell in cells for name in cell.functions),
        invited=sum(cell.invited for cell in cells),
        answered=len(rows),
        scores=rows,
    )
    return PulseWave(
        wave=f"wave {closed_on}",
        opens_on=closed_on - timedelta(days=7),
        closed_on=closed_on,
        statements=tuple(f"Statement {place}." for place in range(1, 9)),
        everybody=everybody,
        cells=cells,
    )


def make_leader(name: str = BUYERS, **given: Any) -> Leader:
    return Leader(person_uid=f"lead of {name}", function_uid=name, **{"valid_from": START, "valid_to": None} | given)


def make_evaluation(name: str = BUYERS, *, weight: str = "0.2", first: int = 1, **given: Any) -> Evaluation:
    """A cycle of six months whose review was held in the month after it."""
    values: dict[str, Any] = {
        "cycle_starts_on": month(first),
        "cycle_ends_on": end_of(first + 5),
        "completed_on": month(first + 6),
    }
    return Evaluation(person_uid=f"lead of {name}", function_uid=name, shared_weight=Decimal(weight), **values | given)


def make_metrics(leaders: Sequence[Leader] = (), evaluations: Sequence[Evaluation] = ()) -> MetricFacts:
    return MetricFacts(metrics=(), leaders=tuple(leaders), evaluations=tuple(evaluations))


def asked_in(first: int, last: int, function: str | None = None) -> Asked:
    """The flow, or one function in it, in these months."""
    return Asked(flows=(FLOW,), function=function, first=month(first), last=end_of(last))


def scope_of(record: CultureRecord, as_of: date) -> Scope:
    return Scope(record=record, as_of=as_of)


def analyzed(record: CultureRecord, as_of: date, **policy: Any) -> CultureAnalysis:
    return analyze_culture(record, as_of=as_of, policy=CulturePolicy(**policy))
