"""An empty clinic in Chicago, and the neighbour system that books its visits."""

import json
import time
from dataclasses import dataclass, field

from visitor import Visitor

PASSWORD = "correct horse battery staple"


def patiently(ask):
    """Asks again while we are away, as who talks to us does: a worker finds out at its next request that MariaDB has gone."""
    deadline = time.monotonic() + 20
    answer = ask()
    while answer.status_code == 503 and time.monotonic() < deadline:
        answer = ask()
    return answer


@dataclass
class Clinic:
    """One clinic of a Campanile, open Monday to Friday from 9 to 17, with an administrator and an API key."""

    campanile: object
    id: int = 0
    email: str = "admin@campanile.example"
    key: str = ""
    zone: str = "America/Chicago"
    # The cookies of who has signed in: checking a password takes a second and more on purpose.
    sessions: dict = field(default_factory=dict)

    def open(self):
        made = "2027-01-01 00:00:00"
        self.id = self.campanile.run(
            "INSERT INTO clinic (name, zone, postal_address, phone, created_at) VALUES (%s, %s, %s, %s, %s)",
            "Lakeside Orthodontics", self.zone, "1 Shore Road, Chicago", "+13125550100", made,
        )
        for weekday in range(1, 6):
            self.campanile.run(
                "INSERT INTO clinic_hours (clinic_id, weekday, opens, closes) VALUES (%s, %s, '09:00', '17:00')",
                self.id, weekday,
            )
        self.add_staff(self.email, "admin")
        self.key = self.add_key("intake,read")
        return self

    def add_staff(self, email, role):
        self.campanile.admin(
            "staff", "add", "--clinic", self.id, "--name", email.split("@")[0].title(), "--email", email, "--role", role,
            stdin=f"{PASSWORD}\n",
        )

    def add_key(self, scopes):
        printed = self.campanile.admin("api-key", "add", "--clinic", self.id, "--name", "Booking", "--scopes", scopes)
        return printed.split()[-1]

    def visitor(self, now=None, email=None):
        """A signed-in member of staff; whoever has signed in for that moment goes on with the same session."""
        who = (email or self.email, now)
        if who not in self.sessions:
            signed_in = Visitor(self.campanile.url, now).sign_in(who[0], PASSWORD)
            self.sessions[who] = signed_in.session.cookies.get_dict()
        visitor = Visitor(self.campanile.url, now)
        visitor.session.cookies.update(self.sessions[who])
        return visitor

    # What the booking system says; each call is one PUT, and must be taken.

    def put(self, path, body, now):
        answer = self.campanile.api("PUT", path, body, key=self.key, now=now)
        assert answer.status_code in (200, 201), f"{answer.status_code}: {answer.text}"
        return answer

    def tell(self, lines, now):
        """Many records at once, each of which must be taken."""
        body = "\n".join(json.dumps(line) for line in lines)
        answer = patiently(lambda: self.campanile.api(
            "POST", "/intake", key=self.key, now=now, data=body.encode(), headers={"Content-Type": "application/x-ndjson"}
        ))
        assert answer.status_code == 200, f"{answer.status_code}: {answer.text}"
        assert all(json.loads(line)["status"] in (200, 201, 202) for line in answer.text.splitlines()), answer.text

    def campaigns(self):
        """All of them, as the API lists them."""
        page = self.campanile.api("GET", "/campaigns", key=self.key).json()
        items = page["items"]
        while page["next"]:
            page = self.campanile.api("GET", f"/campaigns?cursor={page['next']}", key=self.key).json()
            items += page["items"]
        return items

    def register(self, patient, now, *, email=None, phone=None, **more):
        body = {
            "firstName": "Robin", "lastName": "Winter", "birthDate": "1990-05-04", "sex": "X", "language": "en",
            "email": email, "phone": phone, "status": "active", "registeredAt": now, **more,
        }
        return self.put(f"/patients/{patient}", body, now)

    def book(self, visit, patient, starts_at, now, **more):
        body = {
            "patient": patient, "type": "Adjustment", "startsAt": starts_at, "status": "booked", "bookedAt": now, **more,
        }
        return self.put(f"/appointments/{visit}", body, now)

    def change(self, visit, now, **fields):
        return self.put(f"/appointments/{visit}", fields, now)
