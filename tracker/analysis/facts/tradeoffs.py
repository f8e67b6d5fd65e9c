"""What the record says about trade-offs and market shifts. Identities are the ``uid`` of the row as text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class TradeOffFact:
    """One entry of the ledger.

    kind    estimate, true_up, dispute or reversal
    first   uid of the estimate that it is about; for the estimate its own
    amount  effect on the affected function, negative when it is a cost; None for a dispute
    """

    uid: str
    kind: str
    first: str
    title: str
    decision: str
    originator: str
    affected: str
    metric: str
    amount: Decimal | None
    currency: str
    owns_goods_in_transit: bool | None
    expected_from: date | None
    expected_to: date | None
    entered_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponseFact:
    """When a function knew of a shift and had planned anew; None while unknown or not yet."""

    function: str
    known_on: date | None
    replanned_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftFact:
    """A market shift from the day on which anybody could have seen it to the day on which the floor changed."""

    uid: str
    title: str
    flow: str
    visible_on: date
    floor_changed_on: date | None
    responses: tuple[ResponseFact, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TradeOffFacts:
    """Ledger and shifts of one program, oldest first."""

    entries: tuple[TradeOffFact, ...] = ()
    shifts: tuple[ShiftFact, ...] = ()
