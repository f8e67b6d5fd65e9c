"""The lists of the record: whole page, strangers, and a number of queries that does not grow."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from programs.models import Program, User
from tests import factories
from tests.areas import merged
from tests.programs.views.conftest import TODAY, signed_in

pytestmark = pytest.mark.django_db
MAKERS: dict[str, Callable[[Program], object]] = merged("tests.programs.views.lists", "MAKERS")


@pytest.mark.parametrize("name", MAKERS)
def test_queries_do_not_grow_with_the_rows(name: str, program: Program, viewer: User) -> None:
    client, address = signed_in(viewer), reverse(f"programs:{name}", args=[program.uid])
    counts = []
    for _ in range(2):
        for _ in range(3):
            MAKERS[name](program)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get(address).status_code == 200
        counts.append(len(queries))

    assert counts[0] == counts[1]


@pytest.mark.parametrize("name", MAKERS)
def test_strangers_find_no_list(name: str, program: Program, outsider: User) -> None:
    assert signed_in(outsider).get(reverse(f"programs:{name}", args=[program.uid])).status_code == 404


def test_viewers_see_no_button_that_they_may_not_use(program: Program, viewer: User, pmo_lead: User) -> None:
    address = reverse("programs:membership-list", args=[program.uid])

    assert "Give a role" not in signed_in(viewer).get(address).content.decode()
    assert "Give a role" in signed_in(pmo_lead).get(address).content.decode()


def test_a_baseline_lists_its_items(program: Program, viewer: User) -> None:
    factories.make_milestone(program, name="Planned thing", finish_on=TODAY)
    baseline = factories.make_baseline(program)

    page = signed_in(viewer).get(reverse("programs:baseline-detail", args=[baseline.uid])).content.decode()

    assert "Planned thing" in page
