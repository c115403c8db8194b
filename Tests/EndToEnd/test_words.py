"""Message templates, the gallery, and campaigns that go from clinic to clinic as files, in a real browser."""

from datetime import UTC, datetime

import pytest
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select

from accessibility import check
from clinic import Clinic
from gallery import use
from hands import ALL, mouse
from leaving import leave
from pictures import keep
from reading import follow, said, soon

REGISTERED = "2027-03-01T16:00Z"


@pytest.fixture(scope="module")
def clinic(campanile):
    """Two adults, of whom one has a visit to come."""
    clinic = Clinic(campanile).open()
    clinic.register("P-1", REGISTERED, firstName="Mia", email="mia@patients.example", phone="+13125552001")
    clinic.register("P-2", REGISTERED, email="p2@patients.example")
    clinic.book("A-1", "P-1", "2036-03-04T15:00:00-06:00", REGISTERED)
    return clinic


def button(browser, label):
    found, *_ = [
        one for one in browser.find_elements(By.CSS_SELECTOR, "main button, main a.button")
        if one.is_displayed() and label in (one.text, one.get_attribute("aria-label"))
    ]
    return found


def press(browser, label):
    leave(browser, button(browser, label).click)


def press_bare(browser, what):
    """Presses a button, or the one of a label, in a browser without scripts."""
    follow(browser, (button(browser, what) if isinstance(what, str) else what).click)


def shown(browser, selector):
    return browser.find_element(By.CSS_SELECTOR, selector).get_attribute("textContent")


def make(campanile, clinic, channel, name, body, subject=""):
    visitor = clinic.visitor()
    visitor.get(f"/messages/new?channel={channel}")
    form = visitor.form(action="/messages")
    visitor.submit(form, name=name, body=body, **({"subject": subject} if subject else {}))
    return campanile.rows("SELECT id FROM message_template WHERE name = %s", name)[0]["id"]


# By mouse

def test_text_is_written_by_clicks_shown_as_it_is_typed_and_sent_to_oneself(desk, campanile, clinic, mail):
    template = make(campanile, clinic, "email", "Written by mouse", "Dear friend,", "Hello")
    desk.get(f"{campanile.url}/messages/{template}")
    body = desk.find_element(By.ID, "body")
    body.click()
    body.send_keys(Keys.END, " we wait for ")
    button(desk, "Insert {{patient.first_name}}").click()
    assert body.get_attribute("value") == "Dear friend, we wait for {{patient.first_name}}"
    soon(desk, lambda page: "we wait for Mia" in shown(page, "#preview details p"))
    # The frame is filled by a form, and its button goes once it was pressed.
    assert desk.find_elements(By.CSS_SELECTOR, "#preview iframe[name=letter]")
    assert not desk.find_element(By.CSS_SELECTOR, "#preview [data-letter]").is_displayed()
    body.send_keys(" {{patient.firstname}}")
    soon(desk, lambda page: "Did you mean {{patient.first_name}}?" in page.find_element(By.ID, "preview").text)
    check(desk, "message-typed", keep)
    for _ in " {{patient.firstname}}":
        body.send_keys(Keys.BACKSPACE)
    press(desk, "Send a test")
    assert "leaves within a minute" in desk.find_element(By.ID, "test").text
    assert desk.find_element(By.ID, "body").get_attribute("value").endswith("{{patient.first_name}}")
    campanile.cron(datetime.now(UTC).strftime("%Y-%m-%dT%H:%MZ"), "delivery")
    soon(desk, lambda page: "Left" in page.find_element(By.ID, "test").text)
    [message] = mail.to(clinic.email)
    assert message["Subject"] == "[Test] Hello"
    assert "we wait for Mia" in message.get_body(("plain",)).get_content()
    assert not campanile.rows("SELECT id FROM send")


