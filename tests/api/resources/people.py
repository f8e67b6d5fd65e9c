"""Lists of people, with a maker of one row of each."""

from __future__ import annotations

from django.utils import timezone

from tests import factories
from tests.api.resources.resource import Names, Resource
from tests.factories.people import make_invitation

IN_PROGRAM: tuple[Resource, ...] = (
    Resource(
        "invitations",
        lambda program: make_invitation(
            program,
            role="function_lead",
            function=factories.make_function(),
            accepted_at=timezone.now(),
            accepted_by=factories.make_user(),
        ),
    ),
)
IN_INSTALLATION: tuple[Resource, ...] = ()
NAMED: Names = {}
