"""The page of a gate: its criteria with their evidence, accepted by somebody else."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from programs.models import Attachment, Gate, Program, User
from tests.factories import START, make_gate, make_review
from tests.factories import governance as make_governance
from tests.programs.views.conftest import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def gate(program: Program) -> Gate:
    return make_gate(program, criteria="Everything mapped")


def address(gate: Gate) -> str:
    return reverse("programs:gate-detail", args=[gate.uid])


def shown(user: User, gate: Gate) -> str:
    return " ".join(signed_in(user).get(address(gate)).content.decode().split())


def test_queries_do_not_grow_with_the_criteria(gate: Gate, viewer: User) -> None:
    client, counts = signed_in(viewer), []
    for _ in range(2):
        for _ in range(3):
            criterion = make_governance.make_criterion(gate.program, gate=gate)
            make_governance.make_criterion_evidence(criterion, accepted_on=START)
            make_governance.make_approval(gate.program, gate=gate)
            make_review(gate)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address(gate)).status_code == 200
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_strangers_find_no_gate(gate: Gate, outsider: User) -> None:
    assert signed_in(outsider).get(address(gate)).status_code == 404


def test_it_says_which_criteria_are_met(gate: Gate, viewer: User) -> None:
    met = make_governance.make_criterion(gate.program, gate=gate, statement="Maps are signed")
    make_governance.make_criterion_evidence(met, accepted_on=START)
    make_governance.make_criterion(gate.program, gate=gate, statement="Owners are named")

    page = shown(viewer, gate)

    assert "1 of 2 criteria is met" in page
    assert page.index("Maps are signed") < page.index("Met since 5 January 2026") < page.index("Not met yet")
    assert "Everything mapped" in page
    assert "Give evidence" not in page


def test_a_lead_adds_changes_and_removes_a_criterion(gate: Gate, pmo_lead: User) -> None:
    client = signed_in(pmo_lead)
    client.post(
        reverse("programs:criterion-add", args=[gate.uid]),
        {"statement": "Maps are signed", "minimum_evidence_level": 1},
    )
    criterion = gate.criterion_list.get()
    client.post(
        reverse("programs:criterion-edit", args=[criterion.uid]),
        {"statement": "Maps are signed by both", "minimum_evidence_level": 2, "position": 1, "version": 1},
    )
    criterion.refresh_from_db()
    assert (criterion.statement, criterion.minimum_evidence_level) == ("Maps are signed by both", 2)

    client.post(reverse("programs:criterion-remove", args=[criterion.uid]))

    assert "1 taken off the gate" in shown(pmo_lead, gate)


def test_evidence_is_given_with_its_file_and_accepted_by_somebody_else(
    gate: Gate, function_lead: User, committee_member: User
) -> None:
    criterion = make_governance.make_criterion(gate.program, gate=gate)
    file = SimpleUploadedFile("minutes.txt", b"Agreed on the map.")
    give = reverse("programs:criterion-evidence-give", args=[criterion.uid])
    signed_in(function_lead).post(give, {"title": "Minutes", "level": 2, "file": file})
    use = criterion.evidence_uses.get()
    accept = reverse("programs:criterion-evidence-accept", args=[use.uid])
    assert accept not in shown(function_lead, gate)
    assert accept in shown(committee_member, gate)

    signed_in(committee_member).post(accept, {"version": use.evidence.version})

    assert "Met since" in shown(committee_member, gate)
    assert Attachment.objects.get().evidence == use.evidence


def test_an_acceptance_is_taken_back_with_a_reason(gate: Gate, committee_member: User) -> None:
    criterion = make_governance.make_criterion(gate.program, gate=gate)
    use = make_governance.make_criterion_evidence(criterion, accepted_on=START)
    revoke = reverse("programs:criterion-evidence-revoke", args=[use.uid])

    signed_in(committee_member).post(revoke, {"reason": "Wrong map", "version": use.evidence.version})

    page = shown(committee_member, gate)
    assert "Wrong map" in page
    assert "Not met yet" in page


def test_only_enough_evidence_is_offered(gate: Gate, pmo_lead: User) -> None:
    criterion = make_governance.make_criterion(gate.program, gate=gate, minimum_evidence_level=3)
    page = signed_in(pmo_lead).get(reverse("programs:criterion-evidence-give", args=[criterion.uid]))

    assert [value for value, _ in page.context["form"].fields["level"].choices] == [3, 4]


def test_a_passed_gate_offers_no_change_of_its_criteria(gate: Gate, pmo_lead: User) -> None:
    criterion = make_governance.make_criterion(gate.program, gate=gate)
    edit = reverse("programs:criterion-edit", args=[criterion.uid])
    assert edit in shown(pmo_lead, gate)
    make_review(gate)

    page = shown(pmo_lead, gate)

    assert edit not in page
    assert "Add a criterion" not in page


def test_evidence_that_is_there_is_cited_and_accepted_by_somebody_else(
    gate: Gate, function_lead: User, committee_member: User
) -> None:
    proof = make_governance.make_criterion_evidence(
        make_governance.make_criterion(gate.program, gate=gate), accepted_on=START, title="The signed map"
    ).evidence
    criterion = make_governance.make_criterion(gate.program, gate=gate)
    cite = reverse("programs:criterion-evidence-cite", args=[criterion.uid])
    assert "The signed map (E2 system record" in signed_in(function_lead).get(cite).content.decode()
    signed_in(function_lead).post(cite, {"evidence": proof.pk})
    use = criterion.evidence_uses.get()
    accept = reverse("programs:criterion-evidence-accept", args=[use.uid])
    assert accept not in shown(function_lead, gate)

    assert "waits for somebody else to accept that it fits" in shown(committee_member, gate)
    signed_in(committee_member).post(accept, {"version": use.version})

    assert "All 2 criteria are met" in shown(committee_member, gate)


def test_only_evidence_that_stands_and_is_not_cited_yet_is_offered(gate: Gate, pmo_lead: User) -> None:
    criterion = make_governance.make_criterion(gate.program, gate=gate, minimum_evidence_level=2)
    other = make_governance.make_criterion(gate.program, gate=gate)
    for given in ({"accepted_on": START, "level": 1}, {"accepted_on": None}, {"accepted_on": START, "title": "Right"}):
        make_governance.make_criterion_evidence(other, **given)
    make_governance.make_criterion_evidence(criterion, accepted_on=START)

    page = signed_in(pmo_lead).get(reverse("programs:criterion-evidence-cite", args=[criterion.uid]))

    assert [each.title for each in page.context["form"].fields["evidence"].queryset] == ["Right"]
