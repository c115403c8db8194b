import Campaigns
import CivilTime
import Jobs
import MariaDB
import Storage
import Testing

/// What moved, cancelled, missed and mistaken visits do on their whole way (rules.md 3.3, 3.4).
@Suite struct MovesTests {
    /// A follow-up of one SMS on each moved visit.
    private func notice(_ practice: Practice) throws -> ID<Campaign> {
        let made = practice.at("2027-03-01T08:00")
        let id = try CampaignStore(practice.db).create(
            CampaignHead(name: "Moved", type: .followUp), trigger: .event(.appointmentMoved, rule: nil),
            in: practice.clinic.id, by: .program, at: made)
        let text = try MessageTemplateStore(practice.db).create(
            MessageDraft(
                name: "Moved", channel: .sms, language: "en", subject: "", body: "Now {{appointment.time}}."),
            in: practice.clinic.id, by: .program, at: made)
        _ = try StepStore(practice.db).add(
            name: "Moved", .send(SendStep(channel: .sms, template: text)), at: .end(of: .main), to: id,
            in: practice.clinic.id, by: .program, at: made)
        try practice.activate(id, at: "2027-03-01T08:00")
        return id
    }

    private func withVisit(_ body: (Practice) throws -> Void) throws {
        try Practice.open { practice in
            try practice.patient("P-1")
            try practice.visit("A-1", of: "P-1", "2027-03-20T15:00", at: "2027-03-01T08:00")
            try practice.tick("2027-03-01T08:00")
            _ = try notice(practice)
            try body(practice)
        }
    }

    private func move(_ practice: Practice, to start: String, at local: String) throws {
        try practice.tell("appointments", "A-1", #"{"startsAt":"\#(start)"}"#, at: local)
    }

    @Test("a visit dragged about is told of once, when its last start has stood ten minutes")
    func debounced() throws {
        try withVisit { practice in
            try move(practice, to: "2027-03-20T16:00", at: "2027-03-02T10:00")
            try practice.tick("2027-03-02T10:09")
            try move(practice, to: "2027-03-21T09:00", at: "2027-03-02T10:09")
            try practice.tick("2027-03-02T10:18")
            #expect(try practice.sends().isEmpty)
            try practice.tick("2027-03-02T10:19")
            #expect(try practice.sends() == ["SMS 2027-03-02T10:19 SENT"])
            #expect(try practice.count("SELECT COUNT(*) AS n FROM message WHERE body LIKE '%9:00%'") == 1)
            try practice.tick("2027-03-02T10:40")
            #expect(try practice.copies() == 1)
        }
    }

    @Test("moved and moved back within ten minutes, nobody hears of it; after forty, of both")
    func back() throws {
        try withVisit { practice in
            try move(practice, to: "2027-03-20T16:00", at: "2027-03-02T10:00")
            try move(practice, to: "2027-03-20T15:00", at: "2027-03-02T10:08")
            try practice.tick("2027-03-02T10:30")
            #expect(try practice.sends().isEmpty)
            try move(practice, to: "2027-03-20T16:00", at: "2027-03-02T11:00")
            try practice.tick("2027-03-02T11:10")
            try move(practice, to: "2027-03-20T15:00", at: "2027-03-02T11:40")
            try practice.tick("2027-03-02T11:50")
            #expect(try practice.sends() == ["SMS 2027-03-02T11:10 SENT", "SMS 2027-03-02T11:50 SENT"])
        }
    }

    @Test("a notice that was not sent before the visit moved on is not sent for the old start")
    func overtaken() throws {
        try withVisit { practice in
            try move(practice, to: "2027-03-20T16:00", at: "2027-03-02T22:00")
            try practice.tick("2027-03-02T22:10")
            try move(practice, to: "2027-03-20T17:00", at: "2027-03-02T22:20")
            try practice.tick("2027-03-03T07:00")
            #expect(
                try practice.sends() == [
                    "SMS 2027-03-03T07:00 SKIPPED VISIT_MOVED", "SMS 2027-03-03T07:00 SENT",
                ])
        }
    }

