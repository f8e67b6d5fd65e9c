"""What stood before anything had changed: for the better no result, for the worse a warning that says so."""

from __future__ import annotations

from typing import Any

import pytest

from tests.tracker.analysis.metrics.builders import make_metric, make_readings, week
from tests.tracker.analysis.result.builders import BETTER, PERHAPS_WORSE, SAME, WORSE, after, result
from tracker.analysis.first_change import FirstChanges
from tracker.analysis.result import ResultAnalysis
from tracker.analysis.result.results import GreyKind
from tracker.progress.results import Status

NOTHING = FirstChanges()
NOT_YET = "no planning cycle was synchronized, no authority moved and no parallel run started yet."


def begun(number: int, *, days: int = 0) -> FirstChanges:
    """The pumps changed in the week, so many days after its Monday."""
    return FirstChanges(days={"Pumps": week(number).replace(day=week(number).day + days)}, first_flow="Pumps")


def better(changes: FirstChanges, **given: Any) -> ResultAnalysis:
    """Three weeks beyond the limit on the good side, from week 13 on."""
    return after((SAME, BETTER, BETTER, BETTER), begun=changes, **given)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        pytest.param(begun(13), Status.GREEN, id="on the Monday of the first better week"),
        pytest.param(begun(13, days=1), Status.GREY, id="on its Tuesday"),
        pytest.param(begun(12, days=1), Status.GREEN, id="on a Tuesday of the week before"),
        pytest.param(begun(14), Status.GREY, id="a week later"),
        pytest.param(NOTHING, Status.GREY, id="never"),
    ],
)
def test_green_needs_a_signal_that_came_after_the_change(changes: FirstChanges, expected: Status) -> None:
    assert better(changes).raw is expected


def test_better_before_the_change_says_so_and_when_more_is_possible() -> None:
    told = better(begun(14))

    assert (told.grey, told.first_on, told.owed_by) == (GreyKind.TOO_EARLY, week(17), "")
    assert told.sentence == (
        "Too early to tell. Stock improves, further than chance explains, since the week of 6 April 2026. That is "
        "not a result of the change: it was so before the change began on 13 April 2026. First possible on 4 May 2026."
    )
    assert told.reasons[0].is_before_change


def test_better_while_nothing_has_changed_names_who_begins() -> None:
    told = better(NOTHING)

    assert (told.grey, told.first_on) == (GreyKind.TOO_EARLY, None)
    assert NOT_YET in told.sentence
    assert told.reasons[0].owed_by == "Transformation PMO"


def test_a_new_signal_after_the_change_counts_beside_one_that_goes_on() -> None:
    """Eight better weeks in a row stood before; the week beyond the limit came after."""
    told = after((*(9.0,) * 9, BETTER), begun=begun(21))

    assert (told.raw, told.reasons[0].since) == (Status.GREEN, week(21))


def test_the_newer_signal_from_before_does_not_hide_the_one_after() -> None:
    """The week beyond the limit came after the change and ended; the row of better ones goes on until today."""
    told = after((*(9.0,) * 9, BETTER, 9.0, 9.0), begun=begun(21))

    assert (told.raw, told.reasons[0].since) == (Status.GREEN, week(21))


@pytest.mark.parametrize(
    ("values", "expected"),
    [((WORSE,), Status.RED), ((PERHAPS_WORSE, PERHAPS_WORSE), Status.AMBER)],
    ids=["red", "amber"],
)
@pytest.mark.parametrize("changes", [begun(16), NOTHING], ids=["changed later", "nothing changed"])
def test_worse_before_the_change_warns_and_is_not_called_its_result(
    values: tuple[float, ...], expected: Status, changes: FirstChanges
) -> None:
    told = after(values, begun=changes)

    assert told.status is expected
    assert "That is not a result of the change" in told.sentence


def test_worse_after_the_change_is_not_excused() -> None:
    told = after((SAME, WORSE), begun=begun(13))

    assert (told.status, told.reasons[0].is_before_change) == (Status.RED, False)
    assert "not a result" not in told.sentence


def test_a_guardrail_that_got_worse_before_says_so_too() -> None:
    guard = make_metric("Expediting", role="guardrail")
    readings = make_readings((WORSE,), of="Expediting")

    told = result(make_metric(), guard, readings=readings, weeks=13, begun=begun(16))

    assert (told.status, told.reasons[0].is_before_change) == (Status.AMBER, True)


def test_a_metric_of_the_whole_organization_is_judged_by_the_first_flow() -> None:
    whole = make_metric(flow_uid=None)
    readings = make_readings((BETTER,) * 3, flow_uid=None)
    second = FirstChanges(days={"Valves": week(6)}, first_flow="Pumps")

    assert result(whole, readings=readings, weeks=15).raw is Status.GREEN
    assert result(whole, readings=readings, weeks=15, begun=second).raw is Status.GREY


def test_metrics_that_got_worse_before_and_after_are_not_told_in_one_breath() -> None:
    metrics = (make_metric("Stock"), make_metric("Service", flow_uid="Valves"))
    readings = (*make_readings((WORSE,)), *make_readings((WORSE,), of="Service", flow_uid="Valves"))

    told = result(*metrics, readings=readings, weeks=13)

    assert told.sentence.endswith("since the week of 30 March 2026. And 1 more.")
    assert [each.is_before_change for each in told.reasons] == [False, True]
