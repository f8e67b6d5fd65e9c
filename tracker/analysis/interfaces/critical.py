"""The interfaces that make 80 % of the trouble, and nothing else of the ranking: what the state asks of a past day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tracker.analysis import pareto
from tracker.analysis.facts.interfaces import InterfaceFacts
from tracker.analysis.interfaces.absence import FEWEST
from tracker.analysis.interfaces.analysis import analyze_interfaces, ranking_on
from tracker.analysis.interfaces.policy import Surroundings
from tracker.analysis.interfaces.results import InterfacesAnalysis, MissingFact
from tracker.analysis.interfaces.rows import accepted_by


@dataclass(frozen=True, slots=True, kw_only=True)
class CriticalInterface:
    """One of the few; ``redesign_accepted_on`` is None where nothing was accepted by the day."""

    uid: str
    from_function: str
    to_function: str
    owner: str
    redesign_accepted_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CriticalInterfaces:
    """The few, largest first; none while nobody can tell which they are, and then why and what is missing."""

    rows: tuple[CriticalInterface, ...]
    reason: str = ""
    missing: tuple[MissingFact, ...] = ()


def critical_interfaces(facts: InterfaceFacts, *, around: Surroundings, as_of: date) -> CriticalInterfaces:
    """The same as of the whole analysis of the day, without drawing the incidents again and again.

    How sure a ranking is changes nothing in which interfaces the few are.
    """
    ranking, window = ranking_on(facts, around=around, as_of=as_of)
    few = pareto.vital_few(ranking.sums, pareto.SHARES[-1], counts=ranking.counts)
    if few is None or len(ranking.interfaces) < FEWEST:
        return critical_of(analyze_interfaces(facts, around=around, as_of=as_of))
    own = (ranking.interfaces[uid] for uid in few.keys)
    return CriticalInterfaces(
        rows=tuple(
            CriticalInterface(
                uid=each.uid,
                from_function=each.from_function,
                to_function=each.to_function,
                owner=each.owner,
                redesign_accepted_on=accepted_by(each, window.last),
            )
            for each in own
        )
    )


def critical_of(found: InterfacesAnalysis) -> CriticalInterfaces:
    """The few of an analysis."""
    if not found.few:
        return CriticalInterfaces(rows=(), reason=found.reason, missing=found.missing)
    rows = {each.uid: each for each in found.rows}
    return CriticalInterfaces(
        rows=tuple(
            CriticalInterface(
                uid=uid,
                from_function=rows[uid].from_function,
                to_function=rows[uid].to_function,
                owner=rows[uid].owner,
                redesign_accepted_on=rows[uid].redesign_accepted_on,
            )
            for uid in found.few[-1].uids
        )
    )
