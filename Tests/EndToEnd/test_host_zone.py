"""What the rules answer does not hang on where the host thinks it is."""

import json
import os
import subprocess
from pathlib import Path

import pytest

from campanile import DEFAULT_BINARIES, ROOT

ORACLES = ROOT / "Tests" / "Oracles"
WINDOW = {"from": "09:00", "to": "17:00", "days": [1, 2, 3, 4, 5], "closed": ["2027-03-15"]}


def lines():
    """Questions of every kind that has times, and the answers that the oracles know."""
    for row in table("local_times"):
        yield {"op": "local", "zone": row[0], "time": row[1]}, {"instant": row[2], "kind": row[3]}
    for row in table("waits"):
        counts_from = row[2] if "appointment" in row[1] else row[3]
        yield {"op": "wait", "zone": row[0], "expression": row[1], "anchor": counts_from, "now": None}, {"due": row[4]}
    for shift in ("forward", "back"):
        for hour in range(0, 200, 7):
            candidate = f"2027-03-{10 + hour // 24:02}T{hour % 24:02}:20Z"
            yield {"op": "window", "zone": "America/Chicago", "candidate": candidate, "shift": shift, **WINDOW}, {}
    rule = {"frequency": "MONTHLY", "interval": 1, "at": "09:00", "monthDay": 31}
    start = "2027-01-31T09:00"
    yield {"op": "recurrence", "zone": "America/Chicago", "start": start, "rule": rule, "after": start, "count": 12}, {}


def table(name):
    return [line.split("\t") for line in (ORACLES / f"{name}.tsv").read_text().splitlines()[2:]]


@pytest.fixture(scope="module")
def asked():
    program = Path(os.environ.get("CAMPANILE_BINARIES", DEFAULT_BINARIES)) / "campanile-admin"

    def ask(host_zone):
        questions = "".join(json.dumps(question) + "\n" for question, _ in lines())
        done = subprocess.run(
            [program, "calc"], input=questions, capture_output=True, text=True, timeout=60, check=True,
            env={"TZ": host_zone, "PATH": "/usr/bin"},
        )
        return [json.loads(line) for line in done.stdout.splitlines()]

    return ask


def test_calc_answers_as_the_oracles(asked):
    answers = asked("UTC")
    assert len(answers) == len(list(lines()))
    for answer, (question, known) in zip(answers, lines()):
        assert "error" not in answer or question["op"] == "recurrence", (question, answer)
        assert {key: answer[key] for key in known} == known, question


@pytest.mark.parametrize("host_zone", ["America/Chicago", "Asia/Kathmandu", "Pacific/Apia", "Nowhere/Land"])
def test_the_hosts_zone_changes_nothing(asked, host_zone):
    assert asked(host_zone) == asked("UTC")
