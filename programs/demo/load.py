"""Loads the whole demo in one transaction: all of it, or nothing."""

from __future__ import annotations

from datetime import date

from django.db import connection

from programs.actions.base import all_or_nothing
from programs.demo.cast import DEMO_PASSWORD, INVITED, PEOPLE
from programs.demo.course import follow_program
from programs.demo.days import Days
from programs.demo.household import keep_house
from programs.demo.opening import open_program
from programs.demo.papers import add_papers
from programs.demo.record import tell_record
from programs.demo.script import Script
from programs.demo.stage import set_stage
from programs.demo.steering import steer, steer_program
from programs.demo.story import read_stories
from programs.demo.telling import Telling
from programs.errors import Refused
from programs.models import BusinessFunction, Policy, Portfolio, Program, User

LOADING = 7_240_107
"""Key of the lock that keeps two loads from running at once."""


def load(as_of: date) -> None:
    """The demo in the record, dated so that the newest fact lies on ``as_of`` or shortly before.

    raises  Refused when the record holds something already; then nothing is written
    """
    with all_or_nothing():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOADING])
        found = what_stands_in_the_way()
        if found:
            raise Refused("record_in_use", f"The demo needs an empty record, and this one holds {found}.")
        tell(as_of)


def tell(as_of: date) -> None:
    """Every story told on one stage, all of them together in the order of their days."""
    stories = read_stories()
    opened_on = min(Days(as_of, story.today).happened(story.created) for story in stories)
    stage, script = set_stage(opened_on), Script()
    keep_house(stage, as_of=as_of, opened_on=opened_on)
    steer(stage, script, as_of=as_of, opened_on=opened_on)
    for story in stories:
        telling = Telling(story, Days(as_of, story.today), stage, script)
        open_program(telling)
        steer_program(telling)
        follow_program(telling)
        add_papers(telling)
        tell_record(telling)
    script.play()


def what_stands_in_the_way() -> str:
    """What the record holds that the demo would mix with or stumble over; empty when it may be loaded."""
    emails = [person.email for person in (*PEOPLE, *INVITED)]
    counts = {
        "program": Program.objects.count(),
        "function": BusinessFunction.objects.count(),
        "portfolio": Portfolio.objects.count(),
        "policy": Policy.objects.count(),
        "person of the demo": User.objects.filter(email__in=emails).count(),
    }
    kind, count = next(((kind, count) for kind, count in counts.items() if count), ("", 0))
    return f"{count} x {kind}" if count else ""


def sign_ins() -> str:
    """The table of people, roles and the password, for the person at the terminal."""
    rows = [("Email", "Role", "Password"), *((each.email, each.role, DEMO_PASSWORD) for each in PEOPLE)]
    widths = [max(len(row[column]) for row in rows) for column in range(2)]
    return "\n".join(f"{email:<{widths[0]}}  {role:<{widths[1]}}  {password}" for email, role, password in rows)
