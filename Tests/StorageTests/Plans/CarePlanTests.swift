import MariaDB
import TestSupport
import Testing

@testable import Storage

/// What is counted and listed over failed and waiting messages goes by an index and sorts nothing, however many there are.
@Suite struct CarePlanTests {
    struct Question: Sendable, CustomTestStringConvertible {
        let statement: String
        let values: [Value]
        let table: String
        let index: String
        let name: String

        var testDescription: String { name }
    }

    private static let now = PlanTests.now

    static let questions = [
        Question(
            statement: AttentionListSQL.all.rawValue, values: [1, now, now, 1_000_000, 51], table: "t",
            index: "attention_open", name: "a page of failed messages"),
        Question(
            statement: AttentionListSQL.ofKind.rawValue, values: [1, "address", now, now, 1_000_000, 51], table: "t",
            index: "attention_kind", name: "a page of failed messages of a kind"),
        Question(
            statement: AttentionListSQL.kinds.rawValue, values: [1, 2_001], table: "attention",
            index: "attention_open", name: "how many failed, by kind"),
        Question(
            statement: AttentionListSQL.campaigns.rawValue, values: [1, now, 2_000, 1], table: "attention",
            index: "attention_open", name: "how many failed, by campaign"),
        Question(
            statement: AttentionDeskSQL.ofKind.rawValue, values: [1, "address", now, 201], table: "attention",
            index: "attention_kind", name: "all of a kind"),
        Question(
            statement: AttentionDeskSQL.dismissed.rawValue, values: [1, now, 1], table: "attention",
            index: "attention_open", name: "what was put aside just now"),
        Question(
            statement: AttentionSQL.uncounted.rawValue, values: [2_000], table: "attention",
            index: "attention_uncounted", name: "what no total holds"),
        Question(
            statement: SelfPauseSQL.first.rawValue, values: [1, 1, now, now, 50], table: "send",
            index: "send_campaign",
            name: "a campaign's first messages"),
        Question(
            statement: CampaignLifeSQL.waiting.rawValue, values: [1, 1, 3_001], table: "send",
            index: "send_waiting", name: "what waits of a campaign"),
        Question(
            statement: ProviderTallySQL.waiting.rawValue, values: ["SMS", 1, now, 5_000], table: "send",
            index: "send_waiting", name: "what waits behind a provider"),
        Question(
            statement: ProviderTallySQL.counts.rawValue, values: [now, 1, now], table: "provider_tally",
            index: "PRIMARY", name: "what providers answered"),
        Question(
            statement: GaugeSQL.due.rawValue, values: ["SMS", 0, now, 5_000], table: "send", index: "send_claim",
            name: "how many are due"),
        Question(
            statement: GaugeSQL.inPhase.rawValue, values: ["WIRE", 5_000], table: "send", index: "send_claim",
            name: "how many are on the wire"),
        Question(
            statement: GaugeSQL.parked.rawValue, values: [5_000], table: "send", index: "send_claim",
            name: "how many are parked"),
        Question(
            statement: GaugeSQL.events.rawValue, values: [5_000], table: "event", index: "event_pending",
            name: "how many events wait"),
    ]

    @Test("each goes by its index and sorts nothing", arguments: [0, 20_000])
    func plan(rows: Int) throws {
        try withDatabase { db in
            if rows > 0 { try fill(rows, db) }
            for question in Self.questions {
                let plan = try db.rows("EXPLAIN " + question.statement, question.values)
                let row = try #require(
                    plan.first { $0.optionalText("table") == question.table }, "\(question.name)")
                #expect(row.optionalText("key") == question.index, "\(question.name)")
                #expect(!(row.optionalText("Extra") ?? "").contains("filesort"), "\(question.name)")
            }
        }
    }

    private func fill(_ rows: Int, _ db: Database) throws {
        try Crowd(db).fill(rows)
        _ = try db.run(
            """
            INSERT INTO attention (send_id, clinic_id, campaign_id, kind, failed_at, closed_at, is_counted)
            SELECT id, clinic_id, campaign_id, IF(id % 3, 'address', 'ambiguous'), created_at,
                IF(id % 10, created_at, NULL), TRUE
            FROM send
            """)
    }
}
