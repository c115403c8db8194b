"""From a booking to the patient's own answer: an SMS, the page behind its link, and what the answer changes."""

import re

import pytest
import requests
from selenium.webdriver.common.by import By

from accessibility import check
from browsing import at
from clinic import Clinic
from gallery import activate, use
from leaving import leave
from pictures import keep

# A visit on Thursday 18 March 2027 at 15:00 in Chicago, booked a week before it.
VISIT, BOOKED = "2027-03-18T15:00:00-05:00", "2027-03-11T16:00Z"
REMINDED, MORNING = "2027-03-16T20:00Z", "2027-03-18T13:00Z"


@pytest.fixture(scope="module")
def clinic(campanile):
    return Clinic(campanile).open()


@pytest.fixture(scope="module")
def reminders(campanile, clinic):
    """The gallery's reminders, of which the one in the morning goes only until confirmed."""
    visitor = clinic.visitor("2027-03-10T16:00Z")
    campaign = use(visitor, "appointment-reminders")
    [last] = campanile.rows("SELECT id FROM step WHERE campaign_id = %s ORDER BY position DESC LIMIT 1", campaign)
    visitor.get(f"/campaigns/{campaign}/builder?step={last['id']}")
    visitor.submit(visitor.form(with_field="until-confirmed"), **{"until-confirmed": "yes"})
    activate(visitor, campaign)
    return campaign


@pytest.fixture
def book(campanile, clinic, texts, reminders):
    """Books a visit for a new patient, and answers the link of the reminder that comes two days before it."""

    def book(number):
        phone = f"+1312555{2000 + number}"
        clinic.register(f"P-{number}", BOOKED, phone=phone, email=f"p{number}@patients.example")
        clinic.book(f"A-{number}", f"P-{number}", VISIT, BOOKED)
        campanile.cron("2027-03-11T16:01Z")
        campanile.cron(REMINDED)
        reminder = texts.to(phone)[-1].body
        assert len(reminder) <= 160
        [link] = re.findall(r"http\S+", reminder)
        assert link.startswith(f"{campanile.public_url}/p/v/")
        return link

    return book


def sends_in_the_morning(campanile, number):
    return campanile.rows(
        "SELECT s.phase, s.reason FROM send s JOIN patient p ON p.id = s.patient_id "
        "WHERE p.external_id = %s AND s.planned_at = '2027-03-18 13:00:00'", f"P-{number}",
    )


def press(browser, answer):
    leave(browser, browser.find_element(By.CSS_SELECTOR, f"button[value={answer}]").click)


@pytest.fixture
def phone(browser):
    """A browser in the evening of the reminder."""
    at(browser, "2027-03-16T23:00Z")
    yield browser
    at(browser, None)


def test_who_confirms_by_the_link_of_the_sms_is_not_reminded_in_the_morning(campanile, clinic, texts, phone, book):
    link, other = book(1), book(2)
    phone.get(link)
    assert "Robin’s visit" in phone.find_element(By.TAG_NAME, "h1").text
    assert "Thu, Mar 18 at 3:00 PM" in phone.page_source
    assert "Winter" not in phone.page_source
    check(phone, "visit", keep)
    press(phone, "confirm")
    assert "this visit is confirmed" in phone.page_source
    check(phone, "visit-confirmed", keep)

    # The booking system does not know of it, and says again what it said before.
    clinic.change("A-1", "2027-03-17T16:00Z", status="booked")
    assert campanile.api("GET", "/appointments/A-1", key=clinic.key).json()["status"] == "confirmed"
    before = len(texts.to("+13125552001"))
    campanile.cron(MORNING)
    campanile.cron("2027-03-18T13:01Z")
    assert sends_in_the_morning(campanile, 1) == [{"phase": "SKIPPED", "reason": "CONFIRMED"}]
    assert len(texts.to("+13125552001")) == before
    assert [send["phase"] for send in sends_in_the_morning(campanile, 2)] == ["SENT"]
    assert other != link


def test_wish_for_another_time_reaches_the_desk_and_waits_until_it_is_done(campanile, clinic, phone, book):
    phone.get(book(3))
    phone.find_element(By.ID, "wish").send_keys("Any day after four,\nplease")
    press(phone, "reschedule")
    assert "You asked for another time" in phone.page_source
    check(phone, "visit-wished", keep)

    desk = clinic.visitor("2027-03-16T23:30Z")
    desk.get("/attention")
    assert "Any day after four, please" in desk.text
    [event] = campanile.api("GET", "/events?type=RESCHEDULE_REQUESTED", key=clinic.key).json()["items"]
    assert event["data"]["wish"] == "Any day after four,\nplease"
    desk.submit(desk.form(action="/done"))
    assert "Nobody asks for another time" in desk.text
    [entry] = campanile.rows("SELECT verb, noun FROM audit_log WHERE noun = 'reschedule_request'")
    assert entry["verb"] == "complete"


def test_scanner_that_opens_the_link_changes_nothing(campanile, book):
    link = book(4)
    for method in ("GET", "HEAD") * 3:
        answer = requests.request(method, link, headers={"X-Campanile-Now": REMINDED}, timeout=10)
        assert answer.status_code == 200
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert campanile.rows("SELECT status FROM appointment WHERE external_id = 'A-4'") == [{"status": "booked"}]
    assert campanile.rows("SELECT id FROM tracking_event") == []


def test_link_of_a_moved_visit_says_so_and_holds_again_once_it_is_moved_back(campanile, clinic, phone, book):
    link = book(5)
    clinic.change("A-5", "2027-03-16T21:00Z", startsAt="2027-03-19T15:00:00-05:00")
    phone.get(link)
    assert "has been moved" in phone.page_source
    assert "(312) 555-0100" in phone.page_source
    check(phone, "visit-moved", keep)
    clinic.change("A-5", "2027-03-16T22:00Z", startsAt=VISIT)
    phone.get(link)
    press(phone, "confirm")
    assert campanile.rows("SELECT status FROM appointment WHERE external_id = 'A-5'") == [{"status": "confirmed"}]


def test_confirmation_mail_carries_both_links(campanile, mail, book):
    book(6)
    [message] = mail.to("p6@patients.example")
    text = message.get_body(("plain",)).get_content().replace("=\n", "")
    for path in ("/p/v/", "/p/r/"):
        [link] = re.findall(rf"{re.escape(campanile.public_url)}{path}\S+", text)
        page = requests.get(link, headers={"X-Campanile-Now": REMINDED}, timeout=10)
        assert page.status_code == 200
        assert "Robin’s visit" in page.text


def test_page_speaks_the_patients_language_and_a_broken_link_the_browsers(campanile, clinic, phone, book):
    link = book(20)
    clinic.put("/patients/P-20", {"language": "es"}, BOOKED)
    phone.get(link)
    assert "La cita de Robin" in phone.find_element(By.TAG_NAME, "h1").text
    assert "jue 18 mar a las 3:00 p.m." in phone.page_source
    check(phone, "visit-spanish", keep)
    press(phone, "confirm")
    assert "Gracias, esta cita está confirmada." in phone.page_source
    phone.execute_cdp_cmd("Network.setExtraHTTPHeaders", {"headers": {"Accept-Language": "es-MX,en;q=0.5"}})
    phone.get(link[:-3])
    assert "Este enlace ya no sirve" in phone.page_source
    check(phone, "link-ended-spanish", keep)
    answer = requests.get(link[:-3], headers={"Accept-Language": "en"}, timeout=10)
    assert answer.status_code == 404 and "This link has ended" in answer.text
