"""Culture: whether people work together without being pushed, and would go on if the PMO left (METHODS 1.6 and 8)."""

from tracker.analysis.culture.analyze import analyze_culture
from tracker.analysis.culture.question import CultureRecord
from tracker.analysis.culture.results import CultureAnalysis

__all__ = ["CultureAnalysis", "CultureRecord", "analyze_culture"]
