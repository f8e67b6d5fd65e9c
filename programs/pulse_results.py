"""Results of a closed pulse wave, with every group hidden that must be."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from programs.models import BusinessFunction, PulseAnswer, PulseGroup, PulseWave
from programs.models.pulse import SMALLEST_GROUP
from programs.pulse_items import AGREES, ITEMS
from programs.pulse_privacy import hidden_groups

Scores = tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PulseCell:
    """What one function answered, or several small ones together.

    invited, answered  people
    scores             what they answered, in an order that says nothing; None when it stays hidden
    """

    functions: tuple[BusinessFunction, ...]
    invited: int
    answered: int
    scores: tuple[Scores, ...] | None

    @property
    def name(self) -> str:
        return ", ".join(str(function) for function in self.functions)

    @property
    def agreeing(self) -> tuple[int, ...] | None:
        """People who agree or strongly agree, for each item in order; None when the cell is hidden."""
        return None if self.scores is None else agreeing(self.scores)


@dataclass(frozen=True, slots=True, kw_only=True)
class PulseResults:
    """A closed wave: everybody together, and each function or pool of small functions."""

    wave: PulseWave
    everybody: PulseCell
    cells: tuple[PulseCell, ...]

    @property
    def is_thin(self) -> bool:
        """Fewer than half of the invited people answered: a degraded result (METHODS 8)."""
        return 2 * self.everybody.answered < self.everybody.invited


def agreeing(scores: Iterable[Scores]) -> tuple[int, ...]:
    """People who gave one of the two highest answers, for each item in order."""
    rows = list(scores)
    return tuple(sum(row[place] >= AGREES for row in rows) for place in range(len(ITEMS)))


def nameless_groups(groups: Sequence[PulseGroup]) -> frozenset[PulseGroup]:
    """Groups whose answers name no function: too few people, or needed to hide those."""
    return hidden_groups({group: group.invited for group in groups}, smallest=SMALLEST_GROUP)


def read_results(wave: PulseWave) -> PulseResults:
    """Results of the wave, which must be closed; two queries."""
    return results_of(wave, groups=list(wave.groups.select_related("function")), answers=wave.answers.all())


def results_of(wave: PulseWave, *, groups: Sequence[PulseGroup], answers: Iterable[PulseAnswer]) -> PulseResults:
    """Results of a closed wave from its rows.

    raises  ValueError while the wave is not closed: until then an answer could be told from the one before
    """
    if wave.closed_on is None:
        raise ValueError("An open wave has no results.")
    by_group: dict[int | None, list[Scores]] = {}
    for answer in answers:
        by_group.setdefault(answer.group_id, []).append(tuple(answer.scores))
    everything = sorted(row for rows in by_group.values() for row in rows)
    everybody = PulseCell(
        functions=tuple(group.function for group in groups),
        invited=sum(group.invited for group in groups),
        answered=len(everything),
        scores=tuple(everything) if len(everything) >= SMALLEST_GROUP else None,
    )
    return PulseResults(wave=wave, everybody=everybody, cells=cells_of(groups, by_group))


def cells_of(groups: Sequence[PulseGroup], by_group: dict[int | None, list[Scores]]) -> tuple[PulseCell, ...]:
    """The functions that were asked by name, then those that were asked without, each hidden where it must be."""
    nameless = nameless_groups(groups)
    parts: list[tuple[tuple[PulseGroup, ...], list[Scores]]] = [
        ((group,), by_group.get(group.pk, [])) for group in groups if group not in nameless
    ]
    if nameless:
        parts.append((tuple(group for group in groups if group in nameless), by_group.get(None, [])))
    hidden = hidden_groups({place: len(rows) for place, (_, rows) in enumerate(parts)}, smallest=SMALLEST_GROUP)
    return tuple(
        PulseCell(
            functions=tuple(group.function for group in members),
            invited=sum(group.invited for group in members),
            answered=len(rows),
            scores=None if place in hidden else tuple(sorted(rows)),
        )
        for place, (members, rows) in enumerate(parts)
    )
