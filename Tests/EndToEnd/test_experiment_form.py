"""A test of messages and a split by chance, planned on the forms of their steps with what they need to be decided."""

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import Select

import hands
from accessibility import check
from clinic import Clinic
from gallery import use
from pictures import keep


@pytest.fixture(scope="module")
def clinic(campanile):
    return Clinic(campanile).open()


@pytest.fixture
def campaign(clinic):
    return use(clinic.visitor(), "new-patient-welcome")


def find(desk, selector):
    return desk.find_element(By.CSS_SELECTOR, selector)


def set_date(desk, date):
    """A field for a date takes its digits by the browser's own order; a script is not always there to set it."""
    find(desk, "#test-date").send_keys(f"{date[5:7]}{date[8:]}{date[:4]}")
    find(desk, "#test-time").send_keys("0900AM")


@pytest.mark.parametrize("hand", hands.ALL)
def test_messages_are_tried_with_what_that_needs_told_before(desk, campanile, campaign, hand):
    with hand(desk) as act:
        desk.get(f"{campanile.url}/campaigns/{campaign}/builder")
        act(find(desk, ".step[data-kind=send] .card-name a"))
        find(desk, "#panel details summary").click()
        needs = find(desk, "#needs").text
        assert "To tell 20 % from 25 % this needs 1,094 people for each message" in needs
        choice = Select(find(desk, "#arm-b"))
        own = find(desk, "#template").get_attribute("value")
        other = next(
            one.get_attribute("value") for one in choice.options
            if one.text.endswith("· e-mail") and one.get_attribute("value") not in ("", own)
        )
        choice.select_by_value(other)
        find(desk, "#weight-a").send_keys("60")
        find(desk, "#weight-b").send_keys("40")
        Select(find(desk, "#test-goal")).select_by_value("bookings")
        set_date(desk, "2031-06-02")
        if hand is hands.mouse:
            check(desk, "experiment-form", keep)
        act(find(desk, "#panel form button.primary"))
        assert "tries 2 messages" in find(desk, ".step[data-kind=send] .card-detail").text


@pytest.mark.parametrize("hand", hands.ALL)
def test_ways_are_parted_by_chance_in_the_order_and_shares_that_are_wanted(desk, campanile, campaign, hand):
    with hand(desk) as act:
        desk.get(f"{campanile.url}/campaigns/{campaign}/steps/new?type=split&add=0.main.2")
        assert "Under 100 in a lane nothing can be told of it." in find(desk, "#needs").text
        for key, name in (("new1", "Short"), ("new2", "Long")):
            find(desk, f"#lane-{key}-name").send_keys(name)
        act(find(desk, "button[name=lane-up][value=new2]"))
        if hand is hands.mouse:
            check(desk, "split-form", keep)
        act(find(desk, "#panel form .buttons button.primary"))
        lanes = [one.text for one in desk.find_elements(By.CSS_SELECTOR, ".step[data-kind=branch] .lane-name")]
        assert lanes == ["Long", "Short", "Otherwise"]
