"""Who is asked and when it begins, in a real browser: groups in audiences, triggers in words, and starts by hand; by mouse, by
keyboard, and without script."""

import json

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select

from accessibility import check
from clinic import Clinic
from gallery import activate, use
from leaving import leave
from pictures import keep
from reading import said, soon, wait_for

REGISTERED = "2027-03-01T16:00Z"


@pytest.fixture(scope="module")
def clinic(campanile):
    """Three adults, of whom two have a tag, and a child."""
    clinic = Clinic(campanile).open()
    clinic.register("P-1", REGISTERED, email="p1@patients.example", tags=["vip"])
    clinic.register("P-2", REGISTERED, email="p2@patients.example", firstName="Rowan", tags=["staff"])
    clinic.register("P-3", REGISTERED, email="p3@patients.example", firstName="Remy")
    clinic.register("P-4", REGISTERED, birthDate="2020-02-03", firstName="Mia")
    return clinic


@pytest.fixture
def campaign(clinic):
    return use(clinic.visitor(), "new-patient-welcome")


def button(browser, label):
    found = [
        one for one in browser.find_elements(By.CSS_SELECTOR, "main button, main a.button")
        if label in (one.text, one.get_attribute("aria-label")) and "spoken" not in (one.get_attribute("class") or "")
    ]
    assert found, f"no “{label}” on {browser.current_url}"
    return found[0]


def press(browser, label):
    leave(browser, button(browser, label).click)


def key(browser, label, key=Keys.ENTER):
    leave(browser, lambda: button(browser, label).send_keys(key))


def fill(browser, number, field, op, value, prefix="audience"):
    choose(browser, f"{prefix}-{number}-field", field)
    choose(browser, f"{prefix}-{number}-op", op)
    write(browser, f"{prefix}-{number}-value", value)


def choose(browser, field, text):
    Select(browser.find_element(By.ID, field)).select_by_visible_text(text)


def write(browser, field, text):
    place = browser.find_element(By.ID, field)
    place.clear()
    place.send_keys(text)


def stored(campanile, campaign):
    [row] = campanile.rows("SELECT audience FROM campaign WHERE id = %s", campaign)
    return json.loads(row["audience"])


def test_groups_in_groups_are_made_counted_and_kept_by_mouse(desk, campanile, campaign):
    desk.get(f"{campanile.url}/campaigns/{campaign}/audience")
    leave(desk, desk.find_element(By.ID, "audience-add").click)
    fill(desk, 1, "Age", "is at least", "18")
    press(desk, "Add a group")
    assert desk.switch_to.active_element.get_attribute("id") == "audience-2-op"
    fill(desk, 3, "Tag", "includes", "vip")
    press(desk, "Add a group to group 2")
    choose(desk, "audience-4-op", "none of these holds")
    fill(desk, 5, "Tag", "includes", "staff")
    press(desk, "Add a group to group 4")
    fill(desk, 7, "Last completed visit", "is within", "the last 6 months")
    # Of whom no visit is known it is not known either whether none of it holds.
    wait_for(desk, "1 of 4 patients fit", (By.ID, "reach"))
    check(desk, "audience-groups", keep)
    press(desk, "Save audience")
    age = {"field": "patient.age", "op": ">=", "value": 18}
    vip = {"field": "patient.tag", "op": "contains", "value": "vip"}
    staff = {"field": "patient.tag", "op": "contains", "value": "staff"}
    recent = {"field": "patient.lastVisit", "op": "within", "value": {"months": -6}}
    assert stored(campanile, campaign) == {
        "all": [age, {"any": [vip, {"not": {"any": [staff, {"any": [recent]}]}}]}]
    }
    assert "last completed visit is within the last 6 months" in said(desk)

    press(desk, "Copy group 4")
    press(desk, "Remove group 4")
    press(desk, "Save audience")
    assert len(stored(campanile, campaign)["all"][1]["any"]) == 2


def test_list_of_fields_is_narrowed_by_a_part_of_a_name(desk, campanile, campaign):
    desk.get(f"{campanile.url}/campaigns/{campaign}/audience")
    leave(desk, desk.find_element(By.ID, "audience-add").click)
    write(desk, "audience-find", "consent")
    shown = desk.execute_script(
        "return [...document.querySelectorAll('#audience-1-field option')].filter((one) => !one.hidden).map((one) => one.text)")
    assert shown and all("onsent" in name or name == "Choose…" for name in shown), shown
    choose(desk, "audience-1-field", "Consent to marketing by e-mail")


def test_lines_and_groups_are_added_copied_and_removed_by_keyboard(desk, campanile, campaign):
    desk.get(f"{campanile.url}/campaigns/{campaign}/audience")
    exclusions = desk.find_element(By.ID, "exclusions-add")
    leave(desk, lambda: exclusions.send_keys(Keys.SPACE))
    # The new line has the focus.
    assert desk.switch_to.active_element.get_attribute("id") == "exclusions-1-field"
    desk.switch_to.active_element.send_keys("Tag")
    desk.find_element(By.ID, "exclusions-1-op").send_keys("includes")
    desk.find_element(By.ID, "exclusions-1-value").send_keys("vip")
    key(desk, "Copy line 1")
    assert desk.switch_to.active_element.get_attribute("id") == "exclusions-2-field"
    write(desk, "exclusions-2-value", "staff")
    desk.find_element(By.ID, "exclusions-match").send_keys("any")
    leave(desk, lambda: desk.find_element(By.ID, "exclusions-2-value").send_keys(Keys.ENTER))
    assert "except where tag includes vip or tag includes staff" in said(desk)
    key(desk, "Remove line 2")
    leave(desk, lambda: desk.find_element(By.ID, "exclusions-1-value").send_keys(Keys.ENTER))
    assert "except where tag includes vip." in said(desk)


