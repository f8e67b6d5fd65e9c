"""The order of what needs attention: a total one."""

from __future__ import annotations

from itertools import permutations

from tracker.progress.attention import HEAVY, Attention, Pressing, in_order


def late(pressing: Pressing, name: str, *, days: int = 0, weight: int = 0) -> Attention:
    return Attention(pressing=pressing, sentence=name, days_late=days, weight=weight)


def told(found: list[Attention]) -> list[str]:
    return [each.sentence for each in in_order(found)]


def test_the_first_of_each_kind_comes_before_the_second_of_any() -> None:
    """The example of docs/methods/attention.md."""
    found = [
        late(Pressing.GATE_OVERDUE, "gate of 4", days=4),
        late(Pressing.RAID_UNOWNED, "risk", weight=16),
        late(Pressing.GATE_OVERDUE, "gate of 9", days=9),
        late(Pressing.ACTION_LATE, "action", days=30),
    ]

    assert told(found) == ["gate of 9", "action", "risk", "gate of 4"]


def test_kinds_stand_in_their_order_whatever_their_days() -> None:
    found = [late(kind, kind.name, days=100 * kind) for kind in Pressing]

    assert told(found[::-1]) == [kind.name for kind in Pressing]


def test_of_one_kind_the_heaviest_comes_first_then_the_longest_late_then_by_words() -> None:
    found = [
        late(Pressing.RAID_LATE, "c", days=90),
        late(Pressing.RAID_LATE, "b", days=2, weight=9),
        late(Pressing.RAID_LATE, "a", days=2, weight=9),
        late(Pressing.RAID_LATE, "d", days=3, weight=9),
    ]

    for given in permutations(found):
        assert told(list(given)) == ["d", "a", "b", "c"]


def test_what_is_heavy_is_high_and_high_or_more() -> None:
    assert HEAVY == 15
    assert 4 * 4 > HEAVY > 3 * 4
