"""What an event log says, in sentences: the same ones for the command and the page."""

from __future__ import annotations

from collections.abc import Iterator

from programs.periods import day_name
from tracker.event_logs.analysis import LogAnalysis, needed


def headline(log: LogAnalysis) -> str:
    """One sentence: how much of the work passes between how few."""
    found, few = log.found, needed(log.found.vital_80)
    if few is None:
        return "The log shows no hand-off: in no case did two different actors follow each other."
    makes = "makes" if few == 1 else "make"
    share = "it takes all of them" if few == len(found.interfaces) > 1 else f"{few} of them {makes}"
    made = "to make 80 percent" if few == len(found.interfaces) > 1 else "80 percent"
    return f"{counted(found.handoffs, 'hand-off')} at {counted(len(found.interfaces), 'interface')}; {share} {made}."


def tie_note(log: LogAnalysis) -> str:
    """That others are used exactly as often as the last of the few; blank when none is."""
    vital = log.found.vital_80
    if vital is None or not (vital.whole_tie or vital.tied):
        return ""
    return "The last of them is used exactly as often as another that is not counted among them."


def sentences(log: LogAnalysis) -> Iterator[str]:
    """What the log holds, what was left out and by which rule."""
    found = log.found
    days = found.days
    span = f" from {day_name(days.starts_on)} to {day_name(days.ends_on)}" if days else ""
    kinds = f" of {counted(log.activities, 'kind')}" if log.activities else ""
    yield f"{counted(log.cases, 'case')} with {counted(log.events, 'event')}{kinds}{span}, as {log.kind}."
    yield f"{counted(log.actors, 'value')} of “{log.actor}” {'names' if log.actors == 1 else 'name'} who did the work."
    if found.straight_back:
        yield (
            f"{counted(found.straight_back, 'hand-off')} in {counted(found.straight_back_cases, 'case')} went straight "
            "back to who had handed over."
        )
    yield from left_out(log)
    yield from times(log)


def left_out(log: LogAnalysis) -> Iterator[str]:
    if log.nobody:
        past = counted(log.found.past_nobody, "hand-off passes", "hand-offs pass")
        nobody = counted(log.nobody, "event names", "events name")
        yield f"{nobody} nobody. They are passed over; {past} over such steps."
    if log.early:
        yield f"{counted(log.early, 'event')} left out: their date lies before the first day that counts."
    if log.late:
        yield f"{counted(log.late, 'event')} left out: their date lies after the last day that counts."
    if log.unreadable:
        yield f"{counted(log.unreadable, 'event')} cannot be read, for want of a case or of a readable time."


def times(log: LogAnalysis) -> Iterator[str]:
    """How the times were read."""
    if log.without_zone:
        yield f"{counted(log.without_zone, 'time states', 'times state')} no time zone: read as time of {log.zone}."
    stated = {offset: count for offset, count in log.offsets.items() if offset}
    if len(stated) + bool(log.without_zone) > 1:
        named = ", ".join(f"{offset} {count:,} times" for offset, count in stated.items())
        yield f"Times with different offsets ({named}) are compared in UTC."
    if log.found.unordered:
        yield f"{counted(log.found.unordered, 'event')} stand after a later one of their case; their time decides."


def counted(count: int, one: str, many: str = "") -> str:
    """``1 case``, ``1,434 cases``, ``no cases``: logs hold thousands of everything."""
    named = one if count == 1 else many or f"{one}s"
    return f"{count:,} {named}" if count else f"no {named}"
