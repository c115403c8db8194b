import CivilTime

/// Whether what was enrolled once may be enrolled again (rules.md 1.1).
public struct Reentry: Sendable, Hashable {
    /// Days since the last time; nil for never.
    public let days: Int?

    public static let never = Reentry(days: nil)
    /// The days that may be set.
    public static let limits = 1...3_650

    public init(days: Int?) { self.days = days }

    /// "The same appointment never begins it a second time."
    ///
    /// - Parameter anchor: what the trigger is about; nil for a patient's event alone.
    public func sentence(about anchor: AnchorKind?) -> String {
        let what = anchor.map(\.rawValue) ?? "event of a patient"
        guard let days else { return "The same \(what) never begins it a second time." }
        return "The same \(what) may begin it again after \(days) \(days == 1 ? "day" : "days")."
    }

    /// The last time that the same key was enrolled.
    public struct Last: Sendable, Hashable {
        public let round: Int
        public let startedAt: Instant

        public init(round: Int, startedAt: Instant) {
            self.round = round
            self.startedAt = startedAt
        }
    }

    /// The number of the next round; nil when it may not begin at `start`. Days are the clinic's, to the same clock time.
    public func round(after last: Last, startingAt start: Instant, in zone: Zone) -> Int? {
        guard let days else { return nil }
        let earliest = zone.instant(of: zone.civil(at: last.startedAt).adding(days: days))
        return start >= earliest ? last.round + 1 : nil
    }
}
