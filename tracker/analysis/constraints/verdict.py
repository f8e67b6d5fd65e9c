"""How sure it is what limits a flow, from the chances of the two likeliest resources."""

from __future__ import annotations

from math import isclose

from tracker.analysis.constraints.policy import LIKELY, ConstraintPolicy
from tracker.analysis.constraints.results import Verdict
from tracker.analysis.constraints.votes import Floats


def verdict_on(counts: Floats, *, chance: float, effective: float, signs: int, policy: ConstraintPolicy) -> Verdict:
    """Identified needs the chance, the effective votes and a physical sign at once; less is provisional or open.

    counts     of at least two candidates, the largest first
    chance     that the first limits the flow most often
    effective  votes that all of them are worth
    signs      physical signs of the first
    source     METHODS 2
    """
    if effective == 0:
        return Verdict.UNKNOWN
    if isclose(counts[0], counts[1], rel_tol=1e-9):
        return Verdict.NOT_SEPARABLE
    if chance < LIKELY:
        return Verdict.TOO_CLOSE
    is_identified = chance >= policy.identified and effective >= policy.votes and signs > 0
    return Verdict.IDENTIFIED if is_identified else Verdict.PROVISIONAL
