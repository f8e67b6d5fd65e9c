from __future__ import annotations

import pytest

from tests.sweep.everybody import TABLE, Cast, answers_of
from tests.sweep.world import World

pytestmark = pytest.mark.django_db
RESOURCES = {name: line for name, line in TABLE.items() if name.startswith("api:")}


def test_everybody_gets_of_the_api_what_the_table_says(world: World, cast: Cast) -> None:
    assert answers_of(RESOURCES, world=world, cast=cast) == RESOURCES
