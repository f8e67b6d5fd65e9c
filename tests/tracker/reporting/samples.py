"""Hand-made snapshots of programs at telling moments, with fixed values."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from tests.tracker.reporting.imported_samples import (
    import_header,
    imported_with_forecasts,
    imported_with_status_only,
)
from tests.tracker.reporting.sample_parts import (
    at_day,
    make_answers,
    make_baseline,
    make_cost,
    make_curve,
    make_delivery,
    make_gates,
    make_header,
    make_horizon,
    make_program,
    make_reported,
    make_slip,
    not_applicable,
    unknown,
)
from tracker.progress.numbers import State
from tracker.progress.results import (
    HorizonProgress,
    ItemSlip,
    LateItem,
    OutOfOrder,
    ProgramProgress,
    SequenceProgress,
    Status,
)
from tracker.reporting.document import build_document

WORK = ((7, 5), (14, 5), (21, 5), (28, 10), (42, 5), (49, 5), (56, 10), (63, 5), (70, 5), (84, 10), (90, 5), (112, 15))
ACCEPTED = {7: 6, 14: 18, 21: 30, 28: 44, 42: 58, 63: 66}
CULTURE = (
    (30, 4),
    (60, 4),
    (120, 6),
    (180, 8),
    (210, 6),
    (270, 8),
    (300, 6),
    (330, 8),
    (365, 10),
    (480, 20),
    (540, 20),
)
CULTURE_ACCEPTED = {30: 28, 60: 71, 120: 133, 180: 190, 210: 248, 270: 316}
AHEAD = OutOfOrder(
    uid="i-pilot",
    name="Pilot protocol drafted",
    gate="G3",
    accepted_on=at_day(66),
    open_gate="G2",
)


def behind_plan() -> ProgramProgress:
    """Day 70: eleven days behind, one gate overdue, reported green."""
    late = _late_items()
    return make_program(
        headline=(
            "Shared metrics are being locked on the field-service spare parts flow: eleven days behind plan, "
            "one gate overdue; reported green, computed red."
        ),
        sequence=SequenceProgress(
            state=State.VALUE,
            reason="",
            current_gate="G2",
            gates=make_gates(passed={"G0": 20, "G1": 45}),
            out_of_order=(AHEAD,),
        ),
        horizons=(
            _structural("day_90", 90, late, WORK[:-1]),
            _structural("day_120", 120, late, WORK),
            *_cultural_too_early(70),
        ),
        slip=make_slip(
            planned_on=at_day(120),
            expected_on=at_day(136),
            history=((7, 120), (35, 127), (63, 136)),
            items=_slipped_items(),
        ),
        reported=make_reported(
            status=Status.GREEN,
            reason="The team is confident; the open definitions are a formality.",
            rated_by="Transformation office",
            reported_on=at_day(61),
            age_days=9,
            previous=Status.GREEN,
            previous_on=at_day(31),
        ),
        delivery=make_delivery(
            status=Status.RED,
            sentence="Red: work runs at four fifths of the planned pace and gate G2 is 14 days overdue.",
            diverges=True,
            divergence_sentence="Reported green, computed red: two colors apart.",
        ),
        costs=(make_cost(baseline=1_850_000, forecast=1_974_000),),
    )


def month_before() -> ProgramProgress:
    """The same program on day 40, when the last report was published."""
    program = behind_plan()
    return replace(
        program,
        as_of=at_day(40),
        day_number=40,
        headline="The constraint is being confirmed: two days behind plan, no gate overdue; reported green.",
        sequence=replace(program.sequence, current_gate="G1", gates=make_gates(passed={"G0": 20}, day=40)),
        horizons=tuple(replace(horizon, late=horizon.late[:1]) for horizon in program.horizons),
        delivery=make_delivery(status=Status.AMBER, sentence="Amber: two days behind."),
        slip=make_slip(planned_on=at_day(120), expected_on=at_day(127), history=((7, 120), (35, 127))),
    )


def just_started() -> ProgramProgress:
    """Day 3: a plan, nothing due, nobody has reported."""
    early = "Too early: the first item is due on 9 February 2026."
    return make_program(
        as_of=at_day(3),
        day_number=3,
        headline="The program began three days ago; nothing is due before 9 February.",
        sequence=SequenceProgress(
            state=State.VALUE, reason="", current_gate="G0", gates=make_gates(passed={}, day=3), out_of_order=()
        ),
        horizons=(
            _starting("day_90", 90, early),
            _starting("day_120", 120, early),
            *_cultural_too_early(3),
        ),
        slip=make_slip(planned_on=at_day(120)),
        reported=make_reported(status=Status.GREY, reason="No status has been reported yet; owed by the program lead."),
        delivery=make_delivery(
            status=Status.GREY, sentence=early, trend="unknown", trend_sentence="Too early for a trend."
        ),
    )


def month_eleven() -> ProgramProgress:
    """Day 330: the structural work is done, culture runs a month behind."""
    late = (
        LateItem(uid="c-eval", name="Leader evaluations carry the shared metrics", owner="Human resources",
                 planned_on=at_day(300), days_late=30, started=True),
        LateItem(uid="c-cad", name="Integrated sessions hold their cadence without the office", owner="Amara Okafor",
                 planned_on=at_day(330), days_late=0, started=True),
    )  # fmt: skip
    passed = {"G0": 18, "G1": 33, "G2": 52, "G3": 84, "GR": 117, "G4": 150, "G5": 196}
    return make_program(
        as_of=at_day(330),
        day_number=330,
        headline=(
            "The structure stands since May; shared accountability is about a month behind, "
            "with month 12 five weeks away."
        ),
        sequence=SequenceProgress(
            state=State.VALUE, reason="", current_gate="", gates=make_gates(passed=passed, day=330), out_of_order=()
        ),
        horizons=(
            make_horizon("day_90", 90, day=330, original=_done(84)),
            make_horizon("day_120", 120, day=330, original=_done(125)),
            _cultural("month_12", 365, late),
            _cultural("month_18", 546, late),
        ),
        slip=make_slip(planned_on=at_day(540), expected_on=at_day(575), history=((30, 540), (190, 560), (310, 575))),
        reported=make_reported(
            status=Status.AMBER,
            reason="Evaluations wait for the yearly cycle.",
            rated_by="Transformation office",
            reported_on=at_day(325),
            age_days=5,
        ),
        delivery=make_delivery(
            status=Status.AMBER, sentence="Amber: culture earns at nine tenths of the planned pace."
        ),
        costs=(make_cost(baseline=4_200_000, forecast=4_150_000, currency="EUR"),),
    )


def sample_documents() -> dict[str, dict[str, Any]]:
    """The document of each sample by name."""
    return {
        "behind": build_document(behind_plan(), month_before(), make_header(), coordination=make_answers()),
        "started": build_document(just_started(), None, make_header(report_number=1, data_on=at_day(3))),
        "month_eleven": build_document(month_eleven(), behind_plan(), make_header(data_on=at_day(330))),
        "forecasts": build_document(imported_with_forecasts(), None, import_header("Croton Falls Pumping Station")),
        "status_only": build_document(imported_with_status_only(), None, import_header("National Licence Competition")),
    }


def _late_items() -> tuple[LateItem, ...]:
    return (
        LateItem(
            uid="i-sup",
            name="Supplier lead-time definition signed by both functions",
            owner="Maria Olsen",
            planned_on=at_day(49),
            days_late=21,
            started=True,
        ),
        LateItem(
            uid="i-cal",
            name="Weekly scheduling calendar agreed with logistics",
            owner="Jonas Weber",
            planned_on=at_day(56),
            days_late=14,
            started=True,
        ),
        LateItem(
            uid="i-auth",
            name="Decision rights on supplier capacity recorded",
            owner="",
            planned_on=at_day(70),
            days_late=0,
            started=False,
        ),
    )


def _slipped_items() -> tuple[ItemSlip, ...]:
    return (
        ItemSlip(
            uid="i-sup",
            name="Supplier lead-time definition signed by both functions",
            planned_on=at_day(49),
            expected_on=at_day(77),
            accepted=False,
            days=28,
        ),
        ItemSlip(
            uid="i-cut",
            name="Cutover of the first flow",
            planned_on=at_day(112),
            expected_on=at_day(128),
            accepted=False,
            days=16,
        ),
        ItemSlip(
            uid="i-map",
            name="Decision flows mapped",
            planned_on=at_day(14),
            expected_on=at_day(18),
            accepted=True,
            days=4,
        ),
    )


def _structural(key: str, day: int, late: tuple[LateItem, ...], work: tuple[tuple[int, int], ...]) -> HorizonProgress:
    baseline = make_baseline(
        total=sum(weight for _, weight in work),
        planned=55,
        earned=35,
        behind=-1.57,
        pace=0.84,
        finish_on=at_day(106 if day == 90 else 136),
        items=len(work),
    )
    curve = make_curve(work, ACCEPTED, until=max(day, 120), day=70)
    return make_horizon(key, day, day=70, original=baseline, curve=curve, late=late)


def _starting(key: str, day: int, reason: str) -> HorizonProgress:
    baseline = make_baseline(total=85, planned=0, earned=0, behind=0, pace=1, items=12)
    silent = replace(
        baseline,
        schedule_performance=unknown(reason, "earned-schedule"),
        value_performance=unknown(reason, "earned-schedule"),
        estimate_at_completion=unknown(reason, "earned-schedule"),
    )
    return make_horizon(key, day, day=3, original=silent, curve=make_curve(WORK, {}, until=120, day=3))


def _cultural_too_early(day: int) -> tuple[HorizonProgress, ...]:
    reason = "Too early: the first cultural item is due on 1 July 2026."
    return tuple(
        make_horizon(key, on, day=day, state=State.INSUFFICIENT_DATA, reason=reason)
        for key, on in (("month_12", 365), ("month_18", 546))
    )


def _cultural(key: str, day: int, late: tuple[LateItem, ...]) -> HorizonProgress:
    work = CULTURE if day > 400 else CULTURE[:9]
    baseline = make_baseline(
        total=sum(weight for _, weight in work),
        planned=50,
        earned=36,
        behind=-1.1,
        pace=0.9,
        unit="months",
        finish_on=at_day(402 if day < 400 else 590),
        items=len(work),
    )
    curve = make_curve(work, CULTURE_ACCEPTED, until=day, day=330)
    return make_horizon(key, day, day=330, original=baseline, curve=curve, late=late)


def _done(day: int) -> Any:
    baseline = make_baseline(total=85, planned=85, earned=85, behind=0.4, pace=1.02, items=12)
    return replace(
        baseline, complete_on=at_day(day), to_horizon_performance=not_applicable("The work is done.", "earned-schedule")
    )
