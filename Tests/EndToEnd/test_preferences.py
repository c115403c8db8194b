"""A person chooses what to get: less at once, more by a code that comes to the very address."""

import re

import pytest
import requests
from selenium.webdriver.common.by import By

from accessibility import check
from browsing import at
from clinic import Clinic
from gallery import start_reminders
from hands import ALL
from leaving import leave
from offer import schedule_offer
from pictures import keep
from reading import said

SENT, LATER = "2027-03-08T16:00Z", "2027-03-08T18:00Z"


@pytest.fixture(scope="module")
def clinic(campanile):
    return Clinic(campanile).open()


@pytest.fixture(scope="module")
def people(campanile, clinic, mail):
    """Each got an offer by e-mail; answers the way to everybody's page."""
    ways = {}
    for name, language in [("ana", "en"), ("ben", "en"), ("carla", "en"), ("dora", "es"), ("emil", "en")]:
        agreed = [
            {"contact": None, "purpose": "marketing", "channel": channel, "granted": True, "at": "2027-02-01T16:00:00Z"}
            for channel in ("EMAIL", "SMS")
        ]
        clinic.register(
            name, "2027-03-01T16:00Z", firstName=name.title(), email=f"{name}@patients.example",
            phone=f"+1312555{3000 + len(ways)}", language=language, consents=agreed,
        )
        ways[name] = None
    start_reminders(clinic, now="2027-03-01T16:10Z")
    schedule_offer(clinic.visitor("2027-03-02T16:10Z"), "Whitening", "2027-03-08", "10:00")
    campanile.cron(SENT)
    for name in ways:
        [message] = mail.to(f"{name}@patients.example")
        [ways[name]] = set(re.findall(r'href="([^"]+/p/f/[^"]+)"', message.get_body(("html",)).get_content()))
    return ways


@pytest.fixture
def phone(browser):
    """A browser two hours after the offer."""
    at(browser, LATER)
    yield browser
    at(browser, None)


def button(browser, words):
    [found] = [one for one in browser.find_elements(By.CSS_SELECTOR, "main button") if one.text == words]
    return found


def untick(browser, *boxes):
    for box in boxes:
        browser.find_element(By.ID, box).click()


def answers(campanile, name):
    """What is recorded of somebody's own word."""
    return [
        (row["purpose"], row["channel"], row["granted"])
        for row in campanile.rows(
            "SELECT c.purpose, c.channel, c.granted FROM consent c JOIN patient p ON p.contact_id = c.contact_id "
            "WHERE p.external_id = %s AND c.source = 'person' ORDER BY c.id", name,
        )
    ]


@pytest.mark.parametrize("hand,name", zip(ALL, ["ana", "ben", "carla"]))
def test_less_counts_at_once_and_more_once_the_code_was_typed(campanile, mail, phone, people, hand, name):
    with hand(phone) as press:
        phone.get(people[name])
        assert phone.find_element(By.TAG_NAME, "h1").text == f"{name.title()}’s messages"
        assert "Winter" not in phone.page_source and "patients.example" not in phone.page_source
        untick(phone, "email-marketing", "sms-reminder")
        press(button(phone, "Save"))
        assert "Saved." in said(phone)
        assert sorted(answers(campanile, name)) == [("marketing", "EMAIL", 0), ("reminder", "SMS", 0)]

        untick(phone, "email-marketing")
        press(button(phone, "Save"))
        assert "One more step" in said(phone)
        assert len(answers(campanile, name)) == 2, "more waits for the address's word"
        campanile.cron("2027-03-08T18:00:30Z", "delivery")
        letter = mail.to(f"{name}@patients.example")[-1]
        [code] = re.findall(r"\b\d{6}\b", letter.get_body(("plain",)).get_content())
        # A yes and a no of the same second would be a no.
        at(phone, "2027-03-08T18:01Z")

        [field] = phone.find_elements(By.CSS_SELECTOR, "input[name^='code-']")
        field.send_keys("000000" if code != "000000" else "111111")
        press(button(phone, "Confirm"))
        assert "You can try 4 more times." in said(phone)
        phone.find_element(By.CSS_SELECTOR, "input[name^='code-']").send_keys(code)
        press(button(phone, "Confirm"))
        assert "Saved." in said(phone)
        assert answers(campanile, name)[-1] == ("marketing", "EMAIL", 1)
        assert phone.find_element(By.ID, "email-marketing").is_selected()


def test_page_in_every_state_and_in_spanish(campanile, phone, people):
    phone.get(people["emil"])
    check(phone, "preferences", keep)
    untick(phone, "sms-marketing", "email-marketing")
    leave(phone, button(phone, "Save").click)
    check(phone, "preferences-saved", keep)
    untick(phone, "sms-marketing")
    leave(phone, button(phone, "Save").click)
    check(phone, "preferences-code", keep)
    phone.get(people["dora"])
    assert phone.find_element(By.TAG_NAME, "html").get_attribute("lang") == "es"
    assert phone.find_element(By.TAG_NAME, "h1").text == "Mensajes de Dora"
    check(phone, "preferences-es", keep)
    way = phone.current_url.replace("/p/f/", "/p/u/")
    assert requests.get(way, timeout=10).status_code == 404, "a token for one page opens no other"


def test_code_by_text_message_in_spanish(campanile, texts, people):
    way = people["dora"]
    headers = {"X-Campanile-Now": LATER}
    page = requests.post(way, data={"save": "1", "email": ["reminder", "care", "marketing"], "sms": ["reminder", "care"]},
                         headers=headers, timeout=10)
    assert "Guardado." in page.text
    page = requests.post(way, data={"save": "1", "email": ["reminder", "care", "marketing"],
                                    "sms": ["reminder", "care", "marketing"]}, headers=headers, timeout=10)
    assert "Falta un paso" in page.text
    campanile.cron("2027-03-08T18:00:30Z", "delivery")
    text = texts.to("+13125553003")[-1]
    assert "código" in text.body
    [field] = re.findall(r'name="(code-(\d+))"', page.text)
    code = re.search(r"\d{6}", text.body)[0]
    done = requests.post(f"{way}/code", data={"wish": field[1], field[0]: code}, headers=headers, timeout=10)
    assert "Guardado." in done.text
    assert answers(campanile, "dora")[-1] == ("marketing", "SMS", 1)


def test_staff_see_what_was_chosen_with_its_words(campanile, clinic, people):
    [patient] = campanile.rows("SELECT id FROM patient WHERE external_id = 'dora'")
    desk = clinic.visitor("2027-03-08T18:30Z")
    desk.get(f"/patients/{patient['id']}")
    assert "Por mensaje de texto: Ofertas y novedades" in desk.text
    assert "by a code sent there" in desk.text


def test_unsubscribe_page_leads_here(campanile, mail, people):
    [message] = mail.to("emil@patients.example")[:1]
    link = re.search(r"<(http[^>]+)>", message["List-Unsubscribe"])[1]
    page = requests.get(link, headers={"X-Campanile-Now": LATER}, timeout=10)
    [way] = re.findall(r'href="([^"]+/p/f/[^"]+)"', page.text)
    assert "Emil’s messages" in requests.get(way, headers={"X-Campanile-Now": LATER}, timeout=10).text
