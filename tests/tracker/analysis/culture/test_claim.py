"""What the claims of a past day rest on is what the whole analysis of that day says."""

from __future__ import annotations

import pytest

from tests.tracker.analysis.culture.builders import FLOW as PUMPS
from tests.tracker.analysis.culture.builders import (
    analyzed,
    end_of,
    make_clean,
    make_evaluation,
    make_leader,
    make_metrics,
    make_record,
    month,
)
from tracker.analysis.culture.analyze import claim_of_culture
from tracker.analysis.culture.question import CultureRecord

LED = make_metrics((make_leader(),), (make_evaluation(),))


@pytest.mark.parametrize("last", [3, 7, 9])
@pytest.mark.parametrize(
    "record",
    [
        pytest.param(make_record(), id="nothing has begun"),
        pytest.param(make_clean(9), id="clean"),
        pytest.param(make_clean(9, helps=(month(5),)), id="helped"),
        pytest.param(make_clean(9, metrics=LED, cut_over={PUMPS: month(2)}), id="cut over, with a leader"),
    ],
)
def test_it_is_the_same_as_of_the_whole_analysis(record: CultureRecord, last: int) -> None:
    whole = analyzed(record, end_of(last))

    found = claim_of_culture(record, as_of=end_of(last))

    assert (found.program, found.streaks) == (whole.program, whole.streaks)
    assert found.is_sustaining is whole.is_sustaining
