"""The reminder table in a real browser: begun, changed, published and detached, by mouse, by keyboard, and without script."""

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select

from accessibility import check
from clinic import Clinic
from leaving import leave
from pictures import keep
from reading import said, wait_for

NOW = "2027-03-01T16:00Z"


@pytest.fixture(scope="module")
def clinic(campanile):
    """Two kinds of visits are known."""
    clinic = Clinic(campanile).open()
    clinic.register("P-1", NOW, email="p1@patients.example", phone="+13125552001")
    clinic.book("A-1", "P-1", "2027-05-05T10:00:00-05:00", NOW)
    clinic.book("A-2", "P-1", "2027-05-06T10:00:00-05:00", NOW, type="Bonding")
    return clinic


def button(browser, label):
    found = [
        one for one in browser.find_elements(By.CSS_SELECTOR, "main button, main a.button")
        if label in (one.text, one.get_attribute("aria-label")) and "spoken" not in (one.get_attribute("class") or "")
    ]
    assert found, f"no “{label}” on {browser.current_url}"
    return found[0]


def press(browser, label):
    leave(browser, button(browser, label).click)


def choose(browser, field, text):
    Select(browser.find_element(By.ID, field)).select_by_visible_text(text)


def write(browser, field, text):
    place = browser.find_element(By.ID, field)
    place.clear()
    place.send_keys(text)


def test_table_is_begun_changed_activated_and_published_by_mouse(desk, campanile):
    desk.get(f"{campanile.url}/reminders")
    check(desk, "reminders-none", keep)
    press(desk, "Begin with Appointment Reminders")
    assert "SMS 48 hours before; SMS on the morning." in said(desk)
    check(desk, "reminders-table", keep)

    press(desk, "Add a line")
    choose(desk, "line-5-type", "Adjustment")
    write(desk, "line-5-amount", "48")
    choose(desk, "line-5-lead", "hours before")
    choose(desk, "line-5-message", "Visit reminder (SMS)")
    choose(desk, "line-5-confirmed", "not sent")
    # While it is typed, the table is said in words.
    wait_for(desk, "SMS 48 hours before, unless confirmed", (By.ID, "words"))
    press(desk, "Save the table")
    assert "Adjustment" in desk.find_element(By.ID, "words").text
    assert "Every other type (Bonding)" in said(desk)

    press(desk, "Activate…")
    press(desk, "Activate")
    desk.get(f"{campanile.url}/reminders")
    write(desk, "line-3-amount", "72")
    press(desk, "Save, then see what changes…")
    assert "/publish" in desk.current_url
    assert "72 hours before" in said(desk)
    desk.get(f"{campanile.url}/reminders")
    assert "Not published yet" in said(desk)
    check(desk, "reminders-unpublished", keep)
    press(desk, "Publish…")
    press(desk, "Publish")
    desk.get(f"{campanile.url}/reminders")
    assert "Not published yet" not in said(desk)
    assert "SMS 72 hours before; SMS on the morning." in said(desk)


def test_gallery_offers_no_second_reminders(desk, campanile):
    desk.get(f"{campanile.url}/gallery")
    assert not desk.find_elements(By.CSS_SELECTOR, "form[action='/gallery/appointment-reminders']")
    assert "You have it: Appointment Reminders." in said(desk)


def test_line_is_changed_and_removed_by_keyboard(desk, campanile):
    desk.get(f"{campanile.url}/reminders")
    lines = len(desk.find_elements(By.CSS_SELECTOR, "table.reminders tbody tr"))
    amount = desk.find_element(By.ID, "line-3-amount")
    amount.send_keys(Keys.CONTROL, "a")
    amount.send_keys("500")
    leave(desk, lambda: desk.find_element(By.ID, "line-3-amount").send_keys(Keys.ENTER))
    assert "Give a whole number of hours from 1 to 240." in said(desk)
    assert desk.find_element(By.ID, "line-3-amount").get_attribute("value") == "500"
    check(desk, "reminders-refused", keep)
    last = desk.find_element(By.CSS_SELECTOR, f"[aria-label='Remove line {lines}']")
    leave(desk, lambda: last.send_keys(Keys.ENTER))
    assert len(desk.find_elements(By.CSS_SELECTOR, "table.reminders tbody tr")) == lines - 1


def test_table_is_said_saved_and_detached_without_script(scriptless, campanile):
    desk = scriptless
    desk.get(f"{campanile.url}/reminders")
    write(desk, "line-3-amount", "36")
    button(desk, "Say it in words").click()
    wait_for(desk, "In words, not saved yet")
    assert "SMS 36 hours before" in said(desk)
    button(desk, "Save, then see what changes…").click()
    wait_for(desk, "What changes when you publish it")
    desk.get(f"{campanile.url}/reminders")
    button(desk, "Detach…").click()
    wait_for(desk, "gone for good")
    button(desk, "Detach for good").click()
    wait_for(desk, "The table is gone.")
    desk.get(f"{campanile.url}/reminders")
    assert "It was detached from the table, so the table is gone" in said(desk)
