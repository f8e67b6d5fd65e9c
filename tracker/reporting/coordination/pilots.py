"""Whether the new way is better, for sure, in words."""

from __future__ import annotations

from datetime import date

from tracker.analysis.pilots.limits import FEWEST_TO_CUT_OVER
from tracker.analysis.pilots.results import PilotAnalysis, PilotLook, PilotResult
from tracker.analysis.pilots.rule import Verdict
from tracker.progress.periods import Period, first_whole, periods_after
from tracker.progress.words import and_words
from tracker.reporting.coordination.pilot_rows import block_row, condition_row, metric_row, plan_table
from tracker.reporting.coordination.section import Names, Section, named
from tracker.reporting.wording import Json, counted, display_date

FIRST_SHOWN = {"running": 0, "cut_over": 1, "locked": 2, "drafted": 3, "decided": 4, "retired": 4}
"""What people ask about first."""
STATES = {
    "drafted": "being drafted",
    "locked": "not started",
    "running": "running",
    "decided": "decided",
    "cut_over": "cut over",
    "retired": "old way ended",
}
VERDICTS = {
    Verdict.STOP_HARM: "stop: harm",
    Verdict.BLOCKED: "no verdict possible",
    Verdict.CUTOVER: "better, settled",
    Verdict.FUTILE: "not worth it, settled",
    Verdict.INCONCLUSIVE: "ended without a verdict",
    Verdict.CONTINUE: "not settled yet",
}
SETTLED = (Verdict.STOP_HARM, Verdict.CUTOVER, Verdict.FUTILE, Verdict.INCONCLUSIVE)
HOW_TO_READ = (
    "Bars: where the true difference lies, by all looks up to that period; it stays valid however often people look. "
    "Where no bar stands it can be anywhere. Dots: the mean so far. Rings: each period alone. Above the line at 0 the "
    "new way is better."
)


def pilot_section(found: PilotAnalysis, names: Names) -> Section:
    """The parallel runs of a program in words, the one that people ask about first at the top."""
    if not found.pilots:
        return nothing_drafted(found.as_of)
    ordered = in_order(found.pilots)
    rows = [pilot_row(each, names) for each in ordered]
    first, told = ordered[0], rows[0]
    top = told["metrics"][0]
    return Section(
        sentence=f"{first.name}: {first.headline}",
        is_known=first.verdict in SETTLED,
        rests_on=rests_on(first, len(ordered)),
        missing=missing_words(first, names),
        chart=top["chart"],
        chart_alt=top["chart_alt"],
        chart_note=f"{first.primary.name}. {HOW_TO_READ}" if top["chart"] else "",
        data={"pilots": rows, "chart_note": "" if top["chart"] else note_below(rows)},
    )


def note_below(rows: list[Json]) -> str:
    """How to read the charts of runs further down, when the first has none to say it under."""
    return HOW_TO_READ if any(metric["chart"] for row in rows for metric in row["metrics"]) else ""


def in_order(pilots: tuple[PilotResult, ...]) -> list[PilotResult]:
    """By what people ask about first; of equals the one that was drafted last."""
    numbered = sorted(enumerate(pilots), key=lambda each: (FIRST_SHOWN[each[1].state], -each[0]))
    return [pilot for _, pilot in numbered]


def nothing_drafted(as_of: date) -> Section:
    """What a program without a run says, and the first day on which a verdict could be there."""
    first_on = periods_after(first_whole(as_of, Period.WEEK), FEWEST_TO_CUT_OVER, Period.WEEK)
    return Section(
        sentence="No parallel run is drafted yet, so nobody can tell whether the new way is better.",
        is_known=False,
        missing=(
            f"Missing: a protocol, from the PMO. A verdict takes {FEWEST_TO_CUT_OVER} complete weeks of both ways: "
            f"{display_date(first_on)} at the earliest, if the run starts today."
        ),
        data={"pilots": [], "chart_note": ""},
    )


def rests_on(pilot: PilotResult, count: int) -> str:
    """``11 complete weeks of Inventory days both ways; 2 parallel runs are on record``."""
    losses, every = pilot.primary.losses, pilot.primary.frequency
    told = f"{counted(losses.pairs, 'complete ' + every)} of {pilot.primary.name} both ways"
    if losses.dropped:
        told += f" ({losses.dropped} of {losses.counted} lost)"
    return told if count == 1 else f"{told}; {counted(count, 'parallel run')} on record"


def missing_words(pilot: PilotResult, names: Names) -> str:
    """What a verdict still lacks, who has it, and the first day on which it can be; empty when it is decided."""
    if pilot.decided_on is not None:
        return pilot.watch.words if pilot.watch and pilot.watch.state != "over" else ""
    every, first_on = pilot.primary.frequency, pilot.outlook.first_on
    owing = and_words(named(names, uid) for uid in pilot.primary.owed_by)
    if first_on is None:
        return f"The readings of each {every} are owed by {owing}." if owing else ""
    if pilot.state == "running":
        condition, who = f"if every {every} to come is complete", f"; its readings are owed by {owing}" if owing else ""
    else:
        condition, who = "if it starts today", "; the PMO locks the protocol and starts it"
    return f"A verdict for the new way can first come on {display_date(first_on)}, {condition}{who}."


def pilot_row(pilot: PilotResult, names: Names) -> Json:
    """One run for the page."""
    every = pilot.primary.frequency
    return {
        "uid": pilot.uid,
        "name": pilot.name,
        "flow": named(names, pilot.flow),
        "arms": f"“{pilot.new_arm}” beside “{pilot.old_arm}”",
        "state": STATES[pilot.state],
        "verdict": verdict_tag(pilot),
        "headline": pilot.headline,
        "differs": pilot.agrees is False,
        "missing": missing_words(pilot, names),
        "watch": pilot.watch.words if pilot.watch else "",
        "is_revert": pilot.watch is not None and pilot.watch.state == "revert",
        "metrics": [metric_row(each, pilot, names) for each in (pilot.primary, *pilot.guardrails)],
        "has_pairs": pilot.primary.losses.pairs > 0,
        "conditions": [condition_row(each) for each in pilot.conditions] if pilot.looks else [],
        "blocks": [block_row(each, names, is_open=pilot.decided_on is None) for each in pilot.blocks],
        "looks": looks_row(pilot.looks, every=every),
        "plan": plan_table(pilot.plan, every=every) if pilot.plan else None,
        "cautions": list(pilot.cautions),
        "together": and_words(pilot.together),
        "wrong": f"{100 * pilot.alpha:g}",
        "every": every,
        "decided": display_date(pilot.decided_on),
    }


def verdict_tag(pilot: PilotResult) -> str:
    """The verdict in a few words; of a decided run what the record said then. Empty before the first period."""
    if not pilot.verdict:
        return ""
    words = VERDICTS[Verdict(pilot.verdict)]
    return words if pilot.decided_on is None else f"by the record: {words}"


def looks_row(looks: tuple[PilotLook, ...], *, every: str) -> list[Json]:
    """What the rule said over the periods, put together where it stayed the same."""
    told: list[Json] = []
    for each in looks:
        words = VERDICTS[Verdict(each.verdict)]
        if told and told[-1]["words"] == words:
            told[-1]["last"] = each.number
        else:
            told.append({"words": words, "first": each.number, "last": each.number})
    for row in told:
        several = row["first"] != row["last"]
        row["when"] = f"{every}s {row['first']} to {row['last']}" if several else f"{every} {row['first']}"
    return told
