"""Edits at random moments while workers refresh: the last snapshot holds the last edit."""

from __future__ import annotations

import random
import threading
import time

from django.db import connection
from django.utils import timezone

from programs.actions import milestones, status_reports
from programs.models import Milestone, Program, RefreshRequest, User
from tests import factories
from tests.faults.plans import make_programs
from tests.faults.stage import Stage
from tests.workers import eventually
from tracker.models import Snapshot
from tracker.progress.record import Record
from tracker.reads import Day
from tracker.snapshots import gather, new_row

TODAY = timezone.localdate()
EDITS = 25
COLORS = ("green", "amber", "red")


def edit_again_and_again(program: Program, lead: User, chance: random.Random) -> None:
    """Edits in a row, each at another moment of the refresh of the one before."""
    try:
        milestone = program.milestones.filter(kind="milestone").earliest("id")
        for number in range(EDITS):
            milestones.change(milestone, by=lead, name=f"Edit {number}")
            status_reports.report(program, by=lead, on=TODAY, status=chance.choice(COLORS), reason=f"Edit {number}")
            time.sleep(chance.uniform(0, 0.15))
    finally:
        connection.close()


def test_the_last_snapshot_holds_the_last_edit(stage: Stage, chance: random.Random) -> None:
    programs = make_programs(3, today=TODAY)
    lead = factories.make_user()
    for program in programs:
        factories.make_membership(lead, program)
    stage.start_worker()

    editors = [
        threading.Thread(target=edit_again_and_again, args=(program, lead, random.Random(chance.random())))
        for program in programs
    ]
    for editor in editors:
        editor.start()
    for editor in editors:
        editor.join(60)
    assert eventually(lambda: not RefreshRequest.objects.exists(), seconds=20), stage.said()

    shown = dict(Snapshot.objects.headline().values_list("program_id", "inputs_hash"))
    assert shown == digests_now([program.pk for program in programs])
    assert Snapshot.objects.count() == len(programs)
    assert {each.name for each in Milestone.objects.filter(name__startswith="Edit")} == {f"Edit {EDITS - 1}"}


def digests_now(program_ids: list[int]) -> dict[int, str]:
    """What progress is worked out from now, as the hash that a snapshot keeps."""
    read_at, gathered, _ = gather(program_ids, as_of=TODAY)
    day = Day(as_of=TODAY, known_on=TODAY)
    return {pk: new_row(pk, Record.of(facts), day=day, read_at=read_at).inputs_hash for pk, facts in gathered.items()}
