"""What people write back: by the gateway's webhook to the engine, and to the desk."""

import itertools

import pytest
import requests
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from accessibility import check
from browsing import sign_in, without_script
from clinic import Clinic
from gallery import activate, use
from leaving import leave
from peers import sign
from pictures import keep
from reading import said, wait_for

VISIT, BOOKED = "2027-03-18T15:00:00-05:00", "2027-03-11T16:00Z"
REMINDED, ANSWERED, MORNING = "2027-03-16T20:00Z", "2027-03-16T20:30Z", "2027-03-18T13:00Z"

numbers = itertools.count(1)


@pytest.fixture(scope="module")
def clinic(campanile):
    return Clinic(campanile).open()


@pytest.fixture(scope="module")
def reminders(clinic):
    visitor = clinic.visitor("2027-03-10T16:00Z")
    campaign = use(visitor, "appointment-reminders")
    activate(visitor, campaign)
    return campaign


@pytest.fixture
def reminded(campanile, clinic, texts, reminders):
    """Reminds somebody new of a visit, and answers the telephone on which that arrived."""

    def remind(first_name="Robin"):
        number = next(numbers)
        phone = f"+1312555{3000 + number}"
        clinic.register(f"P-{number}", BOOKED, phone=phone, firstName=first_name)
        clinic.book(f"A-{number}", f"P-{number}", VISIT, BOOKED)
        campanile.cron("2027-03-11T16:01Z")
        campanile.cron(REMINDED)
        assert texts.to(phone)
        return phone

    return remind


def write(campanile, phone, body, now=ANSWERED, key=None, signature=None):
    """Somebody sends a text to our number, and the gateway hands it over."""
    url = f"{campanile.public_url}/webhooks/twilio/sms"
    fields = {
        "MessageSid": key or f"SM{next(numbers):032x}", "From": phone, "To": "+13125550100", "Body": body,
        "AccountSid": "AC0", "NumMedia": "0",
    }
    headers = {"X-Twilio-Signature": signature or sign(url, fields), "X-Campanile-Now": now}
    return requests.post(url, data=fields, headers=headers, timeout=30)


def visit_of(campanile, phone):
    [row] = campanile.rows(
        "SELECT a.status FROM appointment a JOIN patient p ON p.id = a.patient_id "
        "JOIN contact_address c ON c.contact_id = p.contact_id JOIN contact_point t ON t.id = c.contact_point_id "
        "WHERE t.address = %s", phone,
    )
    return row["status"]


def test_stop_by_text_ends_the_reminders_of_that_number_at_once(campanile, texts, reminded):
    phone, other = reminded(), reminded()
    before = len(texts.to(phone))
    assert write(campanile, phone, "Stop").status_code == 200
    left = "SELECT s.phase, s.reason FROM send s JOIN contact_point t ON t.id = s.contact_point_id " \
        "WHERE t.address = %s AND s.sent_at IS NULL AND s.planned_at > '2027-03-17'"
    assert campanile.rows(left, phone) == [{"phase": "SKIPPED", "reason": "SUPPRESSED"}]
    for minute in range(2):
        campanile.cron(f"2027-03-18T13:0{minute}Z")
    assert len(texts.to(phone)) == before
    assert len(texts.to(other)) == before + 1


def test_c_by_text_confirms_the_visit_and_a_word_more_reaches_the_desk(campanile, clinic, reminded):
    phone = reminded()
    assert write(campanile, phone, "c").text == "<Response/>"
    campanile.cron("2027-03-16T20:31Z")
    assert visit_of(campanile, phone) == "confirmed"
    assert "Nothing waits to be read" in clinic.visitor("2027-03-16T20:32Z").get("/replies").text

    other = reminded("Mia")
    write(campanile, other, "c u on thursday, may we come at 4?")
    campanile.cron("2027-03-16T20:32Z")
    assert visit_of(campanile, other) == "booked"
    desk = clinic.visitor("2027-03-16T20:33Z")
    desk.get("/replies")
    assert "c u on thursday, may we come at 4?" in desk.text
    assert "Mia Winter" in desk.text
    assert "Next visit Thu 18 Mar, 15:00" in desk.text
    desk.submit(desk.form(action="/done"))
    assert "Nothing waits to be read" in desk.text


def test_what_is_forged_told_twice_or_too_large_changes_nothing(campanile, reminded):
    phone = reminded()
    assert write(campanile, phone, "STOP", signature="AAAA").status_code == 403
    assert write(campanile, phone, "STOP " * 60_000).status_code == 413
    assert requests.get(f"{campanile.public_url}/webhooks/twilio/sms", timeout=10).status_code == 405
    # It is no address of the intranet.
    assert requests.post(f"{campanile.url}/webhooks/twilio/sms", timeout=10).status_code == 404
    told = "SELECT COUNT(*) AS n FROM inbound_message m JOIN contact_point t ON t.id = m.contact_point_id WHERE t.address = %s"
    assert campanile.rows(told, phone) == [{"n": 0}]
    for body in ("STOP", "START", "STOP", "STOP"):
        assert write(campanile, phone, body, key=f"SM-{phone[1:]}-{body}").status_code == 200
    assert campanile.rows(told, phone) == [{"n": 2}]
    lifted = "SELECT s.lifted_at IS NOT NULL AS lifted FROM suppression s JOIN contact_point t ON t.id = s.contact_point_id " \
        "WHERE t.address = %s"
    assert campanile.rows(lifted, phone) == [{"lifted": 1}]


# At the desk

@pytest.fixture
def desk(browser, campanile, clinic):
    """Signs somebody in when it is called: ticks of later days end the sessions of today."""
    return lambda: sign_in(browser, campanile, clinic.email)


def button(desk, label):
    return desk.find_element(By.CSS_SELECTOR, f"[aria-label='{label}']")


def test_reply_is_read_done_and_taken_back_by_mouse_by_keyboard_and_without_a_script(desk, campanile, reminded):
    phone = reminded("Leo")
    desk = desk()
    desk.get(f"{campanile.url}/replies")
    check(desk, "replies-none", keep)
    write(campanile, phone, "Stop writing to me at work,\nplease 😀", now="2027-03-16T21:00Z")
    write(campanile, "+13125559999", "W" * 1600, now="2027-03-16T21:01Z")
    desk.refresh()
    assert "2 messages wait" in said(desk)
    assert "Stopped every text to this number." in said(desk)
    assert "Nobody here has this number" in said(desk)
    assert "2 waiting" in desk.find_element(By.CSS_SELECTOR, "nav[aria-label=Main]").get_attribute("textContent")
    check(desk, "replies", keep)

    leave(desk, button(desk, "Done: Leo Winter").click)
    assert "1 message waits" in said(desk)
    leave(desk, desk.find_element(By.XPATH, "//main//button[normalize-space()='Undo']").click)
    assert "2 messages wait" in said(desk)

    leave(desk, lambda: button(desk, "Done: Leo Winter").send_keys(Keys.ENTER))
    leave(desk, lambda: desk.find_element(By.LINK_TEXT, "Done").send_keys(Keys.ENTER))
    assert "Admin" in said(desk) and "at work" in said(desk)
    check(desk, "replies-done", keep)

    with without_script(desk):
        for label, words in (("Not done: Leo Winter", "2 messages wait"), ("Done: +1\u00a0312\u00a0555\u00a09999", "1 message waits")):
            button(desk, label).click()
            wait_for(desk, words)
