"""Mail that comes back: by a pipe and by a folder, and what it does to its send and its address."""

import os
import subprocess
import tempfile

import pytest

from clinic import Clinic
from gallery import start_reminders

FOLDER = tempfile.mkdtemp(prefix="bounces-", dir="/tmp")
settings = {"CAMPANILE_BOUNCE_ADDRESS": "bounces@campanile.example", "CAMPANILE_BOUNCE_MAILDIR": FOLDER}
BOOKED = "2027-03-11T16:00Z"


@pytest.fixture(scope="module")
def clinic(campanile):
    for name in ("new", "cur", "tmp"):
        os.makedirs(os.path.join(FOLDER, name))
    clinic = Clinic(campanile).open()
    start_reminders(clinic, now="2027-03-10T16:00Z")
    return clinic


@pytest.fixture
def confirmed(campanile, clinic, mail):
    """Books a visit for a new patient; answers the envelope and the mail that confirmed it."""

    def confirmed(number, now="2027-03-11T16:01Z"):
        address = f"p{number}@patients.example"
        clinic.register(f"P-{number}", BOOKED, email=address)
        clinic.book(f"A-{number}", f"P-{number}", "2027-03-25T15:00:00-05:00", BOOKED)
        campanile.cron(now)
        [envelope] = [one for one in mail.envelopes if address in one.rcpt_tos]
        [message] = mail.to(address)
        return envelope, message

    return confirmed


def report(envelope, message, status, *, action="failed", to=None, words="said no"):
    """A delivery report (RFC 3464) as a mail server sends it to the envelope's sender."""
    [address] = envelope.rcpt_tos
    head = f"Return-Path: <{to or envelope.mail_from}>\nMessage-ID: {message['Message-ID']}\nTo: {address}\n"
    fields = f"Final-Recipient: rfc822; {address}\nAction: {action}\nStatus: {status}\nDiagnostic-Code: smtp; 550 {words}\n"
    return (
        "From: Mail Delivery System <MAILER-DAEMON@mx.example.net>\n"
        f"To: {to or envelope.mail_from}\nSubject: Undelivered Mail Returned to Sender\nMIME-Version: 1.0\n"
        "Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n"
        "--b\nContent-Type: text/plain\n\nIt did not arrive.\n"
        f"--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx\n\n{fields}\n"
        f"--b\nContent-Type: text/rfc822-headers\n\n{head}\n--b--\n"
    )


def send_of(campanile, number):
    [row] = campanile.rows(
        "SELECT s.phase, s.failure, s.contact_point_id FROM send s JOIN patient p ON p.id = s.patient_id "
        "WHERE p.external_id = %s AND s.channel = 'EMAIL' ORDER BY s.id LIMIT 1", f"P-{number}",
    )
    return row


def closed(campanile, number):
    return [
        (row["scope"], row["cause"])
        for row in campanile.rows(
            "SELECT s.scope, s.cause FROM suppression s JOIN contact_point p ON p.id = s.contact_point_id "
            "WHERE p.address = %s AND s.lifted_at IS NULL", f"p{number}@patients.example",
        )
    ]


def take(campanile, text, now="2027-03-11T17:00Z"):
    return campanile.admin("bounce", "--at", now, stdin=text)


def put(text, name):
    with open(os.path.join(FOLDER, "new", name), "w") as file:
        file.write(text)


def test_return_path_names_the_send_and_is_ours_alone(confirmed):
    envelope, message = confirmed(1)
    assert envelope.mail_from.startswith("bounces+1-") and envelope.mail_from.endswith("@campanile.example")
    assert "clinic@campanile.example" in message["From"]
    assert len(envelope.mail_from.split("@")[0]) <= 64


def test_bad_address_from_the_pipe_is_suppressed_and_twice_is_as_once(campanile, confirmed):
    bounce = report(*confirmed(2), "5.1.1", words="5.1.1 User unknown")
    assert "Kept" in take(campanile, bounce)
    assert "was known" in take(campanile, bounce)
    campanile.cron("2027-03-11T17:01Z")
    campanile.cron("2027-03-11T17:02Z")
    assert (send_of(campanile, 2)["phase"], send_of(campanile, 2)["failure"]) == ("FAILED", "bounced")
    assert closed(campanile, 2) == [("all", "bad_address")]


