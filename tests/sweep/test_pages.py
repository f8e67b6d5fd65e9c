from __future__ import annotations

import pytest
from django.urls import reverse

from tests.sweep.everybody import ROUTES, TABLE, Cast, answer, answers_of
from tests.sweep.world import World

pytestmark = pytest.mark.django_db
PAGES = {name: line for name, line in TABLE.items() if not name.startswith("api:")}
ADMIN = ["index", "programs_program_changelist", "programs_user_changelist"]


def test_every_route_is_in_the_table_and_every_line_of_the_table_is_a_route() -> None:
    assert {name for name in ROUTES if not name.startswith("admin:")} == set(TABLE)


def test_everybody_gets_the_pages_that_the_table_says(world: World, cast: Cast) -> None:
    assert answers_of(PAGES, world=world, cast=cast) == PAGES


def test_administration_is_closed_to_everybody_of_the_cast(world: World, cast: Cast) -> None:
    addresses = [reverse(f"admin:{name}") for name in ADMIN]

    got = {answer(client, method="GET", address=address) for address in addresses for client in cast.values()}

    assert got == {"in"}
