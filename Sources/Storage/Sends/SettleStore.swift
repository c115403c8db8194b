import Campaigns
import CivilTime
import MariaDB

/// What a courier answered over one send, and what that makes of it.
public struct CourierAnswer: Sendable {
    public enum Outcome: String, Sendable, CaseIterable {
        case accepted
        case refusedNow = "refused_now"
        case refusedForEver = "refused_for_ever"
        case providerTrouble = "provider_trouble"
        case unauthorised
        case unknown
        case notBegun = "not_begun"
    }

    /// Why a provider refused a message.
    public enum Cause: String, Sendable, CaseIterable {
        case address
        case optedOut = "opted_out"
        case sender, content, other
    }

    public let send: ClaimedSend
    public let token: ClaimToken
    public let outcome: Outcome
    /// The provider's response code.
    public let code: Int?
    /// Of a refusal.
    public let cause: Cause?
    /// Its enhanced status, or the provider's own number of an error.
    public let detail: String?
    /// The provider's own id of the message, printable ASCII.
    public let reference: String?
    /// What the refusal says of the address, for good; nil where it says nothing.
    public let suppression: SuppressionStore.Cause?
    /// Whether the provider will tell what became of what it accepted.
    public let hasReceipts: Bool
    public let settlement: Settlement

    public init(
        send: ClaimedSend, token: ClaimToken, outcome: Outcome, code: Int?, cause: Cause? = nil, detail: String? = nil,
        reference: String?, suppression: SuppressionStore.Cause? = nil, hasReceipts: Bool = false,
        settlement: Settlement
    ) {
        self.send = send
        self.token = token
        self.outcome = outcome
        self.code = code
        self.cause = cause
        self.detail = detail.map { String(Self.printable($0).prefix(Self.detailLength)) }
        self.reference = reference.map(Self.printable)
        self.suppression = suppression
        self.hasReceipts = hasReceipts
        self.settlement = settlement
    }

    /// The column's width in the database.
    private static let detailLength = 20

    /// The reference as a word that may stand in a batch: at most 120 characters, without quotes and backslashes.
    private static func printable(_ reference: String) -> String {
        let bytes = reference.utf8.filter { (0x21...0x7E).contains($0) && $0 != 0x22 && $0 != 0x5C }
        return String(decoding: bytes.prefix(120), as: UTF8.self)
    }
}

/// Writes couriers' answers.
struct SettleStore {
    let db: Database

    init(_ db: Database) { self.db = db }

    /// Settles answers, all inside the caller's transaction.
    func settle(_ answers: [CourierAnswer], at now: Instant) throws {
        for (token, group) in Dictionary(grouping: answers, by: \.token) { try settle(group, token, at: now) }
    }

    private func settle(_ answers: [CourierAnswer], _ token: ClaimToken, at now: Instant) throws {
        var settled: [CourierAnswer] = []
        for (end, alike) in Dictionary(grouping: answers, by: { SendEnd($0, at: now) }) {
            let references = Value.text(JSONCell.table(alike.sorted { $0.send.id < $1.send.id }.map(Self.reference)))
            let change = try db.run(
                SendSQL.settle.rawValue, [references] + end.values + [.instant(now), token.value])
            settled += change.rows == alike.count ? alike : try settleLate(alike, token, at: now)
            _ = try db.run(
                SendSQL.endAttempts.rawValue, [references, token.value, .instant(now)] + end.attemptValues)
        }
        try TallyStore(db).note(settled.compactMap { Self.delta($0, now) })
        try AttentionStore(db).note(settled.filter { $0.settlement.phase == .failed }.map(\.send.id), at: now)
        try suppress(answers, at: now)
    }

    private static func reference(_ answer: CourierAnswer) -> String {
        JSONCell.row([.number(answer.send.id.rawValue), .word(answer.reference)])
    }

    /// Some rows were taken back while their courier spoke: an acceptance still counts, anything else is theirs.
    ///
    /// - Returns: the answers that stand in their rows now.
    private func settleLate(_ answers: [CourierAnswer], _ token: ClaimToken, at now: Instant) throws
        -> [CourierAnswer]
    {
        try answers.filter { answer in
            let row = try db.row(SendSQL.phase.rawValue, [.id(answer.send.id)])
            let isThere = row?.optionalText("phase") == answer.settlement.phase.rawValue
            guard !isThere, answer.settlement.phase == .sent else { return isThere }
            let change = try db.run(
                SendSQL.settleLate.rawValue,
                [
                    .instant(answer.quietEnd(after: now)), .instant(now), .text(answer.reference), .instant(now),
                    .id(answer.send.id),
                ])
            if change.rows == 1, row?.optionalText("failure") != nil {
                try TallyStore(db).note([answer.send.delta(.failed, at: now, amount: -1)])
            }
            return change.rows == 1
        }
    }

    private static func delta(_ answer: CourierAnswer, _ now: Instant) -> Tally.Delta? {
        switch answer.settlement.phase {
        case .sent: answer.send.delta(.sent, at: now)
        case .failed: answer.send.delta(.failed, at: now)
        default: nil
        }
    }

    private func suppress(_ answers: [CourierAnswer], at now: Instant) throws {
        for answer in answers {
            guard let cause = answer.suppression, let point = answer.send.pointID else { continue }
            try SuppressionStore(db).suppress(point, in: answer.send.clinicID, scope: .all, because: cause, at: now)
        }
    }
}
