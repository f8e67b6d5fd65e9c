from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.db.models import Count, Q
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from programs.models import Portfolio, PortfolioEntry, Program
from programs.models.program import ProgramQuerySet
from programs.views.base import MemberRequest
from tracker.statuses import with_statuses
from tracker.views.portfolio_filter import PortfolioFilter, has_portfolio_entry, page_after
from tracker.views.portfolio_rows import program_row, summarize

TEMPLATE = "tracker/portfolios/detail.html"


@login_required
@require_safe
@vary_on_headers("HX-Request")
def home(request: MemberRequest) -> HttpResponse:
    """Every program the person may see, worst first."""
    return program_table(request, Program.objects.visible_to(request.user), None)


@login_required
@require_safe
@vary_on_headers("HX-Request")
def portfolio_detail(request: MemberRequest, uid: UUID) -> HttpResponse:
    """The programs of one portfolio that the person may see, worst first."""
    portfolio = get_object_or_404(Portfolio.objects.visible_to(request.user), uid=uid)
    programs = Program.objects.visible_to(request.user).filter(has_portfolio_entry(portfolio.pk))
    return program_table(request, programs, portfolio)


@login_required
@require_safe
def portfolio_list(request: MemberRequest) -> HttpResponse:
    """The portfolios that hold a program the person may see."""
    visible = Program.objects.visible_to(request.user)
    entries = PortfolioEntry.objects.valid_on(timezone.localdate()).filter(program__in=visible)
    inside = Q(entries__in=entries)
    listed = Portfolio.objects.visible_to(request.user).annotate(
        program_count=Count("entries__program", filter=inside, distinct=True)
    )
    return render(
        request,
        "tracker/portfolios/list.html",
        {
            "portfolios": listed.order_by("name", "id"),
            "may_keep": request.user.has_perm("programs.keep_installation"),
        },
    )


def program_table(request: MemberRequest, programs: ProgramQuerySet, portfolio: Portfolio | None) -> HttpResponse:
    """The strip, the filter and one page of rows; for htmx the rows alone."""
    form = PortfolioFilter(request.GET)
    form.is_valid()
    archived = form.value("state") == Program.State.ARCHIVED
    known = with_statuses(programs if archived else programs.at_hand())
    found = form.apply(known)
    page = page_after(found, form.order, request.GET.get("after", ""))
    context: dict[str, Any] = {
        "rows": [program_row(program) for program in page.programs],
        "next": next_address(request.GET, page.after),
        "found": found.count() if not request.GET.get("after") else None,
        "form": form,
    }
    if request.htmx:
        return render(request, f"{TEMPLATE}#results", context)
    may_create = request.user.has_perm("programs.create_program")
    context |= {"portfolio": portfolio, "summary": summarize(known), "may_create": may_create}
    return render(request, TEMPLATE, context)


def next_address(asked: QueryDict, after: str) -> str:
    """The query string of the next page; empty on the last one."""
    if not after:
        return ""
    query = asked.copy()
    query["after"] = after
    return f"?{query.urlencode()}"
