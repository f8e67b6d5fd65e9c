"""What is said about the trade-offs of one program: the shape that pages, the API and reports show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from tracker.analysis.interfaces.results import MissingFact
from tracker.progress.numbers import Number, State

METHOD = "trade-offs"


class LedgerBasis(StrEnum):
    """What an amount is: guessed beforehand, or found out. The two are never added."""

    ESTIMATED = "estimated"
    TRUED_UP = "trued_up"


class TradeOffStanding(StrEnum):
    """What may be said of the amount of a trade-off."""

    ESTIMATED = "estimated"
    TRUED_UP = "trued_up"
    DISPUTED = "disputed"
    REVERSED = "reversed"


class EffectSign(StrEnum):
    """Which way an estimate points for the function that feels it."""

    COST = "cost"
    GAIN = "gain"


class TrueUpTiming(StrEnum):
    """Whether a true-up is owed. ``undated``: nothing in the record says when it can be known."""

    DONE = "done"
    WAITING = "waiting"
    DUE = "due"
    OVERDUE = "overdue"
    UNDATED = "undated"


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerFunction:
    """A function by uid, with the name that it had when this was worked out."""

    uid: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerSum:
    """Amounts of one basis in one currency.

    gains  0 or more
    costs  0 or less
    net    both together
    n      how many trade-offs it rests on
    """

    gains: Decimal
    costs: Decimal
    net: Decimal
    n: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerMoney:
    """Four sums that are never added to each other; None where no trade-off is of the kind."""

    estimated: LedgerSum | None
    trued_up: LedgerSum | None
    disputed_estimated: LedgerSum | None
    disputed_trued_up: LedgerSum | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerCell:
    """What one function's choices did to another, or to itself; ``trade_offs`` are uids of the estimates."""

    originator: LedgerFunction
    affected: LedgerFunction
    money: LedgerMoney
    trade_offs: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FunctionLedger:
    """One function.

    own         what its choices did to itself
    caused      what they did to others
    received    what the choices of others did to it; attributed, and no part of its evaluation
    evaluation  own and caused
    """

    function: LedgerFunction
    own: LedgerMoney
    caused: LedgerMoney
    received: LedgerMoney
    evaluation: LedgerMoney


@dataclass(frozen=True, slots=True, kw_only=True)
class CurrencyLedger:
    """All trade-offs that are told in one currency, each once.

    converted  how many of them were stated in another one, and by rates since which days they were told
    across     what choices did to other functions
    functions  by name; the order says nothing about them
    cells      by the names of originator and affected function
    """

    currency: str
    converted: int
    total: LedgerMoney
    own: LedgerMoney
    across: LedgerMoney
    functions: tuple[FunctionLedger, ...]
    cells: tuple[LedgerCell, ...]
    rate_days: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TrueUpDue:
    """When what really happened can be known, and who knows it.

    due_on      None when nothing in the record says it
    overdue_on  the first day on which it is late
    cycle_days  the longest planning cycle of the two functions; None when none is recorded
    """

    timing: TrueUpTiming
    due_on: date | None
    overdue_on: date | None
    owed_by: LedgerFunction
    cycle_days: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerRow:
    """One trade-off. Amounts are effects on ``affected``: positive is a gain, negative a cost.

    uid         of the estimate
    estimate    in ``stated_in``, as it was entered; ``observed`` likewise, None before a true-up
    amount      what counts, in ``currency``: the newest true-up, else the estimate; 0 when it was reversed
    rate_on     since when the rate held by which it was told in ``currency``; None when it was stated in that
    basis       what ``amount`` is
    is_early    trued up before the effect could be known whole
    ratio       observed over estimated; None without both, or when nothing was estimated
    disputed_on None once a true-up answered the dispute
    """

    uid: str
    title: str
    originator: LedgerFunction
    affected: LedgerFunction
    decision: str
    metric: str
    entered_on: date
    standing: TradeOffStanding
    basis: LedgerBasis
    stated_in: str
    estimate: Decimal
    observed: Decimal | None
    currency: str
    amount: Decimal
    trued_up_on: date | None
    disputed_on: date | None
    reversed_on: date | None
    expected_from: date | None
    expected_to: date | None
    owns_goods_in_transit: bool | None
    due: TrueUpDue
    is_early: bool
    ratio: float | None
    rate_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EstimateCalibration:
    """How what was found out compares with what was estimated; costs and gains apart, as they err to different sides.

    function  whose estimates; None for those of all
    ratio     the median of observed over estimated, with its interval or its range; n is the true-ups
    owed_by   names of the functions whose true-ups would bring it
    first_on  the day on which there can be enough; None while too few are open
    """

    function: LedgerFunction | None
    sign: EffectSign
    ratio: Number
    owed_by: tuple[str, ...] = ()
    first_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TradeOffAnalysis:
    """The ledger of a program as of a day.

    missing      what is not there yet, who has it, and the day on which it can be there
    ledgers      by currency, the one with most trade-offs first
    rows         oldest first, those that were reversed among them
    coverage     share of the decisions marked as trade-offs that an entry names; n is the decisions
    told_in      the currency that the program is told in; empty when nobody chose one and it has several
    """

    state: State
    reason: str
    missing: tuple[MissingFact, ...]
    ledgers: tuple[CurrencyLedger, ...]
    rows: tuple[LedgerRow, ...]
    calibration: tuple[EstimateCalibration, ...]
    coverage: Number
    told_in: str = ""
