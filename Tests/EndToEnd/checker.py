"""Holds what the providers were handed against what the database says: nothing lost, nothing doubled (delivery.md 1, 2).

`watch` has MariaDB write down, by triggers, each phase that a send comes to and each no that a person says. A trigger runs
while its transaction holds the locks that the two contend for, so the order of the journal is the order of the commits.
`check` then compares the journal, the rows, their counts and the peers' logs, and names all that does not fit.
"""

import base64
import hashlib
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import datetime

# Copies of one message that may leave (delivery.md 1).
COPIES = {
    ("IN_APP", "care"): 1, ("IN_APP", "marketing"): 1, ("EMAIL", "care"): 2, ("EMAIL", "marketing"): 1,
    ("SMS", "care"): 2, ("SMS", "marketing"): 1, ("PUSH", "care"): 3, ("PUSH", "marketing"): 3,
}

# Where a send may go from where it stands (delivery.md 2); None is before it was planned.
ENDS = {"SENT", "DELIVERED", "SKIPPED", "FAILED"}
STEPS = {
    None: {"READY", "SKIPPED"},
    "READY": {"CLAIMED", "SKIPPED", "FAILED", "SENT", "DELIVERED"},
    "PARKED": {"READY", "SKIPPED", "FAILED", "SENT", "DELIVERED"},
    "CLAIMED": {"READY", "PARKED", "SKIPPED", "FAILED", "WIRE", "SENT"},
    "WIRE": {"SENT", "READY", "FAILED", "UNKNOWN"},
    "UNKNOWN": {"READY", "FAILED", "SENT", "DELIVERED"},
    "SENT": {"DELIVERED", "FAILED"},
    "DELIVERED": {"FAILED"},
    "FAILED": {"SENT", "DELIVERED"},
    "SKIPPED": set(),
}
# What ends a wire of which nothing has left.
NOTHING_LEFT = {"refused_now", "provider_trouble", "unauthorised", "not_begun"}


@dataclass
class Copy:
    """One message as a provider got it, whole."""

    channel: str
    address: str
    # The once-only key as the message holds it, where it does.
    key: str | None
    # Whether the provider said no, so that nobody reads this copy.
    is_refused: bool = False
    reference: str | None = None


JOURNAL = """
CREATE TABLE journal (
    seq BIGINT AUTO_INCREMENT PRIMARY KEY, what VARCHAR(12) NOT NULL, send_id BIGINT, was VARCHAR(10), phase VARCHAR(10),
    failure VARCHAR(10), lane INT, channel VARCHAR(10), clinic_id BIGINT, campaign_id BIGINT, point_id BIGINT,
    contact_id BIGINT, scope VARCHAR(10), KEY (send_id)
) ENGINE=InnoDB;
CREATE TRIGGER journal_planned AFTER INSERT ON send FOR EACH ROW
    INSERT INTO journal (what, send_id, phase) VALUES ('send', NEW.id, NEW.phase);
CREATE TRIGGER journal_send AFTER UPDATE ON send FOR EACH ROW
    INSERT INTO journal (what, send_id, was, phase, failure, lane, channel, clinic_id, campaign_id, point_id, contact_id)
    SELECT 'send', NEW.id, OLD.phase, NEW.phase, OLD.failure, NEW.lane, NEW.channel, NEW.clinic_id, NEW.campaign_id,
        NEW.contact_point_id, NEW.contact_id FROM DUAL WHERE NEW.phase <> OLD.phase;
CREATE TRIGGER journal_no AFTER INSERT ON suppression FOR EACH ROW
    INSERT INTO journal (what, point_id, scope) VALUES ('no', NEW.contact_point_id, NEW.scope);
CREATE TRIGGER journal_yes AFTER UPDATE ON suppression FOR EACH ROW
    INSERT INTO journal (what, point_id, scope)
    SELECT 'yes', NEW.contact_point_id, NEW.scope FROM DUAL WHERE OLD.lifted_at IS NULL AND NEW.lifted_at IS NOT NULL;
CREATE TRIGGER journal_campaign AFTER UPDATE ON campaign FOR EACH ROW
    INSERT INTO journal (what, campaign_id, phase)
    SELECT 'campaign', NEW.id, NEW.status FROM DUAL WHERE NEW.status <> OLD.status;
CREATE TRIGGER journal_clinic AFTER UPDATE ON clinic FOR EACH ROW
    INSERT INTO journal (what, clinic_id, phase)
    SELECT 'clinic', NEW.id, IF(NEW.held_at IS NULL, 'OPEN', 'HELD') FROM DUAL WHERE NOT (OLD.held_at <=> NEW.held_at)
"""


