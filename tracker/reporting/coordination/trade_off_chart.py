"""A bar for what each function's choices did to another: costs to the left, gains to the right, in words as well."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import altair as alt

from tracker.analysis.trade_offs.results import CurrencyLedger, LedgerCell, LedgerSum
from tracker.reporting.chart_layers import Width, finished
from tracker.reporting.coordination.section import GONE
from tracker.reporting.coordination.trade_off_rows import KINDS, both_words
from tracker.reporting.wording import Json

DRAWN = 12
ROW_PIXELS = 58
BAR_PIXELS = 14
ABOVE = -17
STYLES = (("as-it-was", "few"), ("estimated", "few-borderline"), ("disputed", "few-outside"))
_NAMES = alt.Axis(
    title=None, domain=False, ticks=False, labelExpr="split(datum.label, '|')", labelLimit=150, minExtent=140,
    labelLineHeight=13, labelOffset=-12, offset=4,
)  # fmt: skip


def drawn_rows(ledger: CurrencyLedger) -> list[Json]:
    """A row for each pair of functions and each of its sums, by name; of many the largest, in the same order."""
    rows = [row for cell in ledger.cells for row in rows_of(cell, ledger.currency)]
    if len(rows) <= DRAWN:
        return rows
    largest = sorted(rows, key=lambda row: row["cost"] - row["gain"])[:DRAWN]
    return [row for row in rows if row in largest]


def rows_of(cell: LedgerCell, currency: str) -> Iterator[Json]:
    """The sums of one pair."""
    chose, feels = cell.originator.name or GONE, cell.affected.name or GONE
    for kind, label, drawn in KINDS:
        found: LedgerSum | None = getattr(cell.money, kind)
        if found is None:
            continue
        words = both_words(found, currency)
        yield {
            "lines": [chose, "itself" if cell.originator == cell.affected else f"→ {feels}", f"({label})"],
            "told": f"{chose} to {'itself' if cell.originator == cell.affected else feels}, {label}: {words}",
            "kind": drawn,
            "cost": float(found.costs),
            "gain": float(found.gains),
            "words": words,
        }


def trade_off_chart(rows: Sequence[Json], *, currency: str, width: Width = "container") -> Json:
    """The spec for rows of ``drawn_rows``, from top to bottom."""
    names = ["|".join(row["lines"]) + chr(0x200B) * number for number, row in enumerate(rows)]
    place = alt.Y("name:N", sort=names, axis=_NAMES)
    reach = max([1.0, *(abs(row[side]) for row in rows for side in ("cost", "gain"))]) * 1.05
    scale = alt.Scale(domain=[-reach, reach], nice=False)
    axis = alt.Axis(title=f"← cost   {currency}   gain →", format="~s", tickCount=5, labelOverlap="greedy")
    x = alt.X("amount:Q", scale=scale, axis=axis)
    pieces = [
        {"name": name, "kind": row["kind"], "amount": row[side], "told": row["told"]}
        for name, row in zip(names, rows, strict=True)
        for side in ("cost", "gain")
        if row[side]
    ]
    layers = [
        alt.Chart(alt.InlineData(values=bars))
        .mark_bar(style=style, size=BAR_PIXELS)
        .encode(y=place, x=x, tooltip=[alt.Tooltip("told:N", title="Trade-offs")])
        for kind, style in STYLES
        # A layer without bars would be a picture without words.
        if (bars := [piece for piece in pieces if piece["kind"] == kind])
    ]
    words = [{"name": name, "words": row["words"], "amount": 0} for name, row in zip(names, rows, strict=True)]
    text = alt.Chart(alt.InlineData(values=words)).mark_text(style="as-of-label", dy=ABOVE)
    layers.append(text.encode(y=place, x=x, text="words:N"))
    zero = alt.Chart(alt.InlineData(values=[{"amount": 0}])).mark_rule(style="horizon-rule").encode(x=x)
    return finished(
        [zero, *layers], description="What choices did to others", width=width, height=ROW_PIXELS * len(rows) + 10
    )
