"""The command: what it says, what it writes, and that loading again is harmless."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from programs.models import BusinessFunction, FlowInterface, HandoffCount, Interface, Program, User
from tests import factories
from tests.factories.interfaces import make_count
from tests.tracker.event_logs.conftest import SMALL, Said

pytestmark = pytest.mark.django_db
Run = Callable[..., Said]


@pytest.fixture(autouse=True)
def importer() -> User:
    """The only administrator."""
    return factories.make_user(email="import@example.com", is_superuser=True)


def in_the_record() -> dict[str, tuple[int, int | None, float | None, int]]:
    """Hand-offs, straight back, median days and version of each count."""
    counts = HandoffCount.objects.select_related("interface__from_function", "interface__to_function")
    return {
        str(each.interface): (each.handoffs, each.straight_back, each.median_wait_days, each.version) for each in counts
    }


def test_a_dry_run_says_everything_and_writes_nothing(run: Run) -> None:
    said = run(SMALL, "--dry-run", "--json")
    document = json.loads(said.out)

    assert {name: value for name, value in document.items() if isinstance(value, int)} == {
        "cases": 2,
        "events": 5,
        "handoffs": 3,
        "interfaces": 2,
        "vital_70": 2,
        "vital_80": 2,
        "straight_back": 1,
    }
    assert document["top"][0] == {
        "from": "Planning",
        "to": "Procurement",
        "handoffs": 2,
        "cases": 2,
        "straight_back_handoffs": 1,
        "median_wait_days": 1.5,
        "p90_wait_days": None,
    }
    assert not BusinessFunction.objects.exists()


def test_sentences_stand_in_the_place_of_json(run: Run) -> None:
    said = run(SMALL, "--dry-run")

    assert "3 hand-offs at 2 interfaces; it takes all of them to make 80 percent." in said.out
    assert "Planning to Procurement: 2, half of them within 1.5 days" in said.out
    assert "this was a dry run" in said.out


def test_functions_interfaces_and_counts_are_written(run: Run) -> None:
    said = run(SMALL)

    assert "2 new functions, 2 new interfaces, 2 new counts" in said.out
    assert in_the_record() == {
        "Planning to Procurement": (2, 1, 1.5, 1),
        "Procurement to Planning": (1, 0, 1.0, 1),
    }
    count = HandoffCount.objects.first()
    assert count is not None
    assert (f"{count.starts_on}", f"{count.ends_on}", count.source[:10]) == ("2026-03-02", "2026-03-05", "Event log ")


def test_every_month_is_counted_also_one_without_a_handoff(run: Run) -> None:
    run(SMALL + b"3,2026-05-10T08:00Z,Planning\n3,2026-05-11T08:00Z,Procurement\n")

    counts = HandoffCount.objects.filter(interface__from_function__name="Planning").order_by("starts_on")

    assert [(f"{each.starts_on}", f"{each.ends_on}", each.handoffs, each.waited) for each in counts] == [
        ("2026-03-02", "2026-03-31", 2, "half waited at most 1.5 days"),
        ("2026-04-01", "2026-04-30", 0, ""),
        ("2026-05-01", "2026-05-11", 1, "half waited at most 1 day"),
    ]
    assert HandoffCount.objects.count() == 6


def test_loading_again_changes_nothing(run: Run, tmp_path: Path) -> None:
    run(SMALL)
    before = in_the_record()
    packed = tmp_path / "other name.csv.gz"
    packed.write_bytes(gzip.compress(SMALL))

    assert "Nothing to write: the record holds all 2 counts" in run(packed).out
    assert in_the_record() == before


def test_the_same_log_read_otherwise_replaces_its_own_counts_only(run: Run) -> None:
    run(SMALL)
    other = HandoffCount.objects.all()[0]
    kept = make_count(other.interface)

    said = run(SMALL, "--since", "2026-03-03")

    assert "1 new count, 0 changed, 0 unchanged, 2 removed" in said.out
    assert in_the_record() == {
        "Procurement to Planning": (1, 0, 1.0, 1),
        str(kept.interface): in_the_record()[str(kept.interface)],
    }


def test_functions_that_are_there_are_used_whatever_their_capitals(run: Run) -> None:
    there = factories.make_function(name="PLANNING")

    run(SMALL)

    assert Interface.objects.filter(from_function=there).count() == 1
    assert BusinessFunction.objects.count() == 2


def test_names_of_persons_are_stored_only_when_that_is_asked_for(run: Run) -> None:
    log = SMALL.replace(b"team", b"resource")

    refused = run(log, actor="resource")

    assert (refused.status, BusinessFunction.objects.count()) == (1, 0)
    assert "names of persons are kept only when that is asked for" in refused.err
    assert run(log, "--keep-names", actor="resource").status == 0
    assert BusinessFunction.objects.count() == 2


def test_persons_may_be_given_functions(run: Run, tmp_path: Path) -> None:
    functions = tmp_path / "functions.csv"
    functions.write_text("actor,function\nPlanning,Supply planning\nProcurement,Buying\n", "utf-8")

    run(SMALL.replace(b"team", b"resource"), "--functions", str(functions), actor="resource")

    assert sorted(in_the_record()) == ["Buying to Supply planning", "Supply planning to Buying"]


def test_events_that_cannot_be_read_hold_the_loading_up(run: Run) -> None:
    log = SMALL + b"3,yesterday,Planning\n"

    refused = run(log)

    assert (refused.status, HandoffCount.objects.count()) == (1, 0)
    assert "Line 7, 'time': “yesterday” is no date and time of ISO 8601" in refused.err
    assert run(log, "--keep-good").status == 0


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--time-zone", "Mars/Base"], "There is no time zone 'Mars/Base'"),
        (["--program", "NONE"], "There is no program with the code NONE"),
        (["--program", "ALPHA"], "has no flow yet"),
        (["--as-user", "who@example.com"], "no active person"),
        (["--functions", "/nowhere.csv"], "Nothing was loaded. /nowhere.csv: No such file"),
        (["--max-megabytes", "0"], "larger than 0 bytes"),
    ],
)
def test_what_is_wrong_is_said_in_one_sentence(options: list[str], said: str, run: Run, program: Program) -> None:
    result = run(SMALL, *options)

    assert result.status == 1
    assert said in result.err
    assert not HandoffCount.objects.exists()


def test_a_file_that_is_not_there_is_said(run: Run) -> None:
    assert "Nothing was loaded. /nowhere.xes: No such file" in run(Path("/nowhere.xes")).err


def test_a_lead_loads_for_a_flow_of_their_program_and_for_nothing_else(
    run: Run, program: Program, pmo_lead: User
) -> None:
    flow = factories.make_flow(program, name="Pumps")
    factories.make_flow(program, name="Valves")
    lead = ["--as-user", pmo_lead.email]

    assert "Say which flow of Alpha: Pumps, Valves" in run(SMALL, *lead, "--program", "alpha").err
    assert run(SMALL, *lead).status == 1
    assert run(SMALL, *lead, "--program", "alpha", "--flow", "pumps").status == 0
    assert FlowInterface.objects.filter(flow=flow).count() == HandoffCount.objects.count() == 2


def test_nobody_else_loads(run: Run, program: Program, function_lead: User) -> None:
    factories.make_flow(program)

    said = run(SMALL, "--as-user", function_lead.email, "--program", "ALPHA")

    assert said.status == 1
    assert not BusinessFunction.objects.filter(name="Planning").exists()


def test_too_many_functions_are_no_functions(run: Run) -> None:
    lines = b"".join(b"1,2026-03-02T08:00Z,T%d\n" % number for number in range(201))

    said = run(b"case,time,team\n" + lines)

    assert "names 201 different actors. These are hardly functions" in said.err
    assert not BusinessFunction.objects.exists()
