"""A patient's inbox: what arrives in it, how it is read, and the notifications that tell of it."""

import json
import os
import re
import subprocess

import pytest
import requests
from selenium.webdriver.common.by import By

from accessibility import check
from browsing import at
from campanile import DEFAULT_BINARIES
from clinic import Clinic
from hands import ALL
from offer import LINK, schedule_offer
from pictures import keep
from push_service import PushPeer
from reading import said, soon, wait_for

# Monday 8 March 2027 in Chicago.
DAY, DUE, READ = "2027-03-08", "2027-03-08T16:00Z", "2027-03-08T18:00Z"
NAMES = ["Your new retainer", "Opening hours in spring", "A word about brushing"]


@pytest.fixture(scope="module")
def push(tmp_path_factory):
    peer = PushPeer(tmp_path_factory.mktemp("push"))
    peer.start()
    yield peer
    peer.stop()


@pytest.fixture(scope="module")
def more_settings(push, tmp_path_factory):
    folder = tmp_path_factory.mktemp("key")
    settings = push.settings(folder, push.authority)
    key = folder / "push-key"
    assert key.stat().st_mode & 0o777 == 0o600
    binaries = os.environ.get("CAMPANILE_BINARIES", DEFAULT_BINARIES)
    again = subprocess.run([f"{binaries}/campanile-admin", "push-key", key], capture_output=True, text=True)
    assert again.returncode != 0
    return settings


@pytest.fixture(scope="module")
def clinic(campanile):
    return Clinic(campanile).open()


@pytest.fixture(scope="module")
def link(campanile, clinic, mail):
    """The way to an inbox with three messages, from an e-mail."""
    clinic.register("P-1", "2027-03-01T16:00Z", email="p1@patients.example")
    visitor = clinic.visitor("2027-03-01T16:00Z")
    for name in NAMES:
        schedule_offer(visitor, name, DAY, "10:00", kind="FOLLOW_UP", channel="IN_APP")
    schedule_offer(visitor, "Inbox", DAY, "10:00", kind="FOLLOW_UP", body="Your messages: {{link.inbox}}")
    campanile.cron(DUE)
    [message] = mail.to("p1@patients.example")
    text = message.get_body(("plain",)).get_content().replace("=\n", "")
    [link] = re.findall(rf"{re.escape(campanile.public_url)}/m/\S+", text)
    return link


@pytest.fixture
def phone(browser):
    at(browser, READ)
    yield browser
    at(browser, None)


def inbox_of(link):
    return requests.get(f"{link}/messages.json", headers={"X-Campanile-Now": READ}, timeout=10).json()


def test_messages_arrive_in_the_same_commit_that_calls_them_sent(campanile, link):
    sends = campanile.rows("SELECT phase FROM send WHERE channel = 'IN_APP'")
    assert [send["phase"] for send in sends] == ["SENT"] * 3
    inbox = inbox_of(link)
    assert inbox["unread"] == 3
    assert inbox["next"] is None
    assert sorted(item["subject"] for item in inbox["items"]) == sorted(f"{name} for Robin" for name in NAMES)
    assert inbox["items"][0]["links"] == [{"label": LINK, "url": LINK}]


def test_list_is_calm_on_a_phone_and_on_a_desk(phone, link):
    phone.get(link)
    wait_for(phone, "3 new messages")
    assert "For Robin" in said(phone)
    assert "Winter" not in phone.page_source
    check(phone, "inbox", keep)


@pytest.mark.parametrize("hand", ALL, ids=lambda hand: hand.__name__)
def test_one_press_opens_a_message_and_says_that_it_was_read(campanile, phone, link, hand):
    before = inbox_of(link)["unread"]
    phone.get(link)
    with hand(phone) as press:
        press(phone.find_element(By.CSS_SELECTOR, "button.inbox-entry"))
        assert "Hello Robin" in said(phone)
        assert "Mark as read" not in said(phone)
        assert inbox_of(link)["unread"] == before - 1
        press(phone.find_element(By.CSS_SELECTOR, ".inbox-back a"))
        assert len(phone.find_elements(By.CSS_SELECTOR, "button.inbox-entry")) == before - 1


