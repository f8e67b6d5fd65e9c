"""The values of the one chart: progress against the plan, or the history of forecasts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from tracker.progress.results import CurvePoint, HorizonProgress, ProgramProgress
from tracker.progress.words import day_words
from tracker.reporting.wording import Json, counted, iso, share_text


def chart_section(progress: ProgramProgress) -> Json:
    """Chart values with title and text alternative; kind is progress, forecast or none."""
    horizon = _charted_horizon(progress)
    if horizon is not None:
        return _progress_values(progress, horizon)
    return _forecast_values(progress)


def _charted_horizon(progress: ProgramProgress) -> HorizonProgress | None:
    """The furthest horizon of the phase the program is in: structural until its last date, then cultural."""
    drawn = [horizon for horizon in progress.horizons if horizon.curve and horizon.original is not None]
    ahead = [h for h in drawn if h.horizon_on is not None and h.horizon_on >= progress.as_of]
    pool = ahead or drawn
    structural = [horizon for horizon in pool if horizon.kind == "structural"]
    chosen = structural or pool
    return chosen[-1] if chosen else None


def _progress_values(progress: ProgramProgress, horizon: HorizonProgress) -> Json:
    total = _total(horizon)
    points = _steps(horizon.curve)
    now = next((point for point in reversed(points) if point.on <= progress.as_of), None)
    return {
        "kind": "progress",
        "title": f"Planned and accepted work for {horizon.label.lower()}",
        "caption": (
            "Share of all work, weighted. Shaded: planned and not yet accepted. "
            f"The accepted line ends on {day_words(progress.as_of)}."
        ),
        "alt": _progress_alt(horizon, now, as_of=progress.as_of, total=total),
        "as_of": iso(progress.as_of),
        "horizon": horizon.key,
        "total": total,
        "points": [{"on": iso(p.on), "planned": p.planned + 0.0, "earned": p.earned} for p in points],
        "marks": _marks(progress, horizon),
        "reason": "",
    }


def _total(horizon: HorizonProgress) -> float:
    known = None if horizon.original is None else horizon.original.total_weight.value
    return known or max(point.planned for point in horizon.curve) or 1.0


def _steps(curve: Sequence[CurvePoint]) -> list[CurvePoint]:
    """The curve without the days on which nothing changes; first, last and every turn stay."""
    last = len(curve) - 1
    kept = []
    for index, point in enumerate(curve):
        before = curve[index - 1] if index else None
        after = curve[index + 1] if index < last else None
        ends = after is None or (point.earned is not None and after.earned is None)
        if before is None or ends or (point.planned, point.earned) != (before.planned, before.earned):
            kept.append(point)
    return kept


def _marks(progress: ProgramProgress, charted: HorizonProgress) -> list[Json]:
    return [
        {"key": horizon.key, "label": horizon.label, "on": iso(horizon.horizon_on)}
        for horizon in progress.horizons
        if horizon.kind == charted.kind and horizon.horizon_on is not None
    ]


def _progress_alt(horizon: HorizonProgress, now: CurvePoint | None, *, as_of: date, total: float) -> str:
    opening = f"Two step lines of planned and accepted work for {horizon.label.lower()}."
    by = f"By {day_words(as_of)}"
    if now is None:
        return f"{opening} {by} nothing was due yet."
    accepted = "it is not known how much is accepted"
    if now.earned is not None:
        accepted = f"{share_text(now.earned, total)} was accepted"
    due = f" {horizon.label} is {day_words(horizon.horizon_on)}." if horizon.horizon_on else ""
    return f"{opening} {by} {share_text(now.planned, total)} was planned and {accepted}.{due}"


def _forecast_values(progress: ProgramProgress) -> Json:
    slip = progress.slip
    points = [{"stated_on": iso(p.stated_on), "finish_on": iso(p.finish_on)} for p in slip.history]
    drawn = len(points) >= 2
    return {
        "kind": "forecast" if drawn else "none",
        "title": "Forecast finish, as stated over time" if drawn else "",
        "caption": "Each point is a forecast on the day it was stated. Up is later." if drawn else "",
        "alt": _forecast_alt(progress) if drawn else "",
        "as_of": iso(progress.as_of),
        "planned_on": iso(slip.planned_on),
        "points": points,
        "reason": "" if drawn else _no_chart_reason(len(points)),
    }


def _forecast_alt(progress: ProgramProgress) -> str:
    history = progress.slip.history
    first, last = history[0], history[-1]
    planned = f" The original plan was {day_words(progress.slip.planned_on)}." if progress.slip.planned_on else ""
    return (
        f"A step line of {counted(len(history), 'forecast')} of the finish. "
        f"The first, of {day_words(first.stated_on)}, said {day_words(first.finish_on)}; "
        f"the latest, of {day_words(last.stated_on)}, says {day_words(last.finish_on)}.{planned}"
    )


def _no_chart_reason(count: int) -> str:
    said = "No forecast has" if count == 0 else "Only one forecast has"
    return f"{said} been stated: a line needs two."
