"""Statistics and replays in a real browser: by mouse, by keyboard and without scripts, each page held against axe."""

import csv
import io
from datetime import datetime, timedelta, timezone

import pytest
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select

from accessibility import check
from browsing import sign_in, without_script
from clinic import Clinic
from gallery import start_reminders, use
from leaving import leave
from pictures import keep
from reading import said, soon

FEBRUARY = "from=2027-02-01&to=2027-02-28"
PATIENTS = 12


@pytest.fixture(scope="module")
def clinic(campanile):
    return Clinic(campanile).open()


@pytest.fixture(scope="module")
def draft(campanile, clinic):
    """A draft, and visits that were booked in the last weeks, as the browser's clock has them."""
    draft = use(clinic.visitor(), "appointment-reminders")
    now = datetime.now(timezone.utc).replace(minute=0, second=0, microsecond=0)
    for number in range(5):
        patient = f"R-{number}"
        booked = (now - timedelta(days=9, hours=number)).strftime("%Y-%m-%dT%H:%MZ")
        clinic.register(patient, booked, email=f"r{number}@patients.example", phone=f"+1312555{3000 + number}")
        start = (now - timedelta(days=4)).strftime("%Y-%m-%dT17:00Z")
        clinic.book(f"R-{number}", patient, start, booked)
    return draft


@pytest.fixture(scope="module")
def campaign(campanile, clinic, draft):
    """Reminders of a dozen visits in one week of February, of which some are confirmed, kept and missed."""
    campaign = start_reminders(clinic, now="2027-02-01T15:00Z")
    for number in range(PATIENTS):
        clinic.register(
            f"P-{number}", "2027-02-01T15:59Z", email=f"p{number}@patients.example", phone=f"+1312555{2000 + number}"
        )
        # The last of them is booked too late for a reminder.
        booked = "2027-02-01T16:00Z" if number < PATIENTS - 1 else "2027-02-11T22:00Z"
        clinic.book(f"A-{number}", f"P-{number}", f"2027-02-12T{9 + number // 2:02}:00:00-06:00", booked)
    for now in ("2027-02-01T16:01Z", "2027-02-10T16:00Z", "2027-02-10T23:00Z", "2027-02-11T22:01Z", "2027-02-12T14:00Z"):
        campanile.cron(now)
    for number in range(4):
        clinic.change(f"A-{number}", "2027-02-12T14:30Z", status="confirmed")
    for number in range(PATIENTS):
        clinic.change(f"A-{number}", "2027-02-12T23:30Z", status="no-show" if number % 4 == 3 else "completed")
    campanile.cron("2027-02-13T12:00Z")
    # By that clock every session of today has lapsed.
    clinic.sessions.clear()
    return campaign


@pytest.fixture(scope="module")
def desk(browser, campanile, clinic, campaign):
    return sign_in(browser, campanile, clinic.email)


def follow(browser, words):
    leave(browser, browser.find_element(By.LINK_TEXT, words).click)


def sent(campanile, campaign):
    [row] = campanile.rows("SELECT COUNT(*) AS n FROM send WHERE campaign_id = %s AND sent_at IS NOT NULL", campaign)
    return row["n"]


def tab_to(browser, element_id):
    for _ in range(120):
        if browser.switch_to.active_element.get_attribute("id") == element_id:
            outline = browser.execute_script("return getComputedStyle(document.activeElement).outlineStyle")
            assert outline != "none", f"the focus on {element_id} cannot be seen"
            return
        ActionChains(browser).send_keys(Keys.TAB).perform()
    raise AssertionError(f"no way by Tab to {element_id} on {browser.current_url}")


# Statistics

