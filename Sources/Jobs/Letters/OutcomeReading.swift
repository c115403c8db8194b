import Campaigns
import CivilTime
import Delivery
import Storage

/// What a courier's outcome means for the row of the send.
struct OutcomeReading {
    let word: CourierAnswer.Outcome
    let settlement: Settlement
    let reference: String?
    /// Nothing more goes to the address, for this.
    let suppression: SuppressionStore.Cause?
    let cause: CourierAnswer.Cause?
    /// What the provider called the error.
    let detail: String?
    /// The name under which the tick counts it.
    let count: String

    /// - Parameter chance: from 0 to 1, for the back-off's spread.
    init(_ outcome: Outcome, of send: ClaimedSend, provider: ProviderWatch, at now: Instant, chance: () -> Double) {
        var reference: String?
        var suppression: SuppressionStore.Cause?
        switch outcome {
        case .accepted(let given):
            (word, settlement, count) = (.accepted, .sent, "sent")
            reference = given
        case .refused(let refusal) where refusal.lasting == .forNow:
            let jitter = chance() * 2 - 1
            (word, count) = (.refusedNow, "refused")
            settlement = .refusedNow(refusals: send.refusals, at: now, jitter: jitter)
        case .refused(let refusal):
            (word, count) = (.refusedForEver, "failed")
            settlement = refusal.cause == .beyondASCII ? .addressNotCarried : .refusedForEver
            suppression = Self.suppression(refusal.cause)
        case .providerTrouble:
            (word, count) = (.providerTrouble, "moved")
            settlement = .providerTrouble(until: provider.openUntil ?? now.adding(seconds: 60), at: now)
        case .unauthorised:
            (word, settlement, count) = (.unauthorised, .notBegun(at: now), "moved")
        case .unknown:
            (word, count) = (.unknown, "unknown")
            settlement = .unknown(channel: send.channel, purpose: send.purpose, wires: send.wires + 1, at: now)
        case .notBegun:
            (word, settlement, count) = (.notBegun, .notBegun(at: now), "moved")
        }
        self.reference = reference
        self.suppression = suppression
        if case .refused(let refusal) = outcome {
            (cause, detail) = (Self.cause(refusal.cause), refusal.detail)
        } else {
            (cause, detail) = (nil, nil)
        }
    }

    /// Who told the carrier to stop has told us.
    private static func suppression(_ cause: Refusal.Cause) -> SuppressionStore.Cause? {
        switch cause {
        case .address: .badAddress
        case .optedOut: .optOut
        case .sender, .beyondASCII, .content, .other: nil
        }
    }

    private static func cause(_ cause: Refusal.Cause) -> CourierAnswer.Cause {
        switch cause {
        case .address: .address
        case .optedOut: .optedOut
        case .sender: .sender
        case .content: .content
        case .beyondASCII, .other: .other
        }
    }
}
