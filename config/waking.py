"""Wakes the workers without ever making a caller wait for the broker.

A saved edit has left its refresh request in PostgreSQL; the message only says "look now". It is sent
from a thread of its own, many wishes at once become one message, and one that cannot be sent is dropped:
beat sweeps up.
"""

from __future__ import annotations

import atexit
import logging
import os
import threading

from config.celery import app

logger = logging.getLogger(__name__)


class Waker:
    """Sends one message per burst of calls of ``wake``; started lazily in each process, also after a fork."""

    def __init__(self, task_name: str) -> None:
        self.task_name = task_name
        self._wanted = threading.Event()
        self._idle = threading.Event()
        self._lock = threading.Lock()
        self._pid = 0

    def wake(self) -> None:
        """Returns at once; the message leaves soon after, or is dropped when the broker is away."""
        with self._lock:
            if self._pid != os.getpid():
                self._pid = os.getpid()
                self._wanted = threading.Event()
                self._idle = threading.Event()
                threading.Thread(target=self._send_wanted, name="waker", daemon=True).start()
                atexit.register(self._idle.wait, 1)
            self._idle.clear()
            self._wanted.set()

    def _send_wanted(self) -> None:
        while True:
            self._wanted.wait()
            self._wanted.clear()
            try:
                app.send_task(self.task_name, retry=False, ignore_result=True)
            except Exception as error:  # Whatever is wrong with the broker, the edit is saved and beat sweeps up.
                logger.warning("The broker did not take a wake-up (%s); beat will sweep up.", type(error).__name__)
            with self._lock:
                if not self._wanted.is_set():
                    self._idle.set()


refresh_waker = Waker("tracker.refresh_programs")
event_log_waker = Waker("tracker.read_event_logs")
bulk_waker = Waker("programs.write_bulk_jobs")
