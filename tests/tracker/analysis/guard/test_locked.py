from __future__ import annotations

from dataclasses import replace

from tests.tracker.analysis.guard.builders import World, broken, gate, make_locked, make_plan, make_run, on
from tests.tracker.analysis.metrics.builders import make_baseline, make_definition
from tracker.analysis.guard.results import GuardPage, GuardRule, GuardStanding


def locked(world: World) -> list[str]:
    """What G2 lacks."""
    return [each.words for each in gate(world.analyze(), "G2").missing]


def test_one_signature_is_not_enough() -> None:
    assert locked(World(metrics=(make_locked(signed=(20,)),))) == ["Stock: only Procurement has signed its definition."]


def test_two_signatures_of_one_function_are_one() -> None:
    metric = make_locked()
    once = replace(metric.definitions[0].signatures[0], signed_on=on(25))
    both = replace(metric.definitions[0], signatures=(metric.definitions[0].signatures[0], once))

    assert len(locked(World(metrics=(replace(metric, definitions=(both,)),)))) == 1


def test_a_metric_without_a_locked_baseline_says_who_locks_it_and_when() -> None:
    lacks = gate(World(metrics=(make_locked(locked=None),)).analyze(), "G2").missing

    assert lacks[0].words == "Stock: no baseline is locked, though 17 readings are there."
    assert (lacks[0].who, lacks[0].first_on) == ("Transformation PMO", on(200))
    assert lacks[0].place.page is GuardPage.METRICS


def test_readings_that_are_not_there_yet_give_the_first_day() -> None:
    world = World(metrics=(make_locked(locked=None),), readings=World().readings[:4], plan=make_plan(passed=()))

    (lack,) = gate(world.analyze(28), "G2").missing

    assert lack.words == "Stock: 2 more weekly readings for a baseline, unless history is loaded."
    assert lack.first_on == on(42)


def test_guardrails_and_metrics_of_later_flows_do_not_hold_the_gate_up() -> None:
    others = (
        make_locked("Cost", locked=None, role="guardrail"),
        make_locked("Lead time", locked=None, flow_uid="Valves"),
    )

    assert locked(World(metrics=(make_locked(), *others))) == []


def test_a_metric_of_the_whole_organization_counts() -> None:
    whole = make_locked("Cash", locked=None, flow_uid=None)

    assert len(locked(World(metrics=(make_locked(), whole)))) == 1


def test_history_before_day_0_is_honored_with_source_and_period() -> None:
    found = World().analyze()

    (baseline,) = found.baselines
    assert (baseline.source, baseline.readings, baseline.before_start) == ("History", 12, True)
    assert (baseline.first_on < on(0), baseline.last_on < on(0)) == (True, True)
    assert gate(found, "G2").since == on(30)


def test_a_baseline_locked_before_day_0_makes_no_change_too_early() -> None:
    early = make_locked(signed=(-20, -15), locked=-10)

    found = World(metrics=(early,)).analyze()

    assert gate(found, "G2").since == on(-10)
    assert found.violations == ()


def test_a_baseline_of_an_arm_or_of_an_older_definition_does_not_lock() -> None:
    arm = make_locked(baselines=(make_baseline(arm="Integrated", pilot_uid="pilot", locked_on=on(30)),))
    old = make_locked(baselines=(make_baseline(definition_uid="definition 0", locked_on=on(30)),))

    assert len(locked(World(metrics=(arm,)))) == 1
    assert len(locked(World(metrics=(old,)))) == 1


def test_a_new_definition_opens_the_gate_again_and_accuses_nobody() -> None:
    metric = make_locked()
    second = make_definition(2, effective_from=on(180), signatures=())

    found = World(metrics=(replace(metric, definitions=(*metric.definitions, second)),)).analyze()

    assert gate(found, "G2").standing is GuardStanding.PASSED_BEFORE
    assert found.violations == ()


def test_a_metric_entered_later_does_not_make_earlier_changes_too_early() -> None:
    late = make_locked("Turns", signed=(180, 181), locked=182, added_on=on(175))

    assert World(metrics=(make_locked(), late)).analyze().violations == ()


def test_a_metric_that_was_there_and_not_locked_does() -> None:
    late = make_locked("Turns", signed=(180, 181), locked=182, added_on=on(40))

    found = broken(World(metrics=(make_locked(), late)).analyze(), GuardRule.METRICS_FIRST)

    assert {each.on for each in found} == {on(63), on(66), on(70), on(160)}
    assert {each.mended_on for each in found} == {on(182)}


def test_a_later_flow_without_metrics_of_its_own_is_judged_by_the_first() -> None:
    flows = (World().flows[0], replace(World().flows[0], uid="Valves", name="Valves", position=2))
    second = make_run(
        uid="second", flow="Valves", name="Second", started_on=on(175), decided_on=on(190), outcome="stopped"
    )
    world = World(flows=flows, pilots=(make_run(), replace(second, cut_over_on=None, legacy_retired_on=None)))

    assert broken(world.analyze(), GuardRule.METRICS_FIRST) == []
    assert len(broken(world.but(metrics=(make_locked(locked=None),)).analyze(), GuardRule.METRICS_FIRST)) == 5
