import Campaigns
import CivilTime
import Storage
import Testing

/// Dates that neighbour systems put right, and the messages that count from them (rules.md 2.6, 3.3).
@Suite struct DatesToldAnewTests {
    /// A treatment that starts on 1 March, with messages about it.
    private func treatment(
        _ steps: [String], on event: EventType = .treatmentStarted, _ body: (Practice) throws -> Void
    ) throws {
        try Practice.open { practice in
            try practice.campaign(on: event, steps)
            try practice.patient("P-1", age: 40)
            try tell(
                practice,
                #"{"patient":"P-1","type":"braces","status":"active","startedAt":"2027-03-01T09:00","phase":"bonding","phaseStartedAt":"2027-03-01T09:00"}"#,
                at: "2027-03-01T09:30")
            try practice.tick("2027-03-01T10:00")
            try body(practice)
        }
    }

    private func tell(_ practice: Practice, _ json: String, at local: String) throws {
        try practice.tell("treatments", "T-1", json, at: local)
    }

    @Test("a treatment that starts later takes its messages along, and a second tick changes nothing")
    func start() throws {
        try treatment(["send", "7 days after treatment start", "send"]) { practice in
            #expect(try practice.sends() == ["SMS 2027-03-01T09:00 SENT", "SMS 2027-03-08T09:00 READY"])
            try tell(practice, #"{"startedAt":"2027-03-04T12:00"}"#, at: "2027-03-02T10:00")
            let moved = ["SMS 2027-03-01T09:00 SENT", "SMS 2027-03-11T12:00 READY"]
            #expect(try practice.sends() == moved)
            #expect(try practice.count("SELECT schedule_version AS n FROM enrollment") == 2)
            try practice.tick("2027-03-08T09:00")
            #expect(try practice.sends() == ["SMS 2027-03-01T09:00 DELIVERED", "SMS 2027-03-11T12:00 READY"])
            for _ in 0..<2 { try practice.tick("2027-03-11T12:00") }
            #expect(try practice.sends() == ["SMS 2027-03-01T09:00 DELIVERED", "SMS 2027-03-11T12:00 SENT"])
            #expect(try practice.copies() == 2)
        }
    }

    @Test("a message past by the new date is not sent late, nor by a later tick")
    func past() throws {
        try treatment(["7 days after treatment start", "send", "for 14 days", "send"]) { practice in
            try tell(practice, #"{"startedAt":"2027-02-22T09:00"}"#, at: "2027-03-02T10:00")
            let moved = ["SMS 2027-03-08T09:00 SKIPPED PAST_WHEN_PLANNED", "SMS 2027-03-15T09:00 READY"]
            #expect(try practice.sends() == moved)
            try practice.tick("2027-03-08T09:00")
            #expect(try practice.sends() == moved)
        }
    }

    @Test("what was sent does not go again when its date moves on")
    func sent() throws {
        try treatment(["1 day after treatment start", "send", "for 14 days", "send"]) { practice in
            try practice.tick("2027-03-02T09:00")
            try tell(practice, #"{"startedAt":"2027-03-04T09:00"}"#, at: "2027-03-03T10:00")
            for local in ["2027-03-05T09:00", "2027-03-19T09:00"] { try practice.tick(local) }
            #expect(try practice.sends() == ["SMS 2027-03-02T09:00 DELIVERED", "SMS 2027-03-19T09:00 SENT"])
        }
    }

    @Test("the phase's start and the treatment's end count as its start does, also when they are told at last")
    func phaseAndEnd() throws {
        try treatment(["2 days after phase start", "send", "1 day after treatment end", "send"]) { practice in
            try tell(practice, #"{"phaseStartedAt":"2027-03-03T09:00"}"#, at: "2027-03-02T10:00")
            #expect(try practice.sends() == ["SMS 2027-03-05T09:00 READY"])
            try tell(practice, #"{"endedAt":"2027-03-20T09:00"}"#, at: "2027-03-06T10:00")
            #expect(try practice.sends().last == "SMS 2027-03-21T09:00 READY")
            try tell(practice, #"{"endedAt":"2027-03-25T09:00"}"#, at: "2027-03-07T10:00")
            #expect(try practice.sends().last == "SMS 2027-03-26T09:00 READY")
            try tell(practice, #"{"endedAt":null}"#, at: "2027-03-08T10:00")
            #expect(try practice.sends().last == "SMS 2027-03-26T09:00 SKIPPED DATE_MOVED")
            try tell(practice, #"{"endedAt":"2027-03-26T09:00"}"#, at: "2027-03-09T10:00")
            #expect(try practice.sends().last == "SMS 2027-03-27T09:00 READY")
        }
    }

    @Test("another treatment's dates, and what is no date, change nothing")
    func another() throws {
        try treatment(["7 days after treatment start", "send"]) { practice in
            try practice.tell(
                "treatments", "T-2",
                #"{"patient":"P-1","type":"retainer","status":"planned","startedAt":"2027-03-02T09:00"}"#,
                at: "2027-03-02T10:00")
            try practice.tell("treatments", "T-2", #"{"startedAt":"2027-04-02T09:00"}"#, at: "2027-03-02T11:00")
            try tell(practice, #"{"type":"aligners"}"#, at: "2027-03-02T12:00")
            #expect(try practice.sends() == ["SMS 2027-03-08T09:00 READY"])
            #expect(try practice.count("SELECT SUM(schedule_version) AS n FROM enrollment") == 1)
        }
    }

    @Test("a message claimed when its date moves does not leave by the old one, and leaves by the new one")
    func claimed() throws {
        try treatment(["7 days after treatment start", "send"]) { practice in
            let now = practice.at("2027-03-08T09:00")
            let token = try practice.workplace(at: now).claimToken()
            let claimed = try SendStore(practice.db).claim(.sms, .followUp, at: now, limit: 10, token: token)
            #expect(claimed.count == 1)
            try tell(practice, #"{"startedAt":"2027-03-03T09:00"}"#, at: "2027-03-08T09:00")
            let result = try WireStore(practice.db, revisions: RevisionStore(practice.db)).wire(
                claimed, of: practice.clinic.id, token: token, settling: [], at: now
            ) { _ in
                Issue.record("a letter was written")
                return nil
            }
            #expect(result.skipped == 1)
            try practice.tick("2027-03-10T09:00")
            #expect(
                try practice.sends() == ["SMS 2027-03-08T09:00 SKIPPED DATE_MOVED", "SMS 2027-03-10T09:00 SENT"])
        }
    }

    @Test("an invoice that is due later is asked for later")
    func dueDate() throws {
        try Practice.open { practice in
            try practice.campaign(on: .paymentDue, ["3 days after due date", "send"])
            try practice.patient("P-1", age: 40)
            try practice.tell(
                "invoices", "I-1",
                #"{"patient":"P-1","amountCents":20000,"currency":"USD","dueOn":"2027-03-02","status":"open"}"#,
                at: "2027-03-01T09:00")
            try practice.tick("2027-03-02T08:00")
            #expect(try practice.sends() == ["SMS 2027-03-05T08:00 READY"])
            try practice.tell("invoices", "I-1", #"{"dueOn":"2027-03-16"}"#, at: "2027-03-03T10:00")
            #expect(try practice.sends() == ["SMS 2027-03-19T08:00 READY"])
            try practice.tick("2027-03-19T08:00")
            #expect(try practice.copies() == 1)
        }
    }

    @Test("a birth date put right moves the birthday's message, to whom it is due then")
    func birthday() throws {
        try Practice.open { practice in
            try practice.campaign(on: .patientCreated, ["day of birthday at 10:00", "send"])
            try practice.patient("P-1", age: 40)
            try practice.tick("2027-03-01T10:00")
            #expect(try practice.sends() == ["SMS 2028-01-20T10:00 READY"])
            try practice.tell("patients", "P-1", #"{"birthDate":"1987-06-05"}"#, at: "2027-03-02T10:00")
            #expect(try practice.sends() == ["SMS 2027-06-05T10:00 READY"])
            #expect(try practice.count("SELECT schedule_version AS n FROM enrollment") == 2)
        }
    }
}
