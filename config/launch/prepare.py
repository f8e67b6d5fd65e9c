"""What must be true before the web server starts: tables, a demo in an empty database, collected static files."""

from __future__ import annotations

import hashlib
import io
from datetime import timedelta
from pathlib import Path

import django
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from config import env
from config.embedded.folder import DataFolder, write_private
from config.terminal import say

DAYS_BEFORE = 91
# Of the front-end packages' files, those that no page asks for; some name pictures that do not come with them.
UNUSED = ["tabler-*.css*", "tabler.css*", "tabler.js*", "*.rtl.*", "*.esm.*", "*.d.ts", "*.d.ts.map"]
UNUSED += ["vega.js", "vega-core*", "vega-schema.json", "vega-lite-schema.json", "*.module.js*"]


def main() -> None:
    django.setup()
    migrate()
    load_demo()
    collect_static()


def migrate() -> None:
    """Bring the tables up to date; a migration that fails leaves the ones before it."""
    executor = MigrationExecutor(connection)
    count = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    if count:
        call_command("migrate", interactive=False, verbosity=0)
        say(f"Database: {count} migrations applied.")


def load_demo() -> None:
    """Fill a database without programs, and keep what the demo says of its sign-ins for later starts."""
    from programs.models import Program

    if not env.flag("DEMO", default=True) or Program.objects.exists():
        return
    said = io.StringIO()
    say("Demo: being told, a minute or two ...")
    call_command("load_demo", "--if-empty", stdout=said)
    if Program.objects.exists():
        compute_last_weeks()
        write_private(DataFolder(env.DATA_DIR).sign_ins, said.getvalue())
        say("Demo: loaded into the empty database.")


def compute_last_weeks() -> None:
    """The numbers of the days before today, as if the product had been there: what changed since can be asked."""
    today = timezone.localdate()
    first, last = today - timedelta(days=DAYS_BEFORE), today - timedelta(days=1)
    call_command("compute_progress", "--from", f"{first}", "--to", f"{last}", stdout=io.StringIO())


def collect_static() -> None:
    """Copy static files to where the web server reads them, when any of them has changed."""
    root = Path(settings.STATIC_ROOT)
    stamp, wanted = root / ".stamp", _fingerprint()
    if stamp.exists() and stamp.read_text() == wanted:
        return
    stamp.unlink(missing_ok=True)
    call_command("collectstatic", interactive=False, verbosity=0, ignore_patterns=UNUSED)
    stamp.write_text(wanted)
    say("Static files: collected.")


def _fingerprint() -> str:
    digest = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list(UNUSED):
            state = Path(storage.path(name)).stat()
            digest.update(f"{name}\0{state.st_size}\0{state.st_mtime_ns}\n".encode())
    return digest.hexdigest()


if __name__ == "__main__":
    main()
