"""What the gateway tells of texts, from its callback to the pages and the counts."""

import itertools

import pytest
import requests

from campanile import kill
from clinic import Clinic
from gallery import start_reminders

BOOKED, VISIT = "2027-02-01T16:00Z", "2027-02-04T15:00:00-06:00"
TOLD = "2027-02-01T16:02Z"

numbers = itertools.count(601)


@pytest.fixture(scope="module")
def clinic(campanile):
    return Clinic(campanile).open()


@pytest.fixture(scope="module")
def reminders(clinic):
    return start_reminders(clinic, now="2027-01-04T15:00Z")


@pytest.fixture
def told(campanile, clinic, texts, reminders):
    """Somebody new who is told of a visit; answers the text as the gateway got it."""

    def tell():
        number = next(numbers)
        phone = f"+13125550{number}"
        clinic.register(f"P-{number}", BOOKED, phone=phone)
        clinic.book(f"A-{number}", f"P-{number}", VISIT, BOOKED)
        campanile.cron("2027-02-01T16:01Z")
        [text] = texts.to(phone)
        return text

    return tell


def stand(campanile, text):
    [row] = campanile.rows(
        "SELECT s.phase, s.failure, s.wires FROM send s JOIN contact_point p ON p.id = s.contact_point_id "
        "WHERE p.address = %s ORDER BY s.planned_at, s.id LIMIT 1", text.to)
    return f"{row['phase']} {row['failure'] or ''}".strip()


def expect_counts(campanile, campaign):
    """The tallies are those of the rows."""
    [told] = campanile.rows("SELECT sent, delivered, failed FROM tally WHERE campaign_id = %s", campaign)
    [rows] = campanile.rows(
        "SELECT SUM(sent_at IS NOT NULL) AS sent, SUM(delivered_at IS NOT NULL) AS delivered, "
        "SUM(phase = 'FAILED') AS failed FROM send WHERE campaign_id = %s", campaign)
    assert told == {name: int(count) for name, count in rows.items()}


def test_text_counts_as_delivered_only_when_that_is_told(campanile, texts, told, reminders, clinic):
    text, other = told(), told()
    assert stand(campanile, text) == "SENT"
    # Days of silence say nothing.
    campanile.cron("2027-02-03T16:00Z")
    assert stand(campanile, other) == "SENT"
    for state in ("queued", "sent", "delivered", "delivered", "sent"):
        assert texts.report(text, state, now=TOLD).status_code == 204
    for _ in range(2):
        campanile.cron("2027-02-03T16:01Z")
    assert stand(campanile, text) == "DELIVERED"
    expect_counts(campanile, reminders)
    assert campanile.rows("SELECT COUNT(*) AS n FROM receipt WHERE state = 'pending'") == [{"n": 0}]


def test_number_that_is_gone_hears_nothing_more(campanile, texts, told, reminders):
    text = told()
    texts.report(text, "sent", now=TOLD)
    texts.report(text, "undelivered", 30005, now=TOLD)
    campanile.cron("2027-02-01T16:03Z")
    assert stand(campanile, text) == "FAILED bounced"
    # What comes late and in the wrong order changes nothing.
    texts.report(text, "delivered", now=TOLD)
    campanile.cron("2027-02-02T21:00Z")
    assert stand(campanile, text) == "FAILED bounced"
    assert len(texts.to(text.to)) == 1
    expect_counts(campanile, reminders)


def test_phone_that_was_off_is_reminded_all_the_same(campanile, texts, told):
    text = told()
    texts.report(text, "undelivered", 30003, now=TOLD)
    campanile.cron("2027-02-01T16:03Z")
    assert stand(campanile, text) == "FAILED bounced"
    campanile.cron("2027-02-02T21:00Z")
    assert len(texts.to(text.to)) == 2


def test_text_that_nobody_answered_for_does_not_leave_again_once_it_arrived(campanile, clinic, texts, reminders):
    number = next(numbers)
    phone = f"+13125550{number}"
    clinic.register(f"P-{number}", BOOKED, phone=phone)
    clinic.book(f"A-{number}", f"P-{number}", VISIT, BOOKED)
    texts.may_answer.clear()
    try:
        before = len(texts.texts)
        tick = campanile.start_cron("2027-02-01T16:01Z")
        texts.wait_for(before + 1)
        kill(tick)
    finally:
        texts.may_answer.set()
    [text] = texts.to(phone)
    assert stand(campanile, text) == "WIRE"
    # It is told before we know that it left, and kept.
    assert texts.report(text, "delivered", now="2027-02-01T16:02Z").status_code == 204
    campanile.cron("2027-02-01T16:02Z")
    assert stand(campanile, text) == "WIRE"
    campanile.cron("2027-02-01T16:04Z")
    assert stand(campanile, text) == "DELIVERED"
    assert len(texts.to(phone)) == 1
    expect_counts(campanile, reminders)


def test_what_is_forged_changes_nothing(campanile, texts, told):
    text = told()
    assert texts.report(text, "delivered", now=TOLD, signature="AAAA").status_code == 403
    url = text.fields["StatusCallback"]
    assert requests.post(url, data={"MessageStatus": "delivered"}, timeout=10).status_code == 403
    assert requests.post(url, data="a" * 300_000, timeout=10).status_code == 413
    assert texts.report(text, "delivered", now="2027-02-12T00:00Z").status_code == 404
    # It is no address of the intranet.
    assert requests.post(url.replace(campanile.public_url, campanile.url), timeout=10).status_code == 404
    campanile.cron("2027-02-01T16:03Z")
    assert stand(campanile, text) == "SENT"
