"""What holds for any program: order does not matter, and the right hands never make it worse."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as some

from tests.tracker.analysis.rights.builders import (
    CONTROLLERS,
    FUNCTIONS,
    TODAY,
    given_to,
    make_authority,
    make_facts,
    make_limit,
    make_right,
    make_team,
)
from tracker.analysis.rights import FlowLimit, RightsAnalysis, RightsFacts, analyze_rights

TEAMS = (
    make_team("Pump team", "Sales", "Procurement", votes=["Procurement"]),
    make_team("Mute team", "Sales", "Logistics"),
)
HOLDERS = (*FUNCTIONS, *(team.name for team in TEAMS))
FREQUENCIES = some.one_of(some.none(), some.decimals(0, 1000, places=2).map(str))


@some.composite
def programs(draw: Any) -> RightsFacts:
    """Up to six decisions with any holders, resources, flows and frequencies."""
    rights = [
        make_right(
            f"Decision {number}",
            commits=draw(some.lists(some.sampled_from(sorted(CONTROLLERS)), unique=True, max_size=3)),
            by=draw(some.lists(some.sampled_from(HOLDERS), unique=True, max_size=3)),
            times=draw(FREQUENCIES),
            flow=draw(some.sampled_from(["", "Pumps", "Valves"])),
        )
        for number in range(draw(some.integers(0, 6)))
    ]
    return make_facts(*rights, teams=TEAMS)


@some.composite
def limits(draw: Any) -> list[FlowLimit]:
    """Two flows with any chances, which add up to 1, and perhaps a constraint that moved."""
    found = []
    for flow in ("Pumps", "Valves"):
        weights = draw(some.lists(some.integers(0, 20), min_size=len(CONTROLLERS), max_size=len(CONTROLLERS)))
        whole = sum(weights)
        chances = {name: weight / whole for name, weight in zip(CONTROLLERS, weights, strict=True)} if whole else {}
        found.append(make_limit(flow, chances, previous=draw(some.sampled_from(["", *CONTROLLERS]))))
    return found


def reckon(facts: RightsFacts, found: list[FlowLimit]) -> RightsAnalysis:
    return analyze_rights(facts, found, as_of=TODAY)


@given(programs(), limits(), some.randoms(use_true_random=False))
@settings(max_examples=80, deadline=None)
def test_the_order_of_what_is_recorded_does_not_matter(facts: RightsFacts, found: list[FlowLimit], luck: Any) -> None:
    def mixed(rows: Iterable[Any]) -> tuple[Any, ...]:
        return tuple(luck.sample(every := list(rows), len(every)))

    rights = mixed(
        replace(each, authorities=mixed(each.authorities), resources=mixed(each.resources))
        for each in facts.decisions.rights
    )
    decisions = replace(facts.decisions, rights=rights, teams=mixed(facts.decisions.teams))
    turned = replace(facts, decisions=decisions, resources=mixed(facts.resources))

    assert reckon(turned, list(mixed(found))) == reckon(facts, found)


@given(programs(), limits())
@settings(max_examples=150, deadline=None)
def test_giving_a_decision_to_the_right_hands_never_lowers_a_share(facts: RightsFacts, found: list[FlowLimit]) -> None:
    before = reckon(facts, found)
    for verdict in before.verdicts:
        if verdict.is_aligned is None or verdict.controller is None:
            continue
        after = reckon(given_to(facts, verdict.uid, verdict.controller.uid), found)

        assert after.alignment.aligned > before.alignment.aligned or verdict.is_aligned
        assert (after.alignment.by_exposure.value or 0) >= (before.alignment.by_exposure.value or 0)


@given(programs(), limits())
@settings(max_examples=150, deadline=None)
def test_shares_flags_and_exposure_agree(facts: RightsFacts, found: list[FlowLimit]) -> None:
    analysis = reckon(facts, found)
    alignment = analysis.alignment

    assert 0 <= alignment.aligned_exposure <= alignment.exposure + 1e-9
    for verdict in analysis.verdicts:
        order = [list(type(each.flag)).index(each.flag) for each in verdict.findings]
        assert order == sorted(set(order))
        assert verdict.is_aligned is not False or verdict.findings
        assert all(each.reason.endswith(".") and each.move.words.endswith(".") for each in verdict.findings)


@given(programs(), limits())
@settings(max_examples=80, deadline=None)
def test_every_decision_in_scope_stands_once_in_the_matrix(facts: RightsFacts, found: list[FlowLimit]) -> None:
    analysis = reckon(facts, found)
    in_scope = sorted(each.uid for each in analysis.verdicts if each.is_aligned is not None)

    if in_scope:
        assert sorted(uid for cell in analysis.matrix.cells for uid in cell.rights) == in_scope
    assert analysis.matrix.of == ("binding" if in_scope else "committed")


@given(programs(), limits())
@settings(max_examples=40, deadline=None)
def test_the_analysis_goes_to_json_and_back(facts: RightsFacts, found: list[FlowLimit]) -> None:
    analysis = reckon(facts, found)

    assert msgspec.json.decode(msgspec.json.encode(analysis), type=RightsAnalysis) == analysis


def test_a_tree_that_bites_its_tail_ends() -> None:
    facts = make_facts(make_right("Mix", authorities=(make_authority("Sales"),)))
    circle = {"Procurement": "Logistics", "Logistics": "Procurement"}

    analysis = reckon(replace(facts, parent_of=circle), [make_limit(Castings=1)])

    assert analysis.alignment.by_count.value == 0.0
