"""``make stop``: end the run that holds the data folder, from another terminal."""

from __future__ import annotations

import signal
import sys
import time

from config import env
from config.embedded import DataFolder, processes
from config.refusal import Refusal, exit_status
from config.terminal import say

STOP_SECONDS = 120


def main() -> int:
    folder = DataFolder(env.DATA_DIR.resolve())
    holder = folder.holder()
    running = processes.identify(int(holder["pid"])) if holder else None
    if holder is None or running is None:
        say("Nothing runs.")
        return 0
    if not running.send(signal.SIGTERM):
        raise Refusal(f"pid {running.pid} cannot be stopped.")
    deadline = time.monotonic() + STOP_SECONDS
    while folder.holder():
        if time.monotonic() > deadline:
            raise Refusal(f"pid {running.pid} still runs after {STOP_SECONDS} s: see {folder.logs}.")
        time.sleep(0.2)
    say("Stopped.")
    return 0


if __name__ == "__main__":
    sys.exit(exit_status(main))
