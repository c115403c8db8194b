import Campaigns
import CivilTime
import Jobs
import MariaDB
import Storage
import TestSupport
import Testing

/// What a preview shows, an explanation tells and a replay counts is what the sender does, over bookings at random.
@Suite struct SenderAgreementTests {
    private static let visits = 40

    /// One message as all four know it: step, address and where it ended.
    private struct Told: Hashable, CustomStringConvertible {
        let visit: String
        let step: ID<Step>
        let point: ID<ContactPoint>?
        let end: String

        var description: String { "\(visit) step \(step) to \(point.map(\.description) ?? "nobody"): \(end)" }
    }

    private struct Booking {
        let visit: String
        let patient: String
        let at: String
        let start: String
    }

    /// Within two weeks, at any minute; visits up to ten days later, on a quarter hour; every third patient is grown up.
    private func bookings(_ random: inout SeededGenerator, _ zone: Zone) -> [Booking] {
        let first = zone.instant(of: CivilDateTime("2027-03-02T09:00")!)
        return (1...Self.visits).map { number in
            let booked = first.adding(minutes: Int.random(in: 0..<(14 * 1440), using: &random))
            let quarter = Instant(seconds: booked.seconds / 900 * 900)
            let start = quarter.adding(minutes: 15 * Int.random(in: 2...(10 * 96), using: &random))
            return Booking(
                visit: "A-\(number)", patient: "P-\(number)", at: zone.civil(at: booked).text,
                start: zone.civil(at: start).text)
        }.sorted { $0.at < $1.at }
    }

    @Test(
        "preview, explanation, replay and sender agree on every message", arguments: [UInt64.random(in: 0...UInt64.max)]
    )
    func agree(seed: UInt64) throws {
        try Practice.open { practice in
            var random = SeededGenerator(seed: seed)
            let campaign = try practice.start(.appointmentReminders, at: "2027-03-01T08:00")
            for number in 1...Self.visits {
                try practice.patient(
                    "P-\(number)", age: number.isMultiple(of: 3) ? 40 : 12, phone: "+131255501\(number + 10)",
                    at: "2027-03-01T09:00")
            }
            var previewed: [Told] = []
            var explained: [Told] = []
            var left = bookings(&random, practice.clinic.zone)[...]
            var tick = left.first.map { practice.at($0.at) }
            while let now = tick {
                while let booking = left.first, practice.at(booking.at) <= now {
                    try practice.visit(booking.visit, of: booking.patient, booking.start, at: booking.at)
                    try look(booking, campaign, practice, &previewed, &explained)
                    left.removeFirst()
                }
                try Tick(practice.workplace(at: now)).run()
                tick = try next(practice, left, after: now)
            }
            let sent = try sent(campaign, practice)
            #expect(sent.count >= Self.visits)
            #expect(Set(previewed).symmetricDifference(sent).isEmpty, "seed \(seed)")
            #expect(Set(explained).symmetricDifference(sent).isEmpty, "seed \(seed)")
            try compareReplay(campaign, practice, sent, seed)
        }
    }

    /// The next minute at which something is due or booked; nil when all is through.
    private func next(_ practice: Practice, _ left: ArraySlice<Booking>, after now: Instant) throws -> Instant? {
        let row = try practice.db.row(
            """
            SELECT MIN(at) AS at FROM (
                SELECT MIN(next_at) AS at FROM send WHERE phase = 'READY'
                UNION ALL SELECT MIN(due_at) FROM enrollment WHERE status = 'running'
            ) AS due
            """)
        let due = row?.optionalTimestamp("at").map { Instant(microseconds: $0).roundedUpToMinute }
        let coming = left.first.map { practice.at($0.at) }
        return [due, coming].compactMap(\.self).min().map { max($0, now.adding(minutes: 1)) }
    }

