import CivilTime

/// A stretch of a clinic's days, both ends included.
public struct Period: Sendable, Hashable {
    public let first: CivilDate
    public let last: CivilDate

    /// The most days that are counted at once: two years.
    public static let mostDays = 731

    /// nil when the last day precedes the first, or there are more than `mostDays`.
    public init?(from first: CivilDate, to last: CivilDate) {
        guard first <= last, last.days(since: first) < Self.mostDays else { return nil }
        self.first = first
        self.last = last
    }

    private init(known first: CivilDate, _ last: CivilDate) {
        self.first = first
        self.last = last
    }

    /// The last so many days, `today` among them.
    ///
    /// - Parameter days: from 1 to `mostDays`.
    public static func last(_ days: Int, until today: CivilDate) -> Period {
        precondition((1...mostDays).contains(days), "a period has from 1 to \(mostDays) days")
        return Period(known: today.adding(days: 1 - days), today)
    }

    /// From the first of the month on.
    public static func month(until today: CivilDate) -> Period {
        Period(known: today.adding(days: 1 - today.day), today)
    }

    public var dayCount: Int { last.days(since: first) + 1 }

    /// As many days, just before.
    public var before: Period { Period(known: first.adding(days: -dayCount), first.adding(days: -1)) }

    public func contains(_ day: CivilDate) -> Bool { first <= day && day <= last }
}
