from __future__ import annotations

import dataclasses
import signal
import subprocess
from pathlib import Path

from config.embedded import processes


def test_a_running_process_is_itself(bystander: subprocess.Popen[bytes]) -> None:
    identity = processes.identify(bystander.pid)

    assert identity is not None
    assert identity.alive()


def test_a_later_owner_of_the_pid_gets_no_signal(bystander: subprocess.Popen[bytes]) -> None:
    now = processes.identify(bystander.pid)
    assert now is not None
    earlier = dataclasses.replace(now, started=now.started - 1)
    before_the_boot = dataclasses.replace(now, boot="another")

    assert not earlier.send(signal.SIGKILL)
    assert not before_the_boot.send(signal.SIGKILL)
    assert bystander.poll() is None


def test_a_zombie_is_gone(bystander: subprocess.Popen[bytes]) -> None:
    identity = processes.identify(bystander.pid)
    assert identity is not None

    bystander.kill()

    assert identity.gone_within(5)
    assert bystander.returncode is None  # nobody has collected it: it is a zombie, not away


def test_a_process_is_found_by_program_and_folder(tmp_path: Path) -> None:
    process = subprocess.Popen(["sleep", "300"], cwd=tmp_path)

    found = processes.working_in(tmp_path, program="sleep")
    elsewhere = processes.working_in(tmp_path.parent, program="sleep")
    another = processes.working_in(tmp_path, program="postgres")
    process.kill()
    process.wait()

    assert [one.pid for one in found] == [process.pid]
    assert process.pid not in [one.pid for one in elsewhere]
    assert another == []


def test_a_process_that_ignores_the_signal_is_killed() -> None:
    stubborn = subprocess.Popen(["sh", "-c", "trap '' TERM; echo ready; sleep 300"], stdout=subprocess.PIPE)
    assert stubborn.stdout is not None
    stubborn.stdout.readline()
    identity = processes.identify(stubborn.pid)
    assert identity is not None

    obeyed = processes.stop(identity, number=signal.SIGTERM, seconds=0.2)
    stubborn.wait()

    assert not obeyed
    assert stubborn.returncode == -signal.SIGKILL
