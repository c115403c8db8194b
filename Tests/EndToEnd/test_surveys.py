"""From the gallery's survey to what families answer: the invitation, the page behind it, what staff see of it."""

import re

import pytest
import requests
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select

import hands
from accessibility import check
from clinic import Clinic
from gallery import activate
from leaving import leave
from pictures import keep
from reading import said, wait_for

REGISTERED = "2027-03-01T16:00Z"
# Thursday 11 March 2027 in Chicago: come at 10:00, done at 11:00, asked at 14:00.
VISIT, BOOKED, DONE, ASKED = "2027-03-11T10:00:00-06:00", "2027-03-11T14:00Z", "2027-03-11T17:00Z", "2027-03-11T20:00Z"
EVENING = "2027-03-12T00:30Z"
# The browser's clock.
clock = EVENING


@pytest.fixture(scope="module")
def clinic(campanile):
    return Clinic(campanile).open()


def button(browser, label):
    found, *_ = [
        one for one in browser.find_elements(By.CSS_SELECTOR, "main button, main a.button")
        if label in (one.text, one.get_attribute("aria-label")) and "spoken" not in (one.get_attribute("class") or "")
    ]
    return found


@pytest.fixture(scope="module")
def campaign(desk, campanile, clinic):
    """The gallery's survey, taken and activated as it is."""
    desk.get(f"{campanile.url}/surveys")
    assert "No survey yet" in said(desk)
    check(desk, "surveys-none", keep)
    leave(desk, button(desk, "See it in the gallery").click)
    leave(desk, desk.find_element(By.CSS_SELECTOR, "form[action='/gallery/visit-survey'] button").click)
    [row] = campanile.rows("SELECT id FROM campaign")
    activate(clinic.visitor(BOOKED), row["id"])
    assert campanile.rows("SELECT status FROM campaign")[0]["status"] == "ACTIVE"
    return row["id"]


@pytest.fixture
def invite(campanile, clinic, campaign, mail, texts):
    """A new patient comes, and the link of the message after the visit is answered."""

    def invite(number, **more):
        patient, address = f"P-{number}", f"p{number}@patients.example"
        more = more or {"email": address}
        clinic.register(patient, REGISTERED, **more)
        clinic.book(f"A-{number}", patient, VISIT, BOOKED)
        clinic.change(f"A-{number}", DONE, status="completed")
        campanile.cron("2027-03-11T17:01Z")
        campanile.cron(ASKED)
        if "email" not in more:
            return re.search(r"http\S+", texts.to(more["phone"])[-1].body)[0]
        [message] = mail.to(address)
        return message

    return invite


def link(message):
    return re.search(r"http\S+/p/s/\S+", message.get_body(("plain",)).get_content())[0]


def scores(message):
    """The addresses behind the numbers of a mail."""
    page = message.get_body(("html",)).get_content()
    return re.findall(r'href="([^"]+/p/s/[^"]+\?score=\d+)"', page)


def responses(campanile):
    return campanile.rows("SELECT score, language FROM survey_response ORDER BY id")


def test_scanner_that_fetches_every_link_of_the_mail_stores_nothing(campanile, invite):
    message = invite(1)
    addresses = scores(message)
    assert [address.split("=")[-1] for address in addresses] == [str(score) for score in range(11)]
    for address in [*addresses, link(message)]:
        for _ in range(3):
            for method in ("GET", "HEAD"):
                answer = requests.request(method, address, headers={"X-Campanile-Now": EVENING}, timeout=30)
                assert answer.status_code == 200
    assert responses(campanile) == []


def test_number_of_the_mail_opens_the_survey_with_it_chosen_and_a_mouse_sends_it_once(campanile, clinic, invite, desk):
    message = invite(2)
    desk.get(scores(message)[9])
    assert desk.find_element(By.ID, "q1-9").is_selected()
    check(desk, "survey", keep)
    with hands.mouse(desk) as press:
        desk.find_element(By.CSS_SELECTOR, "label:has(#q2-5)").click()
        desk.find_element(By.ID, "q3").send_keys("Everybody was kind.\nThank you!")
        press(button(desk, "Send my answer"))
    assert "Thank you" in said(desk)
    check(desk, "survey-thanks", keep)
    assert responses(campanile) == [{"score": 9, "language": "en"}]

    # The same again, as from the back button: it was answered.
    again = requests.post(
        link(message), data={"q1": "0"}, headers={"X-Campanile-Now": EVENING}, timeout=30, allow_redirects=True,
    )
    assert again.status_code == 200 and "Your answer has reached" in again.text
    assert responses(campanile) == [{"score": 9, "language": "en"}]
    [event] = campanile.api("GET", "/events?type=SURVEY_ANSWERED", key=clinic.key).json()["items"]
    assert event["data"]["score"] == 9


