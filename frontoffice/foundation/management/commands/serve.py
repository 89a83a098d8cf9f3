"""`frontoffice serve`: the web server and the worker, started and stopped together."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from frontoffice.foundation.checking import INSTALLATION
from frontoffice.foundation.serving import WEB_GRACE, WORKER_GRACE, Child, ServingFailed, Watch, port_is_free

LOCAL = {"127.0.0.1", "::1", "localhost"}


class Command(BaseCommand):
    requires_system_checks = INSTALLATION
    help = "Serve the pages and the API, and run the worker, until Ctrl-C or SIGTERM."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default 127.0.0.1)")
        parser.add_argument("--port", type=int, default=8000, help="port to listen on (default 8000)")
        parser.add_argument("--processes", type=int, default=2, help="web processes (default 2)")
        parser.add_argument("--threads", type=int, help="threads each (default 1 on SQLite, 4 on PostgreSQL)")
        parser.add_argument(
            "--no-worker", action="store_true", help="without the worker, which runs elsewhere"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        host, port = options["host"], options["port"]
        self._check_port(host, port)
        self._check_database()
        self._check_static_files()
        worker = None if options["no_worker"] else self._worker()
        watch = Watch(
            web=self._web(host, port, options["processes"], options["threads"]),
            worker=worker,
            host=host if host not in {"0.0.0.0", "::"} else "localhost",  # noqa: S104 - compared, not bound
            port=port,
            on_ready=lambda: self._say(f"Front Office is at {self._address(host, port)} (Ctrl-C stops it)."),
            say=self._say,
        )
        try:
            watch.run()
        except ServingFailed as failure:
            raise CommandError(str(failure)) from failure

    def _say(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()

    def _address(self, host: str, port: int) -> str:
        name = "localhost" if host in LOCAL else f"[{host}]" if ":" in host else host
        return f"http://{name}:{port}"

    def _check_port(self, host: str, port: int) -> None:
        if not port_is_free(host, port):
            raise CommandError(
                f"Port {port} on {host} is in use or not ours to open. Stop what listens there, "
                f"or name another port: frontoffice serve --port {port + 1}, make demo PORT={port + 1}."
            )

    def _check_database(self) -> None:
        """Fail with a sentence rather than on the first page when the database is away or behind."""
        try:
            executor = MigrationExecutor(connection)
            behind = executor.migration_plan(executor.loader.graph.leaf_nodes())
        except DatabaseError as error:
            raise CommandError(f"The database does not answer: {error}") from error
        finally:
            connection.close()
        if behind:
            raise CommandError("The database is not up to date. Run: frontoffice migrate")

    def _check_static_files(self) -> None:
        if "Manifest" not in settings.STORAGES["staticfiles"]["BACKEND"]:
            return
        if not (Path(settings.STATIC_ROOT) / "staticfiles.json").exists():
            raise CommandError("The static files are not collected. Run: frontoffice collectstatic --noinput")

    def _web(self, host: str, port: int, processes: int, threads: int | None) -> Child:
        # One thread a process on SQLite: more only queue for its one write lock.
        threads = threads or (1 if connection.vendor == "sqlite" else 4)
        command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host]
        command += [
            "--port",
            str(port),
            "--workers",
            str(processes),
            "--blocking-threads",
            str(threads),
            "--no-ws",
        ]
        command += ["--respawn-failed-workers", "--workers-kill-timeout", str(WEB_GRACE - 5)]
        command += ["--log-level", "warning", "config.wsgi:application"]
        return Child("web", command, grace=WEB_GRACE)

    def _worker(self) -> Child:
        return Child("worker", [sys.executable, "-m", "frontoffice", "worker"], grace=WORKER_GRACE)
