"""What keeps the answer from being known, who owes it, and the day on which it can first be there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from tracker.analysis.culture.behaviors import LEADS, PMO
from tracker.analysis.culture.months import last_day
from tracker.analysis.culture.question import Judgment
from tracker.analysis.culture.results import Components, CultureMissing, FlowStreak, StreakVerdict
from tracker.progress.numbers import Number
from tracker.progress.words import and_words


def missing_of(program: Components, streaks: Sequence[FlowStreak], *, as_of: date) -> tuple[CultureMissing, ...]:
    """What is missing, each once: for the run of months first, then for each component."""
    found = [*of_streaks(streaks, as_of=as_of), *of_components(program, as_of=as_of)]
    return tuple(dict.fromkeys(found))


def of_streaks(streaks: Sequence[FlowStreak], *, as_of: date) -> Iterator[CultureMissing]:
    """Why no month counts yet."""
    if all(each.verdict is StreakVerdict.NOT_BEGUN for each in streaks):
        yield CultureMissing(what="no flow has begun to plan in integrated sessions", who=PMO, first_on=as_of)
        return
    for each in streaks:
        if each.verdict is not StreakVerdict.TOO_EARLY:
            continue
        first = last_day(as_of.replace(day=1))
        if not each.months:
            yield CultureMissing(what="no whole month has passed since the first session", who=PMO, first_on=first)
            continue
        unknown = [found.why for found in each.months[-1].conditions if found.standing is Judgment.UNKNOWN]
        yield CultureMissing(what=f"no month is complete yet: {and_words(unknown)}", who=LEADS, first_on=first)


def of_components(program: Components, *, as_of: date) -> Iterator[CultureMissing]:
    """Behaviors, evaluations and the pulse, as far as they are not known."""
    yield from (each.missing for each in program.parts if each.missing is not None)
    yield from owed(program.accountability, who=PMO, as_of=as_of)
    yield from owed(program.pulse, who=PMO, as_of=as_of)


def owed(number: Number, *, who: str, as_of: date) -> Iterator[CultureMissing]:
    """What an unknown number says is missing."""
    if number.value is None:
        yield CultureMissing(what=number.reason, who=who, first_on=as_of)
