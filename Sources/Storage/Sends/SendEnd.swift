import Campaigns
import CivilTime
import MariaDB

/// What an answer makes of its send and of the attempt: all but the provider's reference, and so the same for most of a
/// group.
struct SendEnd: Hashable {
    private let settlement: Settlement
    private let nextAt: Instant?
    private let sentAt: Instant?
    private let outcome: CourierAnswer.Outcome
    private let code: Int?
    private let cause: CourierAnswer.Cause?
    private let detail: String?

    init(_ answer: CourierAnswer, at now: Instant) {
        settlement = answer.settlement
        let isSent = settlement.phase == .sent
        nextAt = isSent ? answer.quietEnd(after: now) : settlement.nextAt
        sentAt = isSent ? now : nil
        (outcome, code, cause, detail) = (answer.outcome, answer.code, answer.cause, answer.detail)
    }

    /// What `SendSQL.settle` binds from the phase to the time of sending.
    var values: [Value] {
        [
            .choice(settlement.phase), .choice(settlement.failure), .choice(settlement.reason), .instant(nextAt),
            .number(settlement.heldSeconds), .number(settlement.wires), .number(settlement.refusals), .instant(sentAt),
        ]
    }

    /// What `SendSQL.endAttempts` binds from the outcome on.
    var attemptValues: [Value] { [.choice(outcome), .number(code), .choice(cause), .text(detail)] }
}

extension CourierAnswer {
    /// E-mail, and SMS of whose end nobody tells, count as delivered so long after their acceptance (delivery.md 2).
    static let quietHours = 24

    /// When an accepted message counts as delivered by itself; nil where somebody tells, or nobody ever will.
    func quietEnd(after now: Instant) -> Instant? {
        switch send.channel {
        case .email: now.adding(hours: Self.quietHours)
        case .sms: hasReceipts ? nil : now.adding(hours: Self.quietHours)
        case .inApp, .push: nil
        }
    }
}
