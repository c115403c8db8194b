"""Texts, by both dialects, beside a plain libcurl sender that posts the same requests to the same gateway."""

import os
import statistics
import subprocess
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

from measure import run, say

from kannel import NUMBER, PASSWORD, USER, Kannel
from offer import schedule_offer
from peers import free_ports

PROGRAMS = Path(os.environ["BENCH_PROGRAMS"])
TEXTS = 20_000
AT_ONCE = 16
# A Monday in Chicago, 10 o'clock: the offers leave half an hour later, inside every window.
MADE = "2027-02-01T16:00Z"
TEXT = "Lakeside: hello First10000, see you soon."


@contextmanager
def nginx_that_accepts():
    """An nginx that answers each POST with 201 and a message's id; answers its address."""
    [port] = free_ports(1)
    folder = Path(tempfile.mkdtemp(prefix="campanile-texts-", dir="/tmp"))
    (folder / "nginx.conf").write_text(f"""
        daemon off;
        worker_processes 1;
        error_log {folder}/error.log;
        pid {folder}/pid;
        {"user root root;" if os.geteuid() == 0 else ""}
        events {{ worker_connections 256; }}
        http {{
            access_log off;
            client_body_temp_path {folder}/body;
            keepalive_requests 1000000;
            server {{
                listen 127.0.0.1:{port};
                location / {{
                    default_type application/json;
                    return 201 '{{"sid":"SM00000000000000000000000000000001","status":"queued"}}';
                }}
            }}
        }}
    """)
    process = subprocess.Popen(["nginx", "-c", folder / "nginx.conf", "-p", folder], stderr=subprocess.DEVNULL)
    try:
        time.sleep(0.5)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=10)


def send(campanile, clinic, script, cron, deliver, offers):
    """Of each offer: the seconds that TEXTS took, the most memory that a tick held, and the processor's seconds."""
    script(campanile, "patients.sql", clinic=clinic.id, count=TEXTS)
    script(campanile, "phones.sql", clinic=clinic.id, count=TEXTS)
    ours = []
    for kind, name, date, ticks in offers:
        schedule_offer(clinic.visitor(MADE), name, date, "10:30", kind, "SMS")
        due = f"{date}T16:30Z"
        for job in ("schedule", "events", "workflow"):
            cron(campanile, due, job)
        ours.append(deliver(campanile, due, TEXTS, "SMS", ticks))
    return ours


def report(title, ours, theirs, yardstick, wanted):
    seconds, peak, work = ours
    say(title, f"{TEXTS / seconds:,.0f}", f"{yardstick} {TEXTS / theirs:,.0f}",
        f"ratio {theirs / seconds:.2f} (at least {wanted})")
    say("its processor time a text, memory of the tick", f"{work / TEXTS * 1000:.2f} ms", f"{peak:.0f} MiB")


def plain(url, body, *headers, count=TEXTS):
    """The seconds that the sender in C takes."""
    return run([PROGRAMS / "texts", url, str(count), str(AT_ONCE), body, *headers], os.environ).seconds


def texts_by_twilio(house, script, cron, deliver):
    with nginx_that_accepts() as url:
        token = Path(tempfile.mkdtemp(prefix="campanile-texts-", dir="/tmp")) / "token"
        token.write_text("token\n")
        settings = {
            "CAMPANILE_SMS_URL": url, "CAMPANILE_SMS_ACCOUNT": "AC0", "CAMPANILE_SMS_TOKEN_FILE": str(token),
            "CAMPANILE_SMS_FROM": NUMBER,
        }
        with house(**settings) as (campanile, clinic):
            # The cap lets nobody have two offers within a week.
            offers = [
                ("MARKETING", "Whitening", "2027-02-01", 1), ("FOLLOW_UP", "Care tips", "2027-02-02", 1),
                ("MARKETING", "Spring", "2027-02-10", 2),
            ]
            ours = send(campanile, clinic, script, cron, deliver, offers)
        body = f"To=%2B13122000001&From=%2B13125550100&Body={TEXT.replace(' ', '+').replace(',', '%2C')}"
        theirs = statistics.median(plain(url, body) for _ in range(3))
    say(f"{TEXTS:,} texts, {AT_ONCE} at once, to an nginx that answers 201")
    for title, one in zip(("in groups of 128", "care, in groups of 16", "in groups of 128, two ticks"), ours):
        report(f"texts/s, {title}", one, theirs, "libcurl in C", 0.12)


def keep_on_core(number, *processes):
    """Moves running programs with all their threads to one core."""
    for process in processes:
        command = ["taskset", "--all-tasks", "--cpu-list", "--pid", str(number), str(process)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


@contextmanager
def on_core(number):
    """Keeps this program, and what it starts, on one core."""
    everywhere = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {number})
    try:
        yield
    finally:
        os.sched_setaffinity(0, everywhere)


def texts_by_kannel(house, script, cron, deliver):
    """Kannel's pace is what its bearerbox hands to the fakesmsc, however quickly its smsbox is fed. It has one core, as a
    gateway on a host of its own has its own; who feeds it has the other, a tick with its MariaDB as well as the sender in C."""
    gateway = Kannel(public_url="http://127.0.0.1:9")
    try:
        # No reports: nobody would take them here.
        with house(**gateway.settings, CAMPANILE_SMS_RECEIPTS="0") as (campanile, clinic):
            gateway.start()
            keep_on_core(1, *(process.pid for process in gateway.running.values()))
            keep_on_core(0, (campanile.folder / "mariadb/pid").read_text().strip())
            with on_core(0):
                [ours] = send(campanile, clinic, script, cron, deliver, [("MARKETING", "Whitening", "2027-02-01", 1)])
                wait_for_network(gateway, TEXTS)
        headers = [
            "Content-Type: text/plain; charset=UTF-8", f"X-Kannel-Username: {USER}", f"X-Kannel-Password: {PASSWORD}",
            f"X-Kannel-From: {NUMBER}", "X-Kannel-To: +13122000001", "X-Kannel-Coding: 0",
        ]
        begun = time.perf_counter()
        with on_core(0):
            accepted = plain(f"http://127.0.0.1:{gateway.sendsms}/cgi-bin/sendsms", TEXT, *headers)
        wait_for_network(gateway, 2 * TEXTS)
        arrived = time.perf_counter() - begun
    finally:
        gateway.stop()
    say(f"{TEXTS:,} texts, {AT_ONCE} at once, through Kannel to its fakesmsc")
    report("texts/s, in groups of 128", ours, arrived, "Kannel's own pace", 1)
    say("Kannel, fed by libcurl in C", f"accepted {TEXTS / accepted:,.0f}/s", f"arrived {TEXTS / arrived:,.0f}/s")


def wait_for_network(gateway, count):
    end = time.monotonic() + 600
    while gateway.printed("fakesmsc").count("Got message ") < count:
        assert time.monotonic() < end, "the fakesmsc got too few"
        time.sleep(0.1)
