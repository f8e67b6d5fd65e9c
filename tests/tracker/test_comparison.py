"""Why it changed, between any two days: on the page, in the API, and for nobody who may not see the program."""

from __future__ import annotations

from datetime import timedelta

import pytest
from rest_framework.test import APIClient

from programs.models import Program, User
from tests import factories
from tests.tracker.views.conftest import TODAY, compute, make_planned, signed_in
from tracker.comparison import compare
from tracker.models import Snapshot

pytestmark = pytest.mark.django_db
WEEK = timedelta(days=7)


@pytest.fixture
def accepted(program: Program) -> Program:
    """A program of which one of two late milestones was accepted three days ago, computed a week ago and today."""
    work = make_planned(program)
    factories.make_evidence(work[0], accepted_on=TODAY - timedelta(days=3))
    compute(program, as_of=TODAY - WEEK)
    compute(program)
    return program


def test_numbers_that_differ_stand_beside_the_facts_that_explain_them(accepted: Program) -> None:
    found = compare(accepted, TODAY - WEEK, TODAY)

    assert found is not None
    assert (found.before.as_of, found.after.as_of) == (TODAY - WEEK, TODAY)
    assert [change.label for change in found.changes] == ["Work 0"]
    earned = next(each for each in found.numbers if each.label == "Work accepted by now")
    assert (earned.before, earned.after) == ("0", "1")


def test_another_method_is_a_reason_and_comes_first(accepted: Program) -> None:
    Snapshot.objects.filter(program=accepted, as_of=TODAY - WEEK).update(method_version="3")

    found = compare(accepted, TODAY - WEEK, TODAY)

    assert found is not None
    kinds = [change.kind for change in found.changes]
    assert (kinds[0], kinds[-1], kinds.count("item")) == ("method", "item", 1)
    assert "passed with something missing" in found.changes[0].sentence


def test_a_day_that_was_not_computed_has_the_newest_before_it_or_the_first_of_all(accepted: Program) -> None:
    early = compare(accepted, TODAY - 20 * WEEK, TODAY - timedelta(days=2))

    assert early is not None
    assert early.before == early.after
    assert not early.changes
    assert not early.numbers


def test_the_page_tells_both(accepted: Program, pmo_lead: User) -> None:
    page = signed_in(pmo_lead).get(f"/programs/{accepted.uid}/changes/").content.decode()

    assert "Work 0 was accepted on" in page
    assert "Work accepted by now" in page or "work accepted by now" in page


def test_days_the_wrong_way_round_are_refused_in_words(accepted: Program, pmo_lead: User) -> None:
    asked = f"/programs/{accepted.uid}/changes/?first={TODAY}&last={TODAY - WEEK}"

    answer = signed_in(pmo_lead).get(asked)

    assert answer.status_code == 400
    assert "The second day comes before the first." in answer.content.decode()


def test_a_stranger_sees_no_changes(accepted: Program, outsider: User) -> None:
    assert signed_in(outsider).get(f"/programs/{accepted.uid}/changes/").status_code == 404


def test_the_api_tells_the_same(accepted: Program, pmo_lead: User) -> None:
    client = APIClient()
    client.force_authenticate(pmo_lead)

    answer = client.get(f"/api/v1/programs/{accepted.uid}/progress/changes/?from={TODAY - WEEK}&to={TODAY}").json()

    assert (answer["before_as_of"], answer["after_as_of"]) == (str(TODAY - WEEK), str(TODAY))
    assert [change["label"] for change in answer["changes"]] == ["Work 0"]
    assert any(number["label"] == "Work accepted by now" for number in answer["numbers"])


@pytest.mark.parametrize(
    ("query", "field"),
    [("from=03/04/2026", "from"), ("from=2026-02-02&to=2026-01-01", "to"), ("since=2026-01-01", "since")],
)
def test_the_api_names_the_parameter_it_does_not_understand(
    accepted: Program, pmo_lead: User, query: str, field: str
) -> None:
    client = APIClient()
    client.force_authenticate(pmo_lead)

    answer = client.get(f"/api/v1/programs/{accepted.uid}/progress/changes/?{query}")

    assert answer.status_code == 400
    assert [error["field"] for error in answer.json()["errors"]] == [field]
