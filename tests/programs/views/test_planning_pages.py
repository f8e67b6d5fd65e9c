"""Pages of what stewards keep for all programs: planning cycles, calendars, currencies, fiscal periods."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from programs.models import BusinessFunction, Currency, FiscalPeriod, Holiday, PlanningCycle, Program, User
from tests import factories as make
from tests.factories import START
from tests.factories import planning as make_planning
from tests.programs.views.conftest import TODAY, signed_in

pytestmark = pytest.mark.django_db
LISTS: dict[str, tuple[Callable[[], Any], str]] = {
    "planning-cycle-list": (
        lambda: make_planning.make_cycle(calendar=make_planning.make_calendar(TODAY)), "New planning cycle"
    ),
    "working-calendar-list": (lambda: make_planning.make_calendar(TODAY), "New working calendar"),
    "currency-list": (lambda: make_planning.make_rate(), "New currency"),
    "fiscal-period-list": (lambda: make_planning.make_fiscal_period(), "New year"),
}  # fmt: skip
CYCLE = {
    "period_days": "7",
    "cut_off_lead_days": "1",
    "processing_days": "0.5",
    "handoff_days": "0",
    "reason": "Agreed",
}


def page_of(user: User, name: str, *args: Any, **query: Any) -> str:
    return signed_in(user).get(reverse(f"programs:{name}", args=args), query).content.decode()


@pytest.mark.parametrize("name", LISTS)
def test_queries_do_not_grow_with_the_rows(name: str, pmo_lead: User) -> None:
    maker, client, counts = LISTS[name][0], signed_in(pmo_lead), []
    for _ in range(2):
        for _ in range(3):
            maker()
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse(f"programs:{name}")).status_code == 200
        counts.append(len(queries))

    assert counts[0] == counts[1]


@pytest.mark.parametrize("name", LISTS)
def test_everybody_reads_and_only_stewards_see_buttons(name: str, steward: User, pmo_lead: User) -> None:
    maker, button = LISTS[name]
    row = maker()

    kept, read = page_of(steward, name), page_of(pmo_lead, name)

    assert button in kept
    assert button not in read
    assert f"{row.uid}/" in kept or name == "currency-list"
    assert f"{row.uid}/" not in read


@pytest.mark.parametrize("name", LISTS)
def test_an_empty_page_says_what_it_is_for(name: str, pmo_lead: User) -> None:
    assert 'class="empty"' in page_of(pmo_lead, name)


def test_a_steward_records_a_cycle_and_the_address_may_say_which(steward: User, procurement: BusinessFunction) -> None:
    client, address = signed_in(steward), reverse("programs:planning-cycle-create")

    opened = client.get(address, {"function": str(procurement.uid), "level": "Weekly orders"})
    values: dict[str, Any] = CYCLE | {"function": procurement.pk, "level": "Weekly orders", "valid_from": str(START)}
    sent = client.post(address, values)

    assert opened.context["form"]["function"].value() == procurement.pk
    assert opened.context["form"]["level"].value() == "Weekly orders"
    assert sent.status_code == 302
    assert PlanningCycle.objects.get().processing_days == Decimal("0.5")


def test_a_change_is_prefilled_and_shows_as_planned(steward: User) -> None:
    cycle = make_planning.make_cycle(level="Capacity")
    client, address = signed_in(steward), reverse("programs:planning-cycle-change", args=[cycle.uid])

    opened = client.get(address).content.decode()
    sent = client.post(address, CYCLE | {"valid_from": str(TODAY + timedelta(days=30))})

    page = page_of(steward, "planning-cycle-list")
    assert 'value="28"' in opened
    assert sent.status_code == 302
    assert "every 7 days, inputs 1 day before, takes 12 hours; nobody knows when it runs" in page
    assert "Take back" in page


def test_a_planned_change_is_taken_back_by_a_button(steward: User) -> None:
    planned = make_planning.make_cycle(valid_from=TODAY + timedelta(days=1))
    held = make_planning.make_cycle()
    client = signed_in(steward)
    for cycle in (planned, held):
        client.post(reverse("programs:planning-cycle-take-back", args=[cycle.uid]))

    assert list(PlanningCycle.objects.all()) == [held]
    assert "It holds already" in client.get("/planning-cycles/").content.decode()


def test_when_a_cycle_runs_is_said_in_one_field(steward: User, pmo_lead: User) -> None:
    cycle = make_planning.make_cycle()
    before = page_of(pmo_lead, "planning-cycle-list")

    signed_in(steward).post(
        reverse("programs:planning-cycle-run", args=[cycle.uid]), {"anchor_at": "2026-01-05T08:00", "version": 1}
    )

    assert "Nobody knows when it runs" in before
    assert "last known run 5 Jan 2026 08:00" in page_of(pmo_lead, "planning-cycle-list")


def test_two_stewards_see_both_texts(steward: User) -> None:
    cycle = make_planning.make_cycle()
    PlanningCycle.objects.filter(pk=cycle.pk).update(period_days=14)

    answer = signed_in(steward).post(
        reverse("programs:planning-cycle-correct", args=[cycle.uid]),
        CYCLE | {"cut_off_lead_days": "3", "processing_days": "5", "handoff_days": "2", "reason": "", "version": 1},
    )

    (conflict,) = answer.context["form"].conflicts
    assert answer.status_code == 409
    assert (conflict.typed, conflict.stored) == ("7", "14")


@pytest.mark.parametrize("text", ["2026-13-01", "yesterday", "9999-12-31", "0001-01-01"])
def test_weeks_that_are_none_show_those_of_today(text: str, pmo_lead: User) -> None:
    make_planning.make_cycle()
    client, address = signed_in(pmo_lead), reverse("programs:planning-cycle-list")

    assert client.get(address, {"from": text}).context["chart"].today
    assert not client.get(address, {"from": "2026-01-05"}).context["chart"].today


def test_levels_that_stages_name_are_asked_for(program: Program, pmo_lead: User, steward: User, outsider: User) -> None:
    stage = make.make_stage(make.make_flow(program), planning_level="Yard plan")
    steward_and_member = steward
    make.make_membership(steward, program, "viewer")

    asked = f"{reverse('programs:planning-cycle-create')}?function={stage.function.uid}"
    assert asked in page_of(steward_and_member, "planning-cycle-list")
    assert "Yard plan" in page_of(pmo_lead, "planning-cycle-list")
    assert "Yard plan" not in page_of(outsider, "planning-cycle-list")


def test_the_flow_page_shows_each_cycle_or_what_is_missing(program: Program, pmo_lead: User, viewer: User) -> None:
    flow = make.make_flow(program)
    planned = make.make_stage(flow, planning_level="Capacity")
    make.make_stage(flow, planning_level="Yard plan")
    unnamed = make.make_stage(flow)
    make_planning.make_cycle(function=planned.function, level="Capacity")

    page, read = (page_of(user, "flow-list", program.uid) for user in (pmo_lead, viewer))

    assert "every 28 days, inputs 3 days before" in page
    assert "but nobody recorded this cycle" in page
    assert "Which planning cycle it works by is missing" in page
    assert (f"{unnamed.uid}/edit/" in page, f"{unnamed.uid}/edit/" in read) == (True, False)


def test_a_stage_gets_the_cycle_it_works_by(program: Program, pmo_lead: User) -> None:
    stage = make.make_stage(make.make_flow(program), name="Order")

    signed_in(pmo_lead).post(
        reverse("programs:stage-edit", args=[stage.uid]), {"name": "Order", "planning_level": "Capacity", "version": 1}
    )

    stage.refresh_from_db()
    assert (stage.planning_level, stage.version) == ("Capacity", 2)


def test_holidays_are_pasted_and_wrong_lines_are_named(steward: User) -> None:
    calendar = make_planning.make_calendar()
    client, address = signed_in(steward), reverse("programs:holiday-create", args=[calendar.uid])

    wrong = client.post(address, {"days": "2026-12-25 Christmas Day\nsometime\n2026-12-26"})
    right = client.post(address, {"days": "2026-12-25 Christmas Day\r\n2026-12-26 Boxing Day"})

    assert wrong.status_code == 422
    assert [error[:6] for error in wrong.context["form"].errors["days"]] == ["Line 2", "Line 3"]
    assert right.status_code == 302
    assert Holiday.objects.filter(calendar=calendar).count() == 2


def test_working_days_are_ticked_and_a_conflict_names_them(steward: User) -> None:
    calendar = make_planning.make_calendar(name="Plant")
    client, address = signed_in(steward), reverse("programs:working-calendar-edit", args=[calendar.uid])
    values = {"name": "Plant", "working_days": ["1", "2"], "version": 1}

    sent, again = client.post(address, values), client.post(address, values | {"working_days": ["6"]})

    (conflict,) = again.context["form"].conflicts
    calendar.refresh_from_db()
    assert (sent.status_code, again.status_code, calendar.working_days) == (302, 409, [1, 2])
    assert (conflict.typed, conflict.stored) == ("Saturday", "Monday, Tuesday")


def test_currencies_are_added_reported_in_and_given_a_rate(steward: User) -> None:
    client = signed_in(steward)
    for code, name in (("eur", "Euro"), ("USD", "US dollar")):
        client.post(reverse("programs:currency-create"), {"code": code, "name": name})
    euro, dollar = Currency.objects.order_by("code")
    client.post(reverse("programs:currency-report-in", args=[euro.uid]))
    missing = page_of(steward, "currency-list")
    values = {"rate": "0.87", "into": euro.pk, "effective_from": str(START), "source": "Central bank"}
    client.post(reverse("programs:exchange-rate-create", args=[dollar.uid]), values)

    assert "Nobody stated what it is worth in EUR today" in missing
    assert "Today one USD is worth 0.87 EUR" in page_of(steward, "currency-list")


def test_a_rate_is_corrected(steward: User) -> None:
    stated = make_planning.make_rate()

    signed_in(steward).post(
        reverse("programs:exchange-rate-edit", args=[stated.uid]), {"rate": "1.25", "source": "Bank", "version": 1}
    )

    stated.refresh_from_db()
    assert (stated.rate, stated.source) == (Decimal("1.25"), "Bank")


@pytest.mark.parametrize(("cut", "count"), [("quarters", 5), ("months", 13), ("both", 17)])
def test_a_fiscal_year_is_made_in_one_go(cut: str, count: int, steward: User) -> None:
    client, address = signed_in(steward), reverse("programs:fiscal-period-add-year")

    client.post(address, {"first_day": "2027-04-01", "cut_into": cut, "name": ""})

    assert FiscalPeriod.objects.count() == count
    assert str(client.get(address).context["form"]["first_day"].value()) == "2028-04-01"


def test_a_period_of_its_own_is_added_and_removed(steward: User) -> None:
    client = signed_in(steward)
    values = {"name": "Summer", "kind": "quarter", "starts_on": "2026-06-01", "ends_on": "2026-08-30"}

    added = client.post(reverse("programs:fiscal-period-create"), values)
    client.post(reverse("programs:fiscal-period-remove", args=[FiscalPeriod.objects.get().uid]))

    assert added.status_code == 302
    assert not FiscalPeriod.objects.exists()
