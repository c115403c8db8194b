import Campaigns
import CivilTime
import Jobs
import MariaDB
import Storage
import TestSupport
import Testing

/// Campaigns that enroll their audience again and again (rules.md 1.6, 5).
@Suite struct RecurringTickTests {
    private func daily(
        _ end: Recurrence.End = .never, from start: String = "2027-03-02",
        _ body: (Practice, ID<Campaign>) throws -> Void
    ) throws {
        try Practice.open { practice in
            try practice.patient("P-1", age: 40)
            let recurrence = Recurrence(.daily, at: ClockTime("09:00")!, start: CivilDate(start)!, end: end)
            let id = try practice.campaign(by: .recurring(recurrence), made: "2027-03-01T12:00")
            try body(practice, id)
        }
    }

    /// `2027-03-02T09:00 fired`, one per occurrence.
    private func occurrences(_ practice: Practice) throws -> [String] {
        try practice.db.rows("SELECT due_at, state FROM occurrence ORDER BY due_at").map { row in
            let local = practice.clinic.zone.civil(at: Instant(microseconds: row.timestamp("due_at"))).text
            return "\(local) \(row.text("state"))"
        }
    }

    private func life(_ practice: Practice) -> CampaignLife {
        CampaignLife(practice.db, revisions: RevisionStore(practice.db))
    }

