"""The two examples of the article are the acceptance tests: the cost belongs to the function that chose."""

from __future__ import annotations

from decimal import Decimal

from tests.tracker.analysis.trade_offs.builders import estimate, later, net, of, only_ledger


def test_longer_lead_times_for_lower_unit_costs_count_in_the_evaluation_of_procurement() -> None:
    """Procurement extends supplier lead times to reduce unit costs; operations holds the inventory."""
    saving = estimate("Unit cost", "25000", by="Procurement", on_whom="Procurement")
    stock = estimate("Inventory", "-37810", by="Procurement", on_whom="Operations")

    ledger = only_ledger(saving, later(saving, "true_up", "25000"), stock, later(stock, "true_up", "-37810"))

    procurement, operations = of(ledger, "Procurement"), of(ledger, "Operations")
    assert net(procurement.own.trued_up) == 25000
    assert net(procurement.evaluation.trued_up) == -12810
    assert (net(operations.received.trued_up), operations.evaluation.trued_up) == (Decimal(-37810), None)
    assert net(ledger.total.trued_up) == -12810


def test_schedule_changes_for_efficiency_count_in_the_evaluation_of_operations() -> None:
    """Operations changes production schedules to improve efficiency; the supplier is disrupted."""
    efficiency = estimate("Efficiency", "9000", by="Operations", on_whom="Operations")
    disruption = estimate("Supplier disruption", "-14000", by="Operations", on_whom="Procurement")

    ledger = only_ledger(efficiency, disruption)

    operations, procurement = of(ledger, "Operations"), of(ledger, "Procurement")
    assert net(operations.evaluation.estimated) == -5000
    assert (net(operations.caused.estimated), operations.received.estimated) == (Decimal(-14000), None)
    assert (net(procurement.received.estimated), procurement.evaluation.estimated) == (Decimal(-14000), None)
    assert operations.evaluation.trued_up is None


def test_a_gain_for_another_counts_for_the_one_who_chose_too() -> None:
    ledger = only_ledger(estimate("Second source", "96000"))

    evaluation = of(ledger, "Procurement").evaluation.estimated
    assert evaluation is not None
    assert (evaluation.gains, evaluation.costs, evaluation.n) == (Decimal(96000), Decimal(0), 1)
