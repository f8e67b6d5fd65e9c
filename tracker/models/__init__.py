"""What the reckoning stores: runs, snapshots, analyses, change load, scenarios, what is kept of each day, reports."""

from tracker.models.analyses import Analysis
from tracker.models.change_loads import ChangeLoad, ChangeLoadTotal
from tracker.models.forecasts import HorizonOutcome, KeptForecast
from tracker.models.numbers import DailyNumber, KeptNumbers
from tracker.models.reports import ProgressReport, ReportRendering
from tracker.models.runs import Run, RunAttempt, RunFailure
from tracker.models.scenarios import LatencyScenario
from tracker.models.snapshots import Inputs, Snapshot

__all__ = [
    "Analysis",
    "ChangeLoad",
    "ChangeLoadTotal",
    "DailyNumber",
    "HorizonOutcome",
    "Inputs",
    "KeptForecast",
    "KeptNumbers",
    "LatencyScenario",
    "ProgressReport",
    "ReportRendering",
    "Run",
    "RunAttempt",
    "RunFailure",
    "Snapshot",
]
