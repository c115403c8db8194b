/// Reads the fixed fields of dates and times from the left of a text; each read answers nil and the whole is refused.
struct FieldReader {
    private var rest: Substring.UTF8View

    init(_ text: String) {
        rest = text[...].utf8
    }

    var isAtEnd: Bool { rest.isEmpty }

    mutating func skip(_ character: Unicode.Scalar) -> Bool {
        guard let first = rest.first, UInt32(first) == character.value else { return false }
        rest.removeFirst()
        return true
    }

    /// Exactly so many ASCII digits, as a number from 0 to the limit.
    mutating func number(digits: Int, upTo limit: Int) -> Int? {
        var value = 0
        for _ in 0..<digits {
            guard let digit = digit() else { return nil }
            value = value * 10 + digit
        }
        return value <= limit ? value : nil
    }

    /// "YYYY-MM-DD", a date that exists.
    mutating func date() -> CivilDate? {
        guard let year = number(digits: 4, upTo: 9999), skip("-"), let month = number(digits: 2, upTo: 12), skip("-"),
            let day = number(digits: 2, upTo: 31)
        else { return nil }
        return CivilDate(year: year, month: month, day: day)
    }

    /// "HH:MM".
    mutating func clock() -> ClockTime? {
        guard let hour = number(digits: 2, upTo: 23), skip(":"), let minute = number(digits: 2, upTo: 59) else {
            return nil
        }
        return ClockTime(minutes: hour * 60 + minute)
    }

    /// One or more digits of a decimal fraction, cut to microseconds.
    mutating func microseconds() -> Int? {
        guard var value = digit() else { return nil }
        var count = 1
        while let next = digit() {
            count += 1
            if count <= 6 { value = value * 10 + next }
        }
        while count < 6 {
            count += 1
            value *= 10
        }
        return value
    }

    /// "Z" or "+HH:MM" or "-HH:MM", as minutes east of UTC.
    mutating func offsetMinutes() -> Int? {
        if skip("Z") || skip("z") { return 0 }
        let isEast = skip("+")
        guard isEast || skip("-"), let offset = clock() else { return nil }
        return isEast ? offset.minutes : -offset.minutes
    }

    private mutating func digit() -> Int? {
        guard let first = rest.first, (48...57).contains(first) else { return nil }
        rest.removeFirst()
        return Int(first) - 48
    }
}
