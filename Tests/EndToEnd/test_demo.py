"""The demo clinic, as somebody finds it after the first `make run`."""

from datetime import datetime, timezone

from visitor import Visitor

demo = True

PASSWORD = "smile every day"


def test_what_was_printed_signs_in_to_a_clinic_at_work(campanile):
    printed = (campanile.folder / "demo.txt").read_text()
    assert PASSWORD in printed and "admin@lakeview.example" in printed
    page = Visitor(campanile.url).sign_in("admin@lakeview.example", PASSWORD).get("/campaigns").text
    for name in ("Appointment Reminders", "New Patient Welcome", "Post-Bonding Care"):
        assert name in page


def test_the_first_tick_plans_reminders_for_the_visits_to_come_and_sends_none_for_the_past(campanile):
    now = datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    campanile.cron(now)
    coming = campanile.rows("SELECT COUNT(*) AS n FROM appointment WHERE status IN ('booked', 'confirmed')")[0]["n"]
    enrolled = campanile.rows("SELECT COUNT(DISTINCT appointment_id) AS n FROM enrollment")[0]["n"]
    assert coming > 300 and abs(coming - enrolled) <= 5
    late = campanile.rows(
        "SELECT COUNT(*) AS n FROM send s JOIN enrollment e ON e.id = s.enrollment_id "
        "JOIN appointment a ON a.id = e.appointment_id WHERE s.sent_at IS NOT NULL AND a.starts_at < s.sent_at"
    )[0]["n"]
    assert late == 0


def test_loading_it_again_says_that_it_is_there(campanile):
    assert "is there already" in campanile.admin("demo")
