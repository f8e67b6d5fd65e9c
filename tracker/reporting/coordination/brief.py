"""What the analyses say on the first screen of a program: a sentence each, and one chart."""

from __future__ import annotations

from dataclasses import dataclass

from tracker.analysis.coordination import Coordination
from tracker.analysis.interfaces.results import InterfacesAnalysis
from tracker.analysis.interfaces.sentences import coverage_words
from tracker.analysis.metrics.results import MetricFinding, MetricsAnalysis
from tracker.progress.words import sentence
from tracker.reporting.before_numbers import BeforeNumbers
from tracker.reporting.chart_themes import with_themes
from tracker.reporting.coordination.constraint import constraint_sentence, first_flow
from tracker.reporting.coordination.culture import answer, chance_lines
from tracker.reporting.coordination.guard import guard_summary
from tracker.reporting.coordination.latency import about, none_sentence
from tracker.reporting.coordination.metric_chart import metric_chart
from tracker.reporting.coordination.metric_key import KeyEntry, chart_key
from tracker.reporting.coordination.metric_words import with_unit
from tracker.reporting.coordination.metrics import chart_words, drawn_order
from tracker.reporting.coordination.section import Names, named
from tracker.reporting.coordination.state import state_sentence
from tracker.reporting.coordination.state_rows import claim_words
from tracker.reporting.wording import Json, display_date

NO_WAIT = 0.5
"""Days below which nobody waits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefMetric:
    """The metric that answers whether results improve, against its locked baseline.

    spec  its chart as JSON with both themes; empty before its first reading
    key   what each line and sign of the chart is
    """

    label: str
    latest: str
    spec: str
    alt: str
    key: tuple[KeyEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """The answers of the first screen; each is a sentence, also where nothing is known yet.

    metric      None while none was read
    constraint  what limits the flow, and how sure that is; ``authority`` who should decide on it and who does
    interface   the worst hand-offs; ``wait`` the longest wait in days
    state       how much of the change the record shows, and why days and points may differ; ``claims`` that more is
                claimed, empty where it is not
    guard       whether the order is kept, and what the next gate lacks by the record
    coverage    how complete the weekly answers are
    holding     whether it would hold without the PMO; ``holding_chances`` when it may, of flows that do not yet
    """

    metric: BriefMetric | None
    constraint: str
    authority: str
    interface: str
    wait: str
    state: str
    claims: str
    guard: Json
    coverage: str
    holding: str
    holding_chances: tuple[str, ...]


def brief_of(found: Coordination, names: Names, *, bridge: str = "", before: BeforeNumbers | None = None) -> Brief:
    """The brief of one program.

    bridge  why its days and its points point different ways; empty where they do not
    before  what each answer lacks that cannot be given yet
    """
    owed = before or BeforeNumbers()
    return Brief(
        metric=brief_metric(found.metrics),
        constraint=f"{constraint_sentence(found.constraint, names)} {owed.constraint}".strip(),
        authority=f"{found.decision_rights.sentence} {owed.authority}".strip(),
        interface=f"{found.interfaces.sentence} {owed.interface}".strip(),
        wait=f"{longest_wait(found, names)} {owed.wait}".strip(),
        state=" ".join(filter(None, (state_sentence(found.state), bridge, owed.state))),
        claims=claim_words(found.state),
        guard=guard_summary(found.guard),
        coverage=f"{answers_given(found.interfaces)} {owed.coverage}".strip(),
        holding=answer(found.culture, names),
        holding_chances=tuple(chance_lines(found.culture.streaks, names)),
    )


def brief_metric(found: MetricsAnalysis) -> BriefMetric | None:
    """The first of the metrics that answer the question, with its small chart."""
    first, _ = drawn_order(found)
    if first is None:
        return None
    spec = metric_chart(first, is_small=True)
    return BriefMetric(
        label=first.label,
        latest=latest_words(first),
        spec=with_themes(spec) if spec else "",
        alt=chart_words(first),
        key=chart_key(first),
    )


def latest_words(finding: MetricFinding) -> str:
    """``41 days``; empty before the first reading. The key of the chart tells the target."""
    return with_unit(finding.latest.value, finding.unit) if finding.latest.value is not None else ""


def longest_wait(found: Coordination, names: Names) -> str:
    """The stage at which a signal waits longest, in the flow of which the constraint is told.

    While cycles of that one are missing, of the first whose cycles are recorded.
    """
    known = [flow for flow in found.latency.flows if flow.timing is not None]
    if not known:
        return none_sentence(found.latency)
    told = first_flow(found.constraint).flow_uid if found.constraint.flows else ""
    flow = next((each for each in known if each.flow == told), known[0])
    assert flow.timing is not None, "its cycles are recorded"
    stage = max(flow.timing.stages, key=lambda each: each.wait_days)
    days = stage.wait_days
    whole = f"of {about(flow.latency.value)} that a signal takes through {named(names, flow.flow)}"
    if days < NO_WAIT:
        return sentence(f"Hardly any waiting between functions, {whole}")
    return sentence(f"The longest wait: {about(days)} for {stage.name} ({stage.function_name}), {whole}")


def answers_given(found: InterfacesAnalysis) -> str:
    """How many of the weekly answers were given, since when."""
    words = coverage_words(found.coverage)
    if not found.coverage.expected:
        return sentence(words)
    return sentence(f"{words} since {display_date(found.coverage.starts_on)}")
