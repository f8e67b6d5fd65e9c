"""Readings from a spreadsheet, pasted or as a file: looked at first, then written with one button."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from programs.actions.given_readings import RowsRefused, plain
from programs.forms.base import with_text
from programs.forms.readings import TableFileForm, TableForm
from programs.importing.errors import FileRefused, RowError
from programs.importing.reading_plan import Plan, PlannedReading, plan_readings, text_of, write_plan
from programs.importing.reading_table import open_table
from programs.importing.readings import Answers, ParsedReadings, parse_readings, series_for
from programs.models import SharedMetric
from programs.periods import latest_periods
from programs.views.base import INVALID, FormPage, MemberRequest, perform
from programs.views.readings import count_of_readings, judged_by, metric_for

PASTED = "Pasted from a spreadsheet"
MOST_LINES = 400
LARGEST_FILE = 1024 * 1024
ASK = {
    "numbers": "Some numbers may mean different things, such as 1,234. Say which mark comes before the decimals.",
    "days": "Some dates may mean different days, such as 05/01/2026. Say which comes first.",
    "across": "The columns of values may be flows or arms. Say which; or head the only one with “value”.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewLine:
    """One reading of the table, or one cell that could not be read, as the preview shows it."""

    row: int
    line: int
    standing: str
    period: str = ""
    series: str = ""
    old_text: str = ""
    new_text: str = ""
    note: str = ""
    column: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What would be written, and the lines that show it; ``left_out`` unchanged ones are only counted."""

    plan: Plan
    parsed: ParsedReadings
    answers: Answers
    lines: list[PreviewLine]
    left_out: int

    @property
    def may_write(self) -> bool:
        return not self.plan.errors and not self.parsed.asked and self.plan.to_write > 0

    @property
    def is_written(self) -> bool:
        """Whether the record says all of it already."""
        return not self.plan.errors and not self.parsed.asked and bool(self.plan.readings) and not self.plan.to_write


@login_required
def reading_paste(request: MemberRequest, uid: UUID) -> HttpResponse:
    """Readings pasted from a spreadsheet: a preview first, then written all or none."""
    metric = metric_for(request, uid)
    form = TableForm(request.POST or None)
    return table_response(request, metric, form, writes="write" in request.POST)


@login_required
def reading_upload(request: MemberRequest, uid: UUID) -> HttpResponse:
    """A file of readings, which then stands on the page as if it had been pasted."""
    metric = metric_for(request, uid)
    form = TableFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file: UploadedFile[bytes] = form.cleaned_data["file"]
        try:
            text = text_in(file, encoding=form.cleaned_data["encoding"])
        except FileRefused as problem:
            form.add_error("file", str(problem))
        else:
            typed = QueryDict(mutable=True)
            typed.update({"text": text, "source": (file.name or "")[:150]})
            return table_response(request, metric, TableForm(typed), writes=False)
    page = FormPage(
        title=f"Readings of {metric} from a file",
        back=reverse("programs:reading-create", args=[metric.uid]),
        button="Look at it",
        note="A CSV file with the headings in its first line. Nothing is written before you have seen what it says.",
    )
    status = INVALID if form.is_bound and form.errors else 200
    return render(request, "programs/form.html", {"form": form, "page": page}, status=status)


def table_response(request: MemberRequest, metric: SharedMetric, form: TableForm, *, writes: bool) -> HttpResponse:
    """The page of a table: its text, what must be asked, and the preview; or back, once it is written."""
    preview = None
    if form.is_bound and form.is_valid():
        preview = look(request, metric, form)
    if preview is not None and writes and preview.may_write:
        if preview.plan.fingerprint != form.cleaned_data["seen"]:
            form.add_error(None, "This is not what you looked at before. Look again, then write it.")
        elif write(request, form, preview.plan):
            return redirect("programs:reading-create", uid=metric.uid)
    elif preview is not None and writes and preview.is_written:
        # The button was pressed twice: the first press wrote, and its answer never arrived.
        messages.success(request, "Every reading of this table is in the record.")
        return redirect("programs:reading-create", uid=metric.uid)
    if preview is not None:
        show_answers(form, preview)
    asked = preview.parsed.asked if preview else ()
    context = {
        "metric": metric,
        "judged": judged_by(metric, request.user),
        "form": form,
        "preview": preview,
        "questions": [form[name] for name in form.QUESTIONS if form[name].value() or name in asked],
        "example_day": latest_periods(metric.frequency, today=timezone.localdate(), count=1)[0].isoformat(),
    }
    status = INVALID if form.is_bound and (form.errors or (preview and preview.plan.errors)) else 200
    return render(request, "programs/readings/paste.html", context, status=status)


