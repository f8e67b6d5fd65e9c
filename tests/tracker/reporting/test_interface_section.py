"""The interfaces in words, rows and a chart."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from tests.tracker.analysis.interfaces.builders import (
    EXAMPLE,
    FIRST,
    TODAY,
    analyzed,
    costing,
    counted,
    make_count,
    make_facts,
    make_incident,
    make_interface,
    weekly,
)
from tests.tracker.reporting.anew import spec_of
from tracker.analysis.coverage import whole_weeks
from tracker.analysis.facts.interfaces import InterfaceFacts
from tracker.reporting.coordination.interface_chart import label
from tracker.reporting.coordination.interface_rows import DRAWN
from tracker.reporting.coordination.interfaces import interface_section
from tracker.reporting.coordination.section import Section
from tracker.reporting.wording import Json


def section(facts: InterfaceFacts, **given: object) -> Section:
    return interface_section(analyzed(facts, **given), {})  # type: ignore[arg-type]


PLAIN = section(make_facts(counted(EXAMPLE)))


def row(shown: Section, uid: str = "a") -> Json:
    return next(each for each in shown.data["rows"] if each["uid"] == uid)


def bars(chart: Json) -> list[list[Json]]:
    """The rows of each kind of bar that is there: critical, borderline, outside."""
    return [chart["datasets"][layer["data"]["name"]] for layer in chart["layer"] if layer["mark"]["type"] == "bar"]


def test_the_answer_says_what_it_rests_on() -> None:
    assert PLAIN.sentence == "3 to 4 of 8 hand-offs make 80% of the incidents; the largest is Fa to Ta (50%)."
    assert (PLAIN.is_known, PLAIN.rests_on) == (True, "100 incidents, 7 Jan 2026 to 5 Jul 2026")
    assert PLAIN.data["few"] == [
        "2 to 3 of 8 hand-offs make 70% of the incidents.",
        "3 to 4 of 8 hand-offs make 80% of the incidents.",
    ]


def test_the_chart_is_valid_and_has_a_bar_for_each_interface_of_each_kind() -> None:
    assert [[bar["uid"] for bar in each] for each in bars(spec_of(PLAIN.chart))] == [
        ["a", "b"],
        ["c", "d"],
        ["e", "f", "g", "h"],
    ]
    assert "Fa to Ta: 50%, critical. Fb to Tb: 20%, critical. Fc to Tc: 10%, borderline." in PLAIN.chart_alt


def test_what_an_interface_is_stands_beside_its_name_and_not_in_its_color_alone() -> None:
    rows = PLAIN.data["rows"]

    assert [label(rows[place], place) for place in (0, 2)] == ["Fa|→ Ta|(critical)", "Fc|→ Tc|(borderline)\u200b\u200b"]
    assert label(rows[7], 0) == "Fh|→ Th"


def test_many_interfaces_are_drawn_as_one_bar_below_the_largest() -> None:
    uids = [f"{number:02}" for number in range(20)]

    shown = section(make_facts(counted(dict.fromkeys(uids, 3)), uids))

    drawn = [bar for each in bars(spec_of(shown.chart)) for bar in each]
    assert len(drawn) == DRAWN + 1
    assert [(each["told"], each["share_text"]) for each in drawn if not each["to_function"]] == [
        ("8 other interfaces", "40%")
    ]
    assert len(shown.data["rows"]) == 20


def test_a_cost_that_nobody_stated_is_not_0() -> None:
    stated = [costing(str(number), "2500", "a") for number in range(30)]

    shown = section(make_facts([*stated, make_incident("x", "a"), make_incident("y", "b")]))

    assert (row(shown)["cost"], row(shown)["without"]) == ("EUR 75,000", 1)
    assert (row(shown, "b")["cost"], row(shown, "c")["cost"]) == ("not stated", "")
    assert shown.rests_on == "30 of 32 incidents, 7 Jan 2026 to 5 Jul 2026"
    assert shown.missing == "Missing: what 2 incidents cost (Ta, Tb)."


def test_hours_are_told_as_hours() -> None:
    lost = [make_incident(str(number), "a", hours=Decimal("2.5")) for number in range(30)]

    shown = section(make_facts(lost))

    assert (row(shown)["cost"], shown.data["unit"]) == ("75 hours", "Hours lost")
    assert shown.sentence.startswith("One hand-off makes most of the hours lost to incidents: ")


def test_a_rate_names_its_source_and_a_missing_one_is_empty() -> None:
    measured = make_interface("a", counts=(make_count(FIRST, 30, handoffs=200, source="Order system"),))
    incidents = [make_incident(str(number), happened_on=FIRST + timedelta(days=number)) for number in range(6)]

    shown = section(InterfaceFacts(interfaces=(measured, make_interface("b")), incidents=tuple(incidents)))

    assert row(shown)["exposure"] == "3 (1.1 to 6.5)"
    assert row(shown)["exposure_source"] == "6 in 200 hand-offs, 30 days, Order system"
    assert (row(shown, "b")["exposure"], row(shown, "b")["exposure_source"]) == ("", "")


def test_the_matrix_keeps_the_direction() -> None:
    there = make_interface("there", from_uid="p", to_uid="q", from_function="Planning", to_function="Quality")
    back = make_interface("back", from_uid="q", to_uid="p", from_function="Quality", to_function="Planning")
    facts = InterfaceFacts(interfaces=(there, back), incidents=counted({"there": 30, "back": 2}))

    matrix = section(facts).data["matrix"]

    assert matrix["receivers"] == ["Planning", "Quality"]
    assert [line["name"] for line in matrix["lines"]] == ["Planning", "Quality"]
    cells = [[cell and (cell["uid"], cell["incidents"]) for cell in line["cells"]] for line in matrix["lines"]]
    assert cells == [[None, ("there", 30)], [("back", 2), None]]


def test_equals_at_the_cut_are_named() -> None:
    assert section(make_facts(counted(dict.fromkeys("abcd", 10)), "abcd")).data["ties"] == [
        "At 70% places 1 to 4 are equal and could stand for each other: Fa to Ta; Fb to Tb; Fc to Tc; Fd to Td."
    ]
    assert section(make_facts(counted({"a": 60, "b": 20, "c": 20}), "abc")).data["ties"] == [
        f"At {share}% the last two are equal, so both are in." for share in (70, 80)
    ]


def test_the_few_that_lack_an_owner_or_a_redesign_are_what_to_do() -> None:
    ready = make_interface("a", owner="Ina", redesign_accepted_on=TODAY)
    owned = make_interface("b", owner="Ina")
    facts = InterfaceFacts(
        interfaces=(ready, owned, make_interface("c"), make_interface("d", owner="Jo")), incidents=counted(EXAMPLE)[:88]
    )

    assert [(each["uid"], each["lacks"]) for each in section(facts).data["todo"]] == [
        ("b", "an accepted redesign"),
        ("c", "an owner and an accepted redesign"),
    ]


@pytest.mark.parametrize("weeks", [0, 10], ids=["nobody", "some"])
def test_without_incidents_there_is_no_chart_and_what_is_missing_is_told(weeks: int) -> None:
    said = weekly({"p": whole_weeks(FIRST, TODAY)[:weeks]})

    shown = interface_section(analyzed(make_facts([]), said=said, names={"p": "Planning"}), {})

    assert (shown.is_known, shown.chart, shown.data["change"], shown.data["few"]) == (False, None, None, [])
    assert shown.sentence == (
        f"No incident is recorded since 7 January 2026, but that says little: {weeks} of 25 weekly answers given."
    )
    assert shown.missing == (
        "Missing: incidents, or the word that there were none (Planning). "
        "The ranking can first appear as soon as they are there."
    )


def test_the_day_of_a_firm_ranking_is_told() -> None:
    spread_out = [make_incident(str(number), happened_on=TODAY - timedelta(days=3 * number)) for number in range(20)]

    assert section(make_facts(spread_out)).missing == (
        "Missing: 10 more incidents for a firm ranking (the function leads), at the pace so far by 3 Aug 2026."
    )
    assert section(make_facts(spread_out[:4])).missing == (
        "Missing: 26 more incidents for a firm ranking (the function leads), not at the pace so far."
    )


def test_both_halves_stand_beside_each_other_with_their_answers() -> None:
    change = PLAIN.data["change"]

    assert [period["days"] for period in change["periods"]] == [
        "7 Apr 2026 to 5 Jul 2026",
        "7 Jan 2026 to 6 Apr 2026",
    ]
    assert [(period["incidents"], period["coverage"]) for period in change["periods"]] == [
        (100, "nobody asked"),
        (0, "nobody asked"),
    ]
