"""What the record says about parallel runs. Identities are the ``uid`` of the row as text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodFact:
    """One week or month of a run that is over, in the metric's unit.

    number    1 for the first whole period since the start
    standing  pair, burn_in, missing_old, missing_new, missing_both or not_final; only a pair is compared
    """

    number: int
    starts_on: date
    old: Decimal | None
    new: Decimal | None
    standing: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonFact:
    """A metric in both arms, oldest period first.

    metric          uid of the shared metric
    definition      number of the version that its readings follow, None when there is none
    direction       higher or lower: which is better
    is_ratio_scale  compared by the logarithm of new over old
    frequency       week or month
    margin          what the new arm may lose at most, in the unit of the comparison; None for the primary metric
    """

    metric: str
    name: str
    definition: int | None
    direction: str
    is_ratio_scale: bool
    frequency: str
    margin: Decimal | None
    periods: tuple[PeriodFact, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PilotFact:
    """A parallel run with its protocol.

    alpha              how often a good verdict may be wrong, at most
    minimum_periods    pairs before a cut-over may be decided
    maximum_periods    pairs after which it ends without a verdict
    burn_in_periods    first periods that do not count
    worthwhile_effect  smallest effect worth having, in the unit of the comparison; None when any is
    outcome            cut_over, stopped, inconclusive, or empty before the decision
    follows            uid of the pilot whose protocol it replaced, or empty
    """

    uid: str
    flow: str
    name: str
    alpha: Decimal
    minimum_periods: int
    maximum_periods: int
    burn_in_periods: int
    worthwhile_effect: Decimal | None
    follows: str
    locked_on: date | None
    started_on: date | None
    outcome: str
    decided_on: date | None
    cut_over_on: date | None
    legacy_retired_on: date | None
    primary: ComparisonFact
    guardrails: tuple[ComparisonFact, ...]
