"""What a tick holds in memory at most, with a thousand messages due and with a million."""

from audience import enrolled
from measure import run, say
from offer import schedule_offer

MADE, AT = "2027-02-01T16:00Z", "2027-02-01T16:30Z"
FEW, MANY = 1_000, 1_000_000


def memory(campanile, clinic, script):
    """An offer to a thousand patients, and then care to a million; a tick sends as many as it has time for, of all that are due."""
    few = peak(campanile, clinic, script, 1, FEW, "MARKETING")
    many = peak(campanile, clinic, script, FEW + 1, MANY, "FOLLOW_UP")
    say(f"tick, memory with {FEW:,} due", f"{few:.0f} MiB", "limit 128 MiB")
    say(f"the same, with {MANY:,} due", f"{many:.0f} MiB", "limit 128 MiB", f"ratio {many / few:.2f} (at most 1.2)")


def peak(campanile, clinic, script, first, count, kind):
    script(campanile, "patients.sql", clinic=clinic.id, first=first, count=count)
    campaign = schedule_offer(clinic.visitor(MADE), kind.title(), AT[:10], "10:30", kind)
    seconds = 0
    while enrolled(campanile, campaign) < count:
        seconds += tick(campanile, "schedule").seconds
        assert seconds < 600, "the launch takes more than ten minutes"
    return tick(campanile, "delivery").peak


def tick(campanile, job):
    return run([campanile.binaries / "campanile-cron", "--now", AT, job], campanile.environment)
