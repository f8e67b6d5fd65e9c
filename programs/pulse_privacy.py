"""Which groups of a survey stay hidden, so that nobody's answer can be told or reckoned back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

Group = TypeVar("Group")


def hidden_groups(people: Mapping[Group, int], *, smallest: int) -> frozenset[Group]:
    """Groups that must not be shown beside the total of all.

    A group of fewer than ``smallest`` is hidden. The total minus what is shown is the sum of what is hidden, so the
    hidden ones must be at least two with people in them, and ``smallest`` people together: the next smallest group
    is hidden with them until that holds. Of two groups of one size, the one that comes first is hidden first.

    people   how many people each group has, in a fixed order; a group without people hides nobody
    returns  every group, when nothing can be shown
    source   METHODS 8
    """
    hidden = [group for group, number in people.items() if number < smallest]
    rest = sorted((group for group in people if group not in hidden), key=lambda group: people[group])
    while rest and not hides_people([people[group] for group in hidden], smallest=smallest):
        hidden.append(rest.pop(0))
    return frozenset(hidden)


def hides_people(numbers: list[int], *, smallest: int) -> bool:
    """True when the sum of these groups tells nothing about one of them, or when there is nobody to hide."""
    peopled = [number for number in numbers if number > 0]
    return not peopled or (len(peopled) > 1 and sum(peopled) >= smallest)
