"""The interfaces that count, ranked, each with what is known of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from tracker.analysis.facts.interfaces import Incident, Interface
from tracker.analysis.interfaces.exposure import exposure_of
from tracker.analysis.interfaces.reported_weeks import ReportedWeeks
from tracker.analysis.interfaces.results import InterfaceStanding, RankedInterface
from tracker.analysis.interfaces.worth import Worth, from_hundredths
from tracker.analysis.pareto import ranked


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """First and last day; both belong to it."""

    first: date
    last: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking:
    """Interfaces that a flow uses or an incident of the window names, largest first.

    incidents  that count in the window, by day, then uid
    sums       in hundredths, by uid of the interface in the order of the ranking, those of 0 among them
    counts     all incidents of the window, by uid of the interface
    """

    interfaces: Mapping[str, Interface]
    incidents: tuple[Incident, ...]
    worth: Worth
    sums: Mapping[str, int]
    counts: Mapping[str, int]

    @property
    def total(self) -> int:
        """In hundredths."""
        return sum(self.sums.values())

    def groups(self) -> list[list[int]]:
        """Weights of the incidents of each interface that has any, in the order of the ranking."""
        found: dict[str, list[tuple[str, int]]] = {uid: [] for uid in self.sums}
        for each in self.incidents:
            if each.uid in self.worth.hundredths:
                found[each.interface].append((each.uid, self.worth.hundredths[each.uid]))
        return [[weight for _, weight in sorted(group)] for group in found.values() if group]

    def grouped(self) -> list[str]:
        """Uids of the interfaces of ``groups``."""
        named = {each.interface for each in self.incidents if each.uid in self.worth.hundredths}
        return [uid for uid in self.sums if uid in named]


@dataclass(frozen=True, slots=True, kw_only=True)
class Inclusions:
    """Share of resamples in which an interface is among the few, by uid; one that is not named never is."""

    at_70: Mapping[str, float]
    at_80: Mapping[str, float]


def known_in(incidents: Sequence[Incident], window: Window) -> tuple[Incident, ...]:
    """Incidents of the window that nobody had withdrawn by its last day."""
    return tuple(
        each
        for each in incidents
        if window.first <= each.happened_on <= window.last
        and (each.withdrawn_on is None or each.withdrawn_on > window.last)
    )


def rank(interfaces: Sequence[Interface], incidents: tuple[Incident, ...], worth: Worth) -> Ranking:
    """The ranking by the worth of the incidents; of equals more incidents first, then the smaller uid."""
    counts = Counter(each.interface for each in incidents)
    own = {each.uid: each for each in interfaces if each.flows or counts[each.uid]}
    sums = dict.fromkeys(own, 0)
    for each in incidents:
        sums[each.interface] += worth.hundredths.get(each.uid, 0)
    return Ranking(
        interfaces=own,
        incidents=incidents,
        worth=worth,
        sums={uid: int(value) for uid, value in ranked(sums, counts=counts)},
        counts=counts,
    )


def rows_of(ranking: Ranking, *, weeks: ReportedWeeks, window: Window) -> tuple[RankedInterface, ...]:
    """A row for each interface of the ranking, without what resamples say of it."""
    happened: dict[str, list[Incident]] = {uid: [] for uid in ranking.sums}
    for each in ranking.incidents:
        happened[each.interface].append(each)
    total, reached = ranking.total, 0
    rows = []
    for number, (uid, value) in enumerate(ranking.sums.items(), start=1):
        own, reached = ranking.interfaces[uid], reached + value
        rows.append(
            RankedInterface(
                uid=uid,
                from_uid=own.from_uid,
                to_uid=own.to_uid,
                from_function=own.from_function,
                to_function=own.to_function,
                owner=own.owner,
                redesign_accepted_on=accepted_by(own, window.last),
                is_used=bool(own.flows),
                rank=number,
                incidents=len(happened[uid]),
                counted=sum(each.uid in ranking.worth.hundredths for each in happened[uid]),
                cost=from_hundredths(value),
                share=value / total if total else None,
                reached=reached / total if total else None,
                inclusion_70=None,
                inclusion_80=None,
                standing=None,
                exposure=exposure_of(own.counts, happened[uid], first=window.first, last=window.last),
                coverage=weeks.between(window.first, window.last, functions=(own.from_uid, own.to_uid)),
            )
        )
    return tuple(rows)


def accepted_by(interface: Interface, day: date) -> date | None:
    """Since when its redesign stands accepted; None where it did not by the day."""
    on = interface.redesign_accepted_on
    return on if on is not None and on <= day else None


def judged(
    rows: Sequence[RankedInterface], few: Sequence[str], inclusions: Inclusions, *, critical: Decimal
) -> tuple[RankedInterface, ...]:
    """The rows with how often each is among the few, and what that makes it.

    few  uids of the vital few at 80 %
    """
    found = []
    for row in rows:
        often = inclusions.at_80.get(row.uid, 0.0)
        standing = standing_of(often, is_in=row.uid in few, critical=critical)
        found.append(
            replace(row, inclusion_70=inclusions.at_70.get(row.uid, 0.0), inclusion_80=often, standing=standing)
        )
    return tuple(found)


def standing_of(often: float, *, is_in: bool, critical: Decimal) -> InterfaceStanding:
    """Critical when it is in and the resamples agree; borderline when they waver, or say otherwise; else outside."""
    if is_in and often >= float(critical):
        return InterfaceStanding.CRITICAL
    return InterfaceStanding.BORDERLINE if is_in or often >= float(1 - critical) else InterfaceStanding.OUTSIDE
