"""make bench: each figure beside its yardstick, in one run. README.md beside this file says what is measured."""

import email
import email.policy
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

import requests

from measure import load, resident_peak, run, say, together
from yardstick import statements_of, yardstick

from audience import audience, launch, written_columns
from every_page import every_page
from texts import texts_by_kannel, texts_by_twilio
from memory import memory
from campanile import Campanile
from clinic import Clinic
from gallery import start_reminders, use
from offer import schedule_offer
from peers import free_ports

PROGRAMS = Path(os.environ["BENCH_PROGRAMS"])
BENCH = Path(__file__).resolve().parent
# A Monday in Chicago, 10 o'clock: the patients came, and the offer leaves half an hour later; inside every window.
NOW = "2027-02-01T16:00Z"
# When nothing is due.
LATER = "2027-02-02T20:00Z"
PLANNING = ["schedule", "events", "workflow"]
MAILS = 20_000
# What two ticks deliver side by side.
MAILING = 100_000
# What is replayed: visits booked in the 30 days before.
VISITS = 10_000
REPLAYED, UNTIL = "2027-04-30T20:00Z", "2027-04-30 20:00:00"
SESSIONS = 16
DUE = 100_000
MOVES = 300
# When the enrollments of `advance` are due: inside every window.
HALF_PAST = "2027-02-01T16:30Z"


@contextmanager
def sink():
    """The mail sink; answers its port and the file with its first message."""
    [port] = free_ports(1)
    first = tempfile.NamedTemporaryFile(prefix="campanile-mail-")
    process = subprocess.Popen([PROGRAMS / "sink", str(port), first.name], stdout=subprocess.DEVNULL)
    try:
        yield port, Path(first.name)
    finally:
        process.terminate()
        process.wait(timeout=10)
        first.close()


@contextmanager
def house(mail_port, **settings):
    """A whole Campanile with a clinic, its MariaDB large enough to hold the rows in memory."""
    campanile = Campanile(
        settings={
            "WORKERS": "4",
            "MARIADB_BUFFER_POOL": "1G",
            "MARIADB_LOG_FILE": "512M",
            "CAMPANILE_SMTP_URL": f"smtp://127.0.0.1:{mail_port}",
            "CAMPANILE_SMTP_TLS": "none",
            "CAMPANILE_MAIL_FROM": "clinic@campanile.example",
            **settings,
        }
    )
    try:
        campanile.up()
        clinic = Clinic(campanile).open()
        yield campanile, clinic
    finally:
        campanile.down()


def script(campanile, name, **variables):
    """Runs a file of SQL with these session variables."""
    setting = "".join(f"SET @{variable} = {value};\n" for variable, value in variables.items())
    subprocess.run(
        ["mariadb", "--no-defaults", f"--socket={campanile.folder}/mariadb/socket", "--user=root", "campanile"],
        input=setting + (BENCH / name).read_text(), text=True, check=True, stdout=subprocess.DEVNULL,
    )


def cron(campanile, now, *jobs):
    return run([campanile.binaries / "campanile-cron", "--now", now, *jobs], campanile.environment)


def deliver(campanile, now, count, channel="EMAIL", side_by_side=1):
    """Delivers what is due by so many ticks at once; answers the seconds it took, the most memory one held, and the
    processor's seconds of all."""
    before = sent(campanile, channel)
    begin, peak, work = time.perf_counter(), 0, 0
    while sent(campanile, channel) < before + count:
        for tick in together([[campanile.binaries / "campanile-cron", "--now", now, "delivery"]] * side_by_side, campanile.environment):
            peak, work = max(peak, tick.peak), work + tick.work
        taken = time.perf_counter() - begin
        assert taken < 600, f"{sent(campanile, channel) - before} of {count} messages were sent in ten minutes"
    assert sent(campanile, channel) == before + count, "a message was sent twice"
    return taken, peak, work


def sent(campanile, channel):
    [row] = campanile.rows("SELECT COUNT(*) AS n FROM send WHERE phase = 'SENT' AND channel = %s", channel)
    return row["n"]