def test_groups_are_made_and_counted_without_script(scriptless, campanile, campaign):
    desk = scriptless
    desk.get(f"{campanile.url}/campaigns/{campaign}/audience")
    desk.find_element(By.CSS_SELECTOR, "#audience > .rule-add button[value=group]").click()
    soon(desk, lambda page: page.find_elements(By.ID, "audience-2-field"))
    fill(desk, 2, "Tag", "includes", "vip")
    button(desk, "Copy line 2").click()
    soon(desk, lambda page: page.find_elements(By.ID, "audience-3-field"))
    write(desk, "audience-3-value", "staff")
    desk.find_element(By.CSS_SELECTOR, "button[name=count]").click()
    wait_for(desk, "2 of 4 patients fit", (By.ID, "reach"))
    button(desk, "Save audience").click()
    wait_for(desk, "It is for patients for whom tag includes vip or tag includes staff")


def test_trigger_is_said_while_it_is_chosen(desk, campanile, clinic, campaign):
    campanile.run("INSERT INTO appointment_type (clinic_id, name) VALUES (%s, 'Emergency'), (%s, 'Records')", clinic.id, clinic.id)
    desk.get(f"{campanile.url}/campaigns/{campaign}/builder?open=trigger")
    choose(desk, "event", "An appointment is booked")
    wait_for(desk, "When an appointment is booked.", (By.ID, "says"))
    leave(desk, desk.find_element(By.ID, "when-add").click)
    fill(desk, 1, "Appointment type", "is not", "Emergency", prefix="when")
    # The clinic's own names are offered as soon as the field is chosen.
    offers = desk.find_element(By.ID, "when-1-value").get_attribute("list")
    assert [one.get_attribute("value") for one in desk.find_elements(By.CSS_SELECTOR, f"#{offers} option")] == ["Emergency", "Records"]
    wait_for(desk, "When an appointment is booked, except where appointment type is Emergency.", (By.ID, "says"))
    check(desk, "trigger-said", keep)
    choose(desk, "reentry", "may begin it again after")
    write(desk, "reentry-days", "30")
    wait_for(desk, "may begin it again after 30 days", (By.ID, "says"))
    leave(desk, lambda: desk.find_element(By.ID, "reentry-days").send_keys(Keys.ENTER))
    [row] = campanile.rows("SELECT trigger_event, reentry_days FROM campaign WHERE id = %s", campaign)
    assert row == {"trigger_event": "APPOINTMENT_BOOKED", "reentry_days": 30}


def test_recurrence_shows_its_next_ten_dates_without_script(scriptless, campanile, campaign):
    desk = scriptless
    desk.get(f"{campanile.url}/campaigns/{campaign}/builder?open=trigger")
    desk.find_element(By.ID, "kind-recurring").click()
    choose(desk, "frequency", "month")
    write(desk, "month-day", "31")
    for field, value in (("recurring-at", "09:00"), ("start", "2036-01-31")):
        place = desk.find_element(By.ID, field)
        place.clear()
        place.send_keys(value if field != "start" else "01312036")
        if field == "recurring-at":
            place.send_keys("AM")
    button(desk, "Say it in words").click()
    wait_for(desk, "Its next dates", (By.ID, "says"))
    dates = desk.find_elements(By.CSS_SELECTOR, "#says ol time")
    assert len(dates) == 10
    assert "29 Feb" in dates[1].text


def test_running_campaign_is_started_for_chosen_patients_by_mouse_and_keyboard(desk, campanile, clinic, campaign):
    visitor = clinic.visitor()
    visitor.get(f"/campaigns/{campaign}/builder?open=trigger")
    visitor.submit(visitor.form(action=f"/campaigns/{campaign}/trigger"), kind="custom", custom="LOST_RETAINER")
    visitor.get(f"/campaigns/{campaign}/audience")
    form = visitor.form(action=f"/campaigns/{campaign}/audience")
    visitor.submit(form, **{"audience-field": "patient.age", "audience-op": ">=", "audience-value": "18"})
    activate(visitor, campaign)

    desk.get(f"{campanile.url}/campaigns/{campaign}/stats")
    press(desk, "Start by hand…")
    for name in ("R", "Mia"):
        place = desk.find_element(By.ID, "search")
        place.clear()
        place.send_keys(name)
        leave(desk, lambda: desk.find_element(By.ID, "search").send_keys(Keys.ENTER))
        assert name not in desk.current_url
        for tick in desk.find_elements(By.CSS_SELECTOR, "input[name=patient]"):
            tick.send_keys(Keys.SPACE)
        press(desk, "Choose the ticked")
    assert "It would begin for 3 of 4 patients" in said(desk)
    assert "Is not in the campaign’s audience." in said(desk)
    check(desk, "start-by-hand", keep)
    press(desk, "Start for 3 patients…")
    check(desk, "start-question", keep)
    press(desk, "Start for 3 patients")
    assert "It has begun for 3 patients." in said(desk)
    assert len(campanile.rows("SELECT id FROM enrollment WHERE campaign_id = %s", campaign)) == 3
