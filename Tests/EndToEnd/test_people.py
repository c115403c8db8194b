"""Patients, sends, the first page of the day and the settings, as a receptionist goes through them: once by mouse, once by
keyboard alone, once without script; each page held against axe."""


import pytest
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select

from accessibility import check
from browsing import without_script
from clinic import Clinic
from gallery import start_reminders
from leaving import leave
from pictures import keep
from reading import said, wait_for

BOOKED = "2027-03-08T15:00Z"
# Wednesday noon in Chicago: one reminder has left, one is to come.
NOW = "2027-03-10T18:00Z"
# The browser's clock.
clock = NOW


@pytest.fixture(scope="module")
def clinic(campanile):
    """A child whose mother receives, with a visit tomorrow that the clinic's reminders are about."""
    clinic = Clinic(campanile).open()
    start_reminders(clinic, now="2027-03-01T15:00Z")
    clinic.register(
        "P-1", BOOKED, firstName="Mia", lastName="Torres", birthDate="2015-05-04",
        contacts=[{
            "externalId": "M-1", "relation": "parent", "firstName": "Ana", "lastName": "Torres",
            "email": "ana@patients.example", "phone": "+13125552001", "receives": ["care", "marketing"],
        }],
    )
    clinic.register("P-2", BOOKED, email="robin@patients.example", phone="+13125552002")
    clinic.book("A-1", "P-1", "2027-03-11T15:00:00-06:00", BOOKED)
    clinic.book("A-2", "P-2", "2027-03-12T15:00:00-06:00", BOOKED)
    for moment in ("2027-03-08T15:01Z", "2027-03-09T21:01Z"):
        campanile.cron(moment)
    return clinic


def button(browser, label):
    """What is pressed or followed under that label."""
    return next(
        one for one in browser.find_elements(By.CSS_SELECTOR, "main button, main a")
        if label in (one.text, one.get_attribute("aria-label"))
    )


def press(browser, label):
    leave(browser, button(browser, label).click)


def click_and_see(browser, label, words):
    """Without script there is no mark to wait by: the next page's words are."""
    button(browser, label).click()
    wait_for(browser, words)


def tab_to(browser, element_id):
    """Tabs on until that element has the focus, and sees that the focus shows."""
    for _ in range(150):
        if browser.switch_to.active_element.get_attribute("id") == element_id:
            outline = browser.execute_script("return getComputedStyle(document.activeElement).outlineStyle")
            assert outline != "none", f"the focus on {element_id} cannot be seen"
            return
        ActionChains(browser).send_keys(Keys.TAB).perform()
    raise AssertionError(f"no way by Tab to {element_id} on {browser.current_url}")


def tab_to_label(browser, label):
    for _ in range(150):
        focused = browser.switch_to.active_element
        if label in (focused.text, focused.get_attribute("aria-label")):
            return
        ActionChains(browser).send_keys(Keys.TAB).perform()
    raise AssertionError(f"no way by Tab to {label} on {browser.current_url}")


def key(browser, *keys):
    ActionChains(browser).send_keys(*keys).perform()


# A patient: found, understood, asked about, and a yes or no written down

def test_patient_is_found_explained_and_an_opt_out_written_down_by_mouse(desk, campanile):
    desk.get(f"{campanile.url}/patients")
    assert "Who comes next" in said(desk)
    check(desk, "patients", keep)
    desk.find_element(By.ID, "search").send_keys("tor mi")
    press(desk, "Search")
    assert desk.current_url.endswith("/patients"), "a name stands in no address"
    check(desk, "patients-found", keep)
    press(desk, "Mia Torres")
    for words in ("11 years old", "Ana Torres", "Parent", "SMS: yes", "Adjustment", "Still to come", "Until now", "Sent"):
        assert words in said(desk), words
    check(desk, "patient", keep)
    Select(desk.find_element(By.ID, "campaign")).select_by_visible_text("Appointment Reminders")
    press(desk, "Explain it")
    assert "/explain?patient=" in desk.current_url
    assert "Mia Torres, 11" in said(desk)
    desk.back()
    press(desk, "Write down a yes or a no…")
    check(desk, "patient-answer", keep)
    for choice in ("answer-no", "subject-reminder", "channel-SMS", "how-telephone"):
        desk.find_element(By.ID, choice).click()
    press(desk, "Write it down")
    assert "The answer of Ana Torres is written down." in said(desk)
    assert "By telephone, written down by Admin" in said(desk)
    check(desk, "patient-answered", keep)
    [row] = campanile.rows("SELECT * FROM consent WHERE source = 'staff'")
    assert (row["purpose"], row["channel"], row["granted"]) == ("reminder", "SMS", 0)