def mail(campanile, clinic, port, first):
    """Delivers an offer and then care to MAILS patients each by one tick, and an offer to MAILING by two side by side; and
    lets smtp-source send as many to the same sink."""
    script(campanile, "patients.sql", clinic=clinic.id, count=MAILS)
    marketing = offered(campanile, clinic, "Whitening", "2027-02-01", "MARKETING", MAILS)
    care = offered(campanile, clinic, "Care tips", "2027-02-02", "FOLLOW_UP", MAILS)
    script(campanile, "patients.sql", clinic=clinic.id, first=MAILS + 1, count=MAILING)
    mailing = offered(campanile, clinic, "Spring", "2027-02-10", "MARKETING", MAILING, side_by_side=2)
    size = first.stat().st_size

    def source(count, sessions):
        command = ["/usr/sbin/smtp-source", "-d", "-s", str(sessions), "-m", str(count), "-l", str(size),
                   "-f", "clinic@campanile.example", "-t", "patient@campanile.example", f"127.0.0.1:{port}"]
        return count / statistics.median(run(command, os.environ).seconds for _ in range(3))

    alone, many = source(MAILS, SESSIONS), source(MAILING, 2 * SESSIONS)
    say(f"e-mails of {size:,} bytes, {SESSIONS} sessions a tick, to sink.c")
    for title, count, (seconds, _, work), theirs, wanted in (
        (f"marketing, {MAILS:,} by one tick", MAILS, marketing, alone, 0.2),
        (f"care, {MAILS:,} by one tick", MAILS, care, alone, 0.06),
        (f"marketing, {MAILING:,} by two ticks", MAILING, mailing, many, 0.2),
    ):
        compare(f"mail/s, {title}", count / seconds, theirs, "smtp-source -d", wanted)
        say("its processor time a mail", f"{work / count * 1000:.2f} ms", "limit 0.3 ms")
    say("mail, memory of a tick", f"{max(peak for _, peak, _ in (marketing, care, mailing)):.0f} MiB", "limit 128 MiB")


def offered(campanile, clinic, name, date, kind, count, side_by_side=1):
    schedule_offer(clinic.visitor(NOW), name, date, "10:30", kind)
    due = f"{date}T16:30Z"
    for job in PLANNING:
        cron(campanile, due, job)
    return deliver(campanile, due, count, side_by_side=side_by_side)


def replay(campanile, clinic):
    """Replays the gallery's reminders over 30 days of VISITS visits, and reads the same rows with MariaDB's own client."""
    script(campanile, "visits.sql", clinic=clinic.id, count=VISITS, until=f"'{UNTIL}'")
    visitor = clinic.visitor(REPLAYED)
    campaign = use(visitor, "appointment-reminders")
    key = clinic.add_key("read,manage")
    path = f"/campaigns/{campaign}/replay"
    began = time.monotonic()
    report = campanile.api("POST", path, {"days": 30}, key=key, now=REPLAYED).json()
    peak = 0
    while report["state"] != "DONE":
        peak = max(peak, cron(campanile, REPLAYED, "replay").peak)
        report = campanile.api("GET", path, key=key, now=REPLAYED).json()
    ours = time.monotonic() - began
    client = ["mariadb", "--no-defaults", f"--socket={campanile.folder}/mariadb/socket", "--user=root", "--quick", "campanile"]
    source = f"SET @clinic = {clinic.id};\n" + (BENCH / "history.sql").read_text()
    began = time.monotonic()
    subprocess.run(client, input=source, text=True, check=True, stdout=subprocess.DEVNULL)
    theirs = time.monotonic() - began
    say(f"{VISITS:,} visits: {report['messages']:,} messages to {report['patients']:,} patients")
    say("replay of 30 days", f"{ours:.1f} s", "limit 10 s", f"mariadb {theirs:.2f} s", f"ratio {ours / theirs:.0f}")
    say("replay, memory of the tick", f"{peak:.0f} MiB", "limit 128 MiB")


