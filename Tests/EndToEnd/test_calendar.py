"""The visit as a file for people's own calendars: booked, moved, cancelled; read by another program than ours."""

import datetime

import pytest
from icalendar import Calendar

from clinic import Clinic
from gallery import activate, campaign_id, start_reminders
from offer import write_message

VISIT, BOOKED = "2027-03-18T15:00:00-05:00", "2027-03-11T16:00Z"


@pytest.fixture(scope="module")
def clinic(campanile):
    return Clinic(campanile).open()


@pytest.fixture(scope="module")
def told(campanile, clinic, mail):
    """The mails about one visit: booked, reminded of, moved, cancelled."""
    start_reminders(clinic, now="2027-03-10T16:00Z")
    for event in ("APPOINTMENT_MOVED", "APPOINTMENT_CANCELLED"):
        notice(campanile, clinic.visitor("2027-03-10T16:05Z"), event)
    mother = {"externalId": "C-1", "relation": "parent", "firstName": "Helena", "lastName": "Winter",
              "email": "helena@patients.example", "receives": ["care"]}
    clinic.register("P-1", BOOKED, birthDate="2015-05-04", contacts=[mother])
    clinic.book("A-1", "P-1", VISIT, BOOKED, endsAt="2027-03-18T15:30:00-05:00", location="Room 2; ground floor")
    campanile.cron("2027-03-11T16:01Z")
    clinic.change("A-1", "2027-03-12T16:00Z", startsAt="2027-03-19T09:00:00-05:00", endsAt="2027-03-19T09:30:00-05:00")
    campanile.cron("2027-03-12T16:11Z")
    clinic.change("A-1", "2027-03-12T17:00Z", status="cancelled")
    campanile.cron("2027-03-12T17:01Z")
    return mail.to("helena@patients.example")


def notice(campanile, visitor, event):
    """A campaign of one e-mail at the event itself."""
    template = write_message(visitor, event)
    visitor.get("/campaigns/new")
    visitor.submit(visitor.form(with_field="name"), name=event, type="FOLLOW_UP")
    campaign = campaign_id(visitor)
    visitor.get(f"/campaigns/{campaign}/builder?open=trigger")
    visitor.submit(visitor.form(action=f"/campaigns/{campaign}/trigger"), kind="event", event=event)
    visitor.get(f"/campaigns/{campaign}/steps/new?type=send")
    visitor.submit(visitor.form(action=f"/campaigns/{campaign}/steps"), channel="EMAIL", template=str(template))
    [step] = campanile.rows("SELECT id FROM step WHERE campaign_id = %s", campaign)
    visitor.get(f"/campaigns/{campaign}/builder?step={step['id']}")
    assert "visit.ics" in visitor.text
    activate(visitor, campaign)


def files(messages):
    """Each mail's calendar file, as the calendar program reads it."""
    found = []
    for message in messages:
        for part in message.iter_attachments():
            assert part.get_content_type() == "text/calendar"
            assert part.get_filename() == "visit.ics"
            content = part.get_payload(decode=True)
            assert max(len(line) for line in content.split(b"\r\n")) <= 75
            calendar = Calendar.from_ical(content)
            assert calendar["METHOD"] == part.get_param("method")
            [event] = calendar.walk("VEVENT")
            found.append((str(calendar["METHOD"]), event))
    return found


def test_confirmation_notice_and_cancellation_carry_the_visit_and_it_stays_one(told):
    booked, moved, cancelled = files(told)
    assert [method for method, _ in (booked, moved, cancelled)] == ["PUBLISH", "PUBLISH", "CANCEL"]
    events = [event for _, event in (booked, moved, cancelled)]
    assert len({str(event["UID"]) for event in events}) == 1
    numbers = [int(event["SEQUENCE"]) for event in events]
    assert numbers == sorted(set(numbers))
    starts = [event.decoded("DTSTART") for event in events]
    assert starts[0] == datetime.datetime(2027, 3, 18, 20, 0, tzinfo=datetime.timezone.utc)
    assert starts[1] == starts[2] == datetime.datetime(2027, 3, 19, 14, 0, tzinfo=datetime.timezone.utc)
    assert events[0].decoded("DTEND") - starts[0] == datetime.timedelta(minutes=30)
    assert [str(event["STATUS"]) for event in events] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]


def test_file_says_whose_visit_it_is_and_where_and_no_more(told):
    _, event = files(told)[0]
    assert str(event["SUMMARY"]) == "Visit at Lakeside Orthodontics (Robin)"
    assert str(event["LOCATION"]) == "Room 2; ground floor, 1 Shore Road, Chicago"
    assert "Winter" not in event.to_ical().decode() and "Adjustment" not in event.to_ical().decode()
    assert event["ORGANIZER"] == "mailto:clinic@campanile.example"
    assert event.decoded("DTSTAMP") == datetime.datetime(2027, 3, 11, 16, 1, tzinfo=datetime.timezone.utc)


def test_other_mails_carry_none(campanile, clinic, mail, told):
    clinic.register("P-2", BOOKED, email="late@patients.example")
    clinic.book("A-2", "P-2", "2027-03-30T15:00:00-05:00", "2027-03-12T17:10Z")
    campanile.cron("2027-03-12T17:11Z")
    assert len(files(mail.to("late@patients.example"))) == 1
    campanile.cron("2027-03-28T20:01Z")
    campanile.cron("2027-03-30T13:01Z")
    assert len(files(mail.to("late@patients.example"))) == 1
