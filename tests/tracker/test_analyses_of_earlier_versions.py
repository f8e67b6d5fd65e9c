"""After an upgrade: what is computed again waits for it, what is over stays as it was told, and says so."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest
from django.urls import reverse

from programs.models import Program, User
from tests import factories as make
from tests.tracker.views.conftest import TODAY, compute, signed_in
from tracker.analyses import analyze_batch, newest_analysis
from tracker.analysis.coordination import ANALYSIS_VERSION, Coordination
from tracker.models import Analysis
from tracker.reads import Day
from tracker.reporting.coordination.areas import AREAS, in_words

KEPT = json.loads(Path(__file__).with_name("kept").joinpath("analysis_7.json").read_text(encoding="utf-8"))
EARLIER = "Worked out by an earlier version of the methods; the program is closed, so it stays as it was told."


def keep(program: Program, result: dict[str, Any] = KEPT, *, version: str = "7") -> Analysis:
    return Analysis.objects.create(
        program=program, as_of=TODAY, method_version=version, policy_version=0, inputs_hash="", result=result
    )


@pytest.fixture
def closed(program: Program) -> Program:
    """A program that was closed when analyses were of version 7."""
    compute(program)
    Analysis.objects.all().delete()
    keep(program)
    return set_state(program, "closed")


def set_state(program: Program, state: str) -> Program:
    Program.objects.filter(pk=program.pk).update(state=state, closed_on=TODAY if state == "closed" else None)
    program.refresh_from_db()
    return program


def page(program: Program, user: User, name: str, *more: str) -> str:
    answer = signed_in(user).get(reverse(f"tracker:{name}", args=[program.uid, *more]))
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_row_of_version_7_can_be_read_for_good() -> None:
    """A field that comes later needs a value for rows without it: closed programs are not analyzed again."""
    found = msgspec.convert(KEPT, Coordination)

    assert all(section.sentence for _, section in in_words(found, {}))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("state", "is_shown"), [("active", False), ("paused", True), ("closed", True), ("archived", True)]
)
def test_only_what_is_computed_again_waits_for_it(state: str, is_shown: bool, program: Program) -> None:
    row = keep(set_state(program, state))

    assert newest_analysis(program) == (row if is_shown else None)


@pytest.mark.django_db
@pytest.mark.parametrize("area", [each.key.replace("_", "-") for each in AREAS])
def test_a_closed_program_keeps_the_page_of_each_area(area: str, closed: Program, viewer: User) -> None:
    found = msgspec.convert(KEPT, Coordination)
    sentences = {each.key.replace("_", "-"): section.sentence for each, section in in_words(found, {})}

    text = page(closed, viewer, "coordination-area", area)

    assert EARLIER in text
    assert sentences[area].split(";")[0][:30] in text


@pytest.mark.django_db
def test_the_page_of_answers_and_of_the_program_say_that_methods_were_others(closed: Program, viewer: User) -> None:
    assert EARLIER in page(closed, viewer, "coordination")
    assert EARLIER in page(closed, viewer, "program-detail")


@pytest.mark.django_db
def test_what_was_worked_out_by_the_methods_of_today_says_nothing_of_it(closed: Program, viewer: User) -> None:
    Analysis.objects.update(method_version=ANALYSIS_VERSION)

    for name in ("coordination", "program-detail"):
        assert "earlier version of the methods" not in page(closed, viewer, name)


@pytest.mark.django_db
def test_a_night_after_the_upgrade_leaves_the_row_of_a_closed_program_alone(closed: Program) -> None:
    before = Analysis.objects.values().get()

    analyze_batch([closed.pk], Day(as_of=TODAY, known_on=TODAY), plans={})

    assert Analysis.objects.values().get() == before


@pytest.mark.django_db
@pytest.mark.parametrize(("state", "result"), [("active", None), ("closed", "green")])
def test_list_and_portfolio_show_the_result_that_the_page_shows(
    state: str, result: str | None, program: Program, pmo_lead: User
) -> None:
    compute(program)
    Analysis.objects.all().delete()
    keep(program, KEPT | {"result": KEPT["result"] | {"status": "green", "raw": "green", "grey": None}})
    portfolio = make.make_portfolio(set_state(program, state))
    client = signed_in(pmo_lead)

    (row,) = client.get("/api/v1/progress/").json()["results"]
    shown = client.get(reverse("tracker:portfolio-detail", args=[portfolio.uid])).content.decode()

    assert row["result"] == result
    assert (KEPT["result"]["sentence"] in shown) is (result is not None)


@pytest.mark.django_db
@pytest.mark.parametrize("broken", [{"state": {}}, {"result": {"status": "green"}}, {"pilots": {"pilots": 3}}])
def test_a_row_that_cannot_be_read_any_more_is_no_answer_and_breaks_no_page(
    broken: dict[str, Any], closed: Program, pmo_lead: User
) -> None:
    Analysis.objects.update(result=KEPT | broken)
    portfolio = make.make_portfolio(closed)

    assert "There are no answers." in page(closed, pmo_lead, "coordination")
    assert page(closed, pmo_lead, "program-detail")
    assert signed_in(pmo_lead).get(reverse("tracker:portfolio-detail", args=[portfolio.uid])).status_code == 200
