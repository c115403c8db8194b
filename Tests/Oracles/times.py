"""Writes the tables of README.md beside this file. The same seed makes the same tables."""

import random
from datetime import date, datetime, time, timedelta, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta

HERE = Path(__file__).resolve().parent
SEED = 20270314
# Zones of many kinds whose rules up to 2026 are settled.
ZONES = [
    "America/Chicago", "America/New_York", "America/Phoenix", "America/St_Johns", "America/Sao_Paulo", "Europe/Berlin",
    "Europe/London", "Europe/Dublin", "Asia/Kathmandu", "Asia/Tokyo", "Asia/Kolkata", "Australia/Lord_Howe",
    "Australia/Adelaide", "Pacific/Auckland", "Pacific/Chatham", "Pacific/Apia", "Pacific/Honolulu", "UTC",
]
FIRST, LAST = datetime(1996, 1, 1), datetime(2026, 12, 31)
MINUTE = timedelta(minutes=1)
MORNING = time(8)
WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]


def main():
    chance = random.Random(SEED)
    write("local_times", ["zone", "local", "instant", "kind"], local_times(chance))
    write("instants", ["zone", "instant", "local"], instants(chance))
    write("months", ["date", "months", "then"], months(chance))
    write("waits", ["zone", "wait", "anchor", "reached", "due"], waits(chance))


def write(name, columns, rows):
    lines = [f"# tzdata {tzdata_version()}", "\t".join(columns)] + ["\t".join(map(str, row)) for row in rows]
    (HERE / f"{name}.tsv").write_text("\n".join(lines) + "\n")


def tzdata_version():
    with open("/usr/share/zoneinfo/tzdata.zi") as file:
        return file.readline().split()[-1]


# Civil time


def resolve(local, zone):
    """The instant of a local time, and whether it happens once, twice or never (RFC 5545, 3.3.5)."""
    first, second = (local.replace(tzinfo=zone, fold=fold).astimezone(timezone.utc) for fold in (0, 1))
    if first == second:
        return first, "unique"
    shown = first.astimezone(zone).replace(tzinfo=None)
    return first, "overlap" if shown == local else "gap"


def changes(zone):
    """The instants of the clock changes, to the minute."""
    at = FIRST.replace(tzinfo=timezone.utc)
    while at.replace(tzinfo=None) < LAST:
        after = at + timedelta(days=1)
        if at.astimezone(zone).utcoffset() != after.astimezone(zone).utcoffset():
            low, high = at, after
            while high - low > MINUTE:
                middle = low + (high - low) // 2
                middle = middle.replace(second=0, microsecond=0)
                if middle.astimezone(zone).utcoffset() == low.astimezone(zone).utcoffset():
                    low = middle
                else:
                    high = middle
            yield high
        at = after


def some_local(chance):
    return FIRST + timedelta(minutes=chance.randrange(int((LAST - FIRST) / MINUTE)))


def local_times(chance):
    for name in ZONES:
        zone = ZoneInfo(name)
        near = list(changes(zone))
        for number in range(30):
            local = some_local(chance)
            if near and number < 24:
                local = chance.choice(near).astimezone(zone).replace(tzinfo=None)
                local += timedelta(minutes=chance.randrange(-70, 70))
            instant, kind = resolve(local, zone)
            yield name, text(local), instant_text(instant), kind


def instants(chance):
    for name in ZONES:
        zone = ZoneInfo(name)
        near = list(changes(zone))
        for number in range(20):
            instant = some_local(chance).replace(tzinfo=timezone.utc)
            if near and number < 12:
                instant = chance.choice(near) + timedelta(minutes=chance.randrange(-120, 120))
            yield name, instant_text(instant), text(instant.astimezone(zone).replace(tzinfo=None))


def months(chance):
    ends = [date(2024, 2, 29), date(2025, 1, 31), date(2023, 8, 31), date(2024, 12, 31), date(2026, 3, 30)]
    for number in range(400):
        start = ends[number % len(ends)] if number < 150 else some_local(chance).date()
        count = chance.randrange(-120, 121)
        yield start, count, start + relativedelta(months=count)


# Waits


def waits(chance):
    for number in range(800):
        name = ZONES[number % len(ZONES)]
        zone = ZoneInfo(name)
        near = list(changes(zone))
        anchor = some_local(chance).replace(tzinfo=timezone.utc)
        if near and chance.random() < 0.6:
            anchor = chance.choice(near) + timedelta(minutes=chance.randrange(-6000, 6000))
        # Further back, another change of the clocks would be met than those that the table is about.
        reached = anchor - timedelta(minutes=chance.randrange(0, 20000))
        wait, due = some_wait(chance, zone, anchor, reached)
        yield name, wait, instant_text(anchor), instant_text(reached), instant_text(due)


def some_wait(chance, zone, anchor, reached):
    start = anchor.astimezone(zone).replace(tzinfo=None)
    now = reached.astimezone(zone).replace(tzinfo=None)
    clock = time(chance.randrange(24), chance.randrange(60))
    kind = chance.randrange(10)
    if kind < 3:
        unit, amount, direction = some_span(chance)
        sign = -1 if direction == "before" else 1
        wait = f"{amount} {unit} {direction} appointment"
        if unit in ("minutes", "hours"):
            return wait, anchor + sign * timedelta(**{unit: amount})
        day = start + sign * relativedelta(**{unit: amount})
        if chance.random() < 0.4:
            return f"{wait} at {clock:%H:%M}", at(day.date(), clock, zone)
        return wait, resolve(day, zone)[0]
    if kind < 5:
        unit, amount, _ = some_span(chance)
        if unit in ("minutes", "hours"):
            return f"for {amount} {unit}", reached + timedelta(**{unit: amount})
        return f"for {amount} {unit}", resolve(now + relativedelta(**{unit: amount}), zone)[0]
    if kind == 5:
        return "morning of appointment", min(at(start.date(), MORNING, zone), anchor - timedelta(minutes=60))
    if kind == 6:
        return f"day of appointment at {clock:%H:%M}", at(start.date(), clock, zone)
    if kind == 7:
        weekday = chance.randrange(7)
        days = (weekday - now.weekday() - 1) % 7 + 1
        day = now.date() + timedelta(days=days)
        if chance.random() < 0.5:
            return f"next {WEEKDAYS[weekday]}", at(day, MORNING, zone)
        return f"next {WEEKDAYS[weekday]} at {clock:%H:%M}", at(day, clock, zone)
    if kind == 8:
        today = at(now.date(), clock, zone)
        due = today if today >= reached else at(now.date() + timedelta(days=1), clock, zone)
        return f"until {clock:%H:%M}", due
    return f"until {start:%Y-%m-%d} {clock:%H:%M}", at(start.date(), clock, zone)


def some_span(chance):
    unit = chance.choice(["minutes", "hours", "days", "weeks", "months"])
    most = {"minutes": 5000, "hours": 500, "days": 60, "weeks": 20, "months": 14}[unit]
    return unit, chance.randrange(2, most), chance.choice(["before", "after"])


def at(day, clock, zone):
    return resolve(datetime.combine(day, clock), zone)[0]


def text(local):
    return local.strftime("%Y-%m-%dT%H:%M")


def instant_text(instant):
    return instant.strftime("%Y-%m-%dT%H:%MZ")


if __name__ == "__main__":
    main()
