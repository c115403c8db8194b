"""What was published: shown before it changes anything, compared, and brought back."""

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import Select

import hands
from accessibility import check
from clinic import Clinic
from gallery import activate, use
from pictures import keep


@pytest.fixture(scope="module")
def clinic(campanile):
    return Clinic(campanile).open()


@pytest.fixture
def campaign(clinic):
    """One that runs."""
    visitor = clinic.visitor()
    campaign = use(visitor, "post-bonding-care")
    activate(visitor, campaign)
    yield campaign
    visitor.get(f"/campaigns/{campaign}/archive")
    visitor.submit(visitor.form(action=f"/campaigns/{campaign}/archive"))


def find(desk, selector):
    return desk.find_element(By.CSS_SELECTOR, selector)


def link(desk, words, selector="main a, main button"):
    return next(
        one for one in desk.find_elements(By.CSS_SELECTOR, selector)
        if (one.get_attribute("aria-label") or one.text).startswith(words)
    )


def walk(desk, campanile, campaign, act, pictures=False):
    """Edits what runs, publishes it, compares, and brings the first revision back."""
    look = (lambda name: check(desk, name, keep)) if pictures else (lambda name: None)
    desk.get(f"{campanile.url}/campaigns/{campaign}/builder")
    cards = len(desk.find_elements(By.CSS_SELECTOR, ".step"))
    act(find(desk, ".step[data-kind=wait] .card-name a"))
    find(desk, "#kind-words").click()
    find(desk, "#words").clear()
    find(desk, "#words").send_keys("for 5 days")
    act(find(desk, "#panel form button.primary"))
    act(find(desk, ".step[data-kind=send] .card-name a"))
    act(find(desk, "form[action$='/duplicate'] button"))
    act(link(desk, "Publish…"))
    main = find(desk, "main").text
    assert "Steps: 1 new · 1 changed." in main
    marks = [mark.text for mark in desk.find_elements(By.CSS_SELECTOR, ".card-changes li")]
    assert sorted(marks) == ["Changed", "New"]
    look("publish-drawn")
    act(find(desk, "main form button.primary"))
    assert "Revision 2" in find(desk, "main").text
    look("revisions")
    act(link(desk, "Compare with the one before"))
    assert "From revision 1 to revision 2" in find(desk, "main").text
    Select(find(desk, "#from")).select_by_value("2")
    Select(find(desk, "#to")).select_by_value("1")
    act(find(desk, "form.filters button"))
    assert "Steps: 1 changed · 1 removed." in find(desk, "main").text
    look("compare")
    act(link(desk, "All revisions"))
    act(link(desk, "Bring revision 1 back"))
    look("bring-back")
    act(find(desk, "main form button[type=submit]"))
    assert len(desk.find_elements(By.CSS_SELECTOR, ".step")) == cards
    act(find(desk, ".draft-history button[data-key=z]"))
    assert len(desk.find_elements(By.CSS_SELECTOR, ".step")) == cards + 1


@pytest.mark.parametrize("hand", hands.ALL)
def test_revision_is_published_compared_and_brought_back(desk, campanile, campaign, hand):
    with hand(desk) as act:
        walk(desk, campanile, campaign, act, pictures=hand is hands.mouse)
