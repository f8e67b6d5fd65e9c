"""Decision rights in words: every verdict has one, and nothing unknown reads as zero."""

from __future__ import annotations

import pytest
import vl_convert

from tests.tracker.analysis.rights.builders import (
    FUNCTIONS,
    analyze,
    make_decision,
    make_facts,
    make_limit,
    make_right,
    make_team,
)
from tests.tracker.reporting.anew import spec_of
from tracker.analysis.rights import FlowLimit, RightsFacts
from tracker.reporting.chart_themes import Theme, theme_config
from tracker.reporting.coordination.rights import rights_section
from tracker.reporting.coordination.section import Section
from tracker.reporting.svg import VEGALITE_VERSION
from tracker.reporting.wording import Json

NAMES = {name: name for name in (*FUNCTIONS, "Mix", "Rush", "Lots", "Slot", "Ship")}
TEAM = make_team("Pump team", "Sales", "Procurement", votes=["Procurement"])
FACTS = make_facts(
    make_right("Mix", by=["Supply chain"], times="30"),
    make_right("Rush", by=["Pump team"], times="4"),
    make_right("Lots", by=["Procurement"], times=None),
    make_right("Slot", by=["Procurement"], times="0"),
    make_right("Ship", commits=["Freight"], by=["Sales"], times="1"),
    teams=[TEAM],
)


def section(facts: RightsFacts = FACTS, *limits: FlowLimit) -> Section:
    return rights_section(analyze(facts, *limits), NAMES)


def row(shown: Section, decision: str) -> Json:
    """The row of one decision."""
    rows: list[Json] = shown.data["in_scope"] + shown.data["others"]
    return next(each for each in rows if each["decision"] == decision)


def test_the_answer_says_how_many_and_what_it_rests_on() -> None:
    shown = section()

    assert shown.sentence == (
        "1 of 4 decisions on the constraint (Mix) is made by Supply chain, above the function that controls it. "
        "Procurement should make it: it controls Castings."
    )
    assert (shown.is_known, shown.rests_on) == (True, "5 recurring decisions, 4 of them on the constraint")
    assert shown.data["shares"] == (
        "Weighed by how often they are made: 12% in the right hands, without 1 of unknown frequency, without 1 that is"
        " never made. Counted: 3 of 4 decisions in the right hands."
    )
    assert shown.missing == (
        "Nobody knows how often 1 decision on the constraint is made. Owed by Transformation PMO; possible at once."
    )


@pytest.mark.parametrize(
    ("decision", "often", "decides", "state"),
    [
        ("Mix", "30 times a month", "Supply chain", "Decided above"),
        ("Rush", "4 times a month", "Pump team (vote: Procurement)", "In the right hands"),
        ("Lots", "nobody knows how often", "Procurement", "In the right hands"),
        ("Slot", "never made", "Procurement", "In the right hands"),
        ("Ship", "once a month", "Sales", "Not on the constraint"),
    ],
)
def test_a_decision_has_its_words(decision: str, often: str, decides: str, state: str) -> None:
    found = row(section(), decision)

    assert (found["often"], found["decides"], found["state"]) == (often, decides, state)


def test_a_finding_names_the_move_and_who_gets_the_decision() -> None:
    (finding,) = row(section(), "Mix")["findings"]

    assert finding["move"] == "Give Procurement the decision; today Supply chain, above it, decides."
    assert (finding["kind"], finding["function"]) == ("move_authority", "Procurement")


def test_a_decision_that_is_gone_has_no_link() -> None:
    shown = rights_section(analyze(FACTS), {})

    assert {each["uid"] for each in shown.data["in_scope"]} == {""}
    assert row(shown, "Mix")["decides"] == "Supply chain"


def test_before_anybody_observed_there_is_no_chart_and_no_share() -> None:
    shown = section(FACTS, make_limit())

    assert (shown.is_known, shown.chart, shown.data["shares"], shown.data["in_scope"]) == (False, None, "", [])
    assert shown.missing.startswith("Nobody has said yet what limits the flow. Owed by Function leads;")
    assert {each["state"] for each in shown.data["others"]} == {"Not known yet"}
    assert [(each["resource"], each["wrong"]) for each in shown.data["assumptions"] if each["decisions"]] == [
        ("Castings", ["Mix"]),
        ("Freight", ["Ship"]),
    ]


def test_the_matrix_marks_the_right_hands() -> None:
    matrix = section().data["matrix"]

    assert matrix["columns"] == ["Procurement"]
    assert [(each["name"], each["cells"][0]["count"], each["cells"][0]["is_right"]) for each in matrix["rows"]] == [
        ("Procurement", 3, True),
        ("Supply chain", 1, False),
    ]


def test_overrides_stand_beside_how_many_spoke_of_them() -> None:
    decided = [make_decision(day, day + 2, right="Mix") for day in range(3)]

    observed = section(make_facts(make_right("Mix"), decisions=decided)).data["observed"]

    assert observed["overrides"] == (
        "None of 3 decisions on record were overridden from above. "
        "No function was asked each week whether that happened."
    )
    assert [(each["decision"], each["days"], each["n"]) for each in observed["times"]] == [("Mix", "2 days", 3)]


def test_the_chart_can_be_drawn() -> None:
    shown = section()

    spec = spec_of(shown.chart) | {"width": 600, "config": theme_config(Theme.PRINT)}
    svg = vl_convert.vegalite_to_svg(spec, vl_version=VEGALITE_VERSION, allowed_base_urls=[])

    assert all(words in svg for words in ("Mix", "decided above", "Rush", "in the right hands"))
    assert "Mix: decided above, 30 times a month." in shown.chart_alt


def test_the_chart_has_no_layer_without_a_mark() -> None:
    shown = section(make_facts(make_right("Mix", by=["Sales"])))

    assert [layer["mark"]["type"] for layer in spec_of(shown.chart)["layer"]] == ["bar", "text"]
