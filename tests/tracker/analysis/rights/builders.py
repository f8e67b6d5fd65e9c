"""Decisions for tests, told in a few words: a name is its own uid, and every day counts from one Monday."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from tracker.analysis.facts.constraints import Control, Resource
from tracker.analysis.facts.decisions import (
    Authority,
    Decision,
    DecisionFacts,
    DecisionRight,
    Seat,
    Team,
)
from tracker.analysis.rights import FlowLimit, RightsAnalysis, RightsFacts, analyze_rights
from tracker.analysis.rights.results import RightFlag, RightVerdict

START = date(2026, 3, 2)
TODAY = START + timedelta(days=60)
FUNCTIONS = ("Procurement", "Operations", "Sales", "Logistics", "Supply chain", "Board")
ABOVE = {"Procurement": "Supply chain", "Logistics": "Supply chain", "Supply chain": "Board", "Operations": "Board"}
CONTROLLERS = {
    "Castings": "Procurement",
    "Assembly": "Operations",
    "Freight": "Logistics",
    "Network": "Supply chain",
    "Tools": "",
}


def on(day: int) -> date:
    """The date ``day`` days after the start."""
    return START + timedelta(days=day)


def make_resource(name: str, controller: str = "", **given: Any) -> Resource:
    """A resource that the function controls from the start; nobody when it is empty."""
    control = Control(function_uid=controller, function_name=controller, valid_from=START)
    return Resource(uid=name, name=name, kind="other", **({"controls": (control,) if controller else ()} | given))


def make_authority(holder: str, *, role: str = "decide", first: int = 0, last: int | None = None) -> Authority:
    """A part of a function, or of the team when its name ends so."""
    is_team = holder.endswith("team")
    return Authority(
        role=role,
        function="" if is_team else holder,
        team=holder if is_team else "",
        valid_from=on(first),
        valid_to=None if last is None else on(last),
    )


def make_right(
    name: str, *, commits: Sequence[str] = ("Castings",), by: Sequence[str] = (), times: str | None = "10", **given: Any
) -> DecisionRight:
    """A decision that these functions or teams make from the start."""
    values: dict[str, Any] = {
        "flow": "",
        "authorities": tuple(make_authority(holder) for holder in by),
        "ended_on": None,
    }
    return DecisionRight(
        uid=name,
        decision=name,
        times_a_month=None if times is None else Decimal(times),
        resources=tuple(commits),
        **(values | given),
    )


def make_team(name: str, *functions: str, votes: Sequence[str] = ()) -> Team:
    """A team in which some functions hold the deciding vote."""
    seats = tuple(Seat(function=each, decides=each in votes, valid_from=START, valid_to=None) for each in functions)
    return Team(uid=name, name=name, seats=seats)


def make_decision(raised: int, decided: int | None, **given: Any) -> Decision:
    """A question, decided by Procurement unless it waits."""
    values: dict[str, Any] = {
        "uid": f"{raised}-{decided}",
        "right": "",
        "flow": "",
        "decided_function": "" if decided is None else "Procurement",
        "decided_team": "",
        "alternatives": None,
        "is_trade_off": False,
        "overridden_on": None,
        "overriding_function": "",
    }
    decided_on = None if decided is None else on(decided)
    return Decision(raised_on=on(raised), decided_on=decided_on, **(values | given))


def make_limit(
    flow: str = "Pumps",
    known: Mapping[str, float] | None = None,
    *,
    previous: str = "",
    moved: int | None = None,
    **chances: float,
) -> FlowLimit:
    """What is known of the constraint of a flow: ``Castings=0.9``, or a mapping."""
    moved_on = None if moved is None else on(moved)
    return FlowLimit(flow=flow, name=flow, chances={**(known or {}), **chances}, previous=previous, moved_on=moved_on)


def make_facts(
    *rights: DecisionRight, teams: Sequence[Team] = (), decisions: Sequence[Decision] = (), **given: Any
) -> RightsFacts:
    """A program with these decisions, in the house of FUNCTIONS and CONTROLLERS."""
    values: dict[str, Any] = {
        "parent_of": ABOVE,
        "functions": {name: name for name in FUNCTIONS},
        "resources": tuple(make_resource(name, function) for name, function in CONTROLLERS.items()),
    }
    facts = DecisionFacts(rights=tuple(rights), teams=tuple(teams), decisions=tuple(decisions))
    return RightsFacts(decisions=facts, **(values | given))


def analyze(facts: RightsFacts, *limits: FlowLimit, day: int = 60) -> RightsAnalysis:
    """The analysis as of a day; without limits, Castings surely limit the pumps."""
    return analyze_rights(facts, limits or (make_limit(Castings=0.9),), as_of=on(day))


def judge(right: DecisionRight, *limits: FlowLimit, teams: Sequence[Team] = ()) -> RightVerdict:
    """The verdict on the only decision."""
    (verdict,) = analyze(make_facts(right, teams=teams), *limits).verdicts
    return verdict


def flags(verdict: RightVerdict) -> list[RightFlag]:
    """The flags of a verdict, the most severe first."""
    return [each.flag for each in verdict.findings]


def given_to(facts: RightsFacts, uid: str, function: str) -> RightsFacts:
    """The same program in which this function alone makes one of the decisions."""
    rights = tuple(
        replace(each, authorities=(make_authority(function),)) if each.uid == uid else each
        for each in facts.decisions.rights
    )
    return replace(facts, decisions=replace(facts.decisions, rights=rights))
