"""The ledger of trade-offs and the list of market shifts: what is open first, the others a page at a time."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from programs.models import Program, User
from programs.views import market_shifts, trade_offs
from tests.factories import START, make_function
from tests.factories.tradeoffs import make_estimate, make_later, make_response, make_shift
from tests.programs.views.conftest import TODAY, signed_in

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def page(user: User, program: Program, name: str = "trade-off-list", **query: Any) -> str:
    """What the page says, without its tags."""
    found = signed_in(user).get(reverse(f"programs:{name}", args=[program.uid]), query).content.decode()
    return " ".join(re.sub(r"<[^>]+>", " ", found).split())


def test_estimates_that_nobody_trued_up_stand_before_what_is_known(program: Program, viewer: User) -> None:
    for title, kind in (("Trued up choice", "true_up"), ("Reversed choice", "reversal")):
        make_later(make_estimate(program, title=title, entered_on=TODAY), kind)
    make_later(make_estimate(program, title="Disputed choice"), "dispute")

    shown = page(viewer, program)

    places = [shown.index(words) for words in ("not known yet 1,", "Disputed choice", "Known or reversed 2,")]
    assert places == sorted(places)
    assert min(shown.index("Trued up choice"), shown.index("Reversed choice")) > places[-1]


def test_an_effect_that_is_over_asks_for_what_it_really_was(program: Program, viewer: User) -> None:
    make_estimate(program, expected_to=TODAY)
    assert "over since" not in page(viewer, program)

    make_estimate(program, expected_to=TODAY - DAY)
    known = make_estimate(program, expected_to=TODAY - DAY)
    make_later(known, "true_up", amount=-900)

    assert page(viewer, program).count("over since") == 1


def test_older_trade_offs_stand_on_the_next_page_alone(
    program: Program, viewer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trade_offs, "PAGE", 2)
    known = [make_estimate(program, title=f"Known {number}", entered_on=TODAY - number * DAY) for number in range(3)]
    for entry in known:
        make_later(entry, "true_up", amount=-900)
    make_estimate(program, title="Still open")

    first, second = page(viewer, program), page(viewer, program, known_behind=str(known[1].uid))

    assert ("Known 1" in first, "Known 2" in first) == (True, False)
    assert ("Known 1" in second, "Known 2" in second, "Still open" in second) == (False, True, False)


def test_the_trade_offs_of_one_pair_stand_alone(
    program: Program, viewer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trade_offs, "PAGE", 1)
    first = make_estimate(program, title="Their choice")
    pair = {"originator": first.originator, "affected": first.affected}
    make_estimate(program, title="Their older choice", entered_on=START - DAY, **pair)
    make_estimate(program, title="Another choice", originator=first.affected, affected=first.originator)
    make_estimate(program, title="Choice felt elsewhere", originator=first.originator)
    asked: dict[str, Any] = {"chose": first.originator.uid, "feels": first.affected.uid}

    shown, older = page(viewer, program, **asked), page(viewer, program, **asked, open_behind=first.uid)

    assert f"Only what {first.originator} chose and {first.affected} feels." in shown
    assert ("Their choice" in shown, "Another choice" in shown) == (True, False)
    assert "not known yet 2," in shown
    assert ("Their older choice" in older, "Another choice" in older) == (True, False)


@pytest.mark.parametrize("chose", ["", "nobody", "00000000-0000-0000-0000-000000000000"])
def test_a_pair_that_does_not_exist_leaves_the_whole_list(program: Program, viewer: User, chose: str) -> None:
    first = make_estimate(program, title="Their choice")

    shown = page(viewer, program, chose=chose, feels=first.affected.uid)

    assert "Their choice" in shown
    assert "Show all" not in shown


def test_an_empty_ledger_says_what_it_is_for_and_who_fills_it(program: Program, viewer: User, pmo_lead: User) -> None:
    assert "Function leads enter them before the decision" in page(viewer, program)
    assert page(viewer, program).count("Enter a trade-off") == 0
    assert page(pmo_lead, program).count("Enter a trade-off") == 2


def test_shifts_that_have_not_reached_the_floor_come_first(program: Program, viewer: User) -> None:
    make_shift(program, title="Newer, done", visible_on=TODAY - 5 * DAY, floor_changed_on=TODAY - 2 * DAY)
    make_shift(program, title="Older, open", visible_on=TODAY - 30 * DAY)

    shown = page(viewer, program, "market-shift-list")

    assert shown.index("Older, open") < shown.index("Newer, done")
    assert "30 days so far" in shown
    assert "3 days to the floor" in shown


def test_a_function_knew_so_many_days_after_the_signal(program: Program, viewer: User, function_lead: User) -> None:
    shift = make_shift(program, visible_on=TODAY - 30 * DAY)
    knew = {"Sales": shift.visible_on, "Production": shift.visible_on + 12 * DAY}
    planned = {"Sales": shift.visible_on + 3 * DAY}
    for name, known_on in knew.items():
        make_response(shift, function=make_function(name=name), known_on=known_on, replanned_on=planned.get(name))

    shown = page(viewer, program, "market-shift-list")

    assert re.search(r"Sales knew the same day .* new plan after 3 days", shown)
    assert re.search(r"Production knew after 12 days .* not planned anew yet, or not known", shown)
    assert page(function_lead, program, "market-shift-list").count("Say when") == 1


def test_older_shifts_stand_on_the_next_page_alone(
    program: Program, viewer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(market_shifts, "PAGE", 1)
    newer = make_shift(program, title="Newer", visible_on=TODAY - DAY)
    older = make_shift(program, title="Older", visible_on=TODAY - 2 * DAY)

    first = page(viewer, program, "market-shift-list")
    second = page(viewer, program, "market-shift-list", open_behind=str(newer.uid))

    assert (newer.title in first, older.title in first) == (True, False)
    assert (newer.title in second, older.title in second) == (False, True)
