"""Counting an audience of a whole clinic, and launching a campaign on one."""

import json
import statistics
import subprocess
import time

import requests

from measure import run, say
from offer import schedule_offer

# A Monday in Chicago: 10 o'clock, when people are counted, and half past, when the campaign is launched.
NOW, AT = "2027-02-01T16:00Z", "2027-02-01T16:30Z"
PATIENTS = 100_000
LAUNCHED = 1_000_000
# Five conditions on five tables; three in a hundred patients meet them.
RULE = {
    "all": [
        {"field": "patient.status", "op": "=", "value": "active"},
        {"field": "patient.age", "op": ">=", "value": 18},
        {"field": "treatment.type", "op": "=", "value": "braces"},
        {"field": "patient.lastVisit", "op": "before", "value": {"months": -6}},
        {"field": "consent.marketing.email", "op": "=", "value": True},
    ]
}
# The same as somebody would write it who knows this clinic's rows: without guardians, withdrawn answers or shared addresses.
BY_HAND = """
    SELECT COUNT(*) FROM patient p
    WHERE p.clinic_id = {clinic} AND p.status = 'active' AND p.birth_date <= '2009-02-01'
        AND EXISTS (SELECT 1 FROM treatment t WHERE t.clinic_id = p.clinic_id AND t.patient_id = p.id AND t.type = 'braces')
        AND (SELECT MAX(a.starts_at) FROM appointment a WHERE a.clinic_id = p.clinic_id AND a.patient_id = p.id
            AND a.status = 'completed') < '2026-08-01 05:00'
        AND EXISTS (SELECT 1 FROM consent c WHERE c.clinic_id = p.clinic_id AND c.contact_id = p.contact_id
            AND c.purpose = 'marketing' AND c.channel = 'EMAIL' AND c.granted)
"""


def mariadb(campanile, sql):
    """Runs SQL by the client and answers its first value and the seconds it took, the start of the client left out."""
    command = ["mariadb", "--no-defaults", f"--socket={campanile.folder}/mariadb/socket", "--user=root", "-N", "campanile"]

    def timed(text):
        begin = time.perf_counter()
        output = subprocess.run(command, input=text, capture_output=True, text=True, check=True).stdout
        return output.split(), time.perf_counter() - begin

    empty = statistics.median(timed("SELECT 1;")[1] for _ in range(3))
    values, seconds = timed(sql)
    return values, seconds - empty


def audience(campanile, clinic, script):
    """The count over PATIENTS patients by the API: the rule alone, and with the sender's reasons."""
    script(campanile, "patients.sql", clinic=clinic.id, count=PATIENTS)
    script(campanile, "audience.sql", clinic=clinic.id, count=PATIENTS)
    session = requests.Session()

    def count(body):
        begin = time.perf_counter()
        answer = session.post(
            campanile.url + "/api/v1/audience/count", data=json.dumps(body), timeout=60,
            headers={"Authorization": f"Bearer {clinic.key}", "Content-Type": "application/json", "X-Campanile-Now": NOW},
        )
        assert answer.status_code == 200, answer.text
        return answer.json(), time.perf_counter() - begin

    def median(body):
        count(body)
        return statistics.median(count(body)[1] for _ in range(9))

    by_hand = BY_HAND.format(clinic=clinic.id)
    mariadb(campanile, by_hand)
    theirs = statistics.median(mariadb(campanile, by_hand)[1] for _ in range(3))
    ours = median({"audience": RULE})
    reasons = median({"audience": RULE, "channels": ["EMAIL"]})
    everybody = median({"channels": ["EMAIL"]})
    found = count({"audience": RULE, "channels": ["EMAIL"]})[0]
    say(f"audience: {found['inAudience']:,} of {found['patients']:,} patients by five conditions")
    say("audience, count", f"{ours * 1000:.0f} ms", f"SQL by hand {theirs * 1000:.0f} ms", f"ratio {ours / theirs:.2f}", "limit 300 ms")
    say("audience, with the sender's reasons", f"{reasons * 1000:.0f} ms")
    say("audience, everybody with reasons", f"{everybody * 1000:.0f} ms")


def launch(campanile, clinic, script):
    """A campaign set to a time, launched on LAUNCHED patients, beside the plain INSERT … SELECT of the same rows."""
    script(campanile, "patients.sql", clinic=clinic.id, count=LAUNCHED)
    campaign = schedule_offer(clinic.visitor(NOW), "Whitening", AT[:10], "10:30")
    seconds, peak = 0, 0
    while enrolled(campanile, campaign) < LAUNCHED:
        tick = run([campanile.binaries / "campanile-cron", "--now", AT, "schedule"], campanile.environment)
        seconds, peak = seconds + tick.seconds, max(peak, tick.peak)
        assert seconds < 1800, "the launch takes more than half an hour"
    [sends] = campanile.rows("SELECT COUNT(*) AS n FROM send WHERE campaign_id = %s AND phase = 'READY'", campaign)
    assert sends["n"] == LAUNCHED
    theirs = copied(campanile, clinic, campaign)
    say(f"launch: {LAUNCHED:,} patients enrolled, their first message planned")
    say("launch", f"{seconds:.0f} s", f"INSERT … SELECT {theirs:.0f} s", f"ratio {seconds / theirs:.2f} (at most 2)")
    say("launch, memory of the tick", f"{peak:.0f} MiB", "limit 256 MiB")


def written_columns(campanile, table):
    """The columns that a statement has to write: neither generated nor counted up by MariaDB."""
    return [row["name"] for row in campanile.rows(
        "SELECT column_name AS name FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name = %s "
        "AND extra NOT LIKE '%%GENERATED%%' AND extra NOT LIKE '%%auto_increment%%'", table)]


def enrolled(campanile, campaign):
    [row] = campanile.rows("SELECT COUNT(*) AS n FROM enrollment WHERE campaign_id = %s", campaign)
    return row["n"]


def copied(campanile, clinic, campaign):
    """Seconds of the plain INSERT … SELECT of the campaign's rows into the same tables, for another campaign."""
    columns = {
        table: written_columns(campanile, table)
        for table in ("campaign", "revision", "enrollment", "campaign_recipient", "send")
    }

    def copy(table, where, **other):
        values = ", ".join(other.get(name, f"o.{name}") for name in columns[table])
        return f"INSERT INTO {table} ({', '.join(columns[table])}) SELECT {values} FROM {table} o {where};"

    of = f"WHERE o.campaign_id = {campaign}"
    prepared = copy("campaign", f"WHERE o.id = {campaign}") + "SET @copy = LAST_INSERT_ID();" + copy("revision", of, campaign_id="@copy")
    sql = (
        copy("enrollment", of, campaign_id="@copy", revision_id="@revision")
        + copy("campaign_recipient", of, campaign_id="@copy")
        + copy(
            "send",
            "STRAIGHT_JOIN enrollment e FORCE INDEX (clinic_id_2) ON e.clinic_id = o.clinic_id AND e.campaign_id = @copy "
            f"AND e.patient_id = o.patient_id {of}",
            campaign_id="@copy", revision_id="@revision", enrollment_id="e.id", dedupe_key="CONCAT('copy-', e.id)",
        )
    )
    [copy_id, revision], _ = mariadb(campanile, prepared + "SELECT @copy, LAST_INSERT_ID();")
    return mariadb(campanile, f"SET @copy = {copy_id}, @revision = {revision};" + sql)[1]
