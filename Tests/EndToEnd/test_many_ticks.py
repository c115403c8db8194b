"""Eight ticks at once over thousands of messages, killed again and again: no copy too many, nothing lost.

There is no lock between ticks to switch off: only unique keys, claims and guarded updates stand between them (delivery.md 1).
"""

import random
import subprocess
import time
from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest

from campanile import ROOT, Campanile, kill
from checker import check, watch
from clinic import Clinic
from offer import schedule_offer
from peers import Outbox

AT_ONCE = 8
SEED = 20270201
MADE, DUE = "2027-02-01T16:00Z", datetime(2027, 2, 1, 16, 30)


@dataclass
class Promise:
    """What delivery.md promises of a kind of campaign."""

    kind: str
    patients: int
    kills: int
    # Copies of one message that may leave.
    copies: int
    # Rows that one WIRE may cover, and so those that one kill may leave in doubt.
    group: int
    # The most seconds between two kills: the work must outlast them on a fast machine too.
    pause: float


MARKETING = Promise("MARKETING", patients=10_000, kills=40, copies=1, group=128, pause=0.3)
CARE = Promise("FOLLOW_UP", patients=3_000, kills=20, copies=2, group=16, pause=0.2)


@pytest.fixture
def campanile():
    """Without a provider: each copy that leaves is a file."""
    instance = Campanile(settings={"CAMPANILE_MAIL_FROM": "clinic@campanile.example"})
    try:
        instance.up()
        watch(instance)
        yield instance
    finally:
        instance.down()


def add_patients(campanile, clinic, count):
    script = f"SET @clinic = {clinic.id}, @count = {count};\n" + (ROOT / "Tests/Bench/patients.sql").read_text()
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

    def round(self, kills, pause=0):
        """Eight ticks, of which some die, while any runs; the rest end by themselves."""
        running = [self.start() for _ in range(AT_ONCE)]
        for _ in range(kills):
            time.sleep(self.chance.uniform(0, pause))
            alive = [slot for slot, tick in enumerate(running) if tick.poll() is None]
            if not alive:
                break
            slot = self.chance.choice(alive)
            self.kills += 1
            kill(running[slot])
            running[slot] = self.start()
        codes = [tick.wait(timeout=120) for tick in running]
        assert set(codes) == {0}, codes
        # Leases of the dead end meanwhile.
        self.now += timedelta(minutes=4)


@pytest.mark.parametrize("promise", [MARKETING, CARE], ids=lambda promise: promise.kind)
def test_no_copy_too_many_and_nothing_lost(campanile, promise):
    clinic = Clinic(campanile).open()
    add_patients(campanile, clinic, promise.patients)
    campaign = schedule_offer(clinic.visitor(MADE), "Whitening", "2027-02-01", "10:30", kind=promise.kind)
    ticks = Ticks(campanile)
    while ticks.kills < promise.kills and ticks.now < DUE + timedelta(hours=2):
        ticks.round(kills=10, pause=promise.pause)
    for _ in range(20):
        ticks.round(kills=0)
        if not open_sends(campanile):
            break

    outbox = Outbox(campanile.folder / "outbox")
    check(campanile, outbox, now=f"{ticks.now:%Y-%m-%dT%H:%MZ}", clinic=clinic)
    sends = campanile.rows("SELECT dedupe_key, phase, failure, wires FROM send WHERE campaign_id = %s", campaign)
    ends = Counter((send["phase"], send["failure"]) for send in sends)
    wired_anew = sum(send["wires"] - 1 for send in sends)
    print(f"seed {SEED}: {ticks.kills} kills, {ends}, {wired_anew} wired anew, {len(outbox.copies())} copies")

    assert len(sends) == promise.patients, "every patient has one message"
    assert set(ends) <= {("SENT", None), ("DELIVERED", None), ("FAILED", "ambiguous")}, ends
    assert ticks.kills >= 10
    # What a kill left in doubt was sent anew while it may be, and else has failed.
    assert ends[("FAILED", "ambiguous")] + wired_anew <= ticks.kills * promise.group
    assert all(send["wires"] <= promise.copies for send in sends)
    assert all(send["phase"] in ("SENT", "DELIVERED") or send["wires"] == promise.copies for send in sends)
    [tally] = campanile.rows("SELECT recipients, planned FROM tally WHERE campaign_id = %s", campaign)
    assert tally == {"recipients": promise.patients, "planned": promise.patients}


def open_sends(campanile):
    [row] = campanile.rows(
        "SELECT (SELECT COUNT(*) FROM send WHERE phase NOT IN ('SENT', 'DELIVERED', 'SKIPPED', 'FAILED'))"
        " + (SELECT COUNT(*) FROM occurrence WHERE state IN ('waiting', 'firing')) AS n"
    )
    return row["n"]
