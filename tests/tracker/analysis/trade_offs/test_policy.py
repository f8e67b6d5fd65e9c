"""The defaults in code are those of the catalog."""

from __future__ import annotations

from programs.policy_numbers import policy_numbers
from tracker.analysis.trade_offs.policy import TradeOffPolicy, trade_off_policy


def test_the_defaults_are_those_that_people_read() -> None:
    numbers = {key: f"{each.default:f}" for key, each in policy_numbers().items()}

    assert trade_off_policy(numbers) == TradeOffPolicy()


def test_what_was_decided_holds() -> None:
    decided = {"true_up_cycles": "3", "true_up_overdue_days": "30", "true_ups_compared": "8"}

    assert trade_off_policy(decided) == TradeOffPolicy(cycles=3, overdue_days=30, calibrated=8)
