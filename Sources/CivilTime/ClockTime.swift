/// A time of day on the wall, at minute grain.
public struct ClockTime: Hashable, Sendable {
    /// Minutes since midnight, 0 to 1439.
    public let minutes: Int

    public init(minutes: Int) {
        precondition((0..<Self.minutesPerDay).contains(minutes), "a clock time lies within one day")
        self.minutes = minutes
    }

    /// - Returns: nil outside 00:00 to 23:59.
    public init?(hour: Int, minute: Int) {
        guard (0...23).contains(hour), (0...59).contains(minute) else { return nil }
        self.init(minutes: hour * 60 + minute)
    }

    /// Reads "HH:MM".
    public init?(_ text: String) {
        var reader = FieldReader(text)
        guard let time = reader.clock(), reader.isAtEnd else { return nil }
        self = time
    }

    public var hour: Int { minutes / 60 }
    public var minute: Int { minutes % 60 }

    /// "09:00".
    public var text: String { "\(padded(hour, to: 2)):\(padded(minute, to: 2))" }

    public static let minutesPerDay = 1440
}

extension ClockTime: Comparable {
    public static func < (left: ClockTime, right: ClockTime) -> Bool { left.minutes < right.minutes }
}

extension ClockTime: CustomStringConvertible {
    public var description: String { text }
}

/// Coded as its text.
extension ClockTime: Codable {
    public init(from decoder: any Decoder) throws {
        self = try decoded(from: decoder, "a time as HH:MM", Self.init(_:))
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}
