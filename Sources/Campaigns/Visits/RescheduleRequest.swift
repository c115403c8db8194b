import CivilTime

/// A patient's wish for another time, as staff see it.
public struct RescheduleRequest: Sendable, Hashable {
    public let id: ID<RescheduleRequest>
    public let patientName: String
    /// In the patient's own words, or empty.
    public let wish: String
    public let requestedAt: Instant
    public let visitType: String
    /// The visit's start when another was asked for.
    public let told: Instant
    /// Its start now.
    public let startsAt: Instant
    public let status: AppointmentStatus

    public init(
        id: ID<RescheduleRequest>, patientName: String, wish: String, requestedAt: Instant, visitType: String,
        told: Instant, startsAt: Instant, status: AppointmentStatus
    ) {
        self.id = id
        self.patientName = patientName
        self.wish = wish
        self.requestedAt = requestedAt
        self.visitType = visitType
        self.told = told
        self.startsAt = startsAt
        self.status = status
    }
}
