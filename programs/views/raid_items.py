from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from programs.actions import action_items, raid_items
from programs.forms.governance import (
    ActionItemChangeForm,
    ActionItemForm,
    RaidItemChangeForm,
    RaidItemCloseForm,
    RaidItemForm,
)
from programs.models import ActionItem, RaidItem
from programs.views.base import (
    FormPage,
    MemberRequest,
    button_response,
    form_response,
    program_for,
    require,
    row_for,
    small_number,
)
from programs.views.governance import governance_address


@login_required
def raid_item_raise(request: MemberRequest, uid: UUID) -> HttpResponse:
    """A new risk, assumption, issue or dependency; ``?kind=`` chooses which."""
    program = program_for(request, uid, may="raise_item")
    page = FormPage(
        title="Add to the log",
        back=governance_address(program, "log"),
        button="Add it",
        done="Added to the log.",
        program=program,
    )
    initial = {"kind": request.GET.get("kind", RaidItem.Kind.RISK), "owner": request.user}
    form = RaidItemForm(request.POST or None, program=program, initial=initial)
    today = timezone.localdate()
    return form_response(
        request,
        form,
        page=page,
        call=lambda values: raid_items.raise_item(program, by=request.user, on=today, **values),
    )


@login_required
def raid_item_edit(request: MemberRequest, uid: UUID) -> HttpResponse:
    """An open item with other values."""
    item = row_for(request, RaidItem.objects.select_related("program", "owner"), uid)
    require(request.user, "carry_item", item)
    page = FormPage(title=f"Edit {item}", back=governance_address(item.program, "log"), program=item.program)
    form = RaidItemChangeForm(request.POST or None, instance=item, program=item.program)
    return form_response(
        request, form, page=page, call=lambda values: raid_items.change(item, by=request.user, **values)
    )


@login_required
def raid_item_close(request: MemberRequest, uid: UUID) -> HttpResponse:
    """Closes an item today, with what came of it."""
    item = row_for(request, RaidItem.objects.select_related("program"), uid)
    require(request.user, "carry_item", item)
    page = FormPage(
        title=f"Close {item}",
        back=governance_address(item.program, "log"),
        button="Close it",
        done="Closed.",
        program=item.program,
    )
    form = RaidItemCloseForm(request.POST or None, instance=item)
    today = timezone.localdate()
    return form_response(
        request, form, page=page, call=lambda values: raid_items.close(item, by=request.user, on=today, **values)
    )


@login_required
def action_item_assign(request: MemberRequest, uid: UUID) -> HttpResponse:
    """Something that a person is to do by a day."""
    program = program_for(request, uid, may="raise_item")
    page = FormPage(
        title="Add an action",
        back=governance_address(program, "actions"),
        button="Add it",
        done="Action added.",
        program=program,
    )
    form = ActionItemForm(request.POST or None, program=program, initial={"owner": request.user})
    today = timezone.localdate()
    return form_response(
        request, form, page=page, call=lambda values: action_items.assign(program, by=request.user, on=today, **values)
    )


@login_required
def action_item_edit(request: MemberRequest, uid: UUID) -> HttpResponse:
    """An open action with other values."""
    item = row_for(request, ActionItem.objects.select_related("program", "owner"), uid)
    require(request.user, "carry_item", item)
    page = FormPage(title=f"Edit {item}", back=governance_address(item.program, "actions"), program=item.program)
    form = ActionItemChangeForm(request.POST or None, instance=item, program=item.program)
    return form_response(
        request, form, page=page, call=lambda values: action_items.change(item, by=request.user, **values)
    )


@login_required
@require_POST
def action_item_finish(request: MemberRequest, uid: UUID) -> HttpResponse:
    """Marks an action as done today, as it stood on the page."""
    item = row_for(request, ActionItem.objects.select_related("program"), uid)
    version = small_number(request.POST.get("version", ""))
    return button_response(
        request,
        lambda: action_items.finish(item, by=request.user, on=timezone.localdate(), version=version),
        back=governance_address(item.program, "actions"),
        done=f"Done: {item}",
    )
