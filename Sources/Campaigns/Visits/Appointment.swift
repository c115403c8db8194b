import CivilTime

/// A visit as the booking system told it last.
public struct Appointment: Sendable, Hashable {
    public let id: ID<Appointment>
    public let externalID: String
    public let patientID: ID<Patient>
    public var type: String
    public var startsAt: Instant
    public var endsAt: Instant?
    public var provider: String
    public var location: String
    public var status: AppointmentStatus
    public var bookedAt: Instant?
    public var confirmedAt: Instant?
    /// When the patient said so, whatever the booking system says.
    public var patientConfirmedAt: Instant?
    /// When it came in first; nil for a visit that no row holds.
    public var receivedAt: Instant?
    /// Rises with each change of start or revival.
    public var scheduleVersion: Int

    public init(
        id: ID<Appointment>, externalID: String, patientID: ID<Patient>, type: String, startsAt: Instant,
        endsAt: Instant?, provider: String, location: String, status: AppointmentStatus, bookedAt: Instant?,
        confirmedAt: Instant?, patientConfirmedAt: Instant? = nil, receivedAt: Instant? = nil, scheduleVersion: Int = 1
    ) {
        self.id = id
        self.externalID = externalID
        self.patientID = patientID
        self.type = type
        self.startsAt = startsAt
        self.endsAt = endsAt
        self.provider = provider
        self.location = location
        self.status = status
        self.bookedAt = bookedAt
        self.confirmedAt = confirmedAt
        self.patientConfirmedAt = patientConfirmedAt
        self.receivedAt = receivedAt
        self.scheduleVersion = scheduleVersion
    }

    /// Since when the clinic knows of it: its own time, else its receipt (rules.md 1.5).
    public var knownAt: Instant? { bookedAt ?? receivedAt }

    /// Whether the patient is expected to come.
    public var isExpected: Bool { status == .booked || status == .confirmed }

    /// Whether the patient may still say if they come.
    public func isToCome(at now: Instant) -> Bool { isExpected && startsAt > now }
}

public enum AppointmentStatus: String, Sendable, Codable, CaseIterable {
    case proposed, booked, confirmed, arrived, completed, cancelled
    case noShow = "no-show"
    case enteredInError = "entered-in-error"

    /// Whether this counts as a visit of the patient at all: one that is to come or took place (rules.md 2.6).
    public var countsAsVisit: Bool {
        switch self {
        case .booked, .confirmed, .arrived, .completed: true
        case .proposed, .cancelled, .noShow, .enteredInError: false
        }
    }
}

extension Appointment {
    /// The same visit under the id that its row was given.
    public func with(id: ID<Appointment>) -> Appointment {
        Appointment(
            id: id, externalID: externalID, patientID: patientID, type: type, startsAt: startsAt, endsAt: endsAt,
            provider: provider, location: location, status: status, bookedAt: bookedAt, confirmedAt: confirmedAt,
            patientConfirmedAt: patientConfirmedAt, receivedAt: receivedAt, scheduleVersion: scheduleVersion)
    }
}
