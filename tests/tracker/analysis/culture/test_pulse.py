from __future__ import annotations

from datetime import timedelta

import msgspec
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from programs.pulse_privacy import hidden_groups
from tests.tracker.analysis.culture.builders import (
    BUYERS,
    PLANNERS,
    analyzed,
    end_of,
    make_cell,
    make_record,
    make_wave,
)
from tracker.analysis.culture.policy import CulturePolicy
from tracker.analysis.culture.pulse import APART, FEW_ANSWERED, HIDDEN, rounds_of, score_of
from tracker.analysis.culture.results import PulseRound
from tracker.analysis.culture.shares import newcombe, wilson
from tracker.analysis.facts.culture import CultureFacts, PulseCell, PulseWave
from tracker.progress.numbers import Number, State

TODAY = end_of(6)
GOOD, FAIR, BAD = (5,) * 8, (4, 4, 4, 4, 3, 3, 3, 3), (2,) * 8
Rows = list[tuple[int, ...]]


def rounds(*waves: PulseWave) -> tuple[PulseRound, ...]:
    return rounds_of(waves, as_of=TODAY)


def score(*waves: PulseWave, function: str = "") -> Number:
    return score_of(
        rounds(*waves),
        concerns=lambda cell: not function or function in cell.functions,
        as_of=TODAY,
        policy=CulturePolicy(),
    )


def mixed(good: int, bad: int) -> Rows:
    return [*[GOOD] * good, *[BAD] * bad]


def test_the_share_is_the_mean_over_people_and_statements_with_an_interval_of_people() -> None:
    (found,) = rounds(make_wave(TODAY, make_cell(BUYERS, 10, [*mixed(4, 2), FAIR, FAIR])))

    share = found.cells[0].share
    assert share.value == pytest.approx((4 + 0.5 + 0.5) / 8)
    assert share.interval == pytest.approx(wilson(5 / 8, 8))
    assert [each.value for each in found.items] == pytest.approx([6 / 8] * 4 + [4 / 8] * 4)


def test_the_component_is_the_mean_over_functions_as_a_share_of_the_target() -> None:
    wave = make_wave(TODAY, make_cell(BUYERS, 5, mixed(3, 2)), make_cell(PLANNERS, 20, mixed(6, 14)))

    assert score(wave).value == pytest.approx((0.6 + 0.3) / 2 / 0.75)
    assert score(wave, function=BUYERS).value == pytest.approx(0.8)
    assert score(make_wave(TODAY, make_cell(BUYERS, 10, mixed(9, 1)))).value == 1.0


def test_fewer_than_half_of_the_people_make_it_degraded() -> None:
    wave = make_wave(TODAY, make_cell(BUYERS, 13, mixed(3, 3)))

    assert (score(wave).state, score(wave).reason) == (State.DEGRADED, FEW_ANSWERED)
    assert rounds(wave)[0].response.state is State.DEGRADED
    assert rounds(make_wave(TODAY, make_cell(BUYERS, 12, mixed(3, 3))))[0].response.state is State.VALUE


def test_statements_that_do_not_hang_together_are_not_added_up() -> None:
    one, other = (5, 1) * 4, (1, 5) * 4
    wave = make_wave(TODAY, make_cell(BUYERS, 6, [one, other, one, other, (5, *other[1:]), (*one[:7], 2)]))

    (found,) = rounds(wave)
    assert found.alpha.value is not None
    assert found.alpha.value < 0.7
    assert (found.cells[0].share.reason, score(wave).reason) == (APART, APART)
    assert len(found.items) == 8


def test_everybody_of_one_mind_leaves_it_open_whether_they_hang_together() -> None:
    assert score(make_wave(TODAY, make_cell(BUYERS, 5, [GOOD] * 5))).value is None


def test_a_pulse_expires_after_half_a_year() -> None:
    cell = make_cell(BUYERS, 10, mixed(5, 5))

    assert score(make_wave(end_of(6).replace(year=2025, month=12, day=30), cell)).value is not None
    assert "has expired" in score(make_wave(end_of(6).replace(year=2025, month=12, day=29), cell)).reason
    assert score().reason == "no pulse was closed yet"


