import Campaigns
import CivilTime
import Jobs
import MariaDB
import Storage
import TestSupport
import Testing

/// Which events enroll, about what, and how often (rules.md 1.1, 1.6).
@Suite struct EventTickTests {
    private func practice(
        on type: EventType, rule: Rule? = nil, reentry: Int? = nil, _ body: (Practice) throws -> Void
    ) throws {
        try Practice.open { practice in
            try practice.patient("P-1", age: 40)
            try practice.campaign(
                by: .event(type, rule: rule), reentry: Reentry(days: reentry), made: "2027-03-01T12:00")
            try body(practice)
        }
    }

    private func tell(_ practice: Practice, _ id: String, _ more: String, at local: String) throws {
        try practice.tell("events", id, #"{"id":"\#(id)","patient":"P-1",\#(more)}"#, at: local)
        try practice.tick(local)
    }

    private func count(_ practice: Practice) throws -> Int {
        try practice.count("SELECT COUNT(*) AS n FROM enrollment")
    }

    @Test("an event of a clinic's own starts once, and not again by default")
    func custom() throws {
        try practice(on: EventType(rawValue: "LOST_RETAINER")!) { practice in
            try tell(practice, "E-1", #""type":"LOST_RETAINER""#, at: "2027-03-02T10:00")
            try tell(practice, "E-2", #""type":"OTHER""#, at: "2027-03-02T10:01")
            try tell(practice, "E-3", #""type":"LOST_RETAINER""#, at: "2028-03-02T10:00")
            #expect(try count(practice) == 1)
            #expect(try practice.copies() == 1)
        }
    }

    @Test("with days set, the same starts again so long after the last time, as a new round with messages of its own")
    func rounds() throws {
        try practice(on: EventType(rawValue: "LOST_RETAINER")!, reentry: 30) { practice in
            let times = [
                "2027-03-02T10:00", "2027-04-01T09:59", "2027-04-01T10:00", "2027-05-01T09:59", "2027-05-01T10:00",
            ]
            for (number, local) in times.enumerated() {
                try tell(practice, "E-\(number)", #""type":"LOST_RETAINER""#, at: local)
            }
            let rounds = try practice.db.rows("SELECT round FROM enrollment ORDER BY id").map { $0.int("round") as Int }
            #expect(rounds == [1, 2, 3])
            #expect(try practice.copies() == 3)
        }
    }

    @Test("while it is paused a care campaign goes on enrolling, and one of offers does not")
    func paused() throws {
        let type = try #require(EventType(rawValue: "LOST_RETAINER"))
        for (kind, enrolled) in [(CampaignType.followUp, 1), (.marketing, 0)] {
            try Practice.open { practice in
                try practice.patient("P-1", age: 40)
                let id = try practice.campaign(by: .event(type, rule: nil), type: kind, made: "2027-03-01T12:00")
                _ = try CampaignLife(practice.db, revisions: RevisionStore(practice.db)).pause(
                    id, in: practice.clinic.id, by: .program, at: practice.at("2027-03-01T13:00"))
                try tell(practice, "E-1", #""type":"LOST_RETAINER""#, at: "2027-03-02T10:00")
                #expect(try count(practice) == enrolled)
                #expect(try practice.copies() == 0)
            }
        }
    }

    @Test("each campaign counts its own rounds")
    func roundsOfEach() throws {
        let type = try #require(EventType(rawValue: "LOST_RETAINER"))
        try practice(on: type, reentry: 30) { practice in
            try tell(practice, "E-1", #""type":"LOST_RETAINER""#, at: "2027-03-02T10:00")
            try tell(practice, "E-2", #""type":"LOST_RETAINER""#, at: "2027-04-02T10:00")
            try practice.campaign(
                "Again", by: .event(type, rule: nil), reentry: Reentry(days: 30), made: "2027-04-03T10:00")
            try tell(practice, "E-3", #""type":"LOST_RETAINER""#, at: "2027-04-04T10:00")
            try tell(practice, "E-4", #""type":"LOST_RETAINER""#, at: "2027-05-05T10:00")
            let rounds = try practice.db.rows(
                "SELECT campaign_id, round FROM enrollment ORDER BY campaign_id, round"
            ).map { $0.int("round") as Int }
            #expect(rounds == [1, 2, 3, 1, 2])
        }
    }

    @Test("the trigger's rule asks what the event says")
    func triggerRule() throws {
        let low = Rule.test(FieldTest(field: .eventData("score"), op: .less, value: .number(7)))
        try practice(on: .surveyAnswered, rule: low) { practice in
            for (number, data) in [#"{"score":7}"#, #"{"score":"bad"}"#, #"{}"#, #"{"score":6}"#].enumerated() {
                try tell(
                    practice, "E-\(number)", #""type":"SURVEY_ANSWERED","data":\#(data)"#,
                    at: "2027-03-02T10:0\(number)")
            }
            #expect(try count(practice) == 1)
            #expect(try practice.copies() == 1)
        }
    }

    @Test("the trigger's rule asks about the anchor: the visit's day and type, the treatment's milestone")
    func anchorRule() throws {
        let milestone = Rule.test(FieldTest(field: .eventData("milestone"), op: .equal, value: .text("halfway")))
        try practice(on: .treatmentMilestone, rule: milestone) { practice in
            for name in ["first", "halfway"] {
                try practice.tell(
                    "treatments", "T-1",
                    #"{"patient":"P-1","type":"aligners","status":"active","milestones":[{"name":"\#(name)","reachedAt":"2027-03-02T10:00"}]}"#,
                    at: "2027-03-02T10:00")
            }
            try practice.tick("2027-03-02T10:00")
            #expect(try count(practice) == 1)
        }
        let soon = Rule.all([
            .test(FieldTest(field: .appointmentStart, op: .before, value: .days(7))),
            .test(FieldTest(field: .appointmentType, op: .equal, value: .text("adjustment"))),
        ])
        try practice(on: .appointmentBooked, rule: soon) { practice in
            try practice.visit("A-1", of: "P-1", "2027-03-08T15:00", at: "2027-03-02T10:00")
            try practice.visit("A-2", of: "P-1", "2027-03-09T15:00", at: "2027-03-02T10:00")
            try practice.tick("2027-03-02T10:00")
            #expect(try count(practice) == 1)
        }
        let large = Rule.test(FieldTest(field: .invoiceAmount, op: .greaterOrEqual, value: .number(100)))
        try practice(on: .paymentReceived, rule: large) { practice in
            for (key, cents) in [("I-1", 9_999), ("I-2", 10_000)] {
                try practice.tell(
                    "invoices", key,
                    #"{"patient":"P-1","amountCents":\#(cents),"currency":"USD","dueOn":"2027-04-01","paidCents":50,"paidAt":"2027-03-02T10:00","status":"open"}"#,
                    at: "2027-03-02T10:00")
            }
            try practice.tick("2027-03-02T10:00")
            #expect(try count(practice) == 1)
        }
    }

    @Test("a condition after a wait asks the enrollment's own event, however many came since")
    func condition() throws {
        try Practice.open { practice in
            try practice.patient("P-1", age: 40)
            let low = Rule.test(FieldTest(field: .eventData("score"), op: .less, value: .number(7)))
            let made = practice.at("2027-03-01T08:00")
            let text = MessageDraft(name: "Sorry", channel: .sms, language: "en", subject: "", body: "We are sorry.")
            let template = try MessageTemplateStore(practice.db).create(
                text, in: practice.clinic.id, by: .program, at: made)
            let id = try CampaignStore(practice.db).create(
                CampaignHead(name: "Sorry", type: .followUp), trigger: .event(.surveyAnswered, rule: nil),
                in: practice.clinic.id, by: .program, at: made)
            let steps = StepStore(practice.db)
            func add(_ action: DraftAction, _ spot: StepStore.Place) throws -> ID<Step> {
                let adding = try steps.add(
                    name: "", action, at: spot, to: id, in: practice.clinic.id, by: .program, at: made)
                guard case .added(let step) = adding else { throw NotAdded() }
                return step
            }
            _ = try add(.wait(Wait(expression: try WaitExpression.parse("for 1 day"))), .end(of: .main))
            let asked = try add(.condition(low, exits: []), .end(of: .main))
            _ = try add(.send(SendStep(channel: .sms, template: template)), .end(of: .inside(asked, .yes)))
            try practice.activate(id, at: "2027-03-01T08:00")
            for (key, score, local) in [("E-1", 3, "2027-03-02T10:00"), ("E-2", 9, "2027-03-02T11:00")] {
                try tell(practice, key, #""type":"SURVEY_ANSWERED","data":{"score":\#(score)}"#, at: local)
            }
            // The answer can no longer change: it is planned ahead.
            #expect(try practice.sends() == ["SMS 2027-03-03T10:00 READY"])
            try practice.tick("2027-03-03T11:00")
            #expect(try practice.copies() == 1)
            #expect(try count(practice) == 2)
        }
    }

    private struct NotAdded: Error {}

    @Test("each milestone of a treatment starts once, and a phase again only when it is entered anew")
    func milestones() throws {
        try practice(on: .treatmentMilestone) { practice in
            func put(_ name: String, at local: String) throws {
                try practice.tell(
                    "treatments", "T-1",
                    #"{"patient":"P-1","type":"aligners","status":"active","milestones":[{"name":"\#(name)","reachedAt":"\#(local)"}]}"#,
                    at: local)
                try practice.tick(local)
            }
            try put("halfway", at: "2027-03-02T10:00")
            try put("halfway", at: "2027-03-02T11:00")
            try put("nearly there", at: "2027-03-03T10:00")
            #expect(try count(practice) == 2)
        }
        try practice(on: .treatmentPhaseChanged) { practice in
            for (phase, local) in [
                ("tray 1", "2027-03-02T10:00"), ("tray 2", "2027-03-03T10:00"), ("tray 2", "2027-03-03T11:00"),
                ("tray 1", "2027-03-04T10:00"),
            ] {
                try practice.tell(
                    "treatments", "T-1",
                    #"{"patient":"P-1","type":"aligners","status":"active","phase":"\#(phase)","phaseStartedAt":"\#(local)"}"#,
                    at: local)
                try practice.tick(local)
            }
            #expect(try count(practice) == 3)
        }
    }

    @Test("each amount that a patient has paid starts once")
    func payments() throws {
        try practice(on: .paymentReceived) { practice in
            for (paid, local) in [
                (0, "2027-03-02T10:00"), (500, "2027-03-02T11:00"), (500, "2027-03-02T12:00"),
                (1000, "2027-03-03T10:00"),
            ] {
                try practice.tell(
                    "invoices", "I-1",
                    #"{"patient":"P-1","amountCents":1000,"currency":"USD","dueOn":"2027-04-01","paidCents":\#(paid),"status":"open"}"#,
                    at: local)
                try practice.tick(local)
            }
            #expect(try count(practice) == 2)
        }
    }

    @Test("a click starts once for each message, and a survey's answer once for each response, told apart by bytes")
    func clicksAndAnswers() throws {
        try practice(on: .surveyAnswered) { practice in
            for (id, response, local) in [
                ("E-1", "9", "2027-03-02T10:00"), ("E-2", "9", "2027-03-02T10:01"), ("E-3", "10", "2027-03-02T10:02"),
                ("E-4", #""r""#, "2027-03-02T10:03"), ("E-5", #""R""#, "2027-03-02T10:04"),
                ("E-6", #""e""#, "2027-03-02T10:05"), ("E-7", #""é""#, "2027-03-02T10:06"),
            ] {
                try tell(
                    practice, id, #""type":"SURVEY_ANSWERED","data":{"response":\#(response)}"#, at: local)
            }
            #expect(try count(practice) == 6)
        }
        try practice(on: .messageClicked) { practice in
            for (id, send, local) in [
                ("E-1", "1", "2027-03-02T10:00"), ("E-2", "1", "2027-03-02T10:01"), ("E-3", "2", "2027-03-02T10:02"),
            ] {
                try tell(practice, id, #""type":"MESSAGE_CLICKED","data":{"send":"\#(send)"}"#, at: local)
            }
            #expect(try count(practice) == 2)
        }
    }

    @Test(
        "a visit that is cancelled, missed or completed starts what hangs on that",
        arguments: [
            ("cancelled", EventType.appointmentCancelled, "2027-03-19T11:00"),
            ("no-show", .appointmentNoShow, "2027-03-20T11:00"),
            ("completed", .appointmentCompleted, "2027-03-20T11:00"),
        ])
    func ended(status: String, type: EventType, local: String) throws {
        try practice(on: type) { practice in
            try practice.visit("A-1", of: "P-1", "2027-03-20T10:00", at: "2027-03-02T09:00")
            try practice.tick("2027-03-02T09:00")
            #expect(try count(practice) == 0)
            try practice.tell("appointments", "A-1", #"{"status":"\#(status)"}"#, at: local)
            try practice.tick(local)
            #expect(try count(practice) == 1)
        }
    }

    @Test("a visit that is moved twice starts the notice of each move")
    func moved() throws {
        try practice(on: .appointmentMoved) { practice in
            try practice.visit("A-1", of: "P-1", "2027-03-20T10:00", at: "2027-03-02T09:00")
            for (start, local) in [("2027-03-21T10:00", "2027-03-02T10:00"), ("2027-03-22T10:00", "2027-03-02T11:00")] {
                try practice.tell("appointments", "A-1", #"{"startsAt":"\#(start)"}"#, at: local)
                try practice.tick(practice.clinic.zone.civil(at: practice.at(local).adding(minutes: 11)).text)
            }
            #expect(try count(practice) == 2)
        }
    }
}

extension EventTickTests {
    @Test("a message about a phase is not sent once the treatment is in another")
    func phaseLeft() throws {
        try Practice.open { practice in
            try practice.patient("P-1", age: 40)
            try practice.campaign(by: .event(.treatmentPhaseChanged, rule: nil), made: "2027-03-01T12:00")
            func put(_ phase: String, at local: String) throws {
                try practice.tell(
                    "treatments", "T-1",
                    #"{"patient":"P-1","type":"aligners","status":"active","phase":"\#(phase)","phaseStartedAt":"\#(local)"}"#,
                    at: local)
            }
            try put("tray 1", at: "2027-03-02T10:00")
            try practice.tick("2027-03-02T10:00", [.events])
            try put("tray 2", at: "2027-03-02T10:01")
            try practice.tick("2027-03-02T10:01")
            try #expect(
                practice.sends() == ["EMAIL 2027-03-02T10:00 SKIPPED ANCHOR_GONE", "EMAIL 2027-03-02T10:01 SENT"])
        }
    }
}