def test_patient_is_found_and_a_yes_written_down_by_keyboard_alone(desk, campanile):
    desk.get(f"{campanile.url}/patients")
    tab_to(desk, "search")
    key(desk, "(312) 555-2001")
    leave(desk, lambda: key(desk, Keys.ENTER))
    tab_to_label(desk, "Mia Torres")
    leave(desk, lambda: key(desk, Keys.ENTER))
    tab_to_label(desk, "Write down a yes or a no…")
    leave(desk, lambda: key(desk, Keys.ENTER))
    tab_to(desk, "answer-yes")
    key(desk, Keys.SPACE)
    for box in ("subject-marketing", "channel-EMAIL"):
        tab_to(desk, box)
        key(desk, Keys.SPACE)
    tab_to(desk, "how-desk")
    key(desk, Keys.SPACE)
    tab_to(desk, "wording")
    key(desk, "May we send you offers? Yes.")
    tab_to_label(desk, "Write it down")
    leave(desk, lambda: key(desk, Keys.ENTER))
    assert "“May we send you offers? Yes.”" in said(desk)


def test_patient_is_found_and_an_answer_refused_and_mended_without_script(desk, campanile):
    with without_script(desk):
        desk.get(f"{campanile.url}/patients")
        desk.find_element(By.ID, "search").send_keys("ana@patients.example")
        click_and_see(desk, "Search", "1 patient")
        click_and_see(desk, "Mia Torres", "Who receives")
        click_and_see(desk, "Write down a yes or a no…", "What was said for Mia Torres?")
        desk.find_element(By.ID, "answer-yes").click()
        click_and_see(desk, "Write it down", "need another look")
        assert desk.find_element(By.ID, "answer-yes").is_selected()
        for choice in ("subject-marketing", "channel-SMS", "how-paper"):
            desk.find_element(By.ID, choice).click()
        desk.find_element(By.ID, "wording").send_keys("Form of March.")
        click_and_see(desk, "Write it down", "“Form of March.”")
    check(desk, "patient-two-answers", keep)


# Sends: filtered, and one of them whole

@pytest.fixture(scope="module")
def sends(campanile, clinic):
    [row] = campanile.rows("SELECT id FROM campaign WHERE type = 'REMINDER'")
    return f"{campanile.url}/campaigns/{row['id']}/sends"


def test_sends_are_filtered_and_one_opened_by_mouse(desk, sends):
    desk.get(sends)
    assert said(desk).index("Still to come") < said(desk).index("Until now")
    check(desk, "sends", keep)
    Select(desk.find_element(By.ID, "status")).select_by_visible_text("Sent")
    Select(desk.find_element(By.ID, "channel")).select_by_visible_text("SMS")
    press(desk, "Filter")
    assert "status=sent" in desk.current_url and "channel=sms" in desk.current_url
    assert "Still to come" not in said(desk)
    check(desk, "sends-filtered", keep)
    press(desk, "Mia Torres")
    for words in ("Handed to the provider.", "Accepted by the provider", "As it was sent"):
        assert words in said(desk), words
    check(desk, "send", keep)
    press(desk, "The patient")
    assert "Who receives" in said(desk)


def test_sends_are_filtered_by_keyboard_alone(desk, sends):
    desk.get(sends)
    tab_to(desk, "status")
    key(desk, "Planned")
    tab_to(desk, "step")
    tab_to_label(desk, "Filter")
    leave(desk, lambda: key(desk, Keys.ENTER))
    assert "status=pending" in desk.current_url
    assert "Until now" not in said(desk)


def test_sends_are_filtered_without_script(desk, sends):
    with without_script(desk):
        desk.get(sends)
        Select(desk.find_element(By.ID, "status")).select_by_visible_text("Failed")
        click_and_see(desk, "Filter", "No message fits")
        click_and_see(desk, "See all messages", "Still to come")


# The first page of the day

def test_day_begins_with_what_leaves_what_needs_a_person_and_who_comes_tomorrow(desk, campanile, clinic):
    desk.get(campanile.url)
    assert "Today, Wed 10 Mar" in said(desk)
    assert "Nothing. Requests for another time" in said(desk)
    assert "Told, no answer" in said(desk)
    check(desk, "home", keep)
    campanile.run("UPDATE enrollment SET errors = 5, due_at = '2027-03-10 17:00:00' ORDER BY id LIMIT 1")
    desk.refresh()
    assert "Given up after five errors" in said(desk)
    check(desk, "home-stuck", keep)
    press(desk, "Try again: Mia Torres")
    assert "It is tried again with the next minutes." in said(desk)
    tab_to_label(desk, "Mia Torres")
    leave(desk, lambda: key(desk, Keys.ENTER))
    assert "Who receives" in said(desk)
    with without_script(desk):
        desk.get(campanile.url)
        click_and_see(desk, "Mia Torres", "Who receives")