# Somebody may ask for five tests in ten minutes.
@pytest.mark.parametrize(("channel", "hand"), [*(("in_app", hand) for hand in ALL), ("push", mouse)])
def test_text_of_an_inbox_is_tested_in_one_of_ones_own(desk, campanile, clinic, channel, hand):
    template = make(campanile, clinic, channel, f"To the inbox {channel} {hand.__name__}", "Hello {{patient.first_name}}")
    with hand(desk) as press_by:
        desk.get(f"{campanile.url}/messages/{template}")
        assert "a test inbox that only you can open" in said(desk)
        assert ("The notification itself goes to no phone" in said(desk)) == (channel == "push")
        press_by(button(desk, "Send a test"))
        test = campanile.value("SELECT MAX(id) FROM test_message WHERE address = 'inbox'")
        campanile.cron(datetime.now(UTC).strftime("%Y-%m-%dT%H:%MZ"), "delivery")
        desk.get(f"{campanile.url}/tests/{test}")
        assert "stands in your test inbox since" in said(desk)
        check_test(desk, f"test-{channel}", hand)
        press_by(desk.find_element(By.CSS_SELECTOR, f"a[href='/tests/{test}/inbox']"))
        assert "[Test]" in said(desk) and "Hello Mia" in said(desk)
        check_test(desk, f"test-inbox-{channel}", hand)
        press_by(desk.find_element(By.CSS_SELECTOR, f"a[href='/tests/{test}']"))
        assert "Test message" in said(desk)
    assert not campanile.rows("SELECT id FROM send")


def check_test(desk, name, hand):
    """A page is the same however one came to it, and axe needs scripts."""
    if hand is mouse:
        check(desk, name, keep)


# By keyboard

def tab_to(browser, matches):
    for _ in range(160):
        if matches(browser.switch_to.active_element):
            outline = browser.execute_script("return getComputedStyle(document.activeElement).outlineStyle")
            assert outline != "none", "the focus cannot be seen"
            return
        ActionChains(browser).send_keys(Keys.TAB).perform()
    raise AssertionError(f"no way there by Tab on {browser.current_url}")


def test_second_language_is_added_by_keyboard_alone(desk, campanile, clinic):
    template = make(campanile, clinic, "sms", "Written by keys", "Dear {{patient.first_name}}")
    desk.get(f"{campanile.url}/messages/{template}")
    tab_to(desk, lambda one: one.get_attribute("id") == "add-language")
    desk.switch_to.active_element.send_keys("Span")
    tab_to(desk, lambda one: one.text == "Add this language")
    leave(desk, lambda: ActionChains(desk).send_keys(Keys.ENTER).perform())
    assert "There is no Spanish text yet" in said(desk)
    tab_to(desk, lambda one: one.get_attribute("id") == "body")
    ActionChains(desk).send_keys("Hola ").perform()
    tab_to(desk, lambda one: one.get_attribute("aria-label") == "Insert {{patient.first_name}}")
    ActionChains(desk).send_keys(Keys.SPACE).perform()
    assert desk.switch_to.active_element.get_attribute("value") == "Hola {{patient.first_name}}"
    tab_to(desk, lambda one: one.text == "Save")
    leave(desk, lambda: ActionChains(desk).send_keys(Keys.ENTER).perform())
    assert "People who read Spanish get that text." in said(desk)
    check(desk, "message-languages", keep)


# Without scripts

def test_text_is_shown_refused_compared_and_brought_back_without_scripts(scriptless, campanile, clinic):
    template = make(campanile, clinic, "sms", "Written bare", "Reply CANCEL to cancel, {{patient.first_name}}")
    scriptless.get(f"{campanile.url}/messages/{template}")
    assert "Do not ask for the answer “CANCEL”" in said(scriptless)
    assert not [one for one in scriptless.find_elements(By.CSS_SELECTOR, ".merge-field")]
    body = scriptless.find_element(By.ID, "body")
    body.clear()
    body.send_keys("Dear {{patient.fristname}} 你")
    press_bare(scriptless, "Preview")
    assert "Did you mean {{patient.first_name}}?" in said(scriptless)
    body = scriptless.find_element(By.ID, "body")
    assert body.get_attribute("value") == "Dear {{patient.fristname}} 你"
    press_bare(scriptless, "Save")
    assert "One thing needs another look" in said(scriptless)
    body = scriptless.find_element(By.ID, "body")
    body.clear()
    body.send_keys("Dear {{patient.first_name}} 你")
    press_bare(scriptless, "Save")
    assert "“你” is no character of plain SMS" in said(scriptless)
    scriptless.get(f"{campanile.url}/messages/{template}/versions")
    assert "From version 1 to version 2" in said(scriptless)
    assert scriptless.find_elements(By.CSS_SELECTOR, "[data-change=added]")
    press_bare(scriptless, scriptless.find_element(By.CSS_SELECTOR, "form[action$='/versions/1/back'] button"))
    assert scriptless.find_element(By.ID, "body").get_attribute("value").startswith("Reply CANCEL")


