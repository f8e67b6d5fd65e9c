from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from programs.actions import teams
from programs.forms.decision_rights import NewTeamForm, SeatEndForm, SeatForm, TeamForm
from programs.models import Program, Team, TeamFunction
from programs.views.base import FormPage, MemberRequest, program_for, require, row_for
from programs.views.decision_forms import form_page


@login_required
def team_create(request: MemberRequest, uid: UUID) -> HttpResponse:
    """A team with its functions and its deciding vote."""
    program = program_for(request, uid, may="plan_program")
    page = FormPage(
        title="New team", back=address(program), done="Team added.", program=program,
        note="A team across functions answers for a customer segment or product line and may make trade-offs.",
    )  # fmt: skip
    form = NewTeamForm(request.POST or None, program=program, initial={"valid_from": timezone.localdate()})
    return form_page(request, form, page=page, call=lambda values: teams.create(program, by=request.user, **values))


@login_required
def team_edit(request: MemberRequest, uid: UUID) -> HttpResponse:
    """The team with another name or flow."""
    team = team_for(request, uid)
    page = FormPage(title=f"Edit {team}", back=address(team.program), program=team.program)
    form = TeamForm(request.POST or None, instance=team, program=team.program)
    return form_page(request, form, page=page, call=lambda values: teams.change(team, by=request.user, **values))


@login_required
def team_function_create(request: MemberRequest, uid: UUID) -> HttpResponse:
    """One more function in the team."""
    team = team_for(request, uid)
    page = FormPage(
        title=f"Add a function to {team}", back=address(team.program), button="Add it", done="Function added.",
        program=team.program,
    )  # fmt: skip
    form = SeatForm(request.POST or None, initial={"valid_from": timezone.localdate()})
    return form_page(request, form, page=page, call=lambda values: teams.add_function(team, by=request.user, **values))


@login_required
def team_vote(request: MemberRequest, uid: UUID) -> HttpResponse:
    """Moves the deciding vote in the team from a day on."""
    team = team_for(request, uid)
    page = FormPage(
        title=f"Who holds the deciding vote in {team}", back=address(team.program), button="Give it the vote",
        done="The vote moves.", note="Whoever holds it today does so until the day before.", program=team.program,
    )  # fmt: skip
    form = SeatForm(request.POST or None, initial={"valid_from": timezone.localdate()})
    return form_page(request, form, page=page, call=lambda values: teams.move_vote(team, by=request.user, **values))


@login_required
def team_function_end(request: MemberRequest, uid: UUID) -> HttpResponse:
    """The last day of a function in the team."""
    seat = row_for(request, TeamFunction.objects.select_related("team__program", "function"), uid)
    program = seat.team.program
    require(request.user, "plan_program", program)
    page = FormPage(
        title=f"{seat} until", back=address(program), button="End it", done="It ends.", program=program, danger=True
    )
    initial = {"valid_to": seat.valid_to or timezone.localdate()}
    form = SeatEndForm(request.POST or None, instance=seat, initial=initial)
    return form_page(request, form, page=page, call=lambda values: teams.end_function(seat, by=request.user, **values))


def team_for(request: MemberRequest, uid: UUID) -> Team:
    """The team, for people who plan its program."""
    team = row_for(request, Team.objects.select_related("program"), uid)
    require(request.user, "plan_program", team.program)
    return team


def address(program: Program) -> str:
    """The teams on the page of decisions."""
    return f"{reverse('programs:decision-list', args=[program.uid])}#teams"
