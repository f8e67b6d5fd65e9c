"""The page of shared metrics: the answer, who owes what, and where it is entered."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from programs.models import Program, ProgramMetric, User
from programs.periods import periods_later
from tests.factories import make_flow, make_function
from tests.factories import metrics as make
from tests.tracker.views.conftest import TODAY, signed_in
from tracker.analyses import analyze_batch
from tracker.reads import Day

pytestmark = pytest.mark.django_db
THIS_MONTH = TODAY.replace(day=1)
CALM = (20, 22, 19, 21) * 3


def months_ago(count: int) -> date:
    return periods_later(THIS_MONTH, -count, "month")


def page_of(program: Program, user: User) -> str:
    """The page after the analyses ran, without its white space."""
    assert analyze_batch([program.pk], Day(as_of=TODAY, known_on=TODAY), plans={}) == {}
    answer = signed_in(user).get(reverse("tracker:coordination-area", args=[program.uid, "metrics"]))
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def make_judged(program: Program, *functions: str, **given: object) -> ProgramMetric:
    """A monthly metric of the program, lower is better, that these functions sign and answer for."""
    judged = make.make_program_metric(program, metric=make.make_metric(name="Lead time"), **given)
    for name in functions:
        function = make_function(name=name)
        make.make_signature(judged.metric.definitions.get(), function=function, signed_on=months_ago(3))
        make.make_accountability(judged, function=function, valid_from=months_ago(3))
    return judged


def lock(judged: ProgramMetric, *, months: int = 2) -> None:
    """A baseline of twelve calm months that ended so many months ago."""
    periods = [months_ago(months + 12 - number) for number in range(12)]
    make.make_metric_baseline(
        judged,
        periods=periods,
        values=[Decimal(each) for each in CALM],
        first_period_on=periods[0],
        last_period_on=periods[-1],
        locked_on=months_ago(months - 1),
    )


def read(judged: ProgramMetric, value: float, *, months: int) -> None:
    make.make_readings(judged, [value], period_starts_on=months_ago(months))


def test_a_shared_metric_that_improves(program: Program, viewer: User) -> None:
    judged = make_judged(program, "Procurement", "Operations", flow=make_flow(program, name="Pumps"))
    lock(judged)
    read(judged, 9, months=1)

    page = page_of(program, viewer)

    assert "Yes: the only shared metric improves, Lead time." in page
    assert "beyond its limit, on the better side" in page
    assert "answered for by Procurement and Operations" in page
    assert "data-chart=" in page


def test_a_metric_of_one_function_is_not_shared(program: Program, viewer: User) -> None:
    judged = make_judged(program, "Procurement")
    lock(judged)

    page = page_of(program, viewer)

    assert "The only metric, Lead time, is not answered for by two functions yet" in page
    assert "Only Procurement answers for it." in page
    assert f'href="{reverse("programs:metric-detail", args=[judged.metric.uid])}"' in page


def test_what_is_missing_leads_to_where_it_is_entered(program: Program, pmo_lead: User) -> None:
    judged = make_judged(program, "Procurement", "Operations")
    for month in range(1, 7):
        read(judged, 20, months=month)

    page = page_of(program, pmo_lead)

    assert "No baseline is locked, though 6 readings are there." in page
    assert "Owed by Transformation PMO; possible at once." in page
    assert f'href="{reverse("programs:metric-baseline-lock", args=[judged.uid])}"' in page


def test_who_may_not_lock_sees_no_button(program: Program, viewer: User) -> None:
    judged = make_judged(program, "Procurement", "Operations")
    for month in range(1, 7):
        read(judged, 20, months=month)

    assert reverse("programs:metric-baseline-lock", args=[judged.uid]) not in page_of(program, viewer)


def test_a_local_gain_stands_in_front(program: Program, viewer: User) -> None:
    shared, local = (
        make_judged(program, "Procurement", "Operations"),
        make.make_program_metric(program, role="guardrail"),
    )
    make.make_accountability(local, function=make_function(name="Sales"), valid_from=months_ago(3))
    for judged, value in ((shared, 60), (local, 2)):
        lock(judged)
        read(judged, value, months=1)

    page = page_of(program, viewer)

    said = f"{local.metric}, for which Sales alone answers, improves"
    assert f"{said} while Lead time, for which two functions answer, worsens." in page


def test_without_metrics_the_page_says_so(program: Program, viewer: User) -> None:
    assert "No metric is chosen yet" in page_of(program, viewer)


def test_a_stranger_sees_nothing(program: Program, outsider: User) -> None:
    address = reverse("tracker:coordination-area", args=[program.uid, "metrics"])

    assert signed_in(outsider).get(address).status_code == 404


def test_the_api_says_the_same_as_the_page(program: Program, viewer: User) -> None:
    judged = make_judged(program, "Procurement", "Operations")
    lock(judged)
    read(judged, 9, months=1)
    page = page_of(program, viewer)

    answer = signed_in(viewer).get(f"/api/v1/programs/{program.uid}/analyses/latest/").json()

    metrics = answer["result"]["metrics"]
    assert metrics["sentence"] in page
    assert metrics["metrics"][0]["standing"] == "improved"
    assert metrics["metrics"][0]["series"][0]["phases"][0]["limits"]["standing"] == "firm"
