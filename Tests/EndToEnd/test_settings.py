"""Every part of the settings and a campaign's trigger, each once by mouse, by keyboard and without scripts."""

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import Select

from clinic import Clinic
from gallery import use
from hands import ALL
from reading import said

NOW = "2027-03-10T18:00Z"
# The browser's clock.
clock = NOW
ZONES = {"mouse": "America/New_York", "keyboard": "America/Denver", "scriptless": "America/Phoenix"}

pytestmark = pytest.mark.parametrize("hand", ALL)


@pytest.fixture(scope="module")
def clinic(campanile):
    return Clinic(campanile).open()


def button(desk, label):
    found = [
        one for one in desk.find_elements(By.CSS_SELECTOR, "main button:not(.spoken), main a")
        if label in (one.text, one.get_attribute("aria-label"))
    ]
    assert found, f"no “{label}” on {desk.current_url}:\n{said(desk)}"
    return found[0]


def write(desk, field, text):
    place = desk.find_element(By.ID, field)
    place.clear()
    place.send_keys(text)


def test_limits_and_windows_are_kept(desk, campanile, clinic, hand):
    with hand(desk) as press:
        desk.get(f"{campanile.url}/settings")
        write(desk, "cap-messages", "3")
        write(desk, "active-limit", "12")
        press(button(desk, "Save settings"))
        assert "The settings are saved." in said(desk)
    [row] = campanile.rows("SELECT cap_messages, active_limit FROM clinic WHERE id = %s", clinic.id)
    assert row == {"cap_messages": 3, "active_limit": 12}
    campanile.run("UPDATE clinic SET cap_messages = 1, active_limit = 10")


def test_zone_is_changed_after_a_question(desk, campanile, clinic, hand):
    with hand(desk) as press:
        desk.get(f"{campanile.url}/settings/hours")
        write(desk, "zone", ZONES[hand.__name__])
        press(button(desk, "Save the times…"))
        assert "by the new times?" in said(desk) and "No message waits." in said(desk)
        press(desk.find_element(By.CSS_SELECTOR, "main form button.primary"))
    assert campanile.value("SELECT zone FROM clinic") == ZONES[hand.__name__]


def test_somebody_joins_the_staff_and_leaves(desk, campanile, hand):
    name = f"Kim {hand.__name__}"
    with hand(desk) as press:
        desk.get(f"{campanile.url}/settings/staff")
        for field, text in (("name", name), ("email", f"{hand.__name__}@clinic.example"), ("password", "a good long sentence")):
            desk.find_element(By.ID, field).send_keys(text)
        desk.find_element(By.ID, "role-front_desk").click()
        press(button(desk, "Add to the staff"))
        assert f"{name} can sign in." in said(desk)
        press(button(desk, name))
        press(button(desk, "End their signing in…"))
        press(button(desk, "End their signing in"))
        assert f"{name} can sign in no more." in said(desk)


def test_key_is_made_shown_once_and_revoked(desk, campanile, hand):
    name = f"Imaging {hand.__name__}"
    with hand(desk) as press:
        desk.get(f"{campanile.url}/settings/keys")
        desk.find_element(By.ID, "name").send_keys(name)
        desk.find_element(By.ID, "scope-read").click()
        press(button(desk, "Make the key"))
        secret = desk.find_element(By.CSS_SELECTOR, ".key code").text
        press(button(desk, "I have copied it"))
        assert secret not in said(desk)
        press(button(desk, f"Revoke the key of {name}"))
        press(button(desk, "Revoke the key"))
    assert campanile.api("GET", "/patients", key=secret, now=NOW).status_code == 401


def test_provider_is_tried_by_a_message_to_oneself(desk, campanile, mail, hand):
    before = len(mail.messages)
    with hand(desk) as press:
        desk.get(f"{campanile.url}/settings/providers")
        press(button(desk, "Send the test e-mail"))
    campanile.cron(NOW, "delivery")
    assert len(mail.messages) == before + 1


def test_audit_log_is_filtered(desk, campanile, hand):
    with hand(desk) as press:
        desk.get(f"{campanile.url}/settings/audit")
        Select(desk.find_element(By.ID, "what")).select_by_visible_text("API key")
        press(button(desk, "Filter"))
        found = [row.text for row in desk.find_elements(By.CSS_SELECTOR, "main tbody tr")]
        assert found and all("API key" in row for row in found)


def test_trigger_is_chosen_and_kept(desk, campanile, clinic, hand):
    campaign = use(clinic.visitor(), "new-patient-welcome")
    with hand(desk) as press:
        desk.get(f"{campanile.url}/campaigns/{campaign}/builder?open=trigger")
        Select(desk.find_element(By.ID, "event")).select_by_visible_text("An appointment is booked")
        press(button(desk, "Save"))
        assert "booked" in said(desk)
    [row] = campanile.rows("SELECT trigger_event FROM campaign WHERE id = %s", campaign)
    assert row["trigger_event"] == "APPOINTMENT_BOOKED"
