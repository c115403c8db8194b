"""The address answers, and what stands before the door keeps to its rules."""

import requests

from visitor import Visitor


def test_address_leads_to_the_sign_in_page(campanile):
    answer = requests.get(campanile.url, timeout=10)
    assert answer.status_code == 200
    assert 'type="password"' in answer.text


def test_pages_carry_the_security_headers(campanile):
    headers = requests.get(campanile.url, timeout=10).headers
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]


def test_patients_pages_are_on_the_public_address_alone(campanile):
    assert requests.get(f"{campanile.url}/p/anything", timeout=10).status_code == 404
    assert requests.get(f"{campanile.public_url}/campaigns", timeout=10, allow_redirects=False).status_code == 404


def test_body_over_256_kib_is_413_in_the_callers_language(campanile):
    large = b"x" * 300_000
    page = requests.post(f"{campanile.url}/campaigns", data=large, timeout=10)
    assert page.status_code == 413
    assert page.headers["Content-Type"].startswith("text/html")
    problem = requests.post(f"{campanile.url}/api/v1/events", data=large, timeout=10)
    assert problem.status_code == 413
    assert problem.headers["Content-Type"] == "application/problem+json"
    assert problem.json()["status"] == 413


def test_wrong_password_and_unknown_name_read_the_same(campanile):
    def refusal(email):
        visitor = Visitor(campanile.url)
        visitor.get("/")
        visitor.submit(visitor.form(with_field="password"), email=email, password="wrong horse battery")
        return visitor.response.status_code, visitor.text

    assert refusal("nobody@campanile.example") == refusal("nobody-else@campanile.example")


def test_logs_hold_no_query_and_no_public_path(campanile):
    requests.get(f"{campanile.url}/sign-in?name=Canary-Query", timeout=10)
    requests.get(f"{campanile.public_url}/p/u/Canary-Token", timeout=10)
    for log in (campanile.folder / "log").iterdir():
        assert "Canary" not in log.read_text(), log.name
