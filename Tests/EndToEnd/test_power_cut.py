"""A tick is ended at each named point of a send's life: nothing is lost, and nothing doubled beyond what is promised.

The points are reached without the program's help: a table that may only be read stops the tick at its first write to it,
and a provider that stands still stops it on the wire.
"""

import signal
import time
from contextlib import contextmanager
from dataclasses import dataclass

import pytest

from campanile import kill
from checker import check
from due import DUE
from faults import MailFault, WebFault

# Every lease is over then.
AFTER, LATER = "2027-02-01T16:04Z", "2027-02-01T16:08Z"
DELIVERY = ("recover", "delivery", "settle", "tally")


@dataclass(frozen=True)
class Point:
    """Where a tick is ended, and how many copies of a message of care and of an offer there are in the end."""

    name: str
    care: int
    marketing: int
    # The table at which it stands, where the database stops it.
    table: str = ""
    # Where the provider stands still; with a table too, the table is closed only then.
    provider: str = ""
    # What the provider answers.
    faults: tuple = (None, None)


BUSY = (MailFault("busy", "message", b"421 4.3.2 busy"), WebFault("busy", status=503))

POINTS = [
    Point("before the claim", 1, 1, table="send"),
    Point("claimed", 1, 1, table="contact_point"),
    Point("before the wire commits", 1, 1, table="message"),
    Point("wired, before a byte has left", 1, 0, provider="greeting"),
    Point("handed over, before the answer", 2, 1, provider="message"),
    Point("answered, before it is settled", 2, 1, table="send", provider="message"),
    Point("before the provider's trouble is kept", 1, 0, table="provider_state", provider="message", faults=BUSY),
    Point("settled, before it is counted", 1, 1, table="tally_day"),
]


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
        time.sleep(0.01)
    raise AssertionError(f"no tick came to write to {table}")


@contextmanager
def tick_at(point, campanile, peer):
    """A tick that stands at the point; it may go on afterwards."""
    peer.fault = point.faults[0 if hasattr(peer, "offers") else 1]
    peer.hold(point.provider)
    try:
        if not point.provider:
            with read_only(campanile, point.table):
                tick = campanile.start_cron(DUE, *DELIVERY)
                wait_until_stuck(campanile, point.table)
                yield tick
            return
        tick = campanile.start_cron(DUE, *DELIVERY)
        assert peer.reached.wait(20), f"the provider was not asked: {tick.poll()}"
        if not point.table:
            yield tick
            return
        with read_only(campanile, point.table):
            peer.go_on()
            wait_until_stuck(campanile, point.table)
            yield tick
    finally:
        peer.go_on()
        peer.fault = None


def planned(due, channel, purpose, count):
    addresses = due.make(channel, purpose, count)
    due.campanile.run("DELETE FROM provider_state")
    due.campanile.cron(DUE, "events", "workflow")
    return addresses


def counted(peer, addresses):
    return {sum(copy.address == address and not copy.is_refused for copy in peer.copies()) for address in addresses}


@pytest.fixture
def settled(exposed, due, smtp, gateway, push):
    def settle(peer, addresses):
        """After the ticks of the next minutes; answers how many copies there are of each message."""
        exposed.cron(AFTER)
        exposed.cron(LATER)
        check(exposed, smtp, gateway, push, now=LATER, clinic=due.clinic)
        return counted(peer, addresses)

    return settle


# Of a push message, which the next one replaces, as many leave as of care.
KINDS = [("EMAIL", "marketing"), ("SMS", "care"), ("PUSH", "care")]


@pytest.fixture
def peers(smtp, gateway, push):
    return {"EMAIL": smtp, "SMS": gateway, "PUSH": push}


@pytest.fixture(params=KINDS, ids=lambda kind: " ".join(kind))
def kind(request):
    return request.param


@pytest.mark.parametrize("point", POINTS, ids=lambda point: point.name)
def test_killed(exposed, due, peers, settled, kind, point):
    channel, purpose = kind
    peer = peers[channel]
    addresses = planned(due, channel, purpose, 1)
    with tick_at(point, exposed, peer) as tick:
        kill(tick)
    assert settled(peer, addresses) == {getattr(point, purpose)}


@pytest.mark.parametrize("point", POINTS, ids=lambda point: point.name)
def test_told_to_end(exposed, due, peers, settled, kind, point):
    channel, purpose = kind
    peer = peers[channel]
    addresses = planned(due, channel, purpose, 3)
    with tick_at(point, exposed, peer) as tick:
        tick.send_signal(signal.SIGTERM)
    output, _ = tick.communicate(timeout=25)
    assert tick.returncode == 0, output
    left = exposed.rows("SELECT id, phase FROM send WHERE phase IN ('CLAIMED', 'WIRE', 'UNKNOWN')")
    assert left == [], "what was claimed was given back, and what was on the wire was settled"
    assert settled(peer, addresses) == {1}


def test_killed_while_it_takes_back_what_another_had_on_the_wire(exposed, due, smtp, settled):
    [address] = planned(due, "EMAIL", "marketing", 1)
    with tick_at(Point("on the wire", 0, 0, provider="message"), exposed, smtp) as tick:
        kill(tick)
    with read_only(exposed, "tally_delta"):
        second = exposed.start_cron(AFTER, *DELIVERY)
        wait_until_stuck(exposed, "tally_delta")
        kill(second)
    assert due.stand(address)[0] == "WIRE", "either all of it or nothing"
    assert settled(smtp, [address]) == {1}
    assert due.stand(address)[0] == "FAILED ambiguous"


def test_killed_while_it_counts_what_was_not_returned_as_delivered(exposed, due, smtp, gateway, push):
    [address] = planned(due, "EMAIL", "care", 1)
    exposed.cron(DUE)
    day = "2027-02-02T16:01Z"
    with read_only(exposed, "tally_delta"):
        tick = exposed.start_cron(day, "settle")
        wait_until_stuck(exposed, "tally_delta")
        kill(tick)
    assert due.stand(address)[0] == "SENT"
    exposed.cron(day)
    assert due.stand(address)[0] == "DELIVERED"
    check(exposed, smtp, gateway, push, now=day, clinic=due.clinic)


def test_ticks_at_once_send_each_message_once(exposed, due, smtp, gateway, push):
    addresses = [address for kind in KINDS for address in planned(due, *kind, 40)]
    ticks = [exposed.start_cron(DUE, "delivery") for _ in range(2)]
    for tick in ticks:
        output, _ = tick.communicate(timeout=60)
        assert tick.returncode == 0, output
    counts = counted(smtp, addresses) | counted(gateway, addresses) | counted(push, addresses)
    assert counts == {0, 1}
    check(exposed, smtp, gateway, push, now=DUE, clinic=due.clinic)
    assert sum(len(peer.copies()) for peer in (smtp, gateway, push)) >= 120


def test_database_is_killed_in_mid_tick_and_comes_back(exposed, due, gateway, settled):
    addresses = planned(due, "SMS", "care", 20)
    gateway.hold("message")
    tick = exposed.start_cron(DUE, *DELIVERY)
    assert gateway.reached.wait(20)
    exposed.kill_database()
    gateway.go_on()
    output, _ = tick.communicate(timeout=60)
    assert tick.returncode == 75, output
    assert len(output.strip().splitlines()) == 1
    exposed.start_database()
    assert settled(gateway, addresses) <= {1, 2}
