"""The builder in a real browser: a page down through the house and back up, and two people at one step."""

import pytest
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import Select

from clinic import Clinic
from gallery import use
from leaving import leave
from pictures import keep
from reading import soon


@pytest.fixture(scope="module")
def clinic(campanile):
    return Clinic(campanile).open()


@pytest.fixture
def campaign(clinic):
    return use(clinic.visitor(), "appointment-reminders")


def press(browser, within="main"):
    click(browser, f"{within} form button[type=submit].primary")


def click(browser, selector):
    """Clicks what leads to another page, and waits until this one is gone."""
    leave(browser, browser.find_element(By.CSS_SELECTOR, selector).click)


def open_step(browser, campanile, campaign, kind):
    browser.get(f"{campanile.url}/campaigns/{campaign}/builder")
    click(browser, f".step[data-kind={kind}] .card-name a")
    return browser.find_element(By.ID, "panel")


def say_in_words(browser, words):
    browser.find_element(By.ID, "kind-words").click()
    field = browser.find_element(By.ID, "words")
    field.clear()
    field.send_keys(words)
    press(browser, "#panel")


def names(browser):
    return [card.text for card in browser.find_elements(By.CSS_SELECTOR, ".step > .card .card-name")]


def test_gallery_workflow_becomes_a_draft_drawn_as_its_steps(desk, campanile):
    desk.get(f"{campanile.url}/gallery")
    click(desk, "form[action='/gallery/new-patient-welcome'] button")
    campaign = next(part for part in desk.current_url.split("/") if part.isdigit())
    desk.get(f"{campanile.url}/campaigns/{campaign}/builder")
    kinds = [step.get_attribute("data-kind") for step in desk.find_elements(By.CSS_SELECTOR, ".step")]
    assert kinds == ["send", "wait", "condition", "send", "wait", "send"]
    keep(desk, "builder")


def test_double_click_makes_one_campaign_and_going_back_makes_none(desk, campanile):
    desk.get(f"{campanile.url}/gallery")
    made = "SELECT COUNT(*) AS n FROM campaign WHERE gallery_key = 'birthday'"
    [before] = campanile.rows(made)
    button = desk.find_element(By.CSS_SELECTOR, "form[action='/gallery/birthday'] button")
    leave(desk, ActionChains(desk).double_click(button).perform)
    # A page that the back button brings is a new one, and its button as good as new.
    desk.back()
    soon(desk, lambda page: page.current_url == f"{campanile.url}/gallery")
    [after] = campanile.rows(made)
    assert after["n"] == before["n"] + 1


def test_wait_in_bad_words_is_refused_at_its_field_and_kept_as_typed(desk, campanile, campaign):
    open_step(desk, campanile, campaign, "wait")
    say_in_words(desk, "fortnight before appointment")
    assert desk.find_element(By.ID, "words-error").is_displayed()
    assert desk.find_element(By.ID, "words").get_attribute("value") == "fortnight before appointment"
    keep(desk, "builder-problem")
    say_in_words(desk, "24 hours before appointment")
    assert f"/campaigns/{campaign}/builder" in desk.current_url
    assert any("24 hours before" in name for name in names(desk)), names(desk)
    [row] = campanile.rows(
        "SELECT wait_until FROM step WHERE campaign_id = %s AND type = 'WAIT' ORDER BY position LIMIT 1", campaign
    )
    assert row["wait_until"] == "24 hours before appointment"


def test_second_of_two_editors_is_told_and_loses_nothing(desk, campanile, clinic, campaign):
    open_step(desk, campanile, campaign, "wait")
    [step] = campanile.rows(
        "SELECT id FROM step WHERE campaign_id = %s AND type = 'WAIT' ORDER BY position LIMIT 1", campaign
    )
    colleague = clinic.visitor()
    colleague.get(f"/campaigns/{campaign}/builder?step={step['id']}")
    form = colleague.form(action=f"/campaigns/{campaign}/steps/{step['id']}")
    colleague.submit(form, kind="words", words="36 hours before appointment")

    say_in_words(desk, "72 hours before appointment")
    assert desk.find_element(By.CSS_SELECTOR, "#panel [role=alert]").is_displayed()
    assert desk.find_element(By.ID, "words").get_attribute("value") == "72 hours before appointment"
    [row] = campanile.rows("SELECT wait_until FROM step WHERE id = %s", step["id"])
    assert row["wait_until"] == "36 hours before appointment"
    keep(desk, "builder-conflict")

    press(desk, "#panel")
    [row] = campanile.rows("SELECT wait_until FROM step WHERE id = %s", step["id"])
    assert row["wait_until"] == "72 hours before appointment"


def test_steps_are_moved_by_buttons_and_removed_after_a_question(desk, campanile, campaign):
    desk.get(f"{campanile.url}/campaigns/{campaign}/builder")
    before = names(desk)
    click(desk, ".step button[aria-label^='Move down']")
    assert names(desk)[:2] == [before[1], before[0]]
    open_step(desk, campanile, campaign, "send")
    click(desk, "#panel button.danger")
    click(desk, "main form[action$='/remove'] button")
    assert names(desk) == [before[0], *before[2:]]


def test_step_is_added_where_the_plus_stands(desk, campanile, campaign):
    desk.get(f"{campanile.url}/campaigns/{campaign}/builder")
    count = len(names(desk))
    desk.find_element(By.CSS_SELECTOR, ".join > a").click()
    click(desk, "#add-menu a[href*='type=wait']")
    desk.find_element(By.ID, "kind-for").click()
    desk.find_element(By.ID, "for-amount").send_keys("2")
    Select(desk.find_element(By.ID, "for-unit")).select_by_value("hours")
    press(desk, "#panel")
    assert len(names(desk)) == count + 1


def test_page_asks_nothing_of_other_hosts_and_breaks_no_policy(desk, campanile, campaign):
    # What earlier pages were answered with, a 422 among it, is no complaint about these.
    desk.get_log("browser")
    for path in ("/campaigns", "/gallery", f"/campaigns/{campaign}/builder", f"/campaigns/{campaign}/stats", "/messages"):
        desk.get(campanile.url + path)
        hosts = desk.execute_script("return performance.getEntriesByType('resource').map(r => new URL(r.name).host)")
        assert set(hosts) <= {f"127.0.0.1:{campanile.port}"}, path
        complaints = [entry for entry in desk.get_log("browser") if "favicon" not in entry["message"]]
        assert complaints == [], path


def test_page_is_usable_at_320_pixels(desk, campanile, campaign):
    desk.set_window_size(320, 900)
    for path in ("/campaigns", "/gallery", f"/campaigns/{campaign}/sends", "/messages"):
        desk.get(campanile.url + path)
        keep(desk, "narrow-" + path.strip("/").replace("/", "-"))
        assert desk.execute_script(
            "return document.documentElement.scrollWidth <= document.documentElement.clientWidth"
        ), f"{path} scrolls sideways"
