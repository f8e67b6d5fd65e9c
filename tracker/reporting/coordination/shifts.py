"""How fast the chain answers the market, in words."""

from __future__ import annotations

from tracker.analysis.shifts import FLOOR, KNOWN, Event, Hop, ShiftAnalysis, ShiftResponse
from tracker.progress.numbers import Number
from tracker.progress.words import and_words, sentence
from tracker.reporting.coordination.section import Names, Section, named
from tracker.reporting.coordination.shift_chart import shift_chart
from tracker.reporting.wording import Json, counted, display_date

DRAWN = 12
"""So many of the newest shifts are drawn; the table has them all."""


def shift_section(found: ShiftAnalysis, names: Names) -> Section:
    """The market shifts of a program in words."""
    answered = sum(not each.is_open for each in found.responses)
    rows = [response_row(each, names) for each in reversed(found.responses)]
    return Section(
        sentence=answer(found, names),
        is_known=found.typical.value is not None,
        rests_on=f"{counted(len(rows), 'market shift')}, {answered or 'none'} of them answered" if rows else "",
        missing=sentence(found.typical.reason),
        chart=shift_chart(rows[:DRAWN]) if rows else None,
        chart_alt=" ".join(sentence(row["told"]) for row in rows[:DRAWN]),
        data={"rows": rows},
    )


def answer(found: ShiftAnalysis, names: Names) -> str:
    """Typical time, where most days go, and the trend where it can be told."""
    if not found.responses:
        return "No market shift is recorded yet, so nobody can tell how fast the chain answers the market."
    if found.typical.value is None:
        latest = found.responses[-1]
        so_far = "so far" if latest.is_open else "until the floor changed"
        return f"Too few market shifts for a typical time; the latest took {counted(latest.days, 'day')} {so_far}."
    least = "at least " if found.typical.reason else ""
    parts = [f"From signal to floor it typically takes {least}{counted(round(found.typical.value), 'day')}"]
    if found.slow and found.slow[0].shifts > 1:
        parts.append(f"most often the longest wait is until {event_words(found.slow[0].event, names)}")
    return sentence("; ".join(parts) + trend_words(found.trend))


def trend_words(trend: Number) -> str:
    """``, and each shift takes about 4 days less than the one before``; empty while that cannot be told."""
    if trend.value is None or trend.interval is None or trend.interval[0] <= 0 <= trend.interval[1]:
        return ""
    change = "less" if trend.value < 0 else "more"
    return (
        f", and each shift takes about {counted(max(round(abs(trend.value)), 1), 'day')} {change} than the one before"
    )


def hop_words(hop: Hop, names: Names) -> str:
    """``until Procurement knows and Sales has planned anew``."""
    return f"until {and_words(event_words(each, names) for each in hop.events)}"


def event_words(event: Event, names: Names) -> str:
    """``Procurement has planned anew``."""
    if event.what == FLOOR:
        return "the floor changes"
    return f"{named(names, event.function)} {'knows' if event.what == KNOWN else 'has planned anew'}"


def response_row(response: ShiftResponse, names: Names) -> Json:
    """One shift for table and chart."""
    so_far = " so far" if response.is_open else ""
    slowest = response.slowest
    where = f", {counted(slowest.days, 'day')} of them {hop_words(slowest, names)}" if slowest else ""
    return {
        "uid": response.uid,
        "title": response.title,
        "flow": named(names, response.flow) if response.flow else "",
        "visible_on": display_date(response.visible_on),
        "is_open": response.is_open,
        "days": response.days,
        "days_text": f"{counted(response.days, 'day')}{so_far}",
        "unanswered": [named(names, uid) for uid in response.unanswered],
        "hops": [hop_row(hop, names, is_slowest=hop == slowest) for hop in response.hops],
        "told": f"{response.title}: {counted(response.days, 'day')}{so_far}{where}",
    }


def hop_row(hop: Hop, names: Names, *, is_slowest: bool) -> Json:
    """One hop for table and chart."""
    return {
        "words": hop_words(hop, names),
        "on": display_date(hop.on),
        "days": hop.days,
        "is_slowest": is_slowest,
    }
