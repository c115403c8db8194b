"""Every page of the staff's, in the demo clinic: held against axe, the HTML checker, the browser's own reports, and its size."""

from contextlib import contextmanager

import pytest
import requests

from accessibility import check
from browsing import sign_in
from pages import address, name, routes
from pictures import keep

demo = True

MOST_BYTES = 60 * 1024
# Pages that plan for a patient read what the planner reads: some thirty-five.
MOST_STATEMENTS = 40


@pytest.fixture(scope="module")
def desk(browser, campanile):
    return sign_in(browser, campanile, "admin@lakeview.example", "smile every day")


@pytest.mark.parametrize("pattern", routes())
def test_page_is_accessible_valid_quiet_and_small(desk, campanile, pattern):
    path = address(pattern, campanile.value)
    cookies = {cookie["name"]: cookie["value"] for cookie in desk.get_cookies()}
    with statements(campanile) as count:
        answer = requests.get(campanile.url + path, cookies=cookies, timeout=30)
        asked = count()
    assert answer.status_code == 200, answer.text
    assert asked <= MOST_STATEMENTS
    assert len(answer.content) < MOST_BYTES
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    if answer.headers["Content-Type"].startswith("text/html"):
        desk.get(campanile.url + path)
        check(desk, name(pattern), keep)


@contextmanager
def statements(campanile):
    """How many statements MariaDB was given meanwhile, by whomever: nobody else is at work."""
    with campanile.database() as connection, connection.cursor() as cursor:

        def asked():
            cursor.execute("SHOW GLOBAL STATUS LIKE 'Questions'")
            return int(cursor.fetchone()["Value"])

        before = asked()
        # The last asking is one of them.
        yield lambda: asked() - before - 1
