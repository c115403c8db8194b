"""No log holds patients' data: distinctive people, words and tokens go through everything, and every log is searched."""

import re
import socket
import subprocess
from urllib.parse import quote

import pytest
import requests

from clinic import Clinic
from gallery import activate, use
from offer import schedule_offer
from test_replies import write
from visitor import Visitor

settings = {"CAMPANILE_LOG_LEVEL": "debug"}

FIRST, LAST, EMAIL, PHONE = "Quillonius", "Zephyrhart", "quillonius.zephyrhart@canary.example", "+13125550199"
REPLY, WISH, SUBJECT, SEARCH = "saffron peregrine", "marzipan umbrella", "Gossamer pelican", "Zephyrh"
CANARIES = [FIRST, LAST, EMAIL, PHONE, "3125550199", REPLY, WISH, SUBJECT, "saffron", "marzipan", "Gossamer"]
BOOKED, SOON, OFFERED = "2027-03-10T16:00Z", "2027-03-10T16:01Z", "2027-03-11T16:00Z"
VISIT = "2027-03-18T15:00:00-05:00"


@pytest.fixture(scope="module")
def clinic(campanile):
    return Clinic(campanile).open()


@pytest.fixture(scope="module")
def spoken():
    """What programs printed."""
    return []


def logs(campanile):
    """Every file of the copy that is no table, no message and no setting."""
    skipped = {"data", "outbox", "tmp"}
    for file in campanile.folder.rglob("*"):
        inside = file.relative_to(campanile.folder).parts
        if file.is_file() and not skipped & set(inside) and file.name not in ("secret", "campanile.conf", "local.conf"):
            yield file, file.read_text(errors="replace")


def test_no_log_holds_what_patients_are_called_reached_by_told_or_given(campanile, clinic, mail, texts, spoken, tmp_path):
    tokens = set()
    drive_messages(campanile, clinic, mail, texts, spoken, tokens)
    drive_staff(campanile, clinic, spoken)
    drive_public(campanile, tokens)
    drive_webhooks(campanile)
    drive_bad_input(campanile, clinic, spoken, tmp_path)
    drive_failures(campanile, clinic, spoken)

    found = dict(logs(campanile))
    names = {file.name for file in found}
    assert {"web.log", "access-staff.log", "access-public.log", "error.log"} <= names, names
    # It did go through: the failures are told of, by their routes and ids.
    whole = "\n".join([*found.values(), *spoken])
    assert '"route":"/api/v1/patients/:externalId"' in whole
    assert '"job":"delivery"' in whole
    assert len(tokens) >= 3
    needles = {word.lower() for word in CANARIES} | {quote(word).lower() for word in CANARIES}
    needles |= {token.lower() for token in tokens} | {clinic.key.lower()}
    for file, text in [*found.items(), *(("a program's output", text) for text in spoken)]:
        held = [needle for needle in needles if needle in text.lower()]
        assert not held, f"{file} holds {held}"


def drive_messages(campanile, clinic, mail, texts, spoken, tokens):
    """A confirmation, a refused one, one by a gateway that refuses, and an offer with its links."""
    visitor = clinic.visitor(BOOKED)
    activate(visitor, use(visitor, "appointment-reminders"))
    person = {"firstName": FIRST, "lastName": LAST, "email": EMAIL, "phone": PHONE}
    agreed = [{
        "contact": None, "purpose": "marketing", "channel": "EMAIL", "granted": True, "at": BOOKED, "how": SEARCH,
        "wording": WISH,
    }]
    clinic.register("P-1", BOOKED, consents=agreed, **person)
    clinic.book("A-1", "P-1", VISIT, BOOKED)
    spoken.append(campanile.cron(SOON))
    assert LAST in str(mail.to(EMAIL)[0]["To"]) and texts.to(PHONE)
    for text in texts.to(PHONE):
        tokens.update(re.findall(r"/p/\w/([\w.-]{8,})", text.body))
    schedule_offer(visitor, SUBJECT, "2027-03-11", "10:00")
    spoken.append(campanile.cron(OFFERED))
    for message in mail.to(EMAIL):
        for part in message.walk():
            if part.get_content_maintype() == "text":
                tokens.update(re.findall(r"/p/\w/([\w.-]{8,})", part.get_content()))
    # Refused with the address in the answer, taken back by a gateway that quotes the number.
    mail.answer, texts.status = f"550 5.1.1 <{EMAIL}> is unknown here, {FIRST} {LAST}", 400
    texts.headers = {"X-Refused": PHONE}
    try:
        clinic.book("A-2", "P-1", "2027-03-22T15:00:00-05:00", "2027-03-12T16:00Z")
        spoken.append(campanile.cron("2027-03-12T16:01Z"))
    finally:
        mail.answer, texts.status, texts.headers = "250 OK", 201, {}
    assert campanile.rows("SELECT id FROM send WHERE phase = 'FAILED'")


