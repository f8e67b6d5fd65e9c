"""The ledger in words, rows and a chart."""

from __future__ import annotations

from typing import Any

from tests.tracker.analysis.trade_offs.builders import analyzed, cycle, decision, estimate, later, on, rates
from tests.tracker.reporting.anew import spec_of
from tracker.analysis.facts.tradeoffs import TradeOffFact
from tracker.progress.words import day_words
from tracker.reporting.coordination.section import Section
from tracker.reporting.coordination.trade_off_chart import DRAWN
from tracker.reporting.coordination.trade_offs import trade_off_section
from tracker.reporting.wording import Json, display_date

FOUNDRY, SOURCE = estimate("Foundry", "-48000"), estimate("Second source", "96000")
LOTS = estimate("Lots", "-27400", by="Operations", on_whom="Procurement")
KNOWN = (FOUNDRY, SOURCE, later(FOUNDRY, "true_up", "-61200"), later(SOURCE, "true_up", "71500"))


def section(*entries: TradeOffFact, **given: Any) -> Section:
    return trade_off_section(analyzed(*entries, **given), {})


def bars(chart: Json) -> dict[str, list[float]]:
    """Amounts of the bars by their style."""
    return {
        layer["mark"]["style"]: [each["amount"] for each in chart["datasets"][layer["data"]["name"]]]
        for layer in chart["layer"]
        if layer["mark"]["type"] == "bar"
    }


def test_what_is_known_comes_first_and_estimates_stand_apart() -> None:
    shown = section(*KNOWN, LOTS)

    assert shown.sentence == (
        "Choices of one function have cost others EUR 61,200 and gained them EUR 71,500; the cost is paid by "
        "Operations for choices of Procurement, which also gained it EUR 71,500; apart from that, 1 estimate (costs of "
        "EUR 27,400) is not known yet."
    )
    assert (shown.is_known, shown.rests_on) == (True, "3 trade-offs, 2 of them trued up")


def test_of_several_pairs_the_one_with_the_largest_cost_is_named() -> None:
    small = estimate("Rush", "-300", by="Logistics")
    shown = section(*KNOWN, small, later(small, "true_up", "-300"), LOTS, later(LOTS, "true_up", "-27400"))

    assert "; the largest part, EUR 61,200, is paid by Operations for choices of Procurement, which" in shown.sentence


def test_estimates_alone_are_told_as_estimates() -> None:
    shown = section(LOTS, later(FOUNDRY, "dispute"), FOUNDRY)

    assert (
        shown.sentence
        == "Choices of one function cost others EUR 27,400, as estimated; nothing is known yet; 1 is disputed."
    )
    assert not shown.is_known


def test_other_currencies_stand_apart_in_the_sentence_too() -> None:
    shown = section(LOTS, estimate("Freight", "-5", currency="USD"))
    without_rate = section(LOTS, estimate("Freight", "-5", currency="USD"), money=rates("EUR", {}))

    assert shown.sentence.endswith("amounts in USD stand apart, as nobody chose the currency of reports.")
    assert without_rate.sentence.endswith("amounts in USD stand apart, as no rate into EUR is recorded.")
    assert [each["currency"] for each in shown.data["ledgers"]] == ["EUR", "USD"]


def test_a_converted_amount_names_the_day_of_its_rate() -> None:
    money = rates("EUR", {"USD": "0.9"}, day=-30)
    (ledger,), (freight, _) = (
        section(LOTS, estimate("Freight", "-50", currency="USD"), money=money).data[name]
        for name in ("ledgers", "rows")
    )

    day = display_date(on(-30))
    assert ledger["converted"] == f"1 amount of another currency is told in EUR at the rate of {day_words(on(-30))}."
    assert (freight["estimate"], freight["told_as"]) == ("cost USD 50", f"EUR 45, by the rate of {day}")


