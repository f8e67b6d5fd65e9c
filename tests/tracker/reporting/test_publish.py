from __future__ import annotations

import hashlib
from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from programs.actions import status_reports
from programs.errors import NotAllowed, Refused
from programs.models import Program, User
from tests import factories
from tracker.models import ProgressReport
from tracker.reporting.document import content_hash
from tracker.reporting.publish import publish

NOW = timezone.now()
pytestmark = pytest.mark.django_db


def test_a_report_freezes_the_numbers_of_the_moment_with_its_hashes(program: Program, pmo_lead: User) -> None:
    status_reports.report(program, by=pmo_lead, on=NOW.date(), status="red", reason="Late")

    report = publish(program, by=pmo_lead, at=NOW)

    report.refresh_from_db()
    pdf = report.renderings.get(format="pdf")
    assert report.number == 1
    assert report.content_hash == content_hash(report.document)
    assert pdf.sha256 == hashlib.sha256(pdf.content).hexdigest()
    assert bytes(pdf.content).startswith(b"%PDF-")


def test_the_next_report_says_what_the_last_one_said(program: Program, pmo_lead: User) -> None:
    first = publish(program, by=pmo_lead, at=NOW)
    status_reports.report(program, by=pmo_lead, on=NOW.date(), status="red", reason="Late")

    second = publish(program, by=pmo_lead, at=NOW + timedelta(minutes=1))

    assert second.number == 2
    assert first.document["state"]["sentence"] in str(second.document["state"])


def test_a_published_report_refuses_every_change(program: Program, pmo_lead: User) -> None:
    report = publish(program, by=pmo_lead, at=NOW)

    with pytest.raises(DatabaseError), transaction.atomic():
        ProgressReport.objects.filter(pk=report.pk).update(content_hash="0")


def test_only_a_pmo_lead_publishes(program: Program, viewer: User, committee_member: User) -> None:
    for person in (viewer, committee_member):
        with pytest.raises(NotAllowed):
            publish(program, by=person, at=NOW)

    assert not ProgressReport.objects.exists()


def test_a_program_that_is_not_active_has_nothing_to_publish(pmo_lead: User) -> None:
    draft = factories.make_program(state="draft")
    factories.make_membership(pmo_lead, draft)

    with pytest.raises(Refused, match="Only an active program"):
        publish(draft, by=pmo_lead, at=NOW)


def test_a_program_whose_facts_cannot_be_read_is_refused_with_the_reason(program: Program, pmo_lead: User) -> None:
    factories.make_policy(values={"change_load_limit": "NaN"})

    with pytest.raises(Refused, match="could not be computed: ValueError"):
        publish(program, by=pmo_lead, at=NOW)

    assert not ProgressReport.objects.exists()
