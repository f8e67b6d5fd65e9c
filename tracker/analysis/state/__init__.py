"""The state of the change: how much of it the records show, beside what the plan claims (METHODS 1.5 to 1.7)."""

from tracker.analysis.state.analyze import analyze_state
from tracker.analysis.state.question import StateMoment, StateRecord
from tracker.analysis.state.results import StateAnalysis

__all__ = ["StateAnalysis", "StateMoment", "StateRecord", "analyze_state"]
