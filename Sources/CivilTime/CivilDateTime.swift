/// A day and a time of day without a zone: an instant only once a zone has resolved it.
public struct CivilDateTime: Hashable, Sendable {
    public let date: CivilDate
    /// Hour and minute; the seconds stand beside it.
    public let time: ClockTime
    /// 0 to 59.
    public let second: Int

    public init(date: CivilDate, time: ClockTime, second: Int = 0) {
        precondition((0...59).contains(second), "a minute has sixty seconds")
        self.date = date
        self.time = time
        self.second = second
    }

    /// Reads "YYYY-MM-DDTHH:MM" or "YYYY-MM-DDTHH:MM:SS".
    public init?(_ text: String) {
        var reader = FieldReader(text)
        guard let date = reader.date(), reader.skip("T"), let time = reader.clock() else { return nil }
        var second = 0
        if reader.skip(":") {
            guard let read = reader.number(digits: 2, upTo: 59) else { return nil }
            second = read
        }
        guard reader.isAtEnd else { return nil }
        self.init(date: date, time: time, second: second)
    }

    public var hour: Int { time.hour }
    public var minute: Int { time.minute }

    /// "2027-03-13T09:00", with ":SS" only when that is not 0.
    public var text: String { second == 0 ? "\(date.text)T\(time.text)" : textWithSeconds }

    /// "2027-03-13T09:00:00".
    public var textWithSeconds: String { "\(date.text)T\(time.text):\(padded(second, to: 2))" }

    /// The same time of day on another day.
    public func adding(days: Int) -> CivilDateTime {
        CivilDateTime(date: date.adding(days: days), time: time, second: second)
    }

    /// The same time of day, months later, at most on that month's last day.
    public func adding(months: Int) -> CivilDateTime {
        CivilDateTime(date: date.adding(months: months), time: time, second: second)
    }
}

extension CivilDateTime: Comparable {
    public static func < (left: CivilDateTime, right: CivilDateTime) -> Bool {
        (left.date, left.time, left.second) < (right.date, right.time, right.second)
    }
}

extension CivilDateTime: CustomStringConvertible {
    public var description: String { text }
}

/// Coded as its text.
extension CivilDateTime: Codable {
    public init(from decoder: any Decoder) throws {
        self = try decoded(from: decoder, "a local time as YYYY-MM-DDTHH:MM", Self.init(_:))
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}
