import Foundation

/// How long before a visit a line of the reminder table sends.
public enum ReminderLead: Sendable, Hashable, Codable {
    case atBooking
    /// Elapsed.
    case hours(Int)
    /// Calendar steps that keep the clock time.
    case days(Int)
    /// The visit's own morning.
    case morning

    public static let mostHours = 240
    public static let mostDays = 90

    /// Until when a reminder waits; nil at booking, and for an amount out of bounds.
    public var wait: WaitExpression? {
        switch self {
        case .atBooking: nil
        case .hours(let hours):
            (1...Self.mostHours).contains(hours)
                ? WaitSpan(hours, .hour).map { .offset($0, .before, .appointment, at: nil) } : nil
        case .days(let days):
            (1...Self.mostDays).contains(days)
                ? WaitSpan(days, .day).map { .offset($0, .before, .appointment, at: nil) } : nil
        case .morning: .morning(of: .appointment)
        }
    }

    public var isInBounds: Bool { self == .atBooking || wait != nil }

    /// "at booking", "2 days before", "48 hours before", "on the morning".
    public var phrase: String {
        switch self {
        case .atBooking: "at booking"
        case .hours(let hours): "\(hours) \(hours == 1 ? "hour" : "hours") before"
        case .days(let days): "\(days) \(days == 1 ? "day" : "days") before"
        case .morning: "on the morning"
        }
    }

    /// Up to so many hours before a visit come after its morning in the workflow: a visit of the afternoon then gets
    /// both.
    static let hoursAfterMorning = 6

    /// The order in which they stand in a workflow, the earliest first: minutes before the visit, about.
    var distance: Int {
        switch self {
        case .atBooking: .max
        case .days(let days): days * 24 * 60
        // Of what falls together on most days, the calendar's goes first.
        case .hours(let hours): hours * 60 - 1
        case .morning: Self.hoursAfterMorning * 60
        }
    }
}
