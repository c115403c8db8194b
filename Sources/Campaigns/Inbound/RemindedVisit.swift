import CivilTime

/// A visit of which a number was reminded by text message.
public struct RemindedVisit: Sendable, Hashable {
    public let id: ID<Appointment>
    public let startsAt: Instant
    public let status: AppointmentStatus
    /// When the last reminder of it left.
    public let remindedAt: Instant
    /// It changed since: that reminder told something else.
    public let isChanged: Bool

    public init(
        id: ID<Appointment>, startsAt: Instant, status: AppointmentStatus, remindedAt: Instant, isChanged: Bool
    ) {
        self.id = id
        self.startsAt = startsAt
        self.status = status
        self.remindedAt = remindedAt
        self.isChanged = isChanged
    }

    fileprivate var stands: Bool { !isChanged && (status == .booked || status == .confirmed) }
}

/// Which visit a text that confirms, or asks for another time, is about.
///
/// It answers the last reminder to its number. Where reminders of several visits came together, nobody can tell which
/// one is meant, and a person has to ask.
public enum AnsweredVisit: Sendable, Hashable {
    case one(RemindedVisit)
    /// It was confirmed before: there is nothing left to do.
    case confirmedBefore(RemindedVisit)
    case unclear

    /// So long before the last reminder another one counts as having come together with it.
    static let togetherHours = 24

    /// - Parameters:
    ///   - keyword: `confirm` or `reschedule`.
    ///   - visits: those of which reminders had gone to the number when it wrote, in any order.
    ///   - now: when it wrote.
    public init(_ keyword: Keyword, among visits: [RemindedVisit], at now: Instant) {
        let coming = visits.filter { $0.startsAt > now }
        let last = coming.map(\.remindedAt).max() ?? now
        let asked = coming.filter { $0.remindedAt >= last.adding(hours: -Self.togetherHours) }
        guard !asked.isEmpty, asked.allSatisfy(\.stands) else {
            self = .unclear
            return
        }
        let open = keyword == .confirm ? asked.filter { $0.status == .booked } : asked
        switch open.count {
        case 0: self = .confirmedBefore(asked[0])
        case 1: self = .one(open[0])
        default: self = .unclear
        }
    }
}
