/// A point on the time line, in microseconds since 1970-01-01T00:00Z; leap seconds do not count.
public struct Instant: Hashable, Comparable, Sendable {
    public let microseconds: Int64

    public init(microseconds: Int64) {
        self.microseconds = microseconds
    }

    public init(seconds: Int64) {
        self.microseconds = seconds * Self.microsecondsPerSecond
    }

    public static func < (left: Instant, right: Instant) -> Bool {
        left.microseconds < right.microseconds
    }

    /// Whole seconds since 1970, rounded down.
    public var seconds: Int64 {
        Int64(floorDivision(Int(microseconds), Int(Self.microsecondsPerSecond)).quotient)
    }

    public func adding(seconds: Int) -> Instant {
        Instant(microseconds: microseconds + Int64(seconds) * Self.microsecondsPerSecond)
    }

    public func adding(minutes: Int) -> Instant { adding(seconds: minutes * 60) }

    public func adding(hours: Int) -> Instant { adding(seconds: hours * 3600) }

    /// Elapsed seconds from an earlier instant to this one, rounded down; negative when it is the later one.
    public func seconds(since earlier: Instant) -> Int {
        let elapsed = Int(microseconds - earlier.microseconds)
        return floorDivision(elapsed, Int(Self.microsecondsPerSecond)).quotient
    }

    /// The same instant on a whole minute, else the next whole minute (rules.md 2.4).
    public var roundedUpToMinute: Instant {
        let minute = 60 * Int(Self.microsecondsPerSecond)
        let past = floorDivision(Int(microseconds), minute).remainder
        return past == 0 ? self : Instant(microseconds: microseconds + Int64(minute - past))
    }

    static let microsecondsPerSecond: Int64 = 1_000_000
}

/// Coded as the number of microseconds.
extension Instant: Codable {
    public init(from decoder: any Decoder) throws {
        microseconds = try decoder.singleValueContainer().decode(Int64.self)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(microseconds)
    }
}