def advance(campanile, clinic):
    """Takes DUE enrollments a step onward, on one core, and lets MariaDB write the same rows without a thought."""
    campaign = schedule_offer(clinic.visitor(NOW), "Whitening", "2027-03-01", "10:30")
    script(campanile, "due.sql", clinic=clinic.id, campaign=campaign, count=DUE, now="'2027-02-01 16:30:00'")
    for table in ("send", "enrollment"):
        campanile.run(f"CREATE TABLE yardstick_{table} LIKE {table}")
    written = {table: ", ".join(written_columns(campanile, table)) for table in ("send", "enrollment")}
    copy = "INSERT INTO yardstick_{0} ({1}) SELECT {1} FROM {0} WHERE campaign_id = {2}"
    campanile.run(copy.format("enrollment", written["enrollment"], campaign))
    seconds, peak = 0, 0
    while due(campanile):
        tick = run(
            ["taskset", "--cpu-list", "0", campanile.binaries / "campanile-cron", "--now", HALF_PAST, "workflow"],
            campanile.environment,
        )
        seconds, peak = seconds + tick.seconds, max(peak, tick.peak)
    [row] = campanile.rows("SELECT COUNT(*) AS n FROM send WHERE campaign_id = %s AND phase = 'READY'", campaign)
    assert row["n"] == DUE, row
    begin = time.perf_counter()
    campanile.run(copy.format("send", written["send"], campaign))
    script(campanile, "due_yardstick.sql")
    theirs = time.perf_counter() - begin
    say("advance, enrollments/s", f"{DUE / seconds:,.0f}", "at least 5,000", f"{seconds / theirs:.1f} x the same rows by SQL")
    say("advance, memory of the tick", f"{peak:.0f} MiB", "limit 128 MiB")


def due(campanile):
    [row] = campanile.rows("SELECT COUNT(*) AS n FROM enrollment WHERE status = 'running' AND due_at <= '2027-02-01 16:30:00'")
    return row["n"]


def move(campanile, clinic):
    """One call that moves a visit with its reminders, beside the same call that moves nothing."""
    start_reminders(clinic, NOW)
    for number in range(MOVES):
        clinic.register(f"M-{number}", NOW, phone=f"+1312555{number:04}")
        clinic.book(f"M-{number}", f"M-{number}", "2027-02-22T15:00:00-06:00", NOW)
    cron(campanile, NOW, "events")
    moved = [timed(clinic, number, "2027-02-23T10:00:00-06:00") for number in range(MOVES)]
    still = [timed(clinic, number, "2027-02-23T10:00:00-06:00") for number in range(MOVES)]
    [row] = campanile.rows("SELECT COUNT(*) AS n FROM enrollment WHERE schedule_version = 2")
    assert row["n"] == MOVES, row
    ours, theirs = statistics.median(moved), statistics.median(still)
    say("move, the call that re-plans", f"{ours:.1f} ms", "limit 20 ms", f"{ours / theirs:.1f} x the call that moves nothing")
    say("move, p99", f"{sorted(moved)[int(0.99 * MOVES)]:.1f} ms", f"moving nothing {sorted(still)[int(0.99 * MOVES)]:.1f} ms")


def timed(clinic, number, starts_at):
    """Milliseconds of one PUT of a visit."""
    begin = time.perf_counter()
    clinic.change(f"M-{number}", NOW, startsAt=starts_at)
    return (time.perf_counter() - begin) * 1000


def idle_tick(campanile):
    """The median time of a tick that finds nothing to do, and the most memory one held."""
    for _ in range(3):
        cron(campanile, LATER)
    ticks = [cron(campanile, LATER) for _ in range(15)]
    return statistics.median(tick.seconds for tick in ticks), max(tick.peak for tick in ticks)


