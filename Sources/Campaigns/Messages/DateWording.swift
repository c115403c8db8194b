import CivilTime

/// How dates, times and amounts are written inside messages.
public struct DateWording: Sendable, Hashable {
    /// Whether the clinic's country writes "Mar 13" and "3:30 PM".
    private let isAmerican: Bool
    private let isSpanish: Bool

    /// - Parameters:
    ///   - region: ISO 3166 code of the clinic's country.
    ///   - language: tag of the message's language; Spanish, else English.
    public init(region: String, language: String) {
        isAmerican = region == "US"
        isSpanish = language.lowercased().split(separator: "-").first == "es"
    }

    /// "Tue, Mar 13", "Tue 13 Mar" outside the United States, "mar 13 mar" in Spanish.
    public func date(_ date: CivilDate) -> String {
        if isSpanish { return "\(Self.spanishDays[date.weekday]) \(date.day) \(Self.spanishMonths[date.month - 1])" }
        let weekday = Self.englishDays[date.weekday]
        let month = Self.englishMonths[date.month - 1]
        return isAmerican ? "\(weekday), \(month) \(date.day)" : "\(weekday) \(date.day) \(month)"
    }

    /// "3:30 PM", "15:30" outside the United States.
    public func time(_ time: ClockTime) -> String {
        guard isAmerican else { return time.text }
        let hour = time.hour % 12 == 0 ? 12 : time.hour % 12
        let half = isSpanish ? (time.hour < 12 ? "a.m." : "p.m.") : (time.hour < 12 ? "AM" : "PM")
        return "\(hour):\(time.minute < 10 ? "0" : "")\(time.minute) \(half)"
    }

    /// "$120.00", "120.00 SEK".
    ///
    /// - Parameter cents: hundredths of the currency.
    public func amount(cents: Int64, currency: String) -> String {
        let (whole, rest) = cents.magnitude.quotientAndRemainder(dividingBy: 100)
        let number = "\(cents < 0 ? "-" : "")\(whole).\(rest < 10 ? "0" : "")\(rest)"
        return currency == "USD" ? "$" + number : "\(number) \(currency)"
    }

    private static let englishDays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    private static let englishMonths = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
    private static let spanishDays = ["dom", "lun", "mar", "mié", "jue", "vie", "sáb"]
    private static let spanishMonths = [
        "ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic",
    ]
}
