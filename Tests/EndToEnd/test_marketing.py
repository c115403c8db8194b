"""An offer on its way to patients: consent, tracking, unsubscribing with one click, one a week."""

import re

import pytest
import requests

from clinic import Clinic
from gallery import start_reminders
from offer import LINK, schedule_offer

# Monday 8 March 2027, 10:00 in Chicago.
DAY, TIME, DUE = "2027-03-08", "10:00", "2027-03-08T16:00Z"


@pytest.fixture(scope="module")
def clinic(campanile):
    return Clinic(campanile).open()


@pytest.fixture(scope="module")
def offered(campanile, clinic, mail):
    """The first offer has left: to one who agreed, and not to one who never did."""
    clinic.register("M-yes", "2027-03-01T16:00Z", email="yes@patients.example", consents=[agreed("EMAIL")])
    clinic.register("M-silent", "2027-03-01T16:00Z", email="silent@patients.example")
    campaign = schedule_offer(clinic.visitor("2027-03-01T16:00Z"), "Whitening", DAY, TIME)
    campanile.cron("2027-03-08T15:59Z")
    assert mail.to("yes@patients.example") == []
    campanile.cron(DUE)
    return campaign


def agreed(channel):
    return {"contact": None, "purpose": "marketing", "channel": channel, "granted": True, "at": "2027-02-01T16:00:00Z"}


def html_of(message):
    return message.get_body(("html",)).get_content()


def links_of(message):
    return re.findall(r'href="([^"]+)"', html_of(message))


def stats(campanile, clinic, campaign):
    return campanile.api("GET", f"/campaigns/{campaign}", key=clinic.key).json()


def test_only_who_agreed_gets_the_offer_and_the_other_is_told_why(campanile, clinic, mail, offered):
    assert len(mail.to("yes@patients.example")) == 1
    assert mail.to("silent@patients.example") == []
    sends = campanile.api("GET", f"/campaigns/{offered}/sends", key=clinic.key).json()["items"]
    [skipped] = [send for send in sends if send["status"] == "SKIPPED"]
    assert skipped["skipReason"] == "NO_CONSENT"
    assert skipped["explanation"]


def test_message_is_text_and_html_with_one_click_unsubscribe_and_the_postal_address(campanile, mail, offered):
    [message] = mail.to("yes@patients.example")
    assert message.get_content_type() == "multipart/alternative"
    assert message["Subject"] == "Whitening for Robin"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert f"<{campanile.public_url}/p/" in message["List-Unsubscribe"]
    assert message["Auto-Submitted"] == "auto-generated"
    assert "1 Shore Road" in message.get_body(("plain",)).get_content()
    assert LINK not in links_of(message), "links lead through the click counter"


def test_pixel_counts_one_open_however_often_it_is_fetched(campanile, clinic, mail, offered):
    [message] = mail.to("yes@patients.example")
    [pixel] = re.findall(rf'<img[^>]+src="({re.escape(campanile.public_url)}/p/[^"]+)"', html_of(message))
    for _ in range(3):
        hit = requests.get(pixel, headers={"X-Campanile-Now": "2027-03-08T18:00Z"}, timeout=10)
        assert hit.status_code == 200
        assert hit.headers["Content-Type"] == "image/gif"
        assert "no-store" in hit.headers["Cache-Control"]
    campanile.cron("2027-03-08T18:01Z")
    assert stats(campanile, clinic, offered)["totalOpened"] == 1


def test_click_goes_to_the_stored_target_alone(campanile, clinic, mail, offered):
    [message] = mail.to("yes@patients.example")
    [link] = [link for link in links_of(message) if link.startswith(campanile.public_url) and "/p/u" not in link][:1]
    hit = requests.get(link, headers={"X-Campanile-Now": "2027-03-08T18:02Z"}, allow_redirects=False, timeout=10)
    assert hit.status_code in (302, 303)
    assert hit.headers["Location"] == LINK
    campanile.cron("2027-03-08T18:03Z")
    assert stats(campanile, clinic, offered)["totalClicked"] == 1
    assert requests.get(link[:-4] + "AAAA", allow_redirects=False, timeout=10).status_code == 404


def test_second_offer_within_the_week_is_not_sent(campanile, clinic, mail, offered):
    schedule_offer(clinic.visitor("2027-03-08T18:10Z"), "Retainers", "2027-03-10", TIME)
    campanile.cron("2027-03-10T16:00Z")
    assert len(mail.to("yes@patients.example")) == 1


def test_unsubscribing_takes_one_post_and_a_scanner_that_fetches_the_link_takes_nothing(campanile, clinic, mail, offered):
    [message] = mail.to("yes@patients.example")
    link = re.search(r"<(http[^>]+)>", message["List-Unsubscribe"])[1]
    page = requests.get(link, timeout=10)
    assert page.status_code == 200
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert campanile.rows("SELECT id FROM suppression WHERE cause = 'unsubscribe'") == []

    for _ in range(2):
        taken = requests.post(link, data={"List-Unsubscribe": "One-Click"}, timeout=10)
        assert taken.status_code == 200
    assert len(campanile.rows("SELECT id FROM suppression WHERE cause = 'unsubscribe' AND lifted_at IS NULL")) == 1

    schedule_offer(clinic.visitor("2027-03-20T16:00Z"), "Spring", "2027-03-22", TIME)
    campanile.cron("2027-03-22T15:00Z")
    assert len(mail.to("yes@patients.example")) == 1


def test_reminders_still_reach_who_unsubscribed(campanile, clinic, mail, offered):
    start_reminders(clinic, now="2027-03-23T16:00Z")
    clinic.book("A-yes", "M-yes", "2027-03-26T10:00:00-05:00", "2027-03-23T16:10Z")
    campanile.cron("2027-03-23T16:11Z")
    assert len(mail.to("yes@patients.example")) == 2
