"""What the record means as of a day: pure rules on plain values, without Django and without the clock.

``facts`` is the only input, ``results`` the only output, ``reckon.reckon`` the only door.
"""

from __future__ import annotations

METHOD_VERSION = "4"
"""Changes whenever the same facts would give another number; part of a snapshot's key."""
