"""The page of decisions: who decides what, what is plain to see about it, and what waits."""

from __future__ import annotations

from datetime import timedelta
from html import unescape

import pytest
from django.urls import reverse

from programs.models import Authority, BusinessFunction, DecisionRight, Program, Resource, User
from programs.views import decision_rights as decision_right_views
from programs.views import decisions as decision_views
from programs.views.decision_rows import right_rows
from tests.factories import decisions as make
from tests.factories import make_function
from tests.programs.views.conftest import TODAY, signed_in

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def plant() -> BusinessFunction:
    return make_function(name="Plant management")


@pytest.fixture
def castings(procurement: BusinessFunction) -> Resource:
    return make.make_committed_resource(name="Castings", function=procurement)


@pytest.fixture
def right(program: Program, castings: Resource) -> DecisionRight:
    """A decision that commits the castings, which procurement controls; nobody makes it."""
    return make.make_decision_right(program, castings, decision="Which orders are expedited")


def notes(program: Program) -> tuple[str, ...]:
    (row,) = right_rows(program, on=TODAY)
    return row.notes


def page_of(user: User, program: Program, query: str = "") -> str:
    address = reverse("programs:decision-list", args=[program.uid])
    return unescape(signed_in(user).get(f"{address}{query}").content.decode())


def test_nobody_decides(right: DecisionRight) -> None:
    assert notes(right.program) == ("Nobody decides this.",)


def test_two_decide(right: DecisionRight, plant: BusinessFunction, procurement: BusinessFunction) -> None:
    for function in (plant, procurement):
        make.make_authority(right, function=function)

    assert notes(right.program) == ("Two functions decide this: Plant management and Procurement.",)


def test_another_function_controls_what_is_committed(right: DecisionRight, plant: BusinessFunction) -> None:
    make.make_authority(right, function=plant)

    assert notes(right.program) == ("Procurement controls Castings, but Plant management decides.",)


def test_who_controls_decides_and_nothing_is_said(right: DecisionRight, procurement: BusinessFunction) -> None:
    make.make_authority(right, function=procurement)

    assert notes(right.program) == ()


def test_a_team_decides_as_its_vote_does(
    right: DecisionRight, plant: BusinessFunction, procurement: BusinessFunction
) -> None:
    team = make.make_team(right.program, name="Pumps")
    seat = make.make_team_function(team, function=procurement)
    make.make_team_function(team, function=plant, decides=True, valid_to=TODAY)
    make.make_authority(right, team=team)

    today = notes(right.program)
    (tomorrow,) = right_rows(right.program, on=TODAY + DAY)
    type(seat).objects.filter(pk=seat.pk).update(decides=True)
    (after,) = right_rows(right.program, on=TODAY + DAY)

    assert today == ("Procurement controls Castings, but Plant management has the deciding vote in Pumps.",)
    assert tomorrow.notes == ("No function holds the deciding vote in Pumps.",)
    assert after.notes == ()


def test_a_second_controller_is_named(
    right: DecisionRight, plant: BusinessFunction, procurement: BusinessFunction
) -> None:
    make.make_commitment(right, resource=make.make_committed_resource(name="Test bench", function=plant))
    make.make_authority(right, function=procurement)

    (note,) = notes(right.program)

    assert note.startswith("Plant management controls a part of what this commits too")


def test_what_is_not_known_is_said(program: Program) -> None:
    make.make_authority(make.make_decision_right(program))
    right = make.make_decision_right(program, make.make_committed_resource(name="Dock"))
    make.make_authority(right)

    said = [note for row in right_rows(program, on=TODAY) for note in row.notes]

    assert said == [
        "No resource is named that this commits, so nobody can tell where it belongs.",
        "No function is named that controls Dock.",
    ]


def test_the_page_shows_what_a_day_says_and_what_will_be(
    right: DecisionRight, plant: BusinessFunction, procurement: BusinessFunction, viewer: User
) -> None:
    make.make_authority(right, function=plant, valid_to=TODAY + 4 * DAY)
    make.make_authority(right, function=procurement, valid_from=TODAY + 5 * DAY)

    page = page_of(viewer, right.program)

    assert "Procurement controls Castings, but Plant management decides." in page
    assert f"from {TODAY + 5 * DAY:%-d %B %Y}: Procurement" in page
    assert "controlled by Procurement" in page


def test_an_ended_decision_leaves_the_page(right: DecisionRight, viewer: User) -> None:
    DecisionRight.objects.filter(pk=right.pk).update(ended_on=TODAY - DAY)

    assert "Which orders are expedited" not in page_of(viewer, right.program)


