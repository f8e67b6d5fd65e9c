"""What gates G0 and G2 need beside items and criteria: owners of hand-offs, and metrics that are shared."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from programs.gate_needs import GateNeeds, gate_needs
from programs.models import Program, User
from tests.factories import START, make_gate, make_user
from tests.factories import interfaces as make_interfaces
from tests.factories import metrics as make_metrics
from tests.programs.views.conftest import TODAY, signed_in

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def needs_of(program: Program, code: str) -> GateNeeds:
    return gate_needs(make_gate(program, code), on=TODAY)


def missing(needs: GateNeeds) -> list[str]:
    return [need.name for need in needs.missing]


def test_g0_needs_an_owner_of_every_hand_off_of_its_flows(program: Program) -> None:
    owned = make_interfaces.make_interface(program, owner=make_user())
    orphan = make_interfaces.make_interface(program)
    make_interfaces.make_interface()

    needs = needs_of(program, "G0")

    assert [need.row for need in needs.record] == [owned, orphan]
    assert missing(needs) == [f"An owner of the hand-off {orphan}"]
    assert needs.missing[0].address == orphan.get_absolute_url()


def test_g2_needs_what_the_page_of_metrics_says(program: Program, viewer: User) -> None:
    judged = make_metrics.make_program_metric(program, metric=make_metrics.make_metric(name="Lead time"))
    page = signed_in(viewer).get(reverse("programs:program-metric-list", args=[program.uid])).content.decode()

    needs = needs_of(program, "G2")

    assert missing(needs)[0] == "Lead time: two signatures under the definition"
    assert len(needs.missing) == len(needs.record) == 3
    assert all(need.what in page and need.owner in page for need in needs.missing)
    assert needs.missing[2].address.endswith(f"#metric-{judged.pk}")


def test_g2_needs_a_metric(program: Program) -> None:
    assert missing(needs_of(program, "G2")) == ["A metric that the program is judged by"]


def test_a_metric_signed_locked_and_shared_is_there_since_its_last_day(program: Program) -> None:
    judged = make_metrics.make_program_metric(program)
    for later in (0, 3):
        function = make_metrics.make_accountability(judged, valid_from=START + later * DAY).function
        make_metrics.make_signature(
            judged.metric.definitions.get(), function=function, signed_on=START + 2 * later * DAY
        )
    make_metrics.make_metric_baseline(judged)

    needs = needs_of(program, "G2")

    assert missing(needs) == []
    assert [need.met_on for need in needs.record] == [START + 6 * DAY, START, START + 3 * DAY]
    assert len(gate_needs(program.gates.get(), on=START + 2 * DAY).missing) == 2


@pytest.mark.parametrize("code", ["G1", "G3", "GR"])
def test_other_gates_do_not_ask_for_them(code: str, program: Program) -> None:
    make_metrics.make_program_metric(program)
    make_interfaces.make_interface(program)

    assert needs_of(program, code).record == ()


def test_the_review_lists_them_with_the_place_where_each_is_mended(program: Program, committee_member: User) -> None:
    orphan = make_interfaces.make_interface(program)
    gate = make_gate(program)

    page = signed_in(committee_member).get(reverse("programs:gate-review", args=[gate.uid])).content.decode()

    assert "The only thing that the gate needs is missing." in page
    assert f"An owner of the hand-off {orphan}" in page
    assert f'href="{orphan.get_absolute_url()}"' in page
