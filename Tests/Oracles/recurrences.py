"""Writes recurrences.jsonl: pip install python-dateutil; python3 recurrences.py"""

import datetime
import json
import pathlib
import random
import zoneinfo

from dateutil.rrule import DAILY, FR, MO, MONTHLY, SA, SU, TH, TU, WE, WEEKLY, YEARLY, rrule

HERE = pathlib.Path(__file__).parent
DAYS = {"MO": MO, "TU": TU, "WE": WE, "TH": TH, "FR": FR, "SA": SA, "SU": SU}
ZONES = ["America/Chicago", "Europe/Berlin", "Australia/Lord_Howe", "Asia/Kathmandu", "America/St_Johns", "UTC"]
FREQUENCIES = {"DAILY": DAILY, "WEEKLY": WEEKLY, "MONTHLY": MONTHLY, "YEARLY": YEARLY}
SHOWN = 6


def clamped(day):
    """Day 31 of every month is its last; dateutil would leave short months out."""
    return {"bymonthday": list(range(28, day + 1)), "bysetpos": -1} if day > 28 else {"bymonthday": day}


def rule_for(random):
    frequency = random.choice(list(FREQUENCIES))
    rule = {"frequency": frequency, "interval": random.choice([1, 1, 1, 2, 3, 5]),
            "at": f"{random.randrange(24):02}:{random.choice([0, 15, 30, 59]):02}"}
    more = {}
    if frequency == "WEEKLY":
        days = random.sample(list(DAYS), random.randint(1, 4))
        rule["weekdays"] = days
        more = {"byweekday": [DAYS[day] for day in days], "wkst": MO}
    elif frequency == "MONTHLY" and random.random() < 0.5:
        rule["monthDay"] = random.choice([1, 15, 28, 29, 30, 31])
        more = clamped(rule["monthDay"])
    elif frequency == "MONTHLY":
        week, day = random.choice([1, 2, 3, 4, 5, -1, -2, -3, -4, -5]), random.choice(list(DAYS))
        rule["nth"] = {"week": week, "weekday": day}
        more = {"byweekday": DAYS[day](week)}
    return rule, more


def seen(local, zone):
    """What the zone's clocks say: a time in a gap moves forward by it, of two the first counts (RFC 5545 3.3.5)."""
    return local.replace(tzinfo=zone, fold=0).astimezone(datetime.timezone.utc).astimezone(zone).replace(tzinfo=None)


def case(random):
    zone = random.choice(ZONES)
    rule, more = rule_for(random)
    start = datetime.date(2026, 12, 1) + datetime.timedelta(days=random.randrange(900))
    if rule["frequency"] == "YEARLY":
        # 29 February is another matter: dateutil leaves common years out.
        start = start.replace(day=min(start.day, 28))
        more = {"bymonth": start.month, "bymonthday": start.day}
    rule["start"] = start.isoformat()
    hour, minute = map(int, rule["at"].split(":"))
    ending = random.random()
    if ending < 0.2:
        until = start + datetime.timedelta(days=random.randrange(0, 400))
        rule["until"] = until.isoformat()
        more["until"] = datetime.datetime.combine(until, datetime.time(23, 59, 59))
    elif ending < 0.4:
        rule["count"] = more["count"] = random.randint(1, 8)
    dates = rrule(
        FREQUENCIES[rule["frequency"]], interval=rule["interval"],
        dtstart=datetime.datetime.combine(start, datetime.time()), byhour=hour, byminute=minute, bysecond=0, **more)
    after = datetime.datetime.combine(start, datetime.time()) + datetime.timedelta(hours=random.randrange(-100, 9_000))
    instant = after.replace(tzinfo=zoneinfo.ZoneInfo(zone), fold=0).timestamp()
    following = []
    for local in dates:
        if local.year > 2060 or len(following) == SHOWN:
            break
        if local.replace(tzinfo=zoneinfo.ZoneInfo(zone), fold=0).timestamp() > instant:
            following.append(seen(local, zoneinfo.ZoneInfo(zone)))
    return {"zone": zone, "rule": rule, "after": after.isoformat(timespec="minutes"),
            "next": [local.isoformat(timespec="minutes") for local in following]}


random = random.Random(17)
with open(HERE / "recurrences.jsonl", "w") as file:
    for _ in range(400):
        file.write(json.dumps(case(random), separators=(",", ":")) + "\n")