def test_full_mailbox_fails_the_send_and_closes_nothing(campanile, confirmed):
    take(campanile, report(*confirmed(3), "5.2.2"))
    campanile.cron("2027-03-11T17:01Z")
    assert send_of(campanile, 3)["failure"] == "bounced"
    assert closed(campanile, 3) == []


def test_server_that_goes_on_trying_changes_nothing(campanile, confirmed):
    take(campanile, report(*confirmed(4), "4.4.1", action="delayed"))
    campanile.cron("2027-03-11T17:01Z")
    assert send_of(campanile, 4)["phase"] == "SENT"
    assert closed(campanile, 4) == []


def test_folder_is_read_by_the_tick_each_mail_once_and_put_aside(campanile, confirmed):
    put(report(*confirmed(5), "5.1.1", words="5.1.1 User unknown"), "1805191202.1.mx")
    put("From: MAILER-DAEMON@mx.example.net\n\nSomething, somehow.\n", "1805191203.2.mx")
    put("\0" * 1000, "1805191204.3.mx")
    output = campanile.cron("2027-03-11T17:05Z")
    assert sorted(os.listdir(os.path.join(FOLDER, "new"))) == []
    assert sorted(os.listdir(os.path.join(FOLDER, "cur"))) == [
        "1805191202.1.mx:2,S", "1805191203.2.mx:2,S", "1805191204.3.mx:2,S",
    ]
    assert closed(campanile, 5) == [("all", "bad_address")]
    assert "1805191203.2.mx" in output and "patients.example" not in output
    campanile.cron("2027-03-11T17:06Z")
    assert closed(campanile, 5) == [("all", "bad_address")]


def test_report_without_our_return_path_is_known_by_its_message_id(campanile, confirmed):
    take(campanile, report(*confirmed(6), "5.1.1", to="postmaster@elsewhere.example"))
    campanile.cron("2027-03-11T17:01Z")
    assert closed(campanile, 6) == [("all", "bad_address")]


def test_forged_return_path_and_an_unknown_message_change_nothing(campanile, confirmed):
    envelope, message = confirmed(7)
    del message["Message-ID"]
    message["Message-ID"] = "<nothing@campanile.example>"
    forged = envelope.mail_from.replace("bounces+1-", "bounces+1-9")
    assert "no mail that we sent" in take(campanile, report(envelope, message, "5.1.1", to=forged))
    campanile.cron("2027-03-11T17:01Z")
    assert closed(campanile, 7) == []


def test_complaint_ends_offers_and_nothing_else(campanile, confirmed):
    envelope, message = confirmed(8)
    complaint = (
        "From: <feedback@isp.example>\nTo: <abuse@clinic.example>\nMIME-Version: 1.0\n"
        "Content-Type: multipart/report; report-type=feedback-report; boundary=b\n\n"
        "--b\nContent-Type: text/plain\n\nAn abuse report.\n"
        "--b\nContent-Type: message/feedback-report\n\nFeedback-Type: abuse\nVersion: 1\n"
        f"Original-Mail-From: <{envelope.mail_from}>\n\n"
        f"--b\nContent-Type: message/rfc822\n\nMessage-ID: {message['Message-ID']}\n\nHi\n--b--\n"
    )
    take(campanile, complaint)
    campanile.cron("2027-03-11T17:01Z")
    assert closed(campanile, 8) == [("marketing", "unsubscribe")]
    assert campanile.rows("SELECT purpose, channel, granted FROM consent WHERE source = 'complaint'") == [
        {"purpose": "marketing", "channel": "EMAIL", "granted": 0}]


@pytest.mark.parametrize(
    "text", [b"", b"\0" * (10 << 20), b"To: a@b\n" * 100_000, b"\xff\xfe" * 1000], ids=["empty", "long", "fields", "bytes"]
)
def test_hostile_mail_ends_politely(campanile, clinic, text):
    done = subprocess.run(
        [campanile.binaries / "campanile-admin", "bounce"], env=campanile.environment, input=text, capture_output=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr


def test_pipe_asks_the_mail_server_to_try_again_while_the_database_is_away(campanile, clinic):
    campanile.stop_database()
    try:
        done = subprocess.run(
            [campanile.binaries / "campanile-admin", "bounce"], env=campanile.environment, input=b"From: a@b\n\n",
            capture_output=True, timeout=60,
        )
        assert done.returncode == 75
    finally:
        campanile.start_database()