def test_numbers_of_a_month_are_those_of_the_rows(desk, campanile, campaign):
    desk.get(f"{campanile.url}/campaigns/{campaign}/stats?{FEBRUARY}")
    count = sent(campanile, campaign)
    funnel = desk.find_element(By.CSS_SELECTOR, "#stages-title + div svg").get_attribute("aria-label")
    [planned] = campanile.rows("SELECT COUNT(*) AS n FROM send WHERE campaign_id = %s", campaign)
    assert funnel.startswith(f"Planned {planned['n']}, Sent {count}, ")
    # Of the four that were confirmed one was missed after all.
    assert funnel.endswith("Confirmed 3")
    [skipped] = campanile.rows(
        "SELECT COUNT(*) AS n FROM send WHERE campaign_id = %s AND phase = 'SKIPPED' AND reason = 'PAST_WHEN_PLANNED'", campaign
    )
    reason = desk.find_element(By.CSS_SELECTOR, "a[href$='reason=PAST_WHEN_PLANNED']")
    assert reason.find_element(By.XPATH, "./ancestor::tr/td[2]").text == str(skipped["n"])
    visits = [cell.text for cell in desk.find_elements(By.CSS_SELECTOR, "#visits-title")]
    assert visits == ["What became of the visits"]
    [began] = campanile.rows("SELECT COUNT(*) AS n FROM enrollment WHERE campaign_id = %s", campaign)
    assert f"{began['n']} began" in said(desk)
    check(desk, "stats", keep)


def test_picture_has_its_table_and_a_reason_leads_to_its_messages(desk, campanile, campaign):
    desk.get(f"{campanile.url}/campaigns/{campaign}/stats?{FEBRUARY}")
    desk.find_element(By.XPATH, "//summary[contains(., 'by day, as a table')]").click()
    table = desk.find_element(By.CSS_SELECTOR, "details.figures[open] table")
    numbers = [int(cell.text) for cell in table.find_elements(By.CSS_SELECTOR, "td")]
    assert len(numbers) == 28
    assert sum(numbers) == sent(campanile, campaign)
    leave(desk, desk.find_element(By.CSS_SELECTOR, "a[href$='reason=PAST_WHEN_PLANNED']").click)
    assert "/sends?reason=PAST_WHEN_PLANNED" in desk.current_url
    assert "Skipped" in said(desk)


def test_other_days_are_typed_by_keyboard_alone(desk, campanile, campaign):
    desk.get(f"{campanile.url}/campaigns/{campaign}/stats")
    tab_to(desk, "other-days")
    ActionChains(desk).send_keys(Keys.ENTER).perform()
    for field, keys in (("from", "02122027"), ("to", "02122027")):
        tab_to(desk, field)
        ActionChains(desk).send_keys(keys).perform()
    tab_to(desk, "show-days")
    leave(desk, lambda: ActionChains(desk).send_keys(Keys.ENTER).perform())
    assert "from=2027-02-12&to=2027-02-12" in desk.current_url
    assert "Fri 12 Feb" in said(desk)


def test_periods_and_the_file_need_no_script(scriptless, campanile, clinic, campaign):
    desk = scriptless
    desk.get(f"{campanile.url}/campaigns/{campaign}/stats?{FEBRUARY}")
    address = desk.find_element(By.LINK_TEXT, "Download as CSV").get_attribute("href")
    desk.find_element(By.LINK_TEXT, "Last 7 days").click()
    soon(desk, lambda page: "period=7" in page.current_url)
    assert "Nothing happened in these days" in said(desk)
    visitor = clinic.visitor()
    answer = visitor.session.get(address)
    assert answer.headers["Content-Type"].startswith("text/csv")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert sum(int(row["Sent"]) for row in rows) == sent(campanile, campaign)


def test_nothing_yet_and_days_the_wrong_way_round(desk, campanile, clinic, campaign):
    desk.get(f"{campanile.url}/campaigns/{use(clinic.visitor(), 'post-bonding-care')}/stats")
    assert "Nothing to count yet" in said(desk)
    check(desk, "stats-none", keep)
    desk.get(f"{campanile.url}/campaigns/{campaign}/stats?from=2027-02-12&to=2027-02-01")
    assert desk.find_element(By.ID, "from").get_attribute("value") == "2027-02-12"
    check(desk, "stats-refused", keep)


# Replays

