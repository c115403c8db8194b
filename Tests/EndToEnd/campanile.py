"""A whole Campanile of a test's own, brought up by the project's own bin/up in a temporary folder."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

import pymysql
import requests

from description import DESCRIPTION
from peers import free_ports

ROOT = Path(__file__).resolve().parents[2]
DEFAULT_BINARIES = ROOT / ".build" / "debug"


class Campanile:
    """MariaDB, FastCGI workers and nginx; no tick of its own: a test says when it is (`cron`)."""

    def __init__(self, *, demo=False, settings=None):
        # /tmp keeps the sockets' paths short; pytest's own folders are too deep for them.
        self.folder = Path(tempfile.mkdtemp(prefix="campanile-", dir="/tmp"))
        self.binaries = Path(os.environ.get("CAMPANILE_BINARIES", DEFAULT_BINARIES))
        self.port, self.public_port = free_ports(2)
        self.url = f"http://127.0.0.1:{self.port}"
        self.public_url = f"http://127.0.0.1:{self.public_port}"
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("CAMPANILE_")},
            "BINARIES": str(self.binaries),
            "VAR": str(self.folder),
            "PORT": str(self.port),
            "PUBLIC_PORT": str(self.public_port),
            "WORKERS": "2",
            "TICK": "no",
            "DEMO": "yes" if demo else "no",
            "DEMO_WEEKS": "1",
            "MARIADB_LOG_FILE": "32M",
            "CAMPANILE_CONFIG": str(self.folder / "campanile.conf"),
            **(settings or {}),
        }

    def up(self):
        self.script("up")

    def down(self):
        self.script("down")
        shutil.rmtree(self.folder, ignore_errors=True)

    def script(self, name, *arguments):
        done = subprocess.run(
            [ROOT / "bin" / name, *arguments], env=self.environment, capture_output=True, text=True, timeout=600
        )
        assert done.returncode == 0, f"bin/{name} failed:\n{done.stdout}{done.stderr}"
        return done.stdout

    def stop_database(self):
        self.script("mariadb", "stop", str(self.folder / "mariadb"))

    def start_database(self):
        self.script("mariadb", "start", str(self.folder / "mariadb"))

    def kill_database(self):
        """As a power cut would."""
        pid = int((self.folder / "mariadb" / "pid").read_text())
        os.kill(pid, signal.SIGKILL)
        while Path(f"/proc/{pid}").exists() and Path(f"/proc/{pid}/stat").read_text().rsplit(")")[-1].split()[0] != "Z":
            time.sleep(0.005)

    # Programs

    def admin(self, *arguments, stdin=""):
        """What campanile-admin prints; fails the test when it fails."""
        done = subprocess.run(
            [self.binaries / "campanile-admin", *map(str, arguments)],
            env=self.environment, input=stdin, capture_output=True, text=True, timeout=120,
        )
        assert done.returncode == 0, f"campanile-admin {arguments} failed:\n{done.stdout}{done.stderr}"
        return done.stdout

    @contextmanager
    def set(self, **settings):
        """Meanwhile the programs that are started have other settings."""
        before = self.environment
        self.environment = {**before, **settings}
        try:
            yield
        finally:
            self.environment = before

    def start_cron(self, now, *jobs):
        """A tick at that moment, still running: for tests that end it."""
        return subprocess.Popen(
            [self.binaries / "campanile-cron", "--now", now, *jobs],
            env=self.environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        )

    def cron(self, now, *jobs, status=0):
        """What a tick at that moment (`2027-03-13T14:00Z`) prints."""
        tick = self.start_cron(now, *jobs)
        output, _ = tick.communicate(timeout=120)
        assert tick.returncode == status, f"a tick at {now} ended with {tick.returncode}:\n{output}"
        return output

    def workers(self):
        """The pids of the FastCGI workers, which multiwatch has started."""
        watch = (self.folder / "run" / "web.pid").read_text().strip()
        return sorted(Path(f"/proc/{watch}/task/{watch}/children").read_text().split())

    # Database

    @contextmanager
    def database(self):
        """A connection with a transaction that is rolled back unless the test commits."""
        connection = pymysql.connect(
            unix_socket=str(self.folder / "mariadb" / "socket"), user="root", database="campanile",
            charset="utf8mb4", cursorclass=pymysql.cursors.DictCursor, init_command="SET time_zone = '+00:00'",
        )
        try:
            yield connection
        finally:
            connection.close()

    def rows(self, sql, *values):
        with self.database() as connection, connection.cursor() as cursor:
            cursor.execute(sql, values)
            return list(cursor.fetchall())

    def run(self, sql, *values):
        """Runs one statement and commits it; answers the id it made, if any."""
        with self.database() as connection, connection.cursor() as cursor:
            cursor.execute(sql, values)
            connection.commit()
            return cursor.lastrowid

    def value(self, sql):
        """The one value of a statement that answers one, be it a row just made; committed."""
        with self.database() as connection, connection.cursor() as cursor:
            cursor.execute(sql)
            [row] = cursor.fetchall()
            connection.commit()
            return next(iter(row.values()))

    # Visitors

    def api(self, method, path, json=None, *, key, now=None, **options):
        """One call of the API as a neighbour system makes it; its answer must be one that the API's description names."""
        headers = {"Authorization": f"Bearer {key}", **options.pop("headers", {})}
        if now:
            headers["X-Campanile-Now"] = now
        answer = requests.request(
            method, f"{self.url}/api/v1{path}", json=json, headers=headers, timeout=30, allow_redirects=False, **options
        )
        DESCRIPTION.check(method, path, answer)
        return answer


def kill(process):
    """Ends a program as a power cut would."""
    process.send_signal(signal.SIGKILL)
    process.wait(timeout=10)
