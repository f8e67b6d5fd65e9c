"""Where the finish fell, drawn: a bar and a mark for each bin, and the same in words."""

from __future__ import annotations

from tests.tracker.reporting.anew import spec_of
from tracker.reporting.calibration_chart import BINS, alt_text, calibration_chart

FELL = (0.0, 0.25, 0.25, 0.25, 0.25)


def test_the_spec_is_valid_vega_lite_and_holds_a_row_for_each_bin() -> None:
    spec = spec_of(calibration_chart(FELL))

    (rows,) = spec["datasets"].values()
    assert [row["bin"] for row in rows] == list(BINS)
    assert [row["share"] for row in rows] == list(FELL)


def test_the_chart_in_words_says_what_should_be() -> None:
    words = alt_text(FELL)

    assert words.startswith("Where the finish fell: by the 10% day 0% (should be 10%), 10% to 50% 25% (should be 40%)")
