"""One decision with everything that its verdict rests on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tracker.analysis.facts.constraints import Resource
from tracker.analysis.facts.decisions import DecisionRight
from tracker.analysis.rights.binding import Binding
from tracker.analysis.rights.question import FlowLimit
from tracker.analysis.rights.results import Decider, Named, RightScope
from tracker.analysis.rights.standing import Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A decision on a day, and the resource that is taken for its constraint.

    deciders   by name
    committed  resources by name
    limits     of the flows that it belongs to; empty when it is asked what would be if
    """

    right: DecisionRight
    standing: Standing
    binding: Binding
    deciders: tuple[Decider, ...]
    committed: Sequence[Resource]
    limits: Sequence[FlowLimit]

    @property
    def controller(self) -> Named | None:
        """The function that controls the constraint; None when nobody is named, or it is not in scope."""
        resource = self.binding.resource
        return self.standing.controller(resource) if resource and self.binding.is_in_scope else None

    @property
    def in_question(self) -> Sequence[Resource]:
        """The constraint when the decision is in scope, else everything that it commits."""
        resource = self.binding.resource
        return [resource] if resource and self.binding.is_in_scope else self.committed

    @property
    def voices(self) -> tuple[Named, ...]:
        """Every function whose word counts, by itself or in a team, in order of the deciders."""
        return tuple(voice for decider in self.deciders for voice in decider.voices)

    @property
    def is_aligned(self) -> bool | None:
        """Whether one decider alone has the word, and it controls the constraint; None when it is not in scope."""
        if not self.binding.is_in_scope:
            return None
        return decides_alone(self.deciders, self.controller)

    @property
    def outlived(self) -> FlowLimit | None:
        """The limit whose constraint moved away from what this decision was aligned to; None when there is none."""
        if self.is_aligned or self.binding.scope is RightScope.ASSUMED:
            return None
        return next(self._outlived(), None)

    def _outlived(self) -> Iterator[FlowLimit]:
        now = self.binding.resource.uid if self.binding.resource and self.binding.is_in_scope else ""
        committed = {each.uid: each for each in self.committed}
        for limit in sorted(self.limits, key=lambda each: (each.name, each.flow)):
            before = committed.get(limit.previous)
            if before is None or before.uid == now:
                continue
            if decides_alone(self.deciders, self.standing.controller(before)):
                yield limit


def decides_alone(deciders: Sequence[Decider], function: Named | None) -> bool:
    """Whether exactly one decides, and it is this function or a team in which it alone holds the deciding vote."""
    if function is None or len(deciders) != 1:
        return False
    return [voice.uid for voice in deciders[0].voices] == [function.uid]
