"""Why there is no ranking, or none that is firm: what is missing, who owes it, and when it can be there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil

from tracker.analysis.facts.interfaces import Incident
from tracker.analysis.interfaces.policy import InterfacePolicy
from tracker.analysis.interfaces.results import AnswerCoverage, MissingFact, RankingBasis, SilentFunction
from tracker.analysis.interfaces.rows import Ranking, Window
from tracker.analysis.interfaces.sentences import coverage_words
from tracker.progress.numbers import State
from tracker.progress.words import count_words, day_words

FEWEST = 2
SETTLED_DAYS = 28
"""A pace of incidents is taken over at least four weeks."""
MOST_NAMES = 3
PMO = "the PMO"
LEADS = "the function leads"


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence:
    """Why nothing is ranked. ``missing`` is empty where nothing is owed."""

    state: State
    reason: str
    missing: tuple[MissingFact, ...] = ()


def absence_of(
    ranking: Ranking, coverage: AnswerCoverage, silent: Sequence[SilentFunction], *, window: Window
) -> Absence | None:
    """Why the interfaces cannot be ranked; None when they can."""
    if len(ranking.interfaces) < FEWEST:
        mapped = "Only one hand-off is mapped" if ranking.interfaces else "No hand-off is mapped yet"
        needed = MissingFact(what="hand-offs between the functions of the flows", who=(PMO,), first_on=window.last)
        return Absence(
            state=State.INSUFFICIENT_DATA,
            reason=f"{mapped}: there is nothing to rank before there are {FEWEST}.",
            missing=(needed,),
        )
    if not ranking.incidents:
        return no_incidents(coverage, silent, window=window)
    if not ranking.total:
        stated = count_words(ranking.worth.basis.counted, "incident")
        return Absence(state=State.NOT_APPLICABLE, reason=f"{stated} stated a cost, and every cost is 0.")
    return None


def no_incidents(coverage: AnswerCoverage, silent: Sequence[SilentFunction], *, window: Window) -> Absence:
    """Nothing happened by the word of all functions, or nothing is recorded, which is not the same."""
    since = f"since {day_words(coverage.starts_on)}"
    if coverage.expected and coverage.reported == coverage.expected:
        return Absence(
            state=State.NOT_APPLICABLE,
            reason=f"No incident happened {since}, and every function said so, week by week.",
        )
    return Absence(
        state=State.INSUFFICIENT_DATA,
        reason=f"No incident is recorded {since}, but that says little: {coverage_words(coverage)}.",
        missing=(
            MissingFact(what="incidents, or the word that there were none", who=owing(silent), first_on=window.last),
        ),
    )


def shortfalls(
    ranking: Ranking, silent: Sequence[SilentFunction], policy: InterfacePolicy, *, window: Window
) -> tuple[MissingFact, ...]:
    """What would make the ranking surer."""
    basis, found = ranking.worth.basis, []
    needed = policy.incidents_needed - basis.counted
    if needed > 0:
        first_on = firm_on(ranking, basis, policy, window=window)
        found.append(
            MissingFact(
                what=f"{count_words(needed, 'more incident')} for a firm ranking", who=(LEADS,), first_on=first_on
            )
        )
    if basis.without:
        found.append(
            MissingFact(
                what=f"what {count_words(basis.without, 'incident')} cost",
                who=names_of({ranking.interfaces[each.interface].to_function for each in uncounted(ranking)}),
                first_on=window.last,
            )
        )
    if silent:
        weeks = count_words(sum(each.weeks for each in silent), "weekly answer")
        found.append(MissingFact(what=f"{weeks} about incidents", who=owing(silent), first_on=window.last))
    return tuple(found)


def uncounted(ranking: Ranking) -> list[Incident]:
    """Incidents that do not state the measure."""
    return [each for each in ranking.incidents if each.uid not in ranking.worth.hundredths]


def firm_on(ranking: Ranking, basis: RankingBasis, policy: InterfacePolicy, *, window: Window) -> date | None:
    """The day with enough incidents at the pace so far; None when that pace never gives so many within the window."""
    days = (window.last - min(each.happened_on for each in ranking.incidents)).days + 1
    pace = basis.counted / max(days, min(SETTLED_DAYS, policy.window_days))
    if pace * policy.window_days < policy.incidents_needed:
        return None
    return window.last + timedelta(days=ceil((policy.incidents_needed - basis.counted) / pace))


def owing(silent: Sequence[SilentFunction]) -> tuple[str, ...]:
    """Names of the functions that owe most; all function leads when nobody owes in particular."""
    return names_of([each.name for each in silent]) or (LEADS,)


def names_of(names: Sequence[str] | set[str]) -> tuple[str, ...]:
    """The first names, and how many others there are."""
    ordered = sorted(names) if isinstance(names, set) else list(names)
    shown = [each for each in ordered if each][:MOST_NAMES]
    others = len(ordered) - len(shown)
    return (*shown, f"{others} more") if shown and others else tuple(shown)
