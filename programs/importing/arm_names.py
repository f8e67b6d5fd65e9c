"""The arms that readings of a metric may be of, by the names that people write."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

from programs.actions.given_readings import arm_name
from programs.importing.text import folded
from programs.models import Pilot

Arm: TypeAlias = tuple[Pilot | None, str]
"""The pilot, when the name says one, and the label of its arm."""


class ArmNames:
    """Arms by name, whatever the case: the label alone, or the pilot and the label, as in Weekly session / New.

    A label alone leaves open whose arm it is: the period decides. A new label stays as it is first spelled.
    """

    def __init__(self, pilots: Iterable[Pilot], labels: Iterable[str]) -> None:
        self.pilots = tuple(pilots)
        self._arms: dict[str, Arm] = {folded(label): (None, label) for label in labels if label}
        for pilot in self.pilots:
            for label in (pilot.old_arm, pilot.new_arm):
                self._arms.setdefault(folded(label), (None, label))
                self._arms[folded(arm_name(pilot, label))] = (pilot, label)

    def __contains__(self, text: str) -> bool:
        return folded(text) in self._arms

    def find(self, text: str) -> Arm:
        """The arm of that name; a label of no pilot when the name is new."""
        return self._arms.setdefault(folded(text), (None, text)) if text else (None, "")

    @property
    def names(self) -> list[str]:
        """Every name as it is spelled, in the order of the alphabet."""
        return sorted({arm_name(*arm) for arm in self._arms.values()})
