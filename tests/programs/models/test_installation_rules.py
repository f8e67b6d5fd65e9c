"""What can never be true of people, portfolios, money and reports: one refusal for each rule."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from programs.models import AttachmentContent, BusinessFunction, FeedAccess, Membership, PortfolioEntry, Program
from tests.factories import (
    START,
    make_attachment,
    make_cost_line,
    make_function,
    make_gate,
    make_membership,
    make_policy,
    make_portfolio,
    make_program,
    make_status,
    make_token,
    make_user,
)
from tests.programs.models.refusals import Write, assert_refused, refusals

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def hold_twice(program: Program, role: str, *, second_from: date, first_to: date | None = None) -> Membership:
    """The same person in the same role twice; the first time from START."""
    user, function = make_user(), make_function() if role == "function_lead" else None
    make_membership(user, program, role, function=function, valid_to=first_to)
    return make_membership(user, program, role, function=function, valid_from=second_from)


def own_parent(_: Program) -> None:
    function = make_function()
    BusinessFunction.objects.filter(pk=function.pk).update(parent=function)


def two_children_of_a_name(_: Program) -> None:
    parent = make_function()
    make_function(name="Buying", parent=parent)
    make_function(name="Buying", parent=parent)


def join_twice(program: Program) -> None:
    portfolio = make_portfolio(program)
    PortfolioEntry.objects.create(portfolio=portfolio, program=program, joined_on=START + DAY)


def join_again_too_soon(program: Program) -> None:
    portfolio = make_portfolio()
    for joined_on in (START, START + DAY):
        PortfolioEntry.objects.create(
            portfolio=portfolio, program=program, joined_on=joined_on, left_on=joined_on + 2 * DAY
        )


CASES: dict[str, Write] = {
    "user_email_is_unique_whatever_its_case": lambda _: [
        make_user(email=each) for each in ("a@b.example", "A@b.example")
    ],
    "function_name_is_unique_below_its_parent": lambda _: [make_function(name="Buying") for _ in range(2)],
    "function_name_is_unique_below_its_parent/2": two_children_of_a_name,
    "function_is_not_its_own_parent": own_parent,
    "membership_of_a_function_lead_names_the_function": lambda program: make_membership(
        make_user(), program, "function_lead", function=None
    ),
    "membership_of_a_function_lead_names_the_function/2": lambda program: make_membership(
        make_user(), program, "viewer", function=make_function()
    ),
    "membership_ends_after_it_begins": lambda program: make_membership(make_user(), program, valid_to=START - DAY),
    "membership_is_held_once_at_a_time": lambda program: hold_twice(program, "viewer", second_from=START + DAY),
    "membership_is_held_once_at_a_time/2": lambda program: hold_twice(
        program, "viewer", first_to=START + DAY, second_from=START + DAY
    ),
    "membership_is_held_once_at_a_time/3": lambda program: hold_twice(
        program, "function_lead", second_from=START + DAY
    ),
    "program_is_in_a_portfolio_once_at_a_time": join_twice,
    "program_is_in_a_portfolio_once_at_a_time/2": join_again_too_soon,
    "program_leaves_a_portfolio_after_it_joined": lambda program: PortfolioEntry.objects.create(
        portfolio=make_portfolio(), program=program, joined_on=START, left_on=START - DAY
    ),
    "policy_is_one_a_day": lambda _: [make_policy() for _ in range(2)],
    "policy_is_one_a_day/2": lambda program: [make_policy(program=program) for _ in range(2)],
    "policy_has_a_reason": lambda _: make_policy(reason=""),
    "program_is_rated_once_a_day_by_each": lambda program: [make_status(program) for _ in range(2)],
    "status_report_is_rated_or_says_why_not": lambda program: make_status(program, "", not_rated_reason=""),
    "status_report_is_rated_or_says_why_not/2": lambda program: make_status(program, not_rated_reason="Exempt"),
    "status_report_period_has_both_ends": lambda program: make_status(program, period_starts_on=START),
    "status_report_period_ends_after_it_begins": lambda program: make_status(
        program, period_starts_on=START, period_ends_on=START - DAY
    ),
    "cost_is_stated_once_a_day_for_each_kind": lambda program: [make_cost_line(program) for _ in range(2)],
    "cost_is_an_amount_or_says_why_not": lambda program: make_cost_line(program, amount=None),
    "cost_is_an_amount_or_says_why_not/2": lambda program: make_cost_line(program, withheld_reason="Exempt"),
    "cost_currency_has_three_letters": lambda program: make_cost_line(program, currency="eur"),
    "cost_of_a_financial_year_names_the_year": lambda program: make_cost_line(program, scope="financial_year"),
    "cost_of_a_financial_year_names_the_year/2": lambda program: make_cost_line(program, period="2021/22"),
    "attachment_content_is_named_by_its_hash": lambda _: AttachmentContent.objects.create(sha256="x", content=b"x"),
    "api_token_has_a_name": lambda _: make_token(name=""),
    "api_token_expires": lambda _: make_token(expiry=None),
    "api_token_has_a_scope": lambda _: make_token(scope="all"),
    "service_account_has_no_password_no_mail_and_administers_nothing": lambda _: make_user(is_service=True),
    "feed_access_is_kept_once": lambda _: [
        FeedAccess.objects.create(user=reader, digest="d", scopes={}, used_on=START)
        for reader in [make_user()]
        for _ in range(2)
    ],
    "attachment_is_not_empty": lambda program: make_attachment(program, size=0),
}
UNIQUE_COLUMNS: dict[str, Write] = {
    "program code": lambda _: [make_program(code="ONE") for _ in range(2)],
    "portfolio code": lambda _: [make_portfolio(code="one") for _ in range(2)],
    "gate item": lambda program: make_gate(program, "G1", item=make_gate(program, "G0").item),
    "mail address": lambda _: [make_user(email="one@example.com") for _ in range(2)],
}


@refusals(CASES)
def test_the_database_refuses(rule: str, write: Write, program: Program) -> None:
    assert_refused(rule, lambda: write(program))


@refusals(UNIQUE_COLUMNS)
def test_the_database_refuses_a_second(rule: str, write: Write, program: Program) -> None:
    with pytest.raises(IntegrityError, match="duplicate key"), transaction.atomic():
        write(program)


def test_two_functions_of_a_name_may_stand_below_different_parents() -> None:
    make_function(name="Planning", parent=make_function())

    assert make_function(name="Planning", parent=make_function()).pk


def test_a_role_may_be_held_again_after_it_ended(program: Program) -> None:
    second = hold_twice(program, "viewer", first_to=START, second_from=START + DAY)

    assert second.user.memberships.count() == 2


def test_a_person_may_lead_two_functions_at_once(program: Program) -> None:
    user = make_user()

    for _ in range(2):
        make_membership(user, program, "function_lead")

    assert user.memberships.count() == 2


def test_a_program_may_return_to_a_portfolio(program: Program) -> None:
    portfolio = make_portfolio(program)
    portfolio.entries.update(left_on=START)

    PortfolioEntry.objects.create(portfolio=portfolio, program=program, joined_on=START)

    assert portfolio.entries.count() == 2
