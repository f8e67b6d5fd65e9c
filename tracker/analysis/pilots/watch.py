"""After the cut-over: whether the primary metric calls for the old way back (METHODS 6.4)."""

from __future__ import annotations

from tracker.analysis.facts.pilots import LaterReading, PilotFact
from tracker.analysis.metrics.readings import run_of
from tracker.analysis.pilots.results import PilotWatch
from tracker.analysis.pilots.stability import first_limits, new_readings, unfavorable
from tracker.progress.periods import Period
from tracker.progress.words import count_words, day_words


def watch_of(pilot: PilotFact, later: tuple[LaterReading, ...]) -> PilotWatch | None:
    """The readings since the cut-over against the limits of the new arm; None before one.

    later  of the primary metric, by the day of their periods, final ones alone
    """
    if pilot.cut_over_on is None:
        return None
    if pilot.legacy_retired_on is not None:
        words = f"The old way ended on {day_words(pilot.legacy_retired_on)} and can no longer be restarted."
        return PilotWatch(state="over", readings=len(later), signal_on=None, words=words)
    name, every = pilot.primary.name, pilot.primary.frequency
    during = new_readings(pilot.primary, pilot.primary.periods)
    limits = first_limits(during)
    if limits is None:
        words = (
            "Too few readings of the new way during the run, or all of them the same: an unusual "
            f"{every} cannot be told from a usual one."
        )
        return PilotWatch(state="too_few", readings=len(later), signal_on=None, words=words)
    since = run_of(((each.starts_on, float(each.value)) for each in later), Period(every))
    bad = unfavorable(during.then(since), limits, higher_is_better=pilot.primary.direction == "higher")
    signal_on = next((each for each in bad if each in since.periods), None)
    if signal_on is not None:
        words = (
            f"{name} left its usual range on the bad side in the {every} of {day_words(signal_on)}. That is the sign "
            "to restart the old way."
        )
        return PilotWatch(state="revert", readings=len(later), signal_on=signal_on, words=words)
    words = f"{count_words(len(later), every)} since the cut-over, none of them a reason to go back."
    if not later:
        words = f"No final reading of {name} since the cut-over yet."
    return PilotWatch(state="watching", readings=len(later), signal_on=None, words=words)