def test_draft_is_replayed_and_one_message_of_it_opened(desk, campanile, draft):
    desk.get(f"{campanile.url}/campaigns/{draft}/replay")
    check(desk, "replay-none", keep)
    Select(desk.find_element(By.ID, "days")).select_by_visible_text("the last 2 weeks")
    leave(desk, desk.find_element(By.XPATH, "//button[. = 'Replay']").click)
    assert "Over the last 14 days it would have sent" in said(desk)
    assert "to 5 patients" in said(desk)
    check(desk, "replay", keep)
    leave(desk, desk.find_element(By.CSS_SELECTOR, ".calendar a").click)
    check(desk, "replay-day", keep)
    leave(desk, desk.find_element(By.CSS_SELECTOR, "#day th a").click)
    assert "Robin Winter" in said(desk)
    assert "Would have been sent" in said(desk)
    assert desk.find_elements(By.CSS_SELECTOR, ".bubble, .letter-text")
    check(desk, "replay-messages", keep)
    assert campanile.rows("SELECT id FROM send WHERE campaign_id = %s", draft) == []
    leave(desk, desk.find_element(By.LINK_TEXT, "Back to the replay").click)
    leave(desk, desk.find_element(By.XPATH, "//button[. = 'Forget this replay']").click)
    assert "What would it have sent?" in said(desk)


def test_replay_by_keyboard_alone(desk, campanile, draft):
    desk.get(f"{campanile.url}/campaigns/{draft}/replay")
    tab_to(desk, "days")
    ActionChains(desk).send_keys("the last 2").perform()
    tab_to(desk, "replay-start")
    leave(desk, lambda: ActionChains(desk).send_keys(Keys.ENTER).perform())
    assert "Over the last 14 days" in said(desk)


def test_long_replay_shows_how_far_it_is_with_a_script_and_without(desk, campanile, draft):
    desk.get(f"{campanile.url}/campaigns/{draft}/replay")
    leave(desk, desk.find_element(By.ID, "replay-start").click)
    # As if it were a large clinic's, whose ticks have come half way.
    campanile.run(
        "UPDATE replay SET state = 'running', patients_total = 1000, patients_done = 500, lease_until = '2100-01-01' "
        "WHERE campaign_id = %s", draft,
    )
    desk.get(f"{campanile.url}/campaigns/{draft}/replay")
    assert "500 of 1,000 patients" in said(desk)
    check(desk, "replay-running", keep)
    campanile.run("UPDATE replay SET patients_done = 750 WHERE campaign_id = %s", draft)
    soon(desk, lambda page: "750 of 1,000 patients" in said(page))
    campanile.run("UPDATE replay SET state = 'done' WHERE campaign_id = %s", draft)
    soon(desk, lambda page: not page.find_elements(By.TAG_NAME, "progress"))
    campanile.run("UPDATE replay SET state = 'running', patients_done = 800 WHERE campaign_id = %s", draft)
    with without_script(desk):
        desk.get(f"{campanile.url}/campaigns/{draft}/replay")
        campanile.run("UPDATE replay SET patients_done = 900 WHERE campaign_id = %s", draft)
        desk.find_element(By.LINK_TEXT, "Look again").click()
        soon(desk, lambda page: "900 of 1,000 patients" in said(page))
        desk.find_element(By.XPATH, "//button[. = 'Stop']").click()
        soon(desk, lambda page: "What would it have sent?" in said(page))
    assert campanile.rows("SELECT id FROM replay WHERE campaign_id = %s", draft) == []


def test_draft_without_a_trigger_says_what_it_lacks(desk, campanile, clinic, draft):
    campanile.run("UPDATE campaign SET trigger_type = NULL, trigger_event = NULL WHERE id = %s", draft)
    desk.get(f"{campanile.url}/campaigns/{draft}/replay")
    assert "still to be settled" in said(desk)
    leave(desk, desk.find_element(By.ID, "replay-start").click)
    assert "Nothing starts this campaign yet" in said(desk)
    check(desk, "replay-refused", keep)
