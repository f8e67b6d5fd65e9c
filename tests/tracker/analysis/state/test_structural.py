from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tests.tracker.analysis.latency import builders as latency
from tests.tracker.analysis.metrics import builders as metrics
from tests.tracker.analysis.pilots import builders as pilots
from tests.tracker.analysis.state.builders import (
    START,
    analyzed,
    component,
    make_decision,
    make_interfaces,
    make_moment,
    make_plan,
    make_record,
    make_rights,
    make_work,
    on,
)
from tracker.analysis.facts.decisions import DecisionFacts
from tracker.analysis.facts.metrics import JudgedMetric, MetricFacts
from tracker.analysis.facts.pilots import PilotFact
from tracker.analysis.facts.planning import CycleFact, PlanningFacts
from tracker.analysis.interfaces.critical import CriticalInterfaces
from tracker.analysis.latency.analyze import Seen, analyze_latency
from tracker.analysis.state import StateAnalysis
from tracker.analysis.state.cycles import saved_share
from tracker.analysis.state.results import StateComponent, StructuralSide

NO_DECISIONS = DecisionFacts(rights=(), teams=(), decisions=())


def constraint_of(interfaces: CriticalInterfaces | None, *, passed: dict[str, int] | None = None) -> StateComponent:
    record = make_record(plan=make_plan(passed=passed), now=make_moment(interfaces=interfaces))
    return component(analyzed(record), StructuralSide.CONSTRAINT)


class TestConstraint:
    @pytest.mark.parametrize(
        ("passed", "redesigned", "value"),
        [
            ({}, {}, 0.0),
            ({"G1": 50}, {}, 0.5),
            ({}, {"a": 40}, 0.25),
            ({"G1": 50}, {"a": 40, "b": 41}, 1.0),
            ({"G1": 61}, {"a": 61, "c": 40}, 0.0),
        ],
        ids=["nothing", "gate", "one of two", "everything", "too late, or not critical"],
    )
    def test_half_is_the_gate_and_half_the_redesigned_critical_interfaces(
        self, passed: dict[str, int], redesigned: dict[str, int], value: float
    ) -> None:
        found = constraint_of(make_interfaces(redesigned=redesigned), passed=passed)

        assert found.earned == pytest.approx(value)
        assert found.unmeasured == 0

    def test_a_redesign_without_an_owner_does_not_count(self) -> None:
        found = constraint_of(make_interfaces(redesigned={"a": 40, "b": 40}, owner=""))

        assert found.earned == 0
        assert "an owner and an accepted redesign of Fa to Ta" in [each.what for each in found.missing]

    def test_while_nobody_knows_what_is_critical_half_of_it_is_not_measured(self) -> None:
        facts = MetricFacts(metrics=(), leaders=(), evaluations=())
        record = make_record(plan=make_plan(passed={"G1": 50}), metrics=facts)

        found = component(analyzed(record), StructuralSide.CONSTRAINT)

        assert found.earned == 0.5
        assert found.unmeasured == 0.5


def metrics_of(*given: JudgedMetric, day: int = 200) -> StateComponent:
    facts = MetricFacts(metrics=given, leaders=(), evaluations=())
    return component(analyzed(make_record(day, metrics=facts)), StructuralSide.METRICS)


class TestMetrics:
    def test_a_metric_counts_when_it_is_signed_locked_and_in_both_evaluations(self) -> None:
        complete = metrics.make_metric("Stock")
        unsigned = metrics.make_metric("Service", definitions=(metrics.make_definition(signed=["Procurement"]),))
        unlocked = metrics.make_metric("Freight", baselines=())
        alone = metrics.make_metric("Turns", owners=["Procurement"])

        found = metrics_of(complete, unsigned, unlocked, alone)

        assert found.share.value == 0.25
        assert [each.what.split(":")[0] for each in found.missing] == ["Service", "Freight", "Turns"]

    def test_a_baseline_that_is_locked_later_does_not_count_yet(self) -> None:
        locked_on = on(200)
        late = metrics.make_metric("Stock", baselines=(metrics.make_baseline(locked_on=locked_on),))

        assert metrics_of(late, day=199).earned == 0
        assert metrics_of(late, day=200).earned == 1

    def test_no_metric_at_all_is_not_measured_and_owed(self) -> None:
        found = metrics_of()

        assert found.share.value is None
        assert found.unmeasured == 1
        assert found.missing[0].who == "Transformation PMO"


