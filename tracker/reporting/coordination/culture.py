"""Whether the change would hold without the PMO, in words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from tracker.analysis.culture.results import (
    Condition,
    CultureAnalysis,
    CultureMissing,
    FlowStreak,
    MonthState,
    RunChance,
    StreakVerdict,
)
from tracker.progress.forecast.chances import chance_words
from tracker.progress.numbers import State
from tracker.progress.words import and_words, sentence
from tracker.reporting.chart_themes import with_themes
from tracker.reporting.coordination.culture_chart import help_chart
from tracker.reporting.coordination.culture_rows import (
    accountability_rows,
    cell_tables,
    component_rows,
    help_rows,
    help_words,
    lowest_words,
    strip_rows,
)
from tracker.reporting.coordination.pulse_rows import pulse_words
from tracker.reporting.coordination.section import Names, Section, named
from tracker.reporting.wording import counted, display_date, joined, when_words

TOLD_FLOWS = 1
"""So many flows are told of in the sentence; the strips have them all."""
FIRST_TOLD = (Condition.NO_HELP, Condition.BEHAVIORS, Condition.METRICS, Condition.TOLD)
"""What matters most for the question comes first."""
KNOWN = (StreakVerdict.HOLDS, StreakVerdict.LOST, StreakVerdict.NOT_YET)


def culture_section(found: CultureAnalysis, names: Names) -> Section:
    """The culture of a program in words."""
    helps, rows = help_rows(found.helps), component_rows(found, names)
    return Section(
        sentence=answer(found, names),
        is_known=any(each.verdict in KNOWN for each in found.streaks),
        rests_on=rests_on(found),
        missing=" ".join(missing_words(each, found.as_of) for each in found.missing),
        data={
            "strips": strip_rows(found.streaks, names),
            "chances": chance_lines(found.streaks, names),
            "behaviors": cell_tables(rows, "behaviors"),
            "components": cell_tables(rows, "components"),
            "lowest": lowest_words(found, names),
            "since": display_date(found.first_on),
            "accountability": accountability_rows(found.accountability, names),
            "pulse": pulse_words(found.rounds, names),
            "helps": list(reversed(helps)),
            "help_words": help_words(found.help_change),
            "help_chart": with_themes(help_chart(helps)) if helps else "",
            "help_alt": " ".join(sentence(each["told"]) for each in helps),
        },
    )


def answer(found: CultureAnalysis, names: Names) -> str:
    """Whether it would hold, flow by flow."""
    begun = [each for each in found.streaks if each.verdict is not StreakVerdict.NOT_BEGUN]
    if not begun:
        return "Nobody can tell yet whether it would hold: no flow plans in integrated sessions so far."
    if found.is_sustaining:
        return (
            "It would hold: every flow that was cut over runs without the PMO, and leaders answer for shared results."
        )
    told = " ".join(sentence(flow_words(each, names)) for each in begun[:TOLD_FLOWS])
    rest = [named(names, each.flow) for each in begun[TOLD_FLOWS:]]
    return f"{told} Further flows: {joined(rest)}." if rest else told


def flow_words(streak: FlowStreak, names: Names) -> str:
    """One flow in a sentence without its full stop."""
    flow = named(names, streak.flow)
    match streak.verdict:
        case StreakVerdict.HOLDS:
            return f"{flow} would hold: {counted(streak.streak, 'clean month')} in a row without the PMO"
        case StreakVerdict.LOST:
            end = streak.relapse
            assert end is not None, "a flow that was lost was self-sustaining before"
            return (
                f"{flow} would not hold any more: it was self-sustaining until {display_date(end.on)}, "
                f"when {and_words(end.why)}"
            )
        case StreakVerdict.TOO_EARLY:
            return f"too early to tell for {flow}: no month is complete yet"
    return f"{flow} would not hold yet: {run_words(streak)}"


def run_words(streak: FlowStreak) -> str:
    """``2 of 6 clean months in a row; the run before ended on 12 May 2026: the PMO chaired a session``."""
    have = f"{streak.streak or 'none'} of {streak.needed} clean months in a row"
    if streak.streak or not streak.months:
        ended = streak.ends[-1] if streak.ends else None
        before = f"; the run before ended on {display_date(ended.on)}: {ended.why[0]}" if ended else ""
        return have + before
    latest = streak.months[-1]
    whys = {each.condition: each.why for each in latest.conditions if each.why}
    spoiled = [whys[each] for each in FIRST_TOLD if each in whys]
    more = f", and {len(spoiled) - 1} more" if len(spoiled) > 1 else ""
    return f"{have}; in {latest.starts_on:%B %Y} {spoiled[0]}{more}" if spoiled else have


def rests_on(found: CultureAnalysis) -> str:
    """How many whole months, and how many of them are complete."""
    months = [month for streak in found.streaks for month in streak.months]
    complete = sum(each.state in (MonthState.CLEAN, MonthState.BROKEN) for each in months)
    flows = sum(bool(streak.months) for streak in found.streaks)
    if not months:
        return ""
    return f"{counted(len(months), 'whole month')} of {counted(flows, 'flow')}, {complete or 'none'} of them complete"


def missing_words(missing: CultureMissing, as_of: date) -> str:
    """What is missing, who owes it, and the day on which it can first be there."""
    owed = f"Owed by {missing.who}; possible" if missing.who else "Possible"
    return f"{sentence(missing.what)} {owed} {when_words(missing.first_on, as_of)}."


def chance_lines(streaks: Sequence[FlowStreak], names: Names) -> list[str]:
    """How likely each flow is self-sustaining by the horizons that lie ahead, and when at the earliest."""
    return [
        f"{named(names, streak.flow)}: {words}"
        for streak in streaks
        if streak.chances and streak.verdict is not StreakVerdict.HOLDS
        for words in [chance_sentence(streak)]
    ]


def chance_sentence(streak: FlowStreak) -> str:
    """``self-sustaining by month 12 (4 Jan 2027): unlikely. At the earliest on 31 May 2027.``"""
    known = [each for each in streak.chances if each.chance.state is State.VALUE]
    lacking = next((each.chance.reason for each in streak.chances if each.chance.reason), "")
    told = "; ".join(by_words(each) for each in known) or f"no forecast yet, {lacking}"
    earliest = f" Self-sustaining at the earliest on {display_date(streak.earliest_on)}." if streak.earliest_on else ""
    return f"self-sustaining {told}.{earliest}" if known else f"{told}.{earliest}"


def by_words(chance: RunChance) -> str:
    """``by month 12 (4 Jan 2027): very unlikely``; impossible where too few months are left."""
    value = chance.chance.value or 0.0
    words = chance_words(value, chance.chance.n) if value else f"not possible, {counted(chance.months, 'month')} left"
    return f"by {chance.label} ({display_date(chance.by)}): {words}"
