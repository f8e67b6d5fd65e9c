from __future__ import annotations

from typing import Any

import pytest
from django.db.models import QuerySet

from programs.compiled import given
from programs.models import Milestone, Policy, Program
from tests import factories
from tracker.facts.batch_query import OF_PROGRAMS, BatchQuery

built: list[str] = []


@BatchQuery
def milestones_of() -> QuerySet[Any, Any]:
    built.append("milestones")
    named = Milestone.objects.filter(program__any_of=OF_PROGRAMS, name=given("name")).order_by("id")
    return named.values_list("id", "program__code", "owner__name")


def milestones_in(*programs: Program, name: str = "Map") -> list[int]:
    return [row.id for row in milestones_of(programs=[each.pk for each in programs], name=name)]


@pytest.mark.django_db
def test_the_rows_are_named_by_their_columns() -> None:
    program = factories.make_program()
    milestone = factories.make_milestone(program, name="Map")

    (row,) = milestones_of(programs={program.pk}, name="Map")

    assert row._asdict() == {"id": milestone.pk, "program__code": program.code, "owner__name": None}


@pytest.mark.django_db
def test_each_time_the_rows_are_those_of_what_is_given() -> None:
    first, second = factories.make_program(), factories.make_program()
    map_of_first, map_of_second = (factories.make_milestone(each, name="Map") for each in (first, second))
    other = factories.make_milestone(first, name="Other")

    assert milestones_in(first) == [map_of_first.pk]
    assert milestones_in(second) == [map_of_second.pk]
    assert milestones_in(first, second) == [map_of_first.pk, map_of_second.pk]
    assert milestones_in(first, name="Other") == [other.pk]


@pytest.mark.django_db
def test_the_query_is_built_once() -> None:
    program = factories.make_program()
    milestones_in(program)
    before = len(built)

    milestones_in(program, name="Other")

    assert (before, len(built)) == (1, 1)


@pytest.mark.django_db
def test_without_keys_nothing_is_asked(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        assert milestones_in() == []


@pytest.mark.django_db
def test_a_column_that_django_has_to_read_is_refused() -> None:
    decided = BatchQuery(lambda: Policy.objects.order_by("id").values_list("id", "values"))

    with pytest.raises(AssertionError, match="as PostgreSQL gives them"):
        decided()
