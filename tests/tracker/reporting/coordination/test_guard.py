from __future__ import annotations

from dataclasses import replace

import pytest

from tests.tracker.analysis.guard.builders import (
    World,
    make_flow,
    make_locked,
    make_plan,
    make_votes,
    make_waiver,
    make_work,
)
from tracker.reporting.coordination.guard import guard_section, guard_summary

EARLY = World(metrics=(make_locked(locked=None),), plan=make_plan(passed=("G0", "G1")))


@pytest.mark.parametrize(
    ("world", "sentence"),
    [
        (World(), "The order is kept so far: no rule of it was broken. Every gate is passed."),
        (
            EARLY,
            "The order is not kept: 4 violations stand, the newest since 6 Sep 2026. "
            "Next is G2 (shared metrics locked): 1 thing missing.",
        ),
        (
            EARLY.but(waivers=(make_waiver(first=50, last=210),)),
            "The order is kept only with leave of the committee until 26 Oct 2026: 4 violations are waived. "
            "Next is G2 (shared metrics locked): 1 thing missing.",
        ),
        (
            World(metrics=(make_locked(locked=68),)),
            "The order is kept today; it was broken twice, last on 4 Jun 2026. Every gate is passed.",
        ),
        (
            World(flows=(make_flow(observations=()),)),
            "The order is kept so far: no rule of it was broken. "
            "But G1 (constraint identified) was passed, and the record does not show it. Every gate is passed.",
        ),
        (
            World(plan=make_plan(follows_sequence=False)),
            "There is no order to guard: this program does not follow the sequence.",
        ),
    ],
    ids=["kept", "broken", "waived", "mended", "on paper", "no sequence"],
)
def test_one_sentence_says_whether_the_order_is_kept(world: World, sentence: str) -> None:
    assert guard_section(world.analyze(), {}).sentence == sentence


@pytest.mark.parametrize(
    ("behind", "words"),
    [
        (0, "Nothing on record goes against the order."),
        (
            1,
            "Nothing on record goes against the order. "
            "The change load is not whole: 1 active program was not counted since yesterday.",
        ),
        (
            20,
            "Nothing on record goes against the order. "
            "The change load is not whole: 20 active programs were not counted since yesterday.",
        ),
    ],
    ids=["all counted", "one behind", "twenty behind"],
)
def test_programs_whose_part_in_the_change_load_is_old_or_unknown_are_told(behind: int, words: str) -> None:
    found = World(more={"load_behind": behind}).analyze()

    assert guard_section(found, {}).data["counts"] == words


def test_the_summary_has_the_next_gate_with_what_it_lacks_and_the_violations() -> None:
    found = guard_summary(EARLY.analyze())

    assert (found["gate"]["code"], found["gate"]["words"]) == ("G2", "1 thing missing")
    assert [each["owed"] for each in found["missing"]] == ["Owed by Transformation PMO; possible at once."]
    assert (found["broken"], found["standing"], found["waived"]) == (4, 4, 0)


def test_the_summary_tells_gates_that_the_record_does_not_show_as_the_guard_does() -> None:
    world = World(flows=(make_flow(observations=()),))

    assert guard_summary(world.analyze())["sentence"] == (
        "The order is kept so far: no rule of it was broken. But G1 was passed, and the record does not show it."
    )
    assert "But" not in guard_summary(World().analyze())["sentence"]


def test_the_summary_of_a_program_without_a_sequence_has_no_gate() -> None:
    found = guard_summary(World(plan=make_plan(follows_sequence=False)).analyze())

    assert (found["gate"], found["missing"], found["broken"]) == (None, [], 0)


def test_a_constraint_found_again_says_that_it_was_known_when_its_gate_was_passed() -> None:
    between = (replace(each, resource_uid="Assembly") for each in make_votes(first=49, weeks=4))
    votes = (*make_votes(weeks=7), *between, *make_votes(first=77, weeks=20))

    row = guard_section(World(flows=(make_flow(observations=votes),)).analyze(220), {}).data["gates"][1]

    assert row["words"] == "passed"
    assert "passed on 4 May 2026 · in the record then, and again since" in row["dates"]


def test_a_violation_names_its_rule_and_leads_to_its_milestone() -> None:
    data = guard_section(EARLY.but(plan=make_plan(work=(make_work(),))).analyze(), {}).data

    (system,) = (row for row in data["violations"] if row["rule"] == "System before authority")
    assert (system["when"], system["state"]) == ("8 Jul 2026", "stands")
    assert (system["places"][0]["page"], system["places"][0]["anchor"]) == (
        "tracker:program-detail",
        "#milestone-Portal",
    )
