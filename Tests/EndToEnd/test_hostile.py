"""Every form and every API route against what nobody should send: an answer of the 400s, no worker dead, nothing stored."""

import re
from urllib.parse import urljoin, urlsplit

import pytest
import requests

from clinic import Clinic, PASSWORD
from description import DESCRIPTION
from gallery import use
from visitor import Visitor

ROLES = ["viewer", "front_desk", "manager", "admin"]
SCRIPT = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>"
HOSTILE = {
    "markup": SCRIPT,
    "long": "x" * 100_000,
    "sql": "'; DROP TABLE send; --",
    "line breaks": "a\r\nBcc: victim@patients.example\r\n\r\nb",
    "controls": "a\x00\x01\x1b[31mb\x7f",
    "emoji": "👩‍👩‍👧‍👦" * 50,
    "number": "-99999999999999999999",
    "merge field": "{{patient.password}} {{",
}
# The hidden field that guards every POST of a session.
TOKEN = "token"
NOT_UTF8 = b"\xff\xfe\xc3\x28"


@pytest.fixture(scope="module")
def clinic(campanile):
    clinic = Clinic(campanile).open()
    for role in ROLES[:-1]:
        clinic.add_staff(f"{role}@campanile.example", role)
    admin = clinic.visitor()
    for workflow in ("appointment-reminders", "new-patient-welcome", "post-bonding-care"):
        use(admin, workflow)
    return clinic


@pytest.fixture(scope="module")
def keys(clinic):
    """A key for each scope, and a manager's with all of them."""
    keys = {scope: clinic.add_key(scope) for scope in ("intake", "read", "manage")}
    return {**keys, "manager": clinic.add_key("intake,read,manage")}


@pytest.fixture(autouse=True)
def no_worker_dies(campanile):
    before = campanile.workers()
    yield
    assert campanile.workers() == before


def shape(path):
    """A path with its ids taken out: one page of a kind is enough."""
    return re.sub(r"/\d+", "/N", urlsplit(path).path)


def crawl(visitor):
    """One page of each kind that links lead to, with the visitor standing on it."""
    seen, waiting = set(), ["/"]
    while waiting:
        path = waiting.pop(0)
        if shape(path) in seen:
            continue
        seen.add(shape(path))
        visitor.get(path)
        assert visitor.response.status_code < 500, f"{path}: {visitor.text}"
        if "text/html" not in visitor.response.headers["Content-Type"]:
            continue
        yield path
        page = visitor.page if visitor.response.url.endswith(path) else None
        for link in (page if page is not None else visitor.page).xpath("//a/@href"):
            target = urljoin(visitor.response.url, link)
            if target.startswith(visitor.url) and "sign-out" not in target:
                waiting.append(target.removeprefix(visitor.url))


# What ends the visitor's own session, or their place among the staff.
LEAVING = re.compile(r"sign-out|/staff/\d+")


def forms_of(visitor):
    """Every form of the site once, and every button that posts its form elsewhere, with the page it stands on."""
    seen = set()
    for path in crawl(visitor):
        for form in visitor.page.forms:
            # A form without a button of its own is sent by buttons elsewhere alone, each to an address of its own.
            targets = [(form.action or "", [])] if form.xpath(".//button[not(@formaction)]") else []
            for button in visitor.page.xpath("//button[@formaction]"):
                if button.get("form") == form.get("id") if button.get("form") else form in button.iterancestors():
                    named = [(button.get("name"), button.get("value", ""))] if button.get("name") else []
                    targets.append((button.get("formaction"), named))
            for target, named in targets:
                action = urljoin(visitor.response.url, target)
                if form.method.upper() == "POST" and shape(action) not in seen and not LEAVING.search(action):
                    seen.add(shape(action))
                    yield path, action, list(form.form_values()) + named


@pytest.fixture(scope="module")
def forms(clinic):
    found = list(forms_of(clinic.visitor()))
    assert len(found) > 8, [action for _, action, _ in found]
    return found


def counts(campanile):
    tables = ["campaign", "step", "message_template", "message_template_version", "staff", "revision", "send"]
    return {table: campanile.rows(f"SELECT COUNT(*) AS n FROM `{table}`")[0]["n"] for table in tables}


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_text_in_any_field_is_answered_below_500(clinic, forms, kind):
    visitor = clinic.visitor()
    for path, action, fields in forms:
        for name in {name for name, _ in fields if name != TOKEN}:
            # Signing in anew between them is not needed: the token lives as long as the session.
            visitor.get(path)
            token = visitor.page.xpath(f"//input[@name='{TOKEN}']/@value")
            sent = [(n, HOSTILE[kind] if n == name else token[0] if n == TOKEN and token else v) for n, v in fields]
            answer = visitor.post(action, sent)
            assert answer.status_code < 500, f"{action} {name}={kind}: {answer.status_code}"
            assert SCRIPT not in answer.text, f"{action} {name} comes back as markup"


