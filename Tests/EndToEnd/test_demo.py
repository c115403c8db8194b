"""The demo clinic, as somebody finds it after the first `make run`."""

from datetime import datetime, timedelta, timezone

from visitor import Visitor

demo = True

PASSWORD = "smile every day"


def test_what_was_printed_signs_in_to_a_clinic_at_work(campanile):
    printed = (campanile.folder / "demo.txt").read_text()
    assert PASSWORD in printed and "admin@lakeview.example" in printed
    page = Visitor(campanile.url).sign_in("admin@lakeview.example", PASSWORD).get("/campaigns").text
    for name in ("Appointment Reminders", "New Patient Welcome", "Post-Bonding Care"):
        assert name in page


def test_its_last_week_was_lived_by_the_rules(campanile):
    last = campanile.rows("SELECT MIN(sent_at) AS first, COUNT(*) AS n FROM send WHERE sent_at IS NOT NULL")[0]
    assert last["n"] > 100 and last["first"] < datetime.now() - timedelta(days=5)
    twice = campanile.rows(
        "SELECT s.step_id FROM send s WHERE s.sent_at IS NOT NULL "
        "GROUP BY s.enrollment_id, s.step_id, s.contact_point_id, s.schedule_version, s.retry_number HAVING COUNT(*) > 1"
    )
    assert twice == []
    confirmed = campanile.rows("SELECT COUNT(*) AS n FROM appointment WHERE patient_confirmed_at IS NOT NULL")[0]["n"]
    assert confirmed > 20


def test_the_first_tick_goes_on_with_reminders_for_the_visits_to_come_and_sends_none_for_the_past(campanile):
    now = datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    campanile.cron(now)
    coming = campanile.rows("SELECT COUNT(*) AS n FROM appointment WHERE status IN ('booked', 'confirmed')")[0]["n"]
    enrolled = campanile.rows(
        "SELECT COUNT(DISTINCT e.appointment_id) AS n FROM enrollment e JOIN campaign c ON c.id = e.campaign_id "
        "JOIN appointment a ON a.id = e.appointment_id WHERE c.type = 'REMINDER' AND a.status IN ('booked', 'confirmed')"
    )[0]["n"]
    assert coming > 300 and abs(coming - enrolled) <= 5
    late = campanile.rows(
        "SELECT COUNT(*) AS n FROM send s JOIN campaign c ON c.id = s.campaign_id "
        "JOIN enrollment e ON e.id = s.enrollment_id JOIN appointment a ON a.id = e.appointment_id "
        "WHERE c.type = 'REMINDER' AND s.sent_at IS NOT NULL AND a.starts_at < s.sent_at"
    )[0]["n"]
    assert late == 0


def test_loading_it_again_says_that_it_is_there(campanile):
    assert "is there already" in campanile.admin("demo")
