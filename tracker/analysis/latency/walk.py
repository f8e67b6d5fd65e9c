"""Every signal of a span walked through a chain: tick = the first run at or after arrival plus lead (METHODS 4).

Signals that catch the same run of the first cycle go on together, so a group of them is one cell. Where nobody knows
when a cycle runs, the whole is walked in many worlds, each with another moment of its run, spread evenly.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from tracker.analysis.latency.chain import Step
from tracker.analysis.latency.moments import DAY, Moments
from tracker.analysis.latency.spread import Floats, Mixture, mixture
from tracker.analysis.latency.work_time import Clock

MOST_CELLS = 5_000
FEWEST_WORLDS, MOST_WORLDS = 12, 512
HOUR = DAY // 24
MOST_ALIGNMENTS = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Signals come at any moment from ``first`` for ``length``, each moment alike; microseconds."""

    first: int
    length: int

    @property
    def last(self) -> int:
        return self.first + self.length


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """Mean days at a step: until the cut-off, from there to the run, its work, its hand-off."""

    wait: float
    lead: float
    processing: float
    handoff: float

    @property
    def days(self) -> float:
        return self.wait + self.lead + self.processing + self.handoff


@dataclass(frozen=True, slots=True, kw_only=True)
class Walked:
    """How long the signals took, and where; ``parts`` step by step."""

    latency: Mixture
    parts: tuple[Parts, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cells:
    """Groups of signals; arrays of shape (worlds, runs), microseconds.

    begin, end  the group came after ``begin`` until ``end``; the same for a single signal
    run         the run of the first cycle that they catch; None when all planning is continuous
    """

    begin: Moments
    end: Moments
    run: Moments | None

    @property
    def middle(self) -> Moments:
        return self.begin + (self.end - self.begin) // 2


def walk(steps: Sequence[Step], *, clocks: Mapping[str | None, Clock], span: Span) -> Walked:
    """All signals of the span, walked to the end of the chain.

    steps   at least one
    clocks  one for each calendar that the steps name, and one for None
    """
    first = next((number for number, step in enumerate(steps) if step.period > 0), None)
    worlds = worlds_for(steps, first, span)
    offsets = offsets_of(steps, first, worlds)
    cells = cells_of(steps, first, clocks=clocks, span=span, offset=offset_of(steps, first, offsets))
    parts = []
    moment = cells.middle
    for number, step in enumerate(steps):
        run = cells.run if number == first else None
        taken, moment = pass_step(step, moment, run=run, clock=clocks[step.calendar], offsets=offsets)
        parts.append(taken)
    weight = (cells.end - cells.begin if cells.run is not None else np.ones_like(cells.end)).astype(np.float64)
    weight /= weight.sum()
    return Walked(
        latency=mixture(((moment - cells.end) / DAY).ravel(), ((moment - cells.begin) / DAY).ravel(), weight.ravel()),
        parts=tuple(means(each, weight) for each in parts),
    )


def worlds_for(steps: Sequence[Step], first: int | None, span: Span) -> int:
    """How many worlds: one when every run is known, else as many as the cells allow."""
    if not any(is_guessed(step, number, first) for number, step in enumerate(steps)):
        return 1
    runs = span.length // steps[first].period + 1 if first is not None else span.length // HOUR
    return int(min(MOST_WORLDS, max(FEWEST_WORLDS, MOST_CELLS // runs)))


def is_guessed(step: Step, number: int, first: int | None) -> bool:
    """Whether worlds differ in when the step runs. Nothing comes before the first that it could follow."""
    return step.period > 0 and step.runs_at is None and (not step.follows or number == first)


def offsets_of(steps: Sequence[Step], first: int | None, worlds: int) -> dict[str, Moments]:
    """A moment of a run in each world, shape (worlds, 1), by cycle; none for cycles that follow.

    Unknown runs are spread over the period by multiples of irrational shares, so that two cycles fall in all ways.
    """
    offsets: dict[str, Moments] = {}
    guessed = 0
    for number, step in enumerate(steps):
        if step.period == 0 or step.clocked_by in offsets or (step.follows and number != first):
            continue
        if step.runs_at is not None:
            offsets[step.clocked_by] = np.full((worlds, 1), step.runs_at, dtype=np.int64)
            continue
        offsets[step.clocked_by] = (shares(guessed, worlds) * step.period).astype(np.int64)[:, np.newaxis]
        guessed += 1
    return offsets


def shares(number: int, worlds: int) -> Floats:
    """Where in its period the unknown cycle of this number runs in each world, 0..1.

    The first goes through its period evenly; each further one by steps of the square root of another prime.
    """
    world = np.arange(worlds)
    if number == 0:
        return (world + 0.5) / worlds
    roots = np.sqrt(np.array([2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37], dtype=np.float64))
    share = (0.5 + world * roots[(number - 1) % len(roots)] * (1 + (number - 1) // len(roots))) % 1
    return np.asarray(share, dtype=np.float64)


def offset_of(steps: Sequence[Step], first: int | None, offsets: Mapping[str, Moments]) -> Moments:
    return offsets[steps[first].clocked_by] if first is not None else np.zeros((1, 1), dtype=np.int64)


def cells_of(
    steps: Sequence[Step], first: int | None, *, clocks: Mapping[str | None, Clock], span: Span, offset: Moments
) -> Cells:
    """Groups of signals by the run of the first cycle that they catch; every hour one signal when nothing has runs."""
    if first is None:
        moments = np.arange(span.first + HOUR // 2, span.last, HOUR, dtype=np.int64)[np.newaxis, :]
        return Cells(begin=moments, end=moments, run=None)
    step, before = steps[first], steps[:first]
    ends = np.array([span.first, span.last], dtype=np.int64)
    needed = clocks[step.calendar].after(through(before, ends, clocks), step.lead)
    number = -((offset - needed) // step.period)
    count = int((number[:, 1] - number[:, 0]).max()) + 1
    stride = max(1, count * len(offset) // (10 * MOST_CELLS))
    run = offset + (number[:, :1] + np.arange(0, count, stride)) * step.period
    last = back(before, clocks[step.calendar].before(run, step.lead), clocks)
    previous = back(before, clocks[step.calendar].before(run - step.period, step.lead), clocks)
    return Cells(begin=np.clip(previous, span.first, span.last), end=np.clip(last, span.first, span.last), run=run)


def through(steps: Sequence[Step], moments: Moments, clocks: Mapping[str | None, Clock]) -> Moments:
    """When signals that come at the moments are through steps of continuous planning."""
    for step in steps:
        for length in (step.lead, step.processing, step.handoff):
            moments = clocks[step.calendar].after(moments, length)
    return moments


def back(steps: Sequence[Step], moments: Moments, clocks: Mapping[str | None, Clock]) -> Moments:
    """The last moments at which signals may come to be through by the moments."""
    for step in reversed(steps):
        for length in (step.handoff, step.processing, step.lead):
            moments = clocks[step.calendar].before(moments, length)
    return moments


def pass_step(
    step: Step, arrival: Moments, *, run: Moments | None, clock: Clock, offsets: dict[str, Moments]
) -> tuple[tuple[Moments, ...], Moments]:
    """The lengths of wait, lead, work and hand-off of each cell, and when it is through.

    run      the run that it catches, where that is known already
    offsets  by cycle; a cycle that follows gets its moment here
    """
    if run is None:
        ready = clock.after(arrival, step.lead)
        run = ready if step.period == 0 else next_run(step, ready, offsets)
    # Continuous planning has no cut-off to wait for.
    cut_off = arrival if step.period == 0 else clock.before(run, step.lead)
    out, done = clock.after_each(run, step.processing, step.handoff)
    return (cut_off - arrival, run - cut_off, out - run, done - out), done


def next_run(step: Step, ready: Moments, offsets: dict[str, Moments]) -> Moments:
    """The first runs at or after the moments; arriving exactly at a run is in time."""
    if step.clocked_by not in offsets:
        offsets[step.clocked_by] = alignment(ready, step.period)
    offset = offsets[step.clocked_by]
    return offset - (offset - ready) // step.period * step.period


def alignment(ready: Moments, period: int) -> Moments:
    """In each world the arrival that a cycle should wait for so that all arrivals wait least; shape (worlds, 1)."""
    columns = np.linspace(0, ready.shape[1] - 1, min(MOST_ALIGNMENTS, ready.shape[1])).astype(np.int64)
    waits = [((ready[:, column : column + 1] - ready) % period).mean(axis=1) for column in columns]
    best = columns[np.argmin(np.array(waits), axis=0)]
    found: Moments = ready[np.arange(len(ready)), best][:, np.newaxis]
    return found


def means(lengths: Sequence[Moments], weight: Floats) -> Parts:
    """Mean days of wait, lead, work and hand-off over all signals."""
    wait, lead, processing, handoff = (float((each * weight).sum()) / DAY for each in lengths)
    return Parts(wait=wait, lead=lead, processing=processing, handoff=handoff)