def watch(campanile):
    """Begins the journal; what was before is not judged by its order."""
    for statement in JOURNAL.strip().split(";\n"):
        campanile.run(statement)


def check(campanile, *peers, now=None, clinic=None):
    """Fails with each thing that is wrong.

    `peers` answer `copies()`. With `now`, a moment when every lease is over and a tick has run, whatever was due must have
    come to an end or rightly wait. With `clinic`, what the API says of its campaigns is compared too.
    """
    found = Findings(campanile, [copy for peer in peers for copy in peer.copies()])
    found.steps()
    found.forbidden()
    found.attempts()
    if peers:
        found.copies()
    found.tallies()
    if now:
        found.waiting(datetime.strptime(now, "%Y-%m-%dT%H:%MZ"))
    if clinic:
        found.totals(clinic)
    assert not found.wrong, f"{len(found.wrong)} things are wrong:\n" + "\n".join(found.wrong[:40])


class Findings:
    def __init__(self, campanile, copies):
        self.campanile = campanile
        self.copied = copies
        self.wrong = []
        self.sends = {row["id"]: row for row in campanile.rows(
            "SELECT s.id, s.clinic_id, s.campaign_id, s.channel, IF(s.lane = 3, 'marketing', 'care') AS purpose, s.dedupe_key,"
            " s.phase, s.failure, s.reason, s.wires, s.deaths, s.due_at, s.next_at, s.sent_at, s.delivered_at, p.address,"
            " s.claim_token, s.lease_until"
            " FROM send s LEFT JOIN contact_point p ON p.id = s.contact_point_id"
        )}
        self.tried = defaultdict(list)
        for attempt in campanile.rows("SELECT send_id, ended_at, outcome, reference FROM send_attempt"):
            self.tried[attempt["send_id"]].append(attempt)

    def no(self, sentence, send=None):
        about = "" if send is None else " " + str({name: send[name] for name in (
            "id", "channel", "purpose", "phase", "failure", "reason", "wires")})
        self.wrong.append(sentence + about)

    def steps(self):
        """Each step of each send is one that delivery.md 2 knows, and an end is an end."""
        for row in self.campanile.rows("SELECT * FROM journal WHERE what = 'send' ORDER BY seq"):
            if row["phase"] not in STEPS[row["was"]]:
                self.no(f"send {row['send_id']} went from {row['was']} to {row['phase']}")
            if row["was"] == "FAILED" and row["failure"] != "ambiguous":
                self.no(f"send {row['send_id']} had failed ({row['failure']}) and is {row['phase']}")

    def forbidden(self):
        """Nothing starts to leave once its no, its campaign's pause or end, or its clinic's hold has committed."""
        nos, resting, held = defaultdict(set), set(), set()
        for row in self.campanile.rows("SELECT * FROM journal ORDER BY seq"):
            if row["what"] == "no":
                nos[row["point_id"]].add(row["scope"])
            elif row["what"] == "yes":
                nos[row["point_id"]].discard(row["scope"])
            elif row["what"] == "campaign":
                (resting.discard if row["phase"] == "ACTIVE" else resting.add)(row["campaign_id"])
            elif row["what"] == "clinic":
                (held.discard if row["phase"] == "OPEN" else held.add)(row["clinic_id"])
            elif row["was"] == "CLAIMED" and row["phase"] in ("WIRE", "SENT"):
                scopes = nos[row["point_id"]]
                if "all" in scopes or "marketing" in scopes and row["lane"] == 3:
                    self.no(f"send {row['send_id']} started to leave after a no to its address")
                if row["campaign_id"] in resting:
                    self.no(f"send {row['send_id']} started to leave while its campaign rested")
                if row["clinic_id"] in held:
                    self.no(f"send {row['send_id']} started to leave while its clinic was held")

    def attempts(self):
        """`wires` is the attempts of which something may have left, and within what is promised."""
        for send in self.sends.values():
            tried = self.tried[send["id"]]
            nothing = sum(attempt["outcome"] in NOTHING_LEFT for attempt in tried)
            # An answer that came after its row was taken back ends its attempt, and leaves the row alone. In-app no provider
            # is tried.
            if send["channel"] != "IN_APP" and not len(tried) - nothing <= send["wires"] <= len(tried):
                self.no(f"{len(tried)} attempts, of which nothing left in {nothing}", send)
            if send["wires"] > COPIES[send["channel"], send["purpose"]]:
                self.no("more wires than may be", send)
            accepted = any(attempt["outcome"] == "accepted" for attempt in tried)
            if send["phase"] in ("SENT", "DELIVERED") and not send["sent_at"]:
                self.no("sent at no time", send)
            if accepted and send["phase"] not in ("SENT", "DELIVERED", "FAILED"):
                self.no("accepted, and not sent", send)
            if send["phase"] == "SKIPPED" and (not send["reason"] or send["wires"]):
                self.no("skipped without a reason, or after a wire", send)
            if (send["phase"] == "FAILED") != (send["failure"] is not None):
                self.no("a failure without its class, or the reverse", send)
            if (send["phase"] in ("CLAIMED", "WIRE", "UNKNOWN")) != (send["lease_until"] is not None):
                self.no("a lease without a claim, or the reverse", send)

    def copies(self):
        """What providers got: each copy is of a send that was on the wire, and there are no more of them than promised."""
        keys = {
            (topic if send["channel"] == "PUSH" else safe)(send["dedupe_key"]): send["id"] for send in self.sends.values()}
        of_send, of_number = defaultdict(list), defaultdict(list)
        for copy in self.copied:
            if copy.key is None:
                of_number[copy.address].append(copy)
            elif copy.key in keys:
                of_send[keys[copy.key]].append(copy)
            elif not copy.key.startswith(("test-", "code-")):
                self.no(f"a copy with the key {copy.key}, which no send has")
        by_key = {copy.channel for copy in self.copied if copy.key}
        for send in self.sends.values():
            if send["channel"] in by_key:
                # A push message goes to each device of a person, as often as it is on the wire.
                devices = Counter(copy.address for copy in of_send[send["id"]] if not copy.is_refused)
                [(most, _)] = devices.most_common(1) or [(None, 0)]
                copies = of_send[send["id"]]
                self.bound([send], [one for one in copies if one.address == most] if send["channel"] == "PUSH" else copies)
        # What somebody asked for there and then is no send: a test, or a code that widens what an address gets.
        asked = Counter(row["address"] for row in self.campanile.rows(
            "SELECT address FROM test_message UNION ALL SELECT p.address FROM preference_code c"
            " JOIN contact_point p ON p.id = c.contact_point_id"))
        for address, copies in of_number.items():
            sends = [send for send in self.sends.values()
                     if send["address"] == address and send["channel"] == copies[0].channel]
            if sends or address not in asked:
                self.bound(sends, copies, asked[address])
        without = [send for send in self.sends.values() if send["channel"] == "SMS" and send["phase"] == "SENT"
                   and "SMS" not in by_key and send["address"] not in of_number]
        for send in without:
            self.no("sent, and no provider got it", send)

    def bound(self, sends, copies, others=0):
        """For sends that cannot be told apart by what the provider got, the bounds are of their sums."""
        left = sum(not copy.is_refused for copy in copies)
        tried = sum(len(self.tried[send["id"]]) for send in sends)
        wires = sum(send["wires"] for send in sends)
        promised = sum(COPIES[send["channel"], send["purpose"]] for send in sends)
        sent = sum(send["phase"] in ("SENT", "DELIVERED") for send in sends)
        about = sends[0] if sends else None
        if len(copies) > tried + others:
            self.no(f"{len(copies)} copies of {tried} attempts", about)
        if left > min(promised, wires) + others:
            self.no(f"{left} copies left, {promised} may and {wires} were on the wire", about)
        if left < sent:
            self.no(f"{left} copies left, and {sent} count as sent", about)

    def tallies(self):
        """Counters equal their rows, with what ticks have still to fold in."""
        told = {row["campaign_id"]: row for row in self.campanile.rows(
            "SELECT campaign_id, planned, sent, delivered, failed, skipped FROM tally")}
        pending = defaultdict(Counter)
        for row in self.campanile.rows("SELECT campaign_id, measure, reason, amount FROM tally_delta"):
            pending[row["campaign_id"]][row["measure"]] += row["amount"]
        rows = defaultdict(Counter)
        for send in self.sends.values():
            count = rows[send["campaign_id"]]
            count["planned"] += 1
            count["sent"] += send["sent_at"] is not None
            count["delivered"] += send["delivered_at"] is not None
            count["failed"] += send["phase"] == "FAILED"
            count["skipped"] += send["phase"] == "SKIPPED"
        for campaign in rows.keys() | told.keys():
            for measure in ("planned", "sent", "delivered", "failed", "skipped"):
                counted = told.get(campaign, {}).get(measure, 0) + pending[campaign][measure]
                if counted != rows[campaign][measure]:
                    self.no(f"campaign {campaign}: {measure} is counted {counted} times, of {rows[campaign][measure]} rows")
        self.days(told)

    def days(self, told):
        """The tallies by day come to the same, and what was skipped is skipped for the reasons in its rows."""
        sums = defaultdict(Counter)
        for row in self.campanile.rows("SELECT campaign_id, measure, SUM(amount) AS n FROM tally_day GROUP BY 1, 2"):
            sums[row["campaign_id"]][row["measure"]] = int(row["n"])
        for campaign, tally in told.items():
            for measure in ("planned", "sent", "delivered", "failed", "skipped"):
                if sums[campaign][measure] != tally[measure]:
                    self.no(f"campaign {campaign}: {measure} by day is {sums[campaign][measure]}, in all {tally[measure]}")
        reasons = Counter()
        for table in ("tally_day", "tally_delta"):
            for row in self.campanile.rows(f"SELECT reason, amount FROM {table} WHERE measure = 'skipped'"):
                reasons[row["reason"]] += row["amount"]
        rows = Counter(send["reason"] for send in self.sends.values() if send["phase"] == "SKIPPED")
        if +reasons != +rows:
            self.no(f"skips are counted as {dict(+reasons)}, and rows say {dict(+rows)}")

    def waiting(self, now):
        """Nothing is lost: what was due has ended, or waits for a reason that still holds."""
        holds = {row["id"] for row in self.campanile.rows("SELECT id FROM clinic WHERE held_at IS NOT NULL")}
        paused = {row["id"] for row in self.campanile.rows("SELECT id FROM campaign WHERE status = 'PAUSED'")}
        stopped = self.campanile.rows("SELECT provider FROM provider_state WHERE state = 'stopped'")
        for send in self.sends.values():
            if send["due_at"] > now or send["phase"] in ENDS:
                continue
            rightly = {
                "READY": send["next_at"] is not None and send["next_at"] > now,
                "PARKED": send["reason"] == "CLINIC_HELD" and send["clinic_id"] in holds
                or send["reason"] == "CAMPAIGN_PAUSED" and send["campaign_id"] in paused
                or send["reason"] == "PROVIDER_STOPPED" and bool(stopped),
            }
            if not rightly.get(send["phase"]):
                self.no(f"due at {send['due_at']} and at no end, next at {send['next_at']}", send)

    def totals(self, clinic):
        """The API's totals are the tally's."""
        tallies = {str(row["campaign_id"]): row for row in self.campanile.rows("SELECT * FROM tally")}
        for item in clinic.campaigns():
            tally = tallies.get(item["id"], Counter())
            for measure in ("recipients", "sent", "delivered", "opened", "clicked"):
                told = item[f"total{measure.title()}"]
                if told != tally[measure]:
                    self.no(f"campaign {item['id']}: the API says {told} {measure}, the tally {tally[measure]}")


def safe(key):
    """A once-only key as it stands in a file's name or a `Message-ID` (Sources/Delivery/SafeName.swift)."""
    return "".join(c if c.isascii() and c.isalnum() or c == "-" else f"={ord(c):02X}" for c in key)


def topic(key):
    """A once-only key as a push message's `Topic` (Sources/Tokens/ShortHash.swift)."""
    return base64.urlsafe_b64encode(hashlib.sha256(key.encode()).digest()).decode()[:32]
