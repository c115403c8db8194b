import Campaigns
import CivilTime
import Delivery
import MariaDB
import Storage
import TestSupport
import Testing

@testable import Jobs

/// Over 20 % content refusals among a campaign's first 50 pause the campaign (delivery.md 4).
@Suite struct SelfPauseTests {
    private static let spam = Outcome.refused(Refusal(.forEver, .content, code: 550, detail: "5.7.1"))
    private static let due = "2027-03-04T10:00"

    /// An offer to sixty people, five to a commit.
    private func offer(
        answering outcome: @escaping (Int) -> Outcome,
        _ body: (Practice, AnsweringCourier, ID<Campaign>) throws -> Void
    ) throws {
        try withDatabase { db in
            let courier = AnsweringCourier(limits: CourierLimits(marketingGroup: 5), outcome: outcome)
            let practice = try Practice(db, couriers: [.email: courier, .sms: courier])
            for number in 10..<70 {
                try practice.patient("P-\(number)", age: 40, phone: "+131255501\(number)")
                try practice.consents("P-\(number)", true, at: "2027-03-01T09:05")
            }
            let id = try practice.offer(on: Self.due, body: "Shine!", made: "2027-03-02T10:00")
            try practice.tick(Self.due)
            try body(practice, courier, id)
        }
    }

    private func campaign(_ id: ID<Campaign>, _ practice: Practice) throws -> Campaign {
        try #require(try CampaignStore(practice.db).campaign(id, in: practice.clinic.id))
    }

    @Test("a campaign whose messages are refused for what they say goes no further, and says why")
    func pauses() throws {
        try offer(answering: { _ in Self.spam }) { practice, courier, id throws in
            let paused = try campaign(id, practice)
            #expect(paused.status == .paused)
            // Ten of ten were not yet too many of fifty.
            #expect(courier.handed == 15)
            #expect(
                paused.selfPause?.sentence
                    == "15 of its first 15 messages were refused for what they say: 550 5.7.1")
            #expect(try practice.count("SELECT COUNT(*) AS n FROM send WHERE phase = 'FAILED'") == 15)
            #expect(
                try practice.count(
                    "SELECT COUNT(*) AS n FROM audit_log WHERE verb = 'pause' AND staff_id IS NULL AND data LIKE '%itself%'"
                )
                    == 1)
            // A tick is run twice.
            try practice.tick("2027-03-04T10:01")
            #expect(courier.handed == 15)
            #expect(try practice.count("SELECT COUNT(*) AS n FROM self_pause") == 1)
        }
    }

    @Test("once somebody lets it go on, its next messages are its first")
    func again() throws {
        try offer(answering: { _ in Self.spam }) { practice, courier, id throws in
            let outcome = try CampaignLife(practice.db, revisions: RevisionStore(practice.db)).resume(
                id, .send, in: practice.clinic.id, by: .program, at: practice.at("2027-03-04T10:05"))
            #expect(outcome == .done)
            #expect(try campaign(id, practice).selfPause == nil)
            try practice.tick("2027-03-04T10:06")
            #expect(courier.handed == 30)
            #expect(try campaign(id, practice).selfPause?.refusals == FirstRefusals(refused: 15, answered: 15))
        }
    }

    @Test("a fifth of the first fifty is not too many, and what comes after them does not count")
    func later() throws {
        try offer(answering: { (11...50).contains($0) ? .accepted(reference: nil) : Self.spam }) {
            practice, courier, id throws in
            #expect(courier.handed == 60)
            try #expect(campaign(id, practice).status != .paused)
        }
    }

    @Test(
        "what is refused for another reason, or for now, pauses nothing",
        arguments: [
            Outcome.refused(Refusal(.forEver, .address, code: 550)),
            .refused(Refusal(.forEver, .sender, code: 550)), .refused(Refusal(.forNow, .content, code: 451)),
        ])
    func others(outcome: Outcome) throws {
        try offer(answering: { _ in outcome }) { practice, courier, id throws in
            #expect(courier.handed == 60)
            try #expect(campaign(id, practice).status != .paused)
        }
    }
}
