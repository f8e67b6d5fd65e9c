"""The pulse in words: shares with their intervals, and what stays hidden."""

from __future__ import annotations

from collections.abc import Sequence

from tracker.analysis.culture.policy import ALPHA_NEEDED
from tracker.analysis.culture.results import PulseRound, PulseShare
from tracker.progress.numbers import Number
from tracker.progress.words import sentence
from tracker.reporting.coordination.section import Names, named
from tracker.reporting.wording import Json, counted, display_date, share_text


def pulse_words(rounds: Sequence[PulseRound], names: Names) -> Json | None:
    """The latest wave by function and statement, and everybody over the waves; None before the first was closed."""
    if not rounds:
        return None
    last = rounds[-1]
    return {
        "closed_on": display_date(last.closed_on),
        "response": f"{last.everybody.answered} of {counted(last.everybody.invited, 'person', 'people')} answered",
        "warning": sentence(last.response.reason),
        "alpha": alpha_words(last.alpha),
        "everybody": [share_row(last.everybody, names)],
        "functions": [share_row(each, names) for each in last.cells],
        "items": [{"statement": each.statement, **interval_cell(each.share)} for each in last.items],
        "waves": [wave_row(each) for each in reversed(rounds)],
        "has_hidden": any(each.is_hidden for each in last.cells),
    }


def wave_row(found: PulseRound) -> Json:
    """Everybody in one wave."""
    return {
        "closed_on": display_date(found.closed_on),
        "answered": found.everybody.answered,
        **interval_cell(found.everybody.share),
    }


def alpha_words(alpha: Number) -> str:
    """Whether the answers to all statements may be added up."""
    if alpha.value is None:
        return sentence(alpha.reason)
    if alpha.value >= ALPHA_NEEDED:
        return f"The statements hang together (alpha {alpha.value:.2f}), so their answers are added up."
    return f"The statements do not hang together (alpha {alpha.value:.2f}), so they are shown one by one."


def share_row(share: PulseShare, names: Names) -> Json:
    """A function, several asked together, or everybody."""
    return {
        "name": ", ".join(named(names, uid) for uid in share.functions),
        "is_hidden": share.is_hidden,
        "answered": f"{share.answered} of {share.invited}",
        "change": change_words(share.change),
        **interval_cell(share.share),
    }


def interval_cell(number: Number) -> Json:
    """``64%`` with ``51% to 75%``, or why there is none."""
    if number.value is None or number.interval is None:
        return {"text": "", "interval": "", "reason": sentence(number.reason)}
    low, high = number.interval
    return {
        "text": share_text(number.value, 1),
        "interval": f"{share_text(low, 1)} to {share_text(high, 1)}",
        "reason": sentence(number.reason),
    }


def change_words(change: Number) -> str:
    """``12 points more (3 to 20)``; told as clear only where the interval leaves out nothing."""
    if change.value is None or change.interval is None:
        return ""
    low, high = (round(100 * each) for each in change.interval)
    points = round(100 * change.value)
    if change.interval[0] <= 0 <= change.interval[1]:
        return f"no clear change ({low:+d} to {high:+d} points)"
    return f"{abs(points)} points {'more' if points > 0 else 'less'} ({low:+d} to {high:+d})"
