"""From a booking to the patient's phone: the gallery's reminders, through every part."""

import itertools

import pytest

from clinic import Clinic
from gallery import start_reminders

numbers = itertools.count(201)


@pytest.fixture(scope="module")
def clinic(campanile):
    clinic = Clinic(campanile).open()
    start_reminders(clinic, now="2027-01-04T15:00Z")
    return clinic


@pytest.fixture
def patient(clinic):
    """A patient's id, e-mail address and number, of nobody else."""
    number = next(numbers)
    return f"P-{number}", f"robin{number}@patients.example", f"+13125550{number}"


def test_booking_is_confirmed_and_reminded_at_the_right_local_minutes(campanile, clinic, mail, texts, patient):
    name, email, phone = patient
    clinic.register(name, "2027-02-01T15:59Z", email=email, phone=phone)
    # Thursday 4 February, 15:00 in Chicago.
    clinic.book(f"A-{name}", name, "2027-02-04T15:00:00-06:00", "2027-02-01T16:00Z")

    campanile.cron("2027-02-01T16:01Z")
    assert len(mail.to(email)) == 1
    assert len(texts.to(phone)) == 1
    assert "Robin" in texts.to(phone)[0].body
    assert "15:00" in texts.to(phone)[0].body or "3:00" in texts.to(phone)[0].body

    campanile.cron("2027-02-02T20:59Z")
    assert len(texts.to(phone)) == 1
    campanile.cron("2027-02-02T21:00Z")
    assert len(texts.to(phone)) == 2, "48 hours before is Tuesday 15:00"

    campanile.cron("2027-02-04T13:59Z")
    assert len(texts.to(phone)) == 2
    campanile.cron("2027-02-04T14:00Z")
    assert len(texts.to(phone)) == 3, "the morning of the visit is Thursday 08:00"

    campanile.cron("2027-02-04T14:00Z")
    campanile.cron("2027-02-05T14:00Z")
    assert (len(mail.to(email)), len(texts.to(phone))) == (1, 3)


def test_same_booking_told_twice_is_one(campanile, clinic, mail, texts, patient):
    name, email, phone = patient
    clinic.register(name, "2027-02-08T15:59Z", email=email, phone=phone)
    first = clinic.book(f"A-{name}", name, "2027-02-12T10:00:00-06:00", "2027-02-08T16:00Z")
    again = clinic.book(f"A-{name}", name, "2027-02-12T10:00:00-06:00", "2027-02-08T16:00Z")
    assert (first.status_code, again.status_code) == (201, 200)
    campanile.cron("2027-02-08T16:01Z")
    campanile.cron("2027-02-08T16:02Z")
    assert (len(mail.to(email)), len(texts.to(phone))) == (1, 1)


def test_moving_a_visit_moves_what_is_unsent(campanile, clinic, texts, patient):
    name, email, phone = patient
    clinic.register(name, "2027-02-15T15:59Z", phone=phone)
    # Friday 19 February, 10:00; the 48 hours fall on Wednesday 10:00.
    clinic.book(f"A-{name}", name, "2027-02-19T10:00:00-06:00", "2027-02-15T16:00Z")
    campanile.cron("2027-02-15T16:01Z")
    campanile.cron("2027-02-17T16:00Z")
    assert len(texts.to(phone)) == 2

    # A week later and an hour; told on Thursday, before the day-of message.
    clinic.change(f"A-{name}", "2027-02-18T16:00Z", startsAt="2027-02-26T11:00:00-06:00")
    campanile.cron("2027-02-19T14:00Z")
    assert len(texts.to(phone)) == 2, "nothing on the morning of the day it was moved from"
    campanile.cron("2027-02-24T16:59Z")
    assert len(texts.to(phone)) == 2
    campanile.cron("2027-02-24T17:00Z")
    assert len(texts.to(phone)) == 3, "48 hours before the new time"
    assert "11:00" in texts.to(phone)[2].body
    campanile.cron("2027-02-26T14:00Z")
    assert len(texts.to(phone)) == 4, "the morning of the new day"


