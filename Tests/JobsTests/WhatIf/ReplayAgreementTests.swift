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

    /// A running follow-up whose steps are these, with one SMS text.
    private func campaign(
        _ practice: Practice, by trigger: Trigger, reentry: Reentry = .never, purpose: CampaignType = .followUp,
        _ actions: (ID<MessageTemplate>) throws -> [DraftAction]
    ) throws -> ID<Campaign> {
        let made = practice.at("2027-03-01T08:00")
        let text = MessageDraft(name: "Hello", channel: .sms, language: "en", subject: "", body: "Hello!")
        let template = try MessageTemplateStore(practice.db).create(
            text, in: practice.clinic.id, by: .program, at: made)
        let store = CampaignStore(practice.db)
        let id = try store.create(
            CampaignHead(name: "Hello", type: purpose), trigger: trigger, in: practice.clinic.id, by: .program,
            at: made)
        _ = try store.update(
            trigger, reentry: reentry, of: id, ifVersion: 1, in: practice.clinic.id, by: .program, at: made)
        for action in try actions(template) {
            _ = try StepStore(practice.db).add(
                name: "", action, at: .end(of: .main), to: id, in: practice.clinic.id, by: .program, at: made)
        }
        try practice.activate(id, at: "2027-03-01T08:00")
        return id
    }

    @Test("waits for an event: ended by it, by their own end, and by what comes too late")
    func eventWaits() throws {
        try Practice.open { practice in
            let campaign = try campaign(practice, by: .event(.appointmentBooked, rule: nil)) { template in
                [
                    .wait(
                        Wait(
                            expression: try WaitExpression.parse("for event APPOINTMENT_CONFIRMED at most 3 days"))),
                    .send(SendStep(channel: .sms, template: template)),
                    .wait(Wait(expression: try WaitExpression.parse("for 2 hours"))),
                    .send(SendStep(channel: .sms, template: template)),
                ]
            }
            var happenings: [(at: String, what: () throws -> Void)] = []
            func then(_ at: String, _ what: @escaping (String) throws -> Void) {
                happenings.append((at, { try what(at) }))
            }
            for number in 1...4 {
                then("2027-03-01T09:0\(number)") { try practice.patient("P-\(number)", at: $0) }
                then("2027-03-02T10:0\(number)") {
                    try practice.visit("A-\(number)", of: "P-\(number)", "2027-03-20T15:00", at: $0)
                }
            }
            let yes = #"{"status":"confirmed"}"#
            then("2027-03-03T11:17") { try practice.tell("appointments", "A-1", yes, at: $0) }
            then("2027-03-05T09:30") { try practice.tell("appointments", "A-2", yes, at: $0) }
            then("2027-03-06T09:30") { try practice.tell("appointments", "A-3", yes, at: $0) }
            try live(practice, from: "2027-03-01T09:00", to: "2027-03-10T12:00", happenings)
            let report = try report(campaign, in: practice, at: "2027-03-10T12:00")
            try expectAgreement(report, practice, campaign)
            #expect(report.tally.sent == 8)
            #expect(report.tally.days[CivilDate("2027-03-03")!] == 2)
        }
    }

    @Test(
        "what is due by the date: birthdays, payments, recalls and retainers",
        arguments: [
            (EventType.birthday, 2, 1), (.birthday, -1, 1), (.paymentDue, 3, 1), (.paymentDue, 0, 1),
            (.recallDue, 0, 1), (.retainerReorderDue, 5, 1),
        ])
    func daily(type: EventType, leadDays: Int, sent: Int) throws {
        try Practice.open { practice in
            let campaign = try campaign(practice, by: .event(type, rule: nil, leadDays: leadDays)) { template in
                [.send(SendStep(channel: .sms, template: template))]
            }
            var happenings: [(at: String, what: () throws -> Void)] = []
            func then(_ at: String, _ what: @escaping (String) throws -> Void) {
                happenings.append((at, { try what(at) }))
            }
            for number in 1...4 {
                then("2027-03-01T09:0\(number)") { try practice.patient("P-\(number)", age: 30, at: $0) }
            }
            then("2027-03-01T09:10") { at in
                try practice.tell("patients", "P-1", #"{"birthDate":"1990-03-08"}"#, at: at)
                for (invoice, patient) in [("I-1", "P-1"), ("I-2", "P-2")] {
                    try practice.tell(
                        "invoices", invoice,
                        #"{"patient":"\#(patient)","amountCents":5000,"currency":"USD","dueOn":"2027-03-10","paidCents":0,"status":"open"}"#,
                        at: at)
                }
                for (visit, patient) in [("A-1", "P-1"), ("A-2", "P-2")] {
                    try practice.visit(visit, of: patient, "2026-09-08T10:00", status: "completed", at: at)
                }
                for (treatment, start) in [("T-1", "2026-03-12"), ("T-2", "2026-05-12")] {
                    try practice.tell(
                        "treatments", treatment,
                        #"{"patient":"P-3","type":"retainer","status":"active","startedAt":"\#(start)T10:00"}"#, at: at)
                }
            }
            // Paid before it was due; and booked again, so that no recall is due.
            then("2027-03-04T12:00") { at in
                try practice.tell(
                    "invoices", "I-2", #"{"paidCents":5000,"status":"paid","paidAt":"2027-03-04T12:00"}"#, at: at)
                try practice.visit("A-3", of: "P-2", "2027-04-20T15:00", at: at)
            }
            try live(practice, from: "2027-03-01T09:00", to: "2027-03-14T12:00", happenings)
            let report = try report(campaign, in: practice, days: 13, at: "2027-03-14T12:00")
            try expectAgreement(report, practice, campaign)
            #expect(report.tally.sent == sent)
        }
    }

    @Test("a daily event is told of a draft's past that no campaign ever asked for")
    func draftBirthday() throws {
        try Practice.open { practice in
            let campaign = try campaign(practice, by: .event(.birthday, rule: nil)) { template in
                [.send(SendStep(channel: .sms, template: template))]
            }
            try practice.patient("P-1", age: 30, at: "2027-03-01T09:00")
            try practice.tell("patients", "P-1", #"{"birthDate":"1990-03-08"}"#, at: "2027-03-01T09:10")
            try #expect(practice.count("SELECT COUNT(*) AS n FROM event WHERE type = 'BIRTHDAY'") == 0)
            let report = try report(campaign, in: practice, days: 10, at: "2027-03-11T12:00")
            #expect(report.tally.days == [CivilDate("2027-03-08")!: 1])
        }
    }

    @Test("the same again begins again only after the days that are set")
    func reentry() throws {
        try Practice.open { practice in
            let trigger = Trigger.event(EventType(rawValue: "ALIGNER_LOST")!, rule: nil)
            let campaign = try campaign(practice, by: trigger, reentry: Reentry(days: 5)) { template in
                [.send(SendStep(channel: .sms, template: template))]
            }
            var happenings: [(at: String, what: () throws -> Void)] = [
                ("2027-03-01T09:00", { try practice.patient("P-1", at: "2027-03-01T09:00") })
            ]
            for (number, at) in ["2027-03-02T10:00", "2027-03-04T10:00", "2027-03-07T09:59", "2027-03-07T10:00"]
                .enumerated()
            {
                happenings.append(
                    (
                        at,
                        {
                            try practice.tell(
                                "events", "", #"{"id":"E-\#(number)","type":"ALIGNER_LOST","patient":"P-1"}"#, at: at)
                        }
                    ))
            }
            try live(practice, from: "2027-03-01T09:00", to: "2027-03-10T12:00", happenings)
            let report = try report(campaign, in: practice, at: "2027-03-10T12:00")
            try expectAgreement(report, practice, campaign)
            #expect(report.tally.sent == 2)
            #expect(report.tally.enrolled == 2)
        }
    }

    @Test("a household is dealt one part of a test, whether the ticks have dealt it or not", arguments: [true, false])
    func households(isDealt: Bool) throws {
        try Practice.open { practice in
            let campaign = try campaign(practice, by: .event(.appointmentBooked, rule: nil)) { template in
                let text = MessageDraft(name: "B", channel: .sms, language: "en", subject: "", body: "Hi!")
                let other = try MessageTemplateStore(practice.db).create(
                    text, in: practice.clinic.id, by: .program, at: practice.at("2027-03-01T08:00"))
                let experiment = Experiment(
                    key: ExperimentKey("000102030405060708090a0b0c0d0e0f")!, weight: 25,
                    challengers: [.init(template: other, weight: 25)], holdoutWeight: 50, goal: .bookings,
                    endsAt: CivilDateTime("2027-04-15T10:00")!, picksWinner: false)
                return [.send(SendStep(channel: .sms, template: template, experiment: experiment))]
            }
            var happenings: [(at: String, what: () throws -> Void)] = []
            for number in 1...16 {
                let minute = 10 + number
                happenings.append(
                    (
                        "2027-03-01T09:\(minute)",
                        {
                            // Two of each household share a phone.
                            try practice.patient(
                                "P-\(number)", phone: "+131255501\(10 + (number + 1) / 2)",
                                at: "2027-03-01T09:\(minute)")
                        }
                    ))
            }
            for number in 1...16 {
                let minute = 10 + number
                happenings.append(
                    (
                        "2027-03-02T10:\(minute)",
                        {
                            try practice.visit(
                                "A-\(number)", of: "P-\(number)", "2027-03-20T15:00", at: "2027-03-02T10:\(minute)")
                        }
                    ))
            }
            try live(practice, from: "2027-03-01T09:00", to: "2027-03-05T12:00", happenings)
            if !isDealt { _ = try practice.db.run("DELETE FROM assignment") }
            let report = try report(campaign, in: practice, at: "2027-03-05T12:00")
            try expectAgreement(report, practice, campaign)
            let held = report.tally.skipped[.holdout] ?? 0
            #expect((1..<16).contains(held))
            #expect(held % 2 == 0)
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
