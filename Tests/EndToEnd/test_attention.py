"""Messages that failed, at the desk: sent again, put aside, and an address opened; by mouse, by keyboard and without scripts."""

import itertools

import pytest
from selenium.webdriver.common.by import By

import browsing
from accessibility import check
from browsing import at
from clinic import Clinic
from gallery import activate, use
from hands import ALL, keyboard, mouse, scriptless
from pictures import keep
from reading import said

BOOKED, SENT = "2027-03-10T16:00Z", "2027-03-10T16:01Z"
numbers = itertools.count(1)


@pytest.fixture(scope="module")
def clinic(campanile):
    clinic = Clinic(campanile).open()
    visitor = clinic.visitor("2027-03-10T15:00Z")
    activate(visitor, use(visitor, "appointment-reminders"))
    return clinic


@pytest.fixture
def refused(campanile, clinic, mail):
    """Lets the confirmations of new patients be refused for good; answers their sends."""

    def refuse(count, answer="550 5.1.1 nobody of this name"):
        resume_what_paused_itself(campanile, clinic)
        mail.answer = answer
        before = campanile.value("SELECT COUNT(*) FROM attention")
        try:
            for number in itertools.islice(numbers, count):
                clinic.register(f"P-{number}", BOOKED, email=f"p{number}@patients.example", firstName=f"Robin{number}")
                clinic.book(f"A-{number}", f"P-{number}", "2027-03-18T15:00:00-05:00", BOOKED)
            campanile.cron(SENT)
        finally:
            mail.answer = "250 OK"
        assert campanile.value("SELECT COUNT(*) FROM attention") == before + count
        return [row["send_id"] for row in campanile.rows("SELECT send_id FROM attention ORDER BY send_id DESC LIMIT %s", count)]

    return refuse


def resume_what_paused_itself(campanile, clinic):
    """Eleven of a campaign's first messages refused for what they say, and it goes no further."""
    for campaign in campanile.rows("SELECT id FROM campaign WHERE status = 'PAUSED'"):
        visitor = clinic.visitor("2027-03-10T16:02Z")
        visitor.get(f"/campaigns/{campaign['id']}/resume")
        visitor.submit(visitor.form(action=f"/campaigns/{campaign['id']}/resume"))
        assert "is active again" in visitor.text


@pytest.fixture
def sign_in(browser, campanile, clinic):
    """Signs somebody in when it is called: ticks of later days end the sessions of today."""

    def go():
        browser.delete_all_cookies()
        return browsing.sign_in(browser, campanile, clinic.email)

    return go


@pytest.fixture
def soon_after(browser):
    """The clock of whoever sees to it in the minutes after: by the host's everything would be still to come."""
    at(browser, "2027-03-10T16:05Z")
    yield
    at(browser, None)


def row_button(desk, name, send):
    return desk.find_element(By.CSS_SELECTOR, f"button[name='{name}'][value='{send}']")


def waiting(campanile):
    return {row["send_id"] for row in campanile.rows("SELECT send_id FROM attention WHERE closed_at IS NULL")}


@pytest.mark.parametrize("hand", [mouse, keyboard, scriptless])
def test_one_is_put_aside_and_taken_back(campanile, sign_in, refused, hand):
    [send] = refused(1, "554 5.7.1 looks like an offer")
    desk = sign_in()
    with hand(desk) as press:
        desk.get(f"{campanile.url}/attention?kind=content")
        press(row_button(desk, "dismiss", send))
        assert "1 message is put aside." in said(desk)
        assert send not in waiting(campanile)
        press(desk.find_element(By.CSS_SELECTOR, ".notice button"))
        assert "1 message waits again." in said(desk)
    assert send in waiting(campanile)


@pytest.mark.parametrize("hand", [mouse, keyboard, scriptless])
def test_ticked_ones_are_sent_again_after_a_question(campanile, sign_in, refused, hand):
    sends = refused(3, "554 5.7.1 looks like an offer")
    desk = sign_in()
    with hand(desk) as press:
        desk.get(f"{campanile.url}/attention?kind=content")
        for send in sends[:2]:
            desk.find_element(By.CSS_SELECTOR, f"input[type='checkbox'][value='{send}']").click()
        press(desk.find_element(By.CSS_SELECTOR, "button[name='again'][value='chosen']"))
        assert "Send 2 messages again?" in said(desk)
        press(desk.find_element(By.CSS_SELECTOR, "main form button.primary"))
        assert "2 messages are planned once more." in said(desk)
    again = "SELECT COUNT(*) AS n FROM send WHERE retry_of IN (%s, %s, %s)"
    assert campanile.rows(again, *sends) == [{"n": 2}]
    assert sends[2] in waiting(campanile) and not set(sends[:2]) & waiting(campanile)


