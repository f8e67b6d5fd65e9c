"""Keeps the programs of the product running, and ends them in order."""

from __future__ import annotations

import signal
import time
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import Protocol

from config.launch.parts import Part
from config.refusal import Refusal, tail
from config.terminal import complain

MAX_RESTARTS = 5
RESTART_WINDOW_SECONDS = 600


class Program(Protocol):
    """A part of the product or an embedded server."""

    @property
    def name(self) -> str: ...
    @property
    def log(self) -> Path: ...
    def start(self) -> str: ...
    def running(self) -> object: ...


@dataclass
class Signals:
    """Ctrl-C, a termination or a closed terminal: the first ends the run in order, the next one hurries."""

    stopping: bool = False
    hurry: bool = False

    def listen(self) -> None:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            if signal.getsignal(number) is not signal.SIG_IGN:  # nohup
                signal.signal(number, self._receive)

    @contextmanager
    def finishing(self) -> Iterator[None]:
        """At the end of the block no signal interrupts any more: what stops is let stop."""
        try:
            yield
        finally:
            self.stopping = True

    def _receive(self, _number: int, _frame: FrameType | None) -> None:
        if self.stopping:
            self.hurry = True
            return
        self.stopping = True
        raise KeyboardInterrupt


@dataclass
class Supervisor:
    """Watches programs: one that ends is restarted after 1, 2, 4, 8, 16 s; its sixth end in ten minutes is the last."""

    programs: Sequence[Program]
    addresses: dict[str, str]
    first_delay_seconds: float = 1
    _ends: dict[str, deque[float]] = field(default_factory=dict, init=False)

    def watch(self) -> None:
        """Never returns: a signal interrupts it, or a program that keeps ending is refused."""
        while True:
            for program in self.programs:
                if not program.running():
                    self._revive(program)
            time.sleep(0.5)

    def _revive(self, program: Program) -> None:
        ends = self._ends.setdefault(program.name, deque())
        now = time.monotonic()
        ends.append(now)
        while now - ends[0] > RESTART_WINDOW_SECONDS:
            ends.popleft()
        if len(ends) > MAX_RESTARTS:
            raise Refusal(
                f"{program.name} ended {len(ends)} times within ten minutes; its log ends:\n{tail(program.log)}"
            )
        delay = self.first_delay_seconds * 2 ** (len(ends) - 1)
        complain(f"{program.name} ended; starting it again in {delay:g} s (log: {program.log})")
        time.sleep(delay)
        address = program.start()
        if address != self.addresses.get(program.name, ""):
            raise Refusal(f"{program.name} came back at another port because its own was taken. Start again: make run")


def stop_parts(parts: Sequence[Part], signals: Signals) -> None:
    """End the parts one after another, the first one first."""
    for part in parts:
        part.stop(hurry=lambda: signals.hurry)
