"""The fixed numbers of the decision rule (METHODS 6.1 to 6.4); what a protocol may choose stands in the protocol."""

from __future__ import annotations

METHOD = "pilots"
FEWEST_TO_CUT_OVER = 8
"""Pairs; a protocol may ask for more and not for less."""
FEWEST_TO_STOP = 5
"""Pairs of the metric that got worse."""
LOST_SHARE = 0.2
LOST_ON_ONE_SIDE = 3
MOST_CORRELATION = 0.6
"""From one period to the next; above it the periods are too short to be counted one by one."""
EFFECTIVE_PAIRS = 8
"""What the pairs must be worth once their dependence is taken off."""
MIXING = 1.0
"""The constant c: the sequence is sharpest for effects of about one standard deviation."""