@pytest.mark.parametrize("hand", [mouse, keyboard, scriptless])
def test_a_refused_address_is_opened_again_for_a_reason_and_written_to(campanile, sign_in, refused, hand):
    [send] = refused(1)
    [row] = campanile.rows(
        "SELECT o.address FROM send s JOIN contact_point o ON o.id = s.contact_point_id WHERE s.id = %s", send
    )
    desk = sign_in()
    with hand(desk) as press:
        desk.get(f"{campanile.url}/attention?kind=address")
        press(desk.find_element(By.CSS_SELECTOR, f"a[href='/attention/messages/{send}/address']"))
        assert row["address"] in said(desk) and "booking system" in said(desk)
        desk.find_element(By.ID, "reason-confirmed").click()
        press(button_named(desk, "Open it again"))
        assert "It is open again." in said(desk) and "Send 1 message again?" in said(desk)
        press(desk.find_element(By.CSS_SELECTOR, "main form button.primary"))
        assert "1 message is planned once more." in said(desk)
    assert campanile.rows("SELECT COUNT(*) AS n FROM send WHERE retry_of = %s", send) == [{"n": 1}]
    open_again = """
        SELECT COUNT(*) AS n FROM suppression u JOIN send s ON s.contact_point_id = u.contact_point_id
        WHERE s.id = %s AND u.cause = 'bad_address' AND u.lifted_at IS NOT NULL
    """
    assert campanile.rows(open_again, send) == [{"n": 1}]


@pytest.mark.parametrize("hand", ALL)
def test_the_address_of_a_failed_message_is_corrected_and_the_message_sent_there(campanile, sign_in, refused, soon_after, hand):
    [send] = refused(1)
    new = f"right{next(numbers)}@patients.example"
    desk = sign_in()
    with hand(desk) as press:
        desk.get(f"{campanile.url}/attention?kind=address")
        press(desk.find_element(By.CSS_SELECTOR, f"a[href='/attention/messages/{send}/address']"))
        type_over(desk, "email", "nobody at home")
        press(button_named(desk, "Correct the address"))
        assert "Give an e-mail address" in said(desk)
        type_over(desk, "email", new)
        press(button_named(desk, "Correct the address"))
        assert "The address is corrected." in said(desk) and "Send 1 message again?" in said(desk)
        press(desk.find_element(By.CSS_SELECTOR, "main form button.primary"))
        assert "1 message is planned once more." in said(desk)
    to = "SELECT p.address FROM send s JOIN contact_point p ON p.id = s.contact_point_id WHERE s.retry_of = %s"
    assert campanile.rows(to, send) == [{"address": new}]


@pytest.mark.parametrize("hand", ALL)
def test_an_address_is_corrected_on_the_patients_page_and_taken_back(campanile, clinic, sign_in, hand):
    number = next(numbers)
    clinic.register(f"C-{number}", BOOKED, email=f"old{number}@patients.example", firstName="Nora")
    patient = campanile.value(f"SELECT id FROM patient WHERE external_id = 'C-{number}'")
    desk = sign_in()
    with hand(desk) as press:
        desk.get(f"{campanile.url}/patients/{patient}")
        press(desk.find_element(By.CSS_SELECTOR, f"a[href^='/patients/{patient}/contacts/']"))
        type_over(desk, "phone", "(312) 555-0148")
        press(button_named(desk, "Save"))
        assert "The mobile number of Nora" in said(desk) and "+1 312 555 0148" in said(desk)
        assert "the booking system has none." in said(desk)
        press(desk.find_element(By.CSS_SELECTOR, ".notice button"))
        assert "+1 312 555 0148" not in said(desk)
        press(desk.find_element(By.CSS_SELECTOR, f"a[href^='/patients/{patient}/contacts/']"))
        type_over(desk, "email", f"new{number}@patients.example")
        press(button_named(desk, "Save"))
        assert f"the booking system still has old{number}@patients.example." in said(desk)
    clinic.put(f"/patients/C-{number}", {"email": f"old{number}@patients.example"}, BOOKED)
    desk.get(f"{campanile.url}/patients/{patient}")
    assert f"new{number}@patients.example" in said(desk)
    check(desk, "patient-corrected", keep)
    desk.get(desk.find_element(By.CSS_SELECTOR, f"a[href^='/patients/{patient}/contacts/']").get_attribute("href"))
    check(desk, "patient-address", keep)
    clinic.put(f"/patients/C-{number}", {"email": f"third{number}@patients.example"}, BOOKED)
    desk.get(f"{campanile.url}/patients/{patient}")
    assert f"third{number}@patients.example" in said(desk) and "Corrected here" not in said(desk)


def type_over(desk, field, text):
    element = desk.find_element(By.ID, field)
    element.clear()
    element.send_keys(text)


def button_named(desk, label):
    return next(one for one in desk.find_elements(By.CSS_SELECTOR, "main button") if one.text == label)


def test_the_pages_are_for_everybody_at_every_width(campanile, sign_in, refused):
    sends = refused(2)
    desk = sign_in()
    for path, name in [
        ("/attention", "attention"), ("/attention?kind=address", "attention-address"),
        (f"/attention/messages/again?send={sends[0]}", "attention-again"),
        (f"/attention/messages/{sends[0]}/address", "attention-mend"), ("/providers/smtp", "provider"),
    ]:
        desk.get(campanile.url + path)
        check(desk, name, keep)