    @Test("the time of a move is its own, however late the tick comes")
    func outage() throws {
        try withVisit { practice in
            try move(practice, to: "2027-03-20T16:00", at: "2027-03-02T10:00")
            try practice.tick("2027-03-02T14:00")
            #expect(try practice.sends() == ["SMS 2027-03-02T10:10 SENT"])
        }
    }

    @Test("a visit cancelled before its move is told is not told as moved")
    func cancelledAfterMove() throws {
        try withVisit { practice in
            try move(practice, to: "2027-03-20T16:00", at: "2027-03-02T10:00")
            try practice.tell("appointments", "A-1", #"{"status":"cancelled"}"#, at: "2027-03-02T10:05")
            try practice.tick("2027-03-02T10:30")
            #expect(try practice.sends().isEmpty)
        }
    }

    private func withReminders(_ body: (Practice) throws -> Void) throws {
        try Practice.open { practice in
            try practice.start(.appointmentReminders, at: "2027-03-01T08:00")
            try practice.patient("P-1")
            try practice.visit("A-1", of: "P-1", "2027-03-10T15:00", at: "2027-03-01T10:00")
            try practice.tick("2027-03-01T10:00")
            try body(practice)
        }
    }

    @Test(
        "missed or over by mistake, and booked again: the reminders come again, the confirmation does not",
        arguments: [
            ("no-show", "VISIT_MISSED"), ("completed", "VISIT_COMPLETED"), ("entered-in-error", "VISIT_CANCELLED"),
        ])
    func revived(status: String, reason: String) throws {
        try withReminders { practice in
            try practice.tell("appointments", "A-1", #"{"status":"\#(status)"}"#, at: "2027-03-02T10:00")
            #expect(
                try practice.sends().suffix(2) == [
                    "SMS 2027-03-08T15:00 SKIPPED \(reason)", "SMS 2027-03-10T08:00 SKIPPED \(reason)",
                ])
            try practice.tell("appointments", "A-1", #"{"status":"booked"}"#, at: "2027-03-03T10:00")
            try practice.tick("2027-03-03T10:00")
            #expect(
                try practice.sends().dropFirst(4) == ["SMS 2027-03-08T15:00 READY", "SMS 2027-03-10T08:00 READY"])
        }
    }

    @Test("a reminder claimed when the visit is cancelled is judged again and does not leave")
    func claimed() throws {
        try withReminders { practice in
            let now = practice.at("2027-03-08T15:00")
            let token = try practice.workplace(at: now).claimToken()
            let claimed = try SendStore(practice.db).claim(.sms, .reminder, at: now, limit: 10, token: token)
            #expect(claimed.count == 1)
            try practice.tell("appointments", "A-1", #"{"status":"cancelled"}"#, at: "2027-03-08T15:00")
            let result = try WireStore(practice.db, revisions: RevisionStore(practice.db)).wire(
                claimed, of: practice.clinic.id, token: token, settling: [], at: now
            ) { _ in
                Issue.record("a letter was written")
                return nil
            }
            #expect(result.wired.isEmpty && result.skipped == 1)
            #expect(try practice.sends()[2] == "SMS 2027-03-08T15:00 SKIPPED VISIT_CANCELLED")
        }
    }

    @Test("a reminder of which a wire is unanswered may have left: cancelled, it has failed, and counts so")
    func mayHaveLeft() throws {
        try withReminders { practice in
            try practice.db.run("UPDATE send SET wires = 1 WHERE planned_at = '2027-03-08 21:00'")
            try practice.tell("appointments", "A-1", #"{"status":"cancelled"}"#, at: "2027-03-08T15:01")
            #expect(
                try practice.sends().suffix(2) == [
                    "SMS 2027-03-08T15:00 FAILED VISIT_CANCELLED", "SMS 2027-03-10T08:00 SKIPPED VISIT_CANCELLED",
                ])
            #expect(try practice.count("SELECT COUNT(*) AS n FROM send WHERE failure = 'ambiguous'") == 1)
            #expect(try practice.count("SELECT COUNT(*) AS n FROM tally_delta WHERE measure = 'failed'") == 1)
            #expect(try practice.count("SELECT COUNT(*) AS n FROM tally_delta WHERE measure = 'skipped'") == 1)
        }
    }

    @Test("so has what may have left of a campaign that ends, and what a move finds past")
    func mayHaveLeftOtherwise() throws {
        try withReminders { practice in
            try practice.db.run("UPDATE send SET wires = 1 WHERE phase = 'READY'")
            try practice.tell("appointments", "A-1", #"{"startsAt":"2027-03-09T15:00"}"#, at: "2027-03-08T16:00")
            #expect(try practice.sends()[2] == "SMS 2027-03-08T15:00 FAILED PAST_WHEN_PLANNED")
            let id: ID<Campaign> = ID(Int64(try practice.count("SELECT id AS n FROM campaign")))
            _ = try CampaignLife(practice.db, revisions: RevisionStore(practice.db)).archive(
                id, in: practice.clinic.id, by: .program, at: practice.at("2027-03-08T17:00"))
            #expect(try practice.sends()[3] == "SMS 2027-03-09T08:00 FAILED CAMPAIGN_ENDED")
            #expect(try practice.count("SELECT COUNT(*) AS n FROM tally_delta WHERE measure = 'failed'") == 2)
        }
    }

    @Test(
        "a claimed row of the old start is skipped when nothing of it can have left, and failed when something may",
        arguments: [
            ("refusals = 1", "SMS 2027-03-08T15:00 SKIPPED VISIT_MOVED"),
            ("wires = 1", "SMS 2027-03-08T15:00 FAILED VISIT_MOVED"),
        ])
    func claimedMove(tried: String, told: String) throws {
        try withReminders { practice in
            let now = practice.at("2027-03-08T15:00")
            try practice.db.run("UPDATE send SET \(tried) WHERE planned_at = '2027-03-08 21:00'")
            let token = try practice.workplace(at: now).claimToken()
            let claimed = try SendStore(practice.db).claim(.sms, .reminder, at: now, limit: 10, token: token)
            try practice.tell("appointments", "A-1", #"{"startsAt":"2027-03-17T15:00"}"#, at: "2027-03-08T15:00")
            _ = try WireStore(practice.db, revisions: RevisionStore(practice.db)).wire(
                claimed, of: practice.clinic.id, token: token, settling: [], at: now
            ) { _ in nil }
            #expect(try practice.sends()[2] == told)
            #expect(
                try practice.sends().suffix(2).sorted() == [
                    "SMS 2027-03-15T15:00 READY", "SMS 2027-03-17T08:00 READY",
                ])
        }
    }

    @Test("two visits of one patient on one day are reminded of each for itself, and cancelled each for itself")
    func twoVisits() throws {
        try withReminders { practice in
            try practice.visit("A-2", of: "P-1", "2027-03-10T17:00", at: "2027-03-01T11:00")
            try practice.tick("2027-03-01T11:00")
            #expect(try practice.count("SELECT COUNT(*) AS n FROM enrollment") == 2)
            try practice.tell("appointments", "A-2", #"{"status":"cancelled"}"#, at: "2027-03-02T10:00")
            #expect(try practice.count("SELECT COUNT(*) AS n FROM send WHERE phase = 'READY'") == 2)
            #expect(try practice.count("SELECT COUNT(*) AS n FROM send WHERE reason = 'VISIT_CANCELLED'") == 2)
        }
    }

    @Test("a number that was replaced by mistake and comes back hears what is still to come")
    func numberBack() throws {
        try withReminders { practice in
            try practice.patient("P-1", phone: "+13125550177", at: "2027-03-02T10:00")
            try practice.patient("P-1", phone: "+13125550142", at: "2027-03-02T11:00")
            #expect(
                try practice.sends().suffix(2) == ["SMS 2027-03-08T15:00 READY", "SMS 2027-03-10T08:00 READY"])
            #expect(try practice.count("SELECT COUNT(*) AS n FROM send WHERE phase = 'READY'") == 2)
            try practice.tick("2027-03-08T15:00")
            #expect(try practice.copies() == 3)
        }
    }

    @Test("a message that a pause has parked is skipped with its visit as well")
    func parked() throws {
        try withReminders { practice in
            let campaign = ID<Campaign>(try #require(try practice.db.row("SELECT id FROM campaign")).int("id"))
            let life = CampaignLife(practice.db, revisions: RevisionStore(practice.db))
            _ = try life.pause(campaign, in: practice.clinic.id, by: .program, at: practice.at("2027-03-08T14:00"))
            try practice.tick("2027-03-08T15:00")
            #expect(try practice.sends()[2] == "SMS 2027-03-08T15:00 PARKED CAMPAIGN_PAUSED")
            try practice.tell("appointments", "A-1", #"{"status":"cancelled"}"#, at: "2027-03-08T16:00")
            #expect(try practice.sends()[2] == "SMS 2027-03-08T15:00 SKIPPED VISIT_CANCELLED")
            #expect(try practice.count("SELECT SUM(amount) AS n FROM tally_delta WHERE measure = 'skipped'") == 2)
        }
    }

    @Test(
        "completed leaves what comes after the visit, missed and cancelled take that along",
        arguments: [
            ("completed", "READY"), ("no-show", "SKIPPED VISIT_MISSED"), ("cancelled", "SKIPPED VISIT_CANCELLED"),
        ])
    func after(status: String, end: String) throws {
        try Practice.open { practice in
            try practice.campaign(on: .appointmentBooked, ["1 day after appointment", "send"])
            try practice.patient("P-1")
            try practice.visit("A-1", of: "P-1", "2027-03-10T15:00", at: "2027-03-01T10:00")
            try practice.tick("2027-03-01T10:00")
            try practice.tell("appointments", "A-1", #"{"status":"\#(status)"}"#, at: "2027-03-10T16:00")
            try #expect(practice.sends() == ["SMS 2027-03-11T15:00 \(end)"])
        }
    }

    @Test("what does not hang on the visit waits on when that is missed, and goes when that was a mistake")
    func independent() throws {
        try Practice.open { practice in
            try practice.campaign(on: .appointmentBooked, ["for 3 days", "send"])
            try practice.patient("P-1")
            try practice.visit("A-1", of: "P-1", "2027-03-10T15:00", at: "2027-03-01T10:00")
            try practice.tick("2027-03-01T10:00")
            for status in ["no-show", "booked"] {
                try practice.tell("appointments", "A-1", #"{"status":"\#(status)"}"#, at: "2027-03-02T10:00")
                try #expect(practice.sends() == ["SMS 2027-03-04T10:00 READY"])
            }
            try practice.tick("2027-03-04T10:00")
            #expect(try practice.copies() == 1)
        }
    }

    @Test("moved on its day, after its last reminder went, it is reminded of again")
    func reopened() throws {
        try withReminders { practice in
            for local in ["2027-03-08T15:00", "2027-03-10T08:00", "2027-03-10T09:00"] { try practice.tick(local) }
            #expect(try practice.count("SELECT COUNT(*) AS n FROM enrollment WHERE status = 'finished'") == 1)
            try move(practice, to: "2027-03-17T15:00", at: "2027-03-10T10:00")
            #expect(
                try practice.sends().dropFirst(4) == ["SMS 2027-03-15T15:00 READY", "SMS 2027-03-17T08:00 READY"])
        }
    }

    @Test("moved away and back after its first reminder went, nothing goes twice")
    func awayAndBack() throws {
        try withReminders { practice in
            try practice.tick("2027-03-08T15:00")
            try move(practice, to: "2027-03-17T15:00", at: "2027-03-08T16:00")
            try practice.tick("2027-03-08T16:20")
            try move(practice, to: "2027-03-10T15:00", at: "2027-03-08T16:40")
            for local in ["2027-03-08T16:41", "2027-03-10T08:00", "2027-03-15T15:00", "2027-03-17T08:00"] {
                try practice.tick(local)
            }
            #expect(
                try practice.sends().filter { $0.contains("SENT") || $0.contains("DELIVERED") } == [
                    "EMAIL 2027-03-01T10:00 DELIVERED", "SMS 2027-03-01T10:00 DELIVERED",
                    "SMS 2027-03-08T15:00 DELIVERED",
                    "SMS 2027-03-10T08:00 DELIVERED",
                ])
            #expect(try practice.copies() == 4)
        }
    }

    @Test("moved away and back at night after the window let its reminder leave the evening before, nothing goes twice")
    func awayAndBackAtNight() throws {
        try withReminders { practice in
            // An hour before it is 06:30, before the window opens at 07:00: the reminder leaves at the last quarter hour.
            try move(practice, to: "2027-03-10T07:30", at: "2027-03-02T10:00")
            for local in ["2027-03-08T07:30", "2027-03-09T20:45"] { try practice.tick(local) }
            let copies = try practice.copies()
            #expect(try practice.sends().last == "SMS 2027-03-09T20:45 SENT")
            try move(practice, to: "2027-03-17T15:00", at: "2027-03-09T21:30")
            try move(practice, to: "2027-03-10T07:30", at: "2027-03-09T22:05")
            for local in ["2027-03-09T22:06", "2027-03-10T07:00", "2027-03-15T15:00", "2027-03-17T08:00"] {
                try practice.tick(local)
            }
            #expect(try practice.copies() == copies)
        }
    }

    @Test("a visit that moves, or is booked again, after its campaign has ended brings no message back")
    func ended() throws {
        try withReminders { practice in
            let campaign = ID<Campaign>(try #require(try practice.db.row("SELECT id FROM campaign")).int("id"))
            let life = CampaignLife(practice.db, revisions: RevisionStore(practice.db))
            _ = try life.archive(campaign, in: practice.clinic.id, by: .program, at: practice.at("2027-03-02T09:00"))
            let sends = try practice.sends()
            #expect(sends.suffix(2).allSatisfy { $0.hasSuffix("SKIPPED CAMPAIGN_ENDED") })
            try move(practice, to: "2027-03-17T15:00", at: "2027-03-02T10:00")
            for status in ["cancelled", "booked"] {
                try practice.tell("appointments", "A-1", #"{"status":"\#(status)"}"#, at: "2027-03-03T10:00")
            }
            #expect(try practice.sends() == sends)
        }
    }

    @Test("what to expect of a first visit that is near is told at once")
    func nearFirstVisit() throws {
        try Practice.open { practice in
            try practice.start(.newPatientWelcome, at: "2027-03-01T08:00")
            try practice.patient("P-1", at: "2027-03-01T09:00")
            try practice.tick("2027-03-01T10:00")
            try practice.tick("2027-03-02T10:00")
            try practice.visit("A-1", of: "P-1", "2027-03-04T15:00", at: "2027-03-02T11:00")
            try practice.tick("2027-03-02T11:00")
            try #expect(practice.sends().last == "EMAIL 2027-03-02T11:00 SENT")
        }
    }

    @Test("what waits for the first visit stands when that is cancelled, and goes by the next one booked")
    func firstVisit() throws {
        try Practice.open { practice in
            try practice.start(.newPatientWelcome, at: "2027-03-01T08:00")
            try practice.patient("P-1", at: "2027-03-01T09:00")
            try practice.visit("A-1", of: "P-1", "2027-03-20T15:00", at: "2027-03-01T10:00")
            try practice.tick("2027-03-02T10:00")
            #expect(try practice.sends().last == "EMAIL 2027-03-17T15:00 READY")
            try practice.tell("appointments", "A-1", #"{"status":"cancelled"}"#, at: "2027-03-03T10:00")
            #expect(try practice.sends().last == "EMAIL 2027-03-17T15:00 SKIPPED VISIT_CANCELLED")
            try practice.tick("2027-03-03T10:01")
            try practice.visit("A-2", of: "P-1", "2027-03-25T15:00", at: "2027-03-04T10:00")
            #expect(try practice.sends().last == "EMAIL 2027-03-22T15:00 READY")
            try practice.tick("2027-03-04T10:01")
            #expect(try practice.count("SELECT COUNT(*) AS n FROM send WHERE phase = 'READY'") == 1)
        }
    }
}