def cycles(*, first: int, then: int, changed: int) -> PlanningFacts:
    """One flow of two stages: the second plans every ``first`` days, from day ``changed`` on every ``then``."""
    stages = (latency.make_stage(0), latency.make_stage(1))
    second: list[CycleFact] = [
        latency.make_cycle(1, every=first, valid_to=on(changed - 1)),
        latency.make_cycle(1, uid="later", every=then, valid_from=on(changed)),
    ]
    return PlanningFacts(stages=stages, cycles=(latency.make_cycle(0, every=7), *second), calendars=())


def cycles_of(planning: PlanningFacts, *, day: int = 60, **given: object) -> StateComponent:
    return component(analyzed(make_record(day, planning=planning, **given)), StructuralSide.CYCLES)


class TestCycles:
    def test_what_was_saved_is_measured_against_what_could_be(self) -> None:
        # Random runs: 3.5 and 14 days of waiting at the start, 3.5 and 3.5 now; the first wait cannot be avoided.
        found = cycles_of(cycles(first=28, then=7, changed=40))

        assert found.share.value == pytest.approx((17.5 - 7) / (17.5 - 3.5))
        assert found.words == "Pumps: 18 days at the start, 7 now, 4 possible"
        assert found.companion is not None
        assert found.companion.value == 1.0

    def test_a_change_that_is_only_planned_has_saved_nothing(self) -> None:
        found = cycles_of(cycles(first=28, then=7, changed=80))

        assert found.share.value == 0

    def test_slower_cycles_are_0_and_not_less(self) -> None:
        assert cycles_of(cycles(first=7, then=28, changed=40)).share.value == 0

    def test_a_missing_cycle_is_not_measured_and_owed_by_its_function(self) -> None:
        planning = PlanningFacts(stages=(latency.make_stage(0),), cycles=(), calendars=())

        found = cycles_of(planning)

        assert found.unmeasured == 1
        assert found.missing[0].who == "Function 0"

    def test_days_are_those_of_decision_latency(self) -> None:
        planning = cycles(first=28, then=7, changed=40)
        (flow,) = analyze_latency(planning, Seen(decisions=NO_DECISIONS), as_of=on(60)).flows

        assert f"{round(flow.latency.value or 0)} now" in cycles_of(planning).words

    def test_a_flow_comes_into_scope_with_its_work(self) -> None:
        known, unknown = latency.make_stage(0), latency.make_stage(1, flow="second")
        planning = PlanningFacts(stages=(known, unknown), cycles=(latency.make_cycle(0),), calendars=())
        later = make_plan([make_work("later", day=200, flow="second")])

        def found(day: int) -> float:
            return cycles_of(planning, day=day, flows=("flow", "second"), plan=later).unmeasured

        assert [found(60), found(200)] == [0.0, 0.5]

    @given(some.floats(0, 200), some.floats(0, 200), some.floats(0, 200))
    def test_the_share_stays_between_0_and_1(self, first: float, now: float, target: float) -> None:
        assert 0 <= saved_share(first, now, target) <= 1

    def test_nothing_to_save_is_full_as_long_as_nothing_was_lost(self) -> None:
        assert [saved_share(5, 5, 5), saved_share(5, 6, 5)] == [1.0, 0.0]


class TestAuthority:
    def test_it_is_the_share_that_decision_rights_have(self) -> None:
        rights = make_rights(aligned=6, wrong=4)

        found = component(analyzed(make_record(now=make_moment(rights=rights))), StructuralSide.AUTHORITY)

        assert found.share.value == pytest.approx(0.6)
        assert found.share == rights.alignment.by_exposure
        assert found.missing[0].what.startswith("Mix: ")


LOCKED = metrics.make_metric("Service", metric_uid="metric", baselines=(metrics.make_baseline(locked_on=START),))
FULL = (1.0,) * 8


def pilot_of(
    *pilots_given: PilotFact, day: int = 400, by_rule: bool | None = None, locked: bool = True
) -> StateComponent:
    facts = MetricFacts(metrics=(LOCKED,) if locked else (), leaders=(), evaluations=())
    rules = {each.uid: by_rule for each in pilots_given}
    found = analyzed(make_record(day, metrics=facts, pilots=pilots_given, by_rule=rules))
    return component(found, StructuralSide.PILOT)


