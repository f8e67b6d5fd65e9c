"""How a number is stated: with its unit, how many records it rests on, and why it may be missing."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

NOISE = 1e-9
"""Below this two ratios are the same: a threshold that is met exactly is met."""


class State(StrEnum):
    """The states a number may take (METHODS R2)."""

    VALUE = "value"
    NOT_APPLICABLE = "not_applicable"
    INSUFFICIENT_DATA = "insufficient_data"
    DEGRADED = "degraded"


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A number that says what it is a number of.

    value      None unless the state is value or degraded, or when ``unbounded``
    unit       weight, weeks, months, days, ratio, percent, or a currency code
    n          how many records it rests on
    reason     why there is no value, or why it is degraded; a sentence for people
    interval   (low, high), or None for numbers that have none
    method     the id of its page in docs/methods
    unbounded  True where the formula has no finite answer (IEAC(t) when nothing is earned)
    """

    state: State
    method: str
    value: float | None = None
    unit: str = ""
    n: int = 0
    reason: str = ""
    interval: tuple[float, float] | None = None
    unbounded: bool = False


@dataclass(frozen=True, slots=True)
class Gauge:
    """What stays the same about a number whatever its state: method, unit, and n."""

    method: str
    unit: str
    n: int = 0

    def value(self, value: float) -> Number:
        """A number that was measured."""
        return Number(state=State.VALUE, method=self.method, value=float(value), unit=self.unit, n=self.n)

    def between(self, value: float, low: float, high: float) -> Number:
        """A number that was measured, with its interval."""
        return Number(
            state=State.VALUE, method=self.method, value=value, unit=self.unit, n=self.n, interval=(low, high)
        )

    def degraded(self, value: float, reason: str) -> Number:
        """A number that was measured and should be read with ``reason`` in mind."""
        return Number(
            state=State.DEGRADED, method=self.method, value=float(value), unit=self.unit, n=self.n, reason=reason
        )

    def unbounded(self, reason: str) -> Number:
        """A number that was measured and has no finite value."""
        return Number(state=State.VALUE, method=self.method, unit=self.unit, n=self.n, reason=reason, unbounded=True)

    def insufficient(self, reason: str) -> Number:
        """A number that cannot be measured yet; ``reason`` says what is missing."""
        return Number(state=State.INSUFFICIENT_DATA, method=self.method, unit=self.unit, n=self.n, reason=reason)

    def not_applicable(self, reason: str) -> Number:
        """A number that has no meaning here."""
        return Number(state=State.NOT_APPLICABLE, method=self.method, unit=self.unit, n=self.n, reason=reason)
