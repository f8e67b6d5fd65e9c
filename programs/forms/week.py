from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms

from programs.actions.given_readings import plain
from programs.forms.base import ActionForm, DateInput
from programs.forms.readings import NumberField
from programs.obligations.obligation import Seat
from programs.periods import period_name
from programs.week.send import Answers
from programs.week.sheet import READING, FlowAsked, ReadingAsked, Sheet

NONE = "none"
EVENTS: dict[str, tuple[str, str]] = {
    "incidents": (
        "Did a hand-off to or from your function go wrong?",
        "Unlocks the list of the worst hand-offs. Fewer incidents count as better only when every function has spoken.",
    ),
    "overrides": (
        "Was a decision of your function overridden from above?",
        "Unlocks how far the new way of working was taken up: decisions that stand are a part of it.",
    ),
    "interventions": (
        "Did the PMO step in where your function should have acted?",
        "Unlocks clean months: without your word a month cannot count as one.",
    ),
}
ASK_EVENT = "Choose where it happened, or say that it happened nowhere."
PASSED_BY = (
    "A reading that you typed is no longer asked for here: somebody has entered it, or it is not owed any more. "
    "Nothing was sent yet; send again to go on without it."
)
BOTH = "Choose either where it happened or that it happened nowhere."


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question of the sheet as the page shows it; ``unlocks`` says which number or gate needs the answer."""

    key: str
    title: str
    unlocks: str
    fields: list[forms.BoundField]
    note: str = ""


class WeeklySheetForm(ActionForm):
    """The fields of a weekly sheet, filled in with what is known already."""

    def __init__(self, *args: Any, sheet: Sheet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sheet = sheet
        for asked in sheet.flows:
            self.fields[f"limit_{asked.flow.pk}"] = limit_field(asked, sheet)
        for subject in EVENTS:
            self.fields[subject] = event_field(subject, sheet)
        for due in sheet.milestones:
            late = ", late" if due.forecast_on < sheet.today else ""
            self.fields[f"forecast_{due.milestone.pk}"] = forms.DateField(
                label=f"{due.milestone} ({due.milestone.program}{late})", initial=due.forecast_on, widget=DateInput()
            )
        for reading in sheet.readings:
            self.fields[reading.name] = reading_field(reading)
        self.fields["question"] = forms.CharField(
            label="What must be decided?", required=False, max_length=250, widget=forms.TextInput()
        )
        programs = sheet.programs
        if len(programs) > 1:
            self.fields["question_program"] = forms.ChoiceField(
                label="For which program?",
                required=False,
                choices=[("", "Choose"), *[(str(each.pk), str(each)) for each in programs]],
            )

    @property
    def nothing_else(self) -> bool:
        """Whether it was sent with the button that says that nothing (else) happened."""
        return "nothing" in self.data

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        for subject in EVENTS:
            places = values.get(subject, [])
            if not places and not self.nothing_else and subject not in self.errors:
                self.add_error(subject, ASK_EVENT)
            if NONE in places and len(places) > 1:
                self.add_error(subject, BOTH)
        if values.get("question") and "question_program" in self.fields and not values.get("question_program"):
            self.add_error("question_program", "Choose the program that it is about.")
        passed_by = self.readings_passed_by()
        if passed_by:
            self.add_error(None, f"{PASSED_BY} You typed: {', '.join(passed_by)}.")
        return values

    def readings_passed_by(self) -> list[str]:
        """Readings that were typed into fields which the sheet no longer has."""
        gone = [name for name in self.data if name.startswith(READING) and name not in self.fields]
        return [text for text in (str(self.data[name]).strip() for name in sorted(gone)) if text]

    def answers(self) -> Answers:
        """What was answered; of a subject that was passed over by the button, what the record holds already."""
        values = self.cleaned_data
        limits = {each.flow.pk: values[f"limit_{each.flow.pk}"] for each in self.sheet.flows}
        only = self.sheet.programs[0].pk if self.sheet.programs else None
        chosen = values.get("question_program")
        return Answers(
            limits={flow: int(resource) for flow, resource in limits.items() if resource},
            happened={subject: self.places(subject, values[subject]) for subject in EVENTS},
            forecasts={each.milestone.pk: values[f"forecast_{each.milestone.pk}"] for each in self.sheet.milestones},
            readings={each.name: values[each.name] for each in self.sheet.readings if values[each.name] is not None},
            question=values["question"].strip(),
            question_program=int(chosen) if chosen else only,
        )

    def places(self, subject: str, chosen: Iterable[str]) -> set[tuple[int, int]]:
        """Program and function where it happened."""
        wanted = set(chosen)
        if not wanted:
            return {seat_key(seat) for seat in self.sheet.seats if (*seat_key(seat), subject) in self.sheet.held}
        return {seat_key(seat) for seat in self.sheet.seats if seat_value(seat) in wanted}

    @property
    def questions(self) -> list[Question]:
        """At most seven questions, those that settle most first."""
        asked = [self._limits(), *self._events(), self._forecasts(), self._readings(), self._committee()]
        return [question for question in asked if question is not None]

    def _limits(self) -> Question | None:
        left = self.sheet.flows_left
        return Question(
            key="limits",
            title="What limited the flow most?",
            unlocks="Unlocks gate G1, Constraint identified, and how sure the constraint is.",
            fields=[self[f"limit_{each.flow.pk}"] for each in self.sheet.flows],
            note=f"{left} more of your programs {'is' if left == 1 else 'are'} asked for next week." if left else "",
        ) if self.sheet.flows else None  # fmt: skip

    def _events(self) -> list[Question]:
        return [
            Question(key=subject, title=title, unlocks=unlocks, fields=[self[subject]])
            for subject, (title, unlocks) in EVENTS.items()
        ]

    def _forecasts(self) -> Question | None:
        left = self.sheet.milestones_left
        return Question(
            key="forecasts",
            title="When will these be done?",
            unlocks="Unlocks the likely dates of the gates. A date left as it is means on track; change the others.",
            fields=[self[f"forecast_{each.milestone.pk}"] for each in self.sheet.milestones],
            note=f"{left} more {'is' if left == 1 else 'are'} due soon: see My work." if left else "",
        ) if self.sheet.milestones else None  # fmt: skip

    def _readings(self) -> Question | None:
        left = self.sheet.readings_left
        return Question(
            key="readings",
            title="What do these readings say?",
            unlocks="Unlocks the result of the program: it stays grey while a reading is missing. "
            "Left empty means not known yet, never 0.",
            fields=[self[each.name] for each in self.sheet.readings],
            note=f"{left} more {'is' if left == 1 else 'are'} due: see My work." if left else "",
        ) if self.sheet.readings else None  # fmt: skip

    def _committee(self) -> Question:
        names = ("question", "question_program")
        return Question(
            key="committee",
            title="Does anything need a decision?",
            unlocks="Unlocks the decision: it waits in the program's list from today, and the days are counted.",
            fields=[self[name] for name in names if name in self.fields],
        )


def seat_key(seat: Seat) -> tuple[int, int]:
    """Program and function."""
    return seat.program.pk, seat.function_id


def seat_value(seat: Seat) -> str:
    """What a choice of the seat sends."""
    return f"{seat.program.pk}-{seat.function_id}"


def seat_label(seat: Seat, sheet: Sheet) -> str:
    """The program; with the function where the person leads several there."""
    several = sum(each.program == seat.program for each in sheet.seats) > 1
    return f"{seat.program}, {seat.function}" if several else str(seat.program)


def limit_field(asked: FlowAsked, sheet: Sheet) -> forms.ChoiceField:
    """A flow's select: resources that were named for it first."""
    named = [(str(pk), str(sheet.resources[pk])) for pk in asked.named if pk in sheet.resources]
    others = [(str(pk), str(row)) for pk, row in sheet.resources.items() if pk not in asked.named]
    groups: list[Any] = [("", "I cannot say")]
    groups += [("Named before", named), ("Others", others)] if named else others
    initial = asked.last if asked.last in sheet.resources else ""
    return forms.ChoiceField(
        label=f"{asked.flow} ({asked.flow.program})", required=False, choices=groups, initial=str(initial)
    )


