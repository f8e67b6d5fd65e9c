"""What functions say of their weeks: that nothing happened, that something did, or nothing at all."""

from __future__ import annotations

from datetime import date, timedelta

from programs.actions import statements
from programs.demo.chance import between
from programs.demo.governance_story import WordStory
from programs.demo.telling import Telling
from programs.periods import monday_of

WEEK = timedelta(weeks=1)
FRIDAY = timedelta(days=4)


def tell_weeks(telling: Telling) -> None:
    """Adds a word on the Friday of each week that is over by then, after the facts of that day."""
    for told in telling.story.record.words:
        monday, last = first_week(telling, told), last_day(telling, told)
        while monday + FRIDAY <= last:
            if speaks(telling, told, monday):
                telling.on(monday + FRIDAY, speak, told)
            monday += WEEK


def first_week(telling: Telling, told: WordStory) -> date:
    """The first whole week from the day on which the function began to speak."""
    return monday_of(telling.days.start + timedelta(days=told.first + 6))


def last_day(telling: Telling, told: WordStory) -> date:
    return telling.days.as_of if told.last is None else telling.days.happened(told.last)


def speaks(telling: Telling, told: WordStory, monday: date) -> bool:
    """Whether the function says anything of the week."""
    day = (monday - telling.days.start).days
    if any(first <= day <= last for first, last in told.silent):
        return False
    return between(f"word {telling.story.code} {told.function} {day // 7}", 1, 100) > told.missed


def speak(telling: Telling, told: WordStory, on: date) -> None:
    """The function's word about each subject, true to what the record holds on the day."""
    monday = monday_of(on)
    for subject in told.subjects:
        statements.state(
            telling.program,
            by=telling.stage.people[told.by] if told.by else telling.lead(told.function),
            happened=(subject, told.function, monday) in telling.happenings,
            on=on,
            function=telling.stage.functions[told.function],
            week_starts_on=monday,
            subject=subject,
        )
