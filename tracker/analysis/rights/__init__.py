"""Decision rights: whether the function that controls the constraint makes the decisions that commit it (METHODS 5)."""

from tracker.analysis.rights.analyze import analyze_rights
from tracker.analysis.rights.question import FlowLimit, RightsFacts, RightsPolicy
from tracker.analysis.rights.results import RightsAnalysis

__all__ = ["FlowLimit", "RightsAnalysis", "RightsFacts", "RightsPolicy", "analyze_rights"]