@pytest.mark.parametrize(
    ("person", "buttons"),
    [
        ("pmo_lead", {"Add a recurring decision", "New team", "Raise a decision", "It was decided"}),
        ("function_lead", {"Raise a decision", "It was decided"}),
        ("committee_member", set()),
        ("viewer", set()),
    ],
)
def test_everybody_sees_the_buttons_that_they_may_use(
    person: str, buttons: set[str], program: Program, request: pytest.FixtureRequest
) -> None:
    make.make_decision(program)

    page = page_of(request.getfixturevalue(person), program)

    offered = {"Add a recurring decision", "New team", "Raise a decision", "It was decided"}
    assert {button for button in offered if button in page} == buttons


def test_what_waits_comes_by_its_wait_and_what_was_decided_newest_first(program: Program, viewer: User) -> None:
    for days in (2, 9):
        make.make_decision(program, question=f"Waits {days}", raised_on=TODAY - days * DAY)
    for days in (20, 30):
        raised_on = TODAY - days * DAY
        make.make_decided(program, question=f"Made {days}", raised_on=raised_on, decided_on=raised_on + 4 * DAY)

    page = page_of(viewer, program)

    places = [page.index(words) for words in ("Waits 9", "Waits 2", "Made 20", "Made 30")]
    assert places == sorted(places)
    assert "waits 9 days" in page
    assert "after 4 days" in page


def test_older_decisions_stand_on_the_next_page(
    program: Program, viewer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(decision_views, "PAGE", 2)
    made = [make.make_decided(program, question=f"Made {number}") for number in range(3)]

    first = page_of(viewer, program)
    second = page_of(viewer, program, f"?older_than={made[1].uid}")

    assert f"?older_than={made[1].uid}" in first
    assert ("Made 0" in first, "Made 0" in second) == (False, True)
    assert "Made 1" not in second


def test_shorter_waits_stand_on_the_next_page_alone(
    program: Program, viewer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(decision_views, "WAITING", 2)
    make.make_decided(program, question="Made once")
    waits = [
        make.make_decision(program, question=f"Waits {days}", raised_on=TODAY - days * DAY) for days in (9, 8, 8, 7)
    ]

    first, second = page_of(viewer, program), page_of(viewer, program, f"?wait_behind={waits[1].uid}")

    assert f"?wait_behind={waits[1].uid}" in first
    assert ("Waits 7" in first, "Waits 9" in second, "Made once" in second) == (False, False, False)
    assert second.count("waits 8 days") == 1
    assert "waits 7 days" in second


def test_decisions_with_something_to_mend_come_first(right: DecisionRight, castings: Resource, viewer: User) -> None:
    fine = make.make_decision_right(right.program, castings, decision="A decision that is where it belongs")
    make.make_authority(fine, function=castings.controls.get().function)

    page = page_of(viewer, right.program)

    assert page.index("Nobody decides this.") < page.index("A decision that is where it belongs")


def test_what_waits_stands_before_who_decides_and_what_was_decided(right: DecisionRight, viewer: User) -> None:
    make.make_decision(right.program, question="Still open")
    make.make_decided(right.program, question="Made once")

    page = page_of(viewer, right.program)

    places = [page.index(words) for words in ("Still open", 'id="rights"', "Made once", 'id="teams"')]
    assert places == sorted(places)


def test_one_decision_pages_through_the_times_it_came_up(
    right: DecisionRight, viewer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(decision_right_views, "PAGE", 2)
    made = [make.make_decided(right.program, right=right, question=f"Made {number}") for number in range(3)]
    address = reverse("programs:decision-right-detail", args=[right.uid])

    first = signed_in(viewer).get(address).content.decode()
    second = signed_in(viewer).get(address, {"older_than": str(made[1].uid)}).content.decode()

    assert ("Made 0" in first, f"?older_than={made[1].uid}" in first) == (False, True)
    assert ("Made 0" in second, "Made 1" in second) == (True, False)


def test_an_address_that_names_nothing_gives_the_newest(program: Program, viewer: User) -> None:
    make.make_decided(program, question="Made once")

    assert "Made once" in page_of(viewer, program, "?older_than=nonsense")


def test_one_decision_has_all_of_its_holders(
    right: DecisionRight, plant: BusinessFunction, procurement: BusinessFunction, viewer: User
) -> None:
    make.make_authority(right, function=plant, valid_to=TODAY - DAY)
    make.make_authority(right, function=procurement, valid_from=TODAY)
    make.make_decision(right.program, right=right, question="Order 4711?", raised_on=TODAY - 3 * DAY)

    page = signed_in(viewer).get(reverse("programs:decision-right-detail", args=[right.uid])).content.decode()

    assert f"to {TODAY - DAY:%-d %B %Y}" in page
    assert f"since {TODAY:%-d %B %Y}" in page
    assert "waits 3 days" in page
    assert Authority.objects.count() == 2
