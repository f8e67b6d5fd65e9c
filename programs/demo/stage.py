"""What all programs of the demo share: people, functions, portfolios and the policy."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from django.contrib.auth.hashers import make_password

from programs.actions import functions, policies, portfolios
from programs.demo.cast import ADMINISTRATOR, COMPANIES, DEMO_PASSWORD, FUNCTIONS, PEOPLE, STEWARD
from programs.models import (
    BusinessFunction,
    Committee,
    CommitteeMember,
    Portfolio,
    Resource,
    SharedMetric,
    User,
    WorkingCalendar,
)


@dataclass
class Stage:
    """People by key, functions and resources by name, portfolios and committees by code, metrics by the catalog's key.

    seats  of committees, by the code of the portfolio and the key of the person; without those that ended
    """

    people: dict[str, User] = field(default_factory=dict)
    functions: dict[str, BusinessFunction] = field(default_factory=dict)
    portfolios: dict[str, Portfolio] = field(default_factory=dict)
    resources: dict[str, Resource] = field(default_factory=dict)
    metrics: dict[str, SharedMetric] = field(default_factory=dict)
    calendar: WorkingCalendar | None = None
    committees: dict[str, Committee] = field(default_factory=dict)
    seats: dict[tuple[str, str], CommitteeMember] = field(default_factory=dict)


def set_stage(opened_on: date) -> Stage:
    """The shared rows, entered by the steward; the policy is in force from ``opened_on``."""
    stage = Stage(people=enter_people())
    steward = stage.people[STEWARD]
    for area, names in FUNCTIONS.items():
        stage.functions[area] = functions.create(area, by=steward)
        for name in names:
            stage.functions[name] = functions.create(name, by=steward, parent=stage.functions[area])
    for company in COMPANIES:
        stage.portfolios[company.code] = portfolios.create(
            company.code, by=steward, name=company.name, description=company.description
        )
    reason = "The method's own thresholds, until our programs have given us reason to change them."
    policies.approve(opened_on, by=steward, approved_on=opened_on, reason=reason, values={})
    return stage


def enter_people() -> dict[str, User]:
    """The cast, by key. The only rows not written by an action: every action needs a person already."""
    password = make_password(DEMO_PASSWORD)
    people = {}
    for person in PEOPLE:
        if person.key == ADMINISTRATOR:
            user = User.objects.create_superuser(person.email, name=person.name)
        else:
            user = User.objects.create_user(person.email, name=person.name, is_steward=person.key == STEWARD)
        # Hashing is slow on purpose; the demo's people share a documented password, so once is enough.
        user.password = password
        user.save(update_fields=["password"])
        people[person.key] = user
    return people
