"""A workflow of the gallery goes to work as it is, and a campaign comes in that asks what is meant, each by every hand."""

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import Select

from accessibility import check
from clinic import PASSWORD, Clinic
from gallery import use
from hands import ALL, mouse
from leaving import leave
from pictures import keep
from reading import said


@pytest.fixture(scope="module")
def clinic(campanile):
    return Clinic(campanile).open()


@pytest.fixture(scope="module")
def desk(browser, campanile, clinic):
    browser.get(campanile.url)
    browser.find_element(By.ID, "email").send_keys(clinic.email)
    browser.find_element(By.ID, "password").send_keys(PASSWORD)
    leave(browser, browser.find_element(By.CSS_SELECTOR, "main form button[type=submit].primary").click)
    return browser


def button(desk, label):
    found = desk.find_elements(By.CSS_SELECTOR, "main button, main a.button")
    return next(one for one in found if one.text.startswith(label))


@pytest.mark.parametrize(
    ("hand", "workflow", "name"),
    zip(ALL, ["birthday", "phase-transition", "payment-due"], ["Birthday", "Phase Transition", "Payment Due"]),
)
def test_workflow_goes_to_work_as_it_is(desk, campanile, hand, workflow, name):
    with hand(desk) as press:
        desk.get(f"{campanile.url}/gallery/{workflow}")
        press(button(desk, "Use this"))
        assert f"“{name}” is a draft of yours." in said(desk)
        press(button(desk, "Activate…"))
        assert "What happens when you activate it" in said(desk)
        press(button(desk, "Activate"))
        assert f"“{name}” is active." in said(desk)
        if hand is mouse:
            check(desk, "gallery-activated", keep)
    assert campanile.rows("SELECT status FROM campaign WHERE gallery_key = %s", workflow) == [{"status": "ACTIVE"}]


@pytest.mark.parametrize("hand", ALL)
def test_campaign_that_names_what_the_clinic_has_not_asks_what_is_meant(desk, campanile, clinic, hand):
    campanile.run("INSERT IGNORE INTO appointment_type (clinic_id, name) VALUES (%s, 'Adjustment')", clinic.id)
    visitor = clinic.visitor()
    visitor.get(f"/campaigns/{use(visitor, 'recall')}/export")
    file = visitor.response.text.replace(
        "again: never", 'exclusions\n  - patient.lastVisitType = "Wire"\nagain: never'
    )
    with hand(desk) as press:
        desk.get(f"{campanile.url}/campaigns/import")
        desk.find_element(By.ID, "text").send_keys(file)
        press(button(desk, "Look at it"))
        assert "The type of visit “Wire”" in said(desk) and "The message “Check-up invitation”" in said(desk)
        if hand is mouse:
            check(desk, "campaign-import-asks", keep)
        Select(desk.find_element(By.ID, "type-1")).select_by_visible_text("Adjustment")
        press(button(desk, "Make the draft"))
        assert "is a draft of yours." in said(desk)
    made = campanile.value("SELECT MAX(id) FROM campaign")
    visitor.get(f"/campaigns/{made}/export")
    assert 'patient.lastVisitType = "Adjustment"' in visitor.response.text
