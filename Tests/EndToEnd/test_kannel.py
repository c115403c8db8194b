"""Texts through Debian's Kannel to its fakesmsc: out, what became of them, and what people write back."""

import itertools

import pytest
import requests

from campanile import Campanile
from checker import check, watch
from clinic import Clinic
from gallery import start_reminders
from kannel import LATE, NUMBER, SECRET, Kannel, until

BOOKED, VISIT = "2027-02-01T16:00Z", "2027-02-04T15:00:00-06:00"

numbers = itertools.count(401)


@pytest.fixture(scope="module")
def kannel():
    gateway = Kannel()
    yield gateway
    gateway.stop()


@pytest.fixture(scope="module")
def campanile(kannel):
    instance = Campanile(settings=kannel.settings)
    kannel.public_url = instance.public_url
    try:
        instance.up()
        kannel.start()
        watch(instance)
        yield instance
        check(instance)
    finally:
        instance.down()


@pytest.fixture(scope="module")
def clinic(campanile):
    clinic = Clinic(campanile).open()
    start_reminders(clinic, now="2027-01-04T15:00Z")
    return clinic


@pytest.fixture
def book(clinic):
    """Books a visit of somebody new, and answers their telephone."""

    def book(first_name="Robin", network="+13125550"):
        number = next(numbers)
        phone = f"{network}{number}"
        clinic.register(f"P-{number}", BOOKED, phone=phone, firstName=first_name)
        clinic.book(f"A-{number}", f"P-{number}", VISIT, BOOKED)
        return phone

    return book


def sends(campanile, phone):
    return [
        f"{row['phase']} {row['failure'] or ''}".strip() for row in campanile.rows(
            "SELECT s.phase, s.failure FROM send s JOIN contact_point p ON p.id = s.contact_point_id "
            "WHERE p.address = %s ORDER BY s.planned_at, s.id", phone)
    ]


def receipts(campanile, phone):
    return {
        row["kind"] for row in campanile.rows(
            "SELECT r.kind FROM receipt r JOIN send s ON s.id = r.send_id "
            "JOIN contact_point p ON p.id = s.contact_point_id WHERE p.address = %s", phone)
    }


def test_text_reaches_the_phone_and_counts_as_delivered_when_the_network_says_so(campanile, kannel, book):
    phone = book()
    campanile.cron("2027-02-01T16:01Z")
    [text] = until(lambda: kannel.texts(phone), "the confirmation arrives")
    assert "Robin's visit is booked" in text
    [kept] = campanile.rows(
        "SELECT m.body, m.sms_parts FROM message m JOIN send s ON s.id = m.id "
        "JOIN contact_point p ON p.id = s.contact_point_id WHERE p.address = %s", phone)
    assert text == kept["body"].rstrip("\n")
    assert sends(campanile, phone)[0] == "SENT"
    until(lambda: receipts(campanile, phone) == {"accepted", "delivered"}, "the reports come")
    campanile.cron("2027-02-01T16:02Z")
    campanile.cron("2027-02-01T16:02Z")
    assert sends(campanile, phone)[0] == "DELIVERED"
    assert len(kannel.texts(phone)) == 1


def test_long_text_in_another_alphabet_arrives_whole(campanile, kannel, book):
    phone = book("Зоя 😀")
    campanile.cron("2027-02-01T16:01Z")
    [text] = until(lambda: kannel.texts(phone, "utf-16-be"), "the confirmation arrives")
    assert "Зоя 😀's visit is booked" in text
    [kept] = campanile.rows(
        "SELECT m.body, m.sms_parts FROM message m JOIN send s ON s.id = m.id "
        "JOIN contact_point p ON p.id = s.contact_point_id WHERE p.address = %s", phone)
    assert text == kept["body"].rstrip("\n")
    assert kannel.parts == kept["sms_parts"] >= 2


