import Campaigns
import CivilTime
import MariaDB
import TestSupport
import Testing

@testable import Storage

/// The count asks the sender's questions over facts read in bulk; one patient at a time, over all facts, it is the same.
@Suite struct AudienceReachTests {
    private static let now = SampleRows.instant("2027-03-03T17:00Z")

    private static func terms(_ type: CampaignType, _ channels: [Channel], _ audience: Rule = .everybody) -> Terms {
        let steps = channels.enumerated().map {
            Step(id: ID(Int64($0.offset) + 1), name: "", action: .send(SendStep(channel: $0.element, template: nil)))
        }
        return Terms(
            type: type, purpose: type == .marketing ? .marketing : .care, trigger: nil, audience: audience,
            workflow: Workflow(steps: steps))
    }

    private static func oneByOne(_ terms: Terms, _ clinic: AudienceClinic) throws -> AudienceCount {
        var count = AudienceCount()
        let facts = try clinic.facts()
        let days = MarketingDaysStore(clinic.db)
        for id in clinic.patients {
            count.patients += 1
            guard let patient = facts[id], terms.includes(patient, at: now) else {
                if count.sample.outside.count < 3 { count.sample.outside.append(id) }
                continue
            }
            count.inAudience += 1
            let points = Set(patient.circle.everyone.flatMap { [$0.email?.id, $0.phone?.id] }.compactMap(\.self))
            let isCapped = terms.purpose == .marketing
            let question = AudienceQuestion(
                terms: terms, facts: patient,
                patientMarketingDays: isCapped ? try days.days(of: id, in: clinic.clinic, at: now) : [],
                pointMarketingDays: isCapped ? try days.days(of: points, in: clinic.clinic, at: now) : [:])
            let reason = question.reason(at: now)
            count.note(id, reason, sampling: 3)
            let isMinor = patient.patient.isMinor(
                on: clinic.clinic.day(at: now), majority: clinic.clinic.ageOfMajority)
            let receives = patient.circle.members.contains {
                terms.purpose == .marketing ? $0.receivesMarketing : $0.receivesCare
            }
            if reason == nil, isMinor, !receives { count.minorsAlone += 1 }
        }
        return count
    }

    @Test(
        "it counts whom the sender would let through, and why not the others",
        arguments: [UInt64.random(in: 0 ... .max)])
    func same(seed: UInt64) throws {
        print("AudienceReachTests: seed \(seed)")
        try withDatabase { db throws in
            var random = RandomClinic(try AudienceClinic(db), seed: seed, now: Self.now)
            try db.transaction { try random.fill(150) }
            let clinic = random.clinic
            try db.transaction {
                for number in 1...10 {
                    try clinic.suppress(
                        "email", "shared\(number)@patients.example", scope: number % 2 == 0 ? "all" : "marketing")
                }
                // Some heard of an offer yesterday, some three weeks ago.
                let rows = SampleRows(db)
                let campaign = try rows.campaign(in: clinic.clinic.id)
                let reached = try clinic.facts().values.filter { $0.circle.own.email != nil }.map(\.patient.id).sorted()
                for (index, id) in reached.enumerated() where index % 3 != 0 {
                    let planned = Self.now.adding(hours: index % 3 == 1 ? -24 : -500)
                    _ = try rows.send(of: campaign, to: id, in: clinic.clinic.id, plannedAt: planned, sentAt: planned)
                }
            }
            let adults = Rule.test(FieldTest(field: .age, op: .greaterOrEqual, value: .number(18)))
            for terms in [
                Self.terms(.marketing, [.email]), Self.terms(.marketing, [.sms, .email], .not(adults)),
                Self.terms(.followUp, [.email]), Self.terms(.reminder, [.sms]),
                Self.terms(.followUp, [.push, .sms], adults),
            ] {
                let count = try AudienceStore(db).reach(of: terms, in: clinic.clinic, at: Self.now, sampling: 3)
                #expect(try count == Self.oneByOne(terms, clinic), "seed \(seed)")
                #expect(count.receiving + count.withheld.values.reduce(0, +) == count.inAudience)
                let all = try AudienceStore(db).count(terms.who, in: clinic.clinic, at: Self.now)
                #expect(all == count.inAudience)
            }
        }
    }
}
