import Campaigns
import CivilTime
import Storage
import Testing

/// A message only until the visit is confirmed (rules.md 1.3, 3.3).
@Suite struct UntilConfirmedTests {
    /// 48 hours before the visit: one that asks to confirm, and one that goes whatever was answered.
    private func start(_ practice: Practice) throws {
        let made = practice.at("2027-03-01T08:00")
        let text = MessageDraft(name: "Confirm", channel: .sms, language: "en", subject: "", body: "Please confirm.")
        let template = try MessageTemplateStore(practice.db).create(
            text, in: practice.clinic.id, by: .program, at: made)
        let id = try CampaignStore(practice.db).create(
            CampaignHead(name: "Confirm", type: .reminder), trigger: .event(.appointmentBooked, rule: nil),
            in: practice.clinic.id, by: .program, at: made)
        let actions: [DraftAction] = [
            .wait(Wait(expression: try WaitExpression.parse("48 hours before appointment"))),
            .send(SendStep(channel: .sms, template: template, isOnlyUntilConfirmed: true)),
            .wait(Wait(expression: try WaitExpression.parse("24 hours before appointment"))),
            .send(SendStep(channel: .sms, template: template)),
        ]
        for action in actions {
            _ = try StepStore(practice.db).add(
                name: "", action, at: .end(of: .main), to: id, in: practice.clinic.id, by: .program, at: made)
        }
        try practice.activate(id, at: "2027-03-01T08:00")
        try practice.patient("P-1")
        try practice.visit("A-1", of: "P-1", "2027-03-20T15:00", at: "2027-03-01T10:00")
        try practice.tick("2027-03-01T10:00")
    }

    @Test("it is skipped once the visit is confirmed, and only it")
    func confirmed() throws {
        try Practice.open { practice in
            try start(practice)
            try practice.tell("appointments", "A-1", #"{"status":"confirmed"}"#, at: "2027-03-10T10:00")
            try practice.tick("2027-03-18T15:00")
            try practice.tick("2027-03-19T15:00")
            try #expect(
                practice.sends() == ["SMS 2027-03-18T15:00 SKIPPED CONFIRMED", "SMS 2027-03-19T15:00 SENT"])
        }
    }

    @Test(
        "a move clears the confirmation unless it comes confirmed",
        arguments: [
            (#"{"startsAt":"2027-03-22T15:00"}"#, "SMS 2027-03-20T15:00 SENT"),
            (#"{"startsAt":"2027-03-22T15:00","status":"booked"}"#, "SMS 2027-03-20T15:00 SENT"),
            (#"{"startsAt":"2027-03-22T15:00","status":"confirmed"}"#, "SMS 2027-03-20T15:00 SKIPPED CONFIRMED"),
            (#"{"provider":"Dr. Okafor"}"#, "SMS 2027-03-18T15:00 SKIPPED CONFIRMED"),
        ])
    func moved(change: String, first: String) throws {
        try Practice.open { practice in
            try start(practice)
            try practice.tell("appointments", "A-1", #"{"status":"confirmed"}"#, at: "2027-03-10T10:00")
            try practice.tell("appointments", "A-1", change, at: "2027-03-11T10:00")
            try practice.tick("2027-03-18T15:00")
            try practice.tick("2027-03-20T15:00")
            #expect(try practice.sends().first == first)
        }
    }
}
