"""Ticks die at random moments, providers fail at random, people say no meanwhile, MariaDB is killed: nothing is lost or doubled.

`make soak` runs it with thousands of kills: `KILLS` says how many, `SEED` which.
"""

import base64
import hashlib
import hmac
import os
import random
import signal
import subprocess
import time
from collections import Counter
from datetime import datetime, timedelta

import requests

from campanile import kill
from checker import check
from clinic import patiently
from due import CHANNELS, PURPOSES
from faults import MailFault, WebFault

KILLS = int(os.environ.get("KILLS", 200))
SEED = int(os.environ.get("SEED", 20270201))
# One kill of MariaDB among so many of ticks.
DATABASE_KILLS = 50
START = datetime(2027, 2, 1, 15, 30)
# Two days on there is no back-off any more, and every message is too late.
END = [timedelta(hours=hours) for hours in (0.2, 0.4, 1, 24, 26, 48, 50)]

MAIL_FAULTS = [
    MailFault("later", "recipient", b"451 4.7.1 later"), MailFault("never", "recipient", b"550 5.7.1 no"),
    MailFault("busy", "greeting", b"421 busy"), MailFault("reset", "message", None),
    MailFault("half an answer", "message", b"25", hangs_up=True), MailFault("reset before", "data", None),
]
WEB_FAULTS = [
    WebFault("too many", status=429), WebFault("broken", status=500), WebFault("never", status=404),
    WebFault("reset", resets="body"), WebFault("nothing", raw=b""), WebFault("unread", resets="head"),
]


class Chaos:
    """One clinic under ticks that die; what happens, and how often, is its chance's."""

    def __init__(self, due, smtp, gateway, push):
        self.due, self.smtp, self.gateway, self.push = due, smtp, gateway, push
        self.campanile = due.campanile
        self.chance = random.Random(SEED)
        self.now = START
        self.texted = []
        self.kills = Counter()

    @property
    def minute(self):
        return f"{self.now:%Y-%m-%dT%H:%M:%SZ}"

    def tick(self):
        nothing = subprocess.DEVNULL
        return subprocess.Popen(
            [self.campanile.binaries / "campanile-cron", "--now", self.minute],
            env=self.campanile.environment, stdin=nothing, stdout=nothing, stderr=nothing,
        )

    def more(self):
        channel, purpose = self.chance.choice(CHANNELS), self.chance.choice(PURPOSES)
        addresses = self.due.make(channel, purpose, self.chance.randint(2, 8), self.minute)
        if channel == "SMS":
            self.texted += addresses

    def moods(self):
        """Three times in four a provider is well."""
        self.smtp.fault = self.chance.choice([*MAIL_FAULTS, *[None] * 18])
        self.gateway.fault = self.chance.choice([*WEB_FAULTS, *[None] * 18])
        self.push.fault = self.chance.choice([*WEB_FAULTS, *[None] * 18])

    def say_stop(self):
        """Somebody answers STOP to a text, while a tick may be at work for just that number."""
        url = f"{self.campanile.public_url}/webhooks/twilio/sms"
        fields = {
            "MessageSid": f"SM{self.chance.getrandbits(128):032x}", "From": self.texted.pop(self.chance.randrange(len(self.texted))),
            "To": "+13125550100", "Body": "STOP", "AccountSid": "AC0", "NumMedia": "0",
        }
        signed = url + "".join(name + fields[name] for name in sorted(fields))
        signature = base64.b64encode(hmac.new(b"geheim", signed.encode(), hashlib.sha1).digest()).decode()
        headers = {"X-Twilio-Signature": signature, "X-Campanile-Now": self.minute}
        answer = patiently(lambda: requests.post(url, data=fields, headers=headers, timeout=30))
        assert answer.status_code < 300, answer.text

    def round(self, whole):
        """Up to two ticks at once, each of which has until a random moment."""
        if self.chance.random() < 0.4:
            self.more()
        self.moods()
        ticks = [self.tick() for _ in range(self.chance.choice([1, 1, 2]))]
        if self.texted and self.chance.random() < 0.1:
            self.say_stop()
        for tick in ticks:
            try:
                tick.wait(timeout=self.chance.uniform(0, whole))
            except subprocess.TimeoutExpired:
                self.end(tick)
        self.now += timedelta(seconds=self.chance.choice([0, 1, 30, 70, 200]))

    def end(self, tick):
        if self.chance.random() < 0.9:
            kill(tick)
            self.kills["tick"] += 1
        else:
            tick.terminate()
            # Before it has begun to listen, the signal ends it as any program.
            assert tick.wait(timeout=25) in (0, -signal.SIGTERM), "a tick that is told to end ends well"
            self.kills["told"] += 1

    def power_cut(self):
        """The database dies under a tick."""
        tick = self.tick()
        try:
            tick.wait(timeout=self.chance.uniform(0.05, 0.2))
        except subprocess.TimeoutExpired:
            pass
        self.campanile.kill_database()
        assert tick.wait(timeout=60) in (0, 75)
        self.campanile.start_database()
        self.kills["database"] += 1


def test_nothing_is_lost_or_doubled(exposed, due, smtp, gateway, push):
    chaos = Chaos(due, smtp, gateway, push)
    chaos.more()
    begin = time.monotonic()
    exposed.cron(chaos.minute)
    whole = 1.3 * (time.monotonic() - begin)
    while sum(chaos.kills.values()) < KILLS:
        if chaos.kills["tick"] // DATABASE_KILLS > chaos.kills["database"]:
            chaos.power_cut()
        chaos.round(whole)
        # A working day is long enough for none of them; the next message is due at its own time anyhow.
        if chaos.now.hour >= 21:
            chaos.now += timedelta(hours=18)
    smtp.fault = gateway.fault = push.fault = None
    for later in END:
        exposed.cron(f"{chaos.now + later:%Y-%m-%dT%H:%MZ}")
    ends = Counter((row["phase"], row["failure"], row["reason"]) for row in exposed.rows("SELECT phase, failure, reason FROM send"))
    print(f"seed {SEED}: {dict(chaos.kills)}, {dict(ends)}")
    check(exposed, smtp, gateway, push, now=f"{chaos.now + END[-1]:%Y-%m-%dT%H:%MZ}", clinic=due.clinic)
    assert ends["SENT", None, None] + ends["DELIVERED", None, None] > 0
