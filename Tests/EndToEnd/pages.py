"""The staff's pages, as the site's own table of routes names them, and a sample of each in the demo clinic."""

import re

from campanile import ROOT

ROUTE = re.compile(r'^\s*\.get\("([^"]+)", \.(\w+),', re.MULTILINE)

DRAFT = "SELECT id FROM campaign WHERE status = 'DRAFT' ORDER BY id LIMIT 1"

# The statement that answers what stands for a named part of every address that begins so; a page that wants something in
# a certain state has a line of its own.
SAMPLES = {
    "/campaigns/:id": "SELECT id FROM campaign WHERE type = 'REMINDER' AND status = 'ACTIVE'",
    "/campaigns/:id/activate": DRAFT,
    "/campaigns/:id/resume": "SELECT id FROM campaign WHERE status = 'PAUSED' ORDER BY id LIMIT 1",
    "/campaigns/:id/sends/:send": "SELECT id FROM send WHERE campaign_id = {id} AND sent_at IS NOT NULL ORDER BY id LIMIT 1",
    "/campaigns/:id/revisions/:number": "SELECT MIN(number) FROM revision WHERE campaign_id = {id}",
    "/campaigns/:id/replay/patients/:patient": "SELECT id FROM patient ORDER BY id LIMIT 1",
    "/gallery/:key": "SELECT 'recall' AS workflow",
    "/messages/:id": "SELECT id FROM message_template WHERE channel = 'EMAIL' ORDER BY id LIMIT 1",
    "/patients/:id": "SELECT patient_id FROM send GROUP BY patient_id ORDER BY COUNT(*) DESC LIMIT 1",
    "/patients/:id/contacts/:contact": "SELECT contact_id FROM patient WHERE id = {id}",
    "/settings/keys/:id": "SELECT id FROM api_key ORDER BY id LIMIT 1",
    "/settings/staff/:id": "SELECT id FROM staff WHERE role = 'manager' ORDER BY id LIMIT 1",
    "/surveys/:id": "SELECT id FROM survey ORDER BY id LIMIT 1",
    # Who carries e-mail: a test's peer, or the folder of a demo.
    "/providers/:name": "SELECT COALESCE((SELECT provider FROM provider_tally ORDER BY provider DESC LIMIT 1), 'smtp')",
    # The reminder table's own is read there only.
    "/campaigns/:id/builder": DRAFT,
    "/campaigns/:id/steps/new": DRAFT,
    "/campaigns/:id/trigger": DRAFT,
    "/campaigns/:id/audience": DRAFT,
    "/attention/messages/:send": "SELECT send_id FROM attention ORDER BY send_id LIMIT 1",
    "/segments/:id": "SELECT id FROM segment ORDER BY id LIMIT 1",
    # Nobody has asked for one yet, and it is its asker's alone.
    "/tests/:id": """
        INSERT INTO test_message (clinic_id, staff_id, channel, address, language, message, created_at)
        SELECT clinic_id, id, 'EMAIL', email, 'en', '{{"channel":"EMAIL","subject":"[Test]","paragraphs":[]}}', '2027-01-01'
        FROM staff WHERE email = 'admin@lakeview.example' RETURNING id
    """,
    "/tests/:id/inbox": """
        INSERT INTO test_message (clinic_id, staff_id, channel, address, language, message, state, created_at, ended_at)
        SELECT clinic_id, id, 'IN_APP', 'inbox', 'en',
            '{{"channel":"IN_APP","subject":"[Test] Your visit","paragraphs":[]}}', 'sent', '2027-01-01', '2027-01-01'
        FROM staff WHERE email = 'admin@lakeview.example' RETURNING id
    """,
}


# What a page is asked for besides.
QUESTIONS = {
    "/campaigns/:id/steps/new": "?type=send",
    "/attention/messages/again": "?kind=address",
    "/campaigns/:id/revisions/compare": "?from=1&to=draft",
}

# And about whom, where a page is empty without somebody.
PEOPLE = {
    "/campaigns/:id/explain": "SELECT patient_id FROM enrollment WHERE campaign_id = {id} ORDER BY id DESC LIMIT 1",
    "/campaigns/:id/preview": "SELECT patient_id FROM send WHERE campaign_id = {id} ORDER BY id DESC LIMIT 1",
}


def routes():
    """The pattern of each page that staff can get, in the order of the table; not what only stands in a frame of one."""
    table = (ROOT / "Sources" / "Web" / "Routes.swift").read_text()
    return [pattern for pattern, role in ROUTE.findall(table) if not pattern.endswith(".html")]


def name(pattern):
    """What a picture of the page is called."""
    return re.sub(r"[^a-z.]+", "-", pattern.replace(":", "")).strip("-") or "home"


def address(pattern, ask):
    """The path of a sample of the page, with its question.

    `ask` answers the one value of a statement.
    """
    values = {}
    for part in re.finditer(r":(\w+)", pattern):
        is_last = ":" not in pattern[part.end():]
        statement = (is_last and SAMPLES.get(pattern)) or SAMPLES.get(pattern[: part.end()])
        assert statement, f"pages.py does not know what {part[0]} of {pattern} is in the demo clinic"
        values[part[1]] = ask(statement.format(**values))
    question = QUESTIONS.get(pattern, "")
    if pattern in PEOPLE:
        question = f"?patient={ask(PEOPLE[pattern].format(**values))}"
    return re.sub(r":(\w+)", lambda part: str(values[part[1]]), pattern) + question
