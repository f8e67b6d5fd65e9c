"""Who pays for whose gain, in words."""

from __future__ import annotations

from collections.abc import Iterator

from tracker.analysis.trade_offs.results import (
    CurrencyLedger,
    LedgerBasis,
    LedgerCell,
    LedgerSum,
    TradeOffAnalysis,
    TradeOffStanding,
)
from tracker.progress.numbers import Number, State
from tracker.progress.words import and_words, sentence
from tracker.reporting.coordination.section import GONE, Names, Section
from tracker.reporting.coordination.trade_off_chart import drawn_rows, trade_off_chart
from tracker.reporting.coordination.trade_off_rows import calibration_row, ledger_table, owed_rows, trade_off_row
from tracker.reporting.wording import counted, display_date, money_text

HOW_TO_READ = (
    "Bars to the left: costs. To the right: gains. Solid: as it was, after the true-up. Dashed outline: estimated. "
    "Pale: disputed. By name of the function that chose, not by size."
)
MOST_MISSING = 3


def trade_off_section(found: TradeOffAnalysis, names: Names) -> Section:
    """The ledger of a program in words."""
    del names  # A result names its functions itself: they are part of what was analyzed.
    main = found.ledgers[0] if found.ledgers else None
    drawn = drawn_rows(main) if main else []
    return Section(
        sentence=answer(found),
        is_known=main is not None and main.across.trued_up is not None,
        rests_on=rests_on(found),
        missing=all_missing(found),
        chart=trade_off_chart(drawn, currency=main.currency) if main and drawn else None,
        chart_alt=" ".join(f"{row['told']}." for row in drawn),
        chart_note=HOW_TO_READ if drawn else "",
        data={
            "ledgers": [ledger_table(each) for each in found.ledgers],
            "rows": [trade_off_row(row) for row in reversed(found.rows)],
            "owed": owed_rows(found.rows),
            "calibration": [calibration_row(each) for each in found.calibration],
            "coverage": coverage_words(found.coverage),
            "without_own": bool(found.ledgers) and not any(has_own(each) for each in found.ledgers),
        },
    )


def answer(found: TradeOffAnalysis) -> str:
    """What is known of the first currency, the largest cost, and what is only estimated or disputed."""
    if found.state is State.INSUFFICIENT_DATA:
        return sentence(f"{found.reason}, so nobody can tell who pays for whose gain")
    main = found.ledgers[0]
    across, currency = main.across, main.currency
    parts = []
    if across.trued_up is not None:
        parts.append(f"Choices of one function have {did_words(across.trued_up, currency, past=True)}")
        parts += largest_words(main)
    elif across.estimated is not None:
        parts.append(
            f"Choices of one function {did_words(across.estimated, currency)}, as estimated; nothing is known yet"
        )
    elif across.disputed_estimated or across.disputed_trued_up:
        parts.append("All that is entered of what choices did to other functions is disputed")
    else:
        parts.append("What choices did to other functions is not entered, only what they did to those who chose")
    return sentence("; ".join([*parts, *apart_words(main), *others_words(found)]))


def did_words(found: LedgerSum, currency: str, *, past: bool = False) -> str:
    """``cost others EUR 82,000 and gained them EUR 71,500``."""
    cost = f"cost others {money_text(abs(float(found.costs)), currency)}" if found.costs else ""
    verb, whom = "gained" if past else "gain", "them" if cost else "others"
    gain = f"{verb} {whom} {money_text(float(found.gains), currency)}" if found.gains else ""
    return and_words(each for each in (cost, gain) if each) or "come to nothing for others"


def largest_words(ledger: CurrencyLedger) -> Iterator[str]:
    """The pair with the largest known cost, and what it gained the one who pays."""
    pairs = [each for each in ledger.cells if each.originator != each.affected and cost_of(each)]
    if not pairs:
        return
    pair = min(pairs, key=cost_of)
    chose, feels = pair.originator.name or GONE, pair.affected.name or GONE
    known = pair.money.trued_up
    gained = (
        f", which also gained it {money_text(float(known.gains), ledger.currency)}" if known and known.gains else ""
    )
    cost = money_text(abs(cost_of(pair)), ledger.currency)
    most = f"the largest part, {cost}, is paid" if len(pairs) > 1 else "the cost is paid"
    yield f"{most} by {feels} for choices of {chose}{gained}"


