"""Rows of the sequence guard: gates, what is missing, violations, waivers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from tracker.analysis.guard.results import (
    GuardAnalysis,
    GuardBaseline,
    GuardFlow,
    GuardGate,
    GuardMissing,
    GuardPage,
    GuardPlace,
    GuardRule,
    GuardStanding,
    GuardViolation,
    GuardWaiver,
    WaiverStanding,
)
from tracker.progress.words import count_words, sentence
from tracker.reporting.wording import Json, counted, display_date

STANDING_WORDS = {
    GuardStanding.PASSED: "passed",
    GuardStanding.PASSED_BEFORE: "passed, not in the record any more",
    GuardStanding.ON_PAPER: "passed on paper, not in the record",
    GuardStanding.FULFILLED: "fulfilled by the record, not decided yet",
}
RULE_WORDS = {
    GuardRule.METRICS_FIRST: "Process change before metrics",
    GuardRule.RESULTS_FIRST: "Next flow before results",
    GuardRule.ONE_FLOW: "More than one flow at a time",
    GuardRule.SYSTEM_LAST: "System before authority",
    GuardRule.GATE_ORDER: "Work ahead of an open gate",
    GuardRule.CHANGE_LOAD: "Too much change for a function",
}
WAIVER_WORDS = {
    "gate": "Go on before the gate is passed",
    "second_flow": "Start a second flow before the first shows results",
    "system_go_live": "Let a system go live before authority has moved",
    "focusing_step": "Skip a focusing step",
    "change_load": "Ask more of a function than the limit",
}
PAGES = {
    GuardPage.FLOWS: ("programs:flow-list", "Open the flows"),
    GuardPage.CYCLES: ("programs:planning-cycle-list", "Open the cycles"),
    GuardPage.INTERFACE: ("programs:interface-detail", "Name an owner"),
    GuardPage.HANDOFFS: ("programs:flow-list", "Add the hand-off"),
    GuardPage.DECISIONS: ("programs:decision-list", "Open the decisions"),
    GuardPage.RIGHT: ("programs:decision-right-detail", "Say who decides"),
    GuardPage.CONSTRAINTS: ("programs:constraint-list", "Open the votes"),
    GuardPage.METRICS: ("programs:program-metric-list", "Open the metrics"),
    GuardPage.METRIC: ("programs:metric-detail", "Open the definition"),
    GuardPage.READINGS: ("programs:reading-list", "Open the readings"),
    GuardPage.PILOTS: ("programs:pilot-list", "Open the pilots"),
    GuardPage.PILOT: ("programs:pilot-detail", "Open the pilot"),
    GuardPage.PLAN: ("tracker:program-detail", "Open the plan"),
    GuardPage.GOVERNANCE: ("programs:governance", "Open governance"),
}
"""Name of the address of each page, and what its button says."""
OF_INSTALLATION = (GuardPage.CYCLES,)
BY_ANCHOR = (GuardPage.PLAN,)
"""The page of the program, at the part of a milestone."""


def place_row(place: GuardPlace) -> Json:
    """A link: ``uid`` where the page is of a row, ``of_program`` where it is of the program."""
    page, button = PAGES[place.page]
    by_anchor = place.page in BY_ANCHOR
    return {
        "page": page,
        "uid": "" if by_anchor else place.uid,
        "anchor": f"#milestone-{place.uid}" if by_anchor and place.uid else "",
        "of_program": by_anchor or (not place.uid and place.page not in OF_INSTALLATION),
        "label": place.label,
        "button": button,
    }


def missing_row(missing: GuardMissing, as_of: date) -> Json:
    """Something missing, who owes it, the first day, and where it is entered."""
    return {"words": missing.words, "owed": owed_words(missing, as_of), "place": place_row(missing.place)}


def owed_words(missing: GuardMissing, as_of: date) -> str:
    """``Owed by the PMO; possible at once.``"""
    if missing.first_on is None:
        when = "on which day it can be there cannot be told yet"
    elif missing.first_on <= as_of:
        when = "possible at once"
    else:
        when = f"possible from {display_date(missing.first_on)}"
    return f"Owed by {missing.who}; {when}."


def gate_words(gate: GuardGate) -> str:
    """How the gate stands, in words."""
    if gate.standing is GuardStanding.MISSING:
        return f"{counted(len(gate.missing), 'thing')} missing"
    return STANDING_WORDS[gate.standing]


def gate_row(gate: GuardGate, found: GuardAnalysis) -> Json:
    """One gate; what a later gate lacks is folded away."""
    is_told = gate.passed_on is not None or gate.code == found.next_gate
    return {
        "code": gate.code,
        "name": gate.name,
        "standing": gate.standing.value,
        "words": gate_words(gate),
        "dates": " · ".join(gate_dates(gate, found.as_of)),
        "evidence": gate.evidence,
        "open": open_words(gate),
        "item": gate.item_uid,
        "is_next": gate.code == found.next_gate,
        "decision": decision_words(gate, found),
        "is_folded": not is_told and bool(gate.missing),
        "missing": [missing_row(each, found.as_of) for each in gate.missing],
        "planned_open": counted(gate.planned_open, "item") if gate.planned_open else "",
    }


def decision_words(gate: GuardGate, found: GuardAnalysis) -> str:
    """What a gate that the record fulfills waits for; empty for others."""
    if gate.standing is not GuardStanding.FULFILLED:
        return ""
    if gate.code == found.next_gate:
        return "Only the committee's word is missing. Owed by the steering committee; possible at once."
    return f"Gate {found.next_gate} comes first, then the committee's word."


def open_words(gate: GuardGate) -> str:
    """What was open when it was passed."""
    return f"passed with {counted(gate.open_count, 'thing')} open" if gate.open_count else ""


def gate_dates(gate: GuardGate, as_of: date) -> Iterator[str]:
    """Passed, in the record, planned, possible and likely: what is known of them."""
    if gate.passed_on:
        yield f"passed on {display_date(gate.passed_on)}"
    yield from record_dates(gate)
    yield f"planned {display_date(gate.planned_on)}" if gate.planned_on else "in no baseline"
    if gate.passed_on:
        return
    if gate.days_overdue:
        yield f"{count_words(gate.days_overdue, 'day')} overdue"
    if gate.earliest_on and gate.earliest_on > as_of:
        yield f"not possible before {display_date(gate.earliest_on)}"
    if gate.likely_from and gate.likely_to:
        yield f"likely {display_date(gate.likely_from)} to {display_date(gate.likely_to)}"


def record_dates(gate: GuardGate) -> Iterator[str]:
    """Since when the record fulfills it, where it does."""
    if gate.missing:
        return
    if gate.since is None:
        yield "in the record, since when is not dated"
    elif gate.passed_on and gate.since > gate.passed_on and gate.held_at_pass:
        yield f"in the record then, and again since {display_date(gate.since)}"
    elif gate.passed_on and gate.since > gate.passed_on:
        yield f"in the record only since {display_date(gate.since)}"
    else:
        yield f"in the record since {display_date(gate.since)}"


def violation_row(violation: GuardViolation) -> Json:
    """One violation with its day, how it stands, and the records."""
    return {
        "when": display_date(violation.on) or "day not on record",
        "rule": RULE_WORDS[violation.rule],
        "words": violation.words,
        "state": violation_state(violation),
        "stands": violation.stands,
        "places": [place_row(each) for each in violation.records],
    }


def violation_state(violation: GuardViolation) -> str:
    """``stands``, ``waived until 7 Dec 2026``, ``was waived``, ``mended on 8 Nov 2026``."""
    if violation.waived_until:
        return f"waived until {display_date(violation.waived_until)}"
    if violation.is_waived:
        return f"was waived until it was mended on {display_date(violation.mended_on)}"
    if violation.mended_on is None:
        return "stands"
    over = "over since" if violation.rule is GuardRule.CHANGE_LOAD else "mended on"
    return f"{over} {display_date(violation.mended_on)}"


def waiver_row(waiver: GuardWaiver) -> Json:
    """One waiver with its last day."""
    return {
        "rule": f"{WAIVER_WORDS.get(waiver.rule, waiver.rule)}{f': {waiver.gate}' if waiver.gate else ''}",
        "granted": display_date(waiver.granted_on),
        "state": waiver_state(waiver),
        "holds": waiver.standing is WaiverStanding.HOLDS,
        "covers": counted(waiver.covers, "violation") if waiver.covers else "nothing",
    }


def waiver_state(waiver: GuardWaiver) -> str:
    """How a waiver stands, with its day."""
    match waiver.standing:
        case WaiverStanding.HOLDS:
            return f"holds until {display_date(waiver.expires_on)}"
        case WaiverStanding.AHEAD:
            return f"holds from {display_date(waiver.granted_on)} to {display_date(waiver.expires_on)}"
        case WaiverStanding.REVOKED:
            return f"revoked on {display_date(waiver.revoked_on)}"
    return f"expired after {display_date(waiver.expires_on)}"


def baseline_words(baseline: GuardBaseline) -> str:
    """``Stock: 12 weekly readings of the weeks from 5 Jan 2026 to 23 Mar 2026, from History, ...``"""
    period = f"{display_date(baseline.first_on)} to {display_date(baseline.last_on)}"
    readings = counted(baseline.readings, f"{baseline.frequency}ly reading")
    words = (
        f"{baseline.metric}: {readings} of the {baseline.frequency}s from {period}, "
        f"source “{baseline.source}”, locked on {display_date(baseline.locked_on)}"
    )
    return f"{words}; all from before day 0." if baseline.before_start else f"{words}."


def flow_words(flow: GuardFlow) -> str:
    """How far a flow is mapped."""
    lacks = f"{counted(len(flow.missing), 'thing')} not mapped yet" if flow.missing else "mapped"
    return sentence(f"{flow.name}: {lacks}")
