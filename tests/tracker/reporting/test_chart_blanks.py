"""Charts are built once and filled in: what comes out is what altair would have built."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt
import pytest

from tests.tracker.reporting.anew import rows_of, spec_of
from tracker.reporting.chart_blanks import ABSENT, Blank, Picture, Slots
from tracker.reporting.coordination.culture_chart import help_chart
from tracker.reporting.coordination.rights_chart import rights_chart
from tracker.reporting.coordination.shift_chart import shift_chart
from tracker.reporting.coordination.trade_off_chart import trade_off_chart
from tracker.reporting.coordination.waterfall_chart import waterfall_chart
from tracker.reporting.wording import Json


def layers_of(of: Slots) -> dict[str, alt.Chart]:
    x = alt.X("n:Q", scale=alt.Scale(domain=of("ends")), axis=alt.Axis(title="Number", values=of("ticks")))
    return {
        "bars": alt.Chart().mark_bar(style=of("style"), strokeDash=[5, 3]).encode(x=x),
        "words": alt.Chart().mark_text().encode(x=x, y=alt.value(of("height")), text="n:Q"),
    }


def picture(blank: Blank, **given: object) -> Picture:
    values = {"ends": [0, 9], "ticks": ABSENT} | given
    return Picture(blank=blank, description="Numbers", height=40, values=values)


def test_what_varies_is_filled_in_and_the_rest_is_as_altair_builds_it() -> None:
    drawn = picture(Blank(layers_of), ticks=[0, 3])
    drawn.draw("bars", [{"n": 1}], style="few")
    drawn.draw("words", [{"n": 2}], height=-3)

    spec = spec_of(drawn)

    assert spec["layer"][0]["mark"] == {"type": "bar", "style": "few", "strokeDash": [5, 3]}
    assert spec["layer"][0]["encoding"]["x"]["axis"] == {"title": "Number", "values": [0, 3]}
    assert (spec["layer"][1]["encoding"]["y"], rows_of(spec)) == ({"value": -3}, [[{"n": 1}], [{"n": 2}]])
    assert (spec["width"], spec["height"], spec["autosize"]["type"]) == ("container", 40, "fit-x")


def test_a_chart_is_built_once_and_leaves_nothing_in_the_next() -> None:
    built = []
    blank = Blank(lambda of: built.append(1) or layers_of(of))  # type: ignore[func-returns-value]
    for rows, given in (([{"n": 1}], {"ends": [0, 5], "ticks": [1]}), ([{"n": 2}], {})):
        drawn = picture(blank, **given)
        drawn.draw("bars", rows, style="few")
        spec = drawn.spec()
        spec["layer"][0]["mark"]["strokeDash"].append("spoiled")
        spec["autosize"]["type"] = "spoiled"

    assert built == [1]
    again = picture(blank)
    again.draw("bars", [{"n": 2}], style="few")
    assert spec_of(again)["layer"][0]["encoding"]["x"]["axis"] == {"title": "Number"}


def test_a_layer_may_be_drawn_more_than_once_or_not_at_all() -> None:
    rows, drawn = [{"n": 1}], picture(Blank(layers_of))
    for style in ("few", "band"):
        drawn.draw("bars", rows, style=style)
    drawn.draw("words", [], height=1)

    spec = spec_of(drawn)

    assert [layer["mark"]["style"] for layer in spec["layer"]] == ["few", "band"]
    assert spec["datasets"] == {"rows-0": rows}, "rows that layers share are sent once"


def test_what_a_layer_says_of_itself_goes_before_what_all_say() -> None:
    drawn = picture(Blank(layers_of), style="band")
    drawn.draw("bars", [{"n": 1}])
    drawn.draw("bars", [{"n": 2}], style="few")

    assert [layer["mark"]["style"] for layer in spec_of(drawn)["layer"]] == ["band", "few"]


def test_a_chart_of_a_fixed_width_keeps_its_margins() -> None:
    drawn = Picture(blank=Blank(layers_of), description="", height=40, width=600)

    assert (drawn.spec()["width"], drawn.spec()["autosize"]["type"]) == (600, "pad")


def test_a_value_that_nobody_gives_is_a_defect() -> None:
    drawn = picture(Blank(layers_of))
    drawn.draw("bars", [{"n": 1}])

    with pytest.raises(KeyError, match="style"):
        drawn.spec()


def test_altair_checks_what_others_build_afterwards() -> None:
    assert Blank(layers_of).parts

    with pytest.raises(alt.utils.schemapi.SchemaValidationError):
        alt.Scale(domain=alt.Axis())


def help_row(month: str, count: int, coverage: str) -> Json:
    return {"month": month, "count": count, "coverage": coverage, "kinds": "decided", "heard": "2 of 4 weekly words"}


def stage(name: str, wait: float, working: float) -> Json:
    return {"name": name, "wait": wait, "working": working, "days": wait + working}


def shift(title: str, *days: int) -> Json:
    hops = [{"words": f"hop {place}", "days": each, "is_slowest": each == max(days)} for place, each in enumerate(days)]
    return {"title": title, "days": sum(days) + 1, "days_text": f"{sum(days) + 1} days so far", "hops": hops}


def right(decision: str, exposure: float, *, is_aligned: bool) -> Json:
    return {
        "decision": decision,
        "exposure": exposure,
        "state": "Decided above",
        "decides": "",
        "is_aligned": is_aligned,
    }


def choice(kind: str, cost: float, gain: float) -> Json:
    return {"lines": ["Sales", "→ Plant"], "told": "", "kind": kind, "cost": cost, "gain": gain, "words": "cost EUR 5"}


@pytest.mark.parametrize(
    ("drawn", "layers"),
    [
        (help_chart([help_row("Jan", 3, "most"), help_row("Feb", 0, "none"), help_row("Mar", 9, "few")]), 3),
        (waterfall_chart([stage("Plan", 3.5, 1), stage("Plan", 0, 2)], longest=20), 3),
        (shift_chart([shift("Steel", 3, 9), shift("Steel", 1, 2)]), 3),
        (rights_chart([right("Mix", 4, is_aligned=True), right("Rush", 2, is_aligned=False)]), 3),
        (rights_chart([right("Mix", 4, is_aligned=True)]), 2),
        (trade_off_chart([choice("as-it-was", -5, 0), choice("disputed", -4, 8)], currency="EUR"), 5),
    ],
    ids=["help", "waterfall", "shifts", "rights", "rights of one kind", "trade-offs"],
)
def test_the_filled_chart_is_the_one_that_altair_builds(drawn: Picture, layers: int) -> None:
    assert len(spec_of(drawn)["layer"]) == layers


@pytest.mark.parametrize("axis_reaches", [[0.0], [0.0, 40.0]], ids=["its own", "another's"])
def test_two_waterfalls_can_be_compared(axis_reaches: Sequence[float]) -> None:
    spec = spec_of(waterfall_chart([stage("Plan", 3, 1)], longest=max(axis_reaches)))

    assert spec["layer"][0]["encoding"]["x"]["scale"]["domain"] == [0, max(4, *axis_reaches) * 1.2]
