import Campaigns
import CivilTime
import Storage
import TestSupport
import Testing

/// What a tick makes of texts that answer a reminder.
@Suite struct ReplyTickTests {
    @Test("C confirms the visit of the last reminder, in the next tick and once", arguments: ["C", "yes", "Confirm."])
    func confirm(text: String) throws {
        try reminded { practice in
            try practice.hear(text, at: "2027-03-08T15:30")
            #expect(try state(practice) == ["pending -"])
            for minute in 31...33 { try practice.tick("2027-03-08T15:\(minute)") }
            #expect(try state(practice) == ["understood A-1"])
            #expect(try visits(practice) == ["A-1 confirmed"])
            try #expect(practice.count("SELECT COUNT(*) AS n FROM event WHERE type = 'APPOINTMENT_CONFIRMED'") == 1)
            try practice.hear("C", at: "2027-03-08T15:40")
            try practice.tick("2027-03-08T15:41")
            #expect(try state(practice) == ["understood A-1", "understood A-1"])
            try #expect(practice.count("SELECT COUNT(*) AS n FROM event WHERE type = 'APPOINTMENT_CONFIRMED'") == 1)
        }
    }

    @Test("a wish for another time waits for staff with the words beside it")
    func reschedule() throws {
        try reminded { practice in
            try practice.hear("Please reschedule", at: "2027-03-08T15:30")
            for minute in 31...32 { try practice.tick("2027-03-08T15:\(minute)") }
            #expect(try state(practice) == ["shown A-1"])
            #expect(try visits(practice) == ["A-1 booked"])
            try #expect(
                practice.count("SELECT COUNT(*) AS n FROM reschedule_request WHERE wish = 'Please reschedule'") == 1)
            try practice.hear("reschedule", at: "2027-03-08T15:40")
            try practice.tick("2027-03-08T15:41")
            #expect(try state(practice) == ["shown A-1", "understood A-1"])
            try #expect(
                practice.count("SELECT COUNT(*) AS n FROM reschedule_request WHERE wish = 'Please reschedule'") == 1)
        }
    }

    @Test("where nobody can tell which visit is meant, staff are asked")
    func siblings() throws {
        try Practice.open { practice in
            try campaign(practice)
            for child in ["P-1", "P-2"] {
                try practice.patient(child, at: "2027-03-01T09:00")
                try practice.visit("A-\(child)", of: child, "2027-03-10T15:00", at: "2027-03-01T09:30")
            }
            try practice.tick("2027-03-01T10:00")
            try practice.tick("2027-03-08T15:00")
            for text in ["C", "reschedule"] { try practice.hear(text, at: "2027-03-08T15:30") }
            try practice.tick("2027-03-08T15:31")
            #expect(try state(practice) == ["shown -", "shown -"])
            #expect(try visits(practice) == ["A-P-1 booked", "A-P-2 booked"])
        }
    }

    @Test(
        "a visit that changed since its reminder is not confirmed by the answer to that",
        arguments: [#"{"startsAt":"2027-03-11T15:00"}"#, #"{"status":"cancelled"}"#])
    func changed(change: String) throws {
        try reminded { practice in
            try practice.tell("appointments", "A-1", change, at: "2027-03-08T15:20")
            try practice.hear("C", at: "2027-03-08T15:30")
            try practice.tick("2027-03-08T15:31")
            #expect(try state(practice) == ["shown -"])
            try #expect(practice.count("SELECT COUNT(*) AS n FROM event WHERE type = 'APPOINTMENT_CONFIRMED'") == 0)
        }
    }

    @Test("an answer before any reminder left, or after the visit began, or from a stranger is for staff")
    func unanswered() throws {
        try Practice.open { practice in
            try campaign(practice)
            try practice.patient("P-1", at: "2027-03-01T09:00")
            try practice.visit("A-1", of: "P-1", "2027-03-10T15:00", at: "2027-03-01T09:30")
            try practice.tick("2027-03-01T10:00")
            try practice.hear("C", at: "2027-03-08T14:59")
            // The reminder leaves before the answer is looked at: it is not what was answered.
            try practice.tick("2027-03-08T15:00", [.delivery])
            try practice.hear("C", from: "+13125550177", at: "2027-03-08T15:10")
            try practice.hear("C", at: "2027-03-10T15:00")
            try practice.tick("2027-03-10T15:01")
            #expect(try state(practice) == ["shown -", "shown -", "shown -"])
            #expect(try visits(practice) == ["A-1 booked"])
        }
    }

    @Test(
        "what no rule understands is for staff at once; a bare word is not",
        arguments: [
            ("Can we come at five?", "shown -"), ("HELP", "shown -"), ("", "shown -"), ("STOP", "understood -"),
            ("STOP please", "shown -"), ("START", "understood -"), ("start please", "shown -"),
        ])
    func shown(text: String, state: String) throws {
        try reminded { practice in
            try practice.hear(text, at: "2027-03-08T15:30")
            #expect(try self.state(practice) == [state])
            try practice.tick("2027-03-08T15:31")
            #expect(try self.state(practice) == [state])
        }
    }

    @Test("words of the contact's language hold, and those of the clinic's")
    func languages() throws {
        try reminded { practice in
            try practice.hear("Alto", at: "2027-03-08T15:30")
            _ = try practice.db.run("UPDATE contact SET language = 'es' WHERE external_id IS NOT NULL")
            try practice.hear("Alto", at: "2027-03-08T15:31")
            try practice.hear("Unstop", at: "2027-03-08T15:32")
            #expect(try state(practice) == ["shown -", "understood -", "understood -"])
        }
    }

    @Test("a stranger's text is the only clinic's; of several clinics it is nobody's")
    func strangers() throws {
        try Practice.open { practice in
            #expect(try practice.hear("Hello?", from: "+13125550177", at: "2027-03-08T15:30") == .kept)
            #expect(try practice.hear("STOP", from: "+13125550178", at: "2027-03-08T15:30") == .kept)
            try #expect(practice.count("SELECT COUNT(*) AS n FROM suppression") == 1)
            _ = try SampleRows(practice.db).clinic("Elsewhere")
            #expect(try practice.hear("STOP", from: "+13125550179", at: "2027-03-08T15:31") == .unplaced)
            try #expect(practice.count("SELECT COUNT(*) AS n FROM inbound_message") == 2)
        }
    }

    @Test("of clinics that share our number, STOP is all of theirs and a word is the one's that wrote last")
    func sharedNumber() throws {
        try reminded { practice in
            let other = try SampleRows(practice.db).clinic("Elsewhere")
            _ = try SampleRows(practice.db).phone("+13125550142", in: other)
            try practice.hear("Running late", at: "2027-03-08T15:30")
            try practice.hear("C", at: "2027-03-08T15:30")
            try practice.hear("STOP", at: "2027-03-08T15:31")
            let of = "SELECT COUNT(*) AS n FROM inbound_message WHERE clinic_id"
            try #expect(practice.count("\(of) = \(practice.clinic.id)") == 3)
            try #expect(practice.count("\(of) = \(other) AND means = 'opt-out'") == 1)
            try #expect(practice.count("\(of) = \(other)") == 1)
            try #expect(practice.count("SELECT COUNT(*) AS n FROM suppression") == 2)
        }
    }

    private func campaign(_ practice: Practice) throws {
        try practice.campaign(.reminder, on: .appointmentBooked, ["48 hours before", "send"])
    }

    /// A mother was reminded of her child's visit at three, two days before it.
    private func reminded(_ body: (Practice) throws -> Void) throws {
        try Practice.open { practice in
            try campaign(practice)
            try practice.patient("P-1", at: "2027-03-01T09:00")
            try practice.visit("A-1", of: "P-1", "2027-03-10T15:00", at: "2027-03-01T09:30")
            try practice.tick("2027-03-01T10:00")
            try practice.tick("2027-03-08T15:00")
            #expect(try practice.copies() == 1)
            try body(practice)
        }
    }

    /// Each text's state with the visit that it changed.
    private func state(_ practice: Practice) throws -> [String] {
        try practice.db.rows(
            """
            SELECT m.state, a.external_id FROM inbound_message m LEFT JOIN appointment a ON a.id = m.appointment_id
            ORDER BY m.id
            """
        ).map { "\($0.text("state")) \($0.optionalText("external_id") ?? "-")" }
    }

    private func visits(_ practice: Practice) throws -> [String] {
        try practice.db.rows("SELECT external_id, status FROM appointment ORDER BY external_id").map {
            "\($0.text("external_id")) \($0.text("status"))"
        }
    }
}
