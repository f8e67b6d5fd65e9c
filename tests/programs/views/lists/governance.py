"""Lists of governance that stand below a program, with a maker of one row of each."""

from __future__ import annotations

from collections.abc import Callable

from programs.models import Program
from tests.factories import START
from tests.factories import governance as make_governance
from tests.programs.views.conftest import TODAY


def everything(program: Program) -> None:
    """One more of everything that the page shows."""
    criterion = make_governance.make_criterion(program)
    make_governance.make_criterion_evidence(criterion, accepted_on=START)
    make_governance.make_waiver(program)
    make_governance.make_waiver(program, granted_on=TODAY, rule="gate", gate=criterion.gate)
    make_governance.make_approval(program)
    make_governance.make_approval(program, waiver=make_governance.make_waiver(program))
    make_governance.make_question(program, committee=make_governance.steering_committee(program))
    make_governance.make_agreed(program)
    item = make_governance.make_raid_item(program, probability=3)
    make_governance.make_action_item(program, raid_item=item)


MAKERS: dict[str, Callable[[Program], object]] = {"governance": everything}
