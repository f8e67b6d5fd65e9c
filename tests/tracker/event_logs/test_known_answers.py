"""Published logs and what is known of them (skipped without the files); a dry run asks no database."""

from __future__ import annotations

import csv
import gzip
import json
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import groupby, pairwise
from pathlib import Path
from typing import Any

import pytest

from tests.tracker.event_logs.conftest import SHARED, Said

Run = Callable[..., Said]
needs_the_logs = pytest.mark.skipif(not SHARED.is_dir(), reason="open test data is not here: event_logs")
pytestmark = needs_the_logs
BPIC, RECEIPT, HELPDESK = "06_bpic2013_closed.xes.gz", "08_receipt.xes.gz", "helpdesk.xes.gz"
PERMIT = "15_bpic2020_permit_log_1t_per_variant.xes.gz"


@pytest.mark.parametrize(
    ("name", "known"),
    [
        (BPIC, {"cases": 1487, "events": 6660, "handoffs": 220, "interfaces": 31, "vital_80": 10}),
        (
            RECEIPT,
            {"cases": 1434, "events": 8577, "handoffs": 5440, "interfaces": 43, "vital_80": 7, "straight_back": 269},
        ),
    ],
)
def test_a_published_log_gives_its_known_answer(name: str, known: dict[str, int], run: Run) -> None:
    said = run(SHARED / name, "--dry-run", "--json", actor="org:group")

    assert said.status == 0
    assert {key: json.loads(said.out)[key] for key in known} == known


@pytest.mark.parametrize(
    ("name", "actor"),
    [
        *[(BPIC, actor) for actor in ("org:resource", "org:role", "organization involved", "resource country")],
        *[(RECEIPT, actor) for actor in ("org:resource", "concept:name")],
        *[(HELPDESK, actor) for actor in ("org:resource", "workgroup", "support_section", "responsible_section")],
        ("running-example.csv", "org:resource"),
        ("running-example.csv", "Resource"),
        ("roadtraffic100traces.csv", "org:resource"),
        (PERMIT, "concept:name"),
    ],
)
def test_any_attribute_gives_what_a_plain_count_gives(name: str, actor: str, run: Run) -> None:
    found = json.loads(run(SHARED / name, "--dry-run", "--json", actor=actor).out)

    assert {key: found[key] for key in ("cases", "events", "handoffs", "interfaces", "straight_back")} == plain_count(
        SHARED / name, actor
    )
    assert sum(each["handoffs"] for each in found["top"]) <= found["handoffs"]


def test_a_log_without_the_attribute_names_those_it_has(run: Run) -> None:
    said = run(SHARED / PERMIT, "--dry-run", actor="org:resource")

    assert said.status == 1
    assert "No event has an attribute “org:resource”. The events have: “time:timestamp”, “concept:name”." in said.err


def plain_count(path: Path, actor: str) -> dict[str, int]:
    """The same figures from a tree of the whole file, counted the slow way."""
    cases = list(of_table(path, actor) if path.suffix == ".csv" else of_tree(path, actor))
    handoffs, back = [], 0
    for events in cases:
        names = [name for _, name in sorted(events, key=lambda each: each[0]) if name]
        passed = list(pairwise(name for name, _ in groupby(names)))
        handoffs += passed
        back += any(then == first[::-1] for first, then in pairwise(passed))
    return {
        "cases": len(cases),
        "events": sum(map(len, cases)),
        "handoffs": len(handoffs),
        "interfaces": len(set(handoffs)),
        "straight_back": back,
    }


def of_tree(path: Path, actor: str) -> Iterator[list[tuple[datetime, str]]]:
    with gzip.open(path) as file:
        for trace in ET.parse(file).getroot().iterfind("{*}trace"):
            events: list[dict[Any, Any]] = [
                {each.get("key"): each.get("value") for each in event} for event in trace.iterfind("{*}event")
            ]
            yield [(datetime.fromisoformat(each["time:timestamp"]), each.get(actor) or "") for each in events]


def of_table(path: Path, actor: str) -> Iterator[list[tuple[datetime, str]]]:
    cases: dict[str, list[tuple[datetime, str]]] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            moment = datetime.fromisoformat(row["time:timestamp"])
            cases.setdefault(row["case:concept:name"], []).append((moment, row[actor]))
    return iter(cases.values())
