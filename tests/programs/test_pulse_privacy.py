from __future__ import annotations

from itertools import product

import pytest

from programs.pulse_privacy import hidden_groups

CASES: dict[str, tuple[dict[str, int], str]] = {
    "nobody is small": ({"a": 5, "b": 9}, ""),
    "one small group takes the next smallest with it": ({"a": 9, "b": 4, "c": 7}, "bc"),
    "two small groups are enough together": ({"a": 2, "b": 3, "c": 9}, "ab"),
    "two that are too few together take a third": ({"a": 2, "b": 2, "c": 6, "d": 9}, "abc"),
    "a group without answers hides nobody": ({"a": 3, "b": 0, "c": 6, "d": 9}, "abc"),
    "nothing to hide where nobody answered": ({"a": 0, "b": 6}, "a"),
    "of two alike the first goes": ({"a": 6, "b": 6, "c": 1}, "ac"),
    "one small group alone": ({"a": 4}, "a"),
    "one large group alone": ({"a": 5}, ""),
    "all are small": ({"a": 1, "b": 1, "c": 1}, "abc"),
    "no group": ({}, ""),
}


@pytest.mark.parametrize(("people", "hidden"), CASES.values(), ids=CASES)
def test_these_groups_are_hidden(people: dict[str, int], hidden: str) -> None:
    assert hidden_groups(people, smallest=5) == frozenset(hidden)


EVERY_WAVE = [dict(enumerate(numbers)) for size in (1, 2, 3, 4) for numbers in product(range(8), repeat=size)]


def test_no_small_group_can_be_reckoned_back_from_the_total() -> None:
    for people in EVERY_WAVE:
        hidden = hidden_groups(people, smallest=5)
        numbers = [people[group] for group in hidden if people[group]]

        assert all(people[group] >= 5 for group in people if group not in hidden)
        assert not numbers or hidden == set(people) or (len(numbers) > 1 and sum(numbers) >= 5)


def test_nothing_is_hidden_without_need() -> None:
    """The largest group that is hidden for the sake of others could not be shown without telling of them."""
    for people in EVERY_WAVE:
        hidden = hidden_groups(people, smallest=5)
        beside = [people[group] for group in hidden if people[group] >= 5]
        rest = sorted(people[group] for group in hidden)[:-1]

        assert not beside or sum(number > 0 for number in rest) < 2 or sum(rest) < 5
