"""The decision rule: the first verdict whose conditions hold."""

from __future__ import annotations

from dataclasses import replace
from math import inf
from typing import Any

import pytest

from tracker.analysis.pilots.rule import Evidence, Look, Verdict, decide

KEPT = Look(pairs=10, lower=-2, upper=4, margin=3)
BROKEN = Look(pairs=5, lower=-9, upper=-3.1, margin=3)
OPEN = Look(pairs=10, lower=-3, upper=4, margin=3)
WON = Evidence(
    primary=Look(pairs=8, lower=0.1, upper=5),
    guardrails=(KEPT, KEPT),
    middle=0.2,
    worthwhile=None,
    blocks=(),
    minimum=4,
    maximum=26,
)
LOST = Look(pairs=5, lower=-5, upper=-0.1)


def seen(**changed: Any) -> Evidence:
    return replace(WON, **changed)


@pytest.mark.parametrize(
    ("evidence", "verdict"),
    [
        (seen(), Verdict.CUTOVER),
        (seen(primary=Look(pairs=7, lower=0.1, upper=5)), Verdict.CONTINUE),
        (seen(minimum=9), Verdict.CONTINUE),
        (seen(primary=Look(pairs=8, lower=0.0, upper=5)), Verdict.CONTINUE),
        (seen(worthwhile=0.1), Verdict.CONTINUE),
        (seen(worthwhile=0.09), Verdict.CUTOVER),
        (seen(guardrails=(KEPT, OPEN)), Verdict.CONTINUE),
        (seen(middle=-0.1), Verdict.CONTINUE),
        (seen(middle=None), Verdict.CONTINUE),
        (seen(corrected=False), Verdict.CONTINUE),
    ],
    ids=[
        "all hold",
        "7 pairs are too few whatever the protocol says",
        "fewer than the protocol asks for",
        "the bound is 0",
        "no more than what is worth having",
        "more than what is worth having",
        "a guardrail at its margin",
        "the typical difference is worse",
        "no typical difference",
        "not beside other runs",
    ],
)
def test_a_cut_over_asks_for_everything(evidence: Evidence, verdict: Verdict) -> None:
    assert decide(evidence) is verdict


@pytest.mark.parametrize(
    ("evidence", "verdict"),
    [
        (seen(primary=LOST), Verdict.STOP_HARM),
        (seen(primary=LOST, blocks=("lost",)), Verdict.STOP_HARM),
        (seen(primary=replace(LOST, pairs=4)), Verdict.CONTINUE),
        (seen(primary=replace(LOST, upper=0.0)), Verdict.CONTINUE),
        (seen(guardrails=(KEPT, BROKEN)), Verdict.STOP_HARM),
        (seen(guardrails=(KEPT, replace(BROKEN, pairs=4))), Verdict.CONTINUE),
        (seen(guardrails=(KEPT, replace(BROKEN, upper=-3))), Verdict.CONTINUE),
    ],
    ids=[
        "worse",
        "worse though blocked",
        "4 pairs are too few",
        "the bound is 0",
        "a guardrail beyond its margin",
        "a guardrail after 4 pairs",
        "a guardrail at its margin",
    ],
)
def test_harm_may_always_stop(evidence: Evidence, verdict: Verdict) -> None:
    assert decide(evidence) is verdict


UNSURE = Look(pairs=26, lower=-1, upper=1)


@pytest.mark.parametrize(
    ("evidence", "verdict"),
    [
        (seen(blocks=("lost",)), Verdict.BLOCKED),
        (seen(primary=UNSURE), Verdict.INCONCLUSIVE),
        (seen(primary=replace(UNSURE, pairs=25)), Verdict.CONTINUE),
        (seen(primary=UNSURE, blocks=("drift",)), Verdict.BLOCKED),
        (seen(primary=replace(UNSURE, pairs=9), worthwhile=1.1), Verdict.FUTILE),
        (seen(primary=replace(UNSURE, pairs=9), worthwhile=1.0), Verdict.CONTINUE),
        (seen(primary=UNSURE, worthwhile=1.1), Verdict.FUTILE),
        (seen(primary=Look(pairs=0, lower=-inf, upper=inf), middle=None), Verdict.CONTINUE),
    ],
    ids=[
        "blocked before better",
        "at its end",
        "one before its end",
        "blocked at its end",
        "not worth it",
        "may just be worth it",
        "not worth it, at its end",
        "nothing yet",
    ],
)
def test_otherwise_the_first_that_holds(evidence: Evidence, verdict: Verdict) -> None:
    assert decide(evidence) is verdict