@pytest.mark.parametrize("how", ["missing", "twice", "unknown", "not UTF-8"])
def test_misshapen_form_changes_nothing(campanile, clinic, forms, how):
    visitor = clinic.visitor()
    for path, action, fields in forms:
        for name in {name for name, _ in fields if name != TOKEN}:
            visitor.get(path)
            token = visitor.page.xpath(f"//input[@name='{TOKEN}']/@value")
            sent = [(n, token[0] if n == TOKEN and token else v) for n, v in fields]
            if how == "missing":
                sent = [field for field in sent if field[0] != name]
            elif how == "twice":
                sent.append((name, "second"))
            elif how == "unknown":
                sent.append(("no_such_field", "1"))
            else:
                sent = [(n, NOT_UTF8 if n == name else v) for n, v in sent]
            before = counts(campanile)
            answer = visitor.post(action, sent, allow_redirects=False)
            assert answer.status_code < 500, f"{action} {name} {how}: {answer.status_code}"
            if how == "unknown":
                assert answer.status_code == 400, f"{action}: {answer.status_code}"
            if answer.status_code >= 400:
                assert counts(campanile) == before, f"{action} {name} {how} was refused and yet stored"


def test_form_without_its_token_or_from_elsewhere_is_refused(campanile, clinic, forms):
    visitor = clinic.visitor()
    before = counts(campanile)
    for _, action, fields in forms:
        bare = [field for field in fields if field[0] != TOKEN]
        assert visitor.post(action, bare, allow_redirects=False).status_code in (400, 403)
        forged = [*bare, (TOKEN, "0" * 32)]
        assert visitor.post(action, forged, allow_redirects=False).status_code in (400, 403)
    assert counts(campanile) == before


def test_foreign_origin_is_refused(campanile, clinic, forms):
    visitor = clinic.visitor()
    before = counts(campanile)
    for path, action, fields in forms:
        visitor.get(path)
        token = visitor.page.xpath(f"//input[@name='{TOKEN}']/@value")[0]
        sent = [(n, token if n == TOKEN else v) for n, v in fields]
        answer = visitor.post(action, sent, headers={"Origin": "https://elsewhere.example"}, allow_redirects=False)
        assert answer.status_code in (400, 403), action
    assert counts(campanile) == before


@pytest.mark.parametrize("role", ROLES)
def test_each_role_walks_every_page_without_an_error(clinic, role):
    for _ in crawl(clinic.visitor(email=f"{role}@campanile.example")):
        pass


# What everybody may: look at a text that is being written.
BY_ALL = re.compile(r"/messages/preview")
# What the front desk may: look for patients, write down what they say, answer them, say why somebody gets a message or not,
# and send a failed one again.
AT_THE_DESK = re.compile(r"/campaigns/\d+/explain|/sends/\d+/again|/patients\b|/replies/|/attention/")


@pytest.mark.parametrize("role", ["viewer", "front_desk"])
def test_role_that_may_not_change_campaigns_is_refused_by_their_forms(campanile, clinic, forms, role):
    visitor = clinic.visitor(email=f"{role}@campanile.example")
    visitor.get("/campaigns")
    token = visitor.page.xpath("//form[@method='post']//input[@name='token']/@value")[0]
    before = counts(campanile)
    for _, action, fields in forms:
        if BY_ALL.search(action) or (role == "front_desk" and AT_THE_DESK.search(action)):
            continue
        answer = visitor.post(action, [(n, token if n == TOKEN else v) for n, v in fields], allow_redirects=False)
        assert answer.status_code == 403, f"{role} {action}: {answer.status_code}"
    assert counts(campanile) == before


def test_pages_without_a_session_lead_to_the_sign_in_page(campanile, clinic):
    paths = list(crawl(clinic.visitor()))
    stranger = Visitor(campanile.url)
    for path in paths:
        stranger.get(path)
        assert stranger.page.xpath("//input[@type='password']"), path


def test_pages_know_wrong_methods_and_unknown_ids(clinic):
    visitor = clinic.visitor()
    assert visitor.get("/campaigns/999999999").status_code == 404
    assert visitor.get("/campaigns/999999999999999999999999").status_code == 404
    assert visitor.get("/no/such/page").status_code == 404
    answer = visitor.session.request("DELETE", f"{visitor.url}/campaigns", timeout=10)
    assert answer.status_code == 405


