from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from programs.actions import portfolios
from programs.forms.installation import NewPortfolioForm, PortfolioEntryForm, PortfolioForm, PortfolioLeaveForm
from programs.models import Portfolio, PortfolioEntry, Program
from programs.views.base import FormPage, MemberRequest, form_response, require


@login_required
@require_safe
def portfolio_programs(request: MemberRequest, uid: UUID) -> HttpResponse:
    """Which programs are in the portfolio, since when and until when."""
    portfolio = get_object_or_404(Portfolio.objects.visible_to(request.user), uid=uid)
    visible = portfolio.entries.filter(program__in=Program.objects.visible_to(request.user))
    may_keep = request.user.has_perm("programs.keep_installation")
    entries = [
        (entry, may_keep or request.user.has_perm("programs.plan_program", entry.program))
        for entry in visible.select_related("program").order_by("left_on", "program__name", "id")
    ]
    return render(
        request,
        "programs/portfolios/programs.html",
        {
            "portfolio": portfolio,
            "entries": entries,
            "may_keep": may_keep,
        },
    )


@login_required
def portfolio_create(request: MemberRequest) -> HttpResponse:
    """A new, empty portfolio."""
    require(request.user, "keep_installation")
    page = FormPage(title="New portfolio", back=reverse("tracker:portfolio-list"), done="Portfolio created.")
    form = NewPortfolioForm(request.POST or None)
    return form_response(
        request, form, page=page, call=lambda values: portfolios.create(values.pop("code"), by=request.user, **values)
    )


@login_required
def portfolio_edit(request: MemberRequest, uid: UUID) -> HttpResponse:
    """The portfolio with another name or description."""
    require(request.user, "keep_installation")
    portfolio = get_object_or_404(Portfolio, uid=uid)
    page = FormPage(title=f"Edit {portfolio}", back=portfolio.get_absolute_url())
    form = PortfolioForm(request.POST or None, instance=portfolio)
    return form_response(
        request, form, page=page, call=lambda values: portfolios.change(portfolio, by=request.user, **values)
    )


@login_required
def portfolio_entry_create(request: MemberRequest, uid: UUID) -> HttpResponse:
    """Adds a program the person may see; its PMO lead or a steward may."""
    portfolio = get_object_or_404(Portfolio.objects.visible_to(request.user), uid=uid)
    page = FormPage(title=f"Add a program to {portfolio}", back=address(portfolio), done="Program added.")
    form = PortfolioEntryForm(request.POST or None, initial={"joined_on": timezone.localdate()})
    choice = form.fields["program"]
    if isinstance(choice, forms.ModelChoiceField):
        choice.queryset = Program.objects.visible_to(request.user).order_by("name", "id")
    return form_response(
        request, form, page=page, call=lambda values: portfolios.add_program(portfolio, by=request.user, **values)
    )


@login_required
def portfolio_entry_end(request: MemberRequest, uid: UUID) -> HttpResponse:
    """Takes a program out of a portfolio on a day."""
    visible = Program.objects.visible_to(request.user)
    entry = get_object_or_404(
        PortfolioEntry.objects.select_related("portfolio", "program"), uid=uid, program__in=visible
    )
    if not request.user.has_perm("programs.keep_installation"):
        require(request.user, "plan_program", entry.program)
    page = FormPage(
        title=f"Take {entry.program} out of {entry.portfolio}", back=address(entry.portfolio), button="Take it out"
    )
    form = PortfolioLeaveForm(request.POST or None, initial={"left_on": timezone.localdate()})
    return form_response(
        request, form, page=page, call=lambda values: portfolios.take_out(entry, by=request.user, **values)
    )


def address(portfolio: Portfolio) -> str:
    """The programs of a portfolio."""
    return reverse("programs:portfolio-programs", args=[portfolio.uid])
