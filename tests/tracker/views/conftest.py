"""Pages of the reckoning are shown from snapshots that the product computed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from programs.models import Milestone, Program, User
from tests import factories
from tracker.reads import Day
from tracker.snapshots import compute_batch

TODAY = timezone.localdate()


@pytest.fixture(autouse=True)
def plain_static_files(settings: Settings) -> None:
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = settings.STORAGES | {"staticfiles": plain}


def signed_in(user: User) -> Client:
    """A browser in which the person signed in."""
    client = Client()
    client.force_login(user)
    return client


def compute(*programs: Program, as_of: date = TODAY) -> None:
    """Snapshots of the programs as of a day."""
    result = compute_batch([program.pk for program in programs], Day(as_of=as_of, known_on=TODAY))
    assert not result.failed


def make_planned(program: Program, *, milestones: int = 2) -> list[Milestone]:
    """Two gates and work for the first, planned around today and locked; the program began 70 days ago."""
    Program.objects.filter(pk=program.pk).update(start_on=TODAY - timedelta(days=70))
    gate = factories.make_gate(program, "G0", finish_on=TODAY - timedelta(days=9))
    factories.make_gate(program, "G1", finish_on=TODAY + timedelta(days=20))
    made = [
        factories.make_milestone(program, name=f"Work {number}", gate=gate, finish_on=TODAY - timedelta(days=20))
        for number in range(milestones)
    ]
    factories.make_baseline(program, locked_on=TODAY - timedelta(days=69))
    return made


def make_forecast_only(name: str, *days: int) -> Program:
    """A program without a sequence, whose finish was forecast once for each number of days from today."""
    program = factories.make_program(name=name, follows_sequence=False)
    milestone = factories.make_milestone(program, name="Completion", dimension="delivery", step="")
    for number, later in enumerate(days):
        stated_on = TODAY - timedelta(days=100 * (len(days) - number))
        factories.make_forecast(milestone, finish_on=TODAY + timedelta(days=later), stated_on=stated_on)
        if number == 0:
            factories.make_baseline(program, locked_on=stated_on)
    return program
