extension Instant {
    /// Reads an RFC 3339 time; seconds may be left out, digits after the microsecond are dropped.
    ///
    /// - Returns: nil without `Z` or an offset, for a date that is none, and for a leap second.
    public init?(_ rfc3339: String) {
        var reader = FieldReader(rfc3339)
        guard let date = reader.date(), reader.skip("T") || reader.skip("t") else { return nil }
        guard let time = reader.clock() else { return nil }
        var second = 0
        var microsecond = 0
        if reader.skip(":") {
            guard let read = reader.number(digits: 2, upTo: 59) else { return nil }
            second = read
            if reader.skip(".") {
                guard let fraction = reader.microseconds() else { return nil }
                microsecond = fraction
            }
        }
        guard let offsetMinutes = reader.offsetMinutes(), reader.isAtEnd else { return nil }
        let minutes = date.daysSince1970 * ClockTime.minutesPerDay + time.minutes - offsetMinutes
        self.init(microseconds: Int64(minutes * 60 + second) * Self.microsecondsPerSecond + Int64(microsecond))
    }

    /// In UTC, "2027-03-13T15:00Z"; with ":SS" only when that is not 0, and never with fractions of a second.
    public var text: String { utc.text + "Z" }

    /// In UTC, "2027-03-13T15:00:00Z": as `text`, but always with seconds, as RFC 3339 wants it.
    public var rfc3339: String { utc.textWithSeconds + "Z" }

    private var utc: CivilDateTime {
        let (days, secondOfDay) = floorDivision(Int(seconds), 86_400)
        return CivilDateTime(
            date: CivilDate(daysSince1970: days), time: ClockTime(minutes: secondOfDay / 60), second: secondOfDay % 60)
    }
}

extension Instant: CustomStringConvertible {
    public var description: String { text }
}