def drive_staff(campanile, clinic, spoken):
    """Searches, a patient's pages, an answer written down, what needs attention."""
    desk = clinic.visitor("2027-03-12T17:00Z")
    desk.get("/patients")
    desk.submit(desk.form(action="/patients"), name=SEARCH)
    assert LAST in desk.text
    patient = campanile.value("SELECT id FROM patient WHERE external_id = 'P-1'")
    for path in (f"/patients/{patient}", f"/patients/{patient}/answer", "/attention", "/replies", f"/patients?q={LAST}"):
        desk.get(path)
    send = campanile.value("SELECT send_id FROM attention LIMIT 1")
    desk.get(f"/attention/messages/{send}/address")
    desk.get(f"/campaigns/999/sends/{send}?to={EMAIL}")
    Visitor(campanile.url, "2027-03-12T17:01Z").post("/sign-in", {"email": EMAIL, "password": WISH})


def drive_public(campanile, tokens):
    """Patients' links, whole, broken, by wrong methods and too large."""
    for token in sorted(tokens):
        for page in "uvroc":
            url = f"{campanile.public_url}/p/{page}/{token}"
            requests.get(url, params={"name": LAST}, allow_redirects=False, timeout=30)
            requests.post(url, data={"wish": WISH, "List-Unsubscribe": "One-Click"}, allow_redirects=False, timeout=30)
            requests.delete(f"{url}x", timeout=30)
            requests.get(f"{campanile.url}/p/{page}/{token}", timeout=30)
        requests.post(f"{campanile.public_url}/p/u/{token}", data={"wish": WISH * 30_000}, timeout=30)
    with socket.create_connection(("127.0.0.1", campanile.public_port), 30) as raw:
        raw.sendall(f"GET /p/u/{LAST} {EMAIL}\r\nHost: {LAST}\r\n{PHONE}\r\n\r\n".encode())
        raw.recv(1000)


def drive_webhooks(campanile):
    write(campanile, PHONE, f"{REPLY}, we are {LAST}", now="2027-03-12T18:00Z")
    write(campanile, PHONE, REPLY, now="2027-03-12T18:00Z", signature="AAAA")
    write(campanile, "nobody", f"{REPLY} {PHONE}", now="2027-03-12T18:00Z")
    requests.post(f"{campanile.public_url}/webhooks/twilio/{LAST}", data={"From": PHONE}, timeout=30)


def drive_bad_input(campanile, clinic, spoken, tmp_path):
    """What the API and the import refuse, with the values in it."""
    for path, body in [
        ("/patients/P-2", {"firstName": FIRST, "lastName": LAST, "birthDate": WISH, "email": EMAIL}),
        # The neighbour's own ids do stand in addresses, and so in the staff's log.
        ("/patients/P-3", {LAST: FIRST}), ("/appointments/A-3", {"patient": LAST}),
    ]:
        answer = campanile.api("PUT", path, body, key=clinic.key, now="2027-03-12T19:00Z")
        assert answer.status_code in (400, 404, 422), answer.text
    requests.get(f"{campanile.url}/api/v1/patients?name={LAST}", headers={"Authorization": f"Bearer {LAST}"}, timeout=30)
    lines = tmp_path / "patients.ndjson"
    lines.write_text(f'{{"kind":"patient","externalId":"{LAST}","firstName":"{FIRST}","birthDate":"{WISH}"}}\n{LAST} {EMAIL}\n')
    done = subprocess.run(
        [campanile.binaries / "campanile-admin", "import", "patients", str(lines)], env=campanile.environment,
        capture_output=True, text=True, timeout=120,
    )
    assert done.returncode == 1, done.stdout + done.stderr
    spoken.append(done.stdout + done.stderr)


def drive_failures(campanile, clinic, spoken):
    """A database that quotes values in what it refuses, one that is gone, and workers that are killed."""
    campanile.run("ALTER TABLE patient ADD UNIQUE canary (clinic_id, last_name)")
    body = {"firstName": FIRST, "lastName": LAST, "birthDate": "1990-05-04", "email": EMAIL, "phone": PHONE}
    url, key = f"{campanile.url}/api/v1/patients/P-3", {"Authorization": f"Bearer {clinic.key}"}
    assert requests.put(url, json=body, headers=key, timeout=30).status_code == 500
    campanile.run("ALTER TABLE patient DROP KEY canary")
    campanile.run("RENAME TABLE message TO message_gone")
    try:
        desk = clinic.visitor("2027-03-12T20:00Z")
        send = campanile.value("SELECT MIN(id) FROM send")
        campaign = campanile.value(f"SELECT campaign_id FROM send WHERE id = {send}")
        assert desk.get(f"/campaigns/{campaign}/sends/{send}").status_code == 500
        clinic.book("A-3", "P-1", "2027-03-29T15:00:00-05:00", "2027-03-12T20:00Z")
        tick = campanile.start_cron("2027-03-12T20:01Z")
        spoken.append(tick.communicate(timeout=120)[0])
        assert tick.returncode != 0
    finally:
        campanile.run("RENAME TABLE message_gone TO message")
    campanile.stop_database()
    try:
        requests.put(url, json=body, headers=key, timeout=30)
        spoken.append(campanile.cron("2027-03-12T20:02Z", status=75))
    finally:
        campanile.start_database()
    for pid in campanile.workers():
        subprocess.run(["kill", "-9", pid], check=True)
    requests.put(url, json=body, headers=key, timeout=30)
