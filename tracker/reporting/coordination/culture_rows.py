"""Rows of the culture page: months, components, evaluations and interventions."""

from __future__ import annotations

from collections.abc import Sequence

from tracker.analysis.culture.conditions import HELP_WORDS
from tracker.analysis.culture.policy import HALF
from tracker.analysis.culture.results import (
    AccountabilityShare,
    Behavior,
    BehaviorKind,
    Components,
    Condition,
    CultureAnalysis,
    CultureMonth,
    FlowStreak,
    HelpChange,
    HelpMonth,
    HelpTurn,
    MonthState,
    StreakEnd,
    StreakVerdict,
)
from tracker.progress.numbers import Number
from tracker.progress.words import and_words, sentence
from tracker.reporting.coordination.section import Names, named
from tracker.reporting.wording import MONTHS, Json, counted, display_date, share_text

MONTH_WORDS = {
    MonthState.CLEAN: "clean",
    MonthState.BROKEN: "broken",
    MonthState.PAUSED: "paused",
    MonthState.INCOMPLETE: "incomplete",
}
SIGNS = {MonthState.CLEAN: "●", MonthState.BROKEN: "✕", MonthState.PAUSED: "‖", MonthState.INCOMPLETE: "○"}
BEHAVIOR_WORDS = {
    BehaviorKind.SESSIONS: "Sessions held with everybody",
    BehaviorKind.AUTHORITY: "Decided in time by who controls the constraint",
    BehaviorKind.TRADE_OFFS: "Trade-offs with both effects first",
    BehaviorKind.RESPECT: "Not overridden from above",
}
ANSWERED = {
    BehaviorKind.SESSIONS: "sessions answered for",
    BehaviorKind.AUTHORITY: "decisions can be placed",
    BehaviorKind.RESPECT: "weekly words given",
}
CONDITION_WORDS = {
    Condition.METRICS: "Shared metrics",
    Condition.BEHAVIORS: "Behaviors",
    Condition.NO_HELP: "Interventions",
    Condition.TOLD: "Weekly words",
}
COMPONENTS = (
    ("behaviors", "Behaviors"),
    ("accountability", "Shared accountability"),
    ("pulse", "Pulse, of its target"),
    ("sustainment", "Clean months, of those needed"),
)
TABLES = (
    ("program", "the program", ""),
    ("flow", "flows", "By flow"),
    ("function", "functions", "By function"),
)
"""Kind of row, whose table it is, and the fold that it stands in."""


def month_name(month: CultureMonth | HelpMonth) -> str:
    """``Jan 2026``."""
    return f"{MONTHS[month.starts_on.month - 1]} {month.starts_on.year}"


def strip_rows(streaks: Sequence[FlowStreak], names: Names) -> list[Json]:
    """The months of each flow that has begun, as its strip; the other flows in a line."""
    return [
        {
            "flow": named(names, each.flow),
            "has_begun": each.verdict is not StreakVerdict.NOT_BEGUN,
            "run": f"{each.streak} of {each.needed} clean months in a row",
            "since": display_date(each.sustaining_since),
            "months": [month_row(month) for month in each.months],
            "told": [row for row in reversed([month_row(month) for month in each.months]) if row["whys"]],
            "ends": [end_words(end) for end in reversed(each.ends)],
        }
        for each in streaks
    ]


def month_row(month: CultureMonth) -> Json:
    """One month of a strip."""
    return {
        "name": month_name(month),
        "short": MONTHS[month.starts_on.month - 1],
        "year": month.starts_on.year,
        "state": month.state.value,
        "sign": SIGNS[month.state],
        "word": MONTH_WORDS[month.state],
        "whys": [
            {"about": CONDITION_WORDS[each.condition], "why": sentence(each.why)}
            for each in month.conditions
            if each.why
        ],
    }


def end_words(end: StreakEnd) -> str:
    """``Relapse on 12 May 2026 after 7 clean months: the PMO chaired a session.``"""
    what = "Relapse" if end.is_relapse else "A run ended"
    return sentence(f"{what} on {display_date(end.on)} after {counted(end.lost, 'clean month')}: {and_words(end.why)}")


def component_rows(found: CultureAnalysis, names: Names) -> list[Json]:
    """Components of the program, its flows and its functions, with the behaviors one by one."""
    rows = [component_row(found.program, "The whole program", "program")]
    rows += [component_row(each, named(names, each.of), "flow") for each in found.flows if has_anything(each)]
    return rows + [component_row(each, named(names, each.of), "function") for each in found.functions]


