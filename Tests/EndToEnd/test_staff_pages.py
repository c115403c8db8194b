"""Segments, audiences, branches, the desk's list and the clinic's switch in a real browser, each page held against axe."""

import pytest
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select

from accessibility import check
from browsing import without_script
from clinic import Clinic
from gallery import use
from leaving import leave
from pictures import keep
from reading import said, soon, wait_for

REGISTERED = "2027-03-01T16:00Z"


@pytest.fixture(scope="module")
def clinic(campanile):
    """Three adults and a child, of whom one adult has a mobile number."""
    clinic = Clinic(campanile).open()
    clinic.register("P-1", REGISTERED, email="p1@patients.example", phone="+13125552001")
    clinic.register("P-2", REGISTERED, email="p2@patients.example", tags=["vip"])
    clinic.register("P-3", REGISTERED, email="p3@patients.example")
    clinic.register("P-4", REGISTERED, birthDate="2020-02-03")
    return clinic


@pytest.fixture
def campaign(clinic):
    return use(clinic.visitor(), "appointment-reminders")


def press(browser, label):
    button, *_ = [
        one for one in browser.find_elements(By.CSS_SELECTOR, "main button, main a.button")
        if label in (one.text, one.get_attribute("aria-label")) and "spoken" not in (one.get_attribute("class") or "")
    ]
    leave(browser, button.click)


def ask(browser, prefix, line, field, op, value):
    """Fills one line of a rule, by the names its choices have."""
    Select(browser.find_element(By.ID, f"{prefix}-{line}-field")).select_by_visible_text(field)
    Select(browser.find_element(By.ID, f"{prefix}-{line}-op")).select_by_visible_text(op)
    browser.find_element(By.ID, f"{prefix}-{line}-value").send_keys(value)


def add_line(browser, prefix):
    leave(browser, browser.find_element(By.ID, f"{prefix}-add").click)


def test_segment_is_made_counted_and_asked_about_by_an_audience_and_a_condition(desk, campanile, campaign):
    desk.get(f"{campanile.url}/segments")
    check(desk, "segments-none", keep)
    press(desk, "New segment")
    desk.find_element(By.ID, "name").send_keys("Grown-ups")
    add_line(desk, "rule")
    ask(desk, "rule", 1, "Age", "is at least", "18")
    check(desk, "segment-new", keep)
    press(desk, "Count without saving")
    assert "3 patients belong to it now." in said(desk)
    press(desk, "Save segment")
    assert "Patients for whom age is at least 18." in said(desk)
    segment = desk.current_url
    check(desk, "segment", keep)

    desk.get(f"{campanile.url}/campaigns/{campaign}/audience")
    add_line(desk, "audience")
    ask(desk, "audience", 1, "Segment", "is", "Grown-ups")
    press(desk, "Save audience")
    assert "in the segment “Grown-ups”" in said(desk)

    desk.get(f"{campanile.url}/campaigns/{campaign}/steps/new?type=condition")
    add_line(desk, "rule")
    ask(desk, "rule", 1, "Segment", "is", "Grown-ups")
    press(desk, "Save step")
    [row] = campanile.rows("SELECT rule FROM step WHERE campaign_id = %s AND type = 'CONDITION'", campaign)
    assert "segment" in row["rule"]

    desk.get(segment)
    assert "Used by the campaign" in said(desk)
    press(desk, "Remove…")
    assert "is in use" in said(desk)
    check(desk, "segment-remove", keep)
    desk.get(f"{campanile.url}/segments")
    check(desk, "segments", keep)


def test_audience_is_counted_by_the_script_while_typed_and_by_the_button_without_one(desk, campanile, campaign):
    desk.get(f"{campanile.url}/campaigns/{campaign}/audience")
    add_line(desk, "audience")
    ask(desk, "audience", 1, "Age", "is at least", "18")
    wait_for(desk, "3 of 4 patients fit", (By.ID, "reach"))
    check(desk, "audience", keep)

    with without_script(desk):
        desk.get(f"{campanile.url}/campaigns/{campaign}/audience")
        desk.find_element(By.ID, "audience-add").click()
        soon(desk, lambda page: page.find_elements(By.ID, "audience-1-field"))
        ask(desk, "audience", 1, "Age", "is under", "18")
        desk.find_element(By.CSS_SELECTOR, "button[name=count]").click()
        wait_for(desk, "1 of 4 patients fit", (By.ID, "reach"))
    [row] = campanile.rows("SELECT audience FROM campaign WHERE id = %s", campaign)
    assert "age" not in row["audience"]


# By keyboard alone

def tab_to(browser, element_id):
    """Tabs on until that element has the focus, and sees that the focus shows."""
    for _ in range(120):
        if browser.switch_to.active_element.get_attribute("id") == element_id:
            outline = browser.execute_script("return getComputedStyle(document.activeElement).outlineStyle")
            assert outline != "none", f"the focus on {element_id} cannot be seen"
            return
        ActionChains(browser).send_keys(Keys.TAB).perform()
    raise AssertionError(f"no way by Tab to {element_id} on {browser.current_url}")


