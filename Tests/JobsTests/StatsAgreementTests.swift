import Campaigns
import CivilTime
import Jobs
import MariaDB
import Storage
import TestSupport
import Testing

/// What pages and programs are told of a campaign, held against the rows that it tells of.
@Suite("What statistics count is what the rows say")
struct StatsAgreementTests {
    /// Reminders that part by whether the visit is confirmed, over a month of random visits that are booked, moved, confirmed,
    /// cancelled, missed and kept.
    private func month(_ random: inout SeededGenerator, _ body: (Practice, ID<Campaign>) throws -> Void) throws {
        try Practice.open { practice in
            let id = try practice.start(.appointmentReminders, at: "2027-03-01T08:00")
            try Self.part(practice, id)
            for number in 0..<8 { try practice.patient("P-\(number)", age: random.one(of: [8, 40])) }
            var visits: [(key: String, start: CivilDateTime)] = []
            for day in 1...24 {
                let today = CivilDate(year: 2027, month: 3, day: day)!
                if random.chance(70) {
                    let start = today.adding(days: random.number(in: 0...12)).at(
                        ClockTime(minutes: 540 + 30 * random.number(in: 0...15)))
                    let key = "A-\(visits.count)"
                    try practice.visit(key, of: "P-\(random.number(in: 0...7))", start.text, at: "\(today.text)T08:10")
                    visits.append((key, start))
                }
                try practice.tick("\(today.text)T08:15")
                for index in visits.indices where random.chance(25) {
                    try change(&visits[index], on: today, practice, &random)
                }
                try practice.tick("\(today.text)T12:00")
                try practice.tick("\(today.text)T20:00")
            }
            try practice.tick("2027-03-26T00:05")
            try practice.tick("2027-03-26T00:06")
            try body(practice, id)
        }
    }

    /// A last question, so that lanes are taken too.
    private static func part(_ practice: Practice, _ id: ID<Campaign>) throws {
        let rule = Rule.test(FieldTest(field: .appointmentConfirmed, op: .equal, value: .yesNo(true)))
        _ = try StepStore(practice.db).add(
            name: "Confirmed?", .condition(rule, exits: []), at: .end(of: .main), to: id, in: practice.clinic.id,
            by: .program,
            at: practice.at("2027-03-01T08:00"))
        let version = try #require(try CampaignStore(practice.db).campaign(id, in: practice.clinic.id)).version
        _ = try CampaignLife(practice.db, revisions: RevisionStore(practice.db)).publish(
            id, .init(version: version, movesPeople: true, couriers: [.email, .sms]), in: practice.clinic.id,
            by: .program,
            at: practice.at("2027-03-01T08:00"))
    }

    private func change(
        _ visit: inout (key: String, start: CivilDateTime), on today: CivilDate, _ practice: Practice,
        _ random: inout SeededGenerator
    ) throws {
        let isOver = visit.start.date <= today
        let status = random.one(
            of: isOver ? ["completed", "no-show", "arrived"] : ["confirmed", "cancelled", "booked"])
        var body = #"{"status":"\#(status)"}"#
        if !isOver, random.chance(30) {
            visit.start = visit.start.date.adding(days: random.number(in: 1...5)).at(visit.start.time)
            body = #"{"startsAt":"\#(visit.start.text)"}"#
        }
        try practice.tell("appointments", visit.key, body, at: "\(today.text)T09:00")
    }

    @Test("over a random month: messages, reasons, lanes, those who began and what became of the visits, day by day")
    func month() throws {
        try forRandomCases(3) { random in
            let seed = random.seed
            try month(&random) { practice, id in
                for (from, to) in [
                    ("2027-03-01", "2027-03-25"), ("2027-03-05", "2027-03-05"), ("2027-03-08", "2027-03-17"),
                ] {
                    let period = Period(from: CivilDate(from)!, to: CivilDate(to)!)!
                    let stats = StatsStore(practice.db)
                    let counts = try stats.counts(of: id, in: practice.clinic.id, over: period)
                    for (told, span) in [(counts.now, period), (counts.before, period.before)] {
                        try expectMessages(told, practice, span, seed)
                    }
                    let visits = try stats.visits(about: id, in: practice.clinic.id, over: period)
                    #expect(try visits.now == outcomes(practice, id, period), "seed \(seed)")
                    #expect(try visits.before == outcomes(practice, id, period.before), "seed \(seed)")
                }
                try expectLanes(practice, id, seed)
            }
        }
    }