def test_what_was_read_counts_as_opened_and_delivered_once(campanile, phone, link):
    # The last by its address, as a notification leads to it: looking alone says nothing.
    for item in inbox_of(link)["items"]:
        path = f"{link}/{item['id']}"
        for method in ("GET", "HEAD", "GET"):
            assert requests.request(method, path, headers={"X-Campanile-Now": READ}, timeout=10).status_code == 200
        phone.get(path)
        check(phone, f"inbox-message-{'new' if item['readAt'] is None else 'read'}", keep)
        if item["readAt"] is None:
            assert "Mark as read" in said(phone)
            requests.post(f"{path}/read", headers={"X-Campanile-Now": READ}, timeout=10).raise_for_status()
    assert inbox_of(link)["unread"] == 0
    for _ in range(2):
        campanile.cron("2027-03-08T18:05Z")
    sends = campanile.rows("SELECT phase, opened_at IS NOT NULL AS opened FROM send WHERE channel = 'IN_APP'")
    assert sends == [{"phase": "DELIVERED", "opened": 1}] * 3
    [tally] = campanile.rows("SELECT SUM(delivered) AS delivered, SUM(opened) AS opened FROM tally")
    assert (tally["delivered"], tally["opened"]) == (3, 3)


def test_staff_address_knows_no_inbox(campanile, link):
    path = link.removeprefix(campanile.public_url)
    assert requests.get(campanile.url + path, timeout=10).status_code == 404
    worker = requests.get(f"{campanile.public_url}/m/worker.js", timeout=10)
    assert worker.status_code == 200
    assert "javascript" in worker.headers["Content-Type"]
    assert worker.headers["Content-Security-Policy"].startswith("default-src 'none'")


def subscribe(link, device):
    answer = requests.post(f"{link}/push", json=device.subscription, headers={"X-Campanile-Now": READ}, timeout=10)
    assert answer.status_code == 204, answer.text


def devices(campanile):
    return [row["endpoint"].rsplit("/", 1)[1] for row in campanile.rows("SELECT endpoint FROM push_subscription ORDER BY id")]


def test_notification_reaches_each_device_encrypted_and_signed_and_a_dead_one_is_forgotten(campanile, clinic, link, push):
    phone, tablet = push.device("phone"), push.device("tablet")
    push.statuses["tablet"] = 410
    for device in (phone, tablet):
        subscribe(link, device)
    assert devices(campanile) == ["phone", "tablet"]
    schedule_offer(
        clinic.visitor(READ), "Retainer check", "2027-03-09", "10:00", kind="FOLLOW_UP", channel="PUSH",
        body="Hello {{patient.first_name}}, please bring your retainer. " + "It matters. " * 40,
    )
    campanile.cron("2027-03-09T16:00Z")
    [notice] = push.to(phone)
    assert notice.key == push.public_key
    assert notice.claims["aud"] == push.url
    assert notice.claims["sub"] == "mailto:clinic@campanile.example"
    assert 0 < int(notice.headers["ttl"]) <= 24 * 3600
    assert notice.headers["urgency"] == "normal"
    assert re.fullmatch(r"[\w-]{1,32}", notice.headers["topic"])
    content = notice.content
    assert content["title"] == "Lakeside Orthodontics"
    assert content["body"].startswith("Retainer check for Robin\nHello Robin, please bring your retainer.")
    assert len(content["body"]) < 300
    assert content["url"].startswith(f"{campanile.public_url}/m/")
    page = requests.get(content["url"], headers={"X-Campanile-Now": "2027-03-09T17:00Z"}, timeout=10)
    assert page.status_code == 200
    assert "please bring your retainer" in page.text
    assert devices(campanile) == ["phone"]
    assert campanile.rows("SELECT phase FROM send WHERE channel = 'PUSH'") == [{"phase": "SENT"}]


def test_service_that_asks_for_a_pause_gets_one_and_the_message_goes_then(campanile, clinic, link, push):
    phone = push.devices["phone"]
    push.statuses["phone"] = 429
    schedule_offer(
        clinic.visitor("2027-03-10T15:00Z"), "Second", "2027-03-10", "10:00", kind="FOLLOW_UP", channel="PUSH", body="Hello",
    )
    campanile.cron("2027-03-10T16:00Z")
    send = "SELECT s.phase, s.wires FROM send s JOIN campaign c ON c.id = s.campaign_id WHERE c.name = 'Second'"
    assert campanile.rows(send) == [{"phase": "READY", "wires": 0}]
    assert campanile.rows("SELECT state FROM provider_state WHERE provider = 'push'") == [{"state": "open"}]
    push.statuses["phone"] = 201
    campanile.cron("2027-03-10T16:02Z")
    assert campanile.rows(send) == [{"phase": "SENT", "wires": 1}]
    assert [notice.content["body"] for notice in push.to(phone)][-1] == "Second for Robin\nHello"


