"""The Result status as one sentence for a director (METHODS 1.8)."""

from __future__ import annotations

from collections.abc import Sequence

from tracker.analysis.result.results import GreyKind, ReasonKind, ResultReason
from tracker.analysis.result.settle import Settled
from tracker.progress.results import Status
from tracker.progress.words import and_words, count_words, day_words

MOST_NAMED = 3
"""So many metrics that say the same stand in the sentence; the others are listed below it."""
FEWEST_TOGETHER = 2
MOVES = {
    Status.RED: "get worse, further than chance explains",
    Status.AMBER: "may be getting worse",
    Status.GREEN: "improve, further than chance explains",
    Status.GREY: "have not moved further than chance explains",
}


def result_words(shown: Settled, reasons: Sequence[ResultReason], grey: GreyKind | None) -> str:
    """What decides, in plain words."""
    if shown.changes_on is not None and shown.status is Status.GREY:
        said = joined([each for each in reasons if each.status is Status.GREEN])
        return f"{said} It is green from {day_words(shown.changes_on)} on, if this holds."
    if shown.status is not Status.GREY and shown.status is not shown.raw:
        return held_sentence(shown, reasons)
    if shown.status is not Status.GREY:
        return joined([each for each in reasons if each.status is shown.status])
    return grey_words(reasons, grey)


def held_sentence(shown: Settled, reasons: Sequence[ResultReason]) -> str:
    """That it was worse a few days ago, and how it stands now."""
    by = f" by {and_words(shown.held_by)}" if shown.held_by else ""
    last = f"Until {day_words(shown.last_on)} it was {shown.status.value}{by}." if shown.last_on else ""
    now = joined([each for each in reasons if each.status is shown.raw])
    return f"{last} {now}".strip()


def grey_words(reasons: Sequence[ResultReason], grey: GreyKind | None) -> str:
    """Which grey it is, and why."""
    of_kind = [each for each in reasons if each.status is Status.GREY and each.grey is grey]
    said = joined(of_kind)
    if grey is GreyKind.TOO_EARLY:
        days = [each.first_on for each in of_kind if each.first_on is not None]
        when = f" First possible on {day_words(min(days))}." if days else ""
        if not days and of_kind and of_kind[0].owed_by:
            when = f" Possible from the day on which that is mended, by {of_kind[0].owed_by}."
        return f"Too early to tell. {said}{when}"
    if grey is GreyKind.OVERDUE:
        return f"No result can be told. {said} Owed by {of_kind[0].owed_by}."
    return f"No result yet. {said}" if grey is GreyKind.NO_CHANGE else said


def joined(reasons: Sequence[ResultReason]) -> str:
    """What they say: metrics that say the same by name, else the first, and how many others there are."""
    metrics = [each for each in reasons if each.kind is ReasonKind.METRIC]
    move = MOVES.get(metrics[0].status, "") if metrics else ""
    is_said_alone = any(each.is_before_change or each.grey not in (None, GreyKind.NO_CHANGE) for each in metrics)
    if len(metrics) < FEWEST_TOGETHER or is_said_alone:
        return with_others([each.sentence for each in reasons[:1]], len(reasons) - 1)
    names = [each.label for each in metrics[:MOST_NAMED]]
    return with_others([f"{and_words(names)} {move}."], len(reasons) - len(names))


def with_others(said: Sequence[str], others: int) -> str:
    """The sentence and how many others there are."""
    return " ".join([*said, *([f"And {others} more."] if others > 0 else [])])


def hold_words(shown: Settled, weeks: int) -> str:
    """What holds an improvement back; empty when nothing does."""
    if shown.changes_on is None or shown.status is Status.GREY:
        return ""
    held = f"a color improves only when it has held for {count_words(weeks, 'week')}"
    return f"Shown {shown.status.value} until {day_words(shown.changes_on)}: {held}."