def test_low_score_by_keyboard_waits_for_a_person(campanile, clinic, invite, desk):
    desk.get(link(invite(3)))
    with hands.keyboard(desk) as press:
        desk.execute_script("document.getElementById('q1-0').focus()")
        ActionChains(desk).send_keys(Keys.SPACE, Keys.ARROW_RIGHT, Keys.ARROW_RIGHT).perform()
        assert desk.find_element(By.ID, "q1-2").is_selected()
        desk.find_element(By.ID, "q3").send_keys("We waited an hour")
        press(button(desk, "Send my answer"))
    assert "Thank you" in said(desk)

    desk.get(f"{campanile.url}/attention")
    assert "Low survey scores" in said(desk) and "We waited an hour" in said(desk)
    check(desk, "attention-low-score", keep)
    desk.get(campanile.url)
    assert "1 family gave a low score" in said(desk)
    desk.get(f"{campanile.url}/attention")
    with hands.keyboard(desk) as press:
        press(button(desk, "Done: Robin Winter"))
    assert "The low score no longer waits" in said(desk)
    assert "We waited an hour" not in said(desk)


def test_short_code_of_a_text_without_script_in_spanish(campanile, invite, desk):
    address = invite(4, phone="+13125552004", language="es")
    assert len(address) < 60
    desk.get(address)
    assert "¿Cómo fue su visita?" in said(desk)
    check(desk, "survey-spanish", keep)
    with hands.scriptless(desk) as press:
        # Nothing chosen yet: told beside the question, and nothing is stored.
        desk.find_element(By.ID, "q3").send_keys("Todo bien")
        press(button(desk, "Enviar mi respuesta"))
        assert "Elija un número del 0 al 10." in said(desk)
        assert desk.find_element(By.ID, "q3").get_attribute("value") == "Todo bien"
        desk.find_element(By.CSS_SELECTOR, "label:has(#q1-10)").click()
        press(button(desk, "Enviar mi respuesta"))
    assert "Gracias" in said(desk)
    assert responses(campanile)[-1] == {"score": 10, "language": "es"}


def test_results_say_how_sure_they_are_and_lead_to_the_patient(campanile, desk):
    desk.get(f"{campanile.url}/surveys")
    check(desk, "surveys", keep)
    leave(desk, desk.find_element(By.LINK_TEXT, "After a visit").click)
    assert "33.3" in said(desk) and "±" in said(desk)
    assert "Everybody was kind." in said(desk)
    check(desk, "survey-results", keep)
    desk.find_element(By.CSS_SELECTOR, "details.figures summary").click()
    assert "Promoters" in said(desk) or "At least" in said(desk)
    leave(desk, desk.find_element(By.CSS_SELECTOR, ".comments a").click)
    assert "Robin Winter" in said(desk)


@pytest.mark.parametrize("way", hands.ALL)
def test_survey_is_copied_changed_looked_at_and_asked(desk, campanile, campaign, way):
    [asked] = campanile.rows("SELECT id FROM survey WHERE in_use")
    desk.get(f"{campanile.url}/surveys/{asked['id']}")
    with way(desk) as press:
        press(button(desk, "Copy"))
        name = desk.find_element(By.ID, "name")
        name.clear()
        name.send_keys(f"By {way.__name__}")
        press(button(desk, "Add a question"))
        last = max(int(one.get_attribute("id").split("-")[1]) for one in desk.find_elements(By.CSS_SELECTOR, "[id^=kind-]"))
        Select(desk.find_element(By.ID, f"kind-{last}")).select_by_value("choice")
        desk.find_element(By.ID, f"text-en-{last}").send_keys("Which day suits you?")
        press(button(desk, "Save the survey"))
        assert "Give at least two choices" in said(desk)
        desk.find_element(By.ID, f"choices-en-{last}").send_keys("Monday\nFriday")
        press(button(desk, f"Move question {last} up"))
        assert desk.find_element(By.ID, f"text-en-{last - 1}").get_attribute("value") == "Which day suits you?"
        press(button(desk, "Remove question 1"))
        press(button(desk, "Save the survey"))
        assert "is saved" in said(desk)
        press(button(desk, "As patients see it"))
        assert "Friday" in said(desk)
        desk.back()
        wait_for(desk, "Questions")
        press(button(desk, "Ask this one from now on"))
        assert "is asked from now on" in said(desk)
    [row] = campanile.rows("SELECT name FROM survey WHERE in_use")
    assert row["name"] == f"By {way.__name__}"


def test_form_of_a_survey_and_the_page_for_reviews(desk, campanile):
    desk.get(f"{campanile.url}/surveys/new")
    check(desk, "survey-new", keep)
    desk.get(f"{campanile.url}/surveys")
    desk.find_element(By.ID, "review").send_keys("reviews.example")
    # The browser's own check of the address would keep the form.
    desk.execute_script("document.getElementById('review').form.noValidate = true")
    leave(desk, button(desk, "Save the page for reviews").click)
    assert "Give the whole address" in said(desk)
    check(desk, "surveys-review-refused", keep)
    field = desk.find_element(By.ID, "review")
    field.clear()
    field.send_keys("https://reviews.example/lakeside")
    leave(desk, button(desk, "Save the page for reviews").click)
    assert "Everybody who answers a survey sees it." in said(desk)
