import Campaigns
import CivilTime
import Jobs
import MariaDB
import Storage
import Testing

/// Replaying what a campaign really did gives the messages that the ticks sent; and nothing that they read changes.
@Suite struct ReplayAgreementTests {
    private func report(_ id: ID<Campaign>, in practice: Practice, days: Int = 30, at local: String) throws
        -> ReplayReport
    {
        let campaign = try #require(try CampaignStore(practice.db).campaign(id, in: practice.clinic.id))
        let terms = try RevisionStore(practice.db)
            .terms(#require(campaign.revisionID), of: id, in: practice.clinic.id)
        let store = ReplayStore(practice.db)
        _ = try store.request(terms, of: campaign, days: days, clinic: practice.clinic, at: practice.at(local))
        try practice.tick(local, [.replay])
        return try #require(try store.latest(of: id, in: practice.clinic.id))
    }

    /// What the ticks did, as a replay would count it.
    private func really(_ practice: Practice, _ campaign: ID<Campaign>) throws -> (
        steps: [String: Int], skipped: [String: Int], days: [String: Int], patients: Int
    ) {
        let rows = try practice.db.rows(
            "SELECT step_id, channel, phase, reason, sent_at, patient_id FROM send WHERE campaign_id = ? ORDER BY id",
            [.int(campaign.rawValue)])
        var steps: [String: Int] = [:]
        var skipped: [String: Int] = [:]
        var days: [String: Int] = [:]
        var patients: Set<Int64> = []
        for row in rows {
            if let sent = row.optionalTimestamp("sent_at") {
                steps["\(row.int("step_id") as Int64) \(row.text("channel"))", default: 0] += 1
                days[practice.clinic.day(at: Instant(microseconds: sent)).text, default: 0] += 1
                patients.insert(row.int("patient_id"))
            } else if row.text("phase") == "SKIPPED" {
                skipped[row.text("reason"), default: 0] += 1
            }
        }
        return (steps, skipped, days, patients.count)
    }

    private func expectAgreement(
        _ report: ReplayReport, _ practice: Practice, _ campaign: ID<Campaign>,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let real = try really(practice, campaign)
        let steps = Dictionary(
            uniqueKeysWithValues: report.tally.steps.filter { $0.sent > 0 }.map {
                ("\($0.step.rawValue) \($0.channel.rawValue)", $0.sent)
            })
        #expect(report.state == .done, sourceLocation: sourceLocation)
        #expect(steps == real.steps, sourceLocation: sourceLocation)
        let skipped = Dictionary(uniqueKeysWithValues: report.tally.skipped.map { ($0.key.rawValue, $0.value) })
        #expect(skipped == real.skipped, sourceLocation: sourceLocation)
        let days = Dictionary(uniqueKeysWithValues: report.tally.days.map { ($0.key.text, $0.value) })
        #expect(days == real.days, sourceLocation: sourceLocation)
        #expect(report.tally.patients == real.patients, sourceLocation: sourceLocation)
    }

    /// Every minute at which something was due, and each hour.
    private func live(
        _ practice: Practice, from: String, to: String, _ happenings: [(at: String, what: () throws -> Void)]
    )
        throws
    {
        let end = practice.at(to)
        var now = practice.at(from)
        var left = happenings[...]
        while now <= end {
            while let next = left.first, practice.at(next.at) <= now {
                try next.what()
                left.removeFirst()
            }
            try Tick(practice.workplace(at: now)).run()
            let hour = Instant(seconds: (now.seconds / 3600 + 1) * 3600)
            now = [hour, left.first.map { practice.at($0.at) }, try due(practice.db, after: now)].compactMap(\.self)
                .min()!
        }
    }

    private func due(_ db: Database, after now: Instant) throws -> Instant? {
        let row = try db.row(
            """
            SELECT MIN(at) AS at FROM (
                SELECT MIN(next_at) AS at FROM send WHERE phase = 'READY' AND next_at > ?
                UNION ALL SELECT MIN(due_at) FROM enrollment WHERE status = 'running' AND due_at > ?
                UNION ALL SELECT MIN(due_at) FROM occurrence WHERE state = 'waiting' AND due_at > ?
            ) AS due
            """, Array(repeating: .timestamp(now.microseconds), count: 3))
        return row?.optionalTimestamp("at").map { Instant(microseconds: $0).roundedUpToMinute }
    }

    @Test("reminders: visits booked at any hour, moved, cancelled, booked again, missed and kept")
    func reminders() throws {
        try Practice.open { practice in
            let campaign = try practice.start(.appointmentReminders, at: "2027-03-01T08:00")
            var happenings: [(at: String, what: () throws -> Void)] = []
            func then(_ at: String, _ what: @escaping (String) throws -> Void) {
                happenings.append((at, { try what(at) }))
            }
            for number in 1...6 {
                then("2027-03-01T09:0\(number)") {
                    try practice.patient("P-\(number)", age: number == 3 ? 40 : 12, at: $0)
                }
            }
            then("2027-03-02T10:02") { try practice.visit("A-1", of: "P-1", "2027-03-10T15:00", at: $0) }
            then("2027-03-02T22:30") { try practice.visit("A-2", of: "P-2", "2027-03-09T08:15", at: $0) }
            then("2027-03-03T11:00") { try practice.visit("A-3", of: "P-3", "2027-03-04T12:00", at: $0) }
            then("2027-03-04T09:00") { try practice.visit("A-4", of: "P-4", "2027-03-12T09:00", at: $0) }
            then("2027-03-05T07:55") { try practice.visit("A-5", of: "P-5", "2027-03-05T15:00", at: $0) }
            then("2027-03-05T12:00") { try practice.visit("A-6", of: "P-6", "2027-03-20T10:00", at: $0) }
            then("2027-03-06T10:00") { at in
                try practice.visit("A-1", of: "P-1", "2027-03-10T15:00", status: "cancelled", at: at)
            }
            then("2027-03-07T10:00") { try practice.visit("A-1", of: "P-1", "2027-03-10T15:00", at: $0) }
            then("2027-03-09T09:30") { at in
                try practice.visit("A-2", of: "P-2", "2027-03-09T08:15", status: "completed", at: at)
            }
            then("2027-03-11T17:00") { at in
                try practice.visit("A-4", of: "P-4", "2027-03-12T09:00", status: "cancelled", at: at)
            }
            then("2027-03-20T11:00") { at in
                try practice.visit("A-6", of: "P-6", "2027-03-20T10:00", status: "no-show", at: at)
            }
            try live(practice, from: "2027-03-01T09:00", to: "2027-03-22T12:00", happenings)
            let before = try Checksums(practice.db, except: ["replay", "job_run"])
            let report = try report(campaign, in: practice, at: "2027-03-22T12:00")
            #expect(try Checksums(practice.db, except: ["replay", "job_run"]) == before)
            try expectAgreement(report, practice, campaign)
            #expect(report.tally.sent > 15)
        }
    }

    @Test("a visit that moved before its reminder: what goes is counted by the start that each event told")
    func moved() throws {
        try Practice.open { practice in
            let campaign = try practice.start(.appointmentReminders, at: "2027-03-01T08:00")
            let happenings: [(at: String, what: () throws -> Void)] = [
                ("2027-03-01T09:00", { try practice.patient("P-1", at: "2027-03-01T09:00") }),
                (
                    "2027-03-02T10:00",
                    { try practice.visit("A-1", of: "P-1", "2027-03-10T15:00", at: "2027-03-02T10:00") }
                ),
                (
                    "2027-03-09T10:00",
                    {
                        try practice.tell(
                            "appointments", "A-1", #"{"startsAt":"2027-03-17T09:00"}"#, at: "2027-03-09T10:00")
                    }
                ),
                ("2027-03-09T10:10", {}),
            ]
            try live(practice, from: "2027-03-01T09:00", to: "2027-03-18T12:00", happenings)
            try expectAgreement(try report(campaign, in: practice, at: "2027-03-18T12:00"), practice, campaign)
        }
    }

    @Test("marketing: consent, the cap per patient and per address, and another campaign's messages in its way")
    func marketing() throws {
        try Practice.open { practice in
            for number in 1...4 {
                try practice.patient(
                    "P-\(number)", age: 30 + number, phone: "+1312555010\(number)", at: "2027-03-01T09:00")
                if number != 3 { try practice.consents("P-\(number)", true, at: "2027-03-01T09:00") }
            }
            // Two who share an address.
            try practice.tell("patients", "P-2", #"{"email":"P-1@patients.example"}"#, at: "2027-03-01T09:10")
            try practice.consents("P-2", true, at: "2027-03-01T09:20")
            let made = "2027-03-02T09:00"
            _ = try practice.offer("Whitening", on: "2027-03-08T10:00", body: "Come.", made: made)
            let second = try practice.offer("Retainers", on: "2027-03-12T18:30", body: "Come.", made: made)
            try live(practice, from: made, to: "2027-03-20T12:00", [])
            let before = try Checksums(practice.db, except: ["replay", "job_run"])
            let report = try report(second, in: practice, at: "2027-03-20T12:00")
            #expect(try Checksums(practice.db, except: ["replay", "job_run"]) == before)
            try expectAgreement(report, practice, second)
            #expect(report.tally.sent > 0)
            #expect(report.tally.skipped[.noConsent] == 1)
        }
    }

    @Test("a replay is worked off in pages, by whoever has time, and a new one forgets the old")
    func pages() throws {
        try Practice.open { practice in
            let id = try practice.start(.appointmentReminders, at: "2027-03-01T08:00")
            try practice.patient("P-1", at: "2027-03-01T09:00")
            try practice.visit("A-1", of: "P-1", "2027-03-10T15:00", at: "2027-03-02T10:00")
            let campaign = try #require(try CampaignStore(practice.db).campaign(id, in: practice.clinic.id))
            let terms = try RevisionStore(practice.db).terms(
                #require(campaign.revisionID), of: id, in: practice.clinic.id)
            let store = ReplayStore(practice.db)
            let now = practice.at("2027-03-20T12:00")
            let old = try store.request(terms, of: campaign, days: 30, clinic: practice.clinic, at: now)
            #expect(try store.claim(old, at: now))
            #expect(try store.claimNext(at: now) == nil)
            #expect(try !store.claim(old, at: now.adding(seconds: 60)))
            #expect(try store.claimNext(at: now.adding(seconds: 121)) == old)
            let new = try store.request(terms, of: campaign, days: 7, clinic: practice.clinic, at: now)
            #expect(try !store.workPage(old, at: now))
            #expect(try store.claimNext(at: now) == new)
            #expect(try !store.workPage(new, at: now))
            let report = try #require(try store.latest(of: id, in: practice.clinic.id))
            #expect(report.state == .done)
            #expect(report.patientsDone == 1)
            #expect(report.days == 7)
            #expect(try practice.tick("2027-03-20T12:01", [.replay]).isEmpty)
        }
    }
}
