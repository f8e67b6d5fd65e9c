from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from programs.models import Program, User
from tests import factories
from tests.factories import make_function
from tests.factories.tradeoffs import make_response, make_shift
from tests.tracker.views.conftest import TODAY, compute, signed_in
from tracker.models import ProgressReport

pytestmark = pytest.mark.django_db


def page(program: Program, user: User, area: str = "") -> str:
    name, more = ("tracker:coordination-area", [area]) if area else ("tracker:coordination", [])
    return signed_in(user).get(reverse(name, args=[program.uid, *more])).content.decode()


def make_answered(program: Program, *days: int) -> None:
    """Market shifts that reached the floor after so many days, most of them until Planning had planned anew."""
    planning = make_function(name="Planning")
    for number, each in enumerate(days):
        visible_on = TODAY - timedelta(days=300 - number)
        shift = make_shift(
            program,
            title=f"Shift {number}",
            visible_on=visible_on,
            floor_changed_on=visible_on + timedelta(days=each),
        )
        make_response(shift, function=planning, known_on=visible_on, replanned_on=visible_on + timedelta(days=each - 1))


def test_a_program_that_was_never_analyzed_says_so(program: Program, viewer: User) -> None:
    assert "Nothing was worked out yet." in page(program, viewer)
    assert "Nothing was worked out yet." in page(program, viewer, "shifts")


@pytest.mark.parametrize(
    ("state", "told"),
    [
        ("draft", "Answers begin when the program is active."),
        ("active", "at the latest after the coming night"),
        ("paused", "Answers begin when the program goes on."),
        ("closed", "nothing is worked out for it any more"),
    ],
)
def test_without_answers_it_says_when_there_will_be_some(state: str, told: str, viewer: User) -> None:
    program = factories.make_program(state=state)
    factories.make_membership(viewer, program)

    assert told in page(program, viewer)
    assert told in page(program, viewer, "guard")


def test_the_answer_is_the_same_on_the_card_and_on_its_page(program: Program, viewer: User) -> None:
    make_answered(program, 41, 31, 21)
    compute(program)

    answer = "it typically takes 31 days; most often the longest wait is until Planning has planned anew"
    assert answer in page(program, viewer)
    assert answer in page(program, viewer, "shifts")


def test_page_report_and_api_say_the_same(program: Program, pmo_lead: User) -> None:
    make_answered(program, 41, 31, 21)
    client = signed_in(pmo_lead)
    client.post(reverse("tracker:report-list", args=[program.uid]))
    report = ProgressReport.objects.get()

    (answer,) = [row for row in report.document["coordination"] if row["key"] == "shifts"]
    analysis = client.get(f"/api/v1/programs/{program.uid}/analyses/latest/").json()

    assert f"{analysis['result']['shifts']['typical']['value']:.0f} days" in answer["sentence"]
    for shown in (
        page(program, pmo_lead),
        page(program, pmo_lead, "shifts"),
        client.get(reverse("tracker:report-detail", args=[report.uid])),
    ):
        text = shown if isinstance(shown, str) else shown.content.decode()
        assert answer["sentence"] in text


def test_two_shifts_are_told_and_what_is_missing(program: Program, viewer: User) -> None:
    make_answered(program, 41, 31)
    compute(program)

    text = page(program, viewer, "shifts")

    assert "the latest took 31 days until the floor changed" in text
    assert "3 answered shifts are needed and 2 are recorded; the PMO records them." in text
    assert "30 days until Planning has planned anew" in text


def test_an_unknown_area_is_not_found(program: Program, viewer: User) -> None:
    address = reverse("tracker:coordination-area", args=[program.uid, "weather"])

    assert signed_in(viewer).get(address).status_code == 404


def test_strangers_find_nothing(program: Program, outsider: User) -> None:
    address = reverse("tracker:coordination", args=[program.uid])

    assert signed_in(outsider).get(address).status_code == 404
