from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from config import env
from config.embedded import DataFolder, processes
from config.launch.parts import MARK, Part, end_orphans
from config.launch.supervisor import Signals, Supervisor, stop_parts
from config.refusal import Refusal
from tests.operations.conftest import python, until

RUN_A_PART_AND_WAIT = """
import sys, time
from pathlib import Path
from config import env
from config.launch.parts import Part
Part("sleeper", ["sleep", "300"], Path(sys.argv[1]), env.child_environment()).start()
print("started", flush=True)
time.sleep(300)
"""


def make_part(folder: DataFolder, code: str, **given: float) -> Part:
    return Part("part", [sys.executable, "-c", code], folder.log("part"), env.child_environment(), **given)  # type: ignore[arg-type]


def test_a_part_that_keeps_ending_is_named_with_the_end_of_its_log(folder: DataFolder) -> None:
    part = make_part(folder, "print('out of order'); raise SystemExit(3)")

    with pytest.raises(Refusal, match=r"part ended 6 times within ten minutes(?s:.*)out of order"):
        Supervisor([part], {}, first_delay_seconds=0.01).watch()

    assert folder.log("part").read_text().count("out of order") == 5


def test_a_part_ends_when_its_supervisor_is_killed(folder: DataFolder) -> None:
    supervisor = python(RUN_A_PART_AND_WAIT, folder.log("sleeper"))
    assert supervisor.stdout is not None
    supervisor.stdout.readline()
    children = Path(f"/proc/{supervisor.pid}/task/{supervisor.pid}/children").read_text().split()
    identity = processes.identify(int(children[0]))
    assert identity is not None

    supervisor.kill()
    supervisor.wait()

    assert identity.gone_within(5)


def test_only_processes_of_this_folder_are_orphans(folder: DataFolder, place: Path) -> None:
    def sleeper(mark: Path) -> subprocess.Popen[bytes]:
        return subprocess.Popen(["sleep", "300"], env={**os.environ, MARK: str(mark)})

    ours, others = sleeper(folder.path), sleeper(place / "another")
    assert until(lambda: processes.marked(MARK, str(folder.path)))

    assert end_orphans(folder) == 1
    assert ours.wait(5) == -signal.SIGTERM
    assert others.poll() is None
    others.kill()
    others.wait()


def test_a_late_part_is_killed_with_its_children(folder: DataFolder) -> None:
    stubborn = (
        "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print(1, flush=True); time.sleep(300)"
    )
    part = make_part(folder, stubborn, grace_seconds=0.3)
    part.start()
    assert until(lambda: folder.log("part").read_text())

    part.stop()

    assert not part.running()


def test_a_second_signal_hurries(folder: DataFolder) -> None:
    part = make_part(folder, "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(300)")
    part.start()
    time.sleep(0.2)
    begin = time.monotonic()

    stop_parts([part], Signals(stopping=True, hurry=True))

    assert time.monotonic() - begin < 5
    assert not part.running()
