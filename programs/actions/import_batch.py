"""Some programs of an imported table, written table by table."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from programs.actions.bulk import Key, Row, Upserted, upsert
from programs.actions.imported import ImportedForecast, ImportedProgram, ImportOutcome, Tally
from programs.actions.kept_elsewhere import check_row_kept_here
from programs.models import (
    Baseline,
    BaselineItem,
    CostLine,
    Membership,
    Milestone,
    MilestoneForecast,
    Program,
    StatusReport,
    User,
)

BASELINE_REASON = "First forecast of the imported table"


class ImportBatch:
    """Programs with their statements. Rows match by what they state, whoever stated it; the table's word stands."""

    def __init__(
        self, source_system: str, programs: Sequence[ImportedProgram], *, by: User, on: date, outcome: ImportOutcome
    ) -> None:
        self.source_system = source_system
        self.programs = programs
        self.by = by
        self.on = on
        self.outcome = outcome
        self.ids: dict[str, int] = {}
        self.milestones: dict[tuple[str, str], Milestone] = {}
        self.new_milestones: set[int] = set()

    def write(self) -> None:
        """All of the batch in the record, and its share added to the outcome."""
        self.write_programs()
        self.write_milestones()
        self.write_forecasts()
        self.write_statuses()
        self.write_costs()
        self.write_baselines()

    def write_programs(self) -> None:
        """Programs; a new one is active and led by whoever imports. One put into the sequence keeps its start."""
        external_ids = [program.external_id for program in self.programs]
        existing = Program.objects.filter(source_system=self.source_system, external_id__in=external_ids)
        locked = {row.external_id: row for row in existing.select_for_update().order_by("id")}
        wanted: dict[Key, dict[str, Any]] = {}
        for program in self.programs:
            values = {
                **self.identity(program.external_id),
                "code": program.code,
                "name": program.name,
                "description": program.description,
                "organization": program.organization,
                "category": program.category,
                "start_on": program.start_on,
            }
            row = locked.get(program.external_id)
            if row is None:
                values |= {"state": Program.State.ACTIVE, "follows_sequence": False}
            elif row.follows_sequence:
                values["start_on"] = row.start_on
            wanted[(program.external_id,)] = values
        upserted = upsert(Program, wanted, existing=locked.values(), key=lambda row: (row.external_id,))
        self.ids = {row.external_id: row.pk for row in upserted.rows.values()}
        self.add_to_outcome("program", upserted, program_of=lambda row: row.pk)
        Membership.objects.bulk_create(
            Membership(program=row, user=self.by, role=Membership.Role.PMO_LEAD, valid_from=self.on)
            for row in upserted.created
        )

    def write_milestones(self) -> None:
        """The milestones that the mapping names, one of each per program."""
        wanted: dict[Key, dict[str, Any]] = {}
        for program, milestone in self.each("milestones"):
            wanted[(program.external_id, milestone.name)] = {
                **self.identity(program.external_id, milestone.name),
                "program_id": self.ids[program.external_id],
                "name": milestone.name,
                "description": milestone.description,
            }
        identities = {values["external_id"]: key for key, values in wanted.items()}
        own = Milestone.objects.filter(source_system=self.source_system, program__in=self.ids.values())
        existing = list(own.select_for_update().order_by("id"))
        known = {row.external_id for row in existing}
        for values in wanted.values():
            if values["external_id"] not in known:
                values["dimension"] = Milestone.Dimension.DELIVERY
        upserted = upsert(Milestone, wanted, existing=existing, key=lambda row: identities.get(row.external_id, ()))
        self.milestones = {(key[0], key[1]): row for key, row in upserted.rows.items()}
        self.new_milestones = {row.pk for row in upserted.created}
        self.add_to_outcome("milestone", upserted, program_of=lambda row: row.program_id)

    def write_forecasts(self) -> None:
        """Dated forecasts; a day has one per milestone."""
        wanted: dict[Key, dict[str, Any]] = {}
        for program, forecast in self.each("forecasts"):
            milestone_id = self.milestones[program.external_id, forecast.milestone].pk
            wanted[milestone_id, forecast.stated_on] = {
                **self.identity(program.external_id, forecast.milestone, forecast.stated_on),
                "milestone_id": milestone_id,
                "stated_on": forecast.stated_on,
                "finish_on": forecast.finish_on,
                "reason": forecast.reason,
            }
        milestones = {row.pk: row for row in self.milestones.values()}
        upserted = upsert(
            MilestoneForecast,
            wanted,
            existing=MilestoneForecast.objects.filter(milestone__in=milestones).select_for_update().order_by("id"),
            key=lambda row: (row.milestone_id, row.stated_on),
            signature={"stated_by": self.by},
        )
        for forecast in upserted.written:
            if forecast.milestone_id not in self.new_milestones:
                check_row_kept_here(milestones[forecast.milestone_id], ["forecast_on"])
        self.add_to_outcome("forecast", upserted, program_of=lambda row: milestones[row.milestone_id].program_id)

    def write_statuses(self) -> None:
        """Reported status and narrative; a day has one per program from this source, whoever rated."""
        wanted: dict[Key, dict[str, Any]] = {}
        for program, status in self.each("statuses"):
            program_id = self.ids[program.external_id]
            identity = self.identity(program.external_id, status.reported_on)
            wanted[program_id, status.reported_on] = {**identity, "program_id": program_id, **asdict(status)}

        def key(row: StatusReport) -> Key:
            same = wanted.get((row.program_id, row.reported_on), {})
            is_match = row.external_id == same.get("external_id") or row.rated_by == same.get("rated_by")
            return (row.program_id, row.reported_on) if is_match else ()

        existing = StatusReport.objects.filter(program__in=self.ids.values()).select_for_update().order_by("id")
        own_first = sorted(existing, key=lambda row: row.source_system != self.source_system)
        upserted = upsert(StatusReport, wanted, existing=own_first, key=key, signature={"reported_by": self.by})
        self.add_to_outcome("status report", upserted, program_of=lambda row: row.program_id)

    def write_costs(self) -> None:
        """Amounts; a day has one per kind, scope, period and currency."""
        wanted: dict[Key, dict[str, Any]] = {}
        for program, cost in self.each("costs"):
            line = (cost.kind, cost.scope, cost.period, cost.currency, cost.stated_on)
            program_id = self.ids[program.external_id]
            identity = self.identity(program.external_id, *line)
            wanted[program_id, *line] = {**identity, "program_id": program_id, **asdict(cost)}
        upserted = upsert(
            CostLine,
            wanted,
            existing=CostLine.objects.filter(program__in=self.ids.values()).select_for_update().order_by("id"),
            key=lambda row: (row.program_id, row.kind, row.scope, row.period, row.currency, row.stated_on),
            signature={"stated_by": self.by},
        )
        self.add_to_outcome("cost line", upserted, program_of=lambda row: row.program_id)

    def write_baselines(self) -> None:
        """Baseline 1, locked on the day of the first forecast, for each program that has a forecast and no baseline."""
        has_one = set(Baseline.objects.filter(program__in=self.ids.values()).values_list("program_id", flat=True))
        first = {program.external_id: _first_forecasts(program) for program in self.programs}
        planned = {name: plan for name, plan in first.items() if plan and self.ids[name] not in has_one}
        baselines = {name: Baseline(program_id=self.ids[name], number=1, reason=BASELINE_REASON) for name in planned}
        Baseline.objects.bulk_create(baselines.values())
        BaselineItem.objects.bulk_create(
            BaselineItem(
                baseline=baselines[name],
                milestone=self.milestones[name, forecast.milestone],
                planned_on=forecast.finish_on,
                weight=1,
            )
            for name, plan in planned.items()
            for forecast in plan
        )
        for name, baseline in baselines.items():
            baseline.locked_on, baseline.locked_by = planned[name][0].stated_on, self.by
        Baseline.objects.bulk_update(baselines.values(), ["locked_on", "locked_by"])
        self.outcome.changed.update(baseline.program_id for baseline in baselines.values())
        self.outcome.tallies.setdefault("baseline", Tally()).created += len(baselines)
        self.outcome.tallies["baseline"].unchanged += len(has_one)

    def identity(self, *parts: object) -> dict[str, Any]:
        """Source and external id of a row."""
        return {"source_system": self.source_system, "external_id": "/".join(str(part) for part in parts)}

    def each(self, name: str) -> Iterator[tuple[ImportedProgram, Any]]:
        """Every program of the batch with each of its milestones, forecasts, statuses or costs."""
        return ((program, one) for program in self.programs for one in getattr(program, name))

    def add_to_outcome(self, noun: str, upserted: Upserted[Row], *, program_of: Callable[[Row], int]) -> None:
        tally = self.outcome.tallies.setdefault(noun, Tally())
        tally.created += len(upserted.created)
        tally.updated += len(upserted.updated)
        tally.unchanged += len(upserted.rows) - len(upserted.written)
        self.outcome.changed.update(program_of(row) for row in upserted.written)


def _first_forecasts(program: ImportedProgram) -> list[ImportedForecast]:
    """The forecasts of the first day that has any."""
    first_day = min((forecast.stated_on for forecast in program.forecasts), default=None)
    return [forecast for forecast in program.forecasts if forecast.stated_on == first_day]
