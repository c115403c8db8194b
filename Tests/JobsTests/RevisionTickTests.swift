import Campaigns
import CivilTime
import Jobs
import MariaDB
import Storage
import Testing

/// What a publication does to people inside, from the page to the outbox (rules.md 5).
@Suite struct RevisionTickTests {
    @Test("a longer wait moves what waits after it, a new step reaches who has not passed it, a removed one is skipped")
    func moves() throws {
        try Course.open { course in
            let practice = course.practice
            try course.change(1, to: course.wait("for 5 days"), at: "2027-03-02T09:00")
            try course.remove(4, at: "2027-03-02T09:00")
            try course.add("Early", course.send(2), after: 0, at: "2027-03-02T09:00")
            try course.add("Late", course.send(2), at: "2027-03-02T09:00")
            try course.publish(at: "2027-03-02T09:00")
            try practice.tick("2027-03-02T09:01")
            #expect(
                try practice.sends() == [
                    "SMS 2027-03-01T10:00 SENT", "SMS 2027-03-06T10:00 READY",
                    "SMS 2027-03-19T15:00 SKIPPED STEP_REMOVED", "SMS 2027-03-01T10:00 SKIPPED PAST_WHEN_PLANNED",
                    "SMS 2027-03-19T15:00 READY",
                ])
            #expect(try course.count("moving_since IS NOT NULL", of: "campaign") == 0)
            #expect(try course.count("revision_id = (SELECT revision_id FROM campaign)", of: "enrollment") == 1)
            // What has left keeps the words and names that it left by.
            let newest = "revision_id = (SELECT revision_id FROM campaign)"
            #expect(try course.count("phase = 'READY' AND \(newest)") == 2)
            #expect(try course.count("phase = 'SENT' AND \(newest)") == 0)
            #expect(try practice.tick("2027-03-02T09:02").isEmpty)
            try practice.tick("2027-03-04T10:00")
            #expect(try practice.copies() == 1)
            try practice.tick("2027-03-06T10:00")
            #expect(try practice.copies() == 2)
        }
    }

    @Test("before it is published it says how many are inside, and for how many something changes")
    func forecast() throws {
        try Course.open { course in
            let practice = course.practice
            try practice.patient("P-2", phone: "+13125550143")
            try practice.visit("A-2", of: "P-2", "2027-03-20T16:00", at: "2027-03-02T10:00")
            for local in ["2027-03-02T10:00", "2027-03-04T10:00"] { try practice.tick(local) }
            try course.change(1, to: course.wait("for 5 days"), at: "2027-03-05T09:00")
            let life = CampaignLife(practice.db, revisions: RevisionStore(practice.db))
            let forecast = try #require(
                try life.forecast(
                    of: course.id, in: practice.clinic.id, couriers: [.email, .sms], at: practice.at("2027-03-05T09:00")
                ))
            #expect([forecast.inside, forecast.affected, forecast.retimed] == [2, 1, 1])
        }
    }

    @Test("who is to finish by the old revision does, while who begins gets the new one")
    func finish() throws {
        try Course.open { course in
            let practice = course.practice
            try course.change(1, to: course.wait("for 5 days"), at: "2027-03-02T09:00")
            try course.publish(moving: false, at: "2027-03-02T09:00")
            try practice.patient("P-2", phone: "+13125550143")
            try practice.visit("A-2", of: "P-2", "2027-03-20T16:00", at: "2027-03-02T10:00")
            try practice.tick("2027-03-02T10:00")
            #expect(
                try practice.sends() == [
                    "SMS 2027-03-01T10:00 DELIVERED", "SMS 2027-03-04T10:00 READY", "SMS 2027-03-19T15:00 READY",
                    "SMS 2027-03-02T10:00 SENT", "SMS 2027-03-07T10:00 READY", "SMS 2027-03-19T16:00 READY",
                ])
        }
    }

    @Test("between the publication and the tick that plans by it nothing leaves by the old revision, nor gets late")
    func heldMeanwhile() throws {
        try Course.open { course in
            let practice = course.practice
            try course.remove(2, at: "2027-03-04T09:59")
            try course.change(3 - 1, to: course.wait("2 days before appointment"), at: "2027-03-04T09:59")
            try course.publish(at: "2027-03-04T09:59")
            try practice.tick("2027-03-04T10:00", [.delivery])
            #expect(try practice.sends()[1] == "SMS 2027-03-04T10:00 READY REVISION_PENDING")
            #expect(try course.count("due_at = planned_at") == 3)
            #expect(try practice.copies() == 1)
            try practice.tick("2027-03-04T10:01")
            #expect(
                try practice.sends().suffix(2) == [
                    "SMS 2027-03-04T10:00 SKIPPED STEP_REMOVED", "SMS 2027-03-18T15:00 READY",
                ])
        }
    }

    @Test("somebody whose message is claimed moves with the next tick, and the message is judged again")
    func claimed() throws {
        try Course.open { course in
            let practice = course.practice
            let now = practice.at("2027-03-04T10:00")
            let place = try practice.workplace(at: now)
            let token = place.claimToken()
            let sends = SendStore(practice.db)
            let claimed = try sends.claim(.sms, .followUp, at: now, limit: 10, token: token)
            #expect(claimed.count == 1)
            try course.remove(2, at: "2027-03-04T10:00")
            try course.publish(at: "2027-03-04T10:00")
            try practice.tick("2027-03-04T10:00", [.revisions])
            #expect(try course.count("moving_since IS NOT NULL", of: "campaign") == 1)
            let result = try WireStore(practice.db, revisions: RevisionStore(practice.db)).wire(
                claimed, of: practice.clinic.id, token: token, settling: [], at: now
            ) { _ in
                Issue.record("a letter was written")
                return nil
            }
            #expect(result.wired.isEmpty && result.held == 1)
            try practice.tick("2027-03-04T10:01")
            #expect(try practice.sends()[1] == "SMS 2027-03-04T10:00 SKIPPED STEP_REMOVED")
            #expect(try course.count("moving_since IS NOT NULL", of: "campaign") == 0)
        }
    }

    @Test("what waits is written with the text that was published")
    func text() throws {
        try Course.open { course in
            let practice = course.practice
            _ = try MessageTemplateStore(practice.db).save(
                MessageDraft(name: "How is it?", channel: .sms, language: "en", subject: "", body: "How are you?"),
                of: course.texts[1], ifNumber: 1, in: practice.clinic.id, by: .program,
                at: practice.at("2027-03-02T09:00"))
            try course.publish(at: "2027-03-02T09:00")
            try practice.tick("2027-03-04T10:00")
            #expect(try course.count("body LIKE '%How are you?%'", of: "message") == 1)
        }
    }

    @Test("a visit moved before the tick plans by both: its new time and the new revision")
    func movedVisit() throws {
        try Course.open { course in
            let practice = course.practice
            try course.change(3, to: course.wait("2 days before appointment"), at: "2027-03-02T09:00")
            try course.publish(at: "2027-03-02T09:00")
            try practice.tell("appointments", "A-1", #"{"startsAt":"2027-03-22T15:00"}"#, at: "2027-03-02T09:00")
            try practice.tick("2027-03-02T09:01")
            #expect(
                try practice.sends() == [
                    "SMS 2027-03-01T10:00 SENT", "SMS 2027-03-04T10:00 READY", "SMS 2027-03-20T15:00 READY",
                ])
        }
    }

    @Test("who was through before the publication goes by it when the visit is moved")
    func reopened() throws {
        try Course.open { course in
            let practice = course.practice
            try practice.tick("2027-03-04T10:00")
            try practice.tick("2027-03-19T15:00")
            #expect(try course.count("status = 'finished'", of: "enrollment") == 1)
            try course.change(3, to: course.wait("2 days before appointment"), at: "2027-03-19T16:00")
            try course.publish(at: "2027-03-19T16:00")
            try practice.tick("2027-03-19T16:01")
            try practice.tell("appointments", "A-1", #"{"startsAt":"2027-03-29T15:00"}"#, at: "2027-03-19T17:00")
            #expect(try practice.sends().last == "SMS 2027-03-27T15:00 READY")
        }
    }

    @Test("many move in batches, and a tick cut off between two leaves the rest to the next")
    func batches() throws {
        try Course.open { course in
            let practice = course.practice
            for number in 2...7 {
                try practice.patient("P-\(number)", phone: "+1312555010\(number)")
                try practice.visit("A-\(number)", of: "P-\(number)", "2027-03-20T15:00", at: "2027-03-01T10:00")
            }
            try practice.tick("2027-03-01T10:00")
            try course.change(1, to: course.wait("for 5 days"), at: "2027-03-02T09:00")
            try course.publish(at: "2027-03-02T09:00")
            let store = RevisionMove(practice.db, revisions: RevisionStore(practice.db))
            let moving = try #require(try store.moving(limit: 1).first)
            let now = practice.at("2027-03-02T09:01")
            #expect(try store.move(moving, limit: 3, at: now).moved == 3)
            #expect(try course.count("planned_at = '2027-03-06 16:00'") == 3)
            try practice.tick("2027-03-02T09:01", [.revisions])
            #expect(try course.count("planned_at = '2027-03-06 16:00'") == 7)
            #expect(try course.count("moving_since IS NOT NULL", of: "campaign") == 0)
            #expect(try practice.count("SELECT COUNT(DISTINCT dedupe_key) AS n FROM send") == 21)
        }
    }
}