    private func expectMessages(_ told: PeriodCounts, _ practice: Practice, _ span: Period, _ seed: UInt64) throws {
        func rows(_ column: String, _ condition: String = "TRUE") throws -> Int {
            try practice.db.rows("SELECT \(column) AS at FROM send WHERE \(column) IS NOT NULL AND \(condition)")
                .count { span.contains(practice.clinic.day(at: Instant(microseconds: $0.timestamp("at")))) }
        }
        #expect(try told.total[.planned] == rows("created_at"), "seed \(seed)")
        #expect(try told.total[.sent] == rows("sent_at"), "seed \(seed)")
        for (reason, count) in told.skips {
            #expect(
                try count == rows("updated_at", "phase = 'SKIPPED' AND reason = '\(reason.rawValue)'"), "seed \(seed)")
        }
        #expect(try told.total[.skipped] == rows("updated_at", "phase = 'SKIPPED'"), "seed \(seed)")
        #expect(told.skips.values.reduce(0, +) == told.total[.skipped])
        for measure in [Tally.Measure.planned, .sent, .skipped] {
            #expect(told.steps.values.reduce(0) { $0 + $1[measure] } == told.total[measure])
        }
        let began = try practice.db.rows("SELECT created_at FROM enrollment")
            .count { span.contains(practice.clinic.day(at: Instant(microseconds: $0.timestamp("created_at")))) }
        #expect(told.total[.began] == began)
    }

    private func expectLanes(_ practice: Practice, _ id: ID<Campaign>, _ seed: UInt64) throws {
        var taken: [ID<Step>: [LaneKey: Int]] = [:]
        for row in try practice.db.rows("SELECT decisions FROM enrollment WHERE decisions IS NOT NULL") {
            for member in try JSON.parse(Array(row.text("decisions").utf8)).objectValue ?? [] {
                taken[ID(text: member.key)!, default: [:]][LaneKey(rawValue: member.value.stringValue!)!, default: 0] +=
                    1
            }
        }
        let whole = Period(from: CivilDate("2027-03-01")!, to: CivilDate("2027-03-31")!)!
        let told = try StatsStore(practice.db).counts(of: id, in: practice.clinic.id, over: whole).now.lanes
        #expect(told.mapValues { $0.filter { $0.value != 0 } }.filter { !$0.value.isEmpty } == taken, "seed \(seed)")
    }

    /// One visit at a time, as one would with pencil and paper.
    private func outcomes(_ practice: Practice, _ id: ID<Campaign>, _ span: Period) throws -> VisitOutcomes {
        var outcomes = VisitOutcomes()
        let standing: Set = ["booked", "confirmed", "arrived", "completed", "no-show"]
        for visit in try practice.db.rows("SELECT id, starts_at, status, confirmed_at FROM appointment") {
            let start = Instant(microseconds: visit.timestamp("starts_at"))
            guard standing.contains(visit.text("status")), span.contains(practice.clinic.day(at: start)) else {
                continue
            }
            let sends = try practice.db.rows(
                """
                SELECT s.is_at_event FROM send s JOIN enrollment e ON e.id = s.enrollment_id
                WHERE e.appointment_id = ? AND s.campaign_id = ? AND s.phase IN ('SENT', 'DELIVERED') AND s.sent_at < ?
                """, [.int(visit.int("id")), .int(id.rawValue), .timestamp(start.microseconds)])
            let ofAll: WritableKeyPath<VisitOutcomes, VisitCounts> = \.all
            var kinds = [ofAll]
            if !sends.isEmpty { kinds.append(\.told) }
            if sends.contains(where: { !$0.bool("is_at_event") }) { kinds.append(\.reminded) }
            for kind in kinds {
                outcomes[keyPath: kind].visits += 1
                if visit.optionalTimestamp("confirmed_at") != nil { outcomes[keyPath: kind].confirmed += 1 }
                if ["arrived", "completed"].contains(visit.text("status")) { outcomes[keyPath: kind].kept += 1 }
                if visit.text("status") == "no-show" { outcomes[keyPath: kind].missed += 1 }
            }
        }
        return outcomes
    }

    @Test(
        "a visit booked within 30 days after an invitation counts for it, on the day of the booking",
        arguments: [("2027-03-02T09:30", 1), ("2027-04-01T10:00", 1), ("2027-04-01T10:01", 0), ("2027-03-02T08:00", 0)])
    func booked(at booking: String, expected: Int) throws {
        try Practice.open { practice in
            try practice.patient("P-1", age: 40)
            try practice.consents("P-1", true, at: "2027-03-01T09:00")
            let id = try practice.offer(on: "2027-03-02T09:00", body: "Come!", made: "2027-03-01T10:00")
            let care = try practice.campaign(
                by: .scheduled(CivilDateTime("2027-03-02T09:00")!), made: "2027-03-01T10:00")
            if expected == 0, booking < "2027-03-02T09:00" {
                try practice.visit("A-1", of: "P-1", "2027-05-03T10:00", at: booking)
            }
            for _ in 0..<3 { try practice.tick("2027-03-02T09:00") }
            #expect(try practice.count("SELECT COUNT(*) AS n FROM send WHERE phase = 'SENT'") == 2)
            if booking > "2027-03-02T09:00" { try practice.visit("A-1", of: "P-1", "2027-05-03T10:00", at: booking) }
            try practice.tick("2027-05-01T10:00")
            try practice.tick("2027-05-01T10:00")
            let day = CivilDate(String(booking.prefix(10)))!
            let stats = StatsStore(practice.db)
            let period = Period(from: day, to: day)!
            #expect(try stats.counts(of: id, in: practice.clinic.id, over: period).now.total[.booked] == expected)
            // Care invites nobody.
            #expect(try stats.counts(of: care, in: practice.clinic.id, over: period).now.total[.booked] == 0)
        }
    }

    @Test("a visit's day is counted when the visit changes, and once more when the day is over")
    func dayOver() throws {
        try Practice.open { practice in
            let id = try practice.start(.appointmentReminders, at: "2027-03-01T08:00")
            try practice.patient("P-1")
            try practice.visit("A-1", of: "P-1", "2027-03-10T15:00", at: "2027-03-01T10:00")
            try practice.tick("2027-03-01T10:00")
            try practice.tick("2027-03-08T15:00")
            let day = Period(from: CivilDate("2027-03-10")!, to: CivilDate("2027-03-10")!)!
            func reminded() throws -> Int {
                try StatsStore(practice.db).visits(about: id, in: practice.clinic.id, over: day).now.reminded.visits
            }
            // Nothing about the visit has changed since it was booked.
            #expect(try reminded() == 0)
            try practice.tick("2027-03-10T23:59")
            #expect(try reminded() == 0)
            #expect(try practice.tick("2027-03-11T00:00", [.visitDays]).first?.counts == ["days": 1])
            #expect(try reminded() == 1)
            #expect(try practice.tick("2027-03-11T00:01", [.visitDays]).isEmpty)
            try practice.tell("appointments", "A-1", #"{"status":"no-show"}"#, at: "2027-03-12T09:00")
            try practice.tick("2027-03-12T09:00")
            let outcomes = try StatsStore(practice.db).visits(about: id, in: practice.clinic.id, over: day).now
            #expect(outcomes.reminded.missed == 1)
            #expect(outcomes.unreminded == VisitCounts())
        }
    }
}
