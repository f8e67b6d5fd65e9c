"""Gates that were passed with something missing, in the document of a report."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tests.tracker.reporting.sample_parts import make_header
from tests.tracker.reporting.samples import behind_plan
from tracker.reporting.document import build_document
from tracker.reporting.sections.sequence import GateNotes, OpenPass


def test_a_gate_passed_with_open_items_says_so_and_names_them() -> None:
    program = behind_plan()
    passed = next(gate for gate in program.sequence.gates if gate.passed_on is not None)
    note = OpenPass(words="with 1 of 6 items open", missing=("Limit named",), why="The plant closes.")

    document = build_document(program, None, make_header(), notes=GateNotes(open_passes={passed.code: note}))

    row = next(gate for gate in document["sequence"]["gates"] if gate["code"] == passed.code)
    assert row["state_text"].endswith("with 1 of 6 items open")
    assert row["missing_text"] == "Limit named"
    assert "The plant closes. Open then: Limit named." in document["sequence"]["out_of_order"][0]["sentence"]


def test_a_gate_that_was_complete_later_tells_both_days() -> None:
    program = behind_plan()
    first, *others = program.sequence.gates
    gates = (replace(first, passed_on=date(2026, 10, 16), complete_on=date(2026, 11, 4)), *others)
    later = replace(program, sequence=replace(program.sequence, gates=gates))

    rows = build_document(later, None, make_header())["sequence"]["gates"]

    assert (rows[0]["passed_on_text"], rows[0]["complete_on_text"]) == ("16 Oct 2026", "4 Nov 2026")
    assert rows[1]["complete_on_text"] == ""


def test_a_gate_that_stands_open_again_keeps_what_it_misses_now() -> None:
    program = behind_plan()
    gates = tuple(replace(gate, passed_on=None) for gate in program.sequence.gates)
    reopened = replace(program, sequence=replace(program.sequence, gates=gates))
    notes = GateNotes(open_passes={gates[0].code: OpenPass(words="with 1 open", missing=("Old",), why="Why")})

    document = build_document(reopened, None, make_header(), notes=notes)

    assert "Old" not in document["sequence"]["gates"][0]["missing_text"]


def test_a_late_item_names_the_gate_that_needs_it() -> None:
    program = behind_plan()
    late = program.horizons[0].late[0]

    document = build_document(program, None, make_header(), notes=GateNotes(gate_of_item={late.uid: "G2"}))

    row = next(row for row in document["late"] if row["uid"] == late.uid)
    assert row["horizons_text"].startswith("Gate G2, ")
