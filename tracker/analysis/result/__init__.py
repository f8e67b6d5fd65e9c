"""Result: whether the shared metrics improve, as one color; never merged with Delivery (METHODS 1.7)."""

from tracker.analysis.result.analyze import analyze_result as analyze_result
from tracker.analysis.result.question import ResultFacts as ResultFacts
from tracker.analysis.result.results import ResultAnalysis as ResultAnalysis