def test_cancelling_a_visit_stops_its_reminders_and_booking_it_again_revives_them(campanile, clinic, texts, patient):
    name, email, phone = patient
    clinic.register(name, "2027-03-01T15:59Z", phone=phone)
    clinic.book(f"A-{name}", name, "2027-03-05T10:00:00-06:00", "2027-03-01T16:00Z")
    campanile.cron("2027-03-01T16:01Z")
    clinic.change(f"A-{name}", "2027-03-02T16:00Z", status="cancelled")
    campanile.cron("2027-03-03T16:00Z")
    assert len(texts.to(phone)) == 1
    skipped = campanile.rows(
        "SELECT DISTINCT send.reason FROM send JOIN patient ON patient.id = send.patient_id"
        " WHERE patient.external_id = %s AND send.status = 'SKIPPED' AND send.channel = 'SMS'", name,
    )
    assert [row["reason"] for row in skipped] == ["VISIT_CANCELLED"]

    clinic.change(f"A-{name}", "2027-03-03T17:00Z", status="booked")
    campanile.cron("2027-03-03T17:01Z")
    assert len(texts.to(phone)) == 2, "confirmed again after it was cancelled"
    campanile.cron("2027-03-05T14:00Z")
    assert len(texts.to(phone)) == 3


def test_message_shows_the_visit_across_the_clock_change_in_local_time(campanile, clinic, texts, patient):
    name, email, phone = patient
    clinic.register(name, "2027-03-11T15:59Z", phone=phone)
    # Monday 15 March 09:00 is after the clocks went forward on Sunday: 48 hours earlier is Saturday 08:00.
    clinic.book(f"A-{name}", name, "2027-03-15T09:00:00-05:00", "2027-03-11T16:00Z")
    campanile.cron("2027-03-11T16:01Z")
    campanile.cron("2027-03-13T13:59Z")
    assert len(texts.to(phone)) == 1
    campanile.cron("2027-03-13T14:00Z")
    assert len(texts.to(phone)) == 2
    assert "9:00" in texts.to(phone)[1].body
    campanile.cron("2027-03-15T13:00Z")
    assert len(texts.to(phone)) == 3


def test_minor_is_reminded_through_the_guardian_by_first_name(campanile, clinic, texts, patient):
    name, email, phone = patient
    clinic.register(
        name, "2027-04-05T15:59Z", phone="+13125550999", birthDate="2017-06-01", firstName="Kim",
        contacts=[{"externalId": f"G-{name}", "relation": "parent", "firstName": "Alex", "lastName": "Winter",
                   "phone": phone, "receives": ["care"]}],
    )
    clinic.book(f"A-{name}", name, "2027-04-09T10:00:00-05:00", "2027-04-05T16:00Z")
    campanile.cron("2027-04-05T16:01Z")
    assert len(texts.to(phone)) == 1
    assert "Kim" in texts.to(phone)[0].body
    assert texts.to("+13125550999") == []


def test_reminder_missed_by_more_than_two_hours_is_skipped(campanile, clinic, texts, patient):
    name, email, phone = patient
    clinic.register(name, "2027-04-12T15:59Z", phone=phone)
    clinic.book(f"A-{name}", name, "2027-04-16T10:00:00-05:00", "2027-04-12T16:00Z")
    campanile.cron("2027-04-12T16:01Z")
    # Due Wednesday 15:00Z; no tick ran until 17:01Z.
    campanile.cron("2027-04-14T17:01Z")
    assert len(texts.to(phone)) == 1
    late = campanile.rows(
        "SELECT send.reason FROM send JOIN patient ON patient.id = send.patient_id"
        " WHERE patient.external_id = %s AND send.status = 'SKIPPED' AND send.channel = 'SMS'", name,
    )
    assert [row["reason"] for row in late] == ["TOO_LATE"]
