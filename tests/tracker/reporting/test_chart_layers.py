"""What charts over time share: the axis of days, rules with labels, labels with a halo."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.tracker.reporting.anew import rows_of, spec_of
from tracker.reporting.chart_blanks import ABSENT, Blank, Picture
from tracker.reporting.chart_layers import (
    Label,
    TimeSpan,
    day_axis,
    day_values,
    draw_label,
    draw_rule,
    label_layers,
    rule_layers,
    table,
)

FIRST = date(2026, 1, 1)
SPAN = TimeSpan(first=FIRST, last=FIRST + timedelta(days=100))
BLANK = Blank(lambda of: rule_layers(of) | label_layers(of, x=day_axis(of)))


def picture() -> Picture:
    return Picture(blank=BLANK, description="Days", height=40, values=day_values(SPAN))


@pytest.mark.parametrize(("days", "align"), [(11, "left"), (12, "center"), (88, "center"), (89, "right")])
def test_words_at_an_end_stay_inside(days: int, align: str) -> None:
    drawn = picture()
    draw_rule(drawn, FIRST + timedelta(days=days), Label(text="Day 90", style="horizon"), span=SPAN, label_y=-5)

    line, words = spec_of(drawn)["layer"]

    assert (line["mark"]["style"], words["mark"]["style"]) == ("horizon-rule", "horizon-label")
    assert (words["mark"]["align"], words["encoding"]["y"]) == (align, {"value": -5})


def test_the_halo_lies_behind_the_words_and_is_not_read_out() -> None:
    drawn = picture()
    draw_label(drawn, {"on": "2026-01-02"}, Label(text="41%", style="earned-label", align="right", dx=-8, dy=3))

    marks = [layer["mark"] for layer in spec_of(drawn)["layer"]]

    assert [(each["style"], each["aria"]) for each in marks] == [("halo", False), ("earned-label", True)]
    assert {(each["text"], each["align"], each["dx"], each["dy"]) for each in marks} == {("41%", "right", -8, 3)}
    assert rows_of(drawn.spec())[0] == [{"on": 1767312000000}]


@pytest.mark.parametrize(("days", "form"), [(250, "%-d %b"), (251, "%b %Y")])
def test_a_long_axis_names_months(days: int, form: str) -> None:
    values = day_values(TimeSpan(first=FIRST, last=FIRST + timedelta(days=days)))

    assert (values["day_format"], values["ticks"]) == (form, ABSENT)
    assert values["days"][0] == {"year": 2026, "month": 1, "date": 1, "utc": True}


def test_days_that_may_be_named_are_named() -> None:
    assert day_values(SPAN, [FIRST])["ticks"] == [{"year": 2026, "month": 1, "date": 1, "utc": True}]


def test_rows_keep_all_but_their_days() -> None:
    assert table([{"on": "2026-01-02", "n": 1}, {"finish": "2026-01-02"}, {"n": 2}]) == [
        {"on": 1767312000000, "n": 1},
        {"finish": 1767312000000},
        {"n": 2},
    ]
