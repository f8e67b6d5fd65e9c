"""What can never be true of invitations: one refusal for each rule."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from programs.models import BulkJob, BulkPiece, KeptAnswer, Program, User
from tests.factories import START, make_function, make_user
from tests.factories.people import make_invitation
from tests.programs.models.refusals import Write, assert_refused, refusals
from tests.programs.models.test_history import events_of

pytestmark = pytest.mark.django_db
ACCEPTED = "invitation_is_accepted_by_somebody_or_withdrawn"
FUNCTION = "invitation_of_a_function_lead_names_the_function"


def both(program: Program) -> None:
    now = timezone.now()
    make_invitation(program, accepted_at=now, accepted_by=make_user(), withdrawn_at=now)


def answer_twice(_: Program) -> None:
    user = make_user()
    for request in ("a", "b"):
        KeptAnswer.objects.create(user=user, key="1", request=request, status=201, headers={}, body=b"")


def keep_a_piece_twice(_: Program) -> None:
    job = BulkJob.objects.create(by=make_user(), noun="milestones", rows=2)
    for _number in range(2):
        BulkPiece.objects.create(job=job, first=0, rows=[])


CASES: dict[str, Write] = {
    "bulk_piece_has_its_place_once": keep_a_piece_twice,
    "a_key_is_of_one_request": answer_twice,
    ACCEPTED: lambda program: make_invitation(program, accepted_at=timezone.now()),
    f"{ACCEPTED}/2": lambda program: make_invitation(program, accepted_by=make_user()),
    f"{ACCEPTED}/3": both,
    FUNCTION: lambda program: make_invitation(program, role="function_lead"),
    f"{FUNCTION}/2": lambda program: make_invitation(program, function=make_function()),
    "invitation_is_to_a_role": lambda program: make_invitation(program, role="boss"),
    "invitation_is_for_a_time_that_ends_after_it_begins": lambda program: make_invitation(
        program, valid_to=START - timedelta(days=1)
    ),
}


@refusals(CASES)
def test_the_database_refuses(rule: str, write: Write, program: Program) -> None:
    assert_refused(rule, lambda: write(program))


def test_history_of_a_person_keeps_rights_and_no_password() -> None:
    user = make_user()

    User.objects.filter(pk=user.pk).update(is_steward=True)
    User.objects.filter(pk=user.pk).update(password="another", last_login=timezone.now())

    assert [event.is_steward for event in events_of(user)] == [False, True]
    assert not hasattr(events_of(user)[0], "password")
