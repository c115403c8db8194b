import Campaigns
import CivilTime
import Storage
import Testing

/// Enrollments that wait for a patient's next visit follow it through all that happens to it (rules.md 2.6, 3.3, 3.4).
@Suite struct FollowedVisitTickTests {
    /// A patient who has just been created, waiting for the next visit, with these visits booked.
    private func following(
        _ visits: [String: String], _ wait: String = "1 day before next appointment",
        _ body: (Practice) throws -> Void
    ) throws {
        try Practice.open { practice in
            try practice.campaign(on: .patientCreated, [wait, "send"])
            try practice.patient("P-1", age: 40, at: "2027-03-01T09:00")
            for (key, start) in visits.sorted(by: { $0.key < $1.key }) {
                try practice.visit(key, of: "P-1", start, at: "2027-03-01T09:30")
            }
            try practice.tick("2027-03-01T10:00")
            try body(practice)
        }
    }

    private let two = ["A-1": "2027-03-10T15:00", "A-2": "2027-03-20T15:00"]

    @Test("cancelled, the next one after it is the next one")
    func cancelledWithAnother() throws {
        try following(two) { practice in
            try #expect(practice.sends() == ["SMS 2027-03-09T15:00 READY"])
            try practice.tell("appointments", "A-1", #"{"status":"cancelled"}"#, at: "2027-03-05T10:00")
            try #expect(practice.sends() == ["SMS 2027-03-19T15:00 READY"])
            try practice.tick("2027-03-09T15:00")
            #expect(try practice.copies() == 0)
            try practice.tick("2027-03-19T15:00")
            #expect(try practice.copies() == 1)
        }
    }

    @Test(
        "ended without another, its message is skipped for that, and one booked later is waited for",
        arguments: [
            ("cancelled", "VISIT_CANCELLED"), ("no-show", "VISIT_MISSED"), ("entered-in-error", "VISIT_CANCELLED"),
        ])
    func endedAlone(status: String, reason: String) throws {
        try following(["A-1": "2027-03-10T15:00"]) { practice in
            try practice.tell("appointments", "A-1", #"{"status":"\#(status)"}"#, at: "2027-03-05T10:00")
            try #expect(practice.sends() == ["SMS 2027-03-09T15:00 SKIPPED \(reason)"])
            try practice.visit("A-2", of: "P-1", "2027-03-20T15:00", at: "2027-03-06T10:00")
            try #expect(practice.sends().last == "SMS 2027-03-19T15:00 READY")
        }
    }

    @Test("one booked before it is the next one")
    func bookedBefore() throws {
        try following(["A-1": "2027-03-10T15:00"]) { practice in
            try practice.visit("A-0", of: "P-1", "2027-03-08T11:00", at: "2027-03-03T10:00")
            try #expect(practice.sends() == ["SMS 2027-03-07T11:00 READY"])
        }
    }

    @Test("what happens to a visit after it changes nothing")
    func another() throws {
        try following(two) { practice in
            try practice.tell("appointments", "A-2", #"{"startsAt":"2027-03-22T15:00"}"#, at: "2027-03-05T10:00")
            try practice.tell("appointments", "A-2", #"{"status":"cancelled"}"#, at: "2027-03-05T11:00")
            try practice.visit("A-3", of: "P-1", "2027-03-25T15:00", at: "2027-03-05T12:00")
            try #expect(practice.sends() == ["SMS 2027-03-09T15:00 READY"])
            #expect(try practice.count("SELECT schedule_version AS n FROM enrollment") == 1)
        }
    }

    @Test("once its message has gone, another visit's move brings no second one")
    func sent() throws {
        try Practice.open { practice in
            try practice.campaign(
                on: .patientCreated, ["1 day before next appointment", "send", "for 60 days", "send"])
            try practice.patient("P-1", age: 40, at: "2027-03-01T09:00")
            for (key, start) in two { try practice.visit(key, of: "P-1", start, at: "2027-03-01T09:30") }
            try practice.tick("2027-03-01T10:00")
            try practice.tick("2027-03-09T15:00")
            try practice.tell("appointments", "A-1", #"{"status":"completed"}"#, at: "2027-03-10T16:00")
            try practice.tell("appointments", "A-2", #"{"startsAt":"2027-03-22T15:00"}"#, at: "2027-03-11T10:00")
            try practice.tick("2027-03-21T15:00")
            #expect(try practice.copies() == 1)
        }
    }

    @Test("moved, it takes its message along")
    func moved() throws {
        try following(two) { practice in
            try practice.tell("appointments", "A-1", #"{"startsAt":"2027-03-12T09:00"}"#, at: "2027-03-05T10:00")
            try #expect(practice.sends() == ["SMS 2027-03-11T09:00 READY"])
            try practice.tell("appointments", "A-1", #"{"startsAt":"2027-03-28T09:00"}"#, at: "2027-03-05T11:00")
            try #expect(practice.sends() == ["SMS 2027-03-19T15:00 READY"])
        }
    }

    @Test("completed, what comes after it still comes")
    func after() throws {
        try following(["A-1": "2027-03-10T15:00"], "1 day after next appointment") { practice in
            try practice.tell("appointments", "A-1", #"{"status":"completed"}"#, at: "2027-03-10T16:00")
            try practice.visit("A-2", of: "P-1", "2027-03-20T15:00", at: "2027-03-10T16:01")
            try #expect(practice.sends() == ["SMS 2027-03-11T15:00 READY"])
            try practice.tick("2027-03-11T15:00")
            #expect(try practice.copies() == 1)
        }
    }

    @Test("a booking told without its time is waited on from its receipt")
    func untimed() throws {
        try following([:], "3 days before next appointment") { practice in
            let json = #"{"patient":"P-1","type":"Adjustment","startsAt":"2027-03-10T15:00","status":"booked"}"#
            try practice.tell("appointments", "A-1", json, at: "2027-03-08T10:00")
            try #expect(practice.sends() == ["SMS 2027-03-07T15:00 SKIPPED PAST_WHEN_PLANNED"])
        }
    }
}
