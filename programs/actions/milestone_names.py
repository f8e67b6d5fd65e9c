"""Which milestones have a name: those of one gate are told apart by it, whatever its case."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.db import connection

from programs.errors import Refused
from programs.gathering import Call
from programs.models import Gate, Milestone
from programs.rules import program_of

Place = tuple[int, int | None, str]
"""Keys of program and gate, and the name without its case."""

# The database says which names are one: its upper case is not everywhere that of Python.
HOLDERS = """
    SELECT given.name, upper(given.name), held.program_id, held.gate_id, held.uid
    FROM unnest(%s::text[]) AS given (name)
    LEFT JOIN programs_milestone held
        ON held.program_id = ANY(%s) AND held.removed_on IS NULL AND upper(held.name) = upper(given.name)
    ORDER BY held.id
"""


@dataclass(slots=True)
class MilestoneNames:
    """The kept milestones of some programs that have one of some names.

    folded   name as it is given -> without its case
    holders  who has the name there, the oldest first
    places   where each of them stands
    """

    folded: dict[str, str] = field(default_factory=dict)
    holders: dict[Place, list[UUID]] = field(default_factory=dict)
    places: dict[UUID, Place] = field(default_factory=dict)

    @classmethod
    def read(cls, calls: Sequence[Call]) -> MilestoneNames:
        """Those that have a name which one of the calls gives, in the programs that the calls are about: one query."""
        names = {str(call.arguments.get("name", "")).strip() for call in calls}
        programs = {program.pk for call in calls if (program := program_of(call.subject))}
        found = cls()
        with connection.cursor() as cursor:
            cursor.execute(HOLDERS, [sorted(names), sorted(programs)])
            for name, folded, program, gate, uid in cursor.fetchall():
                found.folded[name] = folded
                if uid is not None and uid not in found.places:
                    found.put(uid, (program, gate, folded))
        return found

    def check_free(self, milestone: Milestone, *, name: str, gate: Gate | None) -> None:
        """Returns unless another milestone of the same gate has the name: it would be counted twice."""
        others = [uid for uid in self.holders.get(self.place(milestone, name, gate), ()) if uid != milestone.uid]
        if others:
            place = f"needed by gate {gate.code}" if gate else "without a gate"
            message = f"There is a milestone of this name {place} already."
            address = Milestone(program=milestone.program, uid=others[0]).get_absolute_url()
            raise Refused("name_is_taken", message, field="name", address=address)

    def take(self, milestone: Milestone) -> None:
        """The milestone has its name from now on, for the calls that are carried out with this one."""
        self.put(milestone.uid, self.place(milestone, milestone.name, milestone.gate))

    def put(self, uid: UUID, place: Place) -> None:
        if former := self.places.get(uid):
            self.holders[former].remove(uid)
        self.places[uid] = place
        self.holders.setdefault(place, []).append(uid)

    def place(self, milestone: Milestone, name: str, gate: Gate | None) -> Place:
        return (milestone.program_id, gate.pk if gate else None, self.folded[name.strip()])
