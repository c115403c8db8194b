"""The API against its own description: schemathesis makes up requests, good and bad, and looks at every answer."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
import requests

from clinic import Clinic
from description import DESCRIPTION
from gallery import use

# Seconds that it may look for trouble.
BUDGET = 50
# Whether data is good or bad depends on rows, and on fields that go together, which made-up requests cannot know: what is
# refused and why, the tests of the site hold.
UNFIT = "positive_data_acceptance,negative_data_rejection"


@pytest.fixture(scope="module")
def clinic(campanile):
    clinic = Clinic(campanile).open()
    use(clinic.visitor(), "appointment-reminders")
    clinic.register("P-1042", "2027-03-01T10:00:00Z", phone="+13125550123")
    clinic.book("A-1", "P-1042", "2027-05-05T10:00:00-05:00", "2027-03-01T10:00:00Z")
    return clinic


def test_description_is_served_as_it_stands(campanile):
    answer = requests.get(f"{campanile.url}/api/v1/openapi.json", timeout=10)
    assert answer.json() == DESCRIPTION.document


def test_schemathesis_finds_no_5xx_and_nothing_undocumented(campanile, clinic, tmp_path):
    before = campanile.workers()
    key = clinic.add_key("intake,read,manage")
    done = subprocess.run(
        [
            Path(sys.executable).with_name("schemathesis"), "run", f"{campanile.url}/api/v1/openapi.json",
            "--header", f"Authorization: Bearer {key}", "--phases", "coverage,fuzzing", "--max-time", str(BUDGET),
            "--max-examples", "20", "--workers", "1", "--exclude-checks", UNFIT, "--continue-on-failure",
            "--request-timeout", "20", "--generation-database", "none", "--no-color",
        ],
        env={**os.environ, "SCHEMATHESIS_HOOKS": "ndjson", "PYTHONPATH": str(Path(__file__).parent)},
        cwd=tmp_path, capture_output=True, text=True, timeout=BUDGET + 60,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert campanile.workers() == before, "a worker has died"