def look(request: MemberRequest, metric: SharedMetric, form: TableForm) -> Preview | None:
    """The table beside the record; None, with the reason on the form, when it cannot be read as a table."""
    values = form.cleaned_data
    answers, provisional = answers_in(values), values["is_provisional"]
    try:
        parsed = parse_readings(open_table(values["text"]), series_for(metric, request.user), answers=answers)
    except FileRefused as problem:
        form.add_error("text", str(problem))
        return None
    for name in parsed.asked:
        form.add_error(name, ASK[name])
    plan = plan_readings(parsed, metric, today=timezone.localdate(), is_provisional=provisional)
    lines = [*(planned_line(each) for each in plan.readings), *(error_line(each) for each in plan.unread)]
    shown = lines if len(lines) <= MOST_LINES else [each for each in lines if each.standing != "unchanged"]
    shown = sorted(shown, key=lambda each: each.line)
    shown = shown[:MOST_LINES]
    return Preview(plan=plan, parsed=parsed, answers=answers, lines=shown, left_out=len(lines) - len(shown))


def answers_in(values: dict[str, Any]) -> Answers:
    """What the person answered. What an earlier table showed by itself is no answer for another table."""
    chosen = {name: values[name] for name in TableForm.QUESTIONS}
    if values["looked_at"] != digest(values["text"]):
        before = dict(zip(TableForm.QUESTIONS, values["shown"].split("|"), strict=False))
        chosen = {name: "" if answer == before.get(name) else answer for name, answer in chosen.items()}
    return Answers(**chosen)


def show_answers(form: TableForm, preview: Preview) -> None:
    """Puts on the form what the table decided by itself, and what exactly was looked at."""
    shown = asdict(preview.parsed.shown)
    chosen = asdict(preview.answers)
    for name in form.QUESTIONS:
        form.data = with_text(form.data, name, chosen[name] or shown[name])
    form.data = with_text(form.data, "shown", "|".join(shown[name] for name in form.QUESTIONS))
    form.data = with_text(form.data, "looked_at", digest(form.cleaned_data["text"]))
    form.data = with_text(form.data, "seen", preview.plan.fingerprint)


def write(request: MemberRequest, form: TableForm, plan: Plan) -> bool:
    """True when everything was written; else the refusal stands on the form."""
    try:
        perform(lambda: write_plan(plan, by=request.user, source=form.cleaned_data["source"] or PASTED))
    except RowsRefused as refusal:
        form.add_error(None, refusal.message)
        return False
    messages.success(request, count_of_readings(plan.to_write, "written"))
    return True


def planned_line(each: PlannedReading) -> PreviewLine:
    given, standing = each.given, each.standing
    is_new_value = each.stored_value is not None and each.stored_value != given.value
    final = ("" if is_new_value or standing != "changed" else "now final") if each.compared.is_final else "not final"
    corrected = "replaces a final reading" if is_new_value and each.was_final else ""
    return PreviewLine(
        row=each.cell.row,
        line=each.cell.line,
        standing=standing,
        period=each.period,
        series=given.whose or "Whole organization",
        old_text=plain(each.stored_value) if is_new_value and each.stored_value is not None else "",
        new_text=plain(given.value),
        note=each.reason or ", ".join(part for part in (corrected, final) if part),
        column=each.cell.column,
        text=each.cell.text,
    )


def error_line(error: RowError) -> PreviewLine:
    return PreviewLine(
        row=error.row, line=error.line, standing="refused", note=error.reason, column=error.column, text=error.value
    )


def text_in(file: UploadedFile[bytes], *, encoding: str) -> str:
    """The text of the file; FileRefused when it is too large for a page or not in the encoding."""
    if file.size and file.size > LARGEST_FILE:
        raise FileRefused("The file is larger than 1 MB: an administrator loads it with the command load_readings.")
    return text_of(file.read(LARGEST_FILE + 1), encoding=encoding)


def digest(text: str) -> str:
    return sha256(text.replace("\r\n", "\n").encode()).hexdigest()[:32]