def test_the_change_between_waves_has_the_interval_of_newcombe() -> None:
    first = make_wave(TODAY - timedelta(days=30), make_cell(BUYERS, 20, mixed(8, 12)))
    second = make_wave(TODAY, make_cell(BUYERS, 20, mixed(15, 5)))

    change = rounds(first, second)[-1].cells[0].change

    assert change.value == pytest.approx(0.35)
    assert change.interval == pytest.approx(newcombe((0.4, 20), (0.75, 20)))


def test_a_cell_that_was_hidden_or_asked_with_others_has_no_change() -> None:
    before = make_wave(
        TODAY - timedelta(days=30),
        make_cell(BUYERS, 8, None, answered=4),
        PulseCell(functions=(PLANNERS, "Sales"), invited=8, answered=6, scores=tuple(mixed(3, 3))),
        hidden=mixed(2, 2),
    )
    now = make_wave(TODAY, make_cell(BUYERS, 8, mixed(4, 4)), make_cell(PLANNERS, 8, mixed(4, 4)))

    changes = [each.change for each in rounds(before, now)[-1].cells]

    assert [each.value for each in changes] == [None, None]
    assert "wave before" in changes[0].reason


def test_hidden_groups_are_told_as_hidden_and_leave_the_mean() -> None:
    wave = make_wave(
        TODAY,
        make_cell(BUYERS, 8, mixed(3, 3)),
        make_cell(PLANNERS, 4, None, answered=3),
        make_cell("Sales", 4, None, answered=4),
        hidden=mixed(7, 0),
    )

    assert [each.is_hidden for each in rounds(wave)[0].cells] == [False, True, True]
    assert score(wave, function=PLANNERS).reason == HIDDEN
    assert score(wave).reason == "2 of 3 groups stay hidden and are not in it"


SCORES = st.tuples(*[st.integers(1, 5)] * 8)
GROUPS = st.lists(st.lists(SCORES, max_size=9), min_size=1, max_size=5)


def wave_of(groups: list[Rows]) -> PulseWave:
    """A wave of which the record hides what it must: the one rule of the house."""
    hidden = hidden_groups({place: len(rows) for place, rows in enumerate(groups)}, smallest=5)
    cells = [
        make_cell(f"function {place}", len(rows) + 1, None if place in hidden else sorted(rows), answered=len(rows))
        for place, rows in enumerate(groups)
    ]
    everybody = [row for place in hidden for row in groups[place]]
    return make_wave(TODAY, *cells, hidden=everybody)


def published(wave: PulseWave) -> bytes:
    record = make_record(culture=CultureFacts(waves=(wave,)))
    return msgspec.json.encode(analyzed(record, TODAY))


@given(groups=GROUPS, shuffle=st.randoms(use_true_random=False))
def test_nothing_that_is_published_tells_who_of_the_hidden_said_what(groups: list[Rows], shuffle: object) -> None:
    """Answers of hidden groups may be exchanged among them without a trace in all that is stored and shown."""
    assume(sum(len(rows) for rows in groups) >= 5)
    hidden = sorted(hidden_groups({place: len(rows) for place, rows in enumerate(groups)}, smallest=5))
    answers = [row for place in hidden for row in groups[place]]
    shuffle.shuffle(answers)  # type: ignore[attr-defined]
    exchanged = list(groups)
    for place in hidden:
        size = len(groups[place])
        exchanged[place], answers = answers[:size], answers[size:]

    assert published(wave_of(groups)) == published(wave_of(exchanged))


@given(groups=GROUPS)
def test_what_is_left_of_the_total_is_never_one_group_or_fewer_than_five_people(groups: list[Rows]) -> None:
    (found,) = rounds(wave_of(groups))

    shown = [each for each in found.cells if each.share.value is not None or each.share.interval is not None]
    left = [each.answered for each in found.cells if each.is_hidden and each.answered]
    assert all(not each.is_hidden and each.answered >= 5 for each in shown)
    # Where all are hidden and fewer than five answered, everybody together is hidden by the record itself.
    assert not left or (len(left) > 1 and sum(left) >= 5) or len(left) == sum(each.answered > 0 for each in found.cells)
