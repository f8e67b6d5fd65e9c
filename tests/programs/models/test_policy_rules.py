"""What can never be true of sources: one refusal for each rule."""

from __future__ import annotations

import pytest

from programs.models import Program
from tests.factories.policy import make_source
from tests.programs.models.refusals import Write, assert_refused, refusals

pytestmark = pytest.mark.django_db
CASES: dict[str, Write] = {
    "field_has_one_source": lambda program: [make_source(program, system=name) for name in ("Planview", "SAP")],
    "field_has_one_source/2": lambda _: [make_source(system=name) for name in ("Planview", "SAP")],
    "field_source_names_a_system": lambda program: make_source(program, system=""),
}


@refusals(CASES)
def test_the_database_refuses(rule: str, write: Write, program: Program) -> None:
    assert_refused(rule, lambda: write(program))


def test_a_program_and_the_installation_say_it_each(program: Program) -> None:
    assert make_source(program, system="SAP").pk != make_source().pk
