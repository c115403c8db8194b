"""What programs that watch over an installation are told, read by Prometheus' own parser."""

import pytest
import requests
from prometheus_client.parser import text_string_to_metric_families

from clinic import Clinic
from gallery import activate, use

BOOKED, FIRST, LATER = "2027-03-10T16:00Z", "2027-03-10T16:01Z", "2027-03-10T16:01:30Z"


@pytest.fixture(scope="module")
def clinic(campanile):
    clinic = Clinic(campanile).open()
    visitor = clinic.visitor(BOOKED)
    activate(visitor, use(visitor, "appointment-reminders"))
    return clinic


def health(campanile, now):
    answer = requests.get(f"{campanile.url}/healthz", headers={"X-Campanile-Now": now}, timeout=30)
    assert answer.headers["Content-Type"] == "application/json"
    return answer.status_code, answer.json()


def metrics(campanile, now):
    """Every sample by its name and its labels' values."""
    answer = requests.get(f"{campanile.url}/metrics", headers={"X-Campanile-Now": now}, timeout=30)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"].startswith("text/plain; version=0.0.4")
    families = list(text_string_to_metric_families(answer.text))
    assert all(family.documentation and family.type in ("gauge", "counter") for family in families)
    assert all(family.name.startswith("campanile_") for family in families)
    samples = {}
    for family in families:
        for sample in family.samples:
            key = (sample.name, *sorted(sample.labels.values()))
            assert key not in samples
            samples[key] = sample.value
    return samples


def test_health_follows_the_ticks_and_the_database(campanile, clinic):
    assert health(campanile, BOOKED) == (503, {
        "status": "failing", "database": "ok", "schema": "ok", "tick": "never ran", "lastTickAgeSeconds": None,
        "schemaVersion": campanile.value("SELECT MAX(version) FROM schema_migration"),
    })
    campanile.cron(BOOKED)
    status, told = health(campanile, FIRST)
    assert (status, told["status"], told["tick"]) == (200, "ok", "ok")
    assert 0 < told["lastTickAgeSeconds"] <= 60
    status, told = health(campanile, "2027-03-10T16:10Z")
    assert (status, told["status"], told["tick"]) == (503, "failing", "late")
    campanile.stop_database()
    try:
        status, told = health(campanile, FIRST)
        assert (status, told["database"], told["status"]) == (503, "away", "failing")
    finally:
        campanile.start_database()
    assert health(campanile, FIRST)[0] == 200


def test_metrics_are_what_prometheus_reads_and_tell_what_failed(campanile, clinic, mail, texts):
    clinic.register("P-1", BOOKED, email="anna@patients.example", phone="+13125553001")
    clinic.book("A-1", "P-1", "2027-03-18T15:00:00-05:00", BOOKED)
    before = metrics(campanile, FIRST)
    assert before[("campanile_waiting_intake", "events")] > 0
    mail.answer = "550 5.1.1 nobody of this name"
    texts.status = 503
    try:
        campanile.cron(FIRST)
    finally:
        mail.answer, texts.status = "250 OK", 201
    campanile.cron(LATER, "tally")
    after = metrics(campanile, LATER)
    assert after[("campanile_waiting_intake", "events")] == 0
    assert after[("campanile_messages_failed_total", "address", "permanent")] == 1
    assert after[("campanile_provider_state", "twilio", "waiting")] == 1
    assert after[("campanile_provider_open_seconds", "twilio")] > 0
    assert after[("campanile_ticks_total",)] == before[("campanile_ticks_total",)] + 1
    assert after[("campanile_last_tick_seconds",)] >= 0
    # The text waits for the gateway's breaker, which is over by then.
    late = metrics(campanile, "2027-03-10T16:10Z")
    assert late[("campanile_due_messages", "reminder", "sms")] == 1
    assert late[("campanile_oldest_due_seconds", "reminder", "sms")] > 300


def test_patients_and_providers_reach_neither(campanile, clinic):
    for path in ("/healthz", "/metrics"):
        assert requests.get(campanile.public_url + path, timeout=30).status_code == 404
