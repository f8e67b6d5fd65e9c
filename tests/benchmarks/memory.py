"""Peak memory of a process, as it can be told only from inside; run as a module, of a command of manage.py."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

PEAK = re.compile(r"^VmHWM:\s+(\d+) kB$", re.MULTILINE)


def peak_megabytes() -> float:
    """The most that this process has held; ``ru_maxrss`` would count what the process that started it held."""
    found = PEAK.search(Path("/proc/self/status").read_text(encoding="ascii"))
    assert found is not None
    return int(found[1]) / 1024


def main() -> None:
    """Runs the command that the arguments name, then prints its peak on the error stream."""
    from django.core.management import execute_from_command_line

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    execute_from_command_line(sys.argv)
    print(peak_megabytes(), file=sys.stderr)


if __name__ == "__main__":
    main()
