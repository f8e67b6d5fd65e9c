"""What the record says about parallel runs. Identities are the ``uid`` of the row as text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
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
    redefined_on    from when a later definition holds, whose readings are another series; None when there is none
    direction       higher or lower: which is better
    is_ratio_scale  compared by the logarithm of new over old
    frequency       week or month
    margin          what the new arm may lose at most, in the unit of the comparison; None for the primary metric
    """

    metric: str
    name: str
    unit: str
    definition: int | None
    redefined_on: date | None
    direction: str
    is_ratio_scale: bool
    frequency: str
    margin: Decimal | None
    periods: tuple[PeriodFact, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PilotFact:
    """A parallel run with its protocol.

    old_arm, new_arm   what the two ways are called
    alpha              how often a good verdict may be wrong, at most
    minimum_periods    pairs before a cut-over may be decided
    maximum_periods    pairs after which it ends without a verdict
    burn_in_periods    first periods that do not count
    worthwhile_effect  smallest effect worth having, in the unit of the comparison; None when any is
    outcome            cut_over, stopped, inconclusive, or empty before the decision
    follows            uid of the pilot whose protocol it replaced, or empty
    is_randomized      whether lots were drawn which work goes which way; None where nobody said
    """

    uid: str
    flow: str
    name: str
    old_arm: str
    new_arm: str
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
    is_randomized: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LaterReading:
    """A final reading of a pilot's primary metric in a period that began after its cut-over, in the metric's unit."""

    starts_on: date
    value: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class PilotFacts:
    """The parallel runs of a program in the order in which they were drafted, and what lies around them.

    owed_by  uids of the functions that answer for a metric today, by the metric's uid
    later    readings since the cut-over in the order of their periods, by the pilot's uid
    """

    pilots: tuple[PilotFact, ...] = ()
    owed_by: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    later: Mapping[str, tuple[LaterReading, ...]] = field(default_factory=dict)
