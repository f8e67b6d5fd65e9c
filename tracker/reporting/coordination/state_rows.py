"""Rows of the page on the state of the change: components, flows and functions, claims, verdicts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from tracker.analysis.state.names import NAMES
from tracker.analysis.state.results import (
    Asked,
    ClaimedWork,
    LowestFunction,
    StateAnalysis,
    StateComponent,
    StateIndex,
    StateMissing,
    StateVerdict,
    StructuralSide,
)
from tracker.analysis.state.structural import ASKED_AS, has_no_scope
from tracker.progress.numbers import Number
from tracker.progress.results import Status
from tracker.progress.words import day_words, sentence
from tracker.reporting.coordination.section import Names, named
from tracker.reporting.wording import Json, counted, display_date, joined, share_text

AREAS = {
    StructuralSide.CONSTRAINT: (("constraint", "Constraint"), ("interfaces", "Critical interfaces")),
    StructuralSide.METRICS: (("metrics", "Shared metrics"),),
    StructuralSide.CYCLES: (("latency", "Decision latency"),),
    StructuralSide.AUTHORITY: (("decision-rights", "Decision rights"),),
    StructuralSide.PILOT: (("pilots", "Parallel runs"),),
}
CULTURE = (("culture", "Culture"),)
"""The page that measures a component, by its part of the address."""
STANDING_WORDS = {
    Asked.NOT_ASKED: "Not asked yet",
    Asked.MET_SO_FAR: "Met so far",
    Asked.MET: "Met on its day",
    Asked.NOT_MET: "Not met on its day",
    Asked.UNTOLD: "Cannot be told",
}
STATUS_WORDS = {
    Status.GREEN: "as planned",
    Status.AMBER: "behind its plan",
    Status.RED: "far behind its plan",
    Status.GREY: "not compared with its plan yet",
}
MOST_MISSING = 2
MOST_MILESTONES = 4


def status_words(index: StateIndex) -> str:
    """``behind its plan``; with the last day of that while the day itself is better."""
    until = f" until {day_words(index.last_on)}" if index.last_on is not None else ""
    return f"{STATUS_WORDS[index.status]}{until}"


def held_words(index: StateIndex) -> str:
    """``By itself as planned now. Shown amber until ...``; empty when nothing is held back."""
    return f"By itself {STATUS_WORDS[index.raw]} now. {index.held}" if index.held else ""


def known_words(index: StateIndex) -> str:
    """From which day on the colors are kept, while an earlier one would still count; empty otherwise."""
    if index.known_since is None:
        return ""
    since = day_words(index.known_since)
    return f"Colors are kept from {since} on; a worse one before that day would still count, and is not known."


def points(value: float) -> int:
    """Whole points, cut: what is nearly there is not there."""
    return int(value + 1e-9)


def of_hundred(number: Number) -> str:
    """``52 of 100``; empty when it is not measured."""
    return "" if number.value is None else f"{points(number.value)} of 100"


def title_of(key: str) -> str:
    return NAMES[key][:1].upper() + NAMES[key][1:]


def component_rows(index: StateIndex, as_of: date) -> list[Json]:
    """One row for each side, for table and chart."""
    return [component_row(each, as_of) for each in index.components]


def component_row(component: StateComponent, as_of: date) -> Json:
    """One side: what the record shows, what the plan has, what is missing."""
    missing = [missing_words(each, as_of) for each in component.missing]
    row = {
        "key": component.key,
        "name": title_of(component.key),
        "weight": f"{100 * component.weight:.0f}",
        "earned": component.earned,
        "unmeasured": 0.0 if component.is_left_out else component.unmeasured,
        "planned": component.planned,
        "shown": shown_words(component),
        "words": sentence(component.words),
        "n": component.share.n,
        "reason": "" if component.missing or component.is_left_out else sentence(component.share.reason),
        "plan": plan_words(component),
        "companion": companion_words(component.companion),
        "missing": missing[:MOST_MISSING],
        "more": missing[MOST_MISSING:],
        "areas": [{"slug": slug, "title": title} for slug, title in areas_of(component.key)],
        "is_left_out": component.is_left_out,
        "decided": component.decided,
        "ask": ask_words(component),
    }
    plan = plan_words(component)
    return row | {"told": f"{title_of(component.key)}: {shown_words(component)}{plan and ', planned ' + plan}"}


def areas_of(key: str) -> tuple[tuple[str, str], ...]:
    return next((areas for side, areas in AREAS.items() if side == key), CULTURE)


def shown_words(component: StateComponent) -> str:
    """``40%``, ``40%, half of it not measured``, ``not measured``, ``left out``."""
    if component.is_left_out:
        return "left out"
    if component.unmeasured >= 1:
        return "not measured"
    share = share_text(component.earned, 1)
    return f"{share}, {share_text(component.unmeasured, 1)} not measured" if component.unmeasured > 0 else share


def plan_words(component: StateComponent) -> str:
    """``75%``, or ``50%, a straight line``; empty without a plan."""
    if component.planned is None:
        return ""
    share = share_text(component.planned, 1)
    return f"{share}, a straight line" if component.is_linear else share


def companion_words(companion: Number | None) -> str:
    """The second number of planning cycles."""
    if companion is None or companion.value is None:
        return ""
    pairs = counted(companion.n, "pair of neighbors", "pairs of neighbors")
    return f"{round(companion.value * companion.n)} of {pairs} plan equally often."


def ask_words(component: StateComponent) -> str:
    """The question by which a committee can leave it out; empty where something is on record."""
    if component.key not in set(StructuralSide) or component.is_left_out or not has_no_scope(component):
        return ""
    return f"{ASKED_AS.format(name=NAMES[component.key])}?"


def missing_words(missing: StateMissing, as_of: date) -> str:
    """What is missing, who owes it, and the day on which it can first be there."""
    owed = f" Owed by {missing.who}" if missing.who else ""
    when = ""
    if missing.is_unmeasured and missing.first_on is not None:
        when = "possible at once" if missing.first_on <= as_of else f"possible from {display_date(missing.first_on)}"
    parts = "; ".join(part for part in (owed.strip(), when) if part)
    return f"{sentence(missing.what)} {sentence(parts)}".strip()


def index_row(index: StateIndex, name: str) -> Json:
    """The state of a flow or a function with its sides."""
    return {
        "name": name,
        "value": of_hundred(index.value),
        "unmeasured": "" if index.value.value is None else unmeasured_words(index.unmeasured),
        "sides": [{"name": title_of(each.key), "shown": shown_words(each)} for each in index.components],
    }


def unmeasured_words(lost: float) -> str:
    """``20 of 100 not measured``; empty when everything is."""
    return f"{round(lost)} of 100 not measured" if lost > 0 else ""


def lowest_words(found: LowestFunction, names: Names) -> str:
    """The lowest function, always; those of which nothing is known beside it."""
    silent = joined([named(names, each) for each in found.unmeasured])
    if not found.uids:
        return f"Lowest function: not known, nothing is measured yet{f' of {silent}' if silent else ''}."
    low = joined([named(names, each) for each in found.uids])
    high = found.value.interval[1] if found.value.interval else 0.0
    is_partly = high > (found.value.value or 0.0)
    partly = f", up to {points(high)} if what is not measured were full" if is_partly else ""
    told = f"Lowest function: {low}, {of_hundred(found.value)}{partly}."
    return f"{told} Nothing is measured of {silent}." if silent else told


def claim_rows(rests_on: Sequence[ClaimedWork]) -> list[Json]:
    """Milestones behind a claim that the record does not show."""
    return [
        {
            "name": title_of(each.key),
            "claimed": share_text(each.claimed, 1),
            "shown": share_text(each.shown, 1),
            "milestones": list(each.milestones[:MOST_MILESTONES]),
            "more": list(each.milestones[MOST_MILESTONES:]),
        }
        for each in rests_on
    ]


def claim_words(found: StateAnalysis) -> str:
    """The flag in a sentence; empty when there is none."""
    claims, value = found.claims, found.structural.value.value
    if not claims.is_ahead or claims.earned.value is None or value is None:
        return ""
    return (
        f"Claims run ahead of evidence: {points(claims.earned.value)}% of the structural work of the first plan is "
        f"accepted, {points(value)} of 100 is on record."
    )


def verdict_row(verdict: StateVerdict) -> Json:
    """One claim with what it lacked."""
    has_come = verdict.standing in (Asked.MET, Asked.NOT_MET, Asked.UNTOLD)
    return {
        "label": verdict.label,
        "on": display_date(verdict.asked_on) or "no day yet",
        "standing": verdict.standing.value,
        "words": STANDING_WORDS[verdict.standing],
        "lacking": sentence("; ".join(verdict.lacking)),
        "now": now_words(verdict) if has_come else "",
    }


def now_words(verdict: StateVerdict) -> str:
    """How it stands today, once its day has passed."""
    if verdict.now_met is None:
        return ""
    return "Everything it needs is there today." if verdict.now_met else "Not there today either."
