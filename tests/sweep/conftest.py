from __future__ import annotations

import pytest

from programs.models import Program, User
from tests.sweep.everybody import Cast, browser_of
from tests.sweep.world import PEOPLE, World, build


@pytest.fixture
def world(program: Program, pmo_lead: User) -> World:
    return build(program, pmo_lead)


@pytest.fixture
def cast(pmo_lead: User, function_lead: User, committee_member: User, viewer: User, outsider: User) -> Cast:
    people = (pmo_lead, function_lead, committee_member, viewer, outsider, None)
    return {name: browser_of(person) for name, person in zip(PEOPLE, people, strict=True)}
