from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.tracker.analysis.culture.builders import end_of, make_clean, make_help, make_record, month
from tracker.analysis.culture.helps import help_change, help_months, turn_of
from tracker.analysis.culture.results import HelpChange, HelpMonth, HelpTurn
from tracker.progress.numbers import Gauge


def months(*, per_month: Sequence[int], silent: Sequence[int] = ()) -> tuple[HelpMonth, ...]:
    """Months with so many interventions each."""
    last = len(per_month)
    steps = [
        make_help(month(number) + timedelta(days=day), kind="chased_input" if day else "chaired_session")
        for number, count in enumerate(per_month, start=1)
        for day in range(count)
    ]
    record = make_clean(last, silent=silent)
    return help_months(replace(record, culture=replace(record.culture, interventions=tuple(steps))), as_of=end_of(last))


def change(*, per_month: Sequence[int], silent: Sequence[int] = ()) -> HelpChange:
    return help_change(months(per_month=per_month, silent=silent))


def test_a_month_counts_each_kind_beside_the_words_given() -> None:
    (found,) = months(per_month=[3])

    assert [(each.kind, each.count) for each in found.kinds] == [("chaired_session", 1), ("chased_input", 2)]
    assert (found.count, found.told, found.asked, found.is_running) == (3, 8, 8, False)


CHANGES = {
    "clearly fewer": ([4, 4, 4, 0, 1, 0], (), HelpTurn.FEWER),
    "clearly more": ([0, 1, 0, 4, 4, 4], (), HelpTurn.MORE),
    "by chance": ([2, 1, 2, 1, 1, 1], (), HelpTurn.NO_CLEAR_CHANGE),
    "fewer while fewer spoke": ([4, 4, 4, 0, 1, 0], [5], HelpTurn.NOT_COMPARABLE),
    "fewer while more spoke": ([4, 4, 4, 0, 1, 0], [2], HelpTurn.FEWER),
    "more while more spoke": ([0, 1, 0, 4, 4, 4], [2], HelpTurn.NOT_COMPARABLE),
    "nobody spoke": ([4, 4, 4, 0, 1, 0], [4, 5, 6], HelpTurn.NOT_COMPARABLE),
    "too few months": ([4, 4, 4, 0, 0], (), HelpTurn.NOT_COMPARABLE),
    "nothing at all": ([0] * 6, (), HelpTurn.NOT_COMPARABLE),
}


@pytest.mark.parametrize(("counts", "silent", "turn"), CHANGES.values(), ids=CHANGES)
def test_a_fall_counts_only_when_neither_chance_nor_silence_explains_it(
    counts: list[int], silent: Sequence[int], turn: HelpTurn
) -> None:
    assert change(per_month=counts, silent=silent).turn is turn


def test_the_running_month_is_drawn_and_not_compared() -> None:
    record = make_record()

    found = help_months(record, as_of=month(3) + timedelta(days=9))

    assert [each.is_running for each in found] == [False, False, True]
    assert help_change(found).before == 0


def test_at_most_eighteen_months_are_told() -> None:
    found = months(per_month=[1] * 24)

    assert len(found) == 18
    assert found[-1].starts_on == month(24)


def test_without_anybody_to_ask_nothing_is_compared() -> None:
    surely = Gauge("culture", "ratio", 12).value(0.001)

    assert turn_of((12, 0), (None, None), chance=surely) is HelpTurn.NOT_COMPARABLE
    assert turn_of((12, 0), (1.0, 1.0), chance=surely) is HelpTurn.FEWER
