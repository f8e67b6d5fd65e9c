"""A run from its facts to what a manager reads."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import msgspec
import pytest

from tests.tracker.analysis.pilots.builders import (
    LATE,
    MONDAY,
    WEEK,
    after,
    analyzed,
    comparison,
    guardrail,
    pilot,
)
from tracker.analysis.facts.pilots import PilotFacts
from tracker.analysis.pilots.analyze import analyze_pilots
from tracker.analysis.pilots.results import PilotAnalysis

CLEAR = (5, 6, 4, 5, 7, 4, 6, 5, 6, 4)
EVEN = (1, -2, 2, -1, 0.5, 1.5, -1.5, 2, -1, 0)
NEAR = (3, -1, 4, 0, 2, 3, -0.5, 3)


def test_a_clear_effect_with_kept_guardrails_is_settled() -> None:
    found = analyzed(pilot(*CLEAR, guardrails=(guardrail(*EVEN, margin="6"),)))

    assert found.verdict == "cutover"
    assert found.headline == "Service is better the new way, for sure, after 10 weeks, and its guardrail holds."
    assert all(each.holds for each in found.conditions)
    assert [each.verdict for each in found.looks] == ["continue"] * 7 + ["cutover"] * 3


def test_a_guardrail_that_is_not_sure_keeps_it_open() -> None:
    found = analyzed(pilot(*CLEAR, guardrails=(guardrail(*EVEN, margin="1"),)), as_of=after(10))

    assert found.verdict == "continue"
    assert {each.what: each.holds for each in found.conditions}["guardrail"] is False
    assert {each.what: each.holds for each in found.conditions}["better"] is True
    assert found.outlook.more is not None


def test_a_lost_guardrail_stops_a_run_that_is_better() -> None:
    lost = [-9 - each / 4 for each in CLEAR]
    found = analyzed(pilot(*CLEAR, guardrails=(guardrail(*lost, margin="1"),)))

    assert found.verdict == "stop_harm"
    assert found.headline == "Stop: Expediting lost more than was agreed, for sure."


def test_an_open_run_says_about_how_long_and_the_forecast_comes_true() -> None:
    found = analyzed(pilot(*NEAR), as_of=after(8))
    more = found.outlook.more or 0
    longer = NEAR * 5

    assert found.headline == f"Not settled yet; about {more} more weeks if the effect holds."
    assert found.outlook.likely_on == after(8 + more)
    settled = [n for n in range(8, 40) if analyzed(pilot(*longer[:n], maximum_periods=50)).verdict == "cutover"]
    assert abs(settled[0] - (8 + more)) <= 3


def test_no_improvement_so_far_names_no_number() -> None:
    found = analyzed(pilot(*EVEN[:9], 0, -1), as_of=after(11))

    assert found.verdict == "continue"
    assert found.outlook.more is None or found.outlook.more > 15


def test_worse_so_far_is_never_forecast() -> None:
    found = analyzed(pilot(*(-each for each in NEAR)), as_of=after(8))

    assert found.headline == "Not settled yet; at this effect more weeks would not settle it."
    assert found.outlook.likely_on is None


def test_the_first_possible_day_counts_the_periods_that_are_missing() -> None:
    early = analyzed(pilot(1, 2, 4), as_of=after(3))
    draft = analyzed(pilot(started_on=None, locked_on=None, burn_in_periods=1), as_of=MONDAY - timedelta(days=3))

    assert early.outlook.first_on == after(8)
    assert early.headline == "Not settled yet; too early to say how long it takes."
    assert draft.outlook.first_on == after(9)
    assert draft.headline == "The protocol is still being drafted."


def test_a_protocol_is_told_what_it_can_settle() -> None:
    plan = analyzed(pilot(started_on=None, burn_in_periods=1), as_of=MONDAY).plan
    assert plan is not None

    assert [each.effect for each in plan.effects] == [0.8, 1.0, 1.5]
    assert [each.pairs_to_plan for each in plan.effects] == [24, 16, 10]
    assert [each.pairs for each in plan.effects[0].chances] == [8, 11, 26]
    assert [each.on for each in plan.effects[0].chances] == [after(9), after(12), after(27)]


@pytest.mark.parametrize(
    ("given", "headline", "agrees"),
    [
        (
            {"primary": comparison(*CLEAR), "outcome": "cut_over"},
            "Cut over on 10 August 2026, as the record allowed: Service is better the new way, for sure, after "
            "10 weeks.",
            True,
        ),
        (
            {"primary": comparison(*CLEAR[:5]), "outcome": "cut_over", "minimum_periods": 4},
            "Cut over on 10 August 2026 after 5 complete weeks; a verdict takes 8, so the record had not settled it.",
            False,
        ),
        (
            {"primary": comparison(*EVEN), "outcome": "stopped"},
            "Stopped on 10 August 2026. The record said on that day: not settled yet.",
            False,
        ),
        (
            {"primary": comparison(*EVEN), "outcome": "inconclusive", "maximum_periods": 10},
            "Ended without a verdict on 10 August 2026, as the record allowed: 10 weeks as agreed, and no verdict: "
            "neither better nor worse for sure.",
            True,
        ),
        (
            {
                "primary": comparison(*CLEAR),
                "outcome": "inconclusive",
                "maximum_periods": 10,
                "guardrails": (guardrail(*EVEN, margin="0.5"),),
            },
            "Ended without a verdict on 10 August 2026, as the record allowed: 10 weeks as agreed, and no verdict: "
            "better for sure, but not all that a cut-over asks for holds.",
            True,
        ),
    ],
    ids=["cut over", "cut over too early", "stopped", "ended", "ended beside an unsure guardrail"],
)
def test_a_decision_stands_beside_what_the_record_allowed(
    given: dict[str, object], headline: str, agrees: bool
) -> None:
    found = analyzed(pilot(decided_on=after(10), **given))

    assert found.headline == headline
    assert found.agrees is agrees
    assert found.plan is None


def test_a_locked_protocol_that_was_changed_is_closed() -> None:
    first = pilot(uid="first", started_on=None)
    found = analyze_pilots(PilotFacts(pilots=(first, pilot(uid="next", follows="first"))), as_of=LATE)

    assert found.pilots[0].verdict == "blocked"
    assert found.pilots[0].blocks[0].what == "replaced"


def test_two_runs_of_a_flow_at_the_same_time_are_judged_together() -> None:
    # Its chance of error is 0.033: enough alone, and two ask for 0.025 of the smaller.
    values = (3, -1, 4, 0, 2, 3, -0.5, 3, 3.5, 2, 4, 1)
    one, other = pilot(*values, uid="one", name="One"), pilot(*EVEN, uid="other", name="Other")
    alone = analyzed(one, as_of=after(12))
    both = analyze_pilots(PilotFacts(pilots=(one, other)), as_of=after(12)).pilots[0]

    assert alone.verdict == "cutover"
    assert 0.025 < (alone.primary.anytime.value or 0) < 0.05
    assert both.verdict == "continue"
    assert both.together == ("Other",)


def test_runs_after_one_another_are_judged_alone() -> None:
    one = pilot(*CLEAR, uid="one", outcome="stopped", decided_on=after(10))
    other = pilot(*CLEAR, uid="other", started_on=after(10))
    found = analyze_pilots(PilotFacts(pilots=(one, other)), as_of=LATE)

    assert [each.together for each in found.pilots] == [(), ()]


def test_runs_of_two_flows_are_judged_alone() -> None:
    one, other = pilot(*CLEAR, uid="one"), pilot(*CLEAR, uid="other", flow="another")
    found = analyze_pilots(PilotFacts(pilots=(one, other)), as_of=LATE)

    assert [each.together for each in found.pilots] == [(), ()]


def test_weeks_that_resemble_each_other_say_less_and_block() -> None:
    drifting = (1, 1.1, 1.2, 1.4, 1.5, 1.6, 1.8, 1.9, 2.0, 2.2, 2.3, 2.4, 2.6, 2.7)
    found = analyzed(pilot(*drifting))

    assert found.blocks[0].what == "correlation"
    assert found.headline.endswith("Compare longer periods.")
    assert (found.primary.correlation.value or 0) > 0.6


def test_looks_that_contradict_each_other_block() -> None:
    found = analyzed(pilot(*(9, 9.3, 8.8, 9.1, 9.2, 8.9, 9, 9.1), *(0, 8) * 12))

    assert found.verdict == "blocked"
    assert [each.what for each in found.blocks] == ["drift"]
    assert found.primary.mean.interval is None


def test_an_arm_out_of_control_on_its_bad_side_blocks() -> None:
    steady = [5, 6, 5, 6, 5, 6, 5, 6, 5, 6, 5, 6]
    found = analyzed(pilot(*steady, -3))

    assert "unstable" in [each.what for each in found.blocks]
    assert "unstable" not in [each.what for each in analyzed(pilot(*steady, 15)).blocks]


def test_cautions_are_said_whatever_the_numbers() -> None:
    fact = pilot(*CLEAR, minimum_periods=4)
    unknown, known = analyzed(fact), analyzed(replace(fact, is_randomized=True))

    assert any("does not say how work was shared out" in each for each in unknown.cautions)
    assert any("no guardrail" in each for each in known.cautions)
    assert known.cautions[-1] == "The protocol asks for 4 weeks; a verdict takes 8."
    assert not any("shared out" in each or "by lot" in each for each in known.cautions)


def test_differences_that_lean_to_one_side_are_named() -> None:
    leaning = [1, 1.1, 0.9, 1, 1.2, 0.8, 1, 1.1, 40]

    assert any("lean to one side" in each for each in analyzed(pilot(*leaning)).cautions)
    assert not any("lean to one side" in each for each in analyzed(pilot(*CLEAR)).cautions)


def test_a_worthwhile_effect_raises_what_is_asked_for() -> None:
    wanted = pilot(*CLEAR, worthwhile_effect=Decimal(6))

    assert analyzed(wanted).verdict == "continue"
    assert analyzed(replace(wanted, worthwhile_effect=Decimal(9))).verdict == "futile"
    assert analyzed(replace(wanted, worthwhile_effect=Decimal(2))).verdict == "cutover"


def test_months_are_counted_as_months() -> None:
    fact = pilot(started_on=date(2026, 6, 9), burn_in_periods=1, primary=comparison(frequency="month"))
    found = analyzed(fact, as_of=date(2026, 6, 20))

    assert found.outlook.first_on == date(2027, 4, 1)
    assert found.headline == "No whole month is over yet; a verdict is possible from 1 April 2027 on."


def test_the_result_is_json_and_comes_back() -> None:
    fact = pilot(*CLEAR, guardrails=(guardrail(*EVEN[:4]),))
    found = analyze_pilots(PilotFacts(pilots=(fact, pilot(uid="draft", started_on=None))), as_of=LATE)

    assert msgspec.json.decode(msgspec.json.encode(found), type=PilotAnalysis) == found
    assert analyze_pilots(PilotFacts(pilots=(fact,)), as_of=LATE).pilots[0].looks == found.pilots[0].looks


def test_a_look_back_says_what_was_said_then() -> None:
    now = analyzed(pilot(*CLEAR)).looks

    for weeks in range(1, len(CLEAR) + 1):
        then = analyzed(pilot(*CLEAR[:weeks]), as_of=MONDAY + weeks * WEEK)
        assert then.verdict == now[weeks - 1].verdict
