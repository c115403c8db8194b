import Campaigns
import CivilTime
import Foundation
import MariaDB

/// An enrollment with the ids that lead to its campaign.
public struct EnrollmentRow: Sendable {
    public var enrollment: Enrollment
    public let clinicID: ID<Clinic>
    public let campaignID: ID<Campaign>
    /// What it runs.
    public var revisionID: ID<Revision>
    /// The event that began it; nil for one by time, by hand or taken up.
    public var eventID: ID<Event>?
    /// The lanes that stand in the row, whatever has been decided of it since.
    var lanesInRow: [ID<Step>: LaneKey] = [:]

    static func decode(_ row: Row) -> EnrollmentRow {
        var decoded = EnrollmentRow(
            enrollment: Enrollment(
                id: row.id("id"), patientID: row.id("patient_id"),
                anchor: AnchorRow.decode(row),
                event: row.optionalText("trigger_event").flatMap(EventType.init),
                anchorKey: row.text("anchor_key"),
                emittedStart: row.optionalInstant("emitted_start"), startedAt: row.instant("started_at"),
                receivedAt: row.instant("received_at"), isTakenUp: row.bool("is_taken_up"),
                opensAt: row.instant("opens_at"), openingVersion: row.int("opening_version"),
                reopenedAt: row.optionalInstant("reopened_at"), scheduleVersion: row.int("schedule_version"),
                decisions: Decisions.decode(row.optionalText("decisions")), status: row.choice("status")),
            clinicID: row.id("clinic_id"), campaignID: row.id("campaign_id"), revisionID: row.id("revision_id"),
            eventID: row.optionalID("event_id"))
        decoded.lanesInRow = decoded.enrollment.decisions
        decoded.enrollment.pauses = Pauses.decode(row.optionalText("pauses"))
        return decoded
    }
}

/// The anchor columns of an enrollment or an event.
enum AnchorRow {
    static func decode(_ row: Row) -> Anchor {
        Anchor(
            appointment: row.optionalID("appointment_id"), treatment: row.optionalID("treatment_id"),
            invoice: row.optionalID("invoice_id"))
    }
}

/// Pauses by which waits last longer, as `[[from,to]]` in microseconds.
enum Pauses {
    static func decode(_ text: String?) -> [Standstill] {
        guard let text else { return [] }
        // Only we write it: what cannot be read is a bug, and trapped as one.
        guard case .array(let pairs)? = try? JSON.parse(Array(text.utf8)) else {
            preconditionFailure("an enrollment's pauses are none")
        }
        return pairs.compactMap { pair in
            guard case .array(let times) = pair, case .integer(let from)? = times.first,
                case .integer(let to)? = times.last
            else { return nil }
            return Standstill(from: Instant(microseconds: from), to: Instant(microseconds: to))
        }
    }

    static func encode(_ pauses: [Standstill]) -> String? {
        guard !pauses.isEmpty else { return nil }
        return JSON.array(
            pauses.map { .array([.integer($0.from.microseconds), .integer($0.to.microseconds)]) }
        ).text
    }
}

/// Lanes taken, as `{"12":"yes","15":"b2"}`.
enum Decisions {
    static func decode(_ text: String?) -> [ID<Step>: LaneKey] {
        // Nothing decided yet: the column is empty until the first condition is answered.
        guard let text else { return [:] }
        // Only we write it. What cannot be read must not pass for nothing: every condition would be answered anew.
        guard let lanes = try? JSONDecoder().decode([String: LaneKey].self, from: Data(text.utf8)) else {
            preconditionFailure("an enrollment's decisions are none")
        }
        let pairs = lanes.map { key, lane in
            guard let step = ID<Step>(text: key) else { preconditionFailure("an enrollment's decisions name no step") }
            return (step, lane)
        }
        return Dictionary(uniqueKeysWithValues: pairs)
    }

    static func encode(_ decisions: [ID<Step>: LaneKey]) -> String? {
        guard !decisions.isEmpty else { return nil }
        let parts = decisions.sorted { $0.key < $1.key }.map { "\"\($0.key)\":\"\($0.value.rawValue)\"" }
        return "{" + parts.joined(separator: ",") + "}"
    }
}
