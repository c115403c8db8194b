"""E-mail to a real server: sessions kept and shared, and addresses beyond ASCII."""

import pytest

from clinic import Clinic
from gallery import start_reminders
from peers import MailPeer

BOOKED, VISIT = "2027-03-11T16:00Z", "2027-03-25T15:00:00-05:00"
PEOPLE = 120


@pytest.fixture(scope="module")
def clinic(campanile):
    clinic = Clinic(campanile).open()
    start_reminders(clinic, now="2027-03-10T16:00Z")
    return clinic


def book(clinic, number, address):
    clinic.register(f"P-{number}", BOOKED, email=address)
    clinic.book(f"A-{number}", f"P-{number}", VISIT, BOOKED)


def test_sixteen_sessions_carry_everything_one_message_after_another(campanile, clinic, mail):
    for number in range(PEOPLE):
        book(clinic, number, f"p{number}@patients.example")
    campanile.cron("2027-03-11T16:01Z")
    assert len(mail.messages) == PEOPLE
    assert len({envelope.rcpt_tos[0] for envelope in mail.envelopes}) == PEOPLE
    assert 1 < len(mail.connections) <= 16


def test_letters_beyond_ascii_go_where_the_server_takes_them_and_domains_as_their_a_labels(campanile, clinic, mail):
    book(clinic, 900, "josé@patients.example")
    book(clinic, 901, "anna@Bücher.example")
    campanile.cron("2027-03-11T16:02Z")
    [wide] = [one for one in mail.envelopes if one.rcpt_tos == ["josé@patients.example"]]
    assert wide.smtp_utf8
    [message] = mail.to("josé@patients.example")
    assert "josé@patients.example" in message["To"]
    [narrow] = [one for one in mail.envelopes if one.rcpt_tos == ["anna@xn--bcher-kva.example"]]
    assert not narrow.smtp_utf8


def test_server_that_does_not_take_them_fails_that_one_for_ever_and_says_why(campanile, clinic, mail):
    plain = MailPeer(takes_utf8=False)
    plain.start()
    before = campanile.environment.get("CAMPANILE_SMTP_URL")
    campanile.environment["CAMPANILE_SMTP_URL"] = f"smtp://127.0.0.1:{plain.port}"
    try:
        book(clinic, 902, "zoë@patients.example")
        book(clinic, 903, "zoe@patients.example")
        campanile.cron("2027-03-11T16:03Z")
        assert [one.rcpt_tos for one in plain.envelopes] == [["zoe@patients.example"]]
    finally:
        campanile.environment["CAMPANILE_SMTP_URL"] = before
        plain.stop()
        # What left by it counts when all is held against the rows.
        mail.arrived += plain.arrived
    [send] = campanile.rows(
        "SELECT s.id, s.campaign_id, s.failure, s.reason FROM send s JOIN patient p ON p.id = s.patient_id "
        "WHERE p.external_id = 'P-902' AND s.phase = 'FAILED'"
    )
    assert (send["failure"], send["reason"]) == ("permanent", "ADDRESS_NOT_CARRIED")
    assert campanile.rows("SELECT id FROM suppression") == []
    desk = clinic.visitor("2027-03-11T16:10Z")
    desk.get(f"/campaigns/{send['campaign_id']}/sends/{send['id']}")
    assert "carries no address with letters such as é" in desk.text