def reading_field(asked: ReadingAsked) -> NumberField:
    """A reading's field, named with unit and period; empty until it is known, filled in when this sheet said it."""
    period = period_name(asked.period_starts_on, asked.metric.frequency)
    parts = [f"{asked.metric} in {asked.metric.unit}", period, str(asked.flow or ""), asked.arm]
    label = f"{', '.join(part for part in parts if part)} ({', '.join(str(program) for program in asked.programs)})"
    if asked.stored is not None and not asked.stored.is_final:
        label += f", so far {plain(asked.stored.value)}, not final"
    said = plain(asked.stored.value) if asked.is_said and asked.stored is not None else ""
    return NumberField(label=label, required=False, initial=said)


def event_field(subject: str, sheet: Sheet) -> forms.MultipleChoiceField:
    """Whether something happened: nowhere, or where; what was said or recorded already is chosen."""
    places = [(seat_value(seat), seat_label(seat, sheet)) for seat in sheet.seats]
    said = [sheet.said.get((*seat_key(seat), subject)) for seat in sheet.seats]
    happened = [
        seat_value(seat)
        for seat, word in zip(sheet.seats, said, strict=True)
        if word or (*seat_key(seat), subject) in sheet.held
    ]
    nowhere = [NONE] if said and all(word is False for word in said) and not happened else []
    return forms.MultipleChoiceField(
        label=EVENTS[subject][0],
        required=False,
        choices=[(NONE, "No, nowhere"), *places],
        widget=forms.CheckboxSelectMultiple,
        initial=happened or nowhere,
    )
