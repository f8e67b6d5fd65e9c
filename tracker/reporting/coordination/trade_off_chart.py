"""A bar for what each function's choices did to another: costs to the left, gains to the right, in words as well."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import altair as alt

from tracker.analysis.trade_offs.results import CurrencyLedger, LedgerCell, LedgerSum
from tracker.reporting.chart_blanks import Blank, Picture, Slots
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


def _layers(of: Slots) -> dict[str, alt.Chart]:
    place = alt.Y("name:N", sort=of("names"), axis=_NAMES)
    axis = alt.Axis(title=of("title"), format="~s", tickCount=5, labelOverlap="greedy", labelSeparation=10)
    x = alt.X("amount:Q", scale=alt.Scale(domain=of("ends"), nice=False), axis=axis)
    tooltip = [alt.Tooltip("told:N", title="Trade-offs")]
    # The halo keeps the line of 0 from striking the words through.
    halo = alt.Chart().mark_text(style="halo", dy=ABOVE, fontSize=11, fontWeight="normal", aria=False)
    words = alt.Chart().mark_text(style="as-of-label", dy=ABOVE)
    return {
        "zero": alt.Chart().mark_rule(style="horizon-rule").encode(x=x),
        "bars": alt.Chart().mark_bar(style=of("style"), size=BAR_PIXELS).encode(y=place, x=x, tooltip=tooltip),
        "halo": halo.encode(y=place, x=x, text="words:N"),
        "words": words.encode(y=place, x=x, text="words:N"),
    }


_BLANK = Blank(_layers)


def trade_off_chart(rows: Sequence[Json], *, currency: str) -> Picture:
    """Rows of ``drawn_rows``, from top to bottom."""
    names = ["|".join(row["lines"]) + chr(0x200B) * number for number, row in enumerate(rows)]
    reach = max([1.0, *(abs(row[side]) for row in rows for side in ("cost", "gain"))]) * 1.05
    picture = Picture(
        blank=_BLANK,
        description="What choices did to others",
        height=ROW_PIXELS * len(rows) + 10,
        values={"names": names, "ends": [-reach, reach], "title": f"← cost · {currency} · gain →"},
    )
    pieces = [
        {"name": name, "kind": row["kind"], "amount": row[side], "told": row["told"]}
        for name, row in zip(names, rows, strict=True)
        for side in ("cost", "gain")
        if row[side]
    ]
    picture.draw("zero", [{"amount": 0}])
    for kind, style in STYLES:
        picture.draw("bars", [piece for piece in pieces if piece["kind"] == kind], style=style)
    words = [{"name": name, "words": row["words"], "amount": 0} for name, row in zip(names, rows, strict=True)]
    picture.draw("halo", words)
    picture.draw("words", words)
    return picture