def cost_of(pair: LedgerCell) -> float:
    """The known costs of a pair, 0 or less."""
    return float(pair.money.trued_up.costs) if pair.money.trued_up else 0.0


def apart_words(ledger: CurrencyLedger) -> Iterator[str]:
    """What is estimated or disputed beside what is known: never added to it."""
    money, currency = ledger.across, ledger.currency
    disputed = [each for each in (money.disputed_estimated, money.disputed_trued_up) if each]
    if money.trued_up is not None and money.estimated is not None:
        size = size_words(money.estimated, currency)
        verb = "is" if money.estimated.n == 1 else "are"
        yield f"apart from that, {counted(money.estimated.n, 'estimate')} ({size}) {verb} not known yet"
    if disputed and (money.trued_up or money.estimated):
        count = sum(each.n for each in disputed)
        yield f"{count} {'is' if count == 1 else 'are'} disputed"


def size_words(found: LedgerSum, currency: str) -> str:
    """``costs of EUR 27,400 and gains of EUR 1,000``."""
    costs = f"costs of {money_text(abs(float(found.costs)), currency)}" if found.costs else ""
    gains = f"gains of {money_text(float(found.gains), currency)}" if found.gains else ""
    return and_words(each for each in (costs, gains) if each) or money_text(0, currency)


def others_words(found: TradeOffAnalysis) -> Iterator[str]:
    """Currencies that stand apart: nobody stated a rate, or which currency reports are in."""
    others = found.ledgers[1:]
    if others:
        why = f"no rate into {found.told_in} is recorded" if found.told_in else "nobody chose the currency of reports"
        yield f"amounts in {and_words(each.currency for each in others)} stand apart, as {why}"


def rests_on(found: TradeOffAnalysis) -> str:
    """``7 trade-offs, 6 of them trued up; 1 more was reversed``; empty without any."""
    counting = [row for row in found.rows if row.standing is not TradeOffStanding.REVERSED]
    if not counting:
        return ""
    known = sum(row.basis is LedgerBasis.TRUED_UP for row in counting)
    told = f"{counted(len(counting), 'trade-off')}, {known or 'none'} of them trued up"
    reversed_ = len(found.rows) - len(counting)
    return f"{told}; {reversed_} more {'was' if reversed_ == 1 else 'were'} reversed" if reversed_ else told


def all_missing(found: TradeOffAnalysis) -> str:
    """What is not there yet, who has it, and since when it can be there."""
    if not found.missing:
        return ""
    if not found.ledgers:
        return f"Missing: {found.missing[0].what}, from {and_words(found.missing[0].who)}, possible today."
    told = [
        f"{each.what} ({and_words(name or GONE for name in each.who)}, since {display_date(each.first_on)})"
        for each in found.missing[:MOST_MISSING]
    ]
    more = len(found.missing) - len(told)
    return f"Missing: {'; '.join(told)}{f'; and {more} more' if more else ''}."


def coverage_words(coverage: Number) -> str:
    """How many of the decisions that were marked as trade-offs an entry names; empty when none is marked."""
    if coverage.value is None:
        return ""
    named = round(coverage.value * coverage.n)
    return (
        f"{named or 'None'} of {counted(coverage.n, 'decision')} marked as a trade-off "
        f"{'is' if named <= 1 else 'are'} named by an entry here: what the others did to anybody is not in the sums."
    )


def has_own(ledger: CurrencyLedger) -> bool:
    """Whether anybody entered what a choice did to the function that made it."""
    own = ledger.own
    return any((own.trued_up, own.estimated, own.disputed_trued_up, own.disputed_estimated))
