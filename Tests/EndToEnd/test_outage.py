"""MariaDB goes away and comes back; nobody restarts anything."""

import os
import signal
import time

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


def test_wrong_schema_is_refused_with_the_command_that_mends_it(campanile):
    [newest] = campanile.rows("SELECT * FROM schema_migration ORDER BY version DESC LIMIT 1")
    campanile.run("DELETE FROM schema_migration WHERE version = %s", newest["version"])
    try:
        assert "campanile-admin migrate" in campanile.cron("2027-02-01T16:02Z", status=75)
    finally:
        campanile.run(
            "INSERT INTO schema_migration (version, name, applied_at) VALUES (%s, %s, %s)",
            newest["version"], newest["name"], newest["applied_at"],
        )
    campanile.cron("2027-02-01T16:03Z")
