"""What must hold for every record: found by trying many."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.tracker.analysis.guard.builders import (
    BETTER,
    CALM,
    MOVED,
    World,
    make_cycles,
    make_flow,
    make_locked,
    make_plan,
    make_right,
    make_run,
    make_running,
    make_stages,
    make_waiver,
    make_work,
    on,
)
from tests.tracker.analysis.metrics.builders import make_readings
from tracker.analysis.facts.change_load import FunctionWeek
from tracker.analysis.facts.pilots import PilotFact
from tracker.analysis.guard.results import GuardAnalysis
from tracker.progress.exit_sets import GATE_ORDER
from tracker.progress.results import OutOfOrder

RULES = ("gate", "second_flow", "system_go_live", "change_load", "focusing_step")
DAYS = st.integers(min_value=0, max_value=230)
TODAY = st.integers(min_value=30, max_value=230)
AHEAD = OutOfOrder(uid="item", name="Weekly session", gate="G3", accepted_on=on(30), open_gate="G2")
LOAD = FunctionWeek(function="Operations", week_starts_on=on(140), pilots=9, cut_overs=0, due=9, programs=2)


@st.composite
def waivers(draw: st.DrawFn) -> Any:
    first = draw(DAYS)
    rule = draw(st.sampled_from(RULES))
    revoked = draw(st.none() | DAYS)
    return make_waiver(
        rule,
        first=first,
        last=first + draw(DAYS),
        uid=f"{draw(st.uuids())}",
        gate=draw(st.sampled_from(GATE_ORDER)) if rule == "gate" else "",
        revoked_on=None if revoked is None else on(revoked),
    )


@st.composite
def worlds(draw: st.DrawFn) -> World:
    """Programs that broke the order here and there, or did not."""
    metrics = (make_locked(signed=draw(st.sampled_from([(20, 22), (20,), (90, 100)])), locked=draw(st.none() | DAYS)),)
    second = make_running(uid="second", flow="Valves", name="Second", started_on=on(draw(DAYS)), locked_on=on(0))
    first = draw(st.sampled_from([make_run(), make_running(), make_running(started_on=None)]))
    states = draw(st.tuples(*[st.sampled_from(["mapped", "pilot", "expanding", "integrated"])] * 2))
    return World(
        flows=(make_flow(state=states[0]), make_flow("Valves", position=2, state=states[1])),
        stages=(*make_stages(), *make_stages("Valves")),
        cycles=make_cycles(changed=draw(st.none() | DAYS)),
        rights=(make_right(*draw(st.sampled_from([MOVED, MOVED[1:], ()]))),),
        metrics=metrics,
        pilots=(first, second) if draw(st.booleans()) else (first,),
        readings=make_readings((*CALM, *BETTER)) if draw(st.booleans()) else (),
        plan=make_plan(
            passed=draw(st.sampled_from([(), GATE_ORDER[:3], GATE_ORDER])),
            work=(make_work(accepted=draw(DAYS)),),
            ahead=(AHEAD,),
        ),
        waivers=tuple(draw(st.lists(waivers(), max_size=3))),
        more={"load": (LOAD,)},
    )


def bare(found: GuardAnalysis) -> list[tuple[Any, ...]]:
    """Violations without what covers them."""
    return [(each.rule, each.on, each.words, each.mended_on) for each in found.violations]


def number(value: float | None) -> float:
    assert value is not None
    return value


@settings(max_examples=25, deadline=None)
@given(world=worlds(), waiver=waivers(), day=TODAY)
def test_a_waiver_never_adds_a_violation(world: World, waiver: Any, day: int) -> None:
    before, after = world.analyze(day), world.but(waivers=(*world.waivers, waiver)).analyze(day)

    assert bare(before) == bare(after)
    assert number(after.broken.value) <= number(before.broken.value)
    assert number(after.standing.value) <= number(before.standing.value)
    assert [each.missing for each in before.gates] == [each.missing for each in after.gates]


@settings(max_examples=25, deadline=None)
@given(world=worlds(), day=TODAY)
def test_every_violation_is_counted_once_as_broken_or_waived(world: World, day: int) -> None:
    found = world.analyze(day)

    assert number(found.broken.value) + number(found.waived.value) == len(found.violations)
    assert number(found.standing.value) <= number(found.broken.value)
    assert all(each.on is None or each.on <= on(day) for each in found.violations)
    assert all(each.mended_on is None or each.on is None or each.mended_on >= each.on for each in found.violations)


REMOVALS = (
    "cycle",
    "owner",
    "right",
    "signature",
    "baseline",
    "start",
    "lock",
    "readings",
    "decision",
    "retired",
    "flow",
)


def without(world: World, fact: str) -> World:
    """The program without one kind of fact."""
    match fact:
        case "cycle":
            return world.but(cycles=world.cycles[1:])
        case "owner":
            return world.but(interfaces=[replace(each, owner="") for each in world.interfaces])
        case "right":
            return world.but(rights=())
        case "signature":
            return world.but(metrics=[fewer_signatures(each) for each in world.metrics])
        case "baseline":
            return world.but(metrics=[replace(each, baselines=()) for each in world.metrics])
        case "readings":
            return world.but(readings=())
        case "flow":
            return world.but(pilots=[each for each in world.pilots if each.flow != "Pumps"])
    return world.but(pilots=[without_day(each, fact) for each in world.pilots])


def fewer_signatures(metric: Any) -> Any:
    return replace(
        metric, definitions=tuple(replace(each, signatures=each.signatures[1:]) for each in metric.definitions)
    )


def without_day(run: PilotFact, fact: str) -> PilotFact:
    """The run as it was before the fact."""
    none: dict[str, Any] = {"legacy_retired_on": None}
    if fact != "retired":
        none |= {"cut_over_on": None, "decided_on": None, "outcome": ""}
    if fact in ("start", "lock"):
        none |= {"started_on": None}
    if fact == "lock":
        none |= {"locked_on": None}
    return replace(run, **none)


@settings(max_examples=30, deadline=None)
@given(world=worlds(), fact=st.sampled_from(REMOVALS), day=TODAY)
def test_removing_a_fact_never_fulfills_a_gate(world: World, fact: str, day: int) -> None:
    before, after = world.analyze(day), without(world, fact).analyze(day)

    for one, other in zip(before.gates, after.gates, strict=True):
        assert one.is_fulfilled or not other.is_fulfilled, one.code


@settings(max_examples=20, deadline=None)
@given(world=worlds(), day=TODAY, shuffle=st.randoms(use_true_random=False))
def test_the_order_of_facts_does_not_matter(world: World, day: int, shuffle: Any) -> None:
    def mixed(rows: Sequence[Any]) -> tuple[Any, ...]:
        return tuple(shuffle.sample(list(rows), len(rows)))

    other = world.but(
        flows=mixed(world.flows),
        stages=mixed(world.stages),
        cycles=mixed(world.cycles),
        interfaces=mixed(world.interfaces),
        rights=[replace(each, authorities=mixed(each.authorities)) for each in world.rights],
        metrics=mixed(world.metrics),
        pilots=mixed(world.pilots),
        waivers=mixed(world.waivers),
        readings=mixed(world.readings),
    )

    assert told(other.analyze(day)) == told(world.analyze(day))


def told(found: GuardAnalysis) -> GuardAnalysis:
    """The answer without whom the ranking of constraints names first of those who owe the same."""
    gates = tuple(replace(each, missing=tuple(replace(lack, who="") for lack in each.missing)) for each in found.gates)
    return replace(found, gates=gates)


@settings(max_examples=10, deadline=None)
@given(world=worlds(), day=TODAY)
def test_the_day_before_a_gate_was_fulfilled_it_was_not(world: World, day: int) -> None:
    found = world.analyze(day)

    since: list[tuple[str, date]] = [(each.code, each.since) for each in found.gates if each.since]
    for code, first_on in since:
        if code == "G1" or first_on <= on(0):
            continue
        earlier = world.analyze((first_on - on(0)).days - 1)
        assert not next(each.is_fulfilled for each in earlier.gates if each.code == code), code