def test_last_dead_device_ends_what_waits(campanile, clinic, link, push):
    push.statuses["phone"] = 404
    for name, day in (("Third", "2027-03-11"), ("Fourth", "2027-03-12")):
        schedule_offer(clinic.visitor("2027-03-11T15:00Z"), name, day, "10:00", kind="FOLLOW_UP", channel="PUSH", body="Hello")
    campanile.cron("2027-03-11T16:00Z")
    assert devices(campanile) == []
    [third] = campanile.rows(
        "SELECT s.phase, s.failure FROM send s JOIN campaign c ON c.id = s.campaign_id WHERE c.name = 'Third'")
    assert third == {"phase": "FAILED", "failure": "permanent"}
    campanile.cron("2027-03-12T16:00Z")
    [fourth] = campanile.rows(
        "SELECT s.phase, s.reason FROM send s JOIN campaign c ON c.id = s.campaign_id WHERE c.name = 'Fourth'")
    assert fourth == {"phase": "SKIPPED", "reason": "NO_RECIPIENT"}
    # Nothing stands against turning them on again.
    assert campanile.rows("SELECT id FROM suppression") == []


@pytest.fixture
def permitted(campanile, phone, link):
    """A browser whose owner lets the site show notifications."""
    phone.execute_cdp_cmd("Browser.grantPermissions", {"origin": campanile.public_url, "permissions": ["notifications"]})
    return phone


def press(browser, label):
    soon(browser, lambda page: page.find_element(By.XPATH, f"//button[text()='{label}']").is_displayed())
    browser.find_element(By.XPATH, f"//button[text()='{label}']").click()


def test_button_of_the_inbox_turns_notifications_on_and_off(campanile, permitted, link, push):
    # Headless Chromium has no push service: the browser's part is played, and all of the page's own is real.
    device = push.device("laptop")
    played = """
        const told = %s; let kept = null;
        const made = { endpoint: told.endpoint, toJSON: () => told };
        PushManager.prototype.subscribe = async (wish) => {
          if (!wish.userVisibleOnly || wish.applicationServerKey.length !== 65) throw new Error("not so");
          return kept = made;
        };
        PushManager.prototype.getSubscription = async () => kept ?? (sessionStorage.kept ? made : null);
    """ % json.dumps(device.subscription)
    script = permitted.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": played})
    try:
        permitted.get(link)
        press(permitted, "Turn on notifications")
        wait_for(permitted, "They are on for this device.")
        assert devices(campanile) == ["laptop"]
        check(permitted, "inbox-notified", keep)
        # The page knows this browser again.
        permitted.execute_script("sessionStorage.kept = 'yes'")
        permitted.get(link)
        wait_for(permitted, "They are on for this device.")
        press(permitted, "Turn off")
        wait_for(permitted, "This device can tell you")
        assert devices(campanile) == []
    finally:
        permitted.execute_cdp_cmd("Page.removeScriptToEvaluateOnNewDocument", script)


def test_page_says_so_where_the_browser_cannot_turn_them_on(permitted, link):
    permitted.get(link)
    permitted.execute_script("PushManager.prototype.subscribe = async () => { throw new Error('no service'); }")
    press(permitted, "Turn on notifications")
    wait_for(permitted, "That did not work just now.")


def test_worker_shows_the_notification_that_was_sent(campanile, permitted, link):
    permitted.get(link)
    soon(permitted, lambda page: page.execute_async_script(
        "const done = arguments[0]; navigator.serviceWorker.ready.then(it => done(it.scope))").endswith("/m/"))
    told = {"title": "Lakeside Orthodontics", "body": "See you", "url": f"{link}/1", "tag": "message-1", "language": "en"}
    permitted.execute_cdp_cmd("ServiceWorker.enable", {})
    shown = "const done = arguments[0]; navigator.serviceWorker.ready.then(async it => done((await it.getNotifications())"
    shown += ".map(one => [one.title, one.body, one.tag, one.data.url])))"

    def delivered(page):
        # The driver does not tell the registration's number: it is one of the first.
        for number in range(8):
            page.execute_cdp_cmd("ServiceWorker.deliverPushMessage", {
                "origin": campanile.public_url, "registrationId": str(number), "data": json.dumps(told)})
        return page.execute_async_script(shown)

    [notification] = soon(permitted, delivered)
    assert notification == ["Lakeside Orthodontics", "See you", "message-1", f"{link}/1"]
