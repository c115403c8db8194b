"""Ticks that are asked to end, or killed, while providers never answer: alone, and with the colleague that they call for many
messages."""

import signal
import time
from collections import Counter
from pathlib import Path

import pytest

from campanile import kill
from checker import check
from due import DUE

# What a tick may take to end once it was asked (delivery.md 4), and sessions with one provider at once.
SECONDS, SESSIONS = 25, 16
# More than two claims.
MANY = 1_500
# Every lease is over; then again, for what was in doubt.
AFTER, LATER = "2027-02-01T16:04Z", "2027-02-01T16:08Z"
KINDS = [("EMAIL", "marketing"), ("SMS", "care"), ("SMS", "marketing"), ("PUSH", "care")]


@pytest.fixture
def peers(smtp, gateway, push):
    return {"EMAIL": smtp, "SMS": gateway, "PUSH": push}


def planned(due, channel, purpose, count):
    addresses = due.make(channel, purpose, count)
    due.campanile.run("DELETE FROM provider_state")
    due.campanile.cron(DUE, "events", "workflow")
    return set(addresses)


def soon(holds, what, seconds=30):
    end = time.monotonic() + seconds
    while not (answer := holds()):
        assert time.monotonic() < end, f"{what}: not within {seconds} seconds"
        time.sleep(0.01)
    return answer


def colleagues(tick):
    """The processes that deliver beside a tick."""
    asked = f"\0--colleague-of\0{tick.pid}\0".encode()
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if asked in (process / "cmdline").read_bytes():
                found.append(int(process.name))
        except OSError:
            # It ended just now.
            pass
    return found


def stands(due, addresses):
    """How many messages stand where, and with how many wires."""
    rows = due.campanile.rows(
        "SELECT address, phase, COALESCE(failure, '') AS failure, wires FROM send"
        " JOIN contact_point ON contact_point.id = contact_point_id")
    return Counter(f"{row['phase']} {row['failure']} {row['wires']}" for row in rows if row["address"] in addresses)


def on_the_wire(due, peer, addresses):
    """A tick whose every session has handed over a message, and waits for the answer."""
    before = len(peer.copies())
    peer.hold("message")
    tick = due.campanile.start_cron(DUE)
    soon(lambda: len(peer.copies()) - before == SESSIONS, "every session carries a message")
    return tick


def ended(tick, since):
    output, _ = tick.communicate(timeout=60)
    assert time.monotonic() - since < SECONDS
    assert tick.returncode == 0, output


# What a message is that was handed over and never answered for.
DOUBT = {"marketing": "FAILED ambiguous 1", "care": "READY  1"}


@pytest.mark.parametrize("channel, purpose", KINDS, ids=map(" ".join, KINDS))
def test_asked_to_end_while_nobody_answers(exposed, due, peers, channel, purpose):
    peer = peers[channel]
    addresses = planned(due, channel, purpose, 40)
    tick = on_the_wire(due, peer, addresses)
    assert colleagues(tick) == []
    asked = time.monotonic()
    tick.send_signal(signal.SIGTERM)
    ended(tick, asked)
    assert stands(due, addresses) == {DOUBT[purpose]: SESSIONS, "READY  0": 40 - SESSIONS}
    peer.go_on()
    exposed.cron(AFTER)
    check(exposed, *peers.values(), now=AFTER, clinic=due.clinic)
    copies = Counter(copy.address for copy in peer.copies() if copy.address in addresses)
    assert Counter(copies.values()) == ({1: 40} if purpose == "marketing" else {1: 40 - SESSIONS, 2: SESSIONS})


@pytest.fixture(params=[("EMAIL", "marketing"), ("SMS", "care")], ids=" ".join)
def delivered_by_two(request, due, peers):
    """Many messages, of which a tick and its colleague have as many on the wire as the provider has sessions."""
    channel, purpose = request.param
    addresses = planned(due, channel, purpose, MANY)
    tick = on_the_wire(due, peers[channel], addresses)
    assert len(colleagues(tick)) == 1
    yield tick, peers[channel], addresses, purpose
    peers[channel].go_on()


def test_asked_to_end_both_end_side_by_side(exposed, due, peers, delivered_by_two):
    tick, peer, addresses, purpose = delivered_by_two
    asked = time.monotonic()
    tick.send_signal(signal.SIGTERM)
    ended(tick, asked)
    assert colleagues(tick) == []
    assert stands(due, addresses) == {DOUBT[purpose]: SESSIONS, "READY  0": MANY - SESSIONS}
    peer.go_on()
    everything_ends(exposed, due, peers, addresses, doubtful=SESSIONS, purpose=purpose)


def test_colleague_of_a_killed_tick_claims_nothing_more(exposed, due, peers, delivered_by_two):
    tick, peer, addresses, purpose = delivered_by_two
    kill(tick)
    [last] = exposed.rows("SELECT MAX(seq) AS seq FROM journal")
    peer.go_on()
    soon(lambda: not colleagues(tick), "the colleague ends too")
    begun = exposed.rows(
        "SELECT was, phase FROM journal WHERE seq > %s AND phase IN ('CLAIMED', 'WIRE') LIMIT 5", last["seq"])
    assert begun == []
    left = stands(due, addresses)
    # The tick's own claim waits for its leases; the colleague has settled its part and given back the rest.
    group = 128 if purpose == "marketing" else 16
    assert (left["WIRE  1"], left["CLAIMED  0"]) == (group, 512 - group)
    assert left["SENT  1"] == SESSIONS // 2
    everything_ends(exposed, due, peers, addresses, doubtful=group, purpose=purpose)


def everything_ends(exposed, due, peers, addresses, doubtful, purpose):
    """By later ticks, and nothing is doubled but what may be."""
    exposed.cron(AFTER)
    exposed.cron(LATER)
    check(exposed, *peers.values(), now=LATER, clinic=due.clinic)
    stand = stands(due, addresses)
    assert sum(count for where, count in stand.items() if where.startswith("SENT")) >= MANY - doubtful
    assert stand["FAILED ambiguous 1"] == (doubtful if purpose == "marketing" else 0)
    assert sum(stand.values()) == MANY
