import CivilTime

/// Where a send stands when a receipt about it comes in.
public struct ReceiptedSend: Sendable, Hashable {
    public var phase: SendPhase
    public var failure: FailureClass?
    /// Copies that left, or may have.
    public let wires: Int
    public let plannedAt: Instant
    /// When its first and its last copy started to leave; nil before any did.
    public let firstWiredAt: Instant?
    public let lastWiredAt: Instant?

    public init(
        phase: SendPhase, failure: FailureClass? = nil, wires: Int, plannedAt: Instant, firstWiredAt: Instant?,
        lastWiredAt: Instant?
    ) {
        self.phase = phase
        self.failure = failure
        self.wires = wires
        self.plannedAt = plannedAt
        self.firstWiredAt = firstWiredAt
        self.lastWiredAt = lastWiredAt
    }
}

/// What a receipt makes of its send.
///
/// - Source: delivery.md 2. Ranks only rise: SENT, DELIVERED, FAILED bounced.
public enum ReceiptRuling: Sendable, Hashable {
    /// Its send is in somebody's hands: the receipt is kept, and asked again.
    case keep
    /// It tells nothing new, or nothing that counts.
    case moot
    case sent, delivered, bounced

    /// - Parameter wire: which copy the receipt is about; nil where that was not told.
    public init(_ kind: Receipt.Kind, wire: Int?, about send: ReceiptedSend) {
        let isOfEarlierCopy = wire.map { $0 < send.wires } ?? false
        guard let rank = Rank(of: send) else {
            self = send.phase == .wire || send.phase == .claimed ? .keep : .moot
            return
        }
        // A row whose visit moved takes its new time in place: what was heard of the old message says nothing of the new.
        let leftAt = isOfEarlierCopy ? send.firstWiredAt : send.lastWiredAt
        if let leftAt, leftAt < send.plannedAt {
            self = .moot
            return
        }
        let told = Rank(of: kind)
        // Of two copies the later counts: one that came back says nothing of the other.
        if told <= rank || told == .bounced && isOfEarlierCopy {
            self = .moot
            return
        }
        self = told.ruling
    }

    private enum Rank: Int, Comparable {
        case mayHaveLeft, sent, delivered, bounced

        static func < (one: Rank, other: Rank) -> Bool { one.rawValue < other.rawValue }

        init(of kind: Receipt.Kind) {
            switch kind {
            case .accepted: self = .sent
            case .delivered, .complaint: self = .delivered
            case .bouncedNow, .bouncedForEver, .optedOut: self = .bounced
            }
        }

        /// nil for a send that no receipt can change.
        init?(of send: ReceiptedSend) {
            switch (send.phase, send.failure) {
            case (.unknown, _), (.failed, .ambiguous): self = .mayHaveLeft
            case (.ready, _) where send.wires > 0, (.parked, _) where send.wires > 0: self = .mayHaveLeft
            case (.sent, _): self = .sent
            case (.delivered, _): self = .delivered
            case (.failed, .bounced): self = .bounced
            default: return nil
            }
        }

        var ruling: ReceiptRuling {
            switch self {
            case .mayHaveLeft: .moot
            case .sent: .sent
            case .delivered: .delivered
            case .bounced: .bounced
            }
        }
    }
}
