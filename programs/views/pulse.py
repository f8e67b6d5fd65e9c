"""Pages of the pulse for people who signed in; those who answer have a page of their own."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from urllib.parse import quote
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from programs.actions import pulse_waves
from programs.actions.pulse_waves import OpenedWave
from programs.forms.pulse import WaveForm
from programs.models import PulseWave
from programs.models.pulse import SMALLEST_GROUP
from programs.pulse_items import ITEMS
from programs.pulse_results import PulseResults, read_results
from programs.views.base import (
    FormPage,
    MemberRequest,
    button_response,
    program_for,
    render_form,
    row_for,
    submit,
)
from programs.views.culture import address


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkSheet:
    """The links of one function, as text to copy and as a file to keep.

    file  an address that holds the file itself: the links are stored nowhere
    """

    function: str
    addresses: tuple[str, ...]
    file: str
    file_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemLine:
    """A statement with the share of people who agree: everybody, then each cell; None where it stays hidden."""

    text: str
    everybody: str | None
    cells: tuple[tuple[str, str | None], ...]


@login_required
@never_cache
def wave_open(request: MemberRequest, uid: UUID) -> HttpResponse:
    """A new wave; its links are shown on the answer to this form, once."""
    program = program_for(request, uid, may="plan_program")
    form = WaveForm(request.POST or None, program=program)
    opened: list[OpenedWave] = []

    def call(values: dict[str, object]) -> None:
        wanted = {name: values[name] for name in ("name", "opens_on", "closes_on")}
        opened.append(pulse_waves.open_wave(program, by=request.user, invited=form.invited(), **wanted))  # type: ignore[arg-type]

    if request.method == "POST" and submit(form, call):
        sheets = [sheet(request, str(function), secrets) for function, secrets in opened[0].secrets.items()]
        context = {"program": program, "wave": opened[0].wave, "sheets": sheets, "section": "culture"}
        return render(request, "programs/pulse/links.html", context)
    page = FormPage(title="Open a pulse wave", back=address(program), button="Open it and show the links")
    context = {"form": form, "page": page, "program": program, "smallest": SMALLEST_GROUP, "section": "culture"}
    return render_form(request, "programs/pulse/open.html", context=context, form=form, program=program)


def sheet(request: MemberRequest, function: str, secrets: tuple[str, ...]) -> LinkSheet:
    """The links of a function with their full addresses."""
    addresses = tuple(request.build_absolute_uri(reverse("programs:pulse-answer", args=[each])) for each in secrets)
    written = io.StringIO()
    csv.writer(written).writerows([["Link"], *([each] for each in addresses)])
    return LinkSheet(
        function=function,
        addresses=addresses,
        file=f"data:text/csv;charset=utf-8,{quote(written.getvalue())}",
        file_name=f"pulse {function}.csv",
    )


@login_required
@require_POST
def wave_close(request: MemberRequest, uid: UUID) -> HttpResponse:
    """Ends the wave for good, so that its results can be read."""
    wave = row_for(request, PulseWave.objects.select_related("program"), uid)
    return button_response(
        request,
        lambda: pulse_waves.close(wave, by=request.user, on=timezone.localdate()),
        back=address(wave.program),
        done=f"{wave} is closed. Its results can be read now.",
    )


@login_required
@require_safe
def wave_results(request: MemberRequest, uid: UUID) -> HttpResponse:
    """Who agrees with what, by function, once the wave is closed."""
    wave = row_for(request, PulseWave.objects.select_related("program"), uid)
    if wave.closed_on is None:
        raise Http404
    results = read_results(wave)
    context = {
        "program": wave.program,
        "results": results,
        "lines": item_lines(results),
        "smallest": SMALLEST_GROUP,
        "section": "culture",
    }
    return render(request, "programs/pulse/results.html", context)


def item_lines(results: PulseResults) -> list[ItemLine]:
    """A line for each statement."""
    cells = (results.everybody, *results.cells)
    shares = [
        None if cell.agreeing is None else tuple(f"{100 * each / cell.answered:.0f} %" for each in cell.agreeing)
        for cell in cells
    ]
    by_item = [tuple(share[place] if share else None for share in shares) for place in range(len(ITEMS))]
    names = [cell.name for cell in results.cells]
    return [
        ItemLine(text=item.text, everybody=row[0], cells=tuple(zip(names, row[1:], strict=True)))
        for item, row in zip(ITEMS, by_item, strict=True)
    ]
