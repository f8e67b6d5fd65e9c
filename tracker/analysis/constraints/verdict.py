"""How sure it is what limits a flow, from the chances of the two likeliest resources."""

from __future__ import annotations

from math import isclose

from tracker.analysis.constraints.policy import LIKELY, ConstraintPolicy
from tracker.analysis.constraints.results import ConstraintVerdict
from tracker.analysis.constraints.votes import Floats


def verdict_on(
    counts: Floats, *, chance: float, effective: float, signs: int, policy: ConstraintPolicy
) -> ConstraintVerdict:
    """Identified needs the chance, the effective votes and a physical sign at once; less is provisional or open.

    counts     of at least two candidates, the largest first
    chance     that the first limits the flow most often
    effective  votes that all of them are worth
    signs      physical signs of the first
    source     METHODS 2
    """
    if effective == 0:
        return ConstraintVerdict.UNKNOWN
    if isclose(counts[0], counts[1], rel_tol=1e-9):
        return ConstraintVerdict.NOT_SEPARABLE
    if chance < LIKELY:
        return ConstraintVerdict.TOO_CLOSE
    is_identified = chance >= policy.identified and effective >= policy.votes and signs > 0
    return ConstraintVerdict.IDENTIFIED if is_identified else ConstraintVerdict.PROVISIONAL