    @Test("weekly marketing, Monday 09:00: both go under a cap of one in seven days, also across a clock change")
    func weeklyAcrossClockChange() throws {
        try Practice.open { practice in
            try practice.patient("P-1", age: 40)
            try practice.consents("P-1", true, at: "2027-03-01T09:05")
            let mondays = Recurrence(.weekly([.monday]), at: ClockTime("09:00")!, start: CivilDate("2027-03-01")!)
            try practice.campaign(by: .recurring(mondays), type: .marketing, made: "2027-03-02T10:00")
            try #expect(occurrences(practice) == ["2027-03-08T09:00 waiting"])
            for local in ["2027-03-08T08:59", "2027-03-08T09:00", "2027-03-15T08:59", "2027-03-15T09:00"] {
                try practice.tick(local)
            }
            try #expect(practice.sends() == ["EMAIL 2027-03-08T09:00 DELIVERED", "EMAIL 2027-03-15T09:00 SENT"])
            try #expect(
                occurrences(practice) == [
                    "2027-03-08T09:00 fired", "2027-03-15T09:00 fired", "2027-03-22T09:00 waiting",
                ])
        }
    }

    @Test("each occurrence takes the audience as it is then, and a second tick changes nothing")
    func audienceThen() throws {
        try daily { practice, _ in
            try practice.tick("2027-03-02T09:00")
            #expect(try practice.tick("2027-03-02T09:00").isEmpty)
            try practice.patient("P-2", age: 41, phone: "+13125550143", at: "2027-03-02T12:00")
            #expect(try practice.count("SELECT COUNT(*) AS n FROM enrollment") == 1)
            try practice.tick("2027-03-03T09:00")
            #expect(try practice.count("SELECT COUNT(*) AS n FROM enrollment") == 3)
        }
    }

    @Test("after an outage only the latest missed one runs", arguments: ["09:00", "10:00"])
    func outage(time: String) throws {
        try daily { practice, _ in
            try practice.tick("2027-03-05T\(time)")
            try #expect(
                occurrences(practice) == [
                    "2027-03-02T09:00 missed", "2027-03-03T09:00 missed", "2027-03-04T09:00 missed",
                    "2027-03-05T09:00 fired", "2027-03-06T09:00 waiting",
                ])
            #expect(try practice.count("SELECT COUNT(*) AS n FROM enrollment") == 1)
            #expect(
                try practice.count(
                    "SELECT COUNT(*) AS n FROM enrollment WHERE started_at = '2027-03-05 15:00:00'") == 1)
        }
    }

    @Test(
        "one that is a day old still runs, an older one no more", arguments: [("09:00", "fired"), ("09:01", "missed")])
    func fresh(time: String, state: String) throws {
        try Practice.open { practice in
            try practice.patient("P-1", age: 40)
            let tuesdays = Recurrence(.weekly([.tuesday]), at: ClockTime("09:00")!, start: CivilDate("2027-03-02")!)
            try practice.campaign(by: .recurring(tuesdays), made: "2027-03-01T12:00")
            try practice.tick("2027-03-03T\(time)")
            try #expect(occurrences(practice) == ["2027-03-02T09:00 \(state)", "2027-03-09T09:00 waiting"])
        }
    }

    @Test("those during a pause are recorded as missed, and it goes on after it")
    func paused() throws {
        try daily { practice, id in
            _ = try life(practice).pause(id, in: practice.clinic.id, by: .program, at: practice.at("2027-03-01T13:00"))
            try practice.tick("2027-03-02T09:00")
            try practice.tick("2027-03-03T09:00")
            _ = try life(practice).resume(
                id, .skip, in: practice.clinic.id, by: .program, at: practice.at("2027-03-03T12:00"))
            try practice.tick("2027-03-03T12:00")
            try practice.tick("2027-03-04T09:00")
            try #expect(
                occurrences(practice) == [
                    "2027-03-02T09:00 missed", "2027-03-03T09:00 missed", "2027-03-04T09:00 fired",
                    "2027-03-05T09:00 waiting",
                ])
        }
    }

    @Test(
        "a time that a pause let pass is one of those that were to come, whatever else the resume makes up for",
        arguments: CampaignLife.Missed.allCases)
    func counted(missed: CampaignLife.Missed) throws {
        try daily(.count(3)) { practice, id in
            try practice.tick("2027-03-02T09:00")
            _ = try life(practice).pause(id, in: practice.clinic.id, by: .program, at: practice.at("2027-03-02T12:00"))
            for local in ["2027-03-03T09:00", "2027-03-04T09:00"] { try practice.tick(local) }
            _ = try life(practice).resume(
                id, missed, in: practice.clinic.id, by: .program, at: practice.at("2027-03-04T12:00"))
            for local in ["2027-03-04T12:00", "2027-03-04T12:01"] { try practice.tick(local) }
            try #expect(
                occurrences(practice) == [
                    "2027-03-02T09:00 fired", "2027-03-03T09:00 missed", "2027-03-04T09:00 missed",
                ])
            #expect(try practice.copies() == 1)
            try #expect(CampaignStore(practice.db).campaign(id, in: practice.clinic.id)?.status == .completed)
        }
    }

    /// A daily turn of 2 March of which only the first of two patients has been enrolled when the campaign is paused.
    private func held(_ body: (Practice, ID<Campaign>) throws -> Void) throws {
        try daily { practice, id in
            try practice.patient("P-2", age: 41, phone: "+13125550143", at: "2027-03-01T12:30")
            try practice.tick("2027-03-01T13:00")
            try practice.db.run(
                "UPDATE occurrence SET state = 'firing', last_patient_id = (SELECT MIN(id) FROM patient)")
            _ = try life(practice).pause(id, in: practice.clinic.id, by: .program, at: practice.at("2027-03-02T09:01"))
            try practice.tick("2027-03-02T09:02")
            #expect(try practice.count("SELECT COUNT(*) AS n FROM enrollment") == 0)
            try #expect(occurrences(practice) == ["2027-03-02T09:00 firing", "2027-03-03T09:00 waiting"])
            try body(practice, id)
        }
    }

    @Test("one that has begun when the campaign is paused goes on when that is resumed, and the next turn stays")
    func heldUp() throws {
        try held { practice, id in
            _ = try life(practice).resume(
                id, .send, in: practice.clinic.id, by: .program, at: practice.at("2027-03-02T11:00"))
            for _ in 0..<2 { try practice.tick("2027-03-02T11:00") }
            #expect(try practice.count("SELECT COUNT(*) AS n FROM enrollment") == 1)
            try #expect(occurrences(practice) == ["2027-03-02T09:00 fired", "2027-03-03T09:00 waiting"])
        }
    }

    @Test("where what fell due is skipped, the rest of its audience is too")
    func heldUpAndSkipped() throws {
        try held { practice, id in
            _ = try life(practice).resume(
                id, .skip, in: practice.clinic.id, by: .program, at: practice.at("2027-03-02T11:00"))
            try practice.tick("2027-03-02T11:00")
            #expect(try practice.count("SELECT COUNT(*) AS n FROM enrollment") == 0)
            try #expect(occurrences(practice) == ["2027-03-02T09:00 missed", "2027-03-03T09:00 waiting"])
        }
    }

    @Test("held up for a day its rest is missed, as are the turns of the pause, and it goes on after it")
    func heldUpLong() throws {
        try held { practice, id in
            for local in ["2027-03-03T09:00", "2027-03-04T09:00"] { try practice.tick(local) }
            _ = try life(practice).resume(
                id, .send, in: practice.clinic.id, by: .program, at: practice.at("2027-03-04T12:00"))
            try practice.tick("2027-03-04T12:00")
            #expect(try practice.count("SELECT COUNT(*) AS n FROM enrollment") == 0)
            try practice.tick("2027-03-05T09:00")
            try #expect(
                occurrences(practice) == [
                    "2027-03-02T09:00 missed", "2027-03-03T09:00 missed", "2027-03-04T09:00 missed",
                    "2027-03-05T09:00 fired", "2027-03-06T09:00 waiting",
                ])
        }
    }

    private func recur(_ time: String, _ practice: Practice, _ id: ID<Campaign>, at local: String) throws {
        let campaign = try #require(try CampaignStore(practice.db).campaign(id, in: practice.clinic.id))
        let recurrence = Recurrence(.daily, at: ClockTime(time)!, start: CivilDate("2027-03-02")!, end: .never)
        _ = try CampaignStore(practice.db).update(
            .recurring(recurrence), of: id, ifVersion: campaign.version, in: practice.clinic.id, by: .program,
            at: practice.at(local))
    }

    private func publish(_ practice: Practice, _ id: ID<Campaign>, at local: String) throws {
        let version = try #require(try CampaignStore(practice.db).campaign(id, in: practice.clinic.id)).version
        let outcome = try life(practice).publish(
            id, .init(version: version, movesPeople: true, couriers: [.email]), in: practice.clinic.id, by: .program,
            at: practice.at(local))
        #expect(outcome == .done)
    }

    @Test("another recurrence counts once it is published, and the first again when that is published back")
    func published() throws {
        try daily { practice, id in
            try recur("10:00", practice, id, at: "2027-03-01T13:00")
            try #expect(occurrences(practice) == ["2027-03-02T09:00 waiting"])
            try publish(practice, id, at: "2027-03-01T13:01")
            try #expect(occurrences(practice) == ["2027-03-02T09:00 missed", "2027-03-02T10:00 waiting"])
            try recur("09:00", practice, id, at: "2027-03-01T13:02")
            try publish(practice, id, at: "2027-03-01T13:03")
            try practice.tick("2027-03-02T10:01")
            try #expect(
                occurrences(practice) == [
                    "2027-03-02T09:00 fired", "2027-03-02T10:00 missed", "2027-03-03T09:00 waiting",
                ])
            #expect(try practice.count("SELECT COUNT(*) AS n FROM enrollment") == 1)
        }
    }

    @Test("a recurrence that is edited and taken back changes nothing")
    func takenBack() throws {
        try daily { practice, id in
            try recur("10:00", practice, id, at: "2027-03-01T13:00")
            _ = try life(practice).dropDraft(
                id, in: practice.clinic.id, by: .program, at: practice.at("2027-03-01T13:01"))
            try practice.tick("2027-03-02T09:00")
            try #expect(occurrences(practice) == ["2027-03-02T09:00 fired", "2027-03-03T09:00 waiting"])
        }
    }

    @Test("a turn that has begun goes on when another recurrence is published, and only the new one follows it")
    func publishedMeanwhile() throws {
        try daily { practice, id in
            try practice.patient("P-2", age: 41, phone: "+13125550143", at: "2027-03-01T12:30")
            try practice.db.run(
                "UPDATE occurrence SET state = 'firing', last_patient_id = (SELECT MIN(id) FROM patient)")
            try recur("10:00", practice, id, at: "2027-03-02T10:30")
            try publish(practice, id, at: "2027-03-02T10:31")
            for _ in 0..<2 { try practice.tick("2027-03-02T10:32") }
            #expect(try practice.count("SELECT COUNT(*) AS n FROM enrollment") == 1)
            try #expect(occurrences(practice) == ["2027-03-02T09:00 fired", "2027-03-03T10:00 waiting"])
        }
    }

    @Test("while one tick fires an occurrence, another leaves it alone")
    func twoTicks() throws {
        try withTwoConnections { one, two in
            let first = try Practice(one)
            try first.patient("P-1", age: 40)
            let recurrence = Recurrence(.daily, at: ClockTime("09:00")!, start: CivilDate("2027-03-02")!)
            try first.campaign(by: .recurring(recurrence), made: "2027-03-01T12:00")
            let second = try Practice(beside: first, two)
            let now = first.at("2027-03-02T09:00")
            try one.transaction {
                let held = try TriggerStore(one).dueOccurrence(at: now)
                #expect(held != nil)
                #expect(try TriggerStore(two).dueOccurrence(at: now) == nil)
                #expect(try second.tick("2027-03-02T09:00", [.schedule]).isEmpty)
            }
            try first.tick("2027-03-02T09:00", [.schedule])
            try second.tick("2027-03-02T09:00", [.schedule])
            #expect(try first.count("SELECT COUNT(*) AS n FROM enrollment") == 1)
            #expect(try first.count("SELECT COUNT(*) AS n FROM occurrence") == 2)
        }
    }

    @Test("it completes after its end, when nothing of it is alive")
    func completes() throws {
        try daily(.count(2)) { practice, id in
            func status() throws -> CampaignStatus? {
                try CampaignStore(practice.db).campaign(id, in: practice.clinic.id)?.status
            }
            for local in ["2027-03-02T09:00", "2027-03-02T09:01", "2027-03-02T09:02"] { try practice.tick(local) }
            try #expect(status() == .active)
            try practice.tick("2027-03-03T09:00")
            try #expect(status() == .active)
            for local in ["2027-03-03T09:01", "2027-03-03T09:02"] { try practice.tick(local) }
            try #expect(status() == .completed)
            try #expect(occurrences(practice) == ["2027-03-02T09:00 fired", "2027-03-03T09:00 fired"])
        }
    }

    @Test("a campaign that ends misses the turn that is to come, and the rest of one that has begun")
    func endedMeanwhile() throws {
        try held { practice, id in
            _ = try life(practice).archive(
                id, in: practice.clinic.id, by: .program, at: practice.at("2027-03-02T11:00"))
            try #expect(occurrences(practice) == ["2027-03-02T09:00 missed", "2027-03-03T09:00 missed"])
        }
    }

    @Test("a pause taken back brings back none that was missed before it")
    func missedBefore() throws {
        try daily { practice, id in
            try practice.tick("2027-03-04T10:00")
            _ = try life(practice).pause(id, in: practice.clinic.id, by: .program, at: practice.at("2027-03-04T12:00"))
            _ = try life(practice).undoPause(
                id, in: practice.clinic.id, by: .program, at: practice.at("2027-03-04T12:05"))
            try #expect(
                occurrences(practice) == [
                    "2027-03-02T09:00 missed", "2027-03-03T09:00 missed", "2027-03-04T09:00 fired",
                    "2027-03-05T09:00 waiting",
                ])
        }
    }

    @Test("one whose dates are all past cannot be activated")
    func ended() throws {
        try Practice.open { practice in
            let past = Recurrence(
                .daily, at: ClockTime("09:00")!, start: CivilDate("2027-02-01")!, end: .until(CivilDate("2027-03-01")!))
            #expect(throws: Practice.NotActivated.self) {
                try practice.campaign(by: .recurring(past), made: "2027-03-01T09:00")
            }
        }
    }
}
