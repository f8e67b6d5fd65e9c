"""How a number is stated: with its unit, how many records it rests on, and why it may be missing."""

from __future__ import annotations

from dataclasses import dataclass

from tracker.progress.results import Number, State


@dataclass(frozen=True, slots=True)
class Gauge:
    """What stays the same about a number whatever its state: method, unit, and n."""

    method: str
    unit: str
    n: int = 0

    def value(self, value: float) -> Number:
        """A number that was measured."""
        return Number(state=State.VALUE, method=self.method, value=float(value), unit=self.unit, n=self.n)

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