# The settings

def test_times_of_the_clinic_are_set_after_a_question_by_mouse(desk, campanile, clinic):
    desk.get(f"{campanile.url}/settings/hours")
    check(desk, "hours", keep)
    zone = desk.find_element(By.ID, "zone")
    zone.clear()
    zone.send_keys("America/New_York")
    press(desk, "Save the times…")
    assert "each is planned anew" in said(desk)
    check(desk, "hours-asked", keep)
    press(desk, "Save and plan anew")
    assert "What waits is planned by them" in said(desk)
    [row] = campanile.rows("SELECT zone, replan_after FROM clinic WHERE id = %s", clinic.id)
    assert (row["zone"], row["replan_after"]) == ("America/New_York", 0)


def test_closed_day_is_set_and_opened_by_keyboard_and_without_script(desk, campanile):
    desk.get(f"{campanile.url}/settings/hours")
    tab_to(desk, "first")
    key(desk, "12242027")
    tab_to(desk, "name")
    key(desk, "Christmas Eve")
    tab_to_label(desk, "Close the clinic then")
    leave(desk, lambda: key(desk, Keys.ENTER))
    assert "Christmas Eve" in said(desk)
    check(desk, "hours-closed-day", keep)
    with without_script(desk):
        desk.get(f"{campanile.url}/settings/hours")
        click_and_see(desk, "Open on Fri 24 Dec 2027", "open on Fri 24 Dec again")


def test_limits_are_refused_and_set_without_script(desk, campanile):
    with without_script(desk):
        desk.get(f"{campanile.url}/settings")
        field = desk.find_element(By.ID, "cap-messages")
        field.clear()
        field.send_keys("many")
        click_and_see(desk, "Save settings", "One thing needs another look")
        field = desk.find_element(By.ID, "cap-messages")
        field.clear()
        field.send_keys("2")
        click_and_see(desk, "Save settings", "The settings are saved.")
    check(desk, "settings", keep)


def test_staff_come_and_go_by_mouse(desk, campanile):
    desk.get(f"{campanile.url}/settings/staff")
    check(desk, "staff", keep)
    for name, text in (("name", "Kim Lee"), ("email", "kim@clinic.example"), ("password", "a good long sentence")):
        desk.find_element(By.ID, name).send_keys(text)
    desk.find_element(By.ID, "role-manager").click()
    press(desk, "Add to the staff")
    assert "Kim Lee can sign in." in said(desk)
    press(desk, "Kim Lee")
    check(desk, "member", keep)
    press(desk, "End their signing in…")
    check(desk, "member-remove", keep)
    press(desk, "End their signing in")
    assert "Kim Lee can sign in no more." in said(desk)
    press(desk, "Undo")
    assert "Kim Lee can sign in again." in said(desk)


def test_key_is_made_shown_once_and_revoked_by_keyboard_and_the_log_tells_it(desk, campanile):
    desk.get(f"{campanile.url}/settings/keys")
    check(desk, "keys", keep)
    tab_to(desk, "name")
    key(desk, "Imaging")
    tab_to(desk, "scope-read")
    key(desk, Keys.SPACE)
    tab_to_label(desk, "Make the key")
    leave(desk, lambda: key(desk, Keys.ENTER))
    secret = desk.find_element(By.CSS_SELECTOR, ".key code").text
    check(desk, "key-made", keep)
    assert campanile.api("GET", "/patients", key=secret, now=NOW).status_code == 200
    press(desk, "I have copied it")
    assert secret not in said(desk)
    tab_to_label(desk, "Revoke the key of Imaging")
    leave(desk, lambda: key(desk, Keys.ENTER))
    check(desk, "key-revoke", keep)
    press(desk, "Revoke the key")
    assert campanile.api("GET", "/patients", key=secret, now=NOW).status_code == 401

    desk.get(f"{campanile.url}/settings/audit")
    assert "Removed API key" in said(desk)
    check(desk, "audit", keep)
    with without_script(desk):
        Select(desk.find_element(By.ID, "what")).select_by_visible_text("Staff")
        click_and_see(desk, "Filter", "Added staff")
        assert "Removed API key" not in said(desk)
