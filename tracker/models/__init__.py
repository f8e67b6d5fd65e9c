"""What the reckoning stores: runs, snapshots, analyses, kept forecasts, published reports."""

from tracker.models.analyses import Analysis
from tracker.models.forecasts import HorizonOutcome, KeptForecast
from tracker.models.reports import ProgressReport, ReportRendering
from tracker.models.runs import Run, RunAttempt, RunFailure
from tracker.models.snapshots import Inputs, Snapshot

__all__ = [
    "Analysis",
    "HorizonOutcome",
    "Inputs",
    "KeptForecast",
    "ProgressReport",
    "ReportRendering",
    "Run",
    "RunAttempt",
    "RunFailure",
    "Snapshot",
]
