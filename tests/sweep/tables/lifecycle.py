"""What everybody gets at the addresses of a program's life."""

from __future__ import annotations

TABLE: dict[str, dict[str, str]] = {
    "api:program-activate": {"POST": "ok no no no -- in"},
    "api:program-pause": {"POST": "ok ok ok ok -- in"},
    "api:program-resume": {"POST": "ok no no no -- in"},
    "api:program-close": {"POST": "ok ok ok ok -- in"},
    "api:program-archive": {"POST": "ok no no no -- in"},
    "api:program-copy": {"POST": "ok ok ok ok -- in"},
    "api:program-pause-detail": {"GET": "ok ok ok ok -- in"},
    "api:program-pause-list": {"GET": "ok ok ok ok ok in"},
    "programs:program-copy": {"GET": "ok no no no -- in", "POST": "ok no no no -- in"},
    "programs:program-state": {"GET": "ok no no no -- in"},
    "programs:program-step": {"GET": "ok no no no -- in", "POST": "ok no no no -- in"},
}
