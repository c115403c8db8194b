"""The drawing as the editor: steps added, moved, copied and taken back by mouse, by keyboard, and without a script."""

import pytest
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select

from accessibility import check
from clinic import Clinic
from gallery import use
from leaving import leave
from pictures import keep
from reading import follow, soon


@pytest.fixture(scope="module")
def clinic(campanile):
    return Clinic(campanile).open()


@pytest.fixture
def campaign(clinic):
    """A draft with a question in it."""
    return use(clinic.visitor(), "new-patient-welcome")


def builder(desk, campanile, campaign, query=""):
    desk.get(f"{campanile.url}/campaigns/{campaign}/builder{query}")


def find(desk, selector):
    return desk.find_element(By.CSS_SELECTOR, selector)


def names(desk, lane="0.main"):
    """What the cards of one lane are called, in order."""
    return [
        name.text for name in desk.find_elements(By.CSS_SELECTOR, f".steps[data-lane='{lane}'] > .step > .card .card-name")
    ]


def card(desk, name):
    return next(one for one in desk.find_elements(By.CSS_SELECTOR, ".step > .card") if name in one.text)


def lane(desk, word):
    """The data-lane of the lane with this name."""
    section = next(one for one in desk.find_elements(By.CSS_SELECTOR, ".lane") if one.find_element(By.CSS_SELECTOR, ".lane-name").text == word)
    return section.find_element(By.CSS_SELECTOR, ".steps").get_attribute("data-lane")


def drag(desk, source, target, below=0):
    """Takes a card by the mouse to another place, slowly enough for a hand."""
    desk.execute_script("arguments[0].scrollIntoView({block: 'center'})", target)
    chain = ActionChains(desk, duration=60).move_to_element(source).click_and_hold()
    chain.move_by_offset(0, 12).move_to_element(target).move_by_offset(0, below).move_by_offset(0, 2)
    chain.perform()
    leave(desk, ActionChains(desk).release().perform)


def test_card_is_dragged_within_its_lane_and_into_another_by_mouse(desk, campanile, campaign):
    builder(desk, campanile, campaign)
    before = names(desk)
    keep(desk, "editor")
    drag(desk, card(desk, before[0]), card(desk, before[1]), below=20)
    assert names(desk)[:2] == [before[1], before[0]]
    assert before[0] in desk.switch_to.active_element.text
    empty = find(desk, f".steps[data-lane='{lane(desk, 'No')}']")
    drag(desk, card(desk, before[0]), empty)
    assert names(desk, lane(desk, "No")) == [before[0]]
    [row] = campanile.rows("SELECT lane FROM step WHERE campaign_id = %s AND name = %s", campaign, before[0])
    assert row["lane"] == "no"


def test_plus_opens_a_menu_of_kinds_and_the_step_stands_there(desk, campanile, campaign):
    builder(desk, campanile, campaign)
    count = len(names(desk))
    plus = desk.find_elements(By.CSS_SELECTOR, ".join > a")[1]
    plus.click()
    menu = find(desk, "#add-menu")
    assert menu.is_displayed()
    check(desk, "editor-menu", keep)
    ActionChains(desk).send_keys(Keys.ESCAPE).perform()
    assert not menu.is_displayed()
    assert desk.switch_to.active_element == plus
    plus.click()
    leave(desk, next(one for one in menu.find_elements(By.TAG_NAME, "a") if one.text == "Wait").click)
    find(desk, "#kind-for").click()
    find(desk, "#for-amount").send_keys("3")
    Select(find(desk, "#for-unit")).select_by_value("hours")
    leave(desk, find(desk, "#panel form button.primary").click)
    assert len(names(desk)) == count + 1
    assert "Wait for 3 hours" in names(desk)[1]


def test_draft_is_changed_and_taken_back_by_keyboard_alone(desk, campanile, campaign):
    builder(desk, campanile, campaign)
    before = names(desk)
    down = card(desk, before[0]).find_element(By.CSS_SELECTOR, "button[value=down]")
    desk.execute_script("arguments[0].focus()", down)
    leave(desk, lambda: ActionChains(desk).send_keys(Keys.ENTER).perform())
    assert names(desk)[:2] == [before[1], before[0]]
    # The focus is on the same button of the same card, so that the key can be pressed again.
    assert before[0] in desk.switch_to.active_element.get_attribute("aria-label")
    assert desk.switch_to.active_element.get_attribute("value") == "down"
    leave(desk, lambda: ActionChains(desk).key_down(Keys.CONTROL).send_keys("z").key_up(Keys.CONTROL).perform())
    assert names(desk) == before
    assert f"Undone: moved “{before[0]}”." in find(desk, "main").text
    leave(desk, lambda: ActionChains(desk).key_down(Keys.CONTROL).send_keys("y").key_up(Keys.CONTROL).perform())
    assert names(desk)[:2] == [before[1], before[0]]
    # Into a lane, by the list of places.
    link = card(desk, before[0]).find_element(By.TAG_NAME, "a")
    desk.execute_script("arguments[0].focus()", link)
    leave(desk, lambda: ActionChains(desk).send_keys(Keys.ENTER).perform())
    check(desk, "editor-step", keep)
    places = Select(find(desk, "#to"))
    choice = next(one for one in places.options if "under “No”" in one.text)
    places.select_by_value(choice.get_attribute("value"))
    find(desk, "#to").send_keys(Keys.TAB)
    leave(desk, lambda: ActionChains(desk).send_keys(Keys.ENTER).perform())
    assert names(desk, lane(desk, "No")) == [before[0]]
    assert before[0] in desk.switch_to.active_element.text


