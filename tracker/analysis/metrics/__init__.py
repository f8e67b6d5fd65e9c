"""Whether the shared metrics improve: control charts with locked limits, and who shares what (METHODS 6.6)."""

from tracker.analysis.metrics.analyze import analyze_metrics as analyze_metrics
from tracker.analysis.metrics.question import MetricsFacts as MetricsFacts
from tracker.analysis.metrics.results import MetricsAnalysis as MetricsAnalysis
