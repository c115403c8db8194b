"""Every page of the staff's in a demo clinic fifty times as large, each beside the C program that runs the same statements."""

import requests

from measure import load, say
from yardstick import statements_of, yardstick

from campanile import Campanile
from fifty import multiply
from pages import address, name, routes
from visitor import Visitor

CONNECTIONS, SECONDS = 8, 3
MOST_MILLISECONDS = 100


def every_page():
    campanile = Campanile(
        demo=True,
        settings={
            "DEMO_WEEKS": "8", "WORKERS": "4", "MARIADB_BUFFER_POOL": "2G", "MARIADB_LOG_FILE": "512M",
        },
    )
    try:
        campanile.up()
        multiply(campanile)
        [row] = campanile.rows("SELECT (SELECT COUNT(*) FROM patient) AS patients, (SELECT COUNT(*) FROM send) AS sends")
        say(f"{row['patients']:,} patients, {row['sends']:,} sends; {CONNECTIONS} connections")
        measure(campanile)
    finally:
        campanile.down()


def measure(campanile):
    visitor = Visitor(campanile.url).sign_in("admin@lakeview.example", "smile every day")
    [cookie] = visitor.session.cookies
    headers = [f"Cookie: {cookie.name}={cookie.value}"]
    answers = {name(pattern): answer(campanile, visitor.session, pattern) for pattern in routes()}
    answers["campaigns-id-publish-a-changed-draft"] = changed_draft(campanile, visitor)
    pages = {title: answer for title, answer in answers.items() if answer.status_code == 200}
    asked = [lambda url=page.url: visitor.session.get(url, timeout=60) for page in pages.values()]
    statements = dict(zip(pages, statements_of(campanile, *asked)))
    listing = {path(page).split("?")[0]: (statements[title], size(page)) for title, page in pages.items()}
    ours = {title: load(page.url, headers, SECONDS, CONNECTIONS) for title, page in pages.items()}
    slow = [f"{title} {ours[title].p99:.0f} ms" for title in pages if ours[title].p99 > MOST_MILLISECONDS]
    say("pages with a p99 over 100 ms", ", ".join(slow) or "none")
    with yardstick(campanile, listing) as addresses:
        theirs = {
            title: load(addresses["staff"] + path(page), headers, SECONDS, CONNECTIONS) for title, page in pages.items()
        }
    for title, page in pages.items():
        say(
            title, f"{len(statements[title])} SQL, {len(page.content):,} B", f"p99 {ours[title].p99:.1f} ms",
            f"C {theirs[title].p99:.1f} ms", f"{ours[title].rate:,.0f}/s", f"ratio {ours[title].rate / theirs[title].rate:.2f}",
        )


def changed_draft(campanile, visitor):
    """The page that says what the publication of a changed draft would do to the many who are inside."""
    campaign = campanile.value("""
        SELECT c.id FROM campaign c JOIN enrollment e ON e.campaign_id = c.id AND e.status = 'running'
        WHERE c.status = 'ACTIVE' AND c.type != 'REMINDER' GROUP BY c.id ORDER BY COUNT(*) DESC LIMIT 1
    """)
    step = campanile.value(f"""
        SELECT s.id FROM step s JOIN campaign c ON c.id = s.campaign_id
        WHERE c.id = {campaign} ORDER BY s.id LIMIT 1
    """)
    visitor.get(f"/campaigns/{campaign}/builder?step={step}")
    visitor.submit(visitor.form(action="/duplicate"))
    return visitor.session.get(f"{campanile.url}/campaigns/{campaign}/publish", timeout=60, allow_redirects=False)


def answer(campanile, session, pattern):
    sample = address(pattern, campanile.value)
    return session.get(campanile.url + sample, timeout=60, allow_redirects=False)


def path(page):
    return page.request.path_url


def size(page):
    return len(page.content) + sum(len(key) + len(value) + 4 for key, value in page.headers.items())
