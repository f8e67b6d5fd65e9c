"""Metrics in words and as a chart: what is missing is a gap, and no sign rests on color alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

import pytest
import vl_convert

from tests.tracker.analysis.metrics.builders import (
    CALM,
    FLOWS,
    analyze,
    found,
    make_baseline,
    make_definition,
    make_facts,
    make_metric,
    make_pilot,
    make_readings,
)
from tests.tracker.reporting.anew import rows_of, spec_of
from tracker.analysis.facts.metrics import JudgedMetric
from tracker.reporting.chart_themes import PALETTES, Theme, theme_config
from tracker.reporting.coordination.metric_chart import SMALL_PIXELS, metric_chart
from tracker.reporting.coordination.metric_words import change_text, limits_text, value_text
from tracker.reporting.coordination.metrics import metric_section
from tracker.reporting.coordination.section import Section
from tracker.reporting.svg import VEGALITE_VERSION
from tracker.reporting.wording import Json


def section(*given: tuple[JudgedMetric, Sequence[float | None]], weeks: int = 20) -> Section:
    """The words of metrics with what was read of each after its baseline."""
    readings = [each for metric, values in given for each in make_readings(values, of=metric.name)]
    return metric_section(analyze(make_facts(*(metric for metric, _ in given), readings=readings), weeks=weeks), FLOWS)


def row(shown: Section) -> Json:
    (only,) = shown.data["rows"]
    return dict(only)


def test_a_metric_that_improves_says_how_much_and_by_which_signal() -> None:
    shown = section((make_metric(target=Decimal(9)), [8.0] * 8))

    assert (shown.sentence, shown.is_known) == ("Yes: the only shared metric improves, Stock.", True)
    assert shown.rests_on == "1 metric, answered for by two functions, read up to the week of 18 May 2026"
    assert (row(shown)["words"], row(shown)["latest"], row(shown)["target"]) == (
        "Improves",
        "8 days",
        "target 9 days, reached",
    )
    assert row(shown)["signals"] == ["8 in a row on the better side, until week of 18 May 2026"]


def test_the_change_has_its_interval_and_its_side() -> None:
    better, chance = found([8.0, 9.0, 7.0]), found([10.0, 11.0, 12.0])

    assert change_text(better) == "−2.5 days (−4.1 to −0.9)"
    assert [row(section((make_metric(), values)))["side"] for values in ([8.0, 9.0, 7.0], [10.0, 11.0, 12.0])] == [
        "better",
        "may be chance",
    ]
    assert change_text(chance).startswith("+0.5 days (−")


def test_a_share_changes_by_points_and_a_ratio_by_percent() -> None:
    assert change_text(found([8.0, 9.0, 7.0], unit="% of orders")).startswith("−2.5 points (")
    assert change_text(found([8.0, 9.0, 7.0], is_ratio_scale=True)).startswith("−23.8% (")


def test_a_small_change_has_as_many_decimals_as_it_bears() -> None:
    tenths, hundredths = ([value / size for value in CALM] for size in (10, 100))

    assert change_text(found([0.8, 0.9, 0.7], baselines=(make_baseline(tenths),))) == "−0.25 days (−0.41 to −0.09)"
    assert change_text(found([0.08, 0.09, 0.07], baselines=(make_baseline(hundredths),))).startswith("−0.025 days (")


def test_before_the_baseline_it_says_who_owes_what_and_from_when() -> None:
    metric = make_metric(baselines=())

    shown = metric_section(analyze(make_facts(metric, readings=make_readings(CALM[:4], first=0)), weeks=4), FLOWS)

    assert shown.missing == (
        "Stock: 2 more weekly readings for a baseline, unless history is loaded. Owed by Procurement and Operations; "
        "possible from 16 Feb 2026."
    )
    assert (row(shown)["words"], row(shown)["limits"], row(shown)["limits_from"]) == (
        "Not known yet",
        "",
        "from 16 Feb 2026",
    )
    assert (row(shown)["reason"], row(shown)["no_change"]) == ("No baseline by the definition in force is locked.", "")


def test_what_can_be_there_today_is_possible_at_once() -> None:
    metric = make_metric(baselines=())

    shown = metric_section(analyze(make_facts(metric, readings=make_readings(CALM, first=0)), weeks=12), FLOWS)

    assert row(shown)["limits_from"] == "at once"


def test_what_it_rests_on_tells_shared_metrics_and_guardrails_apart() -> None:
    stock, cost = make_metric(), make_metric("Cost", role="guardrail")
    turns, alone = make_metric("Turns", role="guardrail"), make_metric("Lateness", owners=["Procurement"])

    told = [section(*((each, []) for each in metrics)).rests_on for metrics in ([stock, cost, turns], [stock, alone])]

    assert told == [
        "3 metrics, all of them answered for by two functions and 2 of them guardrails",
        "2 metrics, 1 of them answered for by two functions",
    ]
    assert section((alone, [])).rests_on == "1 metric, not answered for by two functions"


def test_a_signal_says_how_long_it_lasts() -> None:
    one, three = (row(section((make_metric(), values)))["signals"] for values in ([17.0], [17.0, 18.0, 17.0]))

    assert one == ["beyond its limit, on the worse side: week of 30 Mar 2026"]
    assert three == ["beyond its limit, on the worse side: 3 in a row, until week of 13 Apr 2026"]


def test_a_metric_of_one_function_is_told_with_who_mends_it() -> None:
    metric = make_metric(owners=["Procurement"], definitions=(make_definition(signed=[]),))

    (unshared,) = section((metric, [10.0])).data["unshared"]

    assert [(each["words"], each["who"]) for each in unshared["lacks"]] == [
        ("Only Procurement answers for it.", "Transformation PMO with the leads of both functions"),
        ("Nobody has signed its definition.", "the lead of Procurement"),
    ]


def test_who_answers_without_having_signed_is_told() -> None:
    metric = make_metric(owners=["Procurement", "Operations", "Sales"])

    assert section((metric, [10.0])).data["unsigned"] == [
        "Sales answers for Stock without having signed its definition."
    ]


def test_what_to_keep_in_mind() -> None:
    rising = make_metric(baselines=(make_baseline(sorted(CALM)),))

    care = section((rising, [10.0])).data["care"]

    assert care[0].startswith("With 1 metric read as often as these, chance alone brings about 1 signal a year")
    assert any("each reading resembles the one before" in words for words in care)
    assert any("its baseline was not steady itself" in words for words in care)


def test_without_metrics_there_is_no_chart() -> None:
    shown = section()

    assert (shown.chart, shown.chart_alt, shown.data["rows"]) == (None, "", [])
    assert shown.missing == (
        "Missing: metrics that two functions answer for. Owed by Transformation PMO; possible at once."
    )


@pytest.mark.parametrize(
    ("value", "text"), [(31250.4, "31,250"), (61.44, "61.4"), (3.3, "3.3"), (0.0871, "0.087"), (12.0, "12")]
)
def test_values_have_as_many_decimals_as_they_bear(value: float, text: str) -> None:
    assert value_text(value) == text


def test_a_limit_below_zero_is_told_only_of_what_can_lie_there() -> None:
    wide = [1, 5, 1, 6, 1, 5, 1, 6, 2, 5, 1, 6]
    above, below = (found([last], baselines=(make_baseline(wide),)) for last in (10.0, -1.0))

    texts = [limits_text(each.series[0].phases[0], "days") for each in (above, below, found([10.0]))]

    assert texts == ["up to 14.7 days", "-8.03 to 14.7 days", "4.94 to 16.1 days"]


def chart_of(after: Sequence[float | None], **given: object) -> Json:
    return spec_of(metric_chart(found(after, **given)))  # type: ignore[arg-type]


def drawn(spec: Json, theme: Theme) -> str:
    """The chart as it looks in the theme."""
    full = spec | {"width": 600, "config": theme_config(theme)}
    return str(vl_convert.vegalite_to_svg(full, vl_version=VEGALITE_VERSION, allowed_base_urls=[]))


def test_the_chart_is_valid_and_can_be_drawn() -> None:
    readings = make_readings([10.0, None, 17.0, 4.0, *[8.0] * 8, 7.0])
    facts = make_facts(make_metric(target=Decimal(9)), readings=readings, pilots=(make_pilot(cut_over=18),))
    spec = spec_of(metric_chart(analyze(facts, weeks=26).metrics[0]))

    svg = drawn(spec, Theme.LIGHT)

    assert "baseline ends" in svg
    assert "cut-over" in svg


def test_better_and_worse_differ_by_shape() -> None:
    spec = chart_of([17.0, 4.0])

    shapes = {layer["mark"]["shape"] for layer in spec["layer"] if layer["mark"].get("shape")}
    assert shapes == {"diamond", "triangle-down"}
    assert {row["standing"] for rows in rows_of(spec) for row in rows if "standing" in row} == {
        "as usual",
        "better",
        "worse",
    }


@pytest.mark.parametrize("theme", Theme)
def test_what_decides_is_filled_and_what_is_only_to_watch_is_hollow(theme: Theme) -> None:
    palette = PALETTES[theme]

    assert set(signs([17.0, 4.0], theme)) == {(palette.gap, palette.ink), (palette.earned, palette.ink)}
    assert signs([14.5, 14.5], theme) == [(palette.surface, palette.gap)]
    assert signs([6.5, 6.5], theme) == [(palette.surface, palette.earned)]


def signs(after: Sequence[float], theme: Theme) -> list[tuple[str, str]]:
    """Fill and stroke of each sign in the drawn chart."""
    points = re.findall(
        r'aria-roledescription="point"[^>]*fill="([^"]+)" stroke="([^"]+)"', drawn(chart_of(after), theme)
    )
    return [(fill, stroke) for fill, stroke in points]


def test_the_line_breaks_where_a_period_is_missing() -> None:
    spec = chart_of([10.0, None, 11.0])

    line = next(layer for layer in spec["layer"] if layer["mark"].get("style") == "readings")
    pieces = [row["line"] for row in spec["datasets"][line["data"]["name"]]]
    assert (len(pieces), len(set(pieces)), pieces[-1] != pieces[-2]) == (14, 2, True)


def test_no_layer_is_empty_and_all_share_the_axes() -> None:
    spec = chart_of([10.0], target=Decimal(9))

    assert all(rows_of(spec))
    domains = [
        layer["encoding"]["y"]["scale"]["domain"]
        for layer in spec["layer"]
        if "scale" in layer["encoding"].get("y", {})
    ]
    assert len({tuple(domain) for domain in domains}) == 1


def test_one_chart_leaves_nothing_in_the_next() -> None:
    first, other = chart_of([10.0, 17.0], target=Decimal(9)), chart_of([10.0])

    assert len(other["layer"]) < len(first["layer"])
    assert chart_of([10.0, 17.0], target=Decimal(9)) == first


def test_a_small_chart_has_no_words() -> None:
    spec = spec_of(metric_chart(found([10.0], target=Decimal(9)), is_small=True))

    assert "text" not in {layer["mark"]["type"] for layer in spec["layer"]}
    assert spec["height"] == SMALL_PIXELS