def type_in(browser, element_id, text):
    """Into a field what it says; of a choice the one whose name begins so."""
    tab_to(browser, element_id)
    browser.switch_to.active_element.send_keys(text)


def press_key(browser, element_id, key):
    tab_to(browser, element_id)
    leave(browser, lambda: ActionChains(browser).send_keys(key).perform())


def test_branch_is_filled_by_keyboard_alone(desk, campanile, campaign):
    desk.get(f"{campanile.url}/campaigns/{campaign}/steps/new?type=branch")
    type_in(desk, "name", "Who is it?")
    type_in(desk, "lane-new1-name", "Children")
    type_in(desk, "lane-new1-1-field", "Age")
    type_in(desk, "lane-new1-1-op", "is under")
    type_in(desk, "lane-new1-1-value", "18")
    press_key(desk, "lane-add", Keys.SPACE)
    type_in(desk, "lane-new2-name", "Friends of the house")
    type_in(desk, "lane-new2-1-field", "Tag")
    type_in(desk, "lane-new2-1-value", "vip")
    tab_to(desk, "lane-new2-exits")
    ActionChains(desk).send_keys(Keys.SPACE).perform()
    check(desk, "branch-new", keep)
    press_key(desk, "otherwise-exits", Keys.ENTER)
    lanes = [lane.text for lane in desk.find_elements(By.CSS_SELECTOR, ".lane-name")]
    assert lanes == ["Children", "Friends of the house", "Otherwise"]
    check(desk, "builder-branch", keep)
    desk.find_element(By.CSS_SELECTOR, ".step[data-kind=branch] .card-name a").click()
    check(desk, "branch", keep)


def test_split_is_filled_by_keyboard_alone_and_says_what_is_wrong(desk, campanile, campaign):
    desk.get(f"{campanile.url}/campaigns/{campaign}/steps/new?type=split")
    type_in(desk, "name", "Short or long?")
    type_in(desk, "lane-new1-name", "Short")
    type_in(desk, "lane-new1-weight", Keys.BACKSPACE * 2 + "80")
    type_in(desk, "lane-new2-name", "Long")
    press_key(desk, "lane-new2-weight", Keys.ENTER)
    assert "The shares add up to 130 percent" in said(desk)
    check(desk, "split-refused", keep)
    type_in(desk, "lane-new1-weight", Keys.BACKSPACE * 2 + "30")
    press_key(desk, "lane-new1-weight", Keys.ENTER)
    lanes = [lane.text for lane in desk.find_elements(By.CSS_SELECTOR, ".lane-name")]
    assert lanes == ["Short", "Long", "Otherwise"]
    desk.find_element(By.CSS_SELECTOR, ".step[data-kind=branch] .card-name a").click()
    check(desk, "split", keep)


# What waits for the desk, and the switch

def test_wish_for_another_time_is_done_at_the_desk(desk, campanile, clinic):
    desk.get(f"{campanile.url}/attention")
    check(desk, "attention-none", keep)
    wish(campanile, clinic)
    desk.refresh()
    assert "1 patient asks for another time" in said(desk)
    assert "Any day after four" in said(desk)
    check(desk, "attention", keep)
    press(desk, "Done: Robin Winter")
    assert "Nobody asks for another time" in said(desk)


def wish(campanile, clinic):
    """A patient's wish, as the page behind the link of a reminder leaves it."""
    clinic.book("A-1", "P-1", "2027-03-18T15:00:00-05:00", REGISTERED)
    campanile.run(
        "INSERT INTO reschedule_request (clinic_id, appointment_id, starts_at, wish, requested_at) "
        "SELECT clinic_id, id, starts_at, 'Any day after four', '2027-03-16 23:00:00' FROM appointment "
        "WHERE external_id = 'A-1'"
    )


def test_clinic_is_held_says_so_on_every_page_and_is_released(desk, campanile, campaign):
    desk.get(f"{campanile.url}/settings")
    check(desk, "settings", keep)
    press(desk, "Stop all messages…")
    check(desk, "hold", keep)
    press(desk, "Stop all messages")
    check(desk, "settings-held", keep)
    for path in ("/campaigns", f"/campaigns/{campaign}/builder", "/segments", "/attention"):
        desk.get(campanile.url + path)
        assert "All messages of Lakeside Orthodontics are stopped" in said(desk), path
    check(desk, "attention-held", keep)
    press(desk, "To the switch")
    press(desk, "Release the clinic")
    assert "leave again" in said(desk)
    assert "are stopped" not in said(desk)
    assert campanile.rows("SELECT id FROM clinic WHERE held_at IS NOT NULL") == []


def test_other_pages_of_a_campaign_have_no_finding(desk, campanile, campaign):
    pages = {
        "trigger": "builder?open=trigger", "send": "steps/new?type=send", "campaign-settings": "settings",
        "preview": "preview", "replay": "replay", "explain": "explain", "activate": "activate",
    }
    for name, path in pages.items():
        desk.get(f"{campanile.url}/campaigns/{campaign}/{path}")
        check(desk, name, keep)
