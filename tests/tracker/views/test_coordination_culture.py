from __future__ import annotations

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from programs.models import (
    BusinessFunction,
    LeaderEvaluation,
    Membership,
    Program,
    PulseAnswer,
    PulseGroup,
    PulseWave,
    User,
)
from tests import factories as make
from tests.factories import culture as make_culture
from tests.tracker.views.conftest import TODAY, compute, signed_in
from tracker.analysis.culture.months import whole_months
from tracker.progress.periods import add_months

pytestmark = pytest.mark.django_db
BEGUN = add_months(TODAY.replace(day=1), -4)
MIXED = [[5, 5, 4, 5, 4, 5, 5, 4], [2, 2, 3, 2, 2, 1, 2, 2]]


def page(program: Program, user: User) -> str:
    """The page of the area as words: without tags, spaces once."""
    address = reverse("tracker:coordination-area", args=[program.uid, "culture"])
    html = signed_in(user).get(address).content.decode()
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


@pytest.fixture
def functions(program: Program) -> list[BusinessFunction]:
    Program.objects.filter(pk=program.pk).update(start_on=BEGUN)
    return [make.make_function(name=name) for name in ("Procurement", "Production")]


def make_sessions(program: Program, functions: list[BusinessFunction]) -> None:
    """Held every week since the program began, by both functions, in the first flow."""
    flow = make.make_flow(program, name="Pumps")
    day = BEGUN
    while day < TODAY:
        session = make_culture.make_session(flow, *functions, scheduled_on=day, held_on=day)
        session.functions.update(came=True)
        day += timedelta(days=7)


def make_wave(program: Program, answered: dict[BusinessFunction, int]) -> PulseWave:
    """A closed wave of people of two minds."""
    wave = make_culture.make_wave(program, opens_on=TODAY - timedelta(days=30), closes_on=TODAY - timedelta(days=20))
    for function, number in answered.items():
        group: PulseGroup = make_culture.make_group(wave, function=function, invited=10)
        for place in range(number):
            PulseAnswer.objects.create(wave=wave, group=group, scores=MIXED[place % 2])
    wave.closed_on, wave.closed_by = TODAY - timedelta(days=20), make.make_user()
    wave.save(update_fields=["closed_on", "closed_by"])
    return wave


def test_a_program_on_its_first_day_says_what_is_missing_and_who_owes_it(program: Program, viewer: User) -> None:
    compute(program)

    text = page(program, viewer)

    assert "Nobody can tell yet whether it would hold" in text
    assert "No pulse was closed yet. Owed by the PMO lead; possible at once." in text
    assert "No function has a lead yet." in text


def test_months_stand_by_sign_and_word_with_what_spoiled_them(
    program: Program, viewer: User, functions: list[BusinessFunction]
) -> None:
    make_sessions(program, functions)
    last = whole_months(BEGUN, TODAY)[-1]
    make_culture.make_intervention(program.flows.get(), happened_on=last, kind="chased_input")
    compute(program)

    text = page(program, viewer)

    assert "Pumps would not hold yet: none of 6 clean months in a row; in" in text
    assert "the PMO chased an input" in text
    assert re.search(r"✕ \w{3} \d{4} broken", text)
    assert re.search(r"○ \w{3} \d{4} incomplete", text)


def test_behaviors_have_their_count_and_what_was_answered(
    program: Program, viewer: User, functions: list[BusinessFunction]
) -> None:
    make_sessions(program, functions)
    compute(program)

    text = page(program, viewer)

    assert re.search(r"100% (1\d) of \1 \1 of \1 sessions answered for", text)
    assert "No decision of these months is recorded." in text


def test_hidden_groups_are_shown_as_hidden_and_their_share_nowhere(
    program: Program, viewer: User, functions: list[BusinessFunction]
) -> None:
    third = make.make_function(name="Logistics")
    make_wave(program, {functions[0]: 8, functions[1]: 4, third: 6})
    compute(program)

    text = page(program, viewer)
    latest = signed_in(viewer).get(f"/api/v1/programs/{program.uid}/analyses/latest/").json()

    assert "Production hidden – – 4 of 10" in text
    assert "Logistics hidden – – 6 of 10" in text
    (found,) = latest["result"]["culture"]["rounds"]
    assert [each["share"]["value"] is None for each in found["cells"]] == [False, True, True]
    assert "scores" not in str(latest)


def test_the_change_since_the_wave_before_is_told_with_its_interval(
    program: Program, viewer: User, functions: list[BusinessFunction]
) -> None:
    for _ in range(2):
        make_wave(program, {functions[0]: 8})
    compute(program)

    assert re.search(r"no clear change \(-\d+ to \+\d+ points\)", page(program, viewer))


def test_a_leader_counts_by_an_evaluation_and_is_not_named(
    program: Program, viewer: User, functions: list[BusinessFunction]
) -> None:
    leader = make.make_user(name="Rosa Klein")
    make.make_membership(leader, program, role=Membership.Role.FUNCTION_LEAD, function=functions[0], valid_from=BEGUN)
    LeaderEvaluation.objects.create(
        program=program,
        leader=leader,
        function=functions[0],
        cycle_starts_on=BEGUN,
        cycle_ends_on=TODAY - timedelta(days=9),
        shared_weight=Decimal("0.3"),
        completed_on=TODAY - timedelta(days=2),
        recorded_by=leader,
    )
    compute(program)

    text = page(program, viewer)

    assert "Procurement 1 of 1 leader" in text
    assert "Klein" not in text


def test_silence_about_a_month_is_no_clean_month(
    program: Program, viewer: User, functions: list[BusinessFunction]
) -> None:
    make_sessions(program, functions)
    compute(program)

    text = page(program, viewer)

    assert "no function of this flow has a lead who could say" in text.lower()
    assert "nobody was asked" in text


def test_the_page_takes_as_many_queries_for_many_records(
    program: Program, viewer: User, functions: list[BusinessFunction]
) -> None:
    client, address = signed_in(viewer), reverse("tracker:coordination-area", args=[program.uid, "culture"])
    compute(program)
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)

    make_sessions(program, functions)
    make_wave(program, {functions[0]: 8, functions[1]: 9})
    compute(program)
    with CaptureQueriesContext(connection) as many:
        client.get(address)

    assert len(many) == len(few)


def test_strangers_find_nothing(program: Program, outsider: User) -> None:
    address = reverse("tracker:coordination-area", args=[program.uid, "culture"])

    assert signed_in(outsider).get(address).status_code == 404