# The API

PATIENT = {"firstName": "Robin", "lastName": "Winter", "birthDate": "1990-05-04", "sex": "X", "phone": "+13125550123"}
VISIT = {"patient": "H-1", "type": "Adjustment", "startsAt": "2027-05-05T10:00:00-05:00", "status": "booked"}
EVENT = {"id": "E-1", "type": "RETAINER_REORDER_DUE", "patient": "H-1", "occurredAt": "2027-05-05T10:00:00Z"}
WRITES = [("PUT", "/patients/H-1", PATIENT), ("PUT", "/appointments/V-1", VISIT), ("POST", "/events", EVENT)]
OPERATIONS = [operation for operation in DESCRIPTION.operations if operation.scope]
VALUES = [None, True, -1, 1e308, "", "x" * 100_000, SCRIPT, "\u0000", [], {}, [[[]]], "2027-02-30", "25:99", "\ud83d"]


def is_problem(answer):
    return answer.headers["Content-Type"] == "application/problem+json" and answer.json()["status"] == answer.status_code


@pytest.mark.parametrize("method, path, body", WRITES)
def test_any_value_in_any_field_of_the_api_is_answered_with_a_problem_or_taken(clinic, campanile, method, path, body):
    clinic.register("H-1", "2027-05-01T10:00Z", phone="+13125550123")
    for field in [*body, "noSuchField"]:
        for value in VALUES:
            answer = campanile.api(method, path, {**body, field: value}, key=clinic.key)
            assert answer.status_code in (200, 201, 202, 400, 404, 422), f"{field}={value!r}: {answer.status_code}"
            if answer.status_code >= 400:
                assert is_problem(answer), answer.text
                if answer.status_code == 422:
                    assert answer.json()["errors"], answer.text


@pytest.mark.parametrize("operation", [o for o in OPERATIONS if o.takes_json], ids=lambda o: o.name)
@pytest.mark.parametrize("sent", [b"", b"{", b"[]", b"null", b"\xff\xfe", b'{"a":' * 20_000, b'{"type":"A","type":"B"}'])
def test_malformed_json_is_400(keys, campanile, operation, sent):
    headers = {"Content-Type": "application/json"}
    answer = campanile.api(operation.method, operation.sample, key=keys["manager"], data=sent, headers=headers)
    # Without a body, life goes on where the operation needs none.
    assert answer.status_code in (400, 404, 422) or (sent == b"" and answer.status_code < 500)
    assert answer.status_code < 400 or is_problem(answer)


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda o: o.name)
def test_api_asks_for_a_key_with_the_scope(keys, campanile, operation):
    method, path = operation.method, operation.sample
    unknown = campanile.api(method, path, {}, key="not-a-key")
    assert unknown.status_code == 401
    assert is_problem(unknown)
    without = requests.request(method, f"{campanile.url}/api/v1{path}", json={}, timeout=10)
    assert without.status_code == 401
    for scope in {"intake", "read", "manage"} - {operation.scope}:
        assert campanile.api(method, path, {}, key=keys[scope]).status_code == 403


@pytest.mark.parametrize("path", sorted({operation.sample for operation in OPERATIONS}))
def test_wrong_method_is_405_and_unknown_path_404(clinic, campanile, path):
    for method in ("PATCH", "TRACE"):
        answer = campanile.api(method, path, {}, key=clinic.key)
        assert answer.status_code == 405
        assert answer.headers["Allow"]
    assert campanile.api("GET", "/no-such-thing", key=clinic.key).status_code == 404


def test_other_clinics_rows_are_404(campanile, clinic):
    other = Clinic(campanile, email="other@campanile.example").open()
    visitor = other.visitor()
    for path in crawl(clinic.visitor()):
        if re.search(r"/\d+", path):
            assert visitor.get(path).status_code == 404, path
    [campaign] = campanile.rows("SELECT id FROM campaign WHERE clinic_id = %s LIMIT 1", clinic.id)
    key = other.add_key("read,manage")
    for operation in OPERATIONS:
        if operation.path.startswith("/campaigns/{id}"):
            path = operation.sample.replace("/campaigns/1", f"/campaigns/{campaign['id']}")
            assert campanile.api(operation.method, path, {}, key=key).status_code == 404, operation.name


def test_no_log_holds_what_was_typed(campanile):
    for log in (campanile.folder / "log").iterdir():
        text = log.read_text(errors="replace")
        for secret in ("Winter", "+13125550123", "DROP TABLE", PASSWORD):
            assert secret not in text, f"{secret} stands in {log.name}"
