import CivilTime

/// A `Date` header's value (RFC 5322, section 3.3), in UTC.
enum MailDate {
    static func text(of instant: Instant) -> String {
        let secondOfDay = ((instant.seconds % 86_400) + 86_400) % 86_400
        let date = CivilDate(daysSince1970: Int((instant.seconds - secondOfDay) / 86_400))
        let clock = [secondOfDay / 3_600, secondOfDay / 60 % 60, secondOfDay % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }
        return "\(weekdays[date.weekday]), \(date.day) \(months[date.month - 1]) \(date.year) "
            + clock.joined(separator: ":") + " +0000"
    }

    private static let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
}
