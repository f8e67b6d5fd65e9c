"""What limits the flows of a program, in words, rows and charts."""

from __future__ import annotations

from collections.abc import Sequence

from tracker.analysis.constraints.results import (
    ConstraintAnalysis,
    ConstraintCandidate,
    ConstraintMissing,
    ConstraintVerdict,
    FlowConstraint,
    FocusStage,
    FocusWork,
)
from tracker.analysis.constraints.words import kind_words, signs_words
from tracker.progress.forecast.chances import FEWEST_FOR_DIGITS, chance_words
from tracker.progress.numbers import Number
from tracker.progress.words import sentence
from tracker.reporting.coordination.constraint_charts import course_chart, interval_text, shares_chart
from tracker.reporting.coordination.section import Names, Section, named
from tracker.reporting.wording import Json, display_date, joined, share_text

VERDICTS = {
    ConstraintVerdict.UNKNOWN: "Not known",
    ConstraintVerdict.NOT_SEPARABLE: "Named equally often",
    ConstraintVerdict.TOO_CLOSE: "Too close to call",
    ConstraintVerdict.PROVISIONAL: "Provisional",
    ConstraintVerdict.IDENTIFIED: "Identified",
}
KNOWN = (ConstraintVerdict.PROVISIONAL, ConstraintVerdict.IDENTIFIED)
STEPS = {"identify": "Identify", "exploit": "Exploit", "subordinate": "Subordinate", "elevate": "Elevate"}
STAGES = {"ahead": "Ahead", "skipped": "Skipped", "waived": "Skipped with a waiver"}
CHART_NOTE = "How often each limits the flow. The bar holds the true share with 95% certainty."
NOBODY = "the function leads and the PMO lead"


def constraint_section(found: ConstraintAnalysis, names: Names) -> Section:
    """What limits each flow. The sentence is that of the first flow of which anything is known."""
    if not found.flows:
        return Section(
            sentence=constraint_sentence(found, names),
            is_known=False,
            missing="The PMO lead maps one customer segment or product line first.",
        )
    first = first_flow(found)
    return Section(
        sentence=constraint_sentence(found, names),
        is_known=first.verdict in KNOWN,
        rests_on=rests_on(first) if first.votes else "",
        missing=" ".join(missing_lines(first.missing)),
        chart=shares_chart(first.candidates),
        chart_alt=shares_in_words(first),
        chart_note=CHART_NOTE,
        data={
            "flows": [flow_row(each, names, is_first=each is first) for each in found.flows],
            "chart_note": CHART_NOTE,
            "half_life": found.policy.half_life_weeks,
        },
    )


def first_flow(found: ConstraintAnalysis) -> FlowConstraint:
    """The first flow of which anything is known."""
    return next((each for each in found.flows if each.votes), found.flows[0])


def constraint_sentence(found: ConstraintAnalysis, names: Names) -> str:
    """What limits the first flow of which anything is known."""
    if not found.flows:
        return "No flow is mapped yet, so nothing can limit one."
    first = first_flow(found)
    return f"{named(names, first.flow_uid)}: {lowered(first.headline)}"


def lowered(words: str) -> str:
    """The sentence as it goes on after a colon."""
    return f"{words[:1].lower()}{words[1:]}"


def rests_on(flow: FlowConstraint) -> str:
    """``43 signs (votes and physical), worth 20 as older ones count less, 12 of them physical, the last in ...``."""
    signs = sum(each.signs for each in flow.candidates)
    physical = "" if signs == flow.votes else f", {signs_words(signs, flow.votes)}"
    worth = f", worth {flow.effective.value:.0f} as older ones count less" if flow.effective.value else ""
    votes, last = kind_words(flow.votes, signs), display_date(flow.last_week)
    return f"{votes}{worth}{physical}, the last in the week from {last}"


def missing_lines(missing: Sequence[ConstraintMissing]) -> list[str]:
    """What is missing, who gives it, and the first day: one line for all that the same people give."""
    by_owner: dict[tuple[str, ...], list[ConstraintMissing]] = {}
    for each in missing:
        by_owner.setdefault(each.owed_by, []).append(each)
    return [f"{' '.join(each.words for each in owed)} {owed_words(owner, owed)}" for owner, owed in by_owner.items()]


def owed_words(owner: tuple[str, ...], owed: Sequence[ConstraintMissing]) -> str:
    """``The leads of Procurement and Logistics give it, on 14 Dec 2026 at the earliest.``"""
    days = [each.first_on for each in owed]
    known = [day for day in days if day]
    when = f", on {display_date(max(known))} at the earliest" if known and len(known) == len(days) else ""
    if not owner:
        return sentence(f"{NOBODY} give it{when}")
    who = f"the leads of {joined(list(owner))} give" if len(owner) > 1 else f"the lead of {owner[0]} gives"
    return sentence(f"{who} it{when}")


def shares_in_words(flow: FlowConstraint) -> str:
    """The chart of shares in words."""
    return " ".join(
        f"{each.name}: {share_words(each.share)}." for each in flow.candidates if each.share.value is not None
    )


