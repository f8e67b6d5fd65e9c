"""After the cut-over: whether the old way should come back."""

from __future__ import annotations

from decimal import Decimal

from tests.tracker.analysis.pilots.builders import after, analyzed, pilot
from tracker.analysis.facts.pilots import LaterReading
from tracker.analysis.pilots.results import PilotWatch

DURING = (5, 6, 5, 6, 5, 6, 5, 6, 5, 6)


def watched(*values: float, during: tuple[float, ...] = DURING, retired: bool = False) -> PilotWatch | None:
    """The watch of a run that was cut over after its last week, with readings of 100 and so much since."""
    end = len(during)
    fact = pilot(
        *during,
        outcome="cut_over",
        decided_on=after(end),
        cut_over_on=after(end + 1),
        legacy_retired_on=after(end + 9) if retired else None,
    )
    later = tuple(
        LaterReading(starts_on=after(end + 1 + number), value=Decimal(str(100 + value)))
        for number, value in enumerate(values)
    )
    return analyzed(fact, later={"pilot": later}).watch


def test_usual_readings_are_no_reason_to_go_back() -> None:
    watch = watched(5, 6, 5)
    assert watch is not None

    assert (watch.state, watch.readings, watch.signal_on) == ("watching", 3, None)
    assert watch.words == "3 weeks since the cut-over, none of them a reason to go back."


def test_a_reading_far_on_the_bad_side_is_the_sign_to_go_back() -> None:
    watch = watched(5, -4, 5)
    assert watch is not None

    assert (watch.state, watch.signal_on) == ("revert", after(12))
    assert "restart the old way" in watch.words


def test_a_reading_far_on_the_good_side_is_none() -> None:
    watch = watched(5, 20, 5)

    assert watch is not None
    assert watch.state == "watching"


def test_a_short_run_sets_no_limits_and_a_retired_way_cannot_come_back() -> None:
    few, over = watched(5, during=DURING[:5]), watched(-9, retired=True)

    assert few is not None
    assert few.state == "too_few"
    assert over is not None
    assert over.state == "over"


def test_before_a_cut_over_nothing_is_watched() -> None:
    assert analyzed(pilot(*DURING)).watch is None


def test_a_run_of_the_same_readings_sets_no_limits() -> None:
    watch = watched(4, during=(5,) * 10)

    assert watch is not None
    assert (watch.state, watch.signal_on) == ("too_few", None)
    assert "all of them the same" in watch.words
