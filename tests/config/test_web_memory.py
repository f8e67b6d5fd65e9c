"""What a worker of the web server loads to answer its first request."""

from __future__ import annotations

import subprocess
import sys

LOADED = "import django; django.setup(); import sys, config.urls; print(*[name for name in sys.modules if '.' in name])"
HEAVY = {"scipy.stats", "scipy.optimize", "scipy.integrate"}
"""Fifty megabytes together, which only the reckoning asks."""


def test_every_address_is_known_without_the_heavy_parts_of_scipy() -> None:
    told = subprocess.run([sys.executable, "-c", LOADED], check=True, capture_output=True, text=True).stdout.split()

    assert "tracker.analysis.shifts" in told
    assert not HEAVY & {*told}