def flow_row(flow: FlowConstraint, names: Names, *, is_first: bool) -> Json:
    """One flow for the page."""
    return {
        "uid": flow.flow_uid,
        "name": named(names, flow.flow_uid),
        "position": flow.position,
        "headline": flow.headline,
        "verdict": VERDICTS[flow.verdict],
        "is_known": flow.verdict in KNOWN,
        "is_first": is_first,
        "rests_on": rests_on(flow) if flow.votes else "",
        "missing": missing_lines(flow.missing),
        "candidates": [candidate_row(each, flow) for each in flow.candidates] if flow.votes else [],
        "shares": None if is_first else shares_chart(flow.candidates),
        "shares_alt": shares_in_words(flow),
        "course": course_chart(flow),
        "course_alt": course_in_words(flow),
        "course_rows": course_table(flow),
        "course_names": [each.name for each in flow.candidates if each.resource_uid],
        "move": flow.move.words,
        "differs": differs(flow),
        "focus": focus_row(flow.focus) if flow.focus else None,
    }


def candidate_row(candidate: ConstraintCandidate, flow: FlowConstraint) -> Json:
    """One resource for the table."""
    effective = flow.effective.value or 0.0
    signs = (("queue", candidate.queue), ("starvation", candidate.starvation), ("utilization", candidate.utilization))
    return {
        "name": candidate.name,
        "controlled_by": candidate.controlled_by,
        "is_named": bool(candidate.resource_uid),
        "is_on_record": bool(candidate.resource_uid) and candidate.resource_uid == flow.move.incumbent_uid,
        "people": candidate.people or "none",
        "signs": ", ".join(f"{name} {count}" for name, count in signs if count) or "none",
        "lost_hours": "" if candidate.lost_hours is None else f"{candidate.lost_hours.normalize():f}",
        "share": share_words(candidate.share),
        "chance": chance_in_words(candidate.chance, effective),
        "share_in_full": share_words(candidate.share_in_full),
        "chance_in_full": chance_in_words(candidate.chance_in_full, candidate.chance_in_full.n),
        "last_week": display_date(candidate.last_week) if candidate.last_week else "never",
    }


def share_words(share: Number) -> str:
    """``42% (23% to 61%)``; ``not known yet`` without votes."""
    if share.value is None or share.interval is None:
        return "not known yet"
    return f"{share_text(share.value, 1)} ({interval_text(*share.interval)})"


def chance_in_words(chance: Number, votes: float) -> str:
    """``likely (about 3 in 4), 74%``; without digits on fewer than eight votes."""
    if chance.value is None:
        return "not known yet"
    words = chance_words(chance.value, int(votes))
    if votes < FEWEST_FOR_DIGITS:
        return words
    return f"{words}, {'less than 1%' if chance.value < 0.005 else share_text(chance.value, 1)}"


def differs(flow: FlowConstraint) -> str:
    """That all votes in full would put another resource first; empty while they agree."""
    if not flow.leader:
        return ""
    first = max(flow.candidates, key=lambda each: each.votes)
    if first.votes <= flow.leader.votes:
        return ""
    return (
        f"With every sign counting in full, {first.name} would come first: {first.votes} of {flow.votes} ever "
        f"given, {flow.leader.votes} for {flow.leader.name}. Recent ones point elsewhere."
    )


def course_in_words(flow: FlowConstraint) -> str:
    """The chart over the weeks in words: where the likeliest one began and is."""
    leader = flow.leader
    if leader is None or not flow.points:
        return ""
    known = [
        (point.week_starts_on, each.mean)
        for point in flow.points
        for each in point.shares
        if each.resource_uid == leader.resource_uid
    ]
    if not known:
        return ""
    (began, first), (_, last) = known[0], known[-1]
    return f"{leader.name}: {share_text(first, 1)} in the week from {display_date(began)}, {share_text(last, 1)} now."


def course_table(flow: FlowConstraint) -> list[Json]:
    """The shares of each week, newest first, in the order of the candidates."""
    uids = [each.resource_uid for each in flow.candidates if each.resource_uid]
    rows = []
    for point in reversed(flow.points):
        shares = {each.resource_uid: each for each in point.shares}
        cells = [
            f"{share_text(shares[uid].mean, 1)} ({interval_text(shares[uid].low, shares[uid].high)})"
            if uid in shares
            else "not named yet"
            for uid in uids
        ]
        rows.append({"week": display_date(point.week_starts_on), "votes": point.votes or "none", "cells": cells})
    return rows


def focus_row(focus: FocusWork) -> Json:
    """The work on the constraint on record."""
    return {
        "resource": focus.resource,
        "identified_on": display_date(focus.identified_on),
        "is_broken": focus.step not in STEPS,
        "words": focus.words,
        "stages": [
            {"name": STEPS[each.step], "state": each.state, "words": stage_words(each)} for each in focus.stages
        ],
        "skipped": [STEPS[each] for each in focus.skipped],
    }


def stage_words(stage: FocusStage) -> str:
    """``Now, since 3 Nov 2026``, ``From 3 Nov 2026``, ``Skipped``, ``Ahead``."""
    if stage.since is None:
        return STAGES[stage.state]
    return f"{'Now, since' if stage.state == 'now' else 'From'} {display_date(stage.since)}"