def test_draft_is_changed_and_taken_back_without_a_script(scriptless, campanile, campaign):
    desk = scriptless
    builder(desk, campanile, campaign)
    before = names(desk)
    follow(desk, desk.find_elements(By.CSS_SELECTOR, ".join > a")[0].click)
    follow(desk, find(desk, "#panel a[data-kind=wait]").click)
    find(desk, "#kind-for").click()
    find(desk, "#for-amount").send_keys("3")
    follow(desk, find(desk, "#panel form button.primary").click)
    assert names(desk)[1:] == before
    assert desk.switch_to.active_element.text == names(desk)[0]
    follow(desk, find(desk, ".draft-history button[data-key=z]").click)
    assert names(desk) == before
    follow(desk, find(desk, ".draft-history button[data-key=y]").click)
    assert names(desk)[1:] == before
    follow(desk, card(desk, before[0]).find_element(By.TAG_NAME, "a").click)
    follow(desk, find(desk, "form[action$='/duplicate'] button").click)
    assert names(desk)[2] == f"{before[0]} (copy)"
    filled = "Yes" if names(desk, lane(desk, "Yes")) else "No"
    inside = names(desk, lane(desk, filled))
    follow(desk, find(desk, ".lane-copy").click)
    other = "No" if filled == "Yes" else "Yes"
    assert names(desk, lane(desk, other)) == inside


def test_stale_tab_is_told_who_was_first_and_nothing_is_undone(desk, campanile, clinic, campaign):
    builder(desk, campanile, campaign)
    first = names(desk)[0]
    leave(desk, card(desk, first).find_element(By.CSS_SELECTOR, "button[value=down]").click)
    order = names(desk)
    clinic.add_staff("ben@campanile.example", "manager")
    colleague = clinic.visitor(email="ben@campanile.example")
    [step] = campanile.rows(
        "SELECT id FROM step WHERE campaign_id = %s AND parent_id IS NULL ORDER BY position LIMIT 1", campaign
    )
    colleague.get(f"/campaigns/{campaign}/builder?step={step['id']}")
    colleague.submit(colleague.form(action=f"/campaigns/{campaign}/steps/{step['id']}/duplicate"))
    leave(desk, find(desk, ".draft-history button[data-key=z]").click)
    told = find(desk, "[role=alert]").text
    assert "Ben changed the workflow" in told and "Nothing was undone." in told
    # The copy of the first, a wait that has no name of its own, stands after it.
    assert names(desk) == [order[0], *order]
    check(desk, "editor-told", keep)


def test_whole_lane_is_copied_and_the_page_holds_against_axe(desk, campanile, campaign):
    builder(desk, campanile, campaign)
    check(desk, "editor-drawing", keep)
    filled = "Yes" if names(desk, lane(desk, "Yes")) else "No"
    inside = names(desk, lane(desk, filled))
    leave(desk, find(desk, ".lane-copy").click)
    other = "No" if filled == "Yes" else "Yes"
    assert names(desk, lane(desk, other)) == inside


def choose_patient(desk, act):
    act(find(desk, "#look a.button"))
    find(desk, "main input[name=name]").send_keys("Mia")
    act(find(desk, "main form button[type=submit]"))
    act(find(desk, "table a"))


def first_message(desk, campanile, campaign, act):
    """Opens the form of the first message for a patient chosen by name."""
    builder(desk, campanile, campaign)
    act(find(desk, ".step[data-kind=send] .card-name a"))
    assert "Choose a patient to see the very message here" in find(desk, "#look").text
    choose_patient(desk, act)


def other_template(desk):
    """Another of the e-mails that the step may send, by the value of its choice."""
    choice = Select(find(desk, "#template"))
    chosen = choice.first_selected_option.get_attribute("value")
    return next(
        one.get_attribute("value") for one in choice.options
        if one.text.endswith("· e-mail") and one.get_attribute("value") not in ("", chosen)
    )


@pytest.fixture(scope="module")
def patient(clinic):
    return clinic.register("P-1", "2027-03-01T16:00Z", firstName="Mia", lastName="Torres", email="mia@patients.example")


def test_message_beside_the_step_follows_what_is_chosen_in_its_form(desk, campanile, clinic, patient, campaign):
    first_message(desk, campanile, campaign, lambda element: leave(desk, element.click))
    look = find(desk, "#look").text
    assert "Mia Torres, 36" in look and "To Mia Torres, mia@patients.example" in look and "leaves" in look
    check(desk, "editor-look", keep)
    before = find(desk, ".letter-subject").text
    Select(find(desk, "#template")).select_by_value(other_template(desk))
    soon(desk, lambda page: page.find_element(By.CSS_SELECTOR, ".letter-subject").text != before)
    leave(desk, find(desk, "#panel form button.primary").click)
    assert "patient=" in desk.current_url and "Mia" not in desk.current_url


def test_message_beside_the_step_is_shown_by_its_button_without_a_script(scriptless, campanile, clinic, patient, campaign):
    desk = scriptless
    first_message(desk, campanile, campaign, lambda element: follow(desk, element.click))
    before = find(desk, ".letter-subject").text
    Select(find(desk, "#template")).select_by_value(other_template(desk))
    follow(desk, find(desk, "button[name=look]").click)
    assert find(desk, ".letter-subject").text != before


def test_message_beside_the_step_is_reached_by_keyboard(desk, campanile, clinic, patient, campaign):
    def press(element):
        desk.execute_script("arguments[0].focus()", element)
        leave(desk, lambda: ActionChains(desk).send_keys(Keys.ENTER).perform())

    first_message(desk, campanile, campaign, press)
    assert "To Mia Torres" in find(desk, "#look").text