class TestPilot:
    DECIDED = {"decided_on": pilots.after(9), "outcome": "cut_over", "cut_over_on": pilots.after(10)}

    @pytest.mark.parametrize(
        ("pairs", "given", "by_rule", "value"),
        [
            (FULL, {"locked_on": None}, None, 0.0),
            (FULL[:7], {}, None, 0.25),
            (FULL, {}, None, 0.5),
            (FULL, DECIDED, True, 0.75),
            (FULL, DECIDED, False, 0.5),
            (FULL[:7], DECIDED | {"legacy_retired_on": pilots.after(12)}, True, 0.25),
            (FULL, DECIDED | {"legacy_retired_on": pilots.after(12)}, True, 1.0),
            (FULL, {"decided_on": pilots.after(9), "outcome": "stopped"}, True, 1.0),
            (FULL, {"decided_on": pilots.after(9), "outcome": "inconclusive"}, True, 0.75),
        ],
        ids=["draft", "locked", "pairs", "decided", "against", "too few", "retired", "stopped", "no verdict"],
    )
    def test_a_rung_counts_on_top_of_those_below(
        self, pairs: tuple[float, ...], given: dict[str, object], by_rule: bool | None, value: float
    ) -> None:
        assert pilot_of(pilots.pilot(*pairs, **given), by_rule=by_rule).share.value == value

    def test_without_a_locked_baseline_no_rung_is_reached(self) -> None:
        assert pilot_of(pilots.pilot(*FULL), locked=False).share.value == 0

    def test_pairs_count_from_the_day_on_which_their_week_is_over(self) -> None:
        run = pilots.pilot(*FULL)
        over = (pilots.after(8) - START).days - 1

        assert [pilot_of(run, day=over - 1).earned, pilot_of(run, day=over).earned] == [0.25, 0.5]

    def test_the_furthest_run_counts(self) -> None:
        other = pilots.pilot(*FULL[:2], uid="other", name="Second")

        assert pilot_of(other, pilots.pilot(*FULL)).share.value == 0.5

    def test_no_run_is_a_fact_and_not_something_unmeasured(self) -> None:
        found = pilot_of()

        assert found.share.value == 0
        assert found.unmeasured == 0
        assert found.missing[0].what == "no parallel run is drafted"


class TestLeftOut:
    QUESTION = "Leave shared metrics out of the structural state?"

    def weight(self, found: StateAnalysis) -> float:
        return component(found, StructuralSide.METRICS).weight

    def test_a_component_without_scope_is_left_out_by_a_decision_alone(self) -> None:
        decided, declined = make_decision(self.QUESTION), make_decision(self.QUESTION, outcome="declined")

        assert self.weight(analyzed(make_record())) == 0.25
        assert self.weight(analyzed(make_record(decisions=(declined,)))) == 0.25
        assert self.weight(analyzed(make_record(decisions=(decided,)))) == 0

    def test_it_counts_until_the_day_of_the_decision(self) -> None:
        assert self.weight(analyzed(make_record(60, decisions=(make_decision(self.QUESTION, day=61),)))) == 0.25

    def test_what_is_on_record_is_never_left_out(self) -> None:
        facts = MetricFacts(metrics=(metrics.make_metric(baselines=()),), leaders=(), evaluations=())

        found = analyzed(make_record(decisions=(make_decision(self.QUESTION),), metrics=facts))

        assert self.weight(found) == 0.25


def test_the_weights_of_the_policy_count() -> None:
    weights = {side.value: 0.0 for side in StructuralSide} | {"authority": 50.0, "pilot": 50.0}
    record = make_record(now=make_moment(rights=make_rights(aligned=5, wrong=5)))

    assert analyzed(record, structural=weights).structural.value.value == pytest.approx(25)


def test_numbers_in_force_become_the_policy() -> None:
    from programs.policy_numbers import policy_numbers
    from tracker.analysis.state.policy import StatePolicy, state_policy

    numbers = {key: f"{each.default:f}" for key, each in policy_numbers().items()}

    assert state_policy(numbers) == StatePolicy()
    assert state_policy(numbers | {"structural_weight_pilot": "40"}).structural["pilot"] == Decimal(40)
    assert state_policy(numbers | {"improve_after_periods": "3"}).improve_after == 3