def test_versions_and_removal_have_no_finding(desk, campanile, clinic):
    template = make(campanile, clinic, "sms", "Looked at", "One")
    desk.get(f"{campanile.url}/messages/{template}")
    desk.find_element(By.ID, "body").send_keys(" and two")
    press(desk, "Save")
    desk.get(f"{campanile.url}/messages/{template}/versions")
    check(desk, "message-versions", keep)
    desk.get(f"{campanile.url}/messages/{template}/remove")
    check(desk, "message-remove", keep)
    press(desk, "Remove the template")
    assert "“Looked at” is removed." in desk.find_element(By.TAG_NAME, "body").text


def test_gallery_is_searched_and_a_workflow_is_looked_at_and_used(desk, campanile):
    desk.get(f"{campanile.url}/gallery")
    desk.find_element(By.ID, "search").send_keys("elastics")
    press(desk, "Filter")
    assert "q=elastics" in desk.current_url
    check(desk, "gallery-found", keep)
    leave(desk, desk.find_element(By.CSS_SELECTOR, ".gallery h2 a").click)
    check(desk, "gallery-workflow", keep)
    leave(desk, desk.find_element(By.CSS_SELECTOR, "main form button").click)
    assert "/builder" in desk.current_url


def test_gallery_offers_no_second_reminders(scriptless, campanile, clinic):
    campaign = use(clinic.visitor(), "appointment-reminders")
    campanile.run("UPDATE campaign SET status = 'PAUSED' WHERE id = %s", campaign)
    scriptless.get(f"{campanile.url}/gallery/appointment-reminders")
    assert "You have it" in said(scriptless)
    campanile.run("UPDATE campaign SET status = 'ARCHIVED' WHERE id = %s", campaign)


def test_campaign_leaves_as_a_file_and_comes_in_by_it(desk, campanile, clinic, tmp_path):
    campaign = use(clinic.visitor(), "recall")
    file = tmp_path / "recall.campaign.txt"
    visitor = clinic.visitor()
    visitor.get(f"/campaigns/{campaign}/export")
    file.write_text(visitor.response.text)
    desk.get(f"{campanile.url}/campaigns/import")
    check(desk, "campaign-import", keep)
    desk.find_element(By.ID, "file").send_keys(str(file))
    soon(desk, lambda page: page.find_element(By.ID, "text").get_attribute("value").startswith("campanile campaign"))
    press(desk, "Look at it")
    assert "Nothing is made yet" in said(desk)
    check(desk, "campaign-import-review", keep)
    Select(desk.find_element(By.ID, "message-1")).select_by_visible_text("Make a copy with the file's text")
    press(desk, "Make the draft")
    made = int(desk.current_url.split("/campaigns/")[1].split("/")[0])
    assert made != campaign
    visitor.get(f"/campaigns/{made}/export")
    assert visitor.response.text == file.read_text()


def test_file_is_pasted_and_refused_with_its_line_without_scripts(scriptless, campanile):
    scriptless.get(f"{campanile.url}/campaigns/import")
    assert not scriptless.find_element(By.ID, "file").is_displayed()
    scriptless.find_element(By.ID, "text").send_keys("campanile campaign: format 1\nname: Mine\ntipe: REMINDER")
    press_bare(scriptless, "Look at it")
    assert "Line 3: Expected one of: “description”, “type”." in said(scriptless)
    assert scriptless.find_element(By.ID, "text").get_attribute("value").endswith("tipe: REMINDER")
