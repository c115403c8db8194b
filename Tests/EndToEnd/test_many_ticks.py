"""Eight ticks at once over ten thousand messages, killed again and again: nothing is doubled, nothing is lost.

There is no lock between ticks to switch off: only unique keys, claims and guarded updates stand between them (delivery.md 1).
"""

import random
import subprocess
import time
from collections import Counter
from datetime import datetime, timedelta

import pytest

from campanile import ROOT, Campanile, kill
from clinic import Clinic
from offer import schedule_offer

PATIENTS = 10_000
AT_ONCE = 8
KILLS = 40
# Rows that one WIRE may cover in marketing, and so those that one kill may leave in doubt.
GROUP = 128
SEED = 20270201
MADE, DUE = "2027-02-01T16:00Z", datetime(2027, 2, 1, 16, 30)


@pytest.fixture(scope="module")
def campanile():
    """Without a provider: each copy that leaves is a file."""
    instance = Campanile(settings={"CAMPANILE_MAIL_FROM": "clinic@campanile.example"})
    try:
        instance.up()
        yield instance
    finally:
        instance.down()


def add_patients(campanile, clinic):
    script = f"SET @clinic = {clinic.id}, @count = {PATIENTS};\n" + (ROOT / "Tests/Bench/patients.sql").read_text()
    socket = campanile.folder / "mariadb" / "socket"
    subprocess.run(
        ["mariadb", "--no-defaults", f"--socket={socket}", "--user=root", "campanile"], input=script, text=True, check=True
    )


class Ticks:
    """Always eight at once; what was killed is started anew."""

    def __init__(self, campanile):
        self.campanile = campanile
        self.chance = random.Random(SEED)
        self.now = DUE
        self.kills = 0

    def start(self):
        log = subprocess.DEVNULL
        return subprocess.Popen(
            [self.campanile.binaries / "campanile-cron", "--now", f"{self.now:%Y-%m-%dT%H:%MZ}"],
            env=self.campanile.environment, stdin=log, stdout=log, stderr=log,
        )

    def round(self, kills):
        """Eight ticks, of which some die; the rest end by themselves."""
        running = [self.start() for _ in range(AT_ONCE)]
        for _ in range(kills):
            time.sleep(self.chance.uniform(0, 0.5))
            slot = self.chance.randrange(AT_ONCE)
            if running[slot].poll() is None:
                self.kills += 1
                kill(running[slot])
            running[slot] = self.start()
        codes = [tick.wait(timeout=120) for tick in running]
        assert set(codes) == {0}, codes
        # Leases of the dead end meanwhile.
        self.now += timedelta(minutes=4)


def test_nothing_is_doubled_and_nothing_lost(campanile):
    clinic = Clinic(campanile).open()
    add_patients(campanile, clinic)
    campaign = schedule_offer(clinic.visitor(MADE), "Whitening", "2027-02-01", "10:30")
    ticks = Ticks(campanile)
    while ticks.kills < KILLS and ticks.now < DUE + timedelta(hours=2):
        ticks.round(kills=10)
    for _ in range(20):
        ticks.round(kills=0)
        if not open_sends(campanile):
            break

    sends = campanile.rows("SELECT dedupe_key, phase, failure, wires FROM send WHERE campaign_id = %s", campaign)
    copies = Counter(file.stem for file in (campanile.folder / "outbox").glob("*.eml"))
    doubled = [name for name in copies if name.rsplit("-", 1)[-1] in {"2", "3"} and name.rsplit("-", 1)[0] in copies]
    ends = Counter((send["phase"], send["failure"]) for send in sends)
    print(f"seed {SEED}: {ticks.kills} kills, {ends}, {sum(copies.values())} copies")

    assert len(sends) == PATIENTS, "every patient has one message"
    assert len({send["dedupe_key"] for send in sends}) == PATIENTS
    assert open_sends(campanile) == 0
    assert set(ends) <= {("SENT", None), ("DELIVERED", None), ("FAILED", "ambiguous")}, ends
    assert ticks.kills >= 10
    assert ends[("FAILED", "ambiguous")] <= ticks.kills * GROUP
    assert doubled == [] and sum(copies.values()) <= PATIENTS
    sent = ends[("SENT", None)] + ends[("DELIVERED", None)]
    assert sent <= sum(copies.values()) <= sent + ends[("FAILED", "ambiguous")]
    [tally] = campanile.rows("SELECT recipients, planned, sent, failed FROM tally WHERE campaign_id = %s", campaign)
    assert tally == {"recipients": PATIENTS, "planned": PATIENTS, "sent": sent, "failed": ends[("FAILED", "ambiguous")]}


def open_sends(campanile):
    [row] = campanile.rows(
        "SELECT (SELECT COUNT(*) FROM send WHERE phase NOT IN ('SENT', 'DELIVERED', 'SKIPPED', 'FAILED'))"
        " + (SELECT COUNT(*) FROM occurrence WHERE state IN ('waiting', 'firing')) AS n"
    )
    return row["n"]
