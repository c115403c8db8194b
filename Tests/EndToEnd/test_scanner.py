"""A mail scanner that opens every link of every mail, again and again; then one click of a mail program."""

import re

import pytest
import requests

from clinic import Clinic
from gallery import start_reminders
from offer import schedule_offer

DUE = "2027-03-08T16:00Z"
# Long after it was sent: only what the requests show by themselves tells a machine.
LATER = {"X-Campanile-Now": "2027-03-08T18:00Z"}
SCANNER = {**LATER, "User-Agent": "Mozilla/5.0 (compatible; Barracuda Sentinel/1.0)"}

# What nothing of a scanner may change: answers, visits, what people did, what is planned, what counts.
STATE = [
    "SELECT * FROM consent", "SELECT * FROM suppression", "SELECT * FROM preference_code",
    "SELECT id, status, patient_confirmed_at, updated_at FROM appointment", "SELECT id, type FROM event",
    "SELECT * FROM reschedule_request", "SELECT id, phase, reason, opened_at, clicked_at FROM send",
    "SELECT campaign_id, opened, clicked FROM tally", "SELECT * FROM tally_day WHERE measure IN ('opened', 'clicked')",
]


@pytest.fixture(scope="module")
def clinic(campanile):
    return Clinic(campanile).open()


@pytest.fixture(scope="module")
def links(campanile, clinic, mail):
    """Every link of an offer and of a visit's confirmation, and of the header that mail programs read."""
    agreed = [{"contact": None, "purpose": "marketing", "channel": "EMAIL", "granted": True, "at": "2027-02-01T16:00:00Z"}]
    clinic.register("P-1", "2027-03-01T16:00Z", email="yes@patients.example", consents=agreed)
    start_reminders(clinic, now="2027-03-01T16:10Z")
    clinic.book("A-1", "P-1", "2027-03-25T15:00:00-05:00", "2027-03-02T16:00Z")
    campanile.cron("2027-03-02T16:01Z")
    schedule_offer(clinic.visitor("2027-03-02T16:10Z"), "Whitening", "2027-03-08", "10:00")
    campanile.cron(DUE)
    messages = mail.to("yes@patients.example")
    assert len(messages) == 2
    found = [link for message in messages for part in message.walk() if not part.is_multipart()
             for link in re.findall(r'https?://[^\s"<>]+', part.get_content() if part.get_content_maintype() == "text"
                                    and part.get_content_subtype() != "calendar" else "")]
    found += [re.search(r"<(http[^>]+)>", message["List-Unsubscribe"])[1] for message in messages
              if message["List-Unsubscribe"]]
    ours = {link.replace("&amp;", "&") for link in found if link.startswith(campanile.public_url)}
    kinds = {re.search(r"/p/(\w)/", link)[1] for link in ours}
    assert kinds == {"u", "f", "o", "c", "v", "r"}
    return sorted(ours)


def state(campanile):
    campanile.cron("2027-03-08T18:30Z", "events", "settle", "tally")
    return [campanile.rows(statement) for statement in STATE]


def test_three_times_get_and_head_of_every_link_change_nothing(campanile, links):
    before = state(campanile)
    for _ in range(3):
        for method in ("GET", "HEAD"):
            for link in links:
                answer = requests.request(method, link, headers=SCANNER, allow_redirects=False, timeout=10)
                assert answer.status_code in (200, 302), f"{method} {answer.status_code}"
    assert state(campanile) == before
    hits = campanile.rows("SELECT kind, is_machine, COUNT(*) AS amount FROM tracking_event GROUP BY kind, is_machine")
    assert {(hit["kind"], hit["is_machine"]) for hit in hits} == {("open", 1), ("click", 1)}


def test_within_seconds_of_sending_any_program_is_a_machine(campanile, links):
    before = state(campanile)
    for link in links:
        requests.get(link, headers={"X-Campanile-Now": "2027-03-08T16:00:05Z"}, allow_redirects=False, timeout=10)
    assert state(campanile) == before


def test_person_who_clicks_counts_and_is_told_of_as_an_event(campanile, links):
    [link] = [link for link in links if "/p/c/" in link]
    requests.get(link, headers=LATER, allow_redirects=False, timeout=10)
    assert campanile.rows("SELECT id FROM event WHERE type = 'MESSAGE_CLICKED'") == [], "decided in the tick"
    state(campanile)
    assert len(campanile.rows("SELECT id FROM event WHERE type = 'MESSAGE_CLICKED'")) == 1


def test_one_click_of_a_mail_program_unsubscribes(campanile, links):
    [link] = [link for link in links if "/p/u/" in link]
    answer = requests.post(
        link, data="List-Unsubscribe=One-Click", headers={**LATER, "Content-Type": "application/x-www-form-urlencoded"},
        allow_redirects=False, timeout=10,
    )
    assert answer.status_code == 200
    assert len(campanile.rows("SELECT id FROM suppression WHERE cause = 'unsubscribe'")) == 1
    assert campanile.rows("SELECT purpose, granted FROM consent WHERE source = 'person'") == [
        {"purpose": "marketing", "granted": 0}
    ]
