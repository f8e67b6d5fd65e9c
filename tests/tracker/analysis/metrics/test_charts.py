"""What a past day is asked about metrics is what the whole analysis of that day draws."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.tracker.analysis.metrics.builders import (
    CALM,
    make_baseline,
    make_definition,
    make_facts,
    make_metric,
    make_pilot,
    make_readings,
    week,
)
from tracker.analysis.metrics import analyze_metrics
from tracker.analysis.metrics.analyze import charts_on
from tracker.analysis.metrics.readings import sorted_readings
from tracker.analysis.metrics.steady import charts_in

LAST = 60
VALUES = st.lists(st.one_of(st.none(), st.sampled_from([4.0, 6.0, 9.0, 10.5, 12.0, 20.0])), max_size=25)


@given(values=VALUES, arm=VALUES, redefined=VALUES, cut_over=st.integers(13, 40), days=st.integers(0, 7 * LAST))
@settings(max_examples=120, deadline=None)
def test_charts_of_an_earlier_day_are_those_of_its_analysis(
    values: list[float | None], arm: list[float | None], redefined: list[float | None], cut_over: int, days: int
) -> None:
    """From readings that were sorted by a later day: those of runs and of a later definition are there too."""
    second = make_definition(2, uid="definition 2", effective_from=week(30))
    metric = make_metric(definitions=(make_definition(), second), baselines=(make_baseline(),))
    readings = (
        *make_readings([*CALM, *values], first=0),
        *make_readings(arm, first=20, pilot_uid="pilot", arm="treatment"),
        *make_readings(redefined, first=30, definition_number=2),
    )
    facts = make_facts(metric, make_metric("Never read"), readings=readings, pilots=(make_pilot(cut_over=cut_over),))

    day = week(0) + timedelta(days=days)

    found = charts_on(facts, as_of=day, readings=sorted_readings(facts, week(LAST)))

    assert found == tuple(charts_in(analyze_metrics(facts, as_of=day)))
