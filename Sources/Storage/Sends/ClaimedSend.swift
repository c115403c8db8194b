import Campaigns
import CivilTime
import MariaDB

/// Who holds claimed rows: 16 random bytes, new for each claim.
public struct ClaimToken: Sendable, Hashable {
    public let bytes: [UInt8]

    public init(using random: inout some RandomNumberGenerator) {
        bytes = (0..<16).map { _ in UInt8.random(in: 0...255, using: &random) }
    }

    var value: Value { .bytes(bytes) }
}

/// A send row as its claimer holds it.
public struct ClaimedSend: Sendable, Hashable {
    public let id: ID<Send>
    public let clinicID: ID<Clinic>
    public let campaignID: ID<Campaign>
    public let revisionID: ID<Revision>
    public let enrollmentID: ID<Enrollment>
    public let patientID: ID<Patient>
    public let stepID: ID<Step>
    public let contactID: ID<Contact>?
    public let pointID: ID<ContactPoint>?
    public let channel: Channel
    public let lane: SendLane
    public let version: Int
    public let visitRelation: VisitRelation
    public let isOpening: Bool
    public let isAtEvent: Bool
    public let plannedAt: Instant
    public let dueAt: Instant
    public let heldSeconds: Int
    public let wires: Int
    public let refusals: Int
    public let errors: Int
    public let dedupeKey: String
    /// In its step's experiment; nil outside of one.
    public let arm: Arm?

    static func decode(_ row: Row) -> ClaimedSend {
        guard let lane = SendLane(rawValue: row.int("lane")) else { preconditionFailure("a send in no known lane") }
        return ClaimedSend(
            id: row.id("id"), clinicID: row.id("clinic_id"), campaignID: row.id("campaign_id"),
            revisionID: row.id("revision_id"), enrollmentID: row.id("enrollment_id"),
            patientID: row.id("patient_id"), stepID: row.id("step_id"), contactID: row.optionalID("contact_id"),
            pointID: row.optionalID("contact_point_id"), channel: row.choice("channel"), lane: lane,
            version: row.int("schedule_version"), visitRelation: row.choice("visit_relation"),
            isOpening: row.bool("is_opening"), isAtEvent: row.bool("is_at_event"),
            plannedAt: row.instant("planned_at"), dueAt: row.instant("due_at"),
            heldSeconds: row.int("held_seconds"), wires: row.int("wires"), refusals: row.int("refusals"),
            errors: row.int("errors"), dedupeKey: row.text("dedupe_key"), arm: row.optionalChoice("arm"))
    }

    public var purpose: Purpose { lane == .marketing ? .marketing : .care }

    func delta(_ measure: Tally.Measure, reason: Reason? = nil, at now: Instant, amount: Int = 1) -> Tally.Delta {
        Tally.Delta(
            clinic: clinicID, campaign: campaignID, step: stepID, measure: measure, reason: reason, at: now,
            amount: amount)
    }
}
