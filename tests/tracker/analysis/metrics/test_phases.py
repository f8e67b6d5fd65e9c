"""New limits only by a new definition or after a declared change; what is missing is missing."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tests.tracker.analysis.metrics.builders import (
    CALM,
    NIST,
    analyze,
    found,
    make_baseline,
    make_definition,
    make_facts,
    make_metric,
    make_pilot,
    make_readings,
    week,
)
from tracker.analysis.metrics.results import ChartRule, LimitStanding, MetricStanding

LOW = [value - 5 for value in CALM]


def test_limits_rest_on_the_locked_baseline_and_stay() -> None:
    finding = found([9.0, 30.0, 31.0], baselines=(make_baseline(NIST, locked_on=week(12)),))

    limits = finding.series[0].phases[0].limits
    assert limits is not None
    assert limits.upper == pytest.approx(55.8041, abs=5e-5)
    assert limits.standing is LimitStanding.PROVISIONAL
    assert finding.series[0].phases[0].is_locked


def test_corrections_after_the_lock_do_not_reach_the_baseline() -> None:
    corrected = make_readings([99.0] * 12, first=0)
    facts = make_facts(make_metric(), readings=(*corrected, *make_readings([10.0])))

    phase = analyze(facts, weeks=13).metrics[0].series[0].phases[0]

    assert phase.values == (*CALM, 10.0)
    assert phase.limits is not None
    assert phase.limits.center == pytest.approx(10.5)


def test_a_cut_over_begins_a_phase_with_limits_of_its_own() -> None:
    readings = make_readings([*CALM, *LOW, 20.0])
    facts = make_facts(make_metric(), readings=readings, pilots=(make_pilot(cut_over=24),))

    first, second = analyze(facts, weeks=37).metrics[0].series[0].phases

    assert (first.began, second.began, second.periods[0]) == ("baseline", "change", week(24))
    assert second.what == "cut-over of Joint plan on 22 June 2026"
    assert second.limits is not None
    assert first.limits is not None
    assert second.limits.center == pytest.approx(first.limits.center - 5)


def test_no_window_reaches_over_a_change() -> None:
    readings = make_readings([*[10.4] * 5, *[10.4] * 5], first=12)
    split = analyze(make_facts(make_metric(), readings=readings, pilots=(make_pilot(cut_over=17),)), weeks=22)
    whole = analyze(make_facts(make_metric(), readings=readings), weeks=22)

    assert [each.rule for each in whole.metrics[0].series[0].phases[0].signals] == [ChartRule.EIGHT_IN_A_ROW]
    assert [phase.signals for phase in split.metrics[0].series[0].phases] == [(), ()]


@pytest.mark.parametrize(("after", "standing"), [(5, None), (6, "provisional"), (11, "provisional"), (12, "firm")])
def test_limits_after_a_change_wait_for_six_readings(after: int, standing: str | None) -> None:
    facts = make_facts(make_metric(), readings=make_readings([*CALM, *LOW[:after]]), pilots=(make_pilot(cut_over=24),))

    phase = analyze(facts, weeks=24 + after).metrics[0].series[0].phases[1]

    assert (phase.limits and phase.limits.standing) == standing
    assert bool(phase.reason) == (standing is None)


def test_limits_after_a_change_stay_from_the_twelfth_reading_on() -> None:
    pilots = (make_pilot(cut_over=24),)
    facts = [
        make_facts(make_metric(), readings=make_readings([*CALM, *LOW, *more]), pilots=pilots)
        for more in ([], [90.0, 80.0])
    ]

    before, after = (analyze(each, weeks=39).metrics[0].series[0].phases[1].limits for each in facts)

    assert before == after


def test_a_change_in_another_flow_or_of_another_metric_changes_nothing() -> None:
    readings = make_readings([*CALM, *LOW])
    pilots = (make_pilot(cut_over=24, flow="Valves"), make_pilot(cut_over=24, metric="Service"))

    facts = make_facts(make_metric(), readings=readings, pilots=pilots)

    assert len(analyze(facts, weeks=36).metrics[0].series[0].phases) == 1


def test_a_new_definition_is_a_new_series_of_limits() -> None:
    definitions = (make_definition(), make_definition(2, effective_from=week(20)))
    second = make_baseline(LOW, first=20, uid="second", definition_uid="definition 2")
    readings = (
        *make_readings([10.0] * 8),
        *make_readings(LOW, first=20, definition_number=2),
        *make_readings([-1.0], first=32, definition_number=2),
    )
    metric = make_metric(definitions=definitions, baselines=(make_baseline(), second))

    finding = analyze(make_facts(metric, readings=readings), weeks=33).metrics[0]

    assert [each.definition for each in finding.series[0].phases] == [1, 2]
    assert (finding.standing, finding.latest.value) == (MetricStanding.IMPROVED, -1.0)
    assert [each.first_on for each in finding.signals] == [week(32)]


def test_a_baseline_by_an_older_definition_judges_nothing_now() -> None:
    definitions = (make_definition(), make_definition(2, effective_from=week(13)))
    readings = make_readings([0.0] * 3, first=13, definition_number=2)

    finding = analyze(make_facts(make_metric(definitions=definitions), readings=readings), weeks=16).metrics[0]

    assert (finding.standing, finding.is_locked) == (MetricStanding.UNKNOWN, False)
    assert finding.series[0].phases[1].reason == "No baseline is locked, so there are no limits."


def test_an_arm_is_judged_by_its_own_baseline_or_its_own_first_readings() -> None:
    arms = [make_readings(LOW, first=0, arm=arm, pilot_uid="pilot") for arm in ("Old", "New")]
    locked = make_baseline(CALM, uid="old", arm="Old", pilot_uid="pilot")
    metric = make_metric(baselines=(make_baseline(), locked))
    facts = make_facts(metric, readings=[*arms[0], *arms[1]], pilots=(make_pilot(),))

    plain, new, old = analyze(facts, weeks=13).metrics[0].series

    assert [(each.arm, each.phases[0].is_locked) for each in (plain, new, old)] == [
        ("", True),
        ("New", False),
        ("Old", True),
    ]
    assert new.phases[0].limits is not None
    assert new.phases[0].limits.center == pytest.approx(5.5)


def test_an_arm_of_the_whole_organization_belongs_to_the_flow_of_its_pilot() -> None:
    readings = make_readings(LOW, first=0, arm="New", pilot_uid="pilot", flow_uid=None)
    facts = make_facts(make_metric(), readings=readings, pilots=(make_pilot(),))

    assert [each.arm for each in analyze(facts, weeks=13).metrics[0].series] == ["", "New"]


def test_readings_that_are_not_final_or_not_over_are_not_there() -> None:
    readings = (
        *make_readings([9.0], first=12),
        *make_readings([0.0], first=13, is_final=False),
        *make_readings([0.0], first=14),
    )

    finding = analyze(make_facts(make_metric(), readings=readings), weeks=14).metrics[0]

    assert (finding.latest.value, finding.latest_on) == (9.0, week(12))


def test_a_missing_reading_is_missing_and_never_zero() -> None:
    finding = found([10.0, None, None, 11.0])

    assert finding.series[0].missing == (week(13), week(14))
    assert finding.series[0].phases[0].values == (*CALM, 10.0, 11.0)
    assert finding.missing[-1].what == "2 readings missing from the last 26 weeks"
    assert finding.missing[-1].who == "Procurement and Operations"


def test_a_series_that_has_stopped_owes_every_period_since() -> None:
    finding = found([10.0], weeks=16)

    assert finding.series[0].missing == (week(13), week(14), week(15))


def test_only_three_years_of_weeks_are_kept_to_be_drawn() -> None:
    readings = make_readings([10.0, 11.0] * 100)

    phase = analyze(make_facts(make_metric(), readings=readings), weeks=212).metrics[0].series[0].phases[0]

    assert (len(phase.periods), phase.periods[-1]) == (156, week(211))
    assert phase.limits is not None
    assert phase.limits.n == 12


def test_a_month_is_the_neighbor_of_the_month_before() -> None:
    months = tuple(date(2025, 7 + number, 1) if number < 6 else date(2026, number - 5, 1) for number in range(12))
    baseline = make_baseline(periods=months, locked_on=date(2026, 7, 1))
    metric = make_metric(frequency="month", baselines=(baseline,), target=Decimal(9))

    phase = analyze(make_facts(metric), weeks=30).metrics[0].series[0].phases[0]

    assert phase.limits is not None
    assert phase.limits.ranges == 11
