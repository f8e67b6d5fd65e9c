"""Which resource counts as the constraint of a decision, and which decisions are in scope on the day."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.tracker.analysis.rights.builders import (
    analyze,
    judge,
    make_authority,
    make_facts,
    make_limit,
    make_resource,
    make_right,
    on,
)
from tracker.analysis.facts.constraints import Control
from tracker.analysis.rights.results import RightScope


@pytest.mark.parametrize(
    ("chance", "scope"),
    [
        (0.49, RightScope.OUTSIDE),
        (0.5, RightScope.PROVISIONAL),
        (0.1 + 0.2 + 0.2, RightScope.PROVISIONAL),
        (0.79, RightScope.PROVISIONAL),
        (0.8, RightScope.FIRM),
        (0.7 + 0.1 - 1e-12, RightScope.FIRM),
    ],
)
def test_a_decision_is_in_scope_from_one_half_and_firm_from_four_fifths(chance: float, scope: RightScope) -> None:
    found = judge(make_right("Mix", by=["Procurement"]), make_limit(Castings=chance))

    assert (found.scope, found.is_aligned) == (scope, None if scope is RightScope.OUTSIDE else True)


def test_of_what_a_decision_commits_the_most_probable_counts() -> None:
    found = judge(
        make_right("Mix", commits=["Castings", "Freight"], by=["Logistics"]),
        make_limit(Castings=0.2, Freight=0.55, Assembly=0.25),
    )

    assert found.resource is not None
    assert (found.resource.uid, found.chance, found.is_aligned) == ("Freight", 0.55, True)


def test_of_equal_chances_the_first_name_counts() -> None:
    found = judge(make_right("Mix", commits=["Freight", "Assembly"]), make_limit(Freight=0.5, Assembly=0.5))

    assert found.resource is not None
    assert found.resource.uid == "Assembly"


def test_a_decision_of_the_whole_program_counts_where_it_limits_most() -> None:
    limits = (make_limit("Pumps", Castings=0.3, Assembly=0.7), make_limit("Valves", Castings=0.95))

    whole = judge(make_right("Mix", commits=["Castings", "Assembly"]), *limits)
    of_pumps = judge(make_right("Mix", commits=["Castings", "Assembly"], flow="Pumps"), *limits)

    assert [each.limited and each.limited.uid for each in (whole, of_pumps)] == ["Valves", "Pumps"]
    assert (whole.chance, of_pumps.chance) == (0.95, 0.7)


def test_a_decision_of_a_flow_that_nobody_observed_is_unknown() -> None:
    found = judge(make_right("Mix", flow="Valves"), make_limit(Castings=0.9), make_limit("Valves"))

    assert (found.scope, found.resource, found.is_aligned) == (RightScope.UNKNOWN, None, None)


def test_a_decision_that_commits_nothing_is_not_in_scope() -> None:
    assert judge(make_right("Mix", commits=[], by=["Sales"])).scope is RightScope.UNCOMMITTED


def test_a_resource_that_is_retired_limits_nothing() -> None:
    resources = (make_resource("Castings", "Procurement", retired_on=on(59)), make_resource("Assembly", "Operations"))
    facts = make_facts(make_right("Mix", commits=["Castings", "Assembly"]), resources=resources)

    before, after = (analyze(facts, make_limit(Castings=0.9, Assembly=0.1), day=day).verdicts[0] for day in (59, 60))

    assert [each.resource and each.resource.uid for each in (before, after)] == ["Castings", "Assembly"]


def test_a_decision_that_is_no_longer_made_is_left_out() -> None:
    facts = make_facts(make_right("Mix", ended_on=on(60)))

    assert [len(analyze(facts, day=day).verdicts) for day in (60, 61)] == [1, 0]


def test_who_decides_and_who_controls_is_asked_of_the_day() -> None:
    controls = (
        Control(function_uid="Sales", function_name="Sales", valid_from=on(0), valid_to=on(29)),
        Control(function_uid="Procurement", function_name="Procurement", valid_from=on(30)),
    )
    parts = (make_authority("Sales", last=44), make_authority("Procurement", first=45))
    right = replace(make_right("Mix"), authorities=parts)
    facts = make_facts(right, resources=(make_resource("Castings", controls=controls),))

    aligned = [analyze(facts, day=day).verdicts[0].is_aligned for day in (29, 30, 44, 45)]

    assert aligned == [True, False, False, True]
