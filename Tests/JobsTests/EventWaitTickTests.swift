import Campaigns
import CivilTime
import Storage
import TestSupport
import Testing

/// A wait for an event, from the booking to the message after it.
@Suite struct EventWaitTickTests {
    private func start(_ practice: Practice) throws {
        let made = practice.at("2027-03-01T08:00")
        let text = MessageDraft(name: "Thanks", channel: .sms, language: "en", subject: "", body: "Thank you.")
        let template = try MessageTemplateStore(practice.db).create(
            text, in: practice.clinic.id, by: .program, at: made)
        let id = try CampaignStore(practice.db).create(
            CampaignHead(name: "Thanks", type: .followUp), trigger: .event(.appointmentBooked, rule: nil),
            in: practice.clinic.id, by: .program, at: made)
        let wait = Wait(expression: try WaitExpression.parse("for event APPOINTMENT_CONFIRMED at most 3 days"))
        for action in [DraftAction.wait(wait), .send(SendStep(channel: .sms, template: template))] {
            _ = try StepStore(practice.db).add(
                name: "", action, at: .end(of: .main), to: id, in: practice.clinic.id, by: .program, at: made)
        }
        try practice.activate(id, at: "2027-03-01T08:00")
    }

    @Test("the confirmation wakes those who wait for it, and another patient's or visit's does not")
    func wakes() throws {
        try Practice.open { practice in
            try start(practice)
            try practice.patient("P-1")
            try practice.patient("P-2", phone: "+13125550143")
            try practice.visit("A-1", of: "P-1", "2027-03-20T15:00", at: "2027-03-01T10:00")
            try practice.visit("A-2", of: "P-1", "2027-03-21T15:00", at: "2027-03-01T10:00")
            try practice.visit("A-3", of: "P-2", "2027-03-21T15:00", at: "2027-03-01T10:00")
            try practice.tick("2027-03-01T10:00")
            #expect(try practice.sends() == [])
            #expect(try practice.tick("2027-03-02T09:00").isEmpty)
            try practice.tell("appointments", "A-1", #"{"status":"confirmed"}"#, at: "2027-03-02T11:00")
            try practice.tick("2027-03-02T11:04")
            #expect(try practice.sends() == ["SMS 2027-03-02T11:00 SENT"])
            #expect(try practice.tick("2027-03-02T11:05").isEmpty)
            try practice.tick("2027-03-04T10:00")
            #expect(try practice.copies() == 3)
        }
    }

    @Test("a campaign that begins for many at once waits for each of them too")
    func scheduled() throws {
        try Practice.open { practice in
            try practice.patient("P-1", age: 30)
            try practice.consents("P-1", true, at: "2027-03-01T09:30")
            let made = practice.at("2027-03-01T10:00")
            let text = MessageDraft(
                name: "Offer", channel: .email, language: "en", subject: "Offer", body: "Come and see.")
            let template = try MessageTemplateStore(practice.db).create(
                text, in: practice.clinic.id, by: .program, at: made)
            let id = try CampaignStore(practice.db).create(
                CampaignHead(name: "Offer", type: .marketing),
                trigger: .scheduled(CivilDateTime("2027-03-02T10:00")!), in: practice.clinic.id, by: .program, at: made)
            let wait = Wait(expression: try WaitExpression.parse("for event APPOINTMENT_BOOKED at most 7 days"))
            for action in [DraftAction.wait(wait), .send(SendStep(channel: .email, template: template))] {
                _ = try StepStore(practice.db).add(
                    name: "", action, at: .end(of: .main), to: id, in: practice.clinic.id, by: .program, at: made)
            }
            try practice.activate(id, at: "2027-03-01T10:00")
            try practice.tick("2027-03-02T10:00")
            #expect(try practice.sends() == [])
            try practice.visit("A-1", of: "P-1", "2027-03-20T15:00", at: "2027-03-03T11:00")
            try practice.tick("2027-03-03T11:01")
            #expect(try practice.sends() == ["EMAIL 2027-03-03T11:00 SENT"])
        }
    }

    @Test("ticks that come late change nothing about when the way goes on")
    func late() throws {
        try Practice.open { practice in
            try start(practice)
            try practice.patient("P-1")
            try practice.visit("A-1", of: "P-1", "2027-03-20T15:00", at: "2027-03-01T10:00")
            try practice.tell("appointments", "A-1", #"{"status":"confirmed"}"#, at: "2027-03-02T11:00")
            try practice.tick("2027-03-02T15:00")
            #expect(try practice.sends() == ["SMS 2027-03-02T11:00 SENT"])
        }
    }

    /// Confirmed on 2 March at 11:00, while the campaign waits for that for ten days at most; then `steps`.
    private func confirmed(_ steps: [String], _ body: (Practice, ID<Campaign>) throws -> Void) throws {
        try Practice.open { practice in
            let id = try practice.campaign(
                on: .patientCreated, ["for event APPOINTMENT_CONFIRMED at most 10 days"] + steps)
            try practice.patient("P-1", at: "2027-03-01T09:00")
            try practice.visit("A-1", of: "P-1", "2027-03-05T15:00", at: "2027-03-01T10:00")
            try practice.visit("A-2", of: "P-1", "2027-03-20T15:00", at: "2027-03-01T10:00")
            try practice.tick("2027-03-01T10:00")
            try practice.tell("appointments", "A-1", #"{"status":"confirmed"}"#, at: "2027-03-02T11:00")
            try practice.tick("2027-03-02T11:00")
            try body(practice, id)
        }
    }

    @Test("a pause after the event lets what comes after it leave later")
    func shifted() throws {
        try confirmed(["for 3 days", "send"]) { practice, id in
            try #expect(practice.sends() == ["SMS 2027-03-05T11:00 READY"])
            let life = CampaignLife(practice.db, revisions: RevisionStore(practice.db))
            _ = try life.pause(id, in: practice.clinic.id, by: .program, at: practice.at("2027-03-03T10:00"))
            let now = practice.at("2027-03-04T10:00")
            try #expect(life.resumeCounts(of: id, in: practice.clinic.id, at: now).shifted == 1)
            _ = try life.resume(id, .shift, in: practice.clinic.id, by: .program, at: now)
            try #expect(practice.sends() == ["SMS 2027-03-06T11:00 READY"])
            #expect(try practice.count("SELECT COUNT(*) AS n FROM enrollment WHERE awaited_event IS NOT NULL") == 0)
        }
    }

    @Test("what comes after the event follows the clinic's clocks")
    func otherZone() throws {
        try confirmed(["next thursday at 09:00", "send"]) { practice, _ in
            try #expect(practice.sends() == ["SMS 2027-03-04T09:00 READY"])
            try ClockStore(practice.db, revisions: RevisionStore(practice.db)).set(
                Zone("America/Denver")!, of: practice.clinic.id, by: .program, at: practice.at("2027-03-03T10:00"))
            try practice.tick("2027-03-03T10:01")
            try #expect(practice.sends() == ["SMS 2027-03-04T10:00 READY"])
        }
    }

    @Test("what waits for a visit after the event follows that visit when it moves")
    func movedAfterwards() throws {
        try confirmed(["1 day before next appointment", "send"]) { practice, _ in
            try #expect(practice.sends() == ["SMS 2027-03-04T15:00 READY"])
            try practice.tell("appointments", "A-1", #"{"startsAt":"2027-03-08T15:00"}"#, at: "2027-03-03T10:00")
            try #expect(practice.sends() == ["SMS 2027-03-07T15:00 READY"])
        }
    }

    @Test("the visit that was the next one when the event came is the one that must not have started")
    func started() throws {
        try confirmed(["2 hours before next appointment", "send"]) { practice, _ in
            try practice.tick("2027-03-05T15:00")
            try #expect(practice.sends() == ["SMS 2027-03-05T13:00 SKIPPED TOO_LATE"])
        }
    }
}
