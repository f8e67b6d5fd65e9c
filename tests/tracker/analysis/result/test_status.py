"""Which color the record alone gives: metrics against their locked baselines, guardrails, parallel runs."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tests.tracker.analysis.metrics.builders import make_baseline, make_metric, make_readings, week
from tests.tracker.analysis.pilots import builders as runs
from tests.tracker.analysis.result.builders import BETTER, CALM_AFTER, PERHAPS_WORSE, SAME, WORSE, after, result
from tracker.analysis.result.results import GreyKind, ReasonKind
from tracker.progress.results import Status

HARM = (-15, -16, -14, -15, -17, -14, -16, -15)
GOOD = (15, 16, 14, 15, 17, 14, 16, 15, 16, 14)
EVEN = (1, -1, 2, -2, 1, -1, 2, -2)
ONLY_ONE = ("Procurement",)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        pytest.param((WORSE,), Status.RED, id="one reading beyond the limit on the bad side"),
        pytest.param((11.0,) * 8, Status.RED, id="eight in a row on the bad side"),
        pytest.param((10.4, *(11.0,) * 7), Status.GREY, id="seven in a row are no run"),
        pytest.param((PERHAPS_WORSE, PERHAPS_WORSE), Status.AMBER, id="two of three beyond two sigma are to watch"),
        pytest.param((PERHAPS_WORSE,), Status.GREY, id="one beyond two sigma is nothing"),
        pytest.param((BETTER,) * 3, Status.GREEN, id="beyond the limit on the good side, for two weeks"),
        pytest.param((SAME,), Status.GREY, id="as before"),
        pytest.param((), Status.GREY, id="not read yet"),
    ],
)
def test_a_primary_metric_gives_its_color(values: Sequence[float], expected: Status) -> None:
    assert after(values).raw is expected


def test_a_metric_that_only_one_answers_for_gives_none() -> None:
    told = result(make_metric(owners=ONLY_ONE), readings=make_readings((WORSE,)), weeks=13)

    assert (told.status, told.grey) == (Status.GREY, GreyKind.OVERDUE)
    assert told.sentence.startswith(
        "No result can be told. Stock is not answered for by two functions: only Procurement answers for it."
    )
    assert told.coverage.expected == ()


def test_a_guardrail_that_gets_worse_is_amber_beside_a_primary_one_that_improves() -> None:
    primary, guard = make_metric("Stock"), make_metric("Expediting", role="guardrail")
    readings = (*make_readings((BETTER,) * 3), *make_readings((SAME, SAME, WORSE), of="Expediting"))

    told = result(primary, guard, readings=readings, weeks=15)

    assert (told.status, told.raw) == (Status.AMBER, Status.AMBER)
    assert told.reasons[0].kind is ReasonKind.GUARDRAIL
    assert told.sentence == "The guardrail Expediting gets worse, further than chance explains, since the week of " + (
        "13 April 2026."
    )


def test_a_guardrail_that_improves_makes_nothing_green() -> None:
    guard = make_metric("Expediting", role="guardrail")
    readings = make_readings((BETTER,) * 3, of="Expediting")

    told = result(guard, readings=readings, weeks=15)

    assert told.status is Status.GREY
    assert "No primary metric is chosen" in told.sentence


def test_the_worst_decides() -> None:
    bad, good = make_metric("Stock"), make_metric("Service")
    readings = (*make_readings((SAME, SAME, WORSE)), *make_readings((BETTER,) * 3, of="Service"))

    told = result(bad, good, readings=readings, weeks=15)

    assert told.status is Status.RED
    assert [each.label for each in told.reasons] == ["Stock", "Service"]


def test_a_baseline_that_is_not_locked_gives_no_color() -> None:
    readings = make_readings((*CALM_AFTER, WORSE), first=0)

    told = result(make_metric(baselines=()), readings=readings, weeks=9)

    assert (told.status, told.grey, told.owed_by) == (Status.GREY, GreyKind.OVERDUE, "Transformation PMO")


def test_limits_from_few_readings_are_said_to_be_so() -> None:
    baseline = make_baseline((10, 12, 9, 11, 10, 12), first=6)

    told = result(make_metric(baselines=(baseline,)), readings=make_readings((WORSE,)), weeks=13)

    assert told.status is Status.RED
    assert told.sentence.endswith("its limits rest on fewer than 12 readings.")


@pytest.mark.parametrize(("weeks", "expected"), [(4, Status.GREY), (5, Status.RED)])
def test_a_run_that_does_harm_is_red_from_five_pairs_on(weeks: int, expected: Status) -> None:
    told = result(pilots=(runs.pilot(*HARM[:weeks]),), on=runs.after(weeks), start_on=runs.MONDAY)

    assert told.raw is expected


@pytest.mark.parametrize(("weeks", "expected"), [(7, Status.GREY), (8, Status.GREEN)])
def test_a_run_that_is_surely_better_is_green_from_eight_pairs_on(weeks: int, expected: Status) -> None:
    told = result(pilots=(runs.pilot(*GOOD[:weeks]),), on=runs.after(weeks), start_on=runs.MONDAY)

    assert told.raw is expected


@pytest.mark.parametrize(("loss", "expected"), [(5, Status.GREY), (6, Status.AMBER)])
def test_a_guardrail_of_a_run_is_amber_beyond_what_was_agreed(loss: int, expected: Status) -> None:
    """Five may be lost; the estimate is around that, and nothing is sure."""
    guard = runs.guardrail(*(-loss + wobble for wobble in (3, -3, 4, -4, 3, -3, 4, -4)))

    told = result(pilots=(runs.pilot(*EVEN, guardrails=(guard,)),), on=runs.after(8), start_on=runs.MONDAY)

    assert told.raw is expected


def test_a_run_that_was_stopped_says_nothing_any_more() -> None:
    stopped = runs.pilot(*HARM, outcome="stopped", decided_on=runs.after(8))

    told = result(pilots=(stopped,), on=runs.after(11), start_on=runs.MONDAY)

    assert (told.status, told.raw, told.n) == (Status.GREY, Status.GREY, 0)


def test_a_cut_over_in_spite_of_harm_stays_red() -> None:
    day = runs.after(8)
    forced = runs.pilot(*HARM, outcome="cut_over", decided_on=day, cut_over_on=day)

    assert result(pilots=(forced,), on=runs.after(11), start_on=runs.MONDAY).status is Status.RED


@pytest.mark.parametrize(("weeks", "expected"), [(10 + 26, Status.GREEN), (10 + 27, Status.GREY)])
def test_a_run_is_evidence_for_six_months_after_its_decision(weeks: int, expected: Status) -> None:
    day = runs.after(10)
    done = runs.pilot(*GOOD, outcome="cut_over", decided_on=day, cut_over_on=day)

    assert result(pilots=(done,), on=runs.after(weeks), start_on=runs.MONDAY).raw is expected


def test_a_day_before_the_program_began_has_no_color() -> None:
    told = after((BETTER,) * 3, start_on=week(15))

    assert (told.raw, told.status) == (Status.GREEN, Status.GREY)


def test_metrics_that_say_the_same_are_told_by_name() -> None:
    names = ("Stock", "Service", "Lead time", "Backlog")
    readings = [each for name in names for each in make_readings((BETTER,) * 3, of=name)]

    told = result(*(make_metric(name) for name in names), readings=readings, weeks=15)

    assert told.sentence == "Stock, Service and Lead time improve, further than chance explains. And 1 more."