def test_only_own_or_only_disputed_effects_are_said_to_be_so() -> None:
    own = section(estimate("Price", "5", on_whom="Procurement"))
    disputed = section(LOTS, later(LOTS, "dispute"))

    assert own.sentence.startswith("What choices did to other functions is not entered")
    assert disputed.sentence == "All that is entered of what choices did to other functions is disputed."
    assert (own.data["without_own"], disputed.data["without_own"]) == (False, True)


def test_costs_lie_to_the_left_and_each_kind_has_its_own_bar() -> None:
    shown = section(*KNOWN, LOTS, later(LOTS, "dispute"), estimate("Rush", "-300", by="Logistics"))

    assert bars(spec_of(shown.chart)) == {"few": [-61200, 71500], "few-borderline": [-300], "few-outside": [-27400]}
    assert "Procurement to Operations, as it was: cost EUR 61,200, gain EUR 71,500." in shown.chart_alt


def test_of_many_pairs_the_largest_are_drawn_by_name() -> None:
    many = [estimate(str(number), f"-{number + 1}", by=f"F{number:02}") for number in range(20)]
    shown = section(*many, functions={f"F{number:02}": f"F{number:02}" for number in range(20)} | {"Operations": "O"})

    drawn = shown.chart_alt.split(". ")
    assert len(drawn) == DRAWN
    assert drawn[0].startswith("F08 to O")
    assert len(shown.data["rows"]) == 20


def test_the_matrix_says_who_chose_and_leaves_what_is_not_there_empty() -> None:
    (ledger,) = section(*KNOWN, LOTS).data["ledgers"]

    assert ledger["matrix"]["columns"] == ["Operations", "Procurement"]
    operations, procurement = ledger["matrix"]["lines"]
    assert [cell and cell["count"] for cell in operations["cells"]] == [None, "1 trade-off"]
    assert procurement["cells"][0]["lines"][0]["both"] == "cost EUR 61,200, gain EUR 71,500"


def test_what_is_owed_names_who_owes_it_and_since_when() -> None:
    cycles = (cycle("Procurement", "28"),)
    shown = section(LOTS, *KNOWN, later(FOUNDRY, "dispute", day=60), cycles=cycles, day=60)

    assert [(row["who"], row["what"], row["is_late"]) for row in shown.data["owed"]] == [
        ("Procurement", "true-up due since 27 Apr 2026", False),
        ("Operations", "disputed since 1 May 2026", False),
    ]
    assert shown.missing == "Missing: what “Lots” came to (Procurement, since 27 Apr 2026)."


def test_a_row_says_what_became_of_it() -> None:
    taken = estimate("Motors", "-15600", expected_to=on(90))
    early = estimate("Sea freight", "-9000", expected_to=on(90))
    rows = section(taken, later(taken, "reversal", "15600"), early, later(early, "true_up", "0")).data["rows"]

    assert [(row["title"], row["standing"], row["observed"], row["ratio"]) for row in rows] == [
        ("Sea freight", "trued up", "nothing (EUR 0)", "0.00 times"),
        ("Motors", "reversed, counts nothing", "", ""),
    ]
    assert rows[0]["notes"] == ["trued up 21 Apr 2026, early: the effect can be known from 1 Jun 2026"]


def test_how_good_estimates_were_is_refused_with_what_is_missing() -> None:
    everyone, procurement = section(FOUNDRY, later(FOUNDRY, "true_up", "-61200")).data["calibration"]

    assert (everyone["who"], everyone["n"], everyone["ratio"]) == ("All functions", 1, "")
    assert procurement["missing"] == (
        "It takes 3 trued-up costs and 1 is known; too few estimates are open to bring more."
    )


def test_decisions_without_an_entry_are_said() -> None:
    shown = section(LOTS, decisions=(decision("a"), decision("b")))

    assert shown.data["coverage"].startswith("None of 2 decisions marked as a trade-off is named by an entry here")
    assert section(LOTS).data["coverage"] == ""
