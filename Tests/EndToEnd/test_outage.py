"""MariaDB goes away and comes back; nobody restarts anything."""

import os
import signal
import subprocess
import time
from contextlib import contextmanager

import pytest
import requests

from clinic import Clinic


@pytest.fixture(scope="module")
def clinic(campanile):
    return Clinic(campanile).open()


def test_pages_and_the_api_answer_503_while_the_database_is_away_and_recover(campanile, clinic):
    visitor = clinic.visitor()
    before = campanile.workers()
    campanile.stop_database()
    try:
        page = visitor.get("/campaigns")
        assert page.status_code == 503
        assert page.headers["Content-Type"].startswith("text/html")
        assert "Retry-After" in page.headers
        call = campanile.api("GET", "/campaigns", key=clinic.key)
        assert call.status_code == 503
        assert call.headers["Content-Type"] == "application/problem+json"
    finally:
        campanile.start_database()
    for _ in range(4):
        assert visitor.get("/campaigns").status_code == 200
        assert campanile.api("GET", "/campaigns", key=clinic.key).status_code == 200
    assert campanile.workers() == before, "no worker died of it"


def test_workers_started_without_a_database_answer_once_it_is_there(campanile):
    campanile.stop_database()
    try:
        for pid in campanile.workers():
            os.kill(int(pid), signal.SIGKILL)
        deadline = time.monotonic() + 10
        while requests.get(campanile.url, timeout=10).status_code != 503 and time.monotonic() < deadline:
            time.sleep(0.1)
        assert requests.get(campanile.url, timeout=10).status_code == 503
    finally:
        campanile.start_database()
    assert requests.get(campanile.url, timeout=10).status_code == 200


def test_tick_exits_75_with_one_line_while_the_database_is_away_and_the_next_one_works(campanile):
    campanile.stop_database()
    try:
        printed = campanile.cron("2027-02-01T16:00Z", status=75)
        assert len(printed.strip().splitlines()) == 1
    finally:
        campanile.start_database()
    campanile.cron("2027-02-01T16:01Z")


@contextmanager
def older_schema(campanile):
    [newest] = campanile.rows("SELECT * FROM schema_migration ORDER BY version DESC LIMIT 1")
    campanile.run("DELETE FROM schema_migration WHERE version = %s", newest["version"])
    try:
        yield
    finally:
        campanile.run(
            "INSERT INTO schema_migration (version, name, applied_at) VALUES (%s, %s, %s)",
            newest["version"], newest["name"], newest["applied_at"],
        )


def test_wrong_schema_is_refused_with_the_command_that_mends_it(campanile):
    with older_schema(campanile):
        assert "campanile-admin migrate" in campanile.cron("2027-02-01T16:02Z", status=75)
        web = subprocess.run(
            [campanile.binaries / "campanile-web"],
            env=campanile.environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=30,
        )
        assert web.returncode == 75
        assert "run campanile-admin migrate" in web.stderr.splitlines()[-1]
    campanile.cron("2027-02-01T16:03Z")


def test_workers_over_a_wrong_schema_refuse_every_request_with_the_command_and_serve_once_it_was_run(campanile, clinic):
    with older_schema(campanile):
        old = campanile.workers()
        for pid in old:
            os.kill(int(pid), signal.SIGKILL)
        while set(old) & set(campanile.workers()):
            time.sleep(0.05)
        for _ in range(4):
            page = requests.get(campanile.url, timeout=10)
            assert page.status_code == 503
            assert "campanile-admin migrate" in page.text
            assert campanile.api("GET", "/campaigns", key=clinic.key).status_code == 503
        assert "run campanile-admin migrate" in (campanile.folder / "log" / "web.log").read_text()
        started = campanile.workers()
    for _ in range(4):
        assert requests.get(campanile.url, timeout=10).status_code == 200
    assert campanile.workers() == started, "no worker died of it"


def test_web_worker_started_from_a_shell_says_how_it_is_started(campanile):
    web = subprocess.run(
        [campanile.binaries / "campanile-web"],
        env=campanile.environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=30,
    )
    assert web.returncode == 64
    assert "spawn-fcgi" in web.stderr