    /// Asks the preview and the explanation right after the booking, before any tick.
    private func look(
        _ booking: Booking, _ id: ID<Campaign>, _ practice: Practice, _ previewed: inout [Told],
        _ explained: inout [Told]
    ) throws {
        let revisions = RevisionStore(practice.db)
        let campaign = try #require(try CampaignStore(practice.db).campaign(id, in: practice.clinic.id))
        let patient = try #require(
            try PatientStore(practice.db, revisions: revisions).id(
                ofExternalID: booking.patient, in: practice.clinic.id))
        let facts = try #require(try FactsStore(practice.db).facts(of: patient, in: practice.clinic))
        let asked = try ExplainStore(practice.db, revisions: revisions)
            .question(campaign, facts: facts, at: practice.at(booking.at))
        let way = try #require(CampaignExplanation(answering: asked).ways.first)
        explained += way.steps.flatMap(\.sends).map { send in
            Told(
                visit: booking.visit, step: send.step, point: point(send, facts),
                end: send.reason?.rawValue ?? send.leavesAt.map { text($0, practice) } ?? "?")
        }
        let anchor = PreviewQuestion.anchor(by: asked.terms, facts: facts, visit: nil, now: asked.now)
        let startsAt = PreviewQuestion.start(by: asked.terms, facts: facts.about(anchor, eventAt: nil), now: asked.now)
        let preview = CampaignPreview(
            answering: PreviewQuestion(
                terms: asked.terms, templates: asked.templates, facts: facts.about(anchor, eventAt: startsAt),
                startsAt: startsAt, now: asked.now, links: .placeholders))
        previewed += preview.messages.map { message in
            Told(
                visit: booking.visit, step: message.planned.step.id, point: message.planned.recipient?.point.id,
                end: message.reason?.rawValue ?? message.leavesAt.map { text($0, practice) } ?? "?")
        }
    }

    private func point(_ send: ExplainedSend, _ facts: Facts) -> ID<ContactPoint>? {
        facts.circle.everyone.first { $0.id == send.contact }?.point(for: send.channel)?.id
    }

    private func text(_ instant: Instant, _ practice: Practice) -> String {
        practice.clinic.zone.civil(at: instant.roundedUpToMinute).text
    }

    private func sent(_ campaign: ID<Campaign>, _ practice: Practice) throws -> [Told] {
        try practice.db.rows(
            """
            SELECT a.external_id, s.step_id, s.contact_point_id, s.phase, s.reason, s.sent_at
            FROM send s JOIN enrollment e ON e.id = s.enrollment_id JOIN appointment a ON a.id = e.appointment_id
            WHERE s.campaign_id = ?
            """, [.int(campaign.rawValue)]
        ).map { row in
            let at = row.optionalTimestamp("sent_at").map { text(Instant(microseconds: $0), practice) }
            let point: Int64? = row.optionalInt("contact_point_id")
            return Told(
                visit: row.text("external_id"), step: ID(row.int("step_id")), point: point.map { ID($0) },
                end: at ?? row.optionalText("reason") ?? row.text("phase"))
        }
    }

    private func compareReplay(_ id: ID<Campaign>, _ practice: Practice, _ sent: [Told], _ seed: UInt64) throws {
        let campaign = try #require(try CampaignStore(practice.db).campaign(id, in: practice.clinic.id))
        let terms = try RevisionStore(practice.db).terms(#require(campaign.revisionID), of: id, in: practice.clinic.id)
        let store = ReplayStore(practice.db)
        let end = "2027-03-30T09:00"
        _ = try store.request(terms, of: campaign, days: 40, clinic: practice.clinic, at: practice.at(end))
        try practice.tick(end, [.replay])
        let tally = try #require(try store.latest(of: id, in: practice.clinic.id)).tally
        let times = sent.filter { $0.end.contains("T") && $0.end.contains(":") }
        #expect(tally.sent == times.count, "seed \(seed)")
        let days = Dictionary(grouping: times) { String($0.end.prefix(10)) }.mapValues(\.count)
        #expect(Dictionary(uniqueKeysWithValues: tally.days.map { ($0.key.text, $0.value) }) == days, "seed \(seed)")
        let reasons = Dictionary(grouping: sent.filter { !times.contains($0) }, by: \.end).mapValues(\.count)
        #expect(
            Dictionary(uniqueKeysWithValues: tally.skipped.map { ($0.key.rawValue, $0.value) }) == reasons,
            "seed \(seed)")
    }
}
