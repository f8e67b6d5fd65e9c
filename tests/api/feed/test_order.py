"""Nothing is passed over while transactions overlap, and one that stays open shows."""

from __future__ import annotations

import time

import pytest

from programs.models import Program, User
from tests import factories as make
from tests.api.conftest import SignedIn
from tests.api.feed.copy import Copy, another_session, copy_of, lists

pytestmark = pytest.mark.django_db(transaction=True)
WRITE = "UPDATE programs_program SET name = 'Late' WHERE id = %s"


def told(copy: Copy) -> list[str]:
    return [kind for _, kind, _ in copy.read().told]


def test_what_an_earlier_transaction_writes_comes_after_it_is_over_and_nothing_overtakes_it(
    program: Program, pmo_lead: User, signed_in: SignedIn
) -> None:
    copy = copy_of(pmo_lead, signed_in)
    with another_session() as early:
        early.execute(WRITE, [program.pk])
        make.make_milestone(program)

        assert told(copy) == []
        early.commit()

    assert told(copy) == ["programs", "milestones"]
    assert copy.rows == lists(copy.client)


def test_what_was_rolled_back_never_comes(program: Program, pmo_lead: User, signed_in: SignedIn) -> None:
    copy = copy_of(pmo_lead, signed_in)
    with another_session() as early:
        early.execute(WRITE, [program.pk])
        make.make_milestone(program)
        early.rollback()

    assert told(copy) == ["milestones"]


def test_a_reader_who_stays_open_holds_nothing_up(program: Program, pmo_lead: User, signed_in: SignedIn) -> None:
    copy = copy_of(pmo_lead, signed_in)
    with another_session() as reader:
        reader.execute("SELECT * FROM programs_program")
        make.make_milestone(program)

        page = copy.read_page()

    assert [entry["kind"] for entry in page["results"]] == ["milestones"]
    assert (page["at_end"], page["lag_seconds"], page["complete"]) == (True, 0, True)


def test_a_first_reading_while_somebody_writes_gets_the_rest_afterwards(
    program: Program, pmo_lead: User, signed_in: SignedIn
) -> None:
    with another_session() as early:
        early.execute(WRITE, [program.pk])
        copy = copy_of(pmo_lead, signed_in)
        assert copy.rows == lists(copy.client)
        early.commit()

    assert told(copy) == ["programs"]
    assert copy.rows == lists(copy.client)


def test_how_long_somebody_has_been_writing_is_said_also_when_nobody_wrote_since(
    program: Program, pmo_lead: User, signed_in: SignedIn
) -> None:
    copy = copy_of(pmo_lead, signed_in)
    with another_session() as early:
        early.execute(WRITE, [program.pk])
        time.sleep(1.1)

        assert copy.read_page()["lag_seconds"] in (1, 2)


def test_a_transaction_of_another_database_holds_nothing_up(
    program: Program, pmo_lead: User, signed_in: SignedIn
) -> None:
    copy = copy_of(pmo_lead, signed_in)
    with another_session(database="postgres") as elsewhere:
        elsewhere.execute("SELECT pg_current_xact_id()")
        make.make_milestone(program)

        page = copy.read_soon()

    assert [entry["kind"] for entry in page["results"]] == ["milestones"]
    assert (page["at_end"], page["lag_seconds"]) == (True, 0)


@pytest.mark.slow
def test_a_transaction_open_for_more_than_half_a_minute_shows(
    program: Program, pmo_lead: User, signed_in: SignedIn
) -> None:
    copy = copy_of(pmo_lead, signed_in)
    with another_session() as early:
        early.execute(WRITE, [program.pk])
        time.sleep(2)
        soon = copy.read_page()
        time.sleep(30)
        late = copy.read_page()

    assert (soon["lag_seconds"] in (2, 3), soon["complete"]) == (True, True)
    assert (late["complete"], late["at_end"]) == (False, True)
    assert late["lag_seconds"] in (32, 33, 34)
    assert copy.read_page()["complete"] is True