def page(campanile, name, address, path, headers=()):
    """One address of Campanile under load, and then the yardstick with the statements that the address was seen to run."""
    url = campanile.public_url if address == "public" else campanile.url
    session = requests.Session()
    session.headers.update(dict(header.split(": ", 1) for header in headers))
    answer = session.get(url + path, timeout=10)
    assert answer.status_code == 200, answer.status_code
    [statements] = statements_of(campanile, lambda: session.get(url + path, timeout=10))
    size = len(answer.content) + sum(len(key) + len(value) + 4 for key, value in answer.headers.items())
    ours = load(url + path, headers)
    with yardstick(campanile, {path.split("?")[0]: (statements, size)}) as addresses:
        theirs = load(addresses[address] + path, headers)
    say(f"{name}: {len(statements)} statements, {size:,} bytes")
    compare(f"{name}, requests/s", ours.rate, theirs.rate, "C", 0.5)
    say(f"{name}, p99", f"{ours.p99:.1f} ms", f"C {theirs.p99:.1f} ms")
    say(f"{name}, memory of a worker", f"{resident_peak(campanile.binaries / 'campanile-web'):.0f} MiB", "limit 64 MiB")


def compare(title, ours, theirs, yardstick_name, wanted):
    say(title, f"{ours:,.0f}", f"{yardstick_name} {theirs:,.0f}", f"ratio {ours / theirs:.2f} (at least {wanted})")


def pixel_path(campanile, first):
    """The open pixel's path in the first e-mail that the sink took."""
    message = email.message_from_bytes(first.read_bytes(), policy=email.policy.default)
    html = message.get_body(("html",)).get_content()
    return re.search(rf'<img[^>]+src="{re.escape(campanile.public_url)}(/p/[^"]+)"', html)[1]


def main(names):
    if names & {"list", "pixel", "tick", "mail", "replay"}:
        site_and_ticks(names)
    # Each in a house of its own: their patients would be in the way of the others'.
    for name, work in {"audience": audience, "launch": launch, "memory": memory}.items():
        if name in names:
            with sink() as (port, _), house(port) as (campanile, clinic):
                work(campanile, clinic, script)
    for name, work in {"advance": advance, "move": move}.items():
        if name in names:
            with sink() as (port, _), house(port) as (campanile, clinic):
                work(campanile, clinic)
    if "texts" in names:
        for work in (texts_by_twilio, texts_by_kannel):
            with sink() as (port, _):
                work(lambda **settings: house(port, **settings), script, cron, deliver)
    if "pages" in names:
        every_page()


def site_and_ticks(names):
    with sink() as (port, first), house(port) as (campanile, clinic):
        if {"mail", "pixel"} & names:
            mail(campanile, clinic, port, first)
        if "replay" in names:
            replay(campanile, clinic)
        if "tick" in names:
            script(campanile, "fill.sql", **{"clinic": clinic.id, "from": 1, "to": 10_000})
            few, _ = idle_tick(campanile)
            script(campanile, "fill.sql", **{"clinic": clinic.id, "from": 10_001, "to": 1_000_000})
            many, peak = idle_tick(campanile)
            say("tick with nothing due, 10,000 + 10,000 sends", f"{few * 1000:.1f} ms")
            say("the same, 1,000,000 + 1,000,000", f"{many * 1000:.1f} ms", "limit 50 ms", f"ratio {many / few:.2f} (at most 1.33)")
            say("tick, memory", f"{peak:.0f} MiB", "limit 128 MiB")
        elif {"list", "pixel"} & names:
            script(campanile, "fill.sql", **{"clinic": clinic.id, "from": 1, "to": 1_000_000})
        if "list" in names:
            [cookie] = clinic.visitor().session.cookies
            page(campanile, "list", "staff", "/campaigns", [f"Cookie: {cookie.name}={cookie.value}"])
        if "pixel" in names:
            page(campanile, "pixel", "public", pixel_path(campanile, first))


if __name__ == "__main__":
    known = {"list", "pixel", "tick", "mail", "texts", "replay", "audience", "launch", "advance", "move", "memory", "pages"}
    wanted = set(sys.argv[1:]) or known
    assert wanted <= known, f"bench knows {', '.join(sorted(known))}"
    main(wanted)
