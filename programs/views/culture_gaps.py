"""What is late or missing on the culture page, in words: what, which number needs it, and who gives it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from programs.views.culture_lines import MonthLine, Sessions, WaveLine
from programs.views.decision_rows import listed
from programs.views.milestone_rows import MilestoneRow

NAMED = 3
ASKED_EVERY = timedelta(days=92)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Something late or missing; ``needed_for`` says what waits for it, ``place`` where it is mended."""

    words: str
    needed_for: str
    who: str
    place: str
    is_late: bool = False


def milestone_gaps(rows: Sequence[MilestoneRow], *, home: str) -> Iterable[Gap]:
    """Milestones that are late, wait to be accepted, or lack an owner or a day; a few by name, the others counted.

    home  the page of their program, where they are mended
    """
    needed_for = "Months 12 and 18 are judged by what was accepted."
    late = [row for row in rows if row.state == "overdue"]
    for row in late[:NAMED]:
        yield Gap(
            words=f"{row.milestone} is late: it was expected {in_words(row.forecast_on)}",
            needed_for=needed_for,
            who=str(row.milestone.owner or "nobody owns it"),
            place=f"{home}#milestone-{row.milestone.uid}",
            is_late=True,
        )
    if len(late) > NAMED:
        more = len(late) - NAMED
        words = "1 more milestone is late" if more == 1 else f"{more} more milestones are late"
        yield Gap(words=words, needed_for=needed_for, who="their owners", place="#cultural-milestones", is_late=True)
    for row in [row for row in rows if row.state == "waiting"][:NAMED]:
        yield Gap(
            words=f"Evidence waits to be accepted: {row.milestone}",
            needed_for=needed_for,
            who="somebody else than who gave it",
            place=f"{home}#milestone-{row.milestone.uid}",
        )
    unowned = [row.milestone for row in rows if row.milestone.owner_id is None]
    if unowned:
        words = f"Nobody owns: {listed_some(unowned)}"
        yield Gap(words=words, needed_for=needed_for, who="the PMO lead", place="#cultural-milestones")
    undated = [row.milestone for row in rows if row.state in ("open", "started") and row.forecast_on is None]
    if undated:
        words = f"Nobody said when: {listed_some(undated)}"
        yield Gap(words=words, needed_for=needed_for, who="their owners", place="#cultural-milestones")


def session_gaps(sessions: Sessions) -> Iterable[Gap]:
    """Sessions whose day came and of which nobody said whether they were held."""
    if sessions.waiting:
        first = in_words(sessions.waiting[0].session.scheduled_on)
        one = f"Nobody said whether the session of {first} was held"
        many = f"Nobody said whether {sessions.waiting_number} sessions were held, the first of {first}"
        yield Gap(
            words=one if sessions.waiting_number == 1 else many,
            needed_for="Sessions held with everybody count in the cultural score.",
            who="a function lead or the PMO lead",
            place="#sessions",
        )


def month_gaps(months: Iterable[MonthLine]) -> Iterable[Gap]:
    """Months that cannot count as clean because nobody spoke, or because what was said is not recorded."""
    over = [month for month in months if not month.is_running]
    unrecorded = [f"{month.starts_on:%B %Y}" for month in over if month.verdict == "unrecorded"]
    silent = [f"{month.starts_on:%B %Y}" for month in over if month.verdict == "unsaid"]
    needed_for = "Six clean months in a row show that the change sustains itself."
    if unrecorded:
        words = f"A function says that the PMO stepped in, and nothing is recorded: {listed(unrecorded)}"
        yield Gap(words=words, needed_for=needed_for, who="the PMO lead", place="#interventions")
    if silent:
        words = f"Nobody said whether the PMO stepped in: {listed(silent)}"
        yield Gap(words=words, needed_for=needed_for, who="function leads, in the weekly sheet", place="#interventions")


def wave_gaps(waves: Sequence[WaveLine], *, today: date) -> Iterable[Gap]:
    """A wave that can be read once it is closed, or a pulse that was not taken for three months."""
    needed_for = "The pulse counts for a fifth of the cultural score."
    for line in [line for line in waves if line.state == "ended"]:
        words = f"{line.wave} took its last answers and can be closed and read"
        yield Gap(words=words, needed_for=needed_for, who="the PMO lead", place="#pulse")
    if waves and max(line.wave.closes_on for line in waves) < today - ASKED_EVERY:
        yield Gap(
            words="Nobody was asked in the last three months", needed_for=needed_for, who="the PMO lead", place="#pulse"
        )


def listed_some(things: Sequence[object]) -> str:
    """The first few of them, and how many more there are."""
    more = [f"{len(things) - NAMED} more"] if len(things) > NAMED else []
    return listed([*things[:NAMED], *more])


def in_words(day: date | None) -> str:
    """The day as people write it; empty without one."""
    return f"{day.day} {day:%B %Y}" if day else ""
