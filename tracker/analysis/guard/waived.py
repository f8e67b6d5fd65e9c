"""Which waivers hold, and which violations each of them covers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from tracker.analysis.facts.governance import Waiver
from tracker.analysis.guard.question import DAY
from tracker.analysis.guard.results import GuardRule, GuardViolation, GuardWaiver, WaiverStanding

GATE = "gate"
WAIVER_OF = {
    GuardRule.METRICS_FIRST: GATE,
    GuardRule.GATE_ORDER: GATE,
    GuardRule.RESULTS_FIRST: "second_flow",
    GuardRule.ONE_FLOW: "second_flow",
    GuardRule.SYSTEM_LAST: "system_go_live",
    GuardRule.CHANGE_LOAD: "change_load",
}
"""The rule of a waiver that excuses from a rule of the order."""
ORDER = (WaiverStanding.HOLDS, WaiverStanding.AHEAD, WaiverStanding.EXPIRED, WaiverStanding.REVOKED)


def with_waivers(
    violations: Sequence[GuardViolation], waivers: Sequence[Waiver], *, as_of: date
) -> tuple[GuardViolation, ...]:
    """The violations in their order, each with the waiver that covers it, if one does."""
    return tuple(covered(each, waivers, as_of=as_of) for each in violations)


def covered(violation: GuardViolation, waivers: Sequence[Waiver], *, as_of: date) -> GuardViolation:
    """The violation with the waiver that holds on the day it is judged by; of several the one that lasts longest."""
    day = judged_on(violation, as_of)
    holding = [each for each in waivers if excuses(each, violation) and each.holds_on(day)]
    if not holding:
        return violation
    waiver = max(holding, key=lambda each: (each.expires_on, each.uid))
    return replace(
        violation,
        waiver=waiver.uid,
        waived_until=waiver.expires_on if waiver.holds_on(as_of) else None,
    )


def judged_on(violation: GuardViolation, as_of: date) -> date:
    """Today while it stands: leave that has run out covers nothing. Of one that was mended the last day it stood."""
    if violation.mended_on is None:
        return as_of
    last = violation.mended_on - DAY
    return last if violation.on is None else max(last, violation.on)


def excuses(waiver: Waiver, violation: GuardViolation) -> bool:
    """Whether the waiver is of the rule, and of the gate where the rule is about one."""
    rule = WAIVER_OF[violation.rule]
    return waiver.rule == rule and (rule != GATE or waiver.gate == violation.gate)


def waivers_of(
    waivers: Sequence[Waiver], violations: Sequence[GuardViolation], *, as_of: date
) -> tuple[GuardWaiver, ...]:
    """Every waiver with how it stands: those that hold first, by their last day."""
    covers = Counter(each.waiver for each in violations if each.waiver)
    found = [
        GuardWaiver(
            uid=each.uid,
            rule=each.rule,
            gate=each.gate,
            granted_on=each.granted_on,
            expires_on=each.expires_on,
            revoked_on=each.revoked_on,
            standing=standing_of(each, as_of),
            covers=covers[each.uid],
        )
        for each in waivers
    ]
    return tuple(sorted(found, key=in_order))


def in_order(each: GuardWaiver) -> tuple[int, date, str]:
    return ORDER.index(each.standing), each.expires_on, each.uid


def standing_of(waiver: Waiver, as_of: date) -> WaiverStanding:
    """How a waiver stands on the day."""
    if waiver.granted_on > as_of:
        return WaiverStanding.AHEAD
    if waiver.revoked_on is not None and waiver.revoked_on <= as_of:
        return WaiverStanding.REVOKED
    return WaiverStanding.HOLDS if waiver.holds_on(as_of) else WaiverStanding.EXPIRED
