"""A tick is killed at each step of a send's life: nothing is lost, and nothing doubled beyond what is promised.

The steps are reached without the program's help: a table that may only be read stops the tick at its first write to it,
and a provider that keeps its answer back stops it on the wire.
"""

import itertools
import random
import time
from contextlib import contextmanager

import pytest

from campanile import kill
from clinic import Clinic
from gallery import start_reminders

numbers = itertools.count(301)
SEED = 20270201


@pytest.fixture(scope="module")
def clinic(campanile):
    clinic = Clinic(campanile).open()
    start_reminders(clinic, now="2027-01-04T15:00Z")
    return clinic


@pytest.fixture
def phone(clinic):
    """The number of a patient who has just booked; the confirmation is due."""
    return book(clinic)


def book(clinic):
    number = next(numbers)
    phone = f"+13125550{number}"
    clinic.register(f"P-{number}", "2027-02-01T15:59Z", phone=phone)
    clinic.book(f"A-{number}", f"P-{number}", "2027-02-26T15:00:00-06:00", "2027-02-01T16:00Z")
    return phone


@contextmanager
def read_only(campanile, table):
    """Meanwhile whoever writes to the table waits."""
    with campanile.database() as connection, connection.cursor() as cursor:
        cursor.execute(f"LOCK TABLES `{table}` READ")
        yield
        cursor.execute("UNLOCK TABLES")


def wait_until_stuck(campanile, table):
    """Waits until a tick stands before the table."""
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        waiting = campanile.rows(
            "SELECT info FROM information_schema.processlist WHERE state = 'Waiting for table metadata lock'"
        )
        if waiting:
            return
        time.sleep(0.02)
    raise AssertionError(f"no tick came to write to {table}")


def recover(campanile):
    """The ticks of the next minutes; leases of 120 s end meanwhile."""
    for minute in ("16:02", "16:03", "16:04", "16:05", "16:06", "16:10", "16:20"):
        campanile.cron(f"2027-02-01T{minute}Z")


def open_sends(campanile):
    """Sends that were due and have come to no end."""
    return campanile.rows(
        "SELECT id, phase FROM send WHERE due_at < '2027-02-02' AND phase NOT IN ('SENT', 'DELIVERED', 'SKIPPED', 'FAILED')"
    )


@pytest.mark.parametrize("table", ["enrollment", "send", "message", "send_attempt"])
def test_killed_before_it_writes(campanile, clinic, texts, phone, table):
    with read_only(campanile, table):
        tick = campanile.start_cron("2027-02-01T16:01Z")
        wait_until_stuck(campanile, table)
        kill(tick)
    recover(campanile)
    assert len(texts.to(phone)) == 1
    assert open_sends(campanile) == []


def test_killed_while_the_provider_keeps_its_answer_back(campanile, clinic, texts, phone):
    before = len(texts.texts)
    texts.may_answer.clear()
    try:
        tick = campanile.start_cron("2027-02-01T16:01Z")
        texts.wait_for(before + 1)
        kill(tick)
    finally:
        texts.may_answer.set()
    [row] = campanile.rows(
        "SELECT phase FROM send JOIN contact_point ON contact_point.id = contact_point_id"
        " WHERE address = %s AND due_at < '2027-02-02'", phone,
    )
    assert row["phase"] == "WIRE", "committed before the first byte left"
    recover(campanile)
    assert len(texts.to(phone)) == 2, "a care message in doubt is sent once more, and not a third time"
    assert open_sends(campanile) == []


def test_killed_after_the_provider_accepted(campanile, clinic, texts, phone):
    with campanile.database() as connection, connection.cursor() as cursor:
        texts.on_text = lambda text: cursor.execute("LOCK TABLES send READ")
        try:
            tick = campanile.start_cron("2027-02-01T16:01Z")
            wait_until_stuck(campanile, "send")
            kill(tick)
        finally:
            texts.on_text = lambda text: None
            cursor.execute("UNLOCK TABLES")
    recover(campanile)
    assert 1 <= len(texts.to(phone)) <= 2
    assert open_sends(campanile) == []


def test_killed_at_any_moment(campanile, clinic, texts):
    chance = random.Random(SEED)
    begin = time.monotonic()
    campanile.cron("2027-02-01T16:00Z")
    whole = max(0.2, 3 * (time.monotonic() - begin))
    phones = []
    for _ in range(12):
        phones += [book(clinic), book(clinic)]
        tick = campanile.start_cron("2027-02-01T16:01Z")
        time.sleep(chance.uniform(0, whole))
        kill(tick)
    recover(campanile)
    counts = {phone: len(texts.to(phone)) for phone in phones}
    assert all(1 <= count <= 2 for count in counts.values()), f"seed {SEED}: {counts}"
    assert open_sends(campanile) == []


def test_two_ticks_at_once_send_each_message_once(campanile, clinic, texts):
    phones = [book(clinic) for _ in range(20)]
    ticks = [campanile.start_cron("2027-02-01T16:01Z") for _ in range(3)]
    for tick in ticks:
        output, _ = tick.communicate(timeout=60)
        assert tick.returncode == 0, output
    recover(campanile)
    assert [len(texts.to(phone)) for phone in phones] == [1] * len(phones)