def test_stop_from_the_phone_ends_all_texts_to_it(campanile, kannel, book):
    phone, other = book(), book()
    campanile.cron("2027-02-01T16:01Z")
    until(lambda: kannel.texts(phone) and kannel.texts(other), "both are told")
    kannel.start_network(f"{phone} {NUMBER} text Stop please")
    stopped = "SELECT s.cause FROM suppression s JOIN contact_point p ON p.id = s.contact_point_id WHERE p.address = %s"
    until(lambda: campanile.rows(stopped, phone) == [{"cause": "opt_out"}], "STOP is heard")
    campanile.cron("2027-02-02T21:00Z")
    until(lambda: len(kannel.texts(other)) == 2, "the other is reminded")
    assert len(kannel.texts(phone)) == 1
    assert sends(campanile, phone)[1:] == ["SKIPPED", "SKIPPED"]
    assert campanile.rows(stopped, other) == []


def test_text_waits_while_the_gateway_is_away_and_leaves_once(campanile, kannel, book):
    phone = book()
    kannel.end("smsbox")
    campanile.cron("2027-02-01T16:01Z")
    assert sends(campanile, phone)[0] == "READY"
    kannel.start_smsbox()
    # The breaker closes after a minute.
    campanile.cron("2027-02-01T16:03Z")
    until(lambda: kannel.texts(phone), "it arrives")
    campanile.cron("2027-02-01T16:04Z")
    assert len(kannel.texts(phone)) == 1


def test_network_that_is_away_gets_what_the_gateway_kept(campanile, kannel, book):
    phone = book()
    kannel.end("fakesmsc")
    campanile.cron("2027-02-01T16:01Z")
    assert sends(campanile, phone)[0] == "SENT"
    kannel.start_network()
    until(lambda: kannel.texts(phone), "it arrives")
    until(lambda: "delivered" in receipts(campanile, phone), "so it is told")
    campanile.cron("2027-02-01T16:05Z")
    assert sends(campanile, phone)[0] == "DELIVERED"


def test_gateway_that_dies_still_has_what_it_accepted(campanile, kannel, book):
    phone = book()
    kannel.end("fakesmsc")
    campanile.cron("2027-02-01T16:01Z")
    assert sends(campanile, phone)[0] == "SENT"
    kannel.lose_power()
    kannel.start_network()
    until(lambda: kannel.texts(phone), "it arrives")
    assert len(kannel.texts(phone)) == 1


def test_gateway_that_dies_still_knows_what_it_is_to_report(campanile, kannel, book):
    phone = book(network=LATE)
    campanile.cron("2027-02-01T16:01Z")
    until(lambda: phone in kannel.late.reports, "the network has it")
    until(lambda: receipts(campanile, phone) == {"accepted"}, "so it is told")
    kannel.lose_power()
    assert kannel.late.tell_delivered(phone) == "Sent."
    until(lambda: "delivered" in receipts(campanile, phone), "and that it arrived")
    campanile.cron("2027-02-01T16:05Z")
    assert sends(campanile, phone)[0] == "DELIVERED"


def test_whoever_does_not_know_the_secret_changes_nothing(campanile, book):
    phone = book()
    for secret in ("x", SECRET[:-1]):
        answer = requests.post(
            f"{campanile.public_url}/webhooks/kannel/{secret}/texts?id=1", data="STOP", timeout=10,
            headers={"Content-Type": "text/plain", "X-Kannel-From": phone, "X-Kannel-To": NUMBER})
        assert answer.status_code == 404
        assert requests.get(f"{campanile.public_url}/webhooks/kannel/{secret}/receipts/a?type=1", timeout=10).status_code == 404
    assert requests.post(f"{campanile.url}/webhooks/kannel/{SECRET}/texts?id=1", timeout=10).status_code == 404
    assert campanile.rows("SELECT 1 FROM inbound_message m JOIN contact_point p ON p.id = m.contact_point_id WHERE p.address = %s", phone) == []
    # The logs hold neither secret nor numbers.
    for log in (campanile.folder / "logs").glob("*.log"):
        assert SECRET not in log.read_text()
        assert phone not in log.read_text()
