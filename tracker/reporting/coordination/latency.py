"""Decision latency of the flows, in words and rows."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode

from tracker.analysis.latency.results import (
    ChangeSaving,
    FlowLatency,
    FlowTiming,
    LatencyAnalysis,
    MissingCycle,
    ObservedLatency,
    ObservedShift,
    StageTime,
)
from tracker.progress.numbers import Number
from tracker.progress.words import sentence
from tracker.reporting.coordination.section import Names, Section, named
from tracker.reporting.coordination.waterfall_chart import waterfall_chart
from tracker.reporting.wording import Json, counted, display_date, joined, share_text

WORTH_TELLING = 0.5
"""Days below which a change saves nothing that anybody would notice."""
A_DAY = 1.0
SMALL = ("weekly", "daily", "follow")
"""Changes that one function can make."""
CHART_NOTE = (
    "Each bar begins where the one above ends. Outlined: waiting for the next run; plain: lead, work, hand-off."
)
TWICE, HALF = 1.5, 0.67
"""Observed over modelled: from here on the cycles do not explain what was seen."""


def latency_section(found: LatencyAnalysis, names: Names) -> Section:
    """All flows of a program: the first one that is known in front."""
    known = [flow for flow in found.flows if flow.timing is not None]
    first = known[0] if known else None
    cycles = sum(flow.latency.n for flow in known)
    return Section(
        sentence=flow_sentence(first, names) if first is not None else none_sentence(found),
        is_known=first is not None,
        rests_on=f"{counted(cycles, 'planning cycle')} of {counted(len(known), 'flow')}" if known else "",
        missing=" ".join(
            f"{named(names, flow.flow)}: {sentence(flow.latency.reason)}" for flow in found.flows if flow.missing
        ),
        chart=waterfall_chart(stage_rows(first.timing)) if first is not None and first.timing is not None else None,
        chart_alt=chart_words(first) if first is not None else "",
        chart_note=CHART_NOTE,
        data={"flows": [flow_row(flow, names) for flow in found.flows]},
    )


def none_sentence(found: LatencyAnalysis) -> str:
    if not found.flows:
        return "No flow has stages yet, so nobody can tell how long a signal takes."
    return "How long a signal takes cannot be told yet: planning cycles are missing."


def flow_sentence(flow: FlowLatency, names: Names) -> str:
    """``A signal takes about 29 days through Pumps; 18 of them are waiting; weekly planning ... would save 10.``"""
    timing = flow.timing
    if timing is None:
        least = f"; the recorded stages alone take {about(flow.at_least)}" if flow.at_least else ""
        return sentence(f"{named(names, flow.flow)}: not known yet{least}")
    whole, waiting = timing.mean.value or 0.0, timing.waiting.value or 0.0
    parts = [f"A signal takes {about(whole)} to get through {named(names, flow.flow)}"]
    parts.append(waiting_words(waiting, whole))
    return sentence("; ".join([*parts, saving_words(flow.savings)]))


def saving_words(savings: Sequence[ChangeSaving]) -> str:
    """What saves most: the best change of one function, and the best of all where that saves more."""
    worth = [each for each in savings if each.saved_days >= WORTH_TELLING]
    if not worth:
        return "no single change would save half a day"
    best, small = worth[0], best_change(savings)
    if small is None or small == best:
        return f"{change_words(best)} would save {about(best.saved_days, short=True)}"
    told = f"{change_words(small)} would save {about(small.saved_days, short=True)}"
    return f"{told}, {change_words(best)} {about(best.saved_days, short=True)}"


def waiting_words(waiting: float, whole: float) -> str:
    if round(waiting) == 0:
        return "hardly any of them are waiting"
    return f"{round(waiting)} of them {'is' if round(waiting) == 1 else 'are'} waiting" if round(whole) else "waiting"


def best_change(savings: Sequence[ChangeSaving]) -> ChangeSaving | None:
    """The change of one function that saves most, else the session that does; None when none is worth it."""
    worth = [each for each in savings if each.saved_days >= WORTH_TELLING]
    small = (each for each in worth if each.kind in SMALL and each.saved_days >= A_DAY)
    return next(small, worth[0] if worth else None)


def about(days: float | None, *, short: bool = False) -> str:
    """``about 29 days``, ``less than a day``; without the word for it where that stands before: ``10``."""
    if days is None:
        return "not known"
    if days < WORTH_TELLING:
        return "less than half a day"
    if round(days) <= 1 and days < 1:
        return "less than a day"
    return f"about {round(days)}" if short else f"about {counted(round(days), 'day')}"


def exactly(days: float) -> str:
    """``28.5``; tables carry the unit in their heading."""
    return f"{days:,.1f}"


def change_words(saving: ChangeSaving) -> str:
    """The change as one would say it, in lower case."""
    match saving.kind:
        case "weekly" | "daily":
            return f"{saving.kind} planning of {saving.level} ({saving.function_name})"
        case "follow":
            return f"running {saving.level} ({saving.function_name}) right when its inputs arrive"
        case "session":
            return f"one session of {saving.function_name.replace(' + ', ' and ')}, {rhythm(saving.period_days)},"
        case _:
            return f"one session of all stages, {rhythm(saving.period_days)},"


def rhythm(days: float) -> str:
    """``every 28 days``, ``weekly``, ``daily``, ``all the time``."""
    named_rhythms = {0.0: "all the time", 1.0: "daily", 7.0: "weekly"}
    return named_rhythms.get(days, f"every {days:g} days")


def flow_row(flow: FlowLatency, names: Names) -> Json:
    """One flow for the page: its sentence, where the days go, what would save some, what was seen."""
    timing = flow.timing
    worth = [each for each in flow.savings if each.saved_days >= WORTH_TELLING]
    return {
        "uid": flow.flow,
        "name": named(names, flow.flow),
        "sentence": flow_sentence(flow, names),
        "is_known": timing is not None,
        "missing": [missing_row(each) for each in flow.missing],
        "stages": stage_rows(timing) if timing is not None else [],
        "figures": figure_rows(timing) if timing is not None else [],
        "notes": [*(notes(timing) if timing is not None else []), *ahead_notes(flow)],
        "savings": [saving_row(each) for each in worth],
        "others": len(flow.savings) - len(worth),
        "observed": observed_row(flow.observed),
    }


def stage_rows(timing: FlowTiming) -> list[Json]:
    """Where the days go, in the order of the flow."""
    return [stage_row(each, is_worst=each.stage == timing.worst) for each in timing.stages]


def stage_row(stage: StageTime, *, is_worst: bool) -> Json:
    working = stage.lead_days + stage.processing_days + stage.handoff_days
    return {
        "name": stage.name,
        "function": stage.function_name,
        "level": stage.level,
        "rhythm": rhythm(stage.period_days) + ("" if stage.is_run_known else ", nobody knows when"),
        "wait": stage.wait_days,
        "working": working,
        "days": stage.days,
        "wait_text": exactly(stage.wait_days),
        "working_text": exactly(working),
        "days_text": exactly(stage.days),
        "is_worst": is_worst,
    }


def figure_rows(timing: FlowTiming) -> list[Json]:
    """The figures of a flow, each with what it means."""
    mean = timing.mean
    low, high = mean.interval or (0.0, 0.0)
    rows = [
        ("On average", f"{exactly(mean.value or 0.0)} days"),
        ("Half of the signals within", f"{exactly(timing.p50.value or 0.0)} days"),
        ("Nine of ten within", f"{exactly(timing.p90.value or 0.0)} days"),
        ("Eight of ten take", f"{exactly(low)} to {exactly(high)} days"),
        ("At worst", f"{exactly(timing.longest)} days"),
        ("Waiting for the next run", f"{exactly(timing.waiting.value or 0.0)} days{share_words(timing.wait_share)}"),
        ("Of it avoidable by better placed runs", f"{exactly(timing.avoidable.value or 0.0)} days"),
        ("Neighbors that plan equally often", pairs_words(timing.same_frequency)),
    ]
    if timing.every_day is not None:
        rows.append(("If people worked every day", f"{exactly(timing.every_day)} days"))
    return [{"label": label, "text": text} for label, text in rows]


def share_words(share: Number) -> str:
    return "" if share.value is None else f", {share_text(share.value, 1.0)} of the whole"


def pairs_words(share: Number) -> str:
    if share.value is None:
        return share.reason
    return f"{round(share.value * share.n)} of {counted(share.n, 'pair')}"


def notes(timing: FlowTiming) -> list[str]:
    """What was assumed."""
    return [timing.note] if timing.note else []


def ahead_notes(flow: FlowLatency) -> list[str]:
    """What recorded changes will make of it."""
    return [
        f"From {display_date(each.first_on)} on, when a planned change holds, it takes {about(each.mean_days)}."
        for each in flow.ahead
    ]


def saving_row(saving: ChangeSaving) -> Json:
    """One change with what it saves, and what the what-if form is filled with to try it."""
    if saving.cycle:
        wanted = {f"every-{saving.cycle}": f"{saving.period_days:g}"} if saving.kind != "follow" else {}
        asked = wanted or {f"follows-{saving.cycle}": "on"}
    else:
        asked = {"first": saving.stages[0], "last": saving.stages[-1], "session_every": f"{saving.period_days:g}"}
    return {
        "words": sentence(change_words(saving).rstrip(",")).rstrip("."),
        "saved": saving.saved_days,
        "saved_text": exactly(saving.saved_days),
        "mean_text": exactly(saving.mean_days),
        "p90_text": exactly(saving.p90_days),
        "query": urlencode(asked),
    }


def missing_row(missing: MissingCycle) -> Json:
    return {
        "stage": missing.stage_name,
        "function": missing.function_name,
        "function_uid": missing.function,
        "what": missing.what,
        "when": f"from {display_date(missing.first_on)} on" if missing.is_planned else "on the day it is recorded",
    }


def observed_row(observed: ObservedLatency) -> Json:
    """What happened, beside the model."""
    return {
        "sentence": observed_sentence(observed.ratio),
        "decisions": decisions_words(observed),
        "shifts": [shift_row(each) for each in reversed(observed.shifts)],
        "missing": sentence(observed.ratio.reason),
    }


def observed_sentence(ratio: Number) -> str:
    """Whether the cycles explain what was seen; empty while too few shifts are recorded."""
    if ratio.value is None or ratio.interval is None:
        return ""
    low, high = ratio.interval
    seen = (
        f"Market shifts took {ratio.value:.1f} times as long as the cycles say "
        f"({low:.1f} to {high:.1f}, {counted(ratio.n, 'shift')})"
    )
    if ratio.value >= TWICE:
        return f"{seen}: something else than the cycles holds them up."
    if ratio.value <= HALF:
        return f"{seen}: people do not wait for the cycles."
    return f"{seen}: the cycles explain what was seen."


def decisions_words(observed: ObservedLatency) -> str:
    """How long decisions took, with those that wait."""
    waiting = f", {observed.open} of them still waiting" if observed.open else ""
    if observed.decisions.value is None and not observed.decisions.unbounded:
        return sentence(observed.decisions.reason)
    middle = days_or_more(observed.decisions)
    nine = days_or_more(observed.decisions_p90)
    count = counted(observed.decisions.n, "question")
    return f"Half of the decisions took at most {middle}, nine of ten {nine} ({count} of half a year{waiting})."


def days_or_more(number: Number) -> str:
    return "nobody knows how long yet" if number.value is None else counted(round(number.value), "day")


def shift_row(shift: ObservedShift) -> Json:
    """One market shift beside the cycles of its day."""
    so_far = " so far" if shift.is_open else ""
    return {
        "title": shift.title,
        "visible_on": display_date(shift.visible_on),
        "days": f"{counted(shift.days, 'day')}{so_far}",
        "modelled": "cycles not recorded" if shift.modelled_days is None else exactly(shift.modelled_days),
        "p90": "" if shift.modelled_p90 is None else exactly(shift.modelled_p90),
        "ratio": "" if shift.ratio is None else f"{shift.ratio:.1f} times",
    }


def chart_words(flow: FlowLatency) -> str:
    """The waterfall in words."""
    rows = stage_rows(flow.timing) if flow.timing is not None else []
    parts = [f"{row['name']}: {row['wait_text']} days waiting, {row['working_text']} working" for row in rows]
    return sentence(joined(parts, limit=12))
