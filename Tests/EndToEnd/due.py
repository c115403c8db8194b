"""Messages that are due at once: a care and a marketing campaign by each channel, each begun by an event of its own."""

import itertools

from offer import start_on_event

# Monday 1 February 2027, 9 and 10 o'clock in Chicago: inside every window.
MADE, DUE = "2027-02-01T15:00Z", "2027-02-01T16:00Z"
CHANNELS, PURPOSES = ("EMAIL", "SMS"), ("care", "marketing")
YES = {"contact": None, "purpose": "marketing", "granted": True, "at": "2027-01-01T16:00:00Z"}


class Due:
    """Makes due messages in one clinic, each to somebody new."""

    def __init__(self, clinic):
        self.clinic = clinic
        self.campanile = clinic.campanile
        self.numbers = itertools.count(1)
        visitor = clinic.visitor(MADE)
        self.campaigns = {
            (channel, purpose): start_on_event(
                visitor, f"{purpose.title()} by {channel}", f"{channel}_{purpose.upper()}", channel,
                kind="MARKETING" if purpose == "marketing" else "FOLLOW_UP",
            )
            for channel in CHANNELS for purpose in PURPOSES
        }

    def make(self, channel, purpose, count=1, now=DUE):
        """Told as the neighbour system would in bulk; answers the addresses."""
        lines, addresses = [], []
        for number in itertools.islice(self.numbers, count):
            email, phone = f"d{number}@patients.example", f"+1{3125550000 + number}"
            lines += [
                {
                    "kind": "patient", "externalId": f"D-{number}", "firstName": "Robin", "lastName": "Winter",
                    "birthDate": "1990-05-04", "email": email, "phone": phone, "status": "active", "registeredAt": MADE,
                    "consents": [{**YES, "channel": one} for one in CHANNELS],
                },
                {
                    "kind": "event", "id": f"D-{number}", "type": f"{channel}_{purpose.upper()}", "patient": f"D-{number}",
                    "occurredAt": now,
                },
            ]
            addresses.append(email if channel == "EMAIL" else phone)
        self.clinic.tell(lines, now)
        return addresses

    def stand(self, address):
        """Where the message to an address stands and why, and in how many seconds from `DUE` it is tried again."""
        [row] = self.campanile.rows(
            "SELECT phase, COALESCE(failure, reason) AS why, TIMESTAMPDIFF(SECOND, %s, next_at) AS again FROM send"
            " JOIN contact_point ON contact_point.id = contact_point_id WHERE address = %s", moment(DUE), address,
        )
        return " ".join(filter(None, (row["phase"], row["why"]))), row["again"]

    def provider(self, name):
        rows = self.campanile.rows("SELECT state FROM provider_state WHERE provider = %s", name)
        return rows[0]["state"] if rows else "working"


def moment(now):
    """As MariaDB reads it."""
    return now[:16].replace("T", " ")
