"""What the reckoning says of a plan before it is locked."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from programs.models import Program
from tracker.facts import program_facts, read_tables
from tracker.progress.earliest import Earliest, earliest_gates
from tracker.progress.record import Record
from tracker.progress.words import day_words, not_before_words, sentence


def impossible_gates(program: Program, planned: Mapping[str, date], today: date) -> list[str]:
    """A sentence for each gate that is planned before its earliest possible date (METHODS 1.5).

    planned  day by code of the gate; days that are past already are told elsewhere
    """
    if not program.follows_sequence:
        return []
    facts = program_facts(program, read_tables([program.pk], as_of=today))
    found: list[str] = []
    told: set[str] = set()
    for code, earliest in earliest_gates(Record.of(facts), today).items():
        if code in planned and today <= planned[code] < earliest.on:
            found.append(objection(code, planned[code], earliest, is_told=earliest.gate in told))
            told.add(earliest.gate)
    return found


def objection(code: str, planned_on: date, earliest: Earliest, *, is_told: bool) -> str:
    """``Gate G2 is planned for 5 January 2027 and is not possible before 3 February 2027: it needs ...``

    is_told  whether a sentence before says what the gate that holds it up needs
    """
    day = day_words(earliest.on)
    bound = not_before_words(code, day, held_by=earliest.gate, needs=earliest.needs, is_told=is_told)
    return sentence(f"gate {code} is planned for {day_words(planned_on)} and is {bound}")
