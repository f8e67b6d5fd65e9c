"""Parallel runs in words and as a chart: what was lost is told once, and the axis names the periods themselves."""

from __future__ import annotations

import pytest
import vl_convert

from tests.tracker.analysis.pilots.builders import LATE, analyzed, comparison, guardrail, periods_of, pilot
from tests.tracker.reporting.anew import spec_of
from tracker.analysis.facts.pilots import PilotFact, PilotFacts
from tracker.analysis.pilots.analyze import analyze_pilots
from tracker.reporting.chart_themes import Theme, theme_config
from tracker.reporting.coordination.pilot_rows import metric_row
from tracker.reporting.coordination.pilots import pilot_section
from tracker.reporting.coordination.section import Section
from tracker.reporting.svg import VEGALITE_VERSION

CLEAR = (5, 6, 4, 5, 7, 4, 6, 5, 6, 4)
Pair = tuple[float | None, float | None]


def section(*facts: PilotFact) -> Section:
    return pilot_section(analyze_pilots(PilotFacts(pilots=facts), as_of=LATE), {"flow": "Pumps"})


@pytest.mark.parametrize(
    ("lost", "words"),
    [
        pytest.param([(None, 5.0)], "1 of 9 weeks lost (1 missing in the old way)", id="old"),
        pytest.param([(5.0, None)], "1 of 9 weeks lost (1 missing in the new way)", id="new"),
        pytest.param([(None, None)], "1 of 9 weeks lost (1 missing in both)", id="both"),
        pytest.param(
            [(None, None), (None, 5.0), (5.0, None)],
            "3 of 11 weeks lost (1 missing in the old way, 1 missing in the new way and 1 missing in both)",
            id="each",
        ),
        pytest.param([], "", id="nothing"),
    ],
)
def test_a_lost_period_is_told_once(lost: list[Pair], words: str) -> None:
    periods = periods_of([*[(10.0, 15.0 + number % 2) for number in range(8)], *lost])
    found = analyzed(pilot(primary=comparison(periods=periods)))

    assert metric_row(found.primary, found, {})["lost"] == words


def test_the_chart_is_valid_and_names_the_mondays_of_its_weeks() -> None:
    shown = section(pilot(*CLEAR, guardrails=(guardrail(*CLEAR, margin="2"),)))
    guard = shown.data["pilots"][0]["metrics"][1]["chart"]

    svg = [
        vl_convert.vegalite_to_svg(
            chart | {"width": 900, "config": theme_config(Theme.LIGHT)},
            vl_version=VEGALITE_VERSION,
            allowed_base_urls=[],
        )
        for chart in (spec_of(shown.chart), spec_of(guard))
    ]

    assert all(f">{day}</text>" in svg[0] for day in ("1 Jun", "15 Jun", "29 Jun", "27 Jul"))
    assert "no difference" in svg[0]
    assert "agreed margin" in svg[1]


def test_the_run_that_goes_on_stands_before_the_decided_one() -> None:
    decided = pilot(*CLEAR, uid="old", name="First try", outcome="stopped", decided_on=LATE)
    shown = section(decided, pilot(*CLEAR))

    assert [each["name"] for each in shown.data["pilots"]] == ["Weekly plan", "First try"]
    assert shown.sentence.startswith("Weekly plan: Service is better the new way, for sure")
