"""Forms of the reckoning's pages."""

from __future__ import annotations

import csv
from typing import Any, ClassVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone

from programs.forms.base import ActionForm, DateInput
from programs.importing.errors import FileRefused
from programs.importing.event_logs.options import FLOOR
from programs.importing.mapping import ENCODINGS
from programs.models import Membership, ProcessFlow, User
from tracker.event_logs.actors import read_functions
from tracker.event_logs.uploads import Asked

ENCODING_NAMES = {"utf-8-sig": "UTF-8", "latin-1": "ISO 8859-1 (Latin 1)", "cp1252": "Windows, Western European"}
DELIMITERS = [("", "Found in the header"), (",", "Comma"), (";", "Semicolon"), ("\t", "Tab"), ("|", "Bar")]
MOST_FUNCTION_CHARACTERS = 200_000


class EventLogOptionsForm(ActionForm):
    """How an event log is to be read, and which flow its interfaces belong to."""

    folded: ClassVar[tuple[str, ...]] = (
        *("functions", "case", "timestamp", "activity", "timestamp_format", "zone", "first", "delimiter", "encoding"),
        "keep_names",
    )

    actor = forms.CharField(
        label="Attribute or column that names who did a step",
        initial="org:group",
        max_length=200,
        help_text="In XES often org:group. Best is one that names functions, departments or teams.",
    )
    flow = forms.ModelChoiceField(
        ProcessFlow.objects.none(),
        label="Flow whose hand-offs these are",
        required=False,
        empty_label="No flow of a program",
        help_text="The interfaces of the log are added to those that the flow uses.",
    )
    functions = forms.CharField(
        label="Function of each who did a step",
        required=False,
        max_length=MOST_FUNCTION_CHARACTERS,
        widget=forms.Textarea({"rows": 4}),
        help_text="One line each, such as: Anna Berg,Procurement. No function after the comma leaves that one out. "
        "Needed only where the attribute names persons; their names are not kept.",
    )
    case = forms.CharField(
        label="Column of the case",
        required=False,
        max_length=200,
        help_text="Left empty, this and the next two are found by their usual names.",
    )
    timestamp = forms.CharField(label="Column of the time", required=False, max_length=200)
    activity = forms.CharField(label="Column of the activity", required=False, max_length=200)
    timestamp_format = forms.CharField(
        label="Form of the times",
        required=False,
        max_length=60,
        help_text="Such as %d/%m/%Y %H:%M. Empty: ISO 8601, such as 2026-03-31 14:05. Nothing is guessed.",
    )
    zone = forms.CharField(label="Time zone of times that state none", max_length=60)
    first = forms.DateField(
        label="First day that counts", widget=DateInput, help_text="Earlier dates are slips: left out and counted."
    )
    delimiter = forms.ChoiceField(label="Between the columns", required=False, choices=DELIMITERS)
    encoding = forms.ChoiceField(choices=[(each, ENCODING_NAMES[each]) for each in ENCODINGS])
    keep_names = forms.BooleanField(
        label="Show and keep the values even if they name persons",
        required=False,
        help_text="Without it, values that may be names of persons are shown as Person 1, Person 2, and never kept.",
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["zone"].initial = settings.TIME_ZONE
        self.fields["first"].initial = FLOOR
        led = Membership.objects.held_by(user).filter(role=Membership.Role.PMO_LEAD).values("program")
        flows = ProcessFlow.objects.filter(program__in=led, program__removed_on__isnull=True)
        flow: Any = self.fields["flow"]
        flow.queryset = flows.select_related("program").order_by("program__name", "position", "pk")
        flow.label_from_instance = lambda each: f"{each.name} ({each.program})"
        if not user.has_perm("programs.keep_installation"):
            flow.required = True
            flow.empty_label = "Choose"
            if not flows:
                flow.help_text = "No program that you lead has a flow yet: map one first."

    @property
    def folded_label(self) -> str:
        return "Columns, times and names"

    def clean_functions(self) -> str:
        """Lines that each name a value and its function."""
        lines: str = self.cleaned_data["functions"]
        try:
            read_functions(lines.splitlines())
        except (FileRefused, csv.Error) as problem:
            raise forms.ValidationError(str(problem)) from None
        return lines

    def clean_zone(self) -> str:
        """The name of a time zone that there is."""
        name: str = self.cleaned_data["zone"]
        try:
            ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            raise forms.ValidationError("There is no such time zone: name one such as Europe/Berlin.") from None
        return name

    def clean_timestamp_format(self) -> str:
        """A form that can be read back."""
        given: str = self.cleaned_data["timestamp_format"]
        now = timezone.now()
        try:
            now.strptime(now.strftime(given), given)
        except ValueError:
            raise forms.ValidationError("This is no form of a time, such as %d/%m/%Y %H:%M.") from None
        return given

    def asked(self) -> Asked:
        """The values as the log is read with them."""
        return Asked(**{name: value for name, value in self.cleaned_data.items() if name not in ("file", "flow")})


class EventLogForm(EventLogOptionsForm):
    """An event log and how it is to be read."""

    field_order = ("file", "actor", "flow")
    file = forms.FileField(
        label="Event log",
        widget=forms.ClearableFileInput({"accept": ".xes,.gz,.csv,.txt,.tsv,text/csv"}),
        help_text="XES or CSV, packed with gzip or not. A CSV file has a row for each event.",
    )

    def clean_file(self) -> UploadedFile[bytes]:
        """The file, when it is not too large to be kept."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if file.size and file.size > settings.EVENT_LOG_MAX_BYTES:
            most = settings.EVENT_LOG_MAX_BYTES // 1024 // 1024
            raise forms.ValidationError(
                f"The file is larger than {most} MB. Pack it with gzip; an administrator loads a larger one with the "
                "command import_event_log."
            )
        return file
