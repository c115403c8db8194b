import Campaigns
import CivilTime
import MariaDB
import Storage
import TestSupport
import Testing

@Suite struct TriggerStoreTests {
    private let now = SampleRows.instant("2027-03-08T16:00Z")

    @Test("a recurrence, a lead and the days of re-entry are kept as they were given")
    func kept() throws {
        try withDatabase { db in
            let clinic = try SampleRows(db).clinic()
            let store = CampaignStore(db)
            let head = CampaignHead(name: "Hello", type: .marketing)
            let triggers = [
                Trigger.recurring(
                    Recurrence(
                        .monthlyNth(week: -1, .friday), interval: 2, at: ClockTime("17:30")!,
                        start: CivilDate("2027-03-01")!, end: .count(4))),
                .event(.birthday, rule: nil, leadDays: -60), .event(.paymentDue, rule: nil, leadDays: 7),
            ]
            for trigger in triggers {
                let id = try store.create(head, trigger: trigger, in: clinic, by: .program, at: now)
                let campaign = try #require(try store.campaign(id, in: clinic))
                #expect(campaign.trigger == trigger)
                #expect(campaign.reentryDays == nil)
                _ = try store.update(
                    trigger, reentry: Reentry(days: 30), of: id, ifVersion: campaign.version, in: clinic,
                    by: .program, at: now)
                let changed = try #require(try store.campaign(id, in: clinic))
                #expect(changed.trigger == trigger)
                #expect(changed.reentryDays == 30)
                _ = try store.update(
                    trigger, of: id, ifVersion: changed.version, in: clinic, by: .program, at: now)
                #expect(try store.campaign(id, in: clinic)?.reentryDays == 30)
            }
            let listed = try store.list(in: clinic, limit: 10).map(\.campaign.trigger)
            #expect(listed == triggers.reversed())
        }
    }

    @Test("a revision's document gives back the trigger, and one written before there were leads does too")
    func documents() throws {
        try withDatabase { db in
            let rows = SampleRows(db)
            let clinic = try rows.clinic()
            let campaign = try rows.campaign(in: clinic)
            let revisions = RevisionStore(db)
            var terms = Terms(
                type: .marketing, purpose: .marketing, trigger: .event(.birthday, rule: nil, leadDays: 7),
                audience: .everybody, workflow: Workflow(steps: []))
            func published(_ trigger: Trigger) throws -> Trigger? {
                terms.trigger = trigger
                let id = try revisions.publish(terms, of: campaign, in: clinic, by: nil, at: now)
                return try RevisionStore(db).terms(id, of: campaign, in: clinic).trigger
            }
            let recurrence = Recurrence(
                .weekly([.sunday, .monday]), at: ClockTime("09:00")!, start: CivilDate("2027-03-01")!,
                end: .until(CivilDate("2027-12-31")!))
            #expect(try published(.recurring(recurrence)) == .recurring(recurrence))
            #expect(
                try published(.event(.birthday, rule: nil, leadDays: 7)) == .event(.birthday, rule: nil, leadDays: 7))
            for member in [#","leadDays":7"#, #""leadDays":7,"#] {
                _ = try db.run("UPDATE revision SET document = REPLACE(document, ?, '')", [.text(member)])
            }
            let row = try #require(try db.row("SELECT MAX(id) AS id FROM revision"))
            let old = try RevisionStore(db).terms(ID(row.int("id")), of: campaign, in: clinic)
            #expect(old.trigger == .event(.birthday, rule: nil))
        }
    }

    @Test("the same time again is nothing new; one that was taken back before its time waits again")
    func occurrences() throws {
        try withDatabase { db in
            let rows = SampleRows(db)
            let clinic = try rows.clinic()
            let campaign = try rows.campaign(in: clinic)
            let store = TriggerStore(db)
            let soon = now.adding(hours: 1)
            func states() throws -> [String] { try db.rows("SELECT state FROM occurrence").map { $0.text("state") } }
            for state in ["waiting", "firing", "fired"] {
                _ = try db.run("UPDATE occurrence SET state = ?", [.text(state)])
                try store.addOccurrence(of: campaign, in: clinic, dueAt: soon, at: now)
                #expect(try states() == [state])
            }
            _ = try db.run("UPDATE occurrence SET state = 'missed'")
            try store.addOccurrence(of: campaign, in: clinic, dueAt: soon, at: soon)
            #expect(try states() == ["missed"])
            try store.addOccurrence(of: campaign, in: clinic, dueAt: soon, at: now)
            #expect(try states() == ["waiting"])
        }
    }
}