def has_anything(components: Components) -> bool:
    """Whether a flow has begun: one that has not is told of with its months."""
    return components.sustainment.value is not None or any(each.counted for each in components.parts)


def component_row(components: Components, name: str, kind: str) -> Json:
    """One row of both tables."""
    return {
        "name": name,
        "kind": kind,
        "components": [{"name": label, **number_cell(getattr(components, key))} for key, label in COMPONENTS],
        "behaviors": [behavior_cell(each) for each in components.parts],
    }


def cell_tables(rows: Sequence[Json], of: str) -> list[Json]:
    """A table of behaviors or components for the program, its flows and its functions, as far as there are any."""
    tables = [
        {
            "label": f"{of.capitalize()} of {whose}",
            "fold": fold,
            "rows": [{"name": row["name"], "cells": row[of]} for row in rows if row["kind"] == kind],
        }
        for kind, whose, fold in TABLES
    ]
    return [table for table in tables if table["rows"]]


def number_cell(number: Number) -> Json:
    """A share in whole percent, or why there is none."""
    return {
        "text": "" if number.value is None else share_text(number.value, 1),
        "reason": sentence(number.reason),
        "n": number.n,
    }


def behavior_cell(behavior: Behavior) -> Json:
    """A share with its count, and how much was answered."""
    answered = ANSWERED.get(behavior.kind, "")
    return {
        "name": BEHAVIOR_WORDS[behavior.kind],
        "text": "" if behavior.share.value is None else share_text(behavior.share.value, 1),
        "count": f"{behavior.met} of {behavior.counted}" if behavior.share.value is not None else "",
        "answered": f"{behavior.told} of {behavior.asked} {answered}" if behavior.asked and answered else "",
        "reason": sentence(behavior.share.reason),
        "note": behavior.note,
    }


def lowest_words(found: CultureAnalysis, names: Names) -> list[str]:
    """For each component the function that stands lowest, where functions differ."""
    told = []
    for key, label in COMPONENTS[:3]:
        known = [(getattr(each, key).value, named(names, each.of)) for each in found.functions]
        shares = sorted((share, name) for share, name in known if share is not None)
        if len(shares) > 1 and shares[0][0] < shares[-1][0]:
            lowest = [name for share, name in shares if share == shares[0][0]]
            told.append(f"{label}: {and_words(lowest)}, {share_text(shares[0][0], 1)}")
    return told


def accountability_rows(found: Sequence[AccountabilityShare], names: Names) -> list[Json]:
    """Of each function with a lead how many count; never a person by name."""
    return [
        {"function": named(names, each.function), "told": f"{each.counted} of {counted(each.leaders, 'leader')}"}
        for each in found
    ]


def help_rows(months: Sequence[HelpMonth]) -> list[Json]:
    """Interventions of each month for table and chart, oldest first."""
    return [help_row(each) for each in months]


def help_row(month: HelpMonth) -> Json:
    """One month: how often, what it was, and how much was said about it."""
    kinds = and_words(f"{HELP_WORDS.get(each.kind, each.kind)} {times(each.count)}" for each in month.kinds)
    heard = f"{month.told} of {counted(month.asked, 'weekly word')}" if month.asked else "nobody was asked"
    label = month_name(month)
    count = counted(month.count, "intervention") if month.count else "none recorded"
    running = ", so far" if month.is_running else ""
    return {
        "month": label,
        "on": month.starts_on.isoformat(),
        "count": month.count,
        "kinds": kinds,
        "heard": heard,
        "is_running": month.is_running,
        "coverage": "most" if month.asked and month.told >= HALF * month.asked else "few" if month.told else "none",
        "told": f"{label}{running}: {count}; {heard}",
    }


def times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"


def help_words(change: HelpChange) -> str:
    """Whether the PMO stepped in less often, and whether that can be told."""
    counts = f"{change.last} in the last three whole months, {change.before} in the three before"
    match change.turn:
        case HelpTurn.FEWER:
            return f"The PMO steps in less often: {counts}."
        case HelpTurn.MORE:
            return f"The PMO steps in more often: {counts}."
        case HelpTurn.NO_CLEAR_CHANGE:
            return f"No clear change: {counts}, which may be chance."
    last, before = change.heard_last, change.heard_before
    if change.chance.value is None:
        return sentence(change.chance.reason)
    if last.value is None or before.value is None:
        return f"Interventions: {counts}. They cannot be compared: {last.reason or before.reason}."
    heard = f"{share_text(last.value, 1)} of the weekly words were given, {share_text(before.value, 1)} before"
    return f"Interventions: {counts}. That is not called a change: {heard}."
