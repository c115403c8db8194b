import Campaigns
import CivilTime
import Foundation
import Jobs
import MariaDB
import Storage
import Testing

/// A reminder's whole way, from the booking to the outbox.
@Suite struct ReminderTickTests {
    @Test("a booking is confirmed at once and reminded of 48 hours before and on the day")
    func wholeWay() throws {
        try Practice.open { practice in
            try practice.start(.appointmentReminders, at: "2027-03-01T08:00")
            try practice.patient("P-1")
            try practice.visit("A-1", of: "P-1", "2027-03-10T15:00", at: "2027-03-01T10:00")
            try practice.tick("2027-03-01T10:00")
            try #expect(
                practice.sends() == [
                    "EMAIL 2027-03-01T10:00 SENT", "SMS 2027-03-01T10:00 SENT", "SMS 2027-03-08T15:00 READY",
                    "SMS 2027-03-10T08:00 READY",
                ])
            #expect(try practice.copies() == 2)
            try practice.tick("2027-03-08T14:59")
            #expect(try practice.copies() == 2)
            try practice.tick("2027-03-08T15:00")
            #expect(try practice.copies() == 3)
            try practice.tick("2027-03-10T08:00")
            #expect(try practice.copies() == 4)
        }
    }

    @Test("the second of two ticks at the same time finds nothing to do")
    func twice() throws {
        try Practice.open { practice in
            try practice.start(.appointmentReminders, at: "2027-03-01T08:00")
            try practice.patient("P-1")
            try practice.visit("A-1", of: "P-1", "2027-03-10T15:00", at: "2027-03-01T10:00")
            #expect(try !practice.tick("2027-03-01T10:00").isEmpty)
            #expect(try practice.tick("2027-03-01T10:00").isEmpty)
            #expect(try practice.copies() == 2)
        }
    }

    @Test("a moved visit takes its unsent reminders along")
    func moved() throws {
        try Practice.open { practice in
            try practice.start(.appointmentReminders, at: "2027-03-01T08:00")
            try practice.patient("P-1")
            try practice.visit("A-1", of: "P-1", "2027-03-10T15:00", at: "2027-03-01T10:00")
            try practice.tick("2027-03-01T10:00")
            try practice.tell("appointments", "A-1", #"{"startsAt":"2027-03-17T09:00"}"#, at: "2027-03-02T10:00")
            try #expect(
                practice.sends().suffix(2) == ["SMS 2027-03-15T09:00 READY", "SMS 2027-03-17T08:00 READY"])
            // In place, with the enrollment's version, by which they are once-only.
            let renewed = """
                SELECT COUNT(*) AS n FROM send s JOIN enrollment e ON e.id = s.enrollment_id
                WHERE s.phase = 'READY' AND s.schedule_version = e.schedule_version
                    AND s.dedupe_key LIKE CONCAT('%-', e.schedule_version, '-0')
                """
            #expect(try practice.count(renewed) == 2)
            try practice.tick("2027-03-08T15:00")
            #expect(try practice.copies() == 2)
            try practice.tick("2027-03-15T09:00")
            #expect(try practice.copies() == 3)
        }
    }

    @Test("a cancelled visit is not reminded of, and one booked again is, confirmation too")
    func cancelled() throws {
        try Practice.open { practice in
            try practice.start(.appointmentReminders, at: "2027-03-01T08:00")
            try practice.patient("P-1")
            try practice.visit("A-1", of: "P-1", "2027-03-10T15:00", at: "2027-03-01T10:00")
            try practice.tick("2027-03-01T10:00")
            try practice.tell("appointments", "A-1", #"{"status":"cancelled"}"#, at: "2027-03-02T10:00")
            try #expect(
                practice.sends().suffix(2) == [
                    "SMS 2027-03-08T15:00 SKIPPED VISIT_CANCELLED", "SMS 2027-03-10T08:00 SKIPPED VISIT_CANCELLED",
                ])
            try practice.tell("appointments", "A-1", #"{"status":"booked"}"#, at: "2027-03-03T10:00")
            try practice.tick("2027-03-03T10:00")
            try #expect(
                practice.sends().suffix(4) == [
                    "EMAIL 2027-03-03T10:00 SENT", "SMS 2027-03-03T10:00 SENT", "SMS 2027-03-08T15:00 READY",
                    "SMS 2027-03-10T08:00 READY",
                ])
        }
    }

    @Test("cancelled, only proposed again and then booked, it is reminded of again")
    func bookedAgainByWayOfAProposal() throws {
        try Practice.open { practice in
            try practice.start(.appointmentReminders, at: "2027-03-01T08:00")
            try practice.patient("P-1")
            try practice.visit("A-1", of: "P-1", "2027-03-10T15:00", at: "2027-03-01T10:00")
            try practice.tick("2027-03-01T10:00")
            for (status, local) in [("cancelled", "10:00"), ("proposed", "11:00"), ("booked", "12:00")] {
                try practice.tell(
                    "appointments", "A-1", #"{"status":"\#(status)"}"#, at: "2027-03-02T\(local)")
            }
            try practice.tick("2027-03-02T12:00")
            try #expect(
                practice.sends().suffix(2) == ["SMS 2027-03-08T15:00 READY", "SMS 2027-03-10T08:00 READY"])
        }
    }

    @Test("missed and booked again, the reminders go again, the confirmation does not")
    func bookedAgainAfterAMiss() throws {
        try Practice.open { practice in
            try practice.start(.appointmentReminders, at: "2027-03-01T08:00")
            try practice.patient("P-1")
            try practice.visit("A-1", of: "P-1", "2027-03-10T15:00", at: "2027-03-01T10:00")
            try practice.tick("2027-03-01T10:00")
            try practice.tell("appointments", "A-1", #"{"status":"no-show"}"#, at: "2027-03-02T10:00")
            try practice.tell("appointments", "A-1", #"{"status":"booked"}"#, at: "2027-03-02T11:00")
            try practice.tick("2027-03-02T11:00")
            try #expect(
                practice.sends().suffix(2) == ["SMS 2027-03-08T15:00 READY", "SMS 2027-03-10T08:00 READY"])
            #expect(try practice.copies() == 2)
        }
    }

    @Test("a move clears the patient's confirmation, unless intake says that it is confirmed")
    func confirmationAfterMove() throws {
        for (json, confirmed) in [
            (#"{"startsAt":"2027-03-11T15:00"}"#, 0), (#"{"startsAt":"2027-03-11T15:00","status":"booked"}"#, 0),
            (#"{"startsAt":"2027-03-11T15:00","status":"confirmed"}"#, 1), (#"{"provider":"Dr. Okafor"}"#, 1),
        ] {
            try Practice.open { practice in
                try practice.patient("P-1")
                try practice.visit("A-1", of: "P-1", "2027-03-10T15:00", at: "2027-03-01T10:00")
                try practice.tell("appointments", "A-1", #"{"status":"confirmed"}"#, at: "2027-03-01T11:00")
                try practice.tell("appointments", "A-1", json, at: "2027-03-02T10:00")
                #expect(
                    try practice.count("SELECT COUNT(confirmed_at) AS n FROM appointment") == confirmed, "\(json)")
            }
        }
    }

    @Test("a confirmation stands until the visit moves or falls through, whatever else intake says of it")
    func confirmationStands() throws {
        for (json, confirmed) in [
            (#"{"status":"arrived"}"#, 1), (#"{"status":"completed"}"#, 1), (#"{"status":"booked"}"#, 1),
            (#"{"status":"confirmed"}"#, 1), (#"{"status":"arrived","startsAt":"2027-03-10T15:30"}"#, 0),
            (#"{"status":"cancelled"}"#, 0), (#"{"status":"no-show"}"#, 0),
        ] {
            try Practice.open { practice in
                try practice.patient("P-1")
                try practice.visit("A-1", of: "P-1", "2027-03-10T15:00", at: "2027-03-01T10:00")
                try practice.tell("appointments", "A-1", #"{"status":"confirmed"}"#, at: "2027-03-01T11:00")
                try practice.tell("appointments", "A-1", json, at: "2027-03-10T14:55")
                let since = practice.at("2027-03-01T11:00")
                #expect(
                    try practice.db.rows("SELECT confirmed_at FROM appointment WHERE confirmed_at IS NOT NULL")
                        .map { Instant(microseconds: $0.timestamp("confirmed_at")) }
                        == Array(repeating: since, count: confirmed), "\(json)")
            }
        }
    }

    @Test("two visits of one patient on one day are two enrollments")
    func twoVisits() throws {
        try Practice.open { practice in
            try practice.start(.appointmentReminders, at: "2027-03-01T08:00")
            try practice.patient("P-1")
            for (key, start) in [("A-1", "2027-03-10T09:00"), ("A-2", "2027-03-10T15:00")] {
                try practice.visit(key, of: "P-1", start, at: "2027-03-01T10:00")
            }
            try practice.tick("2027-03-01T10:00")
            #expect(try practice.count("SELECT COUNT(*) AS n FROM enrollment") == 2)
            try #expect(
                practice.sends().filter { $0.hasSuffix("READY") }.sorted() == [
                    "SMS 2027-03-08T09:00 READY", "SMS 2027-03-08T15:00 READY", "SMS 2027-03-10T08:00 READY",
                    "SMS 2027-03-10T08:00 READY",
                ])
        }
    }

    @Test("a move is told once its start has stood ten minutes, the last state wins, and back again is none")
    func movesTold() throws {
        try Practice.open { practice in
            try practice.campaign(on: .appointmentMoved, ["send"])
            try practice.patient("P-1")
            try practice.visit("A-1", of: "P-1", "2027-03-10T15:00", at: "2027-03-01T10:00")
            func move(_ start: String, _ time: String) throws {
                try practice.tell("appointments", "A-1", #"{"startsAt":"\#(start)"}"#, at: "2027-03-02T\(time)")
                try practice.tick("2027-03-02T\(time)")
            }
            try move("2027-03-11T15:00", "10:00")
            try move("2027-03-10T15:00", "10:09")
            try practice.tick("2027-03-02T10:30")
            #expect(try practice.copies() == 0)
            try move("2027-03-12T15:00", "11:00")
            try move("2027-03-13T15:00", "11:05")
            try practice.tick("2027-03-02T11:14")
            #expect(try practice.copies() == 0)
            try practice.tick("2027-03-02T11:15")
            #expect(try practice.copies() == 1)
            try move("2027-03-10T15:00", "11:30")
            try practice.tick("2027-03-02T11:40")
            #expect(try practice.copies() == 2)
        }
    }

    @Test("a booking told before the campaign began is taken up without a confirmation")
    func takenUp() throws {
        try Practice.open { practice in
            try practice.patient("P-1")
            try practice.visit("A-1", of: "P-1", "2027-03-10T15:00", at: "2027-03-01T10:00")
            try practice.tick("2027-03-01T10:00")
            try practice.start(.appointmentReminders, takingUp: true, at: "2027-03-05T08:00")
            try practice.tick("2027-03-05T08:00")
            try #expect(
                practice.sends() == [
                    "EMAIL 2027-03-01T10:00 SKIPPED BEFORE_RECEIPT", "SMS 2027-03-01T10:00 SKIPPED BEFORE_RECEIPT",
                    "SMS 2027-03-08T15:00 READY", "SMS 2027-03-10T08:00 READY",
                ])
            try practice.tick("2027-03-05T08:01")
            #expect(try practice.count("SELECT COUNT(*) AS n FROM enrollment") == 1)
        }
    }

    @Test("visits booked already are taken up in a pause too, and nothing leaves")
    func takenUpInPause() throws {
        try Practice.open { practice in
            try practice.patient("P-1")
            try practice.visit("A-1", of: "P-1", "2027-03-10T15:00", at: "2027-03-01T10:00")
            try practice.tick("2027-03-01T10:00")
            let id = try practice.start(.appointmentReminders, takingUp: true, at: "2027-03-08T08:00")
            let paused = try CampaignLife(practice.db, revisions: RevisionStore(practice.db))
                .pause(id, in: practice.clinic.id, by: .program, at: practice.at("2027-03-08T08:00"))
            #expect(paused == .done)
            for local in ["2027-03-08T08:01", "2027-03-08T15:00"] { try practice.tick(local) }
            #expect(try practice.sends().suffix(2).first == "SMS 2027-03-08T15:00 PARKED CAMPAIGN_PAUSED")
            #expect(try practice.copies() == 0)
        }
    }

    @Test("a guardian's new number gets what is still to come")
    func newNumber() throws {
        try Practice.open { practice in
            try practice.start(.appointmentReminders, at: "2027-03-01T08:00")
            try practice.patient("P-1")
            try practice.visit("A-1", of: "P-1", "2027-03-10T15:00", at: "2027-03-01T10:00")
            try practice.tick("2027-03-01T10:00")
            try practice.patient("P-1", phone: "+13125550177", at: "2027-03-08T10:00")
            try #expect(
                practice.sends().suffix(4) == [
                    "SMS 2027-03-08T15:00 SKIPPED NO_LONGER_RECEIVES",
                    "SMS 2027-03-10T08:00 SKIPPED NO_LONGER_RECEIVES",
                    "SMS 2027-03-08T15:00 READY", "SMS 2027-03-10T08:00 READY",
                ])
        }
    }

    @Test("after an outage of six hours reminders too late are skipped, and say so; an offer goes in its window")
    func outage() throws {
        try Practice.open { practice in
            let reminders = try practice.start(.appointmentReminders, at: "2027-03-01T08:00")
            try practice.patient("P-1")
            try practice.visit("A-1", of: "P-1", "2027-03-10T15:00", at: "2027-03-01T10:00")
            try practice.tick("2027-03-01T10:00")
            try practice.patient("P-2", age: 40, phone: "+13125550143")
            try practice.consents("P-2", true, at: "2027-03-01T10:00")
            _ = try practice.offer(on: "2027-03-08T12:00", body: "Come in.", made: "2027-03-01T10:00")
            try practice.tick("2027-03-08T11:01")
            try practice.tick("2027-03-08T17:01")
            try #expect(practice.sends()[2] == "SMS 2027-03-08T15:00 SKIPPED TOO_LATE")
            // Staff find it, and nothing else, by its reason.
            let late = try SendList(practice.db).page(
                of: reminders, in: practice.clinic.id, filter: SendFilter(status: .skipped, reason: .tooLate))
            #expect(late.sends.map(\.plannedAt) == [practice.at("2027-03-08T15:00")])
            // The offer of noon finds the clinic closed, and goes when it opens.
            try #expect(practice.sends().last == "EMAIL 2027-03-08T12:00 READY OUTSIDE_WINDOW")
            let copies = try practice.copies()
            try practice.tick("2027-03-09T09:00")
            #expect(try practice.copies() == copies + 1)
        }
    }

    @Test("the tallies say what the rows say")
    func tallies() throws {
        try Practice.open { practice in
            let id = try practice.start(.appointmentReminders, at: "2027-03-01T08:00")
            for number in 1...5 {
                try practice.patient("P-\(number)", phone: "+1312555010\(number)")
                try practice.visit("A-\(number)", of: "P-\(number)", "2027-03-10T15:00", at: "2027-03-01T10:00")
            }
            try practice.tick("2027-03-01T10:00")
            try practice.tell("appointments", "A-1", #"{"status":"cancelled"}"#, at: "2027-03-02T10:00")
            try practice.tick("2027-03-08T15:00")
            let row = try #require(
                try practice.db.row(
                    "SELECT recipients, planned, sent, skipped FROM tally WHERE campaign_id = ?", [.int(id.rawValue)]))
            let rows = try #require(
                try practice.db.row(
                    """
                    SELECT COUNT(DISTINCT patient_id) AS recipients, COUNT(*) AS planned,
                        SUM(status IN ('SENT', 'DELIVERED')) AS sent, SUM(status = 'SKIPPED') AS skipped FROM send
                    """))
            for column in ["recipients", "planned", "sent", "skipped"] {
                #expect((row.int(column) as Int) == rows.int(column), "\(column)")
            }
            #expect((row.int("sent") as Int) == 14)
        }
    }
}
