"""What would be wrong if another resource were the constraint: there from the first day on."""

from __future__ import annotations

from tests.tracker.analysis.rights.builders import (
    START,
    analyze,
    flags,
    make_facts,
    make_limit,
    make_resource,
    make_right,
)
from tracker.analysis.rights import RightsAnalysis, analyze_rights
from tracker.analysis.rights.results import RightFlag, RightsAssumption, RightScope

RIGHTS = (
    make_right("Mix", commits=["Castings", "Assembly"], by=["Operations"], times="30"),
    make_right("Rush", commits=["Castings"], by=["Procurement"], times="10"),
    make_right("Lots", commits=["Castings"], by=["Board"], times="0"),
)


def assumed(analysis: RightsAnalysis, resource: str) -> RightsAssumption:
    """What the analysis says of one resource."""
    return next(each for each in analysis.assumptions if each.resource.uid == resource)


def test_on_the_first_day_every_resource_is_asked_about() -> None:
    analysis = analyze_rights(make_facts(*RIGHTS), [], as_of=START)

    assert [each.resource.uid for each in analysis.assumptions] == [
        "Assembly", "Castings", "Freight", "Network", "Tools",
    ]  # fmt: skip
    assert analysis.alignment.in_scope == 0
    assert analysis.sentence == "It cannot be told yet whether the right functions decide."


def test_an_assumption_says_what_would_be_in_the_wrong_hands() -> None:
    castings = assumed(analyze_rights(make_facts(*RIGHTS), [], as_of=START), "Castings")

    assert castings.sentence == "If Castings were the constraint, 2 of 3 decisions on it would be in the wrong hands."
    assert [(each.uid, flags(each)) for each in castings.verdicts] == [
        ("Lots", [RightFlag.HIERARCHY]),
        ("Mix", [RightFlag.MISPLACED]),
        ("Rush", []),
    ]
    assert (castings.alignment.by_exposure.value, castings.alignment.by_exposure.n) == (0.25, 2)
    assert castings.controller is not None
    assert castings.controller.name == "Procurement"


def test_an_assumption_is_certain_and_knows_no_past() -> None:
    moved = make_limit(Castings=0.6, Assembly=0.4, previous="Assembly")

    assembly = assumed(analyze(make_facts(*RIGHTS), moved), "Assembly")

    assert [(each.scope, each.chance, each.exposure) for each in assembly.verdicts] == [(RightScope.ASSUMED, 1.0, 30.0)]
    assert assembly.sentence == "If Assembly were the constraint, the only decision on it would be in the right hands."


def test_a_resource_that_no_decision_commits_says_so() -> None:
    freight = assumed(analyze(make_facts(*RIGHTS)), "Freight")

    assert (freight.sentence, freight.verdicts) == ("No recorded decision commits Freight.", ())
    assert freight.alignment.by_count.reason == "no recorded decision commits it"


def test_a_retired_resource_is_not_asked_about() -> None:
    resources = (make_resource("Castings", "Procurement", retired_on=START), make_resource("Assembly", "Operations"))

    analysis = analyze(make_facts(*RIGHTS, resources=resources))

    assert [each.resource.uid for each in analysis.assumptions] == ["Assembly"]


def test_a_resource_that_nobody_controls_has_no_right_hands() -> None:
    tools = assumed(analyze(make_facts(make_right("Grind", commits=["Tools"], by=["Sales"]))), "Tools")

    assert (tools.controller, [flags(each) for each in tools.verdicts]) == (None, [[RightFlag.UNKNOWN_CONTROLLER]])
    assert tools.alignment.by_count.value == 0.0
