"""How often the PMO stepped in, month by month, beside how much was said about it: silence is not success."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from tracker.analysis.coverage import LAST_DAY, coverage
from tracker.analysis.culture.conditions import SUBJECT
from tracker.analysis.culture.months import last_day, month_of, weeks_of
from tracker.analysis.culture.question import CultureRecord
from tracker.analysis.culture.results import METHOD, HelpChange, HelpMonth, HelpTurn, KindCount
from tracker.progress.numbers import Gauge, Number
from tracker.progress.periods import add_months

MOST_MONTHS = 18
COMPARED = 3
BY_CHANCE = 0.10


def help_months(record: CultureRecord, *, as_of: date) -> tuple[HelpMonth, ...]:
    """The last months since the program began, the running one among them, oldest first."""
    known = [each.happened_on for each in record.culture.interventions if each.happened_on <= as_of]
    first = min([each for each in (record.start_on, *known) if each is not None], default=as_of)
    month = max(month_of(first), add_months(month_of(as_of), 1 - MOST_MONTHS))
    found = []
    while month <= as_of:
        found.append(help_month(record, month, as_of=as_of))
        month = add_months(month, 1)
    return tuple(found)


def help_month(record: CultureRecord, month: date, *, as_of: date) -> HelpMonth:
    """One month; of the running one the weeks that are over."""
    kinds = Counter(
        each.kind
        for each in record.culture.interventions
        if month_of(each.happened_on) == month and each.happened_on <= as_of
    )
    over = [each for each in weeks_of(month) if each + LAST_DAY <= as_of]
    weeks = coverage(record.rights.weekly, subject=SUBJECT, weeks=over)
    return HelpMonth(
        starts_on=month,
        is_running=last_day(month) > as_of,
        kinds=tuple(KindCount(kind=kind, count=count) for kind, count in sorted(kinds.items())),
        told=sum(len(each.reporting) for each in weeks),
        asked=sum(len(each.expected) for each in weeks),
    )


def help_change(months: Sequence[HelpMonth]) -> HelpChange:
    """The last three whole months beside the three before them."""
    whole = [each for each in months if not each.is_running]
    before, last = whole[-2 * COMPARED : -COMPARED], whole[-COMPARED:]
    counts = (sum(each.count for each in before), sum(each.count for each in last))
    heard_before, heard_last = heard(before), heard(last)
    enough = len(before) == len(last) == COMPARED
    chance = chance_of(*counts) if enough else Gauge(METHOD, "ratio").insufficient("six whole months are needed")
    return HelpChange(
        before=counts[0],
        last=counts[1],
        heard_before=heard_before,
        heard_last=heard_last,
        turn=turn_of(counts, (heard_before.value, heard_last.value), chance=chance),
        chance=chance,
    )


def heard(months: Sequence[HelpMonth]) -> Number:
    """Weekly words that were given of those expected."""
    asked = sum(each.asked for each in months)
    gauge = Gauge(METHOD, "ratio", asked)
    if not asked:
        return gauge.insufficient("no function had a lead who could be asked")
    return gauge.value(sum(each.told for each in months) / asked)


def chance_of(before: int, last: int) -> Number:
    """How likely two equal rates differ at least so much: an exact binomial test."""
    gauge = Gauge(METHOD, "ratio", before + last)
    if not before + last:
        return gauge.insufficient("the PMO did not step in in any of these months, as far as anybody recorded")
    from scipy.stats import binomtest  # A worker of the web server that never asks this is spared the memory.

    return gauge.value(float(binomtest(last, before + last, 0.5).pvalue))


def turn_of(counts: tuple[int, int], words: tuple[float | None, float | None], *, chance: Number) -> HelpTurn:
    """Fewer or more only when chance hardly explains it, and when silence cannot.

    counts  interventions before and last; ``words`` the same for the share of weekly words given
    """
    (before, last), (then, now) = counts, words
    if chance.value is None or then is None or now is None or not then or not now:
        return HelpTurn.NOT_COMPARABLE
    if chance.value >= BY_CHANCE:
        return HelpTurn.NO_CLEAR_CHANGE
    if (last < before and now < then) or (last > before and now > then):
        return HelpTurn.NOT_COMPARABLE
    return HelpTurn.FEWER if last < before else HelpTurn.MORE
