"""The one door of the analysis of decision rights."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from tracker.analysis.rights import words
from tracker.analysis.rights.alignment import alignment_of
from tracker.analysis.rights.assumptions import assumptions_on
from tracker.analysis.rights.judging import verdicts_on
from tracker.analysis.rights.matrix import matrix_of
from tracker.analysis.rights.missing import Gaps
from tracker.analysis.rights.observed import observed_on
from tracker.analysis.rights.question import FlowLimit, RightsFacts, RightsPolicy
from tracker.analysis.rights.results import RightsAnalysis
from tracker.analysis.rights.standing import standing_on

NOT_IN_SCOPE = "no decision commits what limits the flow"


def analyze_rights(
    facts: RightsFacts, limits: Sequence[FlowLimit], *, as_of: date, policy: RightsPolicy | None = None
) -> RightsAnalysis:
    """Whether whoever controls the constraint decides what commits it, as of a day.

    limits  what is known of the constraint of each flow, in any order
    policy  from which chance a decision is in scope, and firmly so; the defaults when it is None
    source  METHODS 5
    """
    standing = standing_on(as_of, facts)
    policy = policy or RightsPolicy()
    verdicts = verdicts_on(standing, limits, policy=policy)
    missing = Gaps(standing=standing, limits=limits, policy=policy, verdicts=verdicts).all()
    reason = missing[0].what if missing else NOT_IN_SCOPE
    return RightsAnalysis(
        as_of=as_of,
        sentence=words.summary(verdicts),
        alignment=alignment_of(verdicts, reason=reason),
        missing=missing,
        verdicts=verdicts,
        matrix=matrix_of(verdicts, standing=standing),
        assumptions=assumptions_on(standing, limits),
        observed=observed_on(standing),
    )
