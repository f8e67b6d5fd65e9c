"""What the record means as of a day: pure rules on plain values, without Django and without the clock.

``facts`` is the only input, ``results`` the only output, ``reckon.reckon`` the only door.
"""

from __future__ import annotations

METHOD_VERSION = "5"
"""Changes whenever the same facts would give another number; part of a snapshot's key."""

METHOD_CHANGES = {
    "3": "evidence with a last day earns nothing after it, and each horizon has a chance",
    "4": (
        "a gate passed with something missing earns nothing, and Delivery is not green, until nothing is open; no "
        "chance is above what the earliest possible dates allow; what a newer baseline leaves out counts as descoped"
    ),
    "5": (
        "the chance of the horizons that lie ahead is one of the colors of Delivery; work out of order, or a rest that "
        "needs an unlikely pace, makes a green one amber"
    ),
}
"""What each version does otherwise than the one before, as far as stored snapshots reach back."""
