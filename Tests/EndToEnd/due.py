"""Messages that are due at once: a care and a marketing campaign by each channel, each begun by an event of its own."""

import itertools

from offer import start_on_event
from push_service import bytes_of

# Monday 1 February 2027, 9 and 10 o'clock in Chicago: inside every window.
MADE, DUE = "2027-02-01T15:00Z", "2027-02-01T16:00Z"
CHANNELS, PURPOSES = ("EMAIL", "SMS", "PUSH"), ("care", "marketing")
YES = {"contact": None, "purpose": "marketing", "granted": True, "at": "2027-01-01T16:00:00Z"}


class Due:
    """Makes due messages in one clinic, each to somebody new."""

    def __init__(self, clinic, service=None):
        self.clinic = clinic
        self.campanile = clinic.campanile
        # Where the devices of push messages are; without one there are none.
        self.service = service
        self.channels = CHANNELS if service else CHANNELS[:2]
        self.numbers = itertools.count(1)
        visitor = clinic.visitor(MADE)
        self.campaigns = {
            (channel, purpose): start_on_event(
                visitor, f"{purpose.title()} by {channel}", f"{channel}_{purpose.upper()}", channel,
                kind="MARKETING" if purpose == "marketing" else "FOLLOW_UP",
            )
            for channel in self.channels for purpose in PURPOSES
        }

    def make(self, channel, purpose, count=1, now=DUE):
        """Told as the neighbour system would in bulk; answers the addresses."""
        numbers = list(itertools.islice(self.numbers, count))
        self.clinic.tell([
            {
                "kind": "patient", "externalId": f"D-{number}", "firstName": "Robin", "lastName": "Winter",
                "birthDate": "1990-05-04", "email": email(number), "phone": phone(number), "status": "active",
                "registeredAt": MADE, "consents": [{**YES, "channel": one} for one in self.channels],
            } for number in numbers
        ], now)
        addresses = [{"EMAIL": email, "SMS": phone, "PUSH": self.device}[channel](number) for number in numbers]
        self.clinic.tell([
            {
                "kind": "event", "id": f"D-{number}", "type": f"{channel}_{purpose.upper()}", "patient": f"D-{number}",
                "occurredAt": now,
            } for number in numbers
        ], now)
        return addresses

    def device(self, number):
        """Turns notifications on for one of them, as the inbox page would (`test_inbox`); answers the device's name."""
        [patient] = self.campanile.rows(
            "SELECT clinic_id, contact_id FROM patient WHERE clinic_id = %s AND external_id = %s", self.clinic.id, f"D-{number}")
        clinic, contact = patient.values()
        device = self.service.device(str(contact))
        subscription, keys = device.subscription, device.subscription["keys"]
        made = moment(MADE)
        point = self.campanile.run(
            "INSERT INTO contact_point (clinic_id, kind, address, created_at) VALUES (%s, 'push', %s, %s)", clinic, contact, made)
        self.campanile.run(
            "INSERT INTO contact_address (clinic_id, contact_id, kind, contact_point_id) VALUES (%s, %s, 'push', %s)",
            clinic, contact, point)
        self.campanile.run(
            "INSERT INTO push_subscription (clinic_id, contact_id, endpoint, endpoint_hash, public_key, auth, created_at)"
            " VALUES (%s, %s, %s, UNHEX(SHA2(endpoint, 256)), %s, %s, %s)",
            clinic, contact, subscription["endpoint"], bytes_of(keys["p256dh"]), bytes_of(keys["auth"]), made)
        return device.name

    def has_device(self, name):
        return bool(self.campanile.rows("SELECT id FROM push_subscription WHERE contact_id = %s", name))

    def stand(self, address):
        """Where the message to an address stands and why, and in how many seconds from `DUE` it is tried again."""
        [row] = self.campanile.rows(
            "SELECT phase, COALESCE(failure, reason) AS why, TIMESTAMPDIFF(SECOND, %s, next_at) AS again FROM send"
            " JOIN contact_point ON contact_point.id = contact_point_id WHERE address = %s", moment(DUE), address,
        )
        return " ".join(filter(None, (row["phase"], row["why"]))), row["again"]

    def provider(self, name):
        """How it stands, and what was wrong with it last."""
        rows = self.campanile.rows("SELECT state, trouble FROM provider_state WHERE provider = %s", name)
        return (rows[0]["state"], rows[0]["trouble"]) if rows else ("working", None)


def email(number):
    return f"d{number}@patients.example"


def phone(number):
    return f"+1{3125550000 + number}"


def moment(now):
    """As MariaDB reads it."""
    return now[:16].replace("T", " ")
