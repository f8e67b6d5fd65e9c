"""The rows of the page of trade-offs: sums, the matrix, each trade-off, what is owed, how good estimates were."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from tracker.analysis.money import converted_words
from tracker.analysis.trade_offs.results import (
    CurrencyLedger,
    EffectSign,
    EstimateCalibration,
    LedgerBasis,
    LedgerCell,
    LedgerFunction,
    LedgerMoney,
    LedgerRow,
    LedgerSum,
    TradeOffStanding,
    TrueUpTiming,
)
from tracker.progress.words import sentence
from tracker.reporting.coordination.section import GONE
from tracker.reporting.wording import Json, counted, display_date, joined, money_text

KINDS = (
    ("trued_up", "as it was", "as-it-was"),
    ("estimated", "estimated", "estimated"),
    ("disputed_trued_up", "disputed true-up", "disputed"),
    ("disputed_estimated", "disputed estimate", "disputed"),
)
"""The four sums, what they are called, and how they are drawn; known first."""
OWED = (TrueUpTiming.DUE, TrueUpTiming.OVERDUE)
SIGNS = {EffectSign.COST: "Costs", EffectSign.GAIN: "Gains"}
STANDING_WORDS = {
    TradeOffStanding.ESTIMATED: "estimated",
    TradeOffStanding.TRUED_UP: "trued up",
    TradeOffStanding.DISPUTED: "disputed",
    TradeOffStanding.REVERSED: "reversed, counts nothing",
}


def effect_words(amount: Decimal, currency: str) -> str:
    """``cost EUR 61,200``, ``gain EUR 71,500`` or ``nothing (EUR 0)``: the direction is a word."""
    if not amount:
        return f"nothing ({money_text(0, currency)})"
    return f"{'cost' if amount < 0 else 'gain'} {money_text(abs(float(amount)), currency)}"


def both_words(found: LedgerSum, currency: str) -> str:
    """Its costs and its gains: ``cost EUR 61,200, gain EUR 71,500``; one that is 0 is left out."""
    parts = [effect_words(each, currency) for each in (found.costs, found.gains) if each]
    return ", ".join(parts) or effect_words(Decimal(0), currency)


def money_lines(money: LedgerMoney, currency: str) -> list[Json]:
    """The sums that there are, each in a line of its own: they are never added."""
    lines = []
    for kind, label, drawn in KINDS:
        found: LedgerSum | None = getattr(money, kind)
        if found is not None:
            is_mixed = bool(found.gains and found.costs)
            lines.append(
                {
                    "kind": drawn,
                    "label": label,
                    "net": effect_words(found.net, currency),
                    "both": both_words(found, currency),
                    "is_mixed": is_mixed,
                    "n": found.n,
                }
            )
    return lines


def ledger_table(ledger: CurrencyLedger) -> Json:
    """A ledger of one currency: its functions, its total, its matrix."""
    currency = ledger.currency
    return {
        "currency": currency,
        "converted": sentence(converted_words(ledger.converted, into=currency, rate_days=ledger.rate_days)),
        "functions": [
            {
                "name": each.function.name or GONE,
                "own": money_lines(each.own, currency),
                "caused": money_lines(each.caused, currency),
                "evaluation": money_lines(each.evaluation, currency),
                "received": money_lines(each.received, currency),
            }
            for each in ledger.functions
        ],
        "total": money_lines(ledger.total, currency),
        "across": money_lines(ledger.across, currency),
        "own": money_lines(ledger.own, currency),
        "matrix": matrix_table(ledger),
    }


def matrix_table(ledger: CurrencyLedger) -> Json:
    """Function that chose by function that feels it; an empty cell is no trade-off."""
    cells = {(each.originator.uid, each.affected.uid): each for each in ledger.cells}
    everyone = [each.function for each in ledger.functions]
    choosers = [each for each in everyone if any(cell.originator == each for cell in ledger.cells)]
    feelers = [each for each in everyone if any(cell.affected == each for cell in ledger.cells)]
    return {
        "columns": [each.name or GONE for each in feelers],
        "lines": [
            {
                "name": chooser.name or GONE,
                "cells": [
                    matrix_cell(cells.get((chooser.uid, feeler.uid)), ledger.currency, is_own=chooser == feeler)
                    for feeler in feelers
                ],
            }
            for chooser in choosers
        ],
    }


def matrix_cell(cell: LedgerCell | None, currency: str, *, is_own: bool) -> Json | None:
    """What one did to the other, and the address of the entries behind it."""
    if cell is None:
        return None
    return {
        "chose": cell.originator.uid,
        "feels": cell.affected.uid,
        "told": pair_words(cell),
        "is_own": is_own,
        "lines": money_lines(cell.money, currency),
        "count": counted(len(cell.trade_offs), "trade-off"),
    }


def pair_words(pair: LedgerCell | LedgerRow) -> str:
    """``Procurement → Operations``; of one function ``Procurement, itself``."""
    if pair.originator == pair.affected:
        return f"{pair.originator.name or GONE}, itself"
    return f"{pair.originator.name or GONE} → {pair.affected.name or GONE}"


def trade_off_row(row: LedgerRow) -> Json:
    """One trade-off for the table."""
    return {
        "uid": row.uid,
        "title": row.title,
        "chose": row.originator.uid,
        "feels": row.affected.uid,
        "pair": pair_words(row),
        "entered_on": display_date(row.entered_on),
        "estimate": effect_words(row.estimate, row.stated_in),
        "observed": "" if row.observed is None else effect_words(row.observed, row.stated_in),
        "told_as": told_as(row),
        "ratio": "" if row.ratio is None else f"{row.ratio:.2f} times",
        "standing": standing_words(row),
        "is_reversed": row.standing is TradeOffStanding.REVERSED,
        "is_disputed": row.standing is TradeOffStanding.DISPUTED,
        "notes": list(row_notes(row)),
    }


def told_as(row: LedgerRow) -> str:
    """``EUR 12,300, by the rate of 24 October 2026``; empty for an amount that stands as it was stated."""
    if row.rate_on is None:
        return ""
    return f"{money_text(abs(float(row.amount)), row.currency)}, by the rate of {display_date(row.rate_on)}"


def standing_words(row: LedgerRow) -> str:
    """``disputed true-up``; for others what they are."""
    if row.standing is TradeOffStanding.DISPUTED:
        return "disputed estimate" if row.basis is LedgerBasis.ESTIMATED else "disputed true-up"
    return STANDING_WORDS[row.standing]


def row_notes(row: LedgerRow) -> Iterator[str]:
    """When it was settled, or can be; since when it is disputed."""
    if row.reversed_on:
        yield f"on {display_date(row.reversed_on)}"
        return
    if row.trued_up_on:
        early = f", early: the effect can be known from {display_date(row.due.due_on)}" if row.is_early else ""
        yield f"trued up {display_date(row.trued_up_on)}{early}"
    if row.disputed_on:
        yield f"disputed since {display_date(row.disputed_on)}"
    if row.observed is None:
        yield due_words(row)


def due_words(row: LedgerRow) -> str:
    """``true-up overdue since 12 May 2026``, ``true-up from 3 June 2026 on``, or why no day can be told."""
    day = display_date(row.due.due_on)
    match row.due.timing:
        case TrueUpTiming.DUE:
            return f"true-up due since {day}"
        case TrueUpTiming.OVERDUE:
            return f"true-up overdue: due since {day}"
        case TrueUpTiming.UNDATED:
            return "nobody said how long it is felt"
        case _:
            return f"true-up due from {day} on"


def owed_rows(rows: tuple[LedgerRow, ...]) -> list[Json]:
    """True-ups that are owed, longest first, then those without a day, then open disputes."""
    open_ = [row for row in rows if row.standing is not TradeOffStanding.REVERSED]
    due = sorted(
        (row for row in open_ if row.due.timing in OWED), key=lambda row: (row.due.due_on or row.entered_on, row.uid)
    )
    undated = [row for row in open_ if row.due.timing is TrueUpTiming.UNDATED]
    disputed = [row for row in open_ if row.standing is TradeOffStanding.DISPUTED and row not in due]
    return [
        *(owed_row(row, due_words(row), who=row.due.owed_by) for row in due),
        *(owed_row(row, f"{due_words(row)}, and no planning cycle tells", who=row.originator) for row in undated),
        *(owed_row(row, f"disputed since {display_date(row.disputed_on)}", who=row.due.owed_by) for row in disputed),
    ]


def owed_row(row: LedgerRow, what: str, *, who: LedgerFunction) -> Json:
    """One answer that somebody owes."""
    is_late = row.due.timing is TrueUpTiming.OVERDUE
    return trade_off_row(row) | {"what": what, "who": who.name or GONE, "is_late": is_late}


def calibration_row(found: EstimateCalibration) -> Json:
    """How good the estimates of one function, or of all, were."""
    ratio = found.ratio
    known = ratio.value is not None and ratio.interval is not None
    return {
        "who": found.function.name or GONE if found.function else "All functions",
        "sign": SIGNS[found.sign],
        "n": ratio.n,
        "ratio": f"{ratio.value:.2f} times" if ratio.value is not None else "",
        "interval": f"{ratio.interval[0]:.2f} to {ratio.interval[1]:.2f}" if known and ratio.interval else "",
        "is_range": known and bool(ratio.reason),
        "missing": "" if known else missing_words(found),
    }


def missing_words(found: EstimateCalibration) -> str:
    """What is missing, who has it, and the day on which there can be enough."""
    if found.first_on is None:
        return sentence(f"{found.ratio.reason}; too few estimates are open to bring more")
    return sentence(
        f"{found.ratio.reason}; at the earliest {display_date(found.first_on)}, from {joined(list(found.owed_by))}"
    )
